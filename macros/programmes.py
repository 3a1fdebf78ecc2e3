"""Describe one programme of the directory: who offers what to whom, and how sure the guide is."""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from .models import (
    URL_PATTERN,
    Audience,
    Audiences,
    Day,
    Id,
    Model,
    PartialDate,
    Plain,
    refuse,
)

Country = Literal[
    "Asia",
    "Australia",
    "Austria",
    "Canada",
    "Europe",
    "Germany",
    "Hong Kong",
    "India",
    "Ireland",
    "Japan",
    "Nepal",
    "New Zealand",
    "Online",
    "Pakistan",
    "Saudi Arabia",
    "Singapore",
    "South Africa",
    "Sri Lanka",
    "Switzerland",
    "Tanzania",
    "Turkey",
    "Uganda",
    "United Arab Emirates",
    "United Kingdom",
    "USA",
    "Worldwide",
]
COUNTRIES: tuple[str, ...] = get_args(Country)

_MONTH = r"January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(rf"\b\d{{1,2}} ({_MONTH})\b")
_PAST = re.compile(r"\b[Uu]sually\b|\b20\d\d\b")


class Type(StrEnum):
    """Say what kind of placement, or way to one, a programme is."""

    CLINICAL = "clinical"
    OBSERVERSHIP = "observership"
    RESEARCH = "research"
    PUBLIC_HEALTH = "public-health"
    ADMINISTRATIVE = "administrative"
    EXCHANGE = "exchange"
    PREPARATION = "preparation"
    HOUSE_JOB = "house-job"
    VIRTUAL = "virtual"
    PORTAL = "portal"
    FUNDING = "funding"


class Programme(Model):
    """Describe one programme: a file in docs/data/programmes/, named by its id."""

    name: Plain
    """The programme's own name, or what it is when it has none."""
    organisation: Plain
    country: Country
    """Where it takes place; `Worldwide` or `Online` when that is no one country."""
    place: Plain | None = None
    """The town, or the sites."""
    type: Annotated[Type, Field(strict=False)]
    audiences: Annotated[Audiences, Field(alias="for")]
    """Who may apply. `international` when it takes people from schools outside its country."""
    eligibility: Plain
    """The conditions, in one to four short sentences."""
    length: Plain | None = None
    """Leave it out when the page does not say."""
    window_kind: Literal["fixed", "usual", "rolling", "unknown"]
    """fixed: a standing rule of the host; usual: dates of an earlier round; rolling: any time."""
    window: Plain | None = None
    """When to apply. Dates of an earlier round say 'usually', or bear their year."""
    cost_kind: Literal["free", "paid", "funded", "mixed", "unknown"]
    """free: no fee; paid: you pay; funded: you get money; mixed: it depends, or both."""
    cost: Plain | None = None
    link: Annotated[str, Field(pattern=URL_PATTERN)] | None = None
    """The programme's own page. Leave it out when nobody has seen one."""
    source: Annotated[str, Field(pattern=URL_PATTERN)] | None = None
    """The page that was read, where it is another one."""
    checked: Day
    """When somebody last compared this entry with its page."""
    review_by: Day
    """When it must be compared again."""
    source_date: PartialDate | None = None
    """The date that the page shows. Leave it out when it shows none."""
    confidence: Literal["high", "medium", "low"]
    """high: the host's own words, current or dated; low: old, or not confirmed by the host."""
    status: Literal["open", "closed", "doubtful"]
    """open: it ran when checked; closed: its host says that it does not; doubtful: nobody knows."""
    status_note: Plain | None = None
    """One sentence why it is closed or doubtful."""
    note: Plain | None = None
    """What can go wrong, or what surprises."""
    was: Annotated[tuple[Id, ...] | None, Field(strict=False, min_length=1)] = None
    """Former ids, so that old links still find it."""

    @model_validator(mode="after")
    def _check(self) -> Self:
        if set(self.audiences) == {Audience.INTERNATIONAL}:
            raise refuse(
                "`for` names no stage", "add premed, student or graduate beside international"
            )
        if self.link is None and self.source is None:
            raise refuse("it has neither `link` nor `source`", "say where you read it")
        if self.link == self.source:
            raise refuse("`source` repeats `link`", "leave `source` out")
        if self.review_by <= self.checked:
            raise refuse(
                f"review_by {self.review_by} is not after checked {self.checked}",
                "set the date by which it must be read again",
            )
        if (self.status == "open") != (self.status_note is None):
            raise refuse(
                f"status {self.status!r} does not fit `status_note`",
                "write a note for closed and doubtful, and none for open",
            )
        self._check_window()
        if self.cost is None and self.cost_kind != "unknown":
            raise refuse(f"cost_kind {self.cost_kind!r} has no words", "say it in `cost`")
        return self

    def _check_window(self) -> None:
        """Refuse a date of an earlier round that looks certain."""
        if self.window is None:
            if self.window_kind != "unknown":
                raise refuse(f"window_kind {self.window_kind!r} has no words", "say it in `window`")
            return
        dated = self.window_kind == "usual" or _DATE.search(self.window)
        if dated and not _PAST.search(self.window):
            raise refuse(
                "the window's dates look certain",
                "write 'usually', or name the year they are from",
            )

    def welcomes(self, reader: str | None) -> bool:
        """Tell whether a reader such as `student` or `international-graduate` may apply."""
        return reader is None or all(part in self.audiences for part in reader.split("-"))


def former_faults(
    programmes: Mapping[str, Programme],
) -> Iterator[tuple[str, tuple[tuple[str, int], str, str]]]:
    """Find former ids that are still in use or claimed twice: the programme and what is wrong."""
    claimed: dict[str, str] = {}
    for id, programme in programmes.items():
        for n, old in enumerate(programme.was or ()):
            if old in programmes:
                what = f"the former id {old!r} is still in use"
                yield id, (("was", n), what, "take it out of `was`")
            elif old in claimed:
                what = f"{claimed[old]!r} was {old!r} too"
                yield id, (("was", n), what, "only one can follow it")
            claimed[old] = id
