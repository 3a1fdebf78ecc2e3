"""Show how far the reader has come: one line a list, counted in the browser."""

from dataclasses import dataclass

from markupsafe import Markup

from ..catalog import Refusal
from ..crosschecks import qualify
from ..models import Checklist, Entry, Timeline
from ..wording import count
from .context import Context, check_level, check_reader, find


@dataclass(frozen=True)
class Choice:
    """Hold what one call of the macro asks for."""

    context: Context
    listings: tuple[tuple[str, Checklist | Timeline], ...]
    reader: str | None
    level: int


@dataclass(frozen=True)
class Line:
    """Hold one list: `keys` names its entries, with former keys and readers."""

    id: str
    kind: str
    title: str
    summary: Markup
    link: str
    size: str
    keys: str


@dataclass(frozen=True)
class View:
    """Hold the lines, checklists first."""

    level: int
    lines: tuple[Line, ...]


def choose(
    context: Context, id: str | None = None, audience: str | None = None, level: int = 3
) -> Choice:
    """Find one list, or all that stand on a page. Raises Refusal."""
    known = {
        key: value
        for key, value in context.catalog.listings.items()
        if context.catalog.page_of(key)
    }
    if id is not None:
        known = {id: find(context.catalog.listings, id, "list")}
        if not context.catalog.page_of(id):
            raise Refusal(f"no page shows the list {id!r}", "put the list on a page first")
    return Choice(context, tuple(known.items()), check_reader(audience), check_level(level))


def view(choice: Choice) -> View:
    """Prepare the lines for their template."""
    return View(choice.level, tuple(_line(choice, *listing) for listing in choice.listings))


def _line(choice: Choice, id: str, listing: Checklist | Timeline) -> Line:
    entries = [entry for _, entry in listing.entries() if entry.concerns(choice.reader)]
    checklist = isinstance(listing, Checklist)
    return Line(
        id=id,
        kind="Checklist" if checklist else "Timeline",
        title=listing.title,
        summary=choice.context.inline(listing.summary),
        link=choice.context.href(f"/{choice.context.catalog.page_of(id)}#{id}"),
        size=count(len(entries), "item" if checklist else "step"),
        keys=" ".join(_key(id, entry) for entry in entries),
    )


def _key(listing: str, entry: Entry) -> str:
    """Name an entry for the browser: `cv/new-id~cv/old-id|student+international`."""
    names = [f"{listing}/{entry.id}", *(qualify(listing, old) for old in entry.was or ())]
    readers = f"|{'+'.join(entry.audiences)}" if entry.audiences else ""
    return "~".join(names) + readers
