"""Show the words of the guide in the order of the alphabet, with letters to jump to."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from unicodedata import normalize

from markupsafe import Markup

from ..catalog import Catalog, Refusal
from ..terms import Term
from . import cite
from .context import Context, check_level


@dataclass(frozen=True)
class Choice:
    """Hold the terms of every file, in the order of the alphabet."""

    context: Context
    terms: tuple[tuple[str, Term], ...]
    level: int


@dataclass(frozen=True)
class TermView:
    """Hold one word with its meaning. Old links to a former id still work, through its anchor."""

    anchor: str
    former_anchors: tuple[str, ...]
    title: str
    also: str
    means: Markup
    differs: Markup
    citations: tuple[cite.View, ...]


@dataclass(frozen=True)
class Letter:
    """Hold the words that begin with one letter."""

    anchor: str
    name: str
    terms: tuple[TermView, ...]


@dataclass(frozen=True)
class View:
    """Hold the letters that have any words."""

    level: int
    letters: tuple[Letter, ...]
    edit_links: tuple[str, ...]


def choose(context: Context, level: int = 2) -> Choice:
    """Take every term of the catalog. Raises Refusal when there is none."""
    if not context.catalog.terms and not context.catalog.unread:
        raise Refusal("there are no words yet", "write docs/data/terms/<id>.yml first")
    return Choice(context, tuple(sorted_terms(context.catalog)), check_level(level))


def sorted_terms(catalog: Catalog) -> list[tuple[str, Term]]:
    """Give the terms with the file each stands in, as a dictionary sorts them."""
    terms = [(file, term) for file, part in catalog.terms.items() for _, term in part.entries()]
    return sorted(terms, key=lambda pair: (_letter(pair[1]), pair[1].term.casefold()))


def _letter(term: Term) -> str:
    """Give the letter that a word stands under: a plain one, or a digit."""
    return next(c for c in normalize("NFKD", term.term) if c.isalnum()).upper()


def view(choice: Choice) -> View:
    """Prepare the glossary for its template."""
    links = (choice.context.edit_link(file) for file in choice.context.catalog.terms)
    return View(choice.level, tuple(_letters(choice)), tuple(filter(None, links)))


def _letters(choice: Choice) -> Iterator[Letter]:
    for letter, terms in groupby(choice.terms, key=lambda pair: _letter(pair[1])):
        views = tuple(_term(choice.context, term) for _, term in terms)
        yield Letter(_letter_anchor(letter), letter, views)


def _term(context: Context, term: Term) -> TermView:
    return TermView(
        anchor=anchor(term.id),
        former_anchors=former_anchors(term),
        title=title(term),
        also=", ".join(term.also or ()),
        means=context.inline(term.means),
        differs=context.inline(term.differs or ""),
        citations=tuple(cite.view(cite.choose(context, id)) for id in term.sources or ()),
    )


def title(term: Term) -> str:
    """Write a term as a title: with a capital letter."""
    return term.term[0].upper() + term.term[1:]


def anchor(id: str) -> str:
    """Name the place of a term on the page of the glossary."""
    return f"term-{id}"


def former_anchors(term: Term) -> tuple[str, ...]:
    """Name the places that a term had, so that old links still find it."""
    return tuple(anchor(old.rpartition("/")[2]) for old in term.was or ())


def _letter_anchor(letter: str) -> str:
    return f"letter-{letter.lower()}"


def anchors(choice: Choice) -> list[str]:
    """List the places on the page that links can name."""
    letters = {_letter_anchor(_letter(term)) for _, term in choice.terms}
    places = [(anchor(term.id), *former_anchors(term)) for _, term in choice.terms]
    return [*sorted(letters), *(one for place in places for one in place)]


def cited(choice: Choice) -> list[str]:
    """List the sources of the meanings, in their order."""
    return [id for _, term in choice.terms for id in term.sources or ()]
