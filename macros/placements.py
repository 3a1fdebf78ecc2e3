"""Describe kinds of placement: which timelines and checklists make the plan for each."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from .documents import Place
from .fields import links_in
from .models import Audiences, Help, Id
from .tools import Tool

Ids = Annotated[tuple[Id, ...], Field(strict=False, min_length=1)]


class Placement(Tool):
    """Describe one kind of placement: a file in docs/data/placements/, named by its id."""

    audiences: Annotated[Audiences, Field(alias="for")]
    """The stages that it is open to."""
    host: Literal["home", "usa", "abroad", "any"]
    """Where it takes place, seen from the reader's own country; `any` when the reader says."""
    timelines: Ids
    """The timelines that count from its first day, the main one first."""
    deadline_timelines: Ids | None = None
    """The timelines that count from the application deadline, when the reader knows it."""
    checklists: Ids
    """The checklists that belong to it, in the order of use."""
    budget: Id | None = None
    """The budget whose dated lines stand in the plan."""
    instead: Help
    """Where the guide says what people do when the time is too short."""

    def references(self) -> Iterator[tuple[Place, str, Id]]:
        """Walk what it is made of: the place in the file, the kind, and the id."""
        for kind, key in (
            ("timelines", "timelines"),
            ("timelines", "deadline_timelines"),
            ("checklists", "checklists"),
        ):
            for n, id in enumerate(getattr(self, key) or ()):
                yield (key, n), kind, id
        if self.budget:
            yield ("budget",), "budgets", self.budget

    def links(self) -> Iterator[tuple[Place, str, str]]:
        """Walk the links in its texts."""
        yield (), "instead", self.instead.link
        yield from links_in((), summary=self.summary)

    def promised_ids(self) -> Iterator[str]:
        """Promise its own id: readers' plans name it."""
        yield "plan"
