"""Describe the words of the glossary, and how they stand in the guide's sentences."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Annotated

from pydantic import Field

from .documents import Place
from .fields import FieldTool, Kept, links_in
from .models import Inline, Plain, Sources


class Term(Kept):
    """Be one word of the glossary, or a few words that belong together."""

    term: Plain
    """The word as it stands in a sentence: 'observership', 'dean's letter', 'USCE'."""
    also: Annotated[tuple[Plain, ...] | None, Field(strict=False, min_length=1)] = None
    """Its other spellings and abbreviations. A plural with -s needs no entry of its own."""
    means: Inline
    """What it means, in one or two plain sentences."""
    differs: Inline | None = None
    """How it differs from country to country, in one sentence."""
    marked: bool = True
    """False for a word so common that a mark on every page would only disturb."""
    sources: Sources | None = None
    """Ids of files in docs/data/sources/ that the meaning rests on."""

    @property
    def spellings(self) -> tuple[str, ...]:
        """Give every way to write it, the usual one first."""
        return (self.term, *(self.also or ()))


class Terms(FieldTool):
    """Describe a part of the glossary: a file in docs/data/terms/, named by its id."""

    terms: Annotated[tuple[Term, ...], Field(strict=False, min_length=1)]

    def entries(self) -> Iterator[tuple[Place, Term]]:
        """Walk the terms with their place in the file."""
        for n, term in enumerate(self.terms):
            yield ("terms", n), term

    def citations(self) -> Iterator[tuple[Place, str]]:
        """Walk the sources of the meanings."""
        for place, term in self.entries():
            for n, source in enumerate(term.sources or ()):
                yield (*place, "sources", n), source

    def links(self) -> Iterator[tuple[Place, str, str]]:
        """Walk the links in its texts."""
        yield from links_in((), summary=self.summary)
        for place, term in self.entries():
            yield from links_in(place, means=term.means, differs=term.differs)


def doubles(parts: Iterable[tuple[str, Terms]]) -> Iterator[tuple[str, tuple[Place, str, str]]]:
    """Find ids and spellings that two terms claim, over all files: the file's id, and the fault."""
    owners: dict[str, str] = {}
    ids: Counter[str] = Counter()
    for file, part in parts:
        for place, term in part.entries():
            ids[term.id] += 1
            if ids[term.id] > 1:
                what = f"the term {term.id!r} stands in the glossary already"
                yield file, ((*place, "id"), what, "keep one of them")
            for spelling in term.spellings:
                owner = owners.setdefault(key(spelling), term.id)
                if owner != term.id:
                    what = f"{spelling!r} is a spelling of the term {owner!r} already"
                    yield file, (place, what, "let one term have it")


def exact(spelling: str) -> bool:
    """Tell whether a spelling counts only as it is written: one with a capital letter does."""
    return spelling != spelling.lower()


def key(spelling: str) -> str:
    """Give what a spelling is looked up by."""
    return spelling if exact(spelling) else spelling.casefold()
