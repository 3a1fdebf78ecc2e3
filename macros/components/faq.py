"""Show frequently asked questions as disclosures: closed, one line each, and open on paper."""

from dataclasses import dataclass

from markupsafe import Markup

from ..faqs import Faq, FaqQuestion
from ..wording import count
from . import cite
from .context import Context, check_level, find
from .entry import anchor
from .head import Head, head


@dataclass(frozen=True)
class Choice:
    """Hold what one call of the macro asks for."""

    context: Context
    id: str
    faq: Faq
    level: int


@dataclass(frozen=True)
class Answer:
    """Hold one question with its answer.

    A link names the answer, so that a browser opens it by itself. The question bears an anchor of
    its own, which makes it an entry of the search.
    """

    anchor: str
    question_anchor: str
    former_anchors: tuple[str, ...]
    question: str
    paragraphs: tuple[Markup, ...]
    more: tuple[tuple[str, str], ...]
    citations: tuple[cite.View, ...]


@dataclass(frozen=True)
class View(Head):
    """Hold the finished strings of a group of questions."""

    size: str
    answers: tuple[Answer, ...]


def choose(context: Context, id: str, level: int = 2) -> Choice:
    """Find a group of questions. Raises Refusal."""
    faq = find(context.catalog.faqs, id, "group of questions")
    return Choice(context, id, faq, check_level(level))


def view(choice: Choice) -> View:
    """Prepare a group for its template."""
    return View(
        **head(choice.context, choice.id, choice.faq, choice.level),
        size=count(len(choice.faq.questions), "question"),
        answers=tuple(_answer(choice, question) for question in choice.faq.questions),
    )


def _answer(choice: Choice, question: FaqQuestion) -> Answer:
    context = choice.context
    return Answer(
        anchor=anchor(choice.id, question.id),
        question_anchor=_question_anchor(choice.id, question),
        former_anchors=_former_anchors(choice.id, question),
        question=question.question,
        paragraphs=tuple(context.inline(paragraph) for paragraph in question.answer),
        more=tuple((help.text, context.href(help.link)) for help in question.more or ()),
        citations=tuple(cite.view(cite.choose(context, id)) for id in question.sources or ()),
    )


def _question_anchor(id: str, question: FaqQuestion) -> str:
    return f"{anchor(id, question.id)}--question"


def _former_anchors(id: str, question: FaqQuestion) -> tuple[str, ...]:
    """Name the places that a question had in the same group, so that old links still find it."""
    former = (old.rpartition("/") for old in question.was or ())
    return tuple(anchor(id, name) for home, _, name in former if home in {"", id})


def heading(view: View) -> tuple[int, str, str]:
    """Give the level, the text and the anchor of the heading above the questions."""
    return view.level, view.title, view.id


def anchors(choice: Choice) -> list[str]:
    """List the places on the page that links can name."""
    places = [
        (
            anchor(choice.id, question.id),
            _question_anchor(choice.id, question),
            *_former_anchors(choice.id, question),
        )
        for question in choice.faq.questions
    ]
    return [choice.id, *(one for place in places for one in place)]


def cited(choice: Choice) -> list[str]:
    """List the sources of the answers, in their order."""
    return [id for question in choice.faq.questions for id in question.sources or ()]
