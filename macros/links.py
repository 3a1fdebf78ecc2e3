"""Turn the links of the data, written from the root of docs/, into links that work on a page."""

import posixpath
import re
from functools import cache

import markdown
from markdown.extensions.toc import slugify, unique
from markupsafe import Markup, escape

from .models import LINK

# All of Markdown's blocks but the paragraph.
_BLOCKS = ["empty", "indent", "code", "hashheader", "setextheader", "hr"]
_BLOCKS += ["olist", "ulist", "quote", "reference"]
_HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t]*#*$")
_ATTRIBUTES = re.compile(r"[ \t]*\{:?([^{}]*)\}[ \t]*$")
_HEADING_MARKUP = re.compile(r"\{\{.*?\}\}|[*`]|\[([^\]]*)\]\([^)]*\)")
_MARKUP = re.compile(r"[*_`\[\\]")


def address(page: str) -> str:
    """Give the address of a page of docs/ under the site's root: `apply/cv.md` is `apply/cv/`."""
    path = posixpath.splitext(page)[0]
    folder, name = posixpath.split(path)
    return f"{folder}/".lstrip("/") if name in {"index", "README"} else f"{path}/"


def href(target: str, page: str) -> str:
    """Give the relative link to `target` from a page: `/apply/cv.md#length` from `index.md`."""
    if not target.startswith("/"):
        return target
    path, mark, anchor = target[1:].partition("#")
    if path == page:
        return mark + anchor or "./"
    way = posixpath.relpath("/" + address(path), "/" + address(page))
    return f"{way}/{mark}{anchor}"


def inline(text: str, page: str | None) -> Markup:
    """Render a model's inline Markdown to HTML, its links made relative to a page.

    Without a page they stay as the data has them, for MkDocs to resolve and to check.
    """
    if not _MARKUP.search(text):
        return escape(text)
    if page is not None:
        text = LINK.sub(
            lambda link: link[0].replace(f"({link[1]})", f"({href(link[1], page)})"), text
        )
    html = _inline_markdown().reset().convert(text)
    return Markup(html.removeprefix("<p>").removesuffix("</p>"))


@cache
def _inline_markdown() -> markdown.Markdown:
    """Make a Markdown that knows paragraphs only: `1. First` stays a sentence."""
    md = markdown.Markdown()
    md.preprocessors.deregister("html_block")
    for block in _BLOCKS:
        md.parser.blockprocessors.deregister(block)
    return md


def heading_anchors(text: str, fenced: set[int]) -> frozenset[str]:
    """List the anchors of a page's own headings, as Markdown's table of contents makes them.

    `fenced` numbers the lines (1-based) that are code. A test compares this with the built site.
    """
    anchors: set[str] = set()
    for number, line in enumerate(text.split("\n"), start=1):
        heading = _HEADING.match(line)
        if heading and number not in fenced:
            anchors.add(_anchor(heading[1], anchors))
    return frozenset(anchors)


def _anchor(heading: str, taken: set[str]) -> str:
    attributes = _ATTRIBUTES.search(heading)
    named = re.search(r"#([\w-]+)", attributes[1]) if attributes else None
    if named:
        return named[1]
    words = _ATTRIBUTES.sub("", heading)
    return unique(slugify(_HEADING_MARKUP.sub(r"\1", words), "-"), taken)
