"""Show a timeline: steps counted from the reader's own date, which the browser turns into dates."""

from dataclasses import dataclass

from markupsafe import Markup

from ..models import Milestone, Phase, Timeline
from ..wording import conditions, count, day, due
from .context import Context, check_level, check_reader, find
from .entry import EntryView, anchor, list_anchors, view_entry


@dataclass(frozen=True)
class Choice:
    """Hold what one call of the macro asks for."""

    context: Context
    id: str
    timeline: Timeline
    phases: tuple[Phase, ...]
    reader: str | None
    level: int


@dataclass(frozen=True)
class StepView:
    """Hold one milestone: its line, when it is due in words, and the lengths the browser needs."""

    row: EntryView
    number: int
    due: str
    conditions: tuple[str, ...]
    checklist: str
    checklist_link: str
    before: str
    after: str
    takes: str
    not_before: str
    valid_for: str


@dataclass(frozen=True)
class PhaseView:
    """Hold one phase's heading and its steps."""

    anchor: str
    title: str
    steps: tuple[StepView, ...]


@dataclass(frozen=True)
class View:
    """Hold the finished strings of a timeline."""

    id: str
    title: str
    summary: Markup
    level: int
    question: str
    noun: str
    phases: tuple[PhaseView, ...]
    size: str
    reviewed: str
    edit_link: str


def choose(
    context: Context, id: str, phase: str | None = None, audience: str | None = None, level: int = 2
) -> Choice:
    """Find a timeline, or one phase of it, for everyone or one reader. Raises Refusal."""
    timeline = find(context.catalog.timelines, id, "timeline")
    phases = {part.id: part for part in timeline.phases}
    chosen = tuple(phases.values())
    if phase is not None:
        chosen = (find(phases, phase, f"phase of {id!r} called"),)
    return Choice(context, id, timeline, chosen, check_reader(audience), check_level(level))


def view(choice: Choice) -> View:
    """Prepare a timeline for its template."""
    numbers = {entry.id: n for n, (_, entry) in enumerate(choice.timeline.entries(), start=1)}
    phases = tuple(filter(None, (_view_phase(choice, phase, numbers) for phase in choice.phases)))
    return View(
        id=choice.id,
        title=choice.timeline.title,
        summary=choice.context.inline(choice.timeline.summary),
        level=choice.level,
        question=choice.timeline.anchor.question,
        noun=choice.timeline.anchor.noun,
        phases=phases,
        size=count(sum(len(phase.steps) for phase in phases), "step"),
        reviewed=day(choice.timeline.reviewed),
        edit_link=choice.context.edit_link(choice.id),
    )


def _view_phase(choice: Choice, phase: Phase, numbers: dict[str, int]) -> PhaseView | None:
    """View the milestones that concern the reader; None when there are none."""
    steps = tuple(
        _view_step(choice, milestone, numbers)
        for milestone in phase.milestones
        if milestone.concerns(choice.reader)
    )
    return PhaseView(anchor(choice.id, phase.id), phase.title, steps) if steps else None


def _view_step(choice: Choice, milestone: Milestone, numbers: dict[str, int]) -> StepView:
    noun = choice.timeline.anchor.noun
    title, link = _checklist_of(choice.context, milestone)
    return StepView(
        row=view_entry(choice.context, choice.id, milestone),
        number=numbers[milestone.id],
        due=due(milestone, noun),
        conditions=tuple(conditions(milestone, numbers, noun)),
        checklist=title,
        checklist_link=link,
        before=str(milestone.before or ""),
        after=str(milestone.after or ""),
        takes=str(milestone.takes or ""),
        not_before=str(milestone.not_before or ""),
        valid_for=str(milestone.valid_for or ""),
    )


def _checklist_of(context: Context, milestone: Milestone) -> tuple[str, str]:
    """Give the title and the place of the checklist a step belongs to; empty without one."""
    if milestone.checklist is None:
        return "", ""
    page = context.catalog.page_of(milestone.checklist)
    title = context.catalog.checklists[milestone.checklist].title
    return title, context.href(f"/{page}#{milestone.checklist}") if page else ""


def heading(view: View) -> tuple[int, str, str]:
    """Give the level, the text and the anchor of the heading above the list."""
    return view.level, f"Timeline: {view.title}", view.id


def anchors(choice: Choice) -> list[str]:
    """List the places on the page that links can name."""
    groups = ((phase.id, phase.milestones) for phase in choice.phases)
    return list_anchors(choice.id, choice.reader, groups)


def cited(choice: Choice) -> list[str]:
    """List the sources of the milestones shown, in their order."""
    milestones = [milestone for phase in choice.phases for milestone in phase.milestones]
    return [id for m in milestones if m.concerns(choice.reader) for id in m.sources or ()]
