"""Show a worksheet: questions with room to answer, on the page or on paper."""

from dataclasses import dataclass

from markupsafe import Markup

from ..crosschecks import qualify
from ..wording import concerns, count, day
from ..worksheets import Worksheet, WorksheetField, WorksheetSection
from . import cite
from .context import Context, check_level, find
from .entry import anchor

SCALE = (1, 2, 3, 4, 5)


@dataclass(frozen=True)
class Choice:
    """Hold what one call of the macro asks for."""

    context: Context
    id: str
    worksheet: Worksheet
    level: int


@dataclass(frozen=True)
class PartView:
    """Hold one option, column or row; `slot` names what it keeps in the reader's store."""

    id: str
    text: str
    slot: str
    anchor: str


@dataclass(frozen=True)
class RowView:
    """Hold one row of a table; a numbered row's name is its number."""

    name: str
    cells: tuple[PartView, ...]


@dataclass(frozen=True)
class FieldView:
    """Hold the finished strings of one question; `slot` is its name in the reader's store."""

    slot: str
    anchor: str
    former_anchors: tuple[str, ...]
    was: str
    type: str
    label: str
    help: Markup
    meta: str
    citations: tuple[cite.View, ...]
    lines: int
    options: tuple[PartView, ...]
    several: bool
    columns: tuple[str, ...]
    rows: tuple[RowView, ...]
    numbered: bool

    @property
    def grouped(self) -> bool:
        """Tell whether the answer is given in several controls, which a fieldset holds together."""
        return bool(self.options)


@dataclass(frozen=True)
class SectionView:
    """Hold one section's heading and its questions."""

    anchor: str
    title: str
    fields: tuple[FieldView, ...]


@dataclass(frozen=True)
class View:
    """Hold the finished strings of a worksheet."""

    id: str
    title: str
    summary: Markup
    warning: Markup
    copies: bool
    level: int
    sections: tuple[SectionView, ...]
    size: str
    reviewed: str
    edit_link: str


def choose(context: Context, id: str, level: int = 2) -> Choice:
    """Find a worksheet. Raises Refusal."""
    worksheet = find(context.catalog.worksheets, id, "worksheet")
    return Choice(context, id, worksheet, check_level(level))


def view(choice: Choice) -> View:
    """Prepare a worksheet for its template."""
    worksheet, context = choice.worksheet, choice.context
    return View(
        id=choice.id,
        title=worksheet.title,
        summary=context.inline(worksheet.summary),
        warning=context.inline(worksheet.warning or ""),
        copies=worksheet.copies,
        level=choice.level,
        sections=tuple(_view_section(choice, section) for section in worksheet.sections),
        size=count(sum(len(section.fields) for section in worksheet.sections), "question"),
        reviewed=day(worksheet.reviewed),
        edit_link=context.edit_link(choice.id),
    )


def _view_section(choice: Choice, section: WorksheetSection) -> SectionView:
    fields = tuple(_view_field(choice, field) for field in section.fields)
    return SectionView(anchor(choice.id, section.id), section.title, fields)


def _view_field(choice: Choice, field: WorksheetField) -> FieldView:
    place = anchor(choice.id, field.id)
    return FieldView(
        slot=field.id,
        anchor=place,
        former_anchors=_former_anchors(choice.id, field),
        was=" ".join(qualify(choice.id, old) for old in field.was or ()),
        type=field.type,
        label=field.label,
        help=choice.context.inline(field.help or ""),
        meta=concerns(field.audiences),
        citations=tuple(cite.view(cite.choose(choice.context, id)) for id in field.sources or ()),
        lines=field.lines if field.type == "lines" else 1,
        options=tuple(_view_options(field, place)),
        several=field.several,
        columns=tuple(column.text for column in field.columns or ()),
        rows=tuple(_view_rows(field, place)),
        numbered=field.rows is not None,
    )


def _view_options(field: WorksheetField, place: str) -> list[PartView]:
    """View the options of a choice, or the five steps of a scale."""
    if field.type == "scale":
        ends = {SCALE[0]: field.low, SCALE[-1]: field.high}
        steps = [(str(n), f"{n}: {ends[n]}" if ends.get(n) else str(n)) for n in SCALE]
    else:
        steps = [(option.id, option.text) for option in field.options or ()]
    return [PartView(id, text, field.id, f"{place}--{id}") for id, text in steps]


def _view_rows(field: WorksheetField, place: str) -> list[RowView]:
    """View the rows of a table, each with a cell a column."""
    names = [(str(n), str(n)) for n in range(1, (field.rows or 0) + 1)]
    names += [(row.id, row.text) for row in field.named_rows or ()]
    return [
        RowView(
            name,
            tuple(
                PartView(
                    column.id,
                    column.text,
                    f"{field.id}/{id}/{column.id}",
                    f"{place}--{id}--{column.id}",
                )
                for column in field.columns or ()
            ),
        )
        for id, name in names
    ]


def _former_anchors(worksheet: str, field: WorksheetField) -> tuple[str, ...]:
    """Name the places a field had in the same worksheet, so that old links still find it."""
    former = (qualify(worksheet, old).split("/") for old in field.was or ())
    return tuple(anchor(home, id) for home, id in former if home == worksheet)


def heading(view: View) -> tuple[int, str, str]:
    """Give the level, the text and the anchor of the heading above the worksheet."""
    return view.level, f"Worksheet: {view.title}", view.id


def anchors(choice: Choice) -> list[str]:
    """List the places on the page that links can name."""
    sections = [anchor(choice.id, section.id) for section in choice.worksheet.sections]
    fields = [field for _, field in choice.worksheet.entries()]
    places = [anchor(choice.id, field.id) for field in fields]
    former = [old for field in fields for old in _former_anchors(choice.id, field)]
    return [choice.id, *sections, *places, *former]


def cited(choice: Choice) -> list[str]:
    """List the sources of the questions, in their order."""
    return [id for _, field in choice.worksheet.entries() for id in field.sources or ()]
