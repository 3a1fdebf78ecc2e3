"""Render component templates, escaping everything that is not finished HTML already."""

import re
from functools import cache
from pathlib import Path

import jinja2

from .slots import slot

TEMPLATES = Path(__file__).parent.parent / "overrides" / "components"
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|>])")


@cache
def environment() -> jinja2.Environment:
    """Make the guide's own Jinja environment: autoescaping, and strict about undefined names."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(component: str, view: object) -> str:
    """Render a component's view to finished HTML."""
    return environment().get_template(f"{component}/{component}.html").render(view=view).strip()


def block(html: str, level: int = 0, title: str = "", id: str = "") -> str:
    """Make a fragment for a page at column 0: a Markdown heading, if any, and the finished HTML.

    The heading is Markdown, so that it stands in the page's table of contents.
    """
    if not title:
        return slot(html)
    heading = f"{'#' * level} {escape_markdown(title)} {{ #{id} .guide-list__title }}"
    return f"{heading}\n\n{slot(html)}"


def escape_markdown(text: str) -> str:
    """Write plain text so that Markdown shows it as it is."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return _MARKDOWN.sub(r"\\\1", escaped)
