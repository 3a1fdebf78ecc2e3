"""Show a drawing with everything that it says in words below it."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import jinja2
from markupsafe import Markup

from ..catalog import Refusal
from ..durations import Duration
from ..errors import nearest
from ..models import Timeline
from ..pictures import Lane, Picture, Window, span
from ..rendering import TEMPLATES, environment
from ..wording import month, months_between
from . import cite
from .context import Context, find

_MONTH_DAYS = Duration(months=1).usual_days


@dataclass(frozen=True)
class Choice:
    """Hold what one call of the macro asks for."""

    context: Context
    id: str
    picture: Picture
    timelines: Mapping[str, Timeline]


@dataclass(frozen=True)
class Bar:
    """Hold one window; `start` and `length` count months from the top of the rail."""

    label: str
    start: float
    length: float
    months: str


@dataclass(frozen=True)
class LaneView:
    """Hold the windows of one timeline."""

    label: str
    link: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Rail:
    """Hold the months of a picture from the first to the last, and what lies on them."""

    months: tuple[str, ...]
    before: int
    lanes: tuple[LaneView, ...]


@dataclass(frozen=True)
class View:
    """Hold the finished strings of a picture; `template` draws it."""

    id: str
    template: str
    title: str
    summary: Markup
    paragraphs: tuple[Markup, ...]
    labels: Mapping[str, str]
    rail: Rail | None
    citations: tuple[cite.View, ...]
    edit_link: str


def choose(context: Context, id: str) -> Choice:
    """Find a picture with the timelines that it shows. Raises Refusal."""
    picture = find(context.catalog.pictures, id, "picture")
    if not (TEMPLATES / _template(id)).is_file():
        raise Refusal(f"nothing draws {id!r}", f"write overrides/components/{_template(id)}")
    known = context.catalog.timelines
    timelines = {
        lane.timeline: find(known, lane.timeline, "timeline") for lane in picture.lanes or ()
    }
    for lane in picture.lanes or ():
        _check_steps(lane, timelines[lane.timeline])
    choice = Choice(context, id, picture, timelines)
    _check_labels(choice)
    return choice


def _template(id: str) -> str:
    return f"picture/{id}.html"


def _check_steps(lane: Lane, timeline: Timeline) -> None:
    """Refuse a window between steps that the timeline lacks."""
    known = {step.id for _, step in timeline.entries()}
    for step in (step for window in lane.windows for step in (window.first, window.last) if step):
        if step not in known:
            raise Refusal(
                f"the timeline {lane.timeline!r} has no step {step!r}", nearest(step, known)
            )


def _check_labels(choice: Choice) -> None:
    """Draw the picture once: only its template knows which labels it needs."""
    try:
        environment().get_template(_template(choice.id)).render(view=view(choice))
    except jinja2.UndefinedError as error:
        raise Refusal(
            f"a label of the picture {choice.id!r} is missing ({error.message})",
            "add it under `labels`",
        ) from None


def view(choice: Choice) -> View:
    """Prepare a picture for its template."""
    picture, context = choice.picture, choice.context
    return View(
        id=choice.id,
        template=_template(choice.id),
        title=picture.title,
        summary=context.inline(picture.summary),
        paragraphs=tuple(context.inline(paragraph) for paragraph in picture.description),
        labels=picture.labels,
        rail=_rail(choice, picture.lanes) if picture.lanes else None,
        citations=tuple(cite.view(cite.choose(context, id)) for id in picture.sources or ()),
        edit_link=context.edit_link(choice.id),
    )


def _rail(choice: Choice, lanes: tuple[Lane, ...]) -> Rail:
    ends = [end for lane in lanes for end in _ends(lane, choice.timelines[lane.timeline])]
    first = math.floor(min(start for _, start, _ in ends))
    last = math.ceil(max(end for _, _, end in ends))
    return Rail(
        months=tuple(month(number % 12 + 1) for number in range(first, last)),
        before=-first,
        lanes=tuple(_lane(choice, lane, first) for lane in lanes),
    )


def _ends(lane: Lane, timeline: Timeline) -> Iterator[tuple[Window, float, float]]:
    """Give the windows with their ends in months, counted from January of the first day's year."""
    for window in lane.windows:
        start, end = (lane.month - 1 + days / _MONTH_DAYS for days in span(window, timeline))
        yield window, start, end


def _lane(choice: Choice, lane: Lane, first: int) -> LaneView:
    page = choice.context.catalog.page_of(lane.timeline)
    return LaneView(
        label=lane.label,
        link=choice.context.href(f"/{page}#{lane.timeline}") if page else "",
        bars=tuple(
            Bar(
                label=window.label,
                start=start - first,
                length=end - start,
                months=months_between(math.floor(start), math.ceil(end) - 1),
            )
            for window, start, end in _ends(lane, choice.timelines[lane.timeline])
        ),
    )


def anchors(choice: Choice) -> list[str]:
    """List the place on the page that links can name."""
    return [choice.id]


def cited(choice: Choice) -> list[str]:
    """List the sources of the picture."""
    return list(choice.picture.sources or ())
