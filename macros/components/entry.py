"""View one line that can be ticked, in a checklist or on a timeline."""

from dataclasses import dataclass

from ..crosschecks import qualify
from ..models import Entry, Help, Item
from ..wording import concerns
from . import cite
from .context import Context


@dataclass(frozen=True)
class EntryView:
    """Hold the finished strings of one line; `key` is its name in the reader's store."""

    key: str
    anchor: str
    was: str
    text: str
    why: str
    help: Help | None
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
        was=" ".join(qualify(listing, old) for old in entry.was or ()),
        text=entry.text,
        why=entry.why or "",
        help=entry.help,
        meta=" · ".join(filter(None, said)),
        audiences=" ".join(entry.audiences or ()),
        essential=essential,
        citations=tuple(cite.view(cite.choose(context, id)) for id in entry.sources or ()),
    )


def anchor(listing: str, id: str) -> str:
    """Name the place of an entry on its page; the two hyphens keep it apart from every heading."""
    return f"{listing}--{id}"
