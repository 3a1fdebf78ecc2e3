"""Check what a guide must have before it is published, and may lack while somebody writes it.

`make check` refuses these; the live preview and the build show the page all the same.
"""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from .catalog import Catalog
from .coverage import FILE, SHOWN, Idea, takes_form
from .documents import Document, read_yaml
from .errors import Problem
from .metadata import leads_readers
from .pages import Page

_NEEDED = {"for": "audiences", "next": "next"}


def check_completeness(catalog: Catalog, root: Path) -> Iterator[Problem]:
    """Find pages without reader or next step, ideas that no page covers, and hard reading."""
    for path, page in catalog.pages.items():
        if page.meta and leads_readers(path):
            yield from _check_needed(page)
    if catalog.coverage:
        document, _ = read_yaml(root / FILE, FILE.as_posix())
        yield from _check_ideas(catalog, document)
    if can_measure():
        from .readability import check_readability  # only here: the build needs no textstat

        yield from check_readability(catalog)


def can_measure() -> bool:
    """Tell whether the library that measures the reading level is installed."""
    return find_spec("textstat") is not None


def _check_needed(page: Page) -> Iterator[Problem]:
    for key, field in _NEEDED.items():
        if getattr(page.meta, field) is None:
            file = page.front_matter.file
            yield Problem(file, 1, key, "it is missing", "add it to the front matter")


def _check_ideas(catalog: Catalog, document: Document) -> Iterator[Problem]:
    for g, group in enumerate(catalog.coverage.groups if catalog.coverage else ()):
        for n, idea in enumerate(group.ideas):
            pages = [catalog.pages[spot.page] for spot in catalog.spots.get(idea.id, ())]
            if pages:
                yield from _check_idea(idea, pages)
                continue
            line = document.line(("groups", g, "ideas", n))
            remedy = f"name it under `covers` on the page that does ({idea.form})"
            yield Problem(FILE.as_posix(), line, _name(idea), "no page covers it", remedy)


def _check_idea(idea: Idea, pages: list[Page]) -> Iterator[Problem]:
    file = pages[0].front_matter.file
    line = pages[0].front_matter.line(("covers", idea.id))
    if not any(takes_form(page, idea.form) for page in pages):
        what = f"its form is {idea.form}, and no page that covers it has one"
        yield Problem(file, line, _name(idea), what, SHOWN[idea.form][0])
    if idea.verify and not any(call.macro == "sources" for page in pages for call in page.calls):
        what = "guides often get it wrong, and no page that covers it cites a source"
        yield Problem(file, line, _name(idea), what, "cite what it rests on")


def _name(idea: Idea) -> str:
    return f"the idea {idea.id!r}"
