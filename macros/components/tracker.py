"""Show the tracker of applications: on paper a table to write on, in the browser the reader's own.

The programmes of the directory come along as choices: a name typed here finds its programme.
"""

from dataclasses import dataclass

from ..catalog import Refusal
from ..programmes import Programme
from .context import Context
from .programmes import STATUSES

COLUMNS = (
    "Programme or place, contact",
    "Deadline and time zone",
    "Documents still missing",
    "Status",
    "Next step and its day",
)
BLANK_ROWS = 12  # what an A4 page holds


@dataclass(frozen=True)
class Choice:
    """Hold where the tracker stands."""

    context: Context


@dataclass(frozen=True)
class Option:
    """Hold one programme of the directory; `was` names former ids."""

    id: str
    was: str
    name: str
    link: str
    window: str
    status: str


@dataclass(frozen=True)
class View:
    """Hold the table for paper, and what can be chosen."""

    columns: tuple[str, ...]
    rows: range
    directory: str
    options: tuple[Option, ...]


def choose(context: Context) -> Choice:
    """Accept the call once a page. Raises Refusal."""
    page = context.catalog.pages.get(context.page)
    if page and [call.macro for call in page.calls].count("tracker") > 1:
        raise Refusal("tracker() stands on this page twice", "show it once")
    return Choice(context)


def view(choice: Choice) -> View:
    """Prepare the blank table and the programmes, in the order of their names."""
    context = choice.context
    options = (_option(id, programme) for id, programme in context.catalog.programmes.items())
    return View(
        columns=COLUMNS,
        rows=range(BLANK_ROWS),
        directory=context.link_to("programmes"),
        options=tuple(sorted(options, key=lambda option: option.name.casefold())),
    )


def _option(id: str, programme: Programme) -> Option:
    return Option(
        id=id,
        was=" ".join(programme.was or ()),
        name=f"{programme.organisation}: {programme.name}",
        link=programme.link or "",
        window=programme.window or "",
        status=STATUSES[programme.status],
    )
