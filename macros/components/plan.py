"""Show the page of the reader's own plan: every kind of placement, and the steps of its plan.

Without scripts it is a list of the kinds with their timelines. The steps stand in templates, which
the browser does not show: the script makes the reader's plan of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from ..budgets import Budget, Line
from ..catalog import Refusal
from ..crosschecks import qualify
from ..models import Checklist, Entry, Milestone, Timeline
from ..placements import Placement
from ..wording import conditions, count, due
from .context import Context
from .entry import anchor


@dataclass(frozen=True)
class Choice:
    """Hold where the plan stands."""

    context: Context


@dataclass(frozen=True)
class KindView:
    """Hold one kind of placement; its lists are words of ids for the browser."""

    id: str
    title: str
    summary: Markup
    link: str
    audiences: str
    host: str
    timelines: str
    deadline_timelines: str
    checklists: str
    budget: str
    instead: str
    instead_link: str
    size: str


@dataclass(frozen=True)
class EntryView:
    """Hold one step or item: its key in the store, its words, and the place that says more."""

    key: str
    was: str
    audiences: str
    text: Markup
    link: str


@dataclass(frozen=True)
class StepView:
    """Hold one milestone with its lengths; `waits` and `gaps` name other steps by their keys."""

    row: EntryView
    number: int
    due: str
    conditions: tuple[str, ...]
    lengths: dict[str, str]
    needs: str
    gaps: str
    checklist: str


@dataclass(frozen=True)
class TimelineView:
    """Hold one timeline."""

    id: str
    title: str
    question: str
    link: str
    steps: tuple[StepView, ...]


@dataclass(frozen=True)
class ChecklistView:
    """Hold one checklist."""

    id: str
    title: str
    link: str
    items: tuple[EntryView, ...]


@dataclass(frozen=True)
class CostView:
    """Hold one dated line of a budget."""

    key: str
    text: str
    link: str
    lengths: dict[str, str]


@dataclass(frozen=True)
class BudgetView:
    """Hold the dated lines of one budget."""

    id: str
    title: str
    link: str
    lines: tuple[CostView, ...]


@dataclass(frozen=True)
class View:
    """Hold the kinds and everything a plan can be made of."""

    kinds: tuple[KindView, ...]
    timelines: tuple[TimelineView, ...]
    checklists: tuple[ChecklistView, ...]
    budgets: tuple[BudgetView, ...]
    tracker: str


def choose(context: Context) -> Choice:
    """Accept the call where there is a kind of placement to plan. Raises Refusal."""
    if not context.catalog.placements:
        raise Refusal("there is no kind of placement", "add one in docs/data/placements/")
    return Choice(context)


def view(choice: Choice) -> View:
    """Prepare the kinds, and each list that one of them uses, once."""
    context, catalog = choice.context, choice.context.catalog
    placements = catalog.placements.values()
    used: dict[str, dict[str, None]] = {"timelines": {}, "checklists": {}, "budgets": {}}
    for placement in placements:
        for _, kind, id in placement.references():
            used[kind][id] = None
    return View(
        kinds=tuple(_kind(context, id, one) for id, one in catalog.placements.items()),
        timelines=tuple(_timeline(context, id, catalog.timelines[id]) for id in used["timelines"]),
        checklists=tuple(
            _checklist(context, id, catalog.checklists[id]) for id in used["checklists"]
        ),
        budgets=tuple(_budget(context, id, catalog.budgets[id]) for id in used["budgets"]),
        tracker=context.link_to("tracker"),
    )


def page_of_plan(context: Context) -> str | None:
    """Find the page that shows the reader's plan, as a path from docs/; None when no page does."""
    pages = context.catalog.pages.items()
    return next(
        (path for path, page in pages if any(call.macro == "plan" for call in page.calls)), None
    )


def start_link(context: Context, timeline: str) -> str:
    """Link to the plan page with the kind chosen that has this main timeline; empty without one."""
    page = page_of_plan(context)
    mains = (one.timelines[0] for one in context.catalog.placements.values())
    return context.href(f"/{page}#kind={timeline}") if page and timeline in mains else ""


def _kind(context: Context, id: str, placement: Placement) -> KindView:
    timelines = [context.catalog.timelines[id] for id in placement.timelines]
    steps = sum(1 for timeline in timelines for _ in timeline.entries())
    return KindView(
        id=id,
        title=placement.title,
        summary=context.inline(placement.summary),
        link=_link(context, placement.timelines[0]),
        audiences=" ".join(placement.audiences),
        host=placement.host,
        timelines=" ".join(placement.timelines),
        deadline_timelines=" ".join(placement.deadline_timelines or ()),
        checklists=" ".join(placement.checklists),
        budget=placement.budget or "",
        instead=placement.instead.text,
        instead_link=context.href(placement.instead.link),
        size=count(steps, "step"),
    )


def _link(context: Context, listing: str, entry: str = "") -> str:
    """Link to a list, or to an entry of it, on the page that shows it; empty without one."""
    page = context.catalog.page_of(listing)
    place = anchor(listing, entry) if entry else listing
    return context.href(f"/{page}#{place}") if page else ""


def _entry(context: Context, listing: str, entry: Entry) -> EntryView:
    return EntryView(
        key=f"{listing}/{entry.id}",
        was=" ".join(qualify(listing, old) for old in entry.was or ()),
        audiences=" ".join(entry.audiences or ()),
        text=context.inline(entry.text),
        link=_link(context, listing, entry.id),
    )


def _timeline(context: Context, id: str, timeline: Timeline) -> TimelineView:
    milestones = [entry for _, entry in timeline.entries() if isinstance(entry, Milestone)]
    numbers = {milestone.id: n for n, milestone in enumerate(milestones, start=1)}
    steps = (_step(context, id, timeline, milestone, numbers) for milestone in milestones)
    return TimelineView(
        id, timeline.title, timeline.anchor.question, _link(context, id), tuple(steps)
    )


def _step(
    context: Context, id: str, timeline: Timeline, milestone: Milestone, numbers: dict[str, int]
) -> StepView:
    noun = timeline.anchor.noun
    gaps = (
        f"{id}/{gap.after}:{gap.at_least or ''}:{gap.at_most or ''}" for gap in milestone.gaps or ()
    )
    return StepView(
        row=_entry(context, id, milestone),
        number=numbers[milestone.id],
        due=due(milestone, noun),
        conditions=tuple(conditions(milestone, numbers, noun)),
        lengths=_lengths(milestone, "before", "after", "takes", "not_before", "valid_for"),
        needs=" ".join(f"{id}/{needed}" for needed in milestone.needs or ()),
        gaps=" ".join(gaps),
        checklist=milestone.checklist or "",
    )


def _lengths(thing: Milestone | Line, *names: str) -> dict[str, str]:
    """Give the lengths that are there, named as attributes: `not-before`."""
    given = ((name.replace("_", "-"), getattr(thing, name)) for name in names)
    return {name: str(value) for name, value in given if value is not None}


def _checklist(context: Context, id: str, checklist: Checklist) -> ChecklistView:
    items = tuple(_entry(context, id, entry) for _, entry in checklist.entries())
    return ChecklistView(id, checklist.title, _link(context, id), items)


def _budget(context: Context, id: str, budget: Budget) -> BudgetView:
    return BudgetView(id, budget.title, _link(context, id), tuple(_costs(context, id, budget)))


def _costs(context: Context, id: str, budget: Budget) -> Iterable[CostView]:
    for _, line in budget.entries():
        lengths = _lengths(line, "before", "after")
        if lengths and line.text:
            yield CostView(f"{id}/{line.id}", line.text, _link(context, id, line.id), lengths)
