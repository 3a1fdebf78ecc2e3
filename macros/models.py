"""Describe what the guide knows, as frozen models that refuse what they do not know."""

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from . import durations
from .durations import Duration
from .slots import MARK

ID_PATTERN = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
QUALIFIED_ID_PATTERN = r"^([a-z][a-z0-9]*(-[a-z0-9]+)*/)?[a-z][a-z0-9]*(-[a-z0-9]+)*$"
LINK = re.compile(r"\[[^\[\]]*\]\(([^()\s]*)\)")
LINK_PATTERN = r"^(/(?!/)|https://)[^\s()\[\]<>\"'`{}|^\\]+$"
URL_PATTERN = r"^https?://[^\s\[\]<>\"'`{}|^\\]+$"
_HTML = re.compile(r"<[a-zA-Z/!?]")
_MARKDOWN = re.compile(r"[\[\]`*\\]|(?<![^\W_])_+(?=\w)")
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def refuse(what: str, remedy: str) -> PydanticCustomError:
    """Make a validation error that already says what to do about it."""
    return PydanticCustomError("guide", "{what}: {remedy}", {"what": what, "remedy": remedy})


def _check_id(text: str) -> str:
    if not re.fullmatch(ID_PATTERN, text):
        raise refuse(
            f"the id {text!r} is not in kebab-case",
            "use small letters, digits and single hyphens, as in 'order-transcript'",
        )
    return text


def _check_old_id(text: str) -> str:
    for part in text.split("/", maxsplit=1):
        _check_id(part)
    return text


def _check_text(text: str) -> str:
    text = " ".join(text.split())
    if not text:
        raise refuse("the text is empty", "write it, or delete the whole entry")
    if _HTML.search(text):
        raise refuse(
            "raw HTML is not allowed", "write Markdown: **bold**, *italic*, [text](/page.md)"
        )
    if "{" in text or "}" in text:
        raise refuse("curly braces are not allowed in text", "say it in words")
    if MARK in text:
        raise refuse(f"{MARK!r} is not allowed in text", "say it in words")
    if _INVISIBLE.search(text):
        raise refuse("the text has invisible control characters", "write it again by hand")
    return text


def _check_plain(text: str) -> str:
    """Refuse Markdown: plain text may stand inside attributes, headings and links."""
    text = _check_text(text)
    found = _MARKDOWN.search(text)
    if found:
        raise refuse(f"Markdown ({found[0]!r}) is not allowed here", "write plain words")
    return text


def _check_inline(text: str) -> str:
    text = _check_text(text)
    if "![" in text:
        raise refuse("pictures are not allowed in text", "put the picture on the page instead")
    targets = LINK.findall(text)
    if text.count("](") + text.count("][") != len(targets):
        raise refuse(
            "a link cannot be read", "write [text](/page.md) or [text](https://...), and no title"
        )
    for target in targets:
        _check_link(target)
    return text


def _check_link(target: str) -> str:
    if not re.fullmatch(LINK_PATTERN, target):
        raise refuse(
            f"the link {target!r} is neither a page of the guide nor an https:// address",
            "write pages from the root of docs/, as in '/apply/cv.md#length'",
        )
    return target


def _parse_date(value: Any) -> Any:
    if isinstance(value, date):
        return value
    try:
        return (
            date.fromisoformat(value)
            if re.fullmatch(r"\d{4}-\d\d-\d\d", value)
            else _not_a_date(value)
        )
    except (TypeError, ValueError):
        return _not_a_date(value)


def _not_a_date(value: Any) -> Any:
    raise refuse(f"{value!r} is not a date that exists", "write year-month-day, as in 2026-11-21")


def _check_partial_date(text: str) -> str:
    """Accept a year, a month or a day, as sources date themselves (ISO 8601)."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", text)
    if not match:
        raise refuse(f"{text!r} is not a year, month or day", "write 2026, 2026-11 or 2026-11-21")
    year, month, day = match.groups()
    _parse_date(f"{year}-{month or '01'}-{day or '01'}")
    return text


def _parse_duration(value: Any) -> Any:
    if isinstance(value, Duration):
        return value
    try:
        return Duration.parse(value)
    except (TypeError, ValueError):
        raise refuse(
            f"{value!r} is not a length of time",
            "write ISO 8601: P12W for 12 weeks, P3M for 3 months, P10D for 10 days",
        ) from None


Id = Annotated[
    str, AfterValidator(_check_id), WithJsonSchema({"type": "string", "pattern": ID_PATTERN})
]
OldId = Annotated[
    str,
    AfterValidator(_check_old_id),
    WithJsonSchema({"type": "string", "pattern": QUALIFIED_ID_PATTERN}),
]
Plain = Annotated[str, AfterValidator(_check_plain)]
Inline = Annotated[str, AfterValidator(_check_inline)]
Link = Annotated[
    str,
    AfterValidator(_check_link),
    WithJsonSchema({"type": "string", "pattern": LINK_PATTERN}),
]
Day = Annotated[
    date, BeforeValidator(_parse_date), WithJsonSchema({"type": "string", "format": "date"})
]
PartialDate = Annotated[
    str,
    AfterValidator(_check_partial_date),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}(-\d\d)?(-\d\d)?$"}),
]
Length = Annotated[
    Duration,
    BeforeValidator(_parse_duration),
    PlainSerializer(str),
    WithJsonSchema({"type": "string", "pattern": durations.PATTERN}),
]


class Model(BaseModel):
    """Refuse unknown keys and every change after loading."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, arbitrary_types_allowed=True
    )


