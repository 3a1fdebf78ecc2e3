"""Say what stands above and below every thing that a macro shows by its id."""

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from ..models import Listing
from ..wording import day
from .context import Context


@dataclass(frozen=True)
class Head:
    """Hold the finished strings that all of them have; a component's view adds its own."""

    id: str
    title: str
    summary: Markup
    level: int
    reviewed: str
    edit_link: str


def head(context: Context, id: str, thing: Listing, level: int) -> dict[str, Any]:
    """Give the fields of a `Head`, for a view that has more."""
    return {
        "id": id,
        "title": thing.title,
        "summary": context.inline(thing.summary),
        "level": level,
        "reviewed": day(thing.reviewed),
        "edit_link": context.edit_link(id),
    }
