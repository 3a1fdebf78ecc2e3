"""Tell a component where it stands: in which catalog, on which page."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TypeVar

from markupsafe import Markup

from ..catalog import Catalog, Refusal
from ..errors import nearest
from ..links import href, inline
from ..wording import READERS

T = TypeVar("T")


@dataclass(frozen=True)
class Context:
    """Hold the catalog, the page's path from docs/, and where the repository edits docs/."""

    catalog: Catalog
    page: str = "index.md"
    edit_root: str = ""

    def inline(self, text: str) -> Markup:
        """Render a model's inline Markdown for this page."""
        return inline(text, self.page)

    def href(self, target: str) -> str:
        """Link from this page to a page of docs/, or to an https:// address."""
        return href(target, self.page)

    def link_to(self, macro: str) -> str:
        """Link from this page to the one that calls a macro; empty when no page does."""
        page = self.catalog.page_calling(macro)
        return self.href(f"/{page}") if page else ""

    def edit_link(self, id: str) -> str:
        """Give the address at which a list's YAML file is edited; empty without a repository."""
        file = self.catalog.files.get(id, "")
        return self.edit_root + file.removeprefix("docs/") if self.edit_root and file else ""


def find(known: Mapping[str, T], id: object, kind: str) -> T:
    """Look an id up. Raises Refusal with the nearest names."""
    if not isinstance(id, str) or id not in known:
        raise Refusal(f"there is no {kind} {id!r}", nearest(str(id), known))
    return known[id]


def check_reader(audience: object) -> str | None:
    """Accept a reader's name or None. Raises Refusal with the nearest names."""
    known: Collection[str] = [*READERS, "international"]
    if audience is not None and audience not in known:
        raise Refusal(f"there is no audience {audience!r}", nearest(str(audience), known))
    return audience if isinstance(audience, str) else None


def check_level(level: object) -> int:
    """Accept a heading level from 2 to 5. Raises Refusal."""
    if not isinstance(level, int) or not 2 <= level <= 5:
        raise Refusal(f"level {level!r} is not a heading level", "use 2, 3, 4 or 5")
    return level
