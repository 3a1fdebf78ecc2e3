"""Render component templates, escaping everything that is not Markdown checked by the models."""

from functools import cache
from pathlib import Path

import jinja2
from markupsafe import Markup

TEMPLATES = Path(__file__).parent.parent / "overrides" / "components"


def inline(text: str) -> Markup:
    """Let a model's inline Markdown through to the page's own Markdown.

    Safe because the models refuse raw HTML and braces in text before it gets here.
    """
    return Markup(text)


@cache
def environment() -> jinja2.Environment:
    """Make the guide's own Jinja environment: autoescaping, and strict about undefined names."""
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters["inline"] = inline
    return env


def render(component: str, view: object) -> str:
    """Render a component's view to a fragment that a Markdown page can hold at column 0."""
    template = environment().get_template(f"{component}/{component}.html")
    return _flush_left(template.render(view=view))


def _flush_left(html: str) -> str:
    """Strip indentation and empty lines, which Markdown would read as code and paragraphs."""
    return "\n".join(line.strip() for line in html.splitlines() if line.strip())