class Audience(StrEnum):
    """Name whom an item concerns; `international` narrows the three stages."""

    PREMED = "premed"
    STUDENT = "student"
    GRADUATE = "graduate"
    INTERNATIONAL = "international"


Audiences = Annotated[
    tuple[Annotated[Audience, Field(strict=False)], ...], Field(strict=False, min_length=1)
]
Sources = Annotated[tuple[Id, ...], Field(strict=False, min_length=1)]


class Help(Model):
    """Point to where the guide, or an official page, says more."""

    text: Plain
    """What the link says, as in 'How to write the first email'."""
    link: Link
    """A page of the guide from the root of docs/, or an https:// address."""


class Retired(Model):
    """Record an id that was removed, so that nobody uses it again for something else."""

    id: Id
    on: Day
    """The date it was removed."""
    reason: Plain


class Entry(Model):
    """Hold what a checklist item and a timeline milestone have in common."""

    id: Id
    """Permanent. Never change it: readers' ticks hang on it. Renaming needs `was`."""
    text: Inline
    """What the reader does, as one sentence that starts with a verb."""
    why: Inline | None = None
    """Why it matters, in one to three sentences."""
    help: Help | None = None
    audiences: Annotated[Audiences | None, Field(alias="for")] = None
    """Whom it concerns. Leave it out when it concerns everyone."""
    sources: Sources | None = None
    """Ids of files in docs/data/sources/ that the claim rests on."""
    was: Annotated[tuple[OldId, ...] | None, Field(strict=False, min_length=1)] = None
    """Former ids: `old-id`, or `other-list/old-id` when it came from another list."""

    def concerns(self, reader: str | None) -> bool:
        """Tell whether this is for a reader such as `student` or `international-graduate`.

        A stage matches any of the stages named; `international` must be met by the reader too.
        """
        if reader is None or self.audiences is None:
            return True
        own = set(reader.split("-"))
        stages = {a for a in self.audiences if a is not Audience.INTERNATIONAL}
        if Audience.INTERNATIONAL in self.audiences and "international" not in own:
            return False
        own_stages = own - {"international"}
        return not stages or not own_stages or bool(own_stages & stages)


class Item(Entry):
    """Be one line of a checklist that a reader can tick."""

    essential: bool = False
    """True when an application or a placement fails without it."""


class Section(Model):
    """Group items of a checklist under one heading."""

    id: Id
    title: Plain
    items: Annotated[tuple[Item, ...], Field(strict=False, min_length=1)]


class Gap(Model):
    """Keep a time between two milestones, counted from the earlier one's due date."""

    after: Id
    """The milestone of the same timeline that comes first."""
    at_least: Length | None = None
    at_most: Length | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.at_least is None and self.at_most is None:
            raise refuse("the gap has no length", "give `at_least`, `at_most` or both")
        if self.at_least and self.at_most and self.at_least.usual_days > self.at_most.usual_days:
            raise refuse(
                f"at_least {self.at_least} is longer than at_most {self.at_most}",
                "make at_least the shorter one",
            )
        return self


