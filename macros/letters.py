"""Describe letters: templates with named blanks that a reader fills in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from .documents import Place
from .errors import nearest
from .models import LINK, Id, Model, Plain, Sources, _check_id, _check_plain, refuse
from .tools import Tool

SHARED = "me"
"""The name under which the reader's store keeps the blanks that letters share."""

_BLANK = re.compile(r"\[\[([^\[\]]*)\]\]")
Faults = Iterator[tuple[Place, str, str]]


@dataclass(frozen=True)
class Piece:
    """Hold a stretch of a letter's line: words as they are, or the id of a blank."""

    text: str = ""
    blank: str = ""


def pieces(line: str) -> Iterator[Piece]:
    """Split a line at its blanks."""
    for n, part in enumerate(_BLANK.split(line)):
        if part:
            yield Piece(blank=part) if n % 2 else Piece(text=part)


def count_words(text: str) -> int:
    """Count what has a letter or a digit in it, as the browser does: a lone dash is no word."""
    return sum(any(map(str.isalnum, word)) for word in text.split())


def _check_line(line: str) -> str:
    for piece in pieces(line):
        if piece.blank:
            _check_id(piece.blank)
    _check_plain(_BLANK.sub("x", line))
    return " ".join(line.split())


def _check_letter_text(text: str) -> str:
    lines = [line.strip() for line in text.strip().splitlines()]
    if len(lines) > 1 and "" in lines:
        raise refuse("the text has an empty line", "start a new paragraph there")
    return "\n".join(map(_check_line, lines or [""]))


LetterText = Annotated[str, AfterValidator(_check_letter_text)]
"""Plain words with blanks written as [[blank-id]]; a new line here is a new line in the letter."""


class Blank(Model):
    """Be one gap of a letter that the reader fills in."""

    id: Id
    """Permanent: what the reader typed hangs on it. Renaming needs `was`."""
    label: Plain
    """What the gap and its field say, as in 'Name of the researcher'."""
    example: Plain
    """A made-up answer: shown beside the field, and used to check the letter's length."""
    long: bool = False
    """True when the answer is a sentence or more."""
    required: bool = True
    """False when the line that holds it is left out while it is empty."""
    shared: bool = False
    """True when all letters ask for it: filled in once, it stands in each of them."""
    autofill: Literal["name", "email", "tel"] | None = None
    """What a browser may offer to fill in, when it is about the reader."""
    was: Annotated[tuple[Id, ...] | None, Field(strict=False, min_length=1)] = None
    """Former ids."""

    @property
    def gap(self) -> str:
        """Say the gap as it stands in the text, as in `[name of the researcher]`."""
        words = self.label
        if not words[1:2].isupper():
            words = words[0].lower() + words[1:]
        return f"[{words}]" if self.required else f"[{words}, if you wish]"

    def key(self, letter: str) -> str:
        """Name it as the reader's store does."""
        return f"{SHARED if self.shared else letter}/{self.id}"

    def former_keys(self, letter: str) -> tuple[str, ...]:
        """Name its former ids as the reader's store does."""
        return tuple(f"{SHARED if self.shared else letter}/{old}" for old in self.was or ())


class Subject(Model):
    """Hold the subject line, with the reason for it."""

    text: LetterText
    note: Plain


class Paragraph(Model):
    """Be one part of the letter, with the reason why it is there."""

    id: Id
    text: LetterText
    note: Plain
    """Why this part is there, in one or two sentences."""
    optional: bool = False
    """True when the reader may leave it out."""
    sources: Sources | None = None


class WordRange(Model):
    """Say how long the letter should be, with the reason."""

    least: Annotated[int, Field(alias="from", ge=1)]
    most: Annotated[int, Field(alias="to", ge=1)]
    why: Plain
    sources: Sources | None = None


class Letter(Tool):
    """Describe one letter: a file in docs/data/letters/, named by its id."""

    length: WordRange
    subject: Subject
    blanks: Annotated[tuple[Blank, ...], Field(strict=False, min_length=1)]
    """Every gap, in the order of the letter."""
    paragraphs: Annotated[tuple[Paragraph, ...], Field(strict=False, min_length=1)]
    sources: Sources | None = None
    """What the letter as a whole rests on."""

    def texts(self) -> Iterator[tuple[Place, str]]:
        """Walk the subject and the paragraphs with their places in the file."""
        yield ("subject", "text"), self.subject.text
        for n, paragraph in enumerate(self.paragraphs):
            yield ("paragraphs", n, "text"), paragraph.text

    def filled(self, text: str) -> str:
        """Fill a text of this letter with the examples of its blanks."""
        examples = {blank.id: blank.example for blank in self.blanks}
        return _BLANK.sub(lambda blank: examples.get(blank[1], ""), text)

    def faults(self) -> Faults:
        """Find ids and blanks that do not fit, and a length that the examples do not keep."""
        yield from self._faulty_ids()
        yield from self._faulty_blanks()
        words = sum(count_words(self.filled(part.text)) for part in self.paragraphs)
        if not self.length.least <= words <= self.length.most:
            yield (
                ("length",),
                f"filled in with its examples the letter has {words} words, "
                f"not {self.length.least} to {self.length.most}",
                "change the length, the text or the examples",
            )

    def _faulty_ids(self) -> Faults:
        named: list[tuple[Place, str]] = [
            *((("blanks", n, "id"), blank.id) for n, blank in enumerate(self.blanks)),
            *((("paragraphs", n, "id"), part.id) for n, part in enumerate(self.paragraphs)),
        ]
        retired = {entry.id for entry in self.retired or ()}
        seen = {"subject"}
        for place, id in named:
            if id in seen:
                yield place, f"the id {id!r} stands twice in this letter", "give each its own id"
            if id in retired:
                yield (
                    place,
                    f"the id {id!r} is retired",
                    "choose a new id: a retired one is never used again",
                )
            seen.add(id)

    def _faulty_blanks(self) -> Faults:
        blanks = {blank.id: blank for blank in self.blanks}
        used: set[str] = set()
        for place, text in self.texts():
            for id in _BLANK.findall(text):
                used.add(id)
                if id not in blanks:
                    yield place, f"there is no blank {id!r} in this letter", nearest(id, blanks)
                elif place[0] == "subject" and (blanks[id].long or not blanks[id].required):
                    what = f"the blank {id!r} is long, or need not be filled in"
                    yield place, what, "use a short and required one in the subject"
        for n, blank in enumerate(self.blanks):
            if blank.id not in used:
                remedy = f"write [[{blank.id}]] where it belongs"
                yield ("blanks", n, "id"), f"no text has the blank {blank.id!r}", remedy

    def citations(self) -> Iterator[tuple[Place, str]]:
        """Walk the sources of its length, its paragraphs and of the letter as a whole."""
        for n, id in enumerate(self.length.sources or ()):
            yield ("length", "sources", n), id
        for p, paragraph in enumerate(self.paragraphs):
            for n, id in enumerate(paragraph.sources or ()):
                yield ("paragraphs", p, "sources", n), id
        for n, id in enumerate(self.sources or ()):
            yield ("sources", n), id

    def links(self) -> Iterator[tuple[Place, str, str]]:
        """Walk the links of its summary, the only text that may have any."""
        for target in LINK.findall(self.summary):
            yield (), "summary", target

    def promised_ids(self) -> Iterator[str]:
        """Walk the ids of its blanks."""
        yield from (blank.id for blank in self.blanks)

    def former_ids(self) -> Iterator[str]:
        """Walk the ids that `was` and `retired` account for."""
        yield from (gone.id for gone in self.retired or ())
        for blank in self.blanks:
            yield from blank.was or ()
