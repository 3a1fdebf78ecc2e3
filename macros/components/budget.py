"""Show a budget: what each line costs by which source, and room for the reader's own figures."""

from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from ..budgets import Budget, Group, Line, Range
from ..currencies import CURRENCIES
from ..durations import Duration
from ..models import Timeline
from ..wording import count, day, length
from . import cite
from .chooser import former_keys, list_link
from .context import Context, check_level, find
from .entry import anchor

REFUNDS = {"yes": "Comes back", "no": "Does not come back", "ask": "Ask before you pay"}


@dataclass(frozen=True)
class Choice:
    """Hold what one call of the macro asks for."""

    context: Context
    id: str
    budget: Budget
    timeline: Timeline
    level: int


@dataclass(frozen=True)
class RangeView:
    """Hold one sourced figure."""

    amount: str
    words: str
    citation: cite.View


@dataclass(frozen=True)
class LineView:
    """Hold one line; `key` is its name in the reader's store."""

    key: str
    was: str
    anchor: str
    text: str
    note: Markup
    ranges: tuple[RangeView, ...]
    currency: str
    refund: str
    refund_words: str
    refund_note: Markup
    refund_citations: tuple[cite.View, ...]
    due: str
    before: str
    after: str
    income: bool


@dataclass(frozen=True)
class GroupView:
    """Hold one group of lines."""

    title: str
    lines: tuple[LineView, ...]


@dataclass(frozen=True)
class CurrencyView:
    """Hold one currency that amounts can be in."""

    code: str
    name: str
    digits: int


@dataclass(frozen=True)
class View:
    """Hold the finished strings of a budget."""

    id: str
    title: str
    summary: Markup
    level: int
    size: str
    currency: str
    buffer: int
    timeline: str
    timeline_title: str
    timeline_link: str
    question: str
    groups: tuple[GroupView, ...]
    currencies: tuple[CurrencyView, ...]
    reviewed: str
    edit_link: str


def choose(context: Context, id: str, level: int = 2) -> Choice:
    """Find a budget. Raises Refusal."""
    budget = find(context.catalog.budgets, id, "budget")
    timeline = find(context.catalog.timelines, budget.timeline, "timeline")
    return Choice(context, id, budget, timeline, check_level(level))


def view(choice: Choice) -> View:
    """Prepare a budget for its template."""
    budget = choice.budget
    return View(
        id=choice.id,
        title=budget.title,
        summary=choice.context.inline(budget.summary),
        level=choice.level,
        size=count(sum(1 for _ in budget.entries()), "line"),
        currency=budget.currency,
        buffer=budget.buffer,
        timeline=budget.timeline,
        timeline_title=choice.timeline.title,
        timeline_link=list_link(choice.context, budget.timeline),
        question=choice.timeline.anchor.question,
        groups=tuple(_view_group(choice, group) for group in budget.groups),
        currencies=tuple(CurrencyView(code, *names) for code, names in CURRENCIES.items()),
        reviewed=day(budget.reviewed),
        edit_link=choice.context.edit_link(choice.id),
    )


def _view_group(choice: Choice, group: Group) -> GroupView:
    return GroupView(group.title, tuple(_view_line(choice, line) for line in group.lines))


def _view_line(choice: Choice, line: Line) -> LineView:
    context = choice.context
    return LineView(
        key=f"{choice.id}/{line.id}",
        was=former_keys(choice.id, line.was),
        anchor=anchor(choice.id, line.id),
        text=line.text or "",
        note=context.inline(line.note or ""),
        ranges=tuple(_view_range(context, one) for one in line.ranges or ()),
        currency=line.ranges[0].currency if line.ranges else choice.budget.currency,
        refund=line.refund,
        refund_words="" if line.income else REFUNDS[line.refund],
        refund_note=context.inline(line.refund_note or ""),
        refund_citations=tuple(
            cite.view(cite.choose(context, id)) for id in line.refund_sources or ()
        ),
        due=_due(line, choice.timeline.anchor.noun),
        before=str(line.before or ""),
        after=str(line.after or ""),
        income=line.income,
    )


def _view_range(context: Context, one: Range) -> RangeView:
    high = f" to {_amount(one.high)}" if one.high is not None else ""
    amount = f"{one.currency} {_amount(one.low)}{high}"
    return RangeView(amount, one.words, cite.view(cite.choose(context, one.source)))


def _amount(value: Decimal) -> str:
    """Write an amount with commas between thousands, as exactly as the source gave it."""
    return f"{value:,}"


def _due(line: Line, noun: str) -> str:
    """Say when a line is due; empty for one that has no date."""
    if line.before is not None:
        return f"on {noun}" if line.before == Duration() else f"{length(line.before)} before {noun}"
    return f"{length(line.after)} after {noun}" if line.after is not None else ""


def heading(view: View) -> tuple[int, str, str]:
    """Give the level, the text and the anchor of the heading above the table."""
    return view.level, f"Budget: {view.title}", view.id


def anchors(choice: Choice) -> list[str]:
    """List the places on the page that links can name."""
    return [choice.id, *(anchor(choice.id, line.id) for _, line in choice.budget.entries())]


def cited(choice: Choice) -> list[str]:
    """List the sources of the lines, in their order."""
    return [id for _, id in choice.budget.citations()]
