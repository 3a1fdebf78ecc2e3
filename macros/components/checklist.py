"""Show a checklist: real boxes to tick, with the reasons a tap away."""

from dataclasses import dataclass

from markupsafe import Markup

from ..models import Checklist, Section
from ..wording import count, day
from .context import Context, check_level, check_reader, find
from .entry import EntryView, anchor, list_anchors, view_entry


@dataclass(frozen=True)
class Choice:
    """Hold what one call of the macro asks for."""

    context: Context
    id: str
    checklist: Checklist
    sections: tuple[Section, ...]
    reader: str | None
    level: int


@dataclass(frozen=True)
class SectionView:
    """Hold one section's heading and its lines."""

    anchor: str
    title: str
    rows: tuple[EntryView, ...]


@dataclass(frozen=True)
class View:
    """Hold the finished strings of a checklist."""

    id: str
    title: str
    summary: Markup
    level: int
    sections: tuple[SectionView, ...]
    size: str
    reviewed: str
    edit_link: str


def choose(
    context: Context,
    id: str,
    section: str | None = None,
    audience: str | None = None,
    level: int = 2,
) -> Choice:
    """Find a checklist, or one section of it, for everyone or one reader. Raises Refusal."""
    checklist = find(context.catalog.checklists, id, "checklist")
    sections = {part.id: part for part in checklist.sections}
    chosen = tuple(sections.values())
    if section is not None:
        chosen = (find(sections, section, f"section of {id!r} called"),)
    return Choice(context, id, checklist, chosen, check_reader(audience), check_level(level))


def view(choice: Choice) -> View:
    """Prepare a checklist for its template."""
    sections = tuple(filter(None, (_view_section(choice, section) for section in choice.sections)))
    return View(
        id=choice.id,
        title=choice.checklist.title,
        summary=choice.context.inline(choice.checklist.summary),
        level=choice.level,
        sections=sections,
        size=count(sum(len(section.rows) for section in sections), "item"),
        reviewed=day(choice.checklist.reviewed),
        edit_link=choice.context.edit_link(choice.id),
    )


def _view_section(choice: Choice, section: Section) -> SectionView | None:
    """View the items that concern the reader; None when there are none."""
    rows = tuple(
        view_entry(choice.context, choice.id, item)
        for item in section.items
        if item.concerns(choice.reader)
    )
    return SectionView(anchor(choice.id, section.id), section.title, rows) if rows else None


def heading(view: View) -> tuple[int, str, str]:
    """Give the level, the text and the anchor of the heading above the list."""
    return view.level, f"Checklist: {view.title}", view.id


def anchors(choice: Choice) -> list[str]:
    """List the places on the page that links can name."""
    groups = ((section.id, section.items) for section in choice.sections)
    return list_anchors(choice.id, choice.reader, groups)


def cited(choice: Choice) -> list[str]:
    """List the sources of the items shown, in their order."""
    items = [item for section in choice.sections for item in section.items]
    return [id for item in items if item.concerns(choice.reader) for id in item.sources or ()]
