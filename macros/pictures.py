"""Describe the drawings: their words are data, and their lines are templates."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Self

from pydantic import Field, model_validator

from .documents import Place
from .durations import Duration
from .fields import links_in
from .models import Id, Inline, Length, Milestone, Model, Plain, Sources, Timeline, refuse
from .tools import Tool


class Window(Model):
    """Be a stretch of time on a lane: from the start of one step to the due date of another."""

    label: Plain
    """What one does then, in a word, as in 'Search'."""
    first: Id | None = None
    """The milestone with whose latest start it begins. Leave it out for the first day itself."""
    last: Id | None = None
    """The milestone with whose due date it ends."""
    lasts: Length | None = None
    """How long it lasts, when it begins with the first day."""

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.first is None) != (self.last is None) or (self.first is None) == (not self.lasts):
            raise refuse(
                "a window is either between two milestones or from the first day on",
                "give `first` and `last`, or `lasts` alone",
            )
        return self


class Lane(Model):
    """Be one timeline, laid on the months for a first day that the picture assumes."""

    timeline: Id
    """The timeline in docs/data/timelines/ that the dates are computed from."""
    label: Plain
    month: Annotated[int, Field(ge=1, le=12)]
    """The month on whose first day the placement begins in this picture."""
    windows: Annotated[tuple[Window, ...], Field(strict=False, min_length=1)]


class Picture(Tool):
    """Describe one picture: a file in docs/data/pictures/, named by its id as its template is."""

    description: Annotated[tuple[Inline, ...], Field(strict=False, min_length=1)]
    """Everything that the picture says, in short paragraphs, for those who do not see it."""
    labels: Mapping[Id, Plain]
    """The words in the picture. Short: the template breaks them into lines."""
    lanes: Annotated[tuple[Lane, ...] | None, Field(strict=False, min_length=1)] = None
    """For a picture of months: the timelines whose dates it shows."""
    sources: Sources | None = None
    """Ids of files in docs/data/sources/ that the picture rests on."""

    def citations(self) -> Iterator[tuple[Place, str]]:
        """Walk the sources of the picture."""
        for n, source in enumerate(self.sources or ()):
            yield ("sources", n), source

    def links(self) -> Iterator[tuple[Place, str, str]]:
        """Walk the links in its texts."""
        yield from links_in((), summary=self.summary, description=" ".join(self.description))


def span(window: Window, timeline: Timeline) -> tuple[float, float]:
    """Give the days between which a window lies, counted from the first day; negative before it.

    Raises KeyError with the milestone that the timeline lacks.
    """
    if window.lasts:
        return 0, window.lasts.usual_days
    steps = {step.id: step for _, step in timeline.entries() if isinstance(step, Milestone)}
    first, last = steps[window.first or ""], steps[window.last or ""]
    return first.usual_offset - (first.takes or Duration()).usual_days, last.usual_offset
