"""Show the first dated steps of any kind of placement from three fields, on the home page."""

from dataclasses import dataclass

from ..catalog import Refusal
from . import plan
from .context import Context


@dataclass(frozen=True)
class Choice:
    """Hold where it stands, and the page of the reader's plan."""

    context: Context
    page: str


@dataclass(frozen=True)
class KindView:
    """Hold one kind of placement with the steps of its main timeline."""

    kind: plan.KindView
    question: str
    steps: tuple[plan.StepView, ...]


@dataclass(frozen=True)
class View:
    """Hold the kinds, and the link to the reader's plan."""

    kinds: tuple[KindView, ...]
    plan_link: str


def choose(context: Context) -> Choice:
    """Find the page of the reader's plan. Raises Refusal where there is none."""
    page = plan.page_of_plan(context)
    if page:
        return Choice(context, page)
    raise Refusal("no page shows the reader's plan", "write {{ plan() }} on a page first")


def view(choice: Choice) -> View:
    """Prepare each kind with its steps."""
    parts = plan.view(plan.choose(choice.context))
    timelines = {timeline.id: timeline for timeline in parts.timelines}
    mains = ((kind, timelines[kind.timelines.split()[0]]) for kind in parts.kinds)
    kinds = tuple(KindView(kind, main.question, main.steps) for kind, main in mains)
    return View(kinds, choice.context.href(f"/{choice.page}"))
