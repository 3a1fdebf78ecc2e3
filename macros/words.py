"""Mark the first place on a page at which each word of the glossary stands, and add its meaning.

A Markdown extension, which mkdocs.yml names as `macros.words`; env.py hands it the glossary. It
looks at running prose only: components are finished HTML in Markdown's stash, out of its sight.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from itertools import groupby
from xml.etree.ElementTree import Element, fromstring

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE
from markupsafe import Markup

from .catalog import Catalog
from .components.glossary import anchor, title
from .links import inline
from .rendering import render
from .terms import Term, key

# What is no running prose: headings, what can be followed or pressed, code, heads of tables.
_NO_PROSE = {"h1", "h2", "h3", "h4", "h5", "h6", "a", "button", "code", "pre", "summary", "th"}
# The title of an admonition, and the blocks that lay out the home page.
_NO_PROSE_CLASS = re.compile(r"\b(admonition-title|guide-)")
_GLOSSARY = 'class="guide-glossary"'
# XML knows five of the characters that HTML has names for.
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z]\w*;")
# After Markdown's own, such as the table of contents (5); before MkDocs resolves the links (0).
_PRIORITY = 4


@dataclass(frozen=True)
class Lexicon:
    """Hold the words to be marked, and the page from docs/ that explains them all."""

    page: str
    terms: Mapping[str, Term]
    pattern: re.Pattern[str]

    def term(self, found: str) -> Term | None:
        """Give the term that a piece of text stands for; a plural stands for its singular."""
        text = " ".join(found.replace("’", "'").split())
        forms = (text, text.casefold(), text[:-1], text[:-1].casefold())
        return next((self.terms[form] for form in forms if form in self.terms), None)


@dataclass(frozen=True)
class Word:
    """Hold the finished strings of one meaning; links are as MkDocs resolves them."""

    id: str
    title: str
    means: Markup
    differs: Markup
    link: str


@dataclass(frozen=True)
class View:
    """Hold the meanings of a page's words, in the order in which they stand there."""

    words: tuple[Word, ...]


def lexicon(catalog: Catalog) -> Lexicon | None:
    """Make the words of a catalog ready for marking; None when there are none, or no page."""
    page = catalog.page_calling("glossary")
    terms = {
        key(spelling): term
        for part in catalog.terms.values()
        for _, term in part.entries()
        if term.marked
        for spelling in term.spellings
    }
    return Lexicon(page, terms, _pattern(terms)) if page and terms else None


def _pattern(spellings: Mapping[str, Term]) -> re.Pattern[str]:
    """Match a spelling as a whole word, the longest first; or a place of the stash, by its number.

    Capitals are compared later: one expression that ignores them is the fastest. So is one that
    looks at the first letter once.
    """
    longest = sorted(spellings, key=lambda spelling: (spelling[0].casefold(), -len(spelling)))
    letters = groupby(longest, key=lambda spelling: spelling[0].casefold())
    choice = "|".join(f"{re.escape(letter)}(?:{_rests(group)})" for letter, group in letters)
    return re.compile(
        rf"{HTML_PLACEHOLDER_RE.pattern}|(?<![\w-])(?:{choice})s?(?![\w-])", re.IGNORECASE
    )


def _rests(spellings: Iterable[str]) -> str:
    rests = "|".join(re.escape(spelling[1:]) for spelling in spellings)
    return rests.replace(r"\ ", r"\s+").replace("'", "['’]")


class _Words(Treeprocessor):
    """Put a button in the place of each first occurrence, and the meanings at the page's end."""

    def __init__(self, md: Markdown, lexicon: Lexicon) -> None:
        super().__init__(md)
        self.lexicon = lexicon
        self.found: dict[str, Term] = {}

    def run(self, root: Element) -> None:
        """Mark one page, but not the one that explains every word."""
        self.found = {}
        if any(_GLOSSARY in str(block) for block in self.md.htmlStash.rawHtmlBlocks):
            return
        self._mark(root)
        if self.found:
            words = tuple(_word(self.lexicon, term) for term in self.found.values())
            root.append(_parse(render("words", View(words))))

    def _mark(self, parent: Element) -> None:
        """Walk an element in the order of reading: its text, a child, what follows the child."""
        children = list(parent)
        parent.text = self._insert(parent, 0, parent.text)
        for child in children:
            if _is_prose(child):
                self._mark(child)
            child.tail = self._insert(parent, list(parent).index(child) + 1, child.tail)

    def _insert(self, parent: Element, at: int, text: str | None) -> str | None:
        """Put the buttons of a text into its parent; gives the text before the first of them."""
        if not text or text.isspace():
            return text
        before, end = None, 0
        for place, match, term in self._matches(text):
            # Two buttons side by side are hard to hit (WCAG 2.2, target size): the second waits.
            if before is not None and text[end:place].isspace():
                del self.found[term.id]
                continue
            button = _button(term, match)
            button.tail = text[place + len(match) :]
            if before is None:
                before = text[:place]
            else:
                parent[at - 1].tail = text[end:place]
            parent.insert(at, button)
            at, end = at + 1, place + len(match)
        return text if before is None else before

    def _matches(self, text: str) -> Iterator[tuple[int, str, Term]]:
        """Find what is to be marked, but not within a citation: its link stands in the stash."""
        linked = False
        for match in self.lexicon.pattern.finditer(text):
            if match[1]:
                stashed = str(self.md.htmlStash.rawHtmlBlocks[int(match[1])])
                linked = stashed.startswith("<a") or (linked and not stashed.startswith("</a"))
                continue
            term = None if linked else self.lexicon.term(match[0])
            if term and term.id not in self.found:
                self.found[term.id] = term
                yield match.start(), match[0], term


def _parse(html: str) -> Element:
    """Read a template's HTML into Markdown's tree, where MkDocs finds its links."""
    return fromstring(_NAMED.sub(lambda entity: unescape(entity[0]), html))


def _is_prose(element: Element) -> bool:
    return element.tag not in _NO_PROSE and not _NO_PROSE_CLASS.search(element.get("class", ""))


def _button(term: Term, text: str) -> Element:
    """Make a word that shows its meaning; browsers do that by themselves, without a script."""
    place = _place(term)
    button = Element(
        "button",
        {
            "type": "button",
            "class": "guide-word",
            "popovertarget": place,
            "aria-describedby": f"{place}--meaning",
        },
    )
    button.text = text
    return button


def _place(term: Term) -> str:
    return f"word--{term.id}"


def _word(lexicon: Lexicon, term: Term) -> Word:
    return Word(
        id=_place(term),
        title=title(term),
        means=inline(term.means, None),
        differs=inline(term.differs or "", None),
        link=f"/{lexicon.page}#{anchor(term.id)}",
    )


class WordsExtension(Extension):
    """Add the marking to Markdown; without a lexicon there is nothing to mark."""

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        super().__init__()
        self.lexicon = lexicon

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (Markdown's own name)
        """Register the treeprocessor."""
        if self.lexicon:
            md.treeprocessors.register(_Words(md, self.lexicon), "guide-words", _PRIORITY)


def makeExtension(lexicon: Lexicon | None = None) -> WordsExtension:  # noqa: N802  (Markdown's own name)
    """Make the extension, as Markdown asks of a module that mkdocs.yml names."""
    return WordsExtension(lexicon)
