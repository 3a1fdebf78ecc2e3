"""Write the guide's table of contents for language models, as llmstxt.org asks for it."""

import posixpath
from collections.abc import Iterator
from urllib.parse import urljoin

from .catalog import Catalog
from .links import address
from .pages import Page
from .structured import NAME

FILE = "llms.txt"
# What a model short of room may leave out, by llmstxt.org under this very name.
_OPTIONAL = "Optional"
_BESIDE = {"about", "tools"}


def llms_text(catalog: Catalog, home: str) -> str:
    """Write the text for the site at `home`: a section a folder, a line a page."""
    sections: dict[str, list[str]] = {}
    for page in catalog.pages.values():
        if page.meta and page.meta.listed and page.path != "index.md":
            sections.setdefault(_section(catalog, page), []).append(_line(page, home))
    return "\n".join(_lines(catalog, sections))


def _lines(catalog: Catalog, sections: dict[str, list[str]]) -> Iterator[str]:
    front = catalog.pages["index.md"].meta
    yield f"# {NAME}\n"
    yield f"> {front.description if front else NAME}\n"
    yield "Information, not medical, visa or legal advice. Text under CC BY 4.0.\n"
    for title in sorted(sections, key=lambda title: (title == _OPTIONAL, title)):
        yield f"## {title}\n"
        yield "\n".join(sections[title]) + "\n"


def _section(catalog: Catalog, page: Page) -> str:
    folder = posixpath.dirname(page.path).partition("/")[0]
    if folder in _BESIDE or folder == "contributing":
        return _OPTIONAL
    first = catalog.pages.get(f"{folder}/index.md")
    return first.title if first else folder.capitalize() or NAME


def _line(page: Page, home: str) -> str:
    assert page.meta
    return f"- [{page.title}]({urljoin(home, address(page.path))}): {page.meta.description}"
