"""Describe worksheets: questions that a reader answers on the page or on paper."""

from collections import Counter
from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from .documents import Place
from .models import (
    LINK,
    Audiences,
    Id,
    Inline,
    Model,
    OldId,
    Plain,
    Retired,
    Sources,
    refuse,
)
from .tools import Tool

# What each type of field must say, and what it may say beside that.
_NEEDS = {
    "lines": (),
    "short": (),
    "scale": ("low", "high"),
    "choice": ("options",),
    "table": ("columns",),
}
_MAY = {
    "lines": ("lines",),
    "short": (),
    "scale": ("low", "high"),
    "choice": ("options", "several"),
    "table": ("columns", "rows", "named_rows"),
}
_OWN = frozenset(key for keys in _MAY.values() for key in keys)


class Part(Model):
    """Name one option of a choice, or one column or row of a table."""

    id: Id
    """Permanent: readers' answers hang on it."""
    text: Plain


Parts = Annotated[tuple[Part, ...], Field(strict=False, min_length=1)]


class WorksheetField(Model):
    """Be one question of a worksheet, with room for the answer."""

    id: Id
    """Permanent. Never change it: readers' words hang on it. Renaming needs `was`."""
    type: Literal["lines", "short", "scale", "choice", "table"]
    """lines: free text; short: one line; scale: 1 to 5; choice: options; table: cells."""
    label: Plain
    """The question, or what to write."""
    help: Inline | None = None
    """One or two sentences that help to answer."""
    audiences: Annotated[Audiences | None, Field(alias="for")] = None
    """Whom it concerns. Leave it out when it concerns everyone."""
    sources: Sources | None = None
    """Ids of files in docs/data/sources/ that the question or its help rests on."""
    was: Annotated[tuple[OldId, ...] | None, Field(strict=False, min_length=1)] = None
    """Former ids: `old-id`, or `other-worksheet/old-id` when it came from another one."""
    retired: Annotated[tuple[Retired, ...] | None, Field(strict=False, min_length=1)] = None
    """Options, columns or rows that were removed."""

    lines: Annotated[int, Field(ge=2, le=20)] = 3
    """Of `lines`: how many lines there are on paper."""
    low: Plain | None = None
    """Of a `scale`: what 1 means."""
    high: Plain | None = None
    """Of a `scale`: what 5 means."""
    options: Parts | None = None
    """Of a `choice`: what can be chosen."""
    several: bool = False
    """Of a `choice`: true when more than one option can be chosen."""
    columns: Parts | None = None
    """Of a `table`: its columns."""
    rows: Annotated[int, Field(ge=1, le=30)] | None = None
    """Of a `table`: how many numbered rows it has at first; readers can add more on the page."""
    named_rows: Parts | None = None
    """Of a `table`: its rows, when they have names."""

    @model_validator(mode="after")
    def _check(self) -> Self:
        for key in sorted(self.model_fields_set & _OWN - set(_MAY[self.type])):
            owners = " or ".join(repr(type) for type, keys in _MAY.items() if key in keys)
            raise refuse(
                f"`{key}` is nothing for a field of the type {self.type!r}",
                f"take it out, or make the type {owners}",
            )
        for key in _NEEDS[self.type]:
            if getattr(self, key) is None:
                raise refuse(f"a field of the type {self.type!r} has no `{key}`", "add it")
        if self.type == "table" and (self.rows is None) == (self.named_rows is None):
            raise refuse(
                "a table has either a number of rows or rows with names",
                "give exactly one of `rows` and `named_rows`",
            )
        if self.type == "choice" and self.options and len(self.options) < 2:
            raise refuse("a choice has one option only", "add another, or make the type 'short'")
        return self

    def groups(self) -> Iterator[tuple[str, tuple[Part, ...]]]:
        """Walk its options, columns and rows, with the key they stand under."""
        for key in ("options", "columns", "named_rows"):
            yield key, getattr(self, key) or ()


class WorksheetSection(Model):
    """Group fields of a worksheet under one heading."""

    id: Id
    title: Plain
    fields: Annotated[tuple[WorksheetField, ...], Field(strict=False, min_length=1)]


class Worksheet(Tool):
    """Describe one worksheet: a file in docs/data/worksheets/, named by its id."""

    warning: Inline | None = None
    """What must not be written, as one or two sentences above the first question."""
    copies: bool = False
    """True when it is filled in again and again: each copy then has its date."""
    sections: Annotated[tuple[WorksheetSection, ...], Field(strict=False, min_length=1)]

    def entries(self) -> Iterator[tuple[Place, WorksheetField]]:
        """Walk the fields with their place in the file."""
        for s, section in enumerate(self.sections):
            for f, field in enumerate(section.fields):
                yield ("sections", s, "fields", f), field

    def faults(self) -> Iterator[tuple[Place, str, str]]:
        """Find ids that stand twice, or that were retired."""
        places: list[tuple[Place, str]] = [
            (("sections", s, "id"), part.id) for s, part in enumerate(self.sections)
        ]
        places += [((*place, "id"), field.id) for place, field in self.entries()]
        yield from _twice("worksheet", places, {gone.id for gone in self.retired or ()})
        for place, field in self.entries():
            for key, parts in field.groups():
                ids: list[tuple[Place, str]] = [
                    ((*place, key, n, "id"), part.id) for n, part in enumerate(parts)
                ]
                yield from _twice("field", ids, {gone.id for gone in field.retired or ()})

    def citations(self) -> Iterator[tuple[Place, str]]:
        """Walk the sources of its fields."""
        for place, field in self.entries():
            for n, source in enumerate(field.sources or ()):
                yield (*place, "sources", n), source

    def links(self) -> Iterator[tuple[Place, str, str]]:
        """Walk the links in its texts."""
        for key in ("summary", "warning"):
            for target in LINK.findall(getattr(self, key) or ""):
                yield (), key, target
        for place, field in self.entries():
            for target in LINK.findall(field.help or ""):
                yield place, "help", target

    def promised_ids(self) -> Iterator[str]:
        """Walk the ids of fields and of their parts: `goals`, `skills/teamwork`."""
        for _, field in self.entries():
            yield field.id
            for _, parts in field.groups():
                yield from (f"{field.id}/{part.id}" for part in parts)

    def former_ids(self) -> Iterator[str]:
        """Walk the ids that `was` and `retired` account for."""
        yield from (gone.id for gone in self.retired or ())
        for _, field in self.entries():
            yield from field.was or ()
            yield from (f"{field.id}/{gone.id}" for gone in field.retired or ())


def _twice(
    where: str, places: list[tuple[Place, str]], retired: set[str]
) -> Iterator[tuple[Place, str, str]]:
    seen: Counter[str] = Counter()
    for place, id in places:
        seen[id] += 1
        if seen[id] > 1:
            yield place, f"the id {id!r} stands twice in this {where}", "give each its own id"
        if id in retired:
            yield (
                place,
                f"the id {id!r} is retired",
                "choose a new id: a retired one is never used again",
            )
