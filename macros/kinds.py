"""Name the kinds of data: each is a folder in docs/data/, with one file a thing."""

from collections.abc import Mapping
from typing import Any

from pydantic import Field, create_model

from .models import Checklist, Id, Model, Plain, Source, Timeline

KINDS: Mapping[str, type[Model]] = {
    "checklists": Checklist,
    "timelines": Timeline,
    "sources": Source,
}


class ExampleCall(Model):
    """Describe a macro call on an example's page, for components that look at the whole page."""

    macro: str
    arguments: dict[str, str | int] = Field(default_factory=dict)


class _Example(Model):
    """Describe one named example: a small catalog of its own, and the arguments of the call."""

    description: Plain
    calls: tuple[ExampleCall, ...] = Field((), strict=False)
    arguments: dict[str, str | int] = Field(default_factory=dict)


def _things(kind: str) -> Any:
    return (dict[Id, KINDS[kind]], {})  # type: ignore[valid-type]  # the models are known at run time


# The same, with a field for each kind of data that an example may bring along.
ExampleData: Any = create_model(
    "ExampleData", __base__=_Example, **{kind: _things(kind) for kind in KINDS}
)
