"""Show a chooser: questions, what each answer speaks for, and the kinds it can lead to."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from ..choosers import Chooser, ChooserQuestion, Option, Outcome, Verdict
from ..wording import count, day
from .context import Context, check_level, find
from .entry import anchor
from .plan import start_link


@dataclass(frozen=True)
class Choice:
    """Hold what one call of the macro asks for."""

    context: Context
    id: str
    chooser: Chooser
    level: int


@dataclass(frozen=True)
class Reason:
    """Hold what an answer means for one kind; `points` is empty when it is no matter of points."""

    kind: str
    title: str
    points: str
    text: Markup


@dataclass(frozen=True)
class OptionView:
    """Hold one answer with its reasons, the strongest first."""

    id: str
    text: str
    speaks_for: tuple[Reason, ...]
    speaks_against: tuple[Reason, ...]
    rules_out: tuple[Reason, ...]
    limits: tuple[Reason, ...]


@dataclass(frozen=True)
class QuestionView:
    """Hold one question; `key` is its name in the reader's store."""

    key: str
    was: str
    anchor: str
    number: int
    text: str
    hint: str
    options: tuple[OptionView, ...]


@dataclass(frozen=True)
class OutcomeView:
    """Hold one kind and where the reader goes on."""

    id: str
    title: str
    summary: Markup
    link: str
    timeline: str
    timeline_link: str
    timeline_note: str
    plan_link: str
    checklist: str
    checklist_link: str


@dataclass(frozen=True)
class View:
    """Hold the finished strings of a chooser."""

    id: str
    summary: Markup
    level: int
    title: str
    tie: str
    size: str
    questions: tuple[QuestionView, ...]
    outcomes: tuple[OutcomeView, ...]
    reviewed: str
    edit_link: str


def choose(context: Context, id: str, level: int = 2) -> Choice:
    """Find a chooser. Raises Refusal."""
    chooser = find(context.catalog.choosers, id, "chooser")
    for outcome in chooser.outcomes:
        find(context.catalog.timelines, outcome.timeline, "timeline")
        find(context.catalog.checklists, outcome.checklist, "checklist")
    return Choice(context, id, chooser, check_level(level))


def view(choice: Choice) -> View:
    """Prepare a chooser for its template."""
    chooser = choice.chooser
    return View(
        id=choice.id,
        summary=choice.context.inline(chooser.summary),
        level=choice.level,
        title=chooser.title,
        tie=chooser.tie,
        size=count(len(chooser.questions), "question"),
        questions=tuple(
            _view_question(choice, number, question)
            for number, question in enumerate(chooser.questions, start=1)
        ),
        outcomes=tuple(_view_outcome(choice.context, outcome) for outcome in chooser.outcomes),
        reviewed=day(chooser.reviewed),
        edit_link=choice.context.edit_link(choice.id),
    )


def _view_question(choice: Choice, number: int, question: ChooserQuestion) -> QuestionView:
    return QuestionView(
        key=f"{choice.id}/{question.id}",
        was=former_keys(choice.id, question.was),
        anchor=anchor(choice.id, question.id),
        number=number,
        text=question.text,
        hint=question.hint or "",
        options=tuple(_view_option(choice, option) for option in question.options),
    )


def former_keys(home: str, was: tuple[str, ...] | None) -> str:
    """Write former ids as the reader's store knows them, with spaces between."""
    return " ".join(old if "/" in old else f"{home}/{old}" for old in was or ())


def _view_option(choice: Choice, option: Option) -> OptionView:
    titles = {outcome.id: outcome.title for outcome in choice.chooser.outcomes}

    def judged(verdicts: Mapping[str, Verdict] | None) -> tuple[Reason, ...]:
        strongest = sorted((verdicts or {}).items(), key=lambda pair: -pair[1].points)
        return tuple(
            Reason(kind, titles[kind], str(one.points), choice.context.inline(one.because))
            for kind, one in strongest
        )

    def said(sentences: Mapping[str, str] | None) -> tuple[Reason, ...]:
        return tuple(
            Reason(kind, titles[kind], "", choice.context.inline(text))
            for kind, text in (sentences or {}).items()
        )

    return OptionView(
        id=option.id,
        text=option.text,
        speaks_for=judged(option.speaks_for),
        speaks_against=judged(option.speaks_against),
        rules_out=said(option.excludes),
        limits=said(option.limits),
    )


def _view_outcome(context: Context, outcome: Outcome) -> OutcomeView:
    timeline = context.catalog.timelines[outcome.timeline]
    checklist = context.catalog.checklists[outcome.checklist]
    return OutcomeView(
        id=outcome.id,
        title=outcome.title,
        summary=context.inline(outcome.summary),
        link=context.href(outcome.page),
        timeline=timeline.title,
        timeline_link=list_link(context, outcome.timeline),
        timeline_note=outcome.timeline_note or "",
        plan_link=start_link(context, outcome.timeline),
        checklist=checklist.title,
        checklist_link=list_link(context, outcome.checklist),
    )


def list_link(context: Context, id: str) -> str:
    """Link to the page that shows a list as a whole; empty when no page does."""
    page = context.catalog.page_of(id)
    return context.href(f"/{page}#{id}") if page else ""


def heading(view: View) -> tuple[int, str, str]:
    """Give the level, the text and the anchor of the heading above the questions."""
    return view.level, view.title, view.id


def anchors(choice: Choice) -> list[str]:
    """List the places on the page that links can name."""
    own = [anchor(choice.id, question.id) for question in choice.chooser.questions]
    return [choice.id, *own]
