"""Fill the places of the built pages that name a handout: links with size and number of pages."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ..rendering import environment
from . import FOLDER, SIZES

_PLACE = re.compile(r'<span class="guide-paper" data-paper="([a-z0-9-]+)">.*?</span>', re.DOTALL)
_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)"')


@dataclass(frozen=True)
class Pdf:
    """Describe one file: its name, its paper, its pages, its bytes, and its key in the cache."""

    name: str
    size: str
    pages: int
    length: int
    key: str

    @property
    def kilobytes(self) -> int:
        """Round the size as file managers do, and never to nothing."""
        return max(1, round(self.length / 1000))


@dataclass(frozen=True)
class Link:
    """Hold the finished strings of one link."""

    href: str
    size: str
    pages: str
    kilobytes: str


def home_of(site: Path) -> str:
    """Read the address of a built site from its home page, as every builder writes it there."""
    found = _CANONICAL.search((site / "index.html").read_text(encoding="utf-8"))
    if not found:
        raise SystemExit(f"{site}/index.html names no canonical address: set site_url")
    return found[1]


def fill_places(site: Path, made: Mapping[str, list[Pdf]]) -> set[str]:
    """Link every handout from the pages that name it; give the names that some page links."""
    linked = set()
    for path in sorted(site.rglob("*.html")):
        html = path.read_text(encoding="utf-8")
        if "data-paper=" not in html:
            continue
        folder = path.parent.relative_to(site).as_posix()
        filled = _PLACE.sub(partial(_filled, folder, made), html)
        linked |= {name for name in _PLACE.findall(html) if name in made}
        if filled != html:
            path.write_text(filled, encoding="utf-8")
    return linked


def _filled(folder: str, made: Mapping[str, list[Pdf]], place: re.Match[str]) -> str:
    """Fill one place; what no handout was made of, such as an example, stays as it is."""
    name = place[1]
    if name not in made:
        return place[0]
    macros = environment().get_template("core/paper.html").module
    return str(macros.place(name, list(_links(folder, made[name]))))  # type: ignore[attr-defined]


def _links(folder: str, files: list[Pdf]) -> Iterator[Link]:
    for file in files:
        href = posixpath.relpath(f"{FOLDER}/{file.name}", folder)
        pages = "1 page" if file.pages == 1 else f"{file.pages} pages"
        yield Link(href, SIZES[file.size], pages, f"{file.kilobytes:,} KB")
