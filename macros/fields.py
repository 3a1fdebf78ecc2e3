"""Describe fields whose ids readers' data hangs on, for the tools that are lists of such fields."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Annotated

from pydantic import Field

from .documents import Place
from .models import LINK, Id, Model, OldId, refuse
from .tools import Tool


class Kept(Model):
    """Be a field that the browser keeps an answer for."""

    id: Id
    """Permanent. Never change it: what readers chose or wrote hangs on it. Renaming needs `was`."""
    was: Annotated[tuple[OldId, ...] | None, Field(strict=False, min_length=1)] = None
    """Former ids: `old-id`, or `other-file/old-id` when it came from another file."""


class FieldTool(Tool):
    """Be a tool that is a list of kept fields."""

    def entries(self) -> Iterator[tuple[Place, Kept]]:
        """Walk the fields with their place in the file."""
        raise NotImplementedError

    def faults(self) -> Iterator[tuple[Place, str, str]]:
        """Find a retired id that is used again."""
        retired = {gone.id for gone in self.retired or ()}
        for place, field in self.entries():
            if field.id in retired:
                yield (
                    (*place, "id"),
                    f"the id {field.id!r} is retired",
                    "choose a new id: a retired one is never used again",
                )

    def promised_ids(self) -> Iterator[str]:
        """Walk the ids of the fields."""
        for _, field in self.entries():
            yield field.id

    def former_ids(self) -> Iterator[str]:
        """Walk the ids that `was` and `retired` account for."""
        yield from (gone.id for gone in self.retired or ())
        for _, field in self.entries():
            yield from field.was or ()


def links_in(place: Place, **texts: str | None) -> Iterator[tuple[Place, str, str]]:
    """Walk the links in inline texts, each under the key that it stands at."""
    for key, text in texts.items():
        for target in LINK.findall(text or ""):
            yield place, key, target


def refuse_twice(ids: Iterable[str], what: str) -> None:
    """Refuse an id that stands twice among its like."""
    for id, times in Counter(ids).items():
        if times > 1:
            raise refuse(f"the {what} {id!r} stands twice", "give each its own id")
