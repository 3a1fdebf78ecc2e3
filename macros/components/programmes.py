"""Show the directory of programmes: one table, complete without any script."""

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from ..catalog import Refusal
from ..errors import nearest
from ..models import Audience
from ..programmes import COUNTRIES, Programme, Type
from ..wording import AUDIENCES, count, day, listing, partial_day
from .context import Context, check_reader

TYPES = {
    Type.CLINICAL: "Clinical elective",
    Type.OBSERVERSHIP: "Observership",
    Type.RESEARCH: "Research",
    Type.PUBLIC_HEALTH: "Public health",
    Type.ADMINISTRATIVE: "Administration",
    Type.EXCHANGE: "Exchange",
    Type.PREPARATION: "Preparation for medicine",
    Type.HOUSE_JOB: "House job",
    Type.VIRTUAL: "Virtual",
    Type.PORTAL: "Portal or directory",
    Type.FUNDING: "Money for a placement",
}
COSTS = {
    "free": "No fee",
    "paid": "You pay a fee",
    "funded": "You get money",
    "mixed": "It depends",
    "unknown": "Not stated",
}
STATUSES = {"open": "", "closed": "Closed", "doubtful": "Doubtful"}
CONFIDENCE = {
    "high": "We are fairly sure: the host itself says so, on a page that is current or dated.",
    "medium": "We are not quite sure: the page is undated, partial or not the host's own.",
    "low": "We are not sure: the page is old, or no official page confirms it.",
}
NOT_STATED = "Not stated on the page that we read."


@dataclass(frozen=True)
class Choice:
    """Hold what one call of the macro asks for."""

    context: Context
    programmes: tuple[tuple[str, Programme], ...]


@dataclass(frozen=True)
class Row:
    """Hold one programme; `country_key` and its like are what the script filters by."""

    id: str
    anchor: str
    former_anchors: tuple[str, ...]
    name: str
    organisation: str
    link: str
    country: str
    country_key: str
    place: str
    type: str
    type_key: str
    audiences: str
    audience_words: str
    eligibility: str
    length: str
    window: str
    cost: str
    cost_key: str
    cost_words: str
    status: str
    status_key: str
    status_note: str
    note: str
    confidence: str
    source: str
    source_date: str
    checked: str
    review_by: str
    review_by_words: str
    edit_link: str


@dataclass(frozen=True)
class View:
    """Hold the rows by the name of the organisation."""

    rows: tuple[Row, ...]
    size: str
    tracker: str


def choose(
    context: Context,
    country: str | None = None,
    type: str | None = None,
    audience: str | None = None,
    cost: str | None = None,
) -> Choice:
    """Find the programmes that meet every condition given. Raises Refusal when none does."""
    check_reader(audience)
    _check("country", country, COUNTRIES)
    _check("type", type, [one.value for one in TYPES])
    _check("cost", cost, COSTS)
    page = context.catalog.pages.get(context.page)
    if page and [call.macro for call in page.calls].count("programmes") > 1:
        raise Refusal(
            "programmes() stands on this page twice", "show one table, and let readers filter it"
        )
    found = [
        (id, programme)
        for id, programme in context.catalog.programmes.items()
        if country in {None, programme.country}
        and type in {None, programme.type}
        and cost in {None, programme.cost_kind}
        and programme.welcomes(audience)
    ]
    if not found and not context.catalog.unread:
        raise Refusal("no programme meets these conditions", "take one of them away")
    return Choice(context, tuple(sorted(found, key=lambda pair: _sort_key(pair[1]))))


def _check(name: str, value: object, known: Collection[str]) -> None:
    if value is not None and value not in known:
        raise Refusal(f"there is no {name} {value!r}", nearest(str(value), known))


def _sort_key(programme: Programme) -> str:
    """Order by host and name as the browser does: small and capital, with and without accents."""
    words = unicodedata.normalize("NFD", f"{programme.organisation} {programme.name}")
    return "".join(letter for letter in words.casefold() if not unicodedata.combining(letter))


def view(choice: Choice) -> View:
    """Prepare the table for its template."""
    rows = tuple(_row(choice.context, *pair) for pair in choice.programmes)
    return View(rows, count(len(rows), "programme"), choice.context.link_to("tracker"))


def _row(context: Context, id: str, programme: Programme) -> Row:
    return Row(
        id=id,
        anchor=anchor(id),
        former_anchors=tuple(map(anchor, programme.was or ())),
        name=programme.name,
        organisation=programme.organisation,
        link=programme.link or "",
        country=programme.country,
        country_key=key(programme.country),
        place=programme.place or "",
        type=TYPES[programme.type],
        type_key=programme.type,
        audiences=" ".join(programme.audiences),
        audience_words=_audience_words(programme.audiences),
        eligibility=programme.eligibility,
        length=programme.length or NOT_STATED,
        window=programme.window or NOT_STATED,
        cost=COSTS[programme.cost_kind],
        cost_key=programme.cost_kind,
        cost_words=programme.cost or "",
        status=STATUSES[programme.status],
        status_key=programme.status,
        status_note=programme.status_note or "",
        note=programme.note or "",
        confidence=CONFIDENCE[programme.confidence],
        source=programme.source or "",
        source_date=partial_day(programme.source_date) if programme.source_date else "",
        checked=day(programme.checked),
        review_by=programme.review_by.isoformat(),
        review_by_words=day(programme.review_by),
        edit_link=context.edit_link(id),
    )


def _audience_words(audiences: tuple[Audience, ...]) -> str:
    """Say whom it takes: `Medical students and graduates, also from abroad`."""
    stages = [AUDIENCES[one] for one in audiences if one is not Audience.INTERNATIONAL]
    abroad = ", also from abroad" if Audience.INTERNATIONAL in audiences else ""
    words = listing(stages) + abroad
    return words[0].upper() + words[1:]


def key(country: str) -> str:
    """Write a country as addresses do: `united-kingdom`."""
    return country.lower().replace(" ", "-")


def anchor(id: str) -> str:
    """Name the place of a programme on its page."""
    return f"programme--{id}"


def anchors(choice: Choice) -> list[str]:
    """List the places on the page that links can name."""
    return [
        place
        for id, programme in choice.programmes
        for place in map(anchor, (id, *(programme.was or ())))
    ]
