"""List the sources that a page cites, in its text and in its lists, at the page's foot."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..catalog import Refusal
from ..models import Source
from ..wording import day, partial_day
from .context import Context, check_level

KINDS = {
    "official": "Official source",
    "institution": "Host or school",
    "research": "Research",
    "secondary": "Secondary source",
}


@dataclass(frozen=True)
class Choice:
    """Hold the sources of one page by id."""

    context: Context
    sources: tuple[tuple[str, Source], ...]
    level: int


@dataclass(frozen=True)
class Line:
    """Hold one source as the list shows it; `review_by` is an ISO date for the browser."""

    id: str
    title: str
    url: str
    publisher: str
    published: str
    checked: str
    review_by: str
    review_by_words: str
    kind: str
    note: str
    edit_link: str


@dataclass(frozen=True)
class View:
    """Hold the lines in the order of first citation."""

    level: int
    lines: tuple[Line, ...]


def choose(context: Context, level: int = 2) -> Choice:
    """Find what the page cites. Raises Refusal on a page that cites nothing."""
    ids = cited_on(context)
    if not ids and None not in _cited_by_calls(context):
        raise Refusal("the page cites nothing", "remove sources(), or cite a source")
    known = context.catalog.sources
    found = tuple((id, known[id]) for id in ids if id in known)  # others are reported where cited
    return Choice(context, found, check_level(level))


def view(choice: Choice) -> View:
    """Prepare the list for its template."""
    return View(choice.level, tuple(_line(choice.context, *pair) for pair in choice.sources))


def _line(context: Context, id: str, source: Source) -> Line:
    return Line(
        id=id,
        title=source.title,
        url=source.url,
        publisher=source.publisher,
        published=partial_day(source.published) if source.published else "",
        checked=day(source.checked),
        review_by=source.review_by.isoformat(),
        review_by_words=day(source.review_by),
        kind=KINDS[source.kind],
        note=source.note or "",
        edit_link=context.edit_link(id),
    )


def heading(view: View) -> tuple[int, str, str]:
    """Give the level, the text and the anchor of the heading above the list."""
    return view.level, "Sources", "sources"


def anchors(choice: Choice) -> list[str]:
    """List the places on the page that links can name."""
    return ["sources", *(f"source--{id}" for id, _ in choice.sources)]


def cited_on(context: Context) -> list[str]:
    """List the sources of a page, each once, in the order of its calls. Refused calls add none."""
    return list(dict.fromkeys(id for ids in _cited_by_calls(context) for id in ids or ()))


def _cited_by_calls(context: Context) -> Iterator[list[str] | None]:
    """List what each call of a page cites; None for one that is refused, and reported there."""
    from . import COMPONENTS  # only now: the register knows this module too

    page = context.catalog.pages.get(context.page)
    for call in page.calls if page else ():
        module = COMPONENTS[call.macro]
        if hasattr(module, "cited"):
            try:
                yield module.cited(module.choose(context, **call.arguments))
            except Refusal:
                yield None


def uncited(context: Context) -> bool:
    """Tell whether a page cites sources without listing them at its foot."""
    page = context.catalog.pages[context.page]
    return not any(call.macro == "sources" for call in page.calls) and bool(cited_on(context))
