"""Cite a source in a sentence: its short name, linked to the list at the page's foot."""

from dataclasses import dataclass

from ..models import Source
from ..wording import day
from .context import Context, find


@dataclass(frozen=True)
class Choice:
    """Hold the source one call asks for."""

    id: str
    source: Source


@dataclass(frozen=True)
class View:
    """Hold the finished strings of a citation."""

    id: str
    short: str
    checked: str


def choose(context: Context, id: str) -> Choice:
    """Find a source. Raises Refusal."""
    return Choice(id, find(context.catalog.sources, id, "source"))


def view(choice: Choice) -> View:
    """Prepare a citation for its template."""
    return View(choice.id, choice.source.short, day(choice.source.checked))


def cited(choice: Choice) -> list[str]:
    """Name the source this brings to its page."""
    return [choice.id]
