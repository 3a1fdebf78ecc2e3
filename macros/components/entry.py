"""View one line that can be ticked, in a checklist or on a timeline."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ..crosschecks import qualify
from ..models import Entry, Item
from ..wording import concerns
from . import cite
from .context import Context


@dataclass(frozen=True)
class EntryView:
    """Hold the finished strings of one line; `key` is its name in the reader's store.

    Old links to a former id of the same list still work, through its anchor.
    """

    key: str
    anchor: str
    former_anchors: tuple[str, ...]
    was: str
    text: Markup
    why: Markup
    help: str
    help_link: str
    meta: str
    audiences: str
    essential: bool
    citations: tuple[cite.View, ...]

    @property
    def has_more(self) -> bool:
        """Tell whether there is anything to disclose below the text."""
        return bool(self.why or self.help or self.citations)


def view_entry(context: Context, listing: str, entry: Entry) -> EntryView:
    """View an entry of the list `listing`."""
    essential = isinstance(entry, Item) and entry.essential
    said = ("Essential" if essential else "", concerns(entry.audiences))
    return EntryView(
        key=f"{listing}/{entry.id}",
        anchor=anchor(listing, entry.id),
        former_anchors=_former_anchors(listing, entry),
        was=" ".join(qualify(listing, old) for old in entry.was or ()),
        text=context.inline(entry.text),
        why=context.inline(entry.why or ""),
        help=entry.help.text if entry.help else "",
        help_link=context.href(entry.help.link) if entry.help else "",
        meta=" · ".join(filter(None, said)),
        audiences=" ".join(entry.audiences or ()),
        essential=essential,
        citations=tuple(cite.view(cite.choose(context, id)) for id in entry.sources or ()),
    )


def list_anchors(
    listing: str, reader: str | None, groups: Iterable[tuple[str, Sequence[Entry]]]
) -> list[str]:
    """List the places of a list that links can name: its own, its groups', its entries'."""
    anchors = [listing]
    for group, entries in groups:
        shown = [entry for entry in entries if entry.concerns(reader)]
        if shown:
            anchors.append(anchor(listing, group))
        for entry in shown:
            anchors += (anchor(listing, entry.id), *_former_anchors(listing, entry))
    return anchors


def _former_anchors(listing: str, entry: Entry) -> tuple[str, ...]:
    """Name the places an entry had in the same list, so that old links still find it."""
    former = (qualify(listing, old).split("/") for old in entry.was or ())
    return tuple(anchor(home, id) for home, id in former if home == listing)


def anchor(listing: str, id: str) -> str:
    """Name the place of an entry on its page; the two hyphens keep it apart from every heading."""
    return f"{listing}--{id}"
