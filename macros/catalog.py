"""Hold everything the guide knows, read once and checked as a whole."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from .models import Checklist, Source, Timeline
from .pages import Page


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
    pages: Mapping[str, Page] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    examples: tuple[Example, ...] = ()
    unread: frozenset[str] = frozenset()

    @property
    def listings(self) -> Mapping[str, Checklist | Timeline]:
        """Give every list that readers can tick, by id."""
        return MappingProxyType({**self.checklists, **self.timelines})

    def page_of(self, listing: str) -> str | None:
        """Find the page that shows a whole list, as a path from docs/; None when no page does."""
        return next((page for page, whole in self._showing(listing) if whole), None)

    def _showing(self, listing: str) -> Iterator[tuple[str, bool]]:
        for path, page in self.pages.items():
            for call in page.calls:
                if call.macro in {"checklist", "timeline"} and call.arguments.get("id") == listing:
                    yield path, len(call.arguments.keys() - {"level"}) == 1
