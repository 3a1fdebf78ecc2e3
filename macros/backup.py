"""Describe the file in which readers take their plans along, and its JSON Schema.

The browser holds the same rules in overrides/components/plan/format.mjs and checks them before it
writes anything; tests/browser/test_backup.py puts the same cases before both.
"""

from typing import Annotated, Literal, TypeVar

from pydantic import ConfigDict, Field
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import core_schema
from typing_extensions import TypeAliasType

from .models import Model
from .schema import WithDocstrings

_SCHEMA = "https://json-schema.org/draft/2020-12/schema"
# Nothing comes after `$`: Python would take a line break there, and JavaScript would not.
_END = "$(?!\\n)"
_ID = "[a-z][a-z0-9-]{0,39}" + _END
_NAME = "^(?!__proto__$)[^\\u0000-\\u001f\\u007f\\ud800-\\udfff]+" + _END

_KIND = "^(?!(undo|backup)$)" + _ID

PlanId = Annotated[str, Field(pattern="^(?!device$)" + _ID)]
Name = Annotated[str, Field(pattern=_NAME, max_length=200)]
Text = Annotated[str, Field(max_length=100_000)]
Words = Annotated[str, Field(max_length=2_000)]
Date = Annotated[str, Field(pattern="^([0-9]{4}-[0-9]{2}-[0-9]{2})?" + _END)]

# Three levels are more than any record has; a bound keeps every program that reads the file safe.
Scalar = TypeAliasType("Scalar", Text | float | bool | None)
_Items = Field(max_length=1_000)
_Fields = Field(max_length=100)
Inner = TypeAliasType(
    "Inner",
    Scalar | Annotated[list[Scalar], _Items] | Annotated[dict[Name, Scalar], _Fields],
)
Middle = TypeAliasType(
    "Middle",
    Scalar | Annotated[list[Inner], _Items] | Annotated[dict[Name, Inner], _Fields],
)
Value = TypeAliasType(
    "Value",
    Scalar | Annotated[list[Middle], _Items] | Annotated[dict[Name, Middle], _Fields],
)


class Open(Model):
    """Allow what newer versions of the guide may add."""

    model_config = ConfigDict(
        extra="allow",
        regex_engine="python-re",  # the other one knows no lookahead
        json_schema_extra={
            "propertyNames": {"pattern": _NAME, "maxLength": 200},
            "maxProperties": 100,
        },
    )
    __pydantic_extra__: dict[str, Value]


class Record(Open):
    """Be one entry, with whatever its kind keeps in it."""

    updated: Annotated[float | None, Field(ge=0, le=1e14)] = None
    """When it was last changed, in milliseconds since 1970. The newer of two records counts."""


class Done(Record):
    """Be the state of one step or item."""

    state: Words | None = None
    """`open`, `done` or `skipped`."""
    since: Date | None = None
    """The day it was done."""


class Dates(Record):
    """Be the reader's own dates of one step."""

    planned: Date | None = None
    """The day that the reader has planned."""
    hard: Date | None = None
    """The day that others have set."""
    kind: Words | None = None
    """What that day is: `deadline` or `appointment`."""
    waiting: bool | None = None
    """Whether the reader waits for somebody else."""


class Note(Record):
    """Be what the reader noted about one step."""

    text: Text | None = None
    contact: Words | None = None
    reference: Words | None = None
    """A number or name under which others keep it."""
    asked: Date | None = None
    """The day the reader asked for it."""
    expires: Date | None = None
    """The last day on which it is valid."""


class Start(Record):
    """Be the day from which one timeline counts."""

    date: Date | None = None


class About(Record):
    """Be what is kept about a plan as a whole."""

    name: Words | None = None
    placement: Words | None = None
    """The id of a kind of placement."""
    home: Words | None = None
    host: Words | None = None
    weeks: Words | None = None
    state: Words | None = None
    """`active`, `archived` or `deleted`."""


_Kept = TypeVar("_Kept", bound=Record)
Records = Annotated[dict[Name, _Kept], Field(max_length=5_000)]


class Plan(Model):
    """Hold the records of one plan by kind and id. Kinds that are not named hold any record."""

    model_config = ConfigDict(
        extra="allow",
        regex_engine="python-re",
        json_schema_extra={"propertyNames": {"pattern": _KIND}, "maxProperties": 100},
    )
    __pydantic_extra__: dict[str, Records[Record]]

    done: Records[Done] = Field(default_factory=dict)
    """What is done, by list and item: `cv/contact-details`."""
    dates: Records[Dates] = Field(default_factory=dict)
    note: Records[Note] = Field(default_factory=dict)
    start: Records[Start] = Field(default_factory=dict)
    """First days, by timeline."""
    plan: Records[About] = Field(default_factory=dict)
    """One record, `about`."""


class Backup(Open):
    """Hold plans of a reader of the Medical Internship Guide."""

    product: Literal["medical-internship-guide"]
    version: Literal[1]
    """That of the records. It rises when a record changes its form."""
    exported: Annotated[
        str, Field(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,12}Z" + _END, max_length=40)
    ]
    """When the file was made, in universal time (ISO 8601)."""
    plans: Annotated[dict[PlanId, Plan], Field(max_length=100)]
    """The plans by their ids. `main` is the one that every reader begins with."""
    device: Plan | None = None
    """What concerns no plan, such as which one was current."""


class _Schema(WithDocstrings):
    """Bind the names in an object apart from the values, so that any other name is refused."""

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """Turn the one pattern of names into `propertyNames`."""
        result = super().dict_schema(schema)
        for pattern, values in result.pop("patternProperties", {}).items():
            names = {"pattern": pattern, **result.get("propertyNames", {})}
            result |= {"additionalProperties": values, "propertyNames": names}
        return result


def backup_schema() -> dict[str, object]:
    """Give the schema of the file (JSON Schema, draft 2020-12)."""
    return {"$schema": _SCHEMA, **Backup.model_json_schema(schema_generator=_Schema)}