class Milestone(Entry):
    """Be one step of a timeline, dated from the reader's own anchor date."""

    before: Length | None = None
    """How long before the anchor date it is due, as in P12W. P0D is the day itself."""
    after: Length | None = None
    """How long after the anchor date it is due, as in P2D."""
    takes: Length | None = None
    """How long the work takes; the latest start is the due date less this."""
    not_before: Length | None = None
    """How long before the anchor date it may happen at the earliest."""
    valid_for: Length | None = None
    """How long its result stays valid; it must still be valid on the anchor date."""
    gaps: Annotated[tuple[Gap, ...] | None, Field(strict=False, min_length=1)] = None
    needs: Sources | None = None
    """The milestones of the same timeline that must be done before this one starts."""
    checklist: Id | None = None
    """The checklist in docs/data/checklists/ that does this step in detail."""

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.before is None) == (self.after is None):
            raise refuse(
                "a milestone is due either before or after the anchor date",
                "give exactly one of `before` and `after`",
            )
        self._check_window()
        return self

    def _check_window(self) -> None:
        if self.before is None and (self.not_before or self.valid_for):
            raise refuse(
                "`not_before` and `valid_for` count back from the anchor date",
                "use them only on a milestone that is due `before` it",
            )
        due = self.before or Duration()
        if self.not_before and self.not_before.least_days < due.most_days:
            raise refuse(
                f"it is due {due} before but may not happen until {self.not_before} before",
                "make `not_before` the longer one",
            )
        if self.valid_for and self.valid_for.least_days < due.most_days:
            raise refuse(
                f"done {due} before, it is valid for {self.valid_for} and expires too early",
                "make `before` shorter than `valid_for`",
            )
        if self.not_before and self.takes and _too_long(self.takes, due, self.not_before):
            raise refuse(
                f"it takes {self.takes}, too long between {self.not_before} and {due} before",
                "widen the window or shorten `takes`",
            )

    @property
    def usual_offset(self) -> float:
        """Give the mean days from the anchor date: negative before it."""
        return -self.before.usual_days if self.before else (self.after or Duration()).usual_days


def _too_long(takes: Duration, due: Duration, not_before: Duration) -> bool:
    return takes.most_days > not_before.least_days - due.most_days


class Phase(Model):
    """Group milestones of a timeline that belong to one stretch of work."""

    id: Id
    title: Plain
    milestones: Annotated[tuple[Milestone, ...], Field(strict=False, min_length=1)]


class Anchor(Model):
    """Name the date a timeline counts from, in the reader's words."""

    question: Plain
    """What the date field asks, as in 'First day of your placement'."""
    noun: Plain
    """How steps speak of it, as in 'the first day': '12 weeks before the first day'."""


class Listing(Model):
    """Hold what a checklist and a timeline have in common."""

    title: Plain
    summary: Inline
    """One sentence that says what the reader has at the end."""
    reviewed: Day
    """When somebody last read the whole list against its sources."""
    retired: Annotated[tuple[Retired, ...] | None, Field(strict=False, min_length=1)] = None


class Checklist(Listing):
    """Describe one checklist: a file in docs/data/checklists/, named by its id."""

    sections: Annotated[tuple[Section, ...], Field(strict=False, min_length=1)]

    def entries(self) -> Iterator[tuple[tuple[str | int, ...], Entry]]:
        """Walk the items with their place in the file."""
        for s, section in enumerate(self.sections):
            for i, item in enumerate(section.items):
                yield ("sections", s, "items", i), item

    @property
    def groups(self) -> tuple[Section, ...]:
        """Give the parts that a macro call can ask for by id."""
        return self.sections


class Timeline(Listing):
    """Describe one timeline: a file in docs/data/timelines/, named by its id."""

    anchor: Anchor
    phases: Annotated[tuple[Phase, ...], Field(strict=False, min_length=1)]

    def entries(self) -> Iterator[tuple[tuple[str | int, ...], Entry]]:
        """Walk the milestones with their place in the file."""
        for p, phase in enumerate(self.phases):
            for m, milestone in enumerate(phase.milestones):
                yield ("phases", p, "milestones", m), milestone

    @property
    def groups(self) -> tuple[Phase, ...]:
        """Give the parts that a macro call can ask for by id."""
        return self.phases


class Source(Model):
    """Describe one source: a file in docs/data/sources/, named by its id."""

    title: Plain
    publisher: Plain
    short: Plain
    """The name a citation shows, as in 'ECFMG' or 'Johns Hopkins'."""
    url: Annotated[str, Field(pattern=URL_PATTERN)]
    published: PartialDate | None = None
    """When the page says it was written. Leave it out when the page shows no date."""
    checked: Day
    """When somebody last opened it and compared it with the guide."""
    review_by: Day
    """When it must be opened again."""
    kind: Literal["official", "institution", "research", "secondary"]
    """official: who makes the rule; institution: a host or school; secondary: someone about it."""
    note: Plain | None = None
    """A weakness to tell the reader, as in 'A law firm quoting the manual'."""

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.review_by <= self.checked:
            raise refuse(
                f"review_by {self.review_by} is not after checked {self.checked}",
                "set the date by which it must be read again",
            )
        if self.kind == "secondary" and self.note is None:
            raise refuse("a secondary source has no note", "say in `note` what makes it weaker")
        return self
