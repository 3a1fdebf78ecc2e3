"""Check the pages as a whole: every call makes sense, every list stands somewhere, every citation is listed."""

from collections.abc import Iterator, Mapping

from .catalog import Catalog, Refusal
from .components import COMPONENTS, Context
from .components.sources import uncited
from .documents import Document
from .errors import Problem
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
    yield from _check_unplaced(catalog, documents)


def _at(page: Page, line: int, where: str, what: str, remedy: str) -> Problem:
    return Problem(page.front_matter.file, line, where, what, remedy)


def _check_calls(catalog: Catalog, page: Page) -> Iterator[Problem]:
    for call in page.calls:
        try:
            COMPONENTS[call.macro].choose(Context(catalog, page.path), **call.arguments)
        except Refusal as refusal:
            yield _at(page, call.line, f"{call.macro}()", refusal.what, refusal.remedy)


def _check_repeats(page: Page) -> Iterator[Problem]:
    """Refuse a list that overlaps with itself on one page: its anchors would stand there twice."""
    first: dict[tuple[object, object], Call] = {}
    for call in page.calls:
        if call.macro not in {"checklist", "timeline"}:
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


def _check_unplaced(catalog: Catalog, documents: Mapping[str, Document]) -> Iterator[Problem]:
    """Refuse a list that no page shows: its readers would never find it."""
    for id in catalog.listings:
        if catalog.page_of(id) is None:
            kind = "checklist" if id in catalog.checklists else "timeline"
            yield Problem(
                documents[id].file,
                1,
                "the file",
                "no page shows this list as a whole",
                f'write {{{{ {kind}("{id}") }}}} on a page',
            )
