"""Check the pages as a whole: calls make sense, lists stand somewhere, citations are listed."""

from collections.abc import Collection, Iterator, Mapping

from .catalog import SHOWING, Catalog, Refusal
from .components import COMPONENTS, Context, page_anchors
from .components.sources import uncited
from .crosschecks import listing_links
from .documents import Document, Place, describe
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
    yield from _check_twins(catalog)
    yield from _check_ways(catalog)
    anchors = {
        path: page_anchors(Context(catalog, path))
        for path, page in catalog.pages.items()
        if not page.broken
    }
    yield from _check_covers(catalog, anchors)
    yield from _check_anchors(catalog, documents, anchors)
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


def _check_twins(catalog: Catalog) -> Iterator[Problem]:
    """Refuse two pages with one description or one title: a reader cannot tell them apart."""
    first: dict[tuple[str, str], Page] = {}
    for page in catalog.pages.values():
        description = str((page.front_matter.data or {}).get("description", ""))
        for kind, text in (("description", description), ("title", page.title)):
            twin = first.setdefault((kind, text), page)
            if text and twin is not page:
                line = _title_line(page) if kind == "title" else page.front_matter.line((kind,))
                what = f"it is the same as that of {twin.path}"
                yield _at(page, line, kind, what, "say what only this page has")


def _title_line(page: Page) -> int:
    lines = page.body.split("\n")
    return next((n for n, line in enumerate(lines, start=1) if line.startswith("# ")), 1)


def _check_ways(catalog: Catalog) -> Iterator[Problem]:
    """Check the pages to which the front matter sends readers."""
    for page in catalog.pages.values():
        meta = page.meta
        ways: list[tuple[Place, str]] = [(("next",), meta.next)] if meta and meta.next else []
        ways += [(("related", n), one) for n, one in enumerate((meta and meta.related) or ())]
        for place, target in ways:
            fault = _way_fault(catalog, page, target)
            if fault:
                yield _at(page, page.front_matter.line(place), describe(place), *fault)


def _way_fault(catalog: Catalog, page: Page, target: str) -> tuple[str, str] | None:
    path = target.removeprefix("/")
    if path == page.path:
        return "the page names itself", "name another page"
    if path not in catalog.pages:
        known = [f"/{path}" for path in catalog.pages]
        return f"the page {target!r} does not exist", nearest(target, known)
    return None


def _check_covers(catalog: Catalog, anchors: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    """Check that each idea a page covers is one, and that the place it names is on the page."""
    known = {idea.id for idea in catalog.coverage.ideas()} if catalog.coverage else set()
    for path, page in catalog.pages.items():
        for id, anchor in (page.meta.covers if page.meta else {}).items():
            line = page.front_matter.line(("covers", id))
            if id not in known:
                yield _at(
                    page, line, f"covers.{id}", f"there is no idea {id!r}", nearest(id, known)
                )
            if path in anchors and anchor not in anchors[path]:
                what = f"the page has no place {anchor!r}"
                yield _at(page, line, f"covers.{id}", what, nearest(anchor, anchors[path]))


def _check_anchors(
    catalog: Catalog, documents: Mapping[str, Document], anchors: Mapping[str, Collection[str]]
) -> Iterator[Problem]:
    """Check that the place on a page that a list links to exists."""
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
        kind = catalog.kind_of(id)
        if kind in SHOWING and catalog.page_of(id) is None and not broken:
            yield Problem(
                documents[id].file,
                1,
                "the file",
                f"no page shows this {'list' if id in catalog.listings else kind} as a whole",
                f'write {{{{ {kind}("{id}") }}}} on a page',
            )
    for id in catalog.terms:
        if catalog.page_calling("glossary") is None and not broken:
            what = "no page shows the glossary"
            yield Problem(
                documents[id].file, 1, "the file", what, "write {{ glossary() }} on a page"
            )
