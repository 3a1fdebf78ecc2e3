"""Describe a budget: lines of cost with sourced ranges, and room for the reader's own figures."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, model_validator

from .currencies import CURRENCIES
from .documents import Place
from .fields import FieldTool, Kept, links_in, refuse_twice
from .models import Id, Inline, Length, Model, Plain, refuse

_AMOUNT = r"^\d{1,9}(\.\d{1,3})?$"


def _check_currency(code: str) -> str:
    if code not in CURRENCIES:
        raise refuse(
            f"the currency {code!r} is not known",
            "write an ISO 4217 code such as USD, or add it to macros/currencies.py",
        )
    return code


def _parse_amount(value: Any) -> Any:
    """Accept whole numbers, and decimals as text: a number such as 40.27 would not be exact."""
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if isinstance(text, str) and re.fullmatch(_AMOUNT, text):
        return Decimal(text)
    raise refuse(
        f"{value!r} is not an amount",
        "write digits without separators; put decimals in quotes, as in '40.27'",
    )


Currency = Annotated[
    str,
    AfterValidator(_check_currency),
    WithJsonSchema({"type": "string", "enum": list(CURRENCIES)}),
]
Amount = Annotated[
    Decimal,
    BeforeValidator(_parse_amount),
    WithJsonSchema({"type": ["integer", "string"], "pattern": _AMOUNT, "minimum": 0}),
]


class Range(Model):
    """Give what a source says something costs; without a source there is no range."""

    low: Amount
    high: Amount | None = None
    """Leave it out for a single figure."""
    currency: Currency
    words: Plain
    """What the figure is, as in 'Jefferson, four weeks; an older page'."""
    source: Id

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.high is not None and self.high <= self.low:
            raise refuse(
                f"high {self.high} is not above low {self.low}",
                "swap them, or leave `high` out for a single figure",
            )
        return self


class Line(Kept):
    """Be one line of a budget."""

    text: Plain | None = None
    """What it is. Leave it out on a line that the reader names."""
    note: Inline | None = None
    """One or two sentences on what it covers or what to ask."""
    ranges: Annotated[tuple[Range, ...] | None, Field(strict=False, min_length=1)] = None
    refund: Literal["yes", "no", "ask"]
    """Whether the money comes back when the placement falls through. `ask` when nobody says."""
    refund_note: Inline | None = None
    """What the answer rests on. Needed for yes and no."""
    refund_sources: Annotated[tuple[Id, ...] | None, Field(strict=False, min_length=1)] = None
    before: Length | None = None
    """How long before the first day it must be paid, as in P12W."""
    after: Length | None = None
    """How long after the first day it must be paid, or comes in."""
    income: bool = False
    """True for money that comes in, such as a grant."""

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.before is not None and self.after is not None:
            raise refuse(
                "it is due before and after the first day", "give `before` or `after`, not both"
            )
        if self.refund != "ask" and self.refund_note is None:
            raise refuse(
                f"refund is {self.refund!r} without a reason",
                "say in `refund_note` what it rests on, or write `refund: ask`",
            )
        return self


class Group(Model):
    """Group lines that are paid to one kind of receiver."""

    id: Id
    title: Plain
    lines: Annotated[tuple[Line, ...], Field(strict=False, min_length=1)]


class Budget(FieldTool):
    """Describe one budget: a file in docs/data/budgets/, named by its id."""

    timeline: Id
    """The timeline from whose anchor date the lines are due."""
    currency: Currency
    """The currency of the totals until the reader chooses another."""
    buffer: Annotated[int, Field(ge=0, le=100)]
    """The reserve in percent until the reader chooses another."""
    groups: Annotated[tuple[Group, ...], Field(strict=False, min_length=1)]

    def entries(self) -> Iterator[tuple[Place, Line]]:
        """Walk the lines with their place in the file."""
        for g, group in enumerate(self.groups):
            for n, line in enumerate(group.lines):
                yield ("groups", g, "lines", n), line

    @model_validator(mode="after")
    def _check(self) -> Self:
        refuse_twice((group.id for group in self.groups), "group")
        refuse_twice((line.id for _, line in self.entries()), "line")
        return self

    def citations(self) -> Iterator[tuple[Place, str]]:
        """Walk the sources of the ranges and refunds."""
        for place, line in self.entries():
            for n, one in enumerate(line.ranges or ()):
                yield (*place, "ranges", n, "source"), one.source
            for n, source in enumerate(line.refund_sources or ()):
                yield (*place, "refund_sources", n), source

    def links(self) -> Iterator[tuple[Place, str, str]]:
        """Walk the links in its texts."""
        yield from links_in((), summary=self.summary)
        for place, line in self.entries():
            yield from links_in(place, note=line.note, refund_note=line.refund_note)
