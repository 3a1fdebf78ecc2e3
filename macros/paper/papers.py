"""Name the papers that are made: which things of the guide, in which sizes, under which names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ..catalog import Catalog
from ..models import Listing

KINDS: Mapping[str, str] = {
    "checklists": "Checklists",
    "timelines": "Timelines",
    "worksheets": "Worksheets",
    "letters": "Letters",
}
CHARTS = "charts"
CARDS = "pocketcards"
BOOKLET = "everything"
GROUPS: Mapping[str, str] = {
    **KINDS,
    CHARTS: "Wall charts",
    CARDS: "Pocket cards",
    BOOKLET: "Everything in one booklet",
}
"""The booklet leaves out what needs a sheet of its own: wall charts and cards."""


@dataclass(frozen=True)
class Paper:
    """Name one paper; `id` is the thing it shows, which the booklet has none of."""

    group: str
    name: str
    title: str
    id: str = ""

    def file(self, size: str) -> str:
        """Name its file in one size."""
        return f"{self.name}-{size}.pdf"


def papers(catalog: Catalog) -> Iterator[Paper]:
    """Walk every paper in the order of the list of downloads."""
    for kind in KINDS:
        yield from _each(kind, getattr(catalog, kind))
    for paper in _each(CHARTS, catalog.timelines):
        yield replace(paper, name=chart_name(paper.id))
    yield from _each(CARDS, catalog.pocketcards)
    yield Paper(BOOKLET, BOOKLET, GROUPS[BOOKLET])


def _each(group: str, things: Mapping[str, Listing]) -> Iterator[Paper]:
    by_title = sorted((thing.title, id) for id, thing in things.items())
    yield from (Paper(group, id, title, id) for title, id in by_title)


def chart_name(timeline: str) -> str:
    """Name the wall chart of a timeline."""
    return f"wall-{timeline}"
