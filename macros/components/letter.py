"""Show a letter: its text with gaps, what to fill in, and why each part is there."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from ..letters import Blank, Letter, Piece, pieces
from ..wording import day
from . import cite
from .context import Context, check_level, find


@dataclass(frozen=True)
class Choice:
    """Hold what one call of the macro asks for."""

    context: Context
    id: str
    letter: Letter
    level: int


@dataclass(frozen=True)
class BlankView:
    """Hold one gap; `key` is its name in the reader's store, with the former ones in `was`."""

    id: str
    key: str
    was: str
    label: str
    example: str
    long: bool
    required: bool
    shared: bool
    autofill: str


@dataclass(frozen=True)
class PartView:
    """Hold one part of the letter with the gaps that are filled in beside it.

    `lines` are pieces of text and gaps; `example` is the same, filled in.
    """

    id: str
    optional: bool
    lines: tuple[tuple[Piece, ...], ...]
    example: tuple[str, ...]
    note: str
    citations: tuple[cite.View, ...]
    blanks: tuple[BlankView, ...]


@dataclass(frozen=True)
class View:
    """Hold the finished strings of a letter."""

    id: str
    title: str
    summary: Markup
    level: int
    least: int
    most: int
    length_why: str
    length_citations: tuple[cite.View, ...]
    subject: PartView
    parts: tuple[PartView, ...]
    citations: tuple[cite.View, ...]
    reviewed: str
    edit_link: str


def choose(context: Context, id: str, level: int = 2) -> Choice:
    """Find a letter. Raises Refusal."""
    return Choice(context, id, find(context.catalog.letters, id, "letter"), check_level(level))


def view(choice: Choice) -> View:
    """Prepare a letter for its template."""
    letter, length = choice.letter, choice.letter.length
    homes = _homes(letter)
    return View(
        id=choice.id,
        title=letter.title,
        summary=choice.context.inline(letter.summary),
        level=choice.level,
        least=length.least,
        most=length.most,
        length_why=length.why,
        length_citations=_cite(choice, length.sources),
        subject=_part(choice, homes, "subject", letter.subject.text, letter.subject.note),
        parts=tuple(
            _part(choice, homes, part.id, part.text, part.note, part.sources, part.optional)
            for part in letter.paragraphs
        ),
        citations=_cite(choice, letter.sources),
        reviewed=day(letter.reviewed),
        edit_link=choice.context.edit_link(choice.id),
    )


def _homes(letter: Letter) -> dict[str, str]:
    """Say beside which part each gap is filled in: its first one that cannot be left out."""
    firm: dict[str, str] = {}
    loose: dict[str, str] = {}
    parts = [("subject", letter.subject.text, False)]
    parts += [(part.id, part.text, part.optional) for part in letter.paragraphs]
    for id, text, optional in parts:
        for piece in pieces(text):
            if piece.blank:
                (loose if optional else firm).setdefault(piece.blank, id)
    return loose | firm


def _part(
    choice: Choice,
    homes: dict[str, str],
    id: str,
    text: str,
    note: str,
    sources: Iterable[str] | None = None,
    optional: bool = False,
) -> PartView:
    gaps = {blank.id: blank.gap for blank in choice.letter.blanks}
    rows = tuple(
        tuple(Piece(piece.text or gaps[piece.blank], piece.blank) for piece in pieces(line))
        for line in text.split("\n")
    )
    blanks = (blank for blank in choice.letter.blanks if homes.get(blank.id) == id)
    return PartView(
        id=id,
        optional=optional,
        lines=rows,
        example=tuple(choice.letter.filled(text).split("\n")),
        note=note,
        citations=_cite(choice, sources),
        blanks=tuple(_blank(choice.id, blank) for blank in blanks),
    )


def _blank(letter: str, blank: Blank) -> BlankView:
    return BlankView(
        id=blank.id,
        key=blank.key(letter),
        was=" ".join(blank.former_keys(letter)),
        label=blank.label,
        example=blank.example,
        long=blank.long,
        required=blank.required,
        shared=blank.shared,
        autofill=blank.autofill or "",
    )


def _cite(choice: Choice, sources: Iterable[str] | None) -> tuple[cite.View, ...]:
    return tuple(cite.view(cite.choose(choice.context, id)) for id in sources or ())


def heading(view: View) -> tuple[int, str, str]:
    """Give the level, the text and the anchor of the heading above the letter."""
    return view.level, f"Letter: {view.title}", view.id


def anchors(choice: Choice) -> list[str]:
    """List the place on the page that links can name."""
    return [choice.id]


def cited(choice: Choice) -> list[str]:
    """List the sources of the letter, in their order."""
    return [id for _, id in choice.letter.citations()]
