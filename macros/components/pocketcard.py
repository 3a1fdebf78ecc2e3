"""Show a pocket card: what its eight pages say, and how the sheet is folded."""

from dataclasses import dataclass

from markupsafe import Markup

from ..pocketcards import CardPanel, Pocketcard
from . import cite
from .context import Context, check_level, find
from .entry import anchor
from .head import Head, head


@dataclass(frozen=True)
class Choice:
    """Hold what one call of the macro asks for."""

    context: Context
    id: str
    card: Pocketcard
    level: int


@dataclass(frozen=True)
class LineView:
    """Hold one line; `step` is its number among the steps of its page, 0 when it is none."""

    type: str
    text: Markup
    step: int
    citations: tuple[cite.View, ...]


@dataclass(frozen=True)
class PanelView:
    """Hold one small page."""

    anchor: str
    number: int
    title: str
    lines: tuple[LineView, ...]


@dataclass(frozen=True)
class View(Head):
    """Hold the finished strings of a card."""

    panels: tuple[PanelView, ...]


def choose(context: Context, id: str, level: int = 2) -> Choice:
    """Find a pocket card. Raises Refusal."""
    card = find(context.catalog.pocketcards, id, "pocket card")
    return Choice(context, id, card, check_level(level))


def view(choice: Choice) -> View:
    """Prepare a card for its template."""
    card = choice.card
    return View(
        **head(choice.context, choice.id, card, choice.level),
        panels=tuple(_panel(choice, n, one) for n, one in enumerate(card.panels, start=1)),
    )


def _panel(choice: Choice, number: int, panel: CardPanel) -> PanelView:
    lines = tuple(
        LineView(
            type=line.type,
            text=choice.context.inline(line.text),
            step=step,
            citations=tuple(
                cite.view(cite.choose(choice.context, id)) for id in line.sources or ()
            ),
        )
        for line, step in panel.numbered()
    )
    return PanelView(anchor(choice.id, panel.id), number, panel.title, lines)


def heading(view: View) -> tuple[int, str, str]:
    """Give the level, the text and the anchor of the heading above the card."""
    return view.level, f"Pocket card: {view.title}", view.id


def anchors(choice: Choice) -> list[str]:
    """List the places on the page that links can name."""
    return [choice.id, *(anchor(choice.id, panel.id) for panel in choice.card.panels)]


def cited(choice: Choice) -> list[str]:
    """List the sources of the lines, in their order."""
    return [id for _, line in choice.card.entries() for id in line.sources or ()]
