"""Show a bank of interview questions as cards, with the hints a tap away."""

from dataclasses import dataclass

from markupsafe import Markup

from ..questions import Bank, Question
from ..wording import count
from . import cite
from .chooser import former_keys
from .context import Context, check_level, find
from .entry import anchor
from .head import Head, head


@dataclass(frozen=True)
class Choice:
    """Hold what one call of the macro asks for."""

    context: Context
    id: str
    bank: Bank
    level: int


@dataclass(frozen=True)
class Card:
    """Hold one question; `key` is its name in the reader's store."""

    key: str
    was: str
    anchor: str
    text: Markup
    looks_for: Markup
    trap: Markup
    help: str
    help_link: str
    citations: tuple[cite.View, ...]


@dataclass(frozen=True)
class View(Head):
    """Hold the finished strings of a bank."""

    size: str
    cards: tuple[Card, ...]


def choose(context: Context, id: str, level: int = 2) -> Choice:
    """Find a bank of questions. Raises Refusal."""
    bank = find(context.catalog.questions, id, "bank of questions")
    return Choice(context, id, bank, check_level(level))


def view(choice: Choice) -> View:
    """Prepare a bank for its template."""
    return View(
        **head(choice.context, choice.id, choice.bank, choice.level),
        size=count(len(choice.bank.questions), "question"),
        cards=tuple(_card(choice, question) for question in choice.bank.questions),
    )


def _card(choice: Choice, question: Question) -> Card:
    context = choice.context
    return Card(
        key=f"{choice.id}/{question.id}",
        was=former_keys(choice.id, question.was),
        anchor=anchor(choice.id, question.id),
        text=context.inline(question.text),
        looks_for=context.inline(question.looks_for),
        trap=context.inline(question.trap),
        help=question.help.text if question.help else "",
        help_link=context.href(question.help.link) if question.help else "",
        citations=tuple(
            cite.view(cite.choose(context, source)) for source in question.sources or ()
        ),
    )


def heading(view: View) -> tuple[int, str, str]:
    """Give the level, the text and the anchor of the heading above the cards."""
    return view.level, view.title, view.id


def anchors(choice: Choice) -> list[str]:
    """List the places on the page that links can name."""
    return [choice.id, *(anchor(choice.id, question.id) for question in choice.bank.questions)]


def cited(choice: Choice) -> list[str]:
    """List the sources of the hints, in their order."""
    return [id for question in choice.bank.questions for id in question.sources or ()]
