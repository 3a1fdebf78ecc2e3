"""Hold everything the guide knows, read once and checked as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from .budgets import Budget
from .choosers import Chooser
from .coverage import Coverage, Spot, spots
from .faqs import Faq
from .kinds import KINDS, macro_of
from .letters import Letter
from .models import Checklist, Source, Timeline
from .pages import Page
from .pictures import Picture
from .placements import Placement
from .pocketcards import Pocketcard
from .programmes import Programme
from .questions import Bank
from .synonyms import Synonyms
from .terms import Terms
from .tools import Tool
from .worksheets import Worksheet

# The macros that show one thing by its id.
SHOWING = frozenset(macro_of(kind) for kind in KINDS) - {"source", "placement", "term", "synonym"}


class Refusal(Exception):
    """Refuse a macro's argument; says what is wrong and what to do, for the caller to place."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what}: {remedy}")
        self.what = what
        self.remedy = remedy


@dataclass(frozen=True)
class Example:
    """Name one example of a component: shown on the pattern page and used by the tests."""

    component: str
    name: str
    description: str
    catalog: "Catalog"
    arguments: Mapping[str, object]


@dataclass(frozen=True)
class Catalog:
    """Hold the guide's data and pages by id.

    `files` says where each list and source is edited. `unread` names those that were refused by
    themselves: what refers to them is not wrong for that.
    """

    checklists: Mapping[str, Checklist] = field(default_factory=dict)
    timelines: Mapping[str, Timeline] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    worksheets: Mapping[str, Worksheet] = field(default_factory=dict)
    choosers: Mapping[str, Chooser] = field(default_factory=dict)
    questions: Mapping[str, Bank] = field(default_factory=dict)
    budgets: Mapping[str, Budget] = field(default_factory=dict)
    programmes: Mapping[str, Programme] = field(default_factory=dict)
    pages: Mapping[str, Page] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    examples: tuple[Example, ...] = ()
    unread: frozenset[str] = frozenset()
    letters: Mapping[str, Letter] = field(default_factory=dict)
    placements: Mapping[str, Placement] = field(default_factory=dict)
    terms: Mapping[str, Terms] = field(default_factory=dict)
    faqs: Mapping[str, Faq] = field(default_factory=dict)
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    synonyms: Mapping[str, Synonyms] = field(default_factory=dict)
    pocketcards: Mapping[str, Pocketcard] = field(default_factory=dict)
    coverage: Coverage | None = None

    @cached_property
    def listings(self) -> Mapping[str, Checklist | Timeline]:
        """Give every list that readers can tick, by id."""
        return MappingProxyType({**self.checklists, **self.timelines})

    @cached_property
    def tools(self) -> Mapping[str, Tool]:
        """Give every thing beside the lists, such as those that readers fill in, by id."""
        things = [thing for kind in KINDS for thing in getattr(self, kind).items()]
        return MappingProxyType({id: thing for id, thing in things if isinstance(thing, Tool)})

    def kind_of(self, id: str) -> str:
        """Name the kind of a thing as its macro is named: `checklist`, `worksheet`."""
        return next(macro_of(kind) for kind in KINDS if id in getattr(self, kind))

    def page_calling(self, macro: str) -> str | None:
        """Find the first page that calls a macro, as a path from docs/; None when no page does."""
        pages = self.pages.items()
        return next(
            (path for path, page in pages for call in page.calls if call.macro == macro), None
        )

    def page_of(self, listing: str) -> str | None:
        """Find the page that shows a whole list, as a path from docs/; None when no page does."""
        return self._homes.get(listing)

    @cached_property
    def _homes(self) -> Mapping[str, str]:
        homes: dict[str, str] = {}
        for path, page in self.pages.items():
            for call in page.calls:
                if call.macro in SHOWING and call.arguments.keys() - {"level"} == {"id"}:
                    homes.setdefault(str(call.arguments["id"]), path)
        return homes

    @cached_property
    def browse_page(self) -> str | None:
        """Find the page that lists all pages by their tags; None when no page does."""
        return self.page_calling("browse")

    @cached_property
    def spots(self) -> Mapping[str, list[Spot]]:
        """Give the places on pages that cover an idea, by the idea's id."""
        return spots(self.pages)
