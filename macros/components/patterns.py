"""Show every named example of every component on one page; the same examples drive the tests."""

from dataclasses import dataclass

import markdown
from markupsafe import Markup

from ..catalog import Example
from ..slots import SlotExtension
from .context import Context


@dataclass(frozen=True)
class PatternView:
    """Hold one example, rendered."""

    component: str
    name: str
    description: str
    html: Markup


@dataclass(frozen=True)
class View:
    """Hold the examples in the order of their files."""

    patterns: tuple[PatternView, ...]


def choose(context: Context) -> Context:
    """Take every example the catalog knows."""
    return context


def view(context: Context) -> View:
    """Render each example in its own small catalog."""
    return View(tuple(_pattern(example, context.edit_root) for example in context.catalog.examples))


def _pattern(example: Example, edit_root: str) -> PatternView:
    from . import render_call

    context = Context(example.catalog, "contributing/patterns.md", edit_root)
    fragment = render_call(example.component, context, **example.arguments)
    html = Markup(markdown.markdown(fragment, extensions=["attr_list", SlotExtension()]))
    return PatternView(example.component, example.name, example.description, html)
