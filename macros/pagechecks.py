"""Check the pages as a whole: calls make sense, lists stand somewhere, citations are listed."""

from collections.abc import Iterator, Mapping

from .catalog import SHOWING, Catalog, Refusal
from .components import COMPONENTS, Context, page_anchors
from .components.sources import uncited
from .crosschecks import listing_links
from .documents import Document, describe
from .errors import Problem, nearest
from .pages import Call, Page


def check_pages(catalog: Catalog, documents: Mapping[str, Document]) -> Iterator[Problem]:
    """Try every call of every page without rendering it, and compare the pages with each other."""
    for page in catalog.pages.values():
        yield from _check_calls(catalog, page)
        yield from _check_repeats(page)
        if uncited(Context(catalog, page.path)):
            yield _at(
                page,
                1,
                "the page",
                "it cites sources but does not list them",
                "end it with {{ sources() }}",
            )
    yield from _check_descriptions(catalog)
    yield from _check_anchors(catalog, documents)
    yield from _check_unplaced(catalog, documents)


def _at(page: Page, line: int, where: str, what: str, remedy: str) -> Problem:
    return Problem(page.front_matter.file, line, where, what, remedy)


def _check_calls(catalog: Catalog, page: Page) -> Iterator[Problem]:
    for call in page.calls:
        if call.arguments.get("id") in catalog.unread:
            continue
        try:
            COMPONENTS[call.macro].choose(Context(catalog, page.path), **call.arguments)
        except Refusal as refusal:
            yield _at(page, call.line, f"{call.macro}()", refusal.what, refusal.remedy)


def _check_repeats(page: Page) -> Iterator[Problem]:
    """Refuse a list that overlaps with itself on one page: its anchors would stand there twice."""
    first: dict[tuple[object, object], Call] = {}
    for call in page.calls:
        if call.macro not in SHOWING:
            continue
        id = call.arguments.get("id")
        earlier = next((call for (other, _), call in first.items() if other == id), None)
        if earlier:
            yield _at(
                page,
                call.line,
                f"{call.macro}()",
                f"{id!r} stands on this page already (line {earlier.line})",
                "show it once, or split it between pages",
            )
        first[id, call.line] = call


def _check_descriptions(catalog: Catalog) -> Iterator[Problem]:
    first: dict[str, Page] = {}
    for page in catalog.pages.values():
        text = str((page.front_matter.data or {}).get("description", ""))
        if text and text in first:
            yield _at(
                page,
                page.front_matter.line(("description",)),
                "description",
                f"it is the same as that of {first[text].path}",
                "say what only this page has",
            )
        first.setdefault(text, page)


def _check_anchors(catalog: Catalog, documents: Mapping[str, Document]) -> Iterator[Problem]:
    """Check that the place on a page that a list links to exists."""
    anchors = {
        path: page_anchors(Context(catalog, path))
        for path, page in catalog.pages.items()
        if not page.broken
    }
    for id, listing in {**catalog.listings, **catalog.tools}.items():
        for place, key, target in listing_links(listing):
            path, _, anchor = target.removeprefix("/").partition("#")
            if anchor.split("--")[0] in catalog.unread:
                continue
            if anchor and path in anchors and anchor not in anchors[path]:
                where = (*place, key)
                yield Problem(
                    documents[id].file,
                    documents[id].line(where),
                    describe(where),
                    f"the page {path!r} has no place {anchor!r}",
                    nearest(anchor, anchors[path]),
                )


def _check_unplaced(catalog: Catalog, documents: Mapping[str, Document]) -> Iterator[Problem]:
    """Refuse a list that no page shows: its readers would never find it."""
    broken = any(page.broken for page in catalog.pages.values())
    for id in [*catalog.listings, *catalog.tools]:
        if catalog.page_of(id) is None and not broken:
            kind = catalog.kind_of(id)
            yield Problem(
                documents[id].file,
                1,
                "the file",
                f"no page shows this {'list' if id in catalog.listings else kind} as a whole",
                f'write {{{{ {kind}("{id}") }}}} on a page',
            )
