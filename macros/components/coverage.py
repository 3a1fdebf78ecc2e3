"""Show where the pages cover each idea that the guide promises."""

from dataclasses import dataclass

from ..catalog import Refusal
from ..coverage import FILE
from ..coverage import Coverage as Ideas
from .context import Context


@dataclass(frozen=True)
class Choice:
    """Hold the ideas and where they are looked for."""

    context: Context
    ideas: Ideas


@dataclass(frozen=True)
class Place:
    """Hold the link to one place that covers an idea."""

    name: str
    link: str


@dataclass(frozen=True)
class Row:
    """Hold one idea."""

    id: str
    what: str
    form: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Group:
    """Hold the ideas that belong together."""

    anchor: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class View:
    """Hold the groups, and how many ideas are covered."""

    groups: tuple[Group, ...]
    covered: int
    ideas: int


def choose(context: Context) -> Choice:
    """Take every idea. Raises Refusal where the guide has no list of them."""
    if context.catalog.coverage is None:
        raise Refusal("the guide has no list of ideas", f"write {FILE.as_posix()}")
    return Choice(context, context.catalog.coverage)


def view(choice: Choice) -> View:
    """Prepare the table."""
    groups = tuple(
        Group(
            anchor=_anchor(group.id),
            title=group.title,
            rows=tuple(
                Row(idea.id, idea.what, idea.form, _places(choice.context, idea.id))
                for idea in group.ideas
            ),
        )
        for group in choice.ideas.groups
    )
    rows = [row for group in groups for row in group.rows]
    return View(groups, sum(bool(row.places) for row in rows), len(rows))


def _places(context: Context, idea: str) -> tuple[Place, ...]:
    return tuple(
        Place(f"{spot.page}#{spot.anchor}", context.href(f"/{spot.page}#{spot.anchor}"))
        for spot in context.catalog.spots.get(idea, ())
    )


def _anchor(group: str) -> str:
    return f"ideas--{group}"


def anchors(choice: Choice) -> list[str]:
    """List the places on the page that links can name."""
    return [_anchor(group.id) for group in choice.ideas.groups]
