"""List every handout by kind; the links stand there once the build has made the files."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..paper.papers import BOOKLET, CARDS, CHARTS, GROUPS, Paper, papers
from ..wording import count
from .context import Context

HOLDS = {
    "checklists": "Boxes to tick, with room for a date and initials.",
    "timelines": "The steps on one rail, with room for your own dates.",
    "worksheets": "Questions with lines to write on.",
    "letters": "The text with its gaps, what to fill in, and a made-up example.",
    CHARTS: "A timeline on one page, with the months across.",
    CARDS: "One sheet that folds into eight small pages. Print it at full size, on one side.",
    BOOKLET: "All checklists, timelines, worksheets and letters, with contents. "
    "Wall charts and cards are not in it.",
}


@dataclass(frozen=True)
class Line:
    """Hold one handout; the link leads to the page that shows the same."""

    name: str
    title: str
    link: str


@dataclass(frozen=True)
class Group:
    """Hold one kind of handouts."""

    anchor: str
    title: str
    holds: str
    size: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class View:
    """Hold the groups that have any handouts."""

    groups: tuple[Group, ...]


def choose(context: Context) -> Context:
    """Take every handout of the catalog."""
    return context


def view(context: Context) -> View:
    """Prepare the list, the booklet first."""
    known = list(papers(context.catalog))
    names = [BOOKLET, *(name for name in GROUPS if name != BOOKLET)]
    groups = (_group(context, name, [p for p in known if p.group == name]) for name in names)
    return View(tuple(group for group in groups if group.lines))


def _group(context: Context, name: str, found: Iterable[Paper]) -> Group:
    lines = tuple(_line(context, paper) for paper in found)
    return Group(_anchor(name), GROUPS[name], HOLDS[name], count(len(lines), "handout"), lines)


def _line(context: Context, paper: Paper) -> Line:
    page = context.catalog.page_of(paper.id)
    return Line(paper.name, paper.title, context.href(f"/{page}#{paper.id}") if page else "")


def _anchor(group: str) -> str:
    return f"handouts--{group}"


def anchors(context: Context) -> list[str]:
    """List the places on the page that links can name."""
    return [_anchor(paper.group) for paper in papers(context.catalog)]
