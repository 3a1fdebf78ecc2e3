"""Make a picture for each section of a built site, and name it in the pages' heads."""

import hashlib
import re
from collections.abc import Iterable
from functools import partial
from html import unescape
from importlib.metadata import version
from pathlib import Path

import typst
from markdown.extensions.toc import slugify

from ..rendering import environment
from .typesetting import FONTS, fonts

FOLDER = "assets/social"
_TEMPLATE = Path(__file__).parent / "card.typ"
_NAME = re.compile(r'<meta property="og:site_name" content="([^"]*)">')
_SECTION = re.compile(
    r'<meta property="article:section" content="([^"]*)">(?!\s*<meta property="og:image")'
)


def add_cards(site: Path, home: str, cache: Path) -> None:
    """Write a picture for each section that a page names, and link it from those pages."""
    pages = {path: path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))}
    named = _NAME.search(pages[site / "index.html"])
    sections = {unescape(one) for html in pages.values() for one in _SECTION.findall(html)}
    (site / FOLDER).mkdir(parents=True, exist_ok=True)
    cards = {section: _card(unescape(named[1]), section, cache) for section in sections if named}
    for section, card in cards.items():
        (site / FOLDER / _file(section)).write_bytes(card.read_bytes())
    for path, html in pages.items():
        linked = _SECTION.sub(partial(_tags, home), html)
        if linked != html:
            path.write_text(linked, encoding="utf-8")
    _forget(cache, cards.values())


def _file(section: str) -> str:
    return f"{slugify(section, '-')}.png"


def _tags(home: str, place: re.Match[str]) -> str:
    address = f"{home}{FOLDER}/{_file(unescape(place[1]))}"
    macros = environment().get_template("core/card.html").module
    return f"{place[0]}\n{macros.card(address, unescape(place[1]))}"  # type: ignore[attr-defined]


def _card(name: str, section: str, cache: Path) -> Path:
    """Make one picture, or take the one that is kept."""
    cache.mkdir(parents=True, exist_ok=True)
    inputs = {"name": name, "section": section}
    digest = hashlib.sha256(f"{version('typst')} {sorted(inputs.items())}".encode())
    for file in (_TEMPLATE, *sorted(FONTS.glob("*.otf"))):
        digest.update(file.read_bytes())
    path = cache / f"{digest.hexdigest()}.png"
    if not path.is_file():
        compiler = typst.Compiler(str(_TEMPLATE), root=str(_TEMPLATE.parent), font_paths=fonts())
        picture = compiler.compile(sys_inputs=inputs, format="png", ppi=72)
        assert isinstance(picture, bytes)
        path.write_bytes(picture)
    return path


def _forget(cache: Path, wanted: Iterable[Path]) -> None:
    """Delete the pictures that this site has no use for."""
    kept = set(wanted)
    for path in cache.glob("*.png"):
        if path not in kept:
            path.unlink()
