"""Describe pocket cards: one sheet of paper that folds into a booklet of eight small pages."""

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from .documents import Place
from .fields import links_in, refuse_twice
from .models import Id, Inline, Model, Plain, Sources, refuse
from .tools import Tool

PANELS = 8


class CardLine(Model):
    """Be one line of a card: words to read, a step, a box to tick, or a line to write on."""

    text: Inline
    """Short: a page of the card is as wide as a hand."""
    type: Literal["text", "step", "tick", "write"] = "text"
    """text: words; step: numbered on its page; tick: a box before it; write: a line after it."""
    sources: Sources | None = None
    """Ids of files in docs/data/sources/ that the line rests on."""


class CardPanel(Model):
    """Be one of the eight small pages."""

    id: Id
    title: Plain
    lines: Annotated[tuple[CardLine, ...], Field(strict=False, min_length=1)]

    def numbered(self) -> Iterator[tuple[CardLine, int]]:
        """Walk the lines with the number of each step; 0 for a line that is none."""
        steps = 0
        for line in self.lines:
            steps += line.type == "step"
            yield line, steps if line.type == "step" else 0


class Pocketcard(Tool):
    """Describe one pocket card: a file in docs/data/pocketcards/, named by its id."""

    panels: Annotated[tuple[CardPanel, ...], Field(strict=False)]
    """Eight pages in the order of reading: the first is the cover, the last is the back."""

    @model_validator(mode="after")
    def _check(self) -> Self:
        if len(self.panels) != PANELS:
            raise refuse(
                f"a card has eight pages, and this one has {len(self.panels)}",
                "a sheet folds into eight: join two, or split one",
            )
        refuse_twice((panel.id for panel in self.panels), "page")
        return self

    def entries(self) -> Iterator[tuple[Place, CardLine]]:
        """Walk the lines with their place in the file."""
        for p, panel in enumerate(self.panels):
            for n, line in enumerate(panel.lines):
                yield ("panels", p, "lines", n), line

    def citations(self) -> Iterator[tuple[Place, str]]:
        """Walk the sources of its lines."""
        for place, line in self.entries():
            for n, source in enumerate(line.sources or ()):
                yield (*place, "sources", n), source

    def links(self) -> Iterator[tuple[Place, str, str]]:
        """Walk the links in its texts."""
        yield from links_in((), summary=self.summary)
        for place, line in self.entries():
            yield from links_in(place, text=line.text)
