"""The glossary: its data, its page, the words marked in running prose, and what the search knows."""

import json
import re
from pathlib import Path

import markdown
import pytest
from bs4 import BeautifulSoup

from macros.catalog import Catalog
from macros.documents import Document
from macros.ledger import write_ledger
from macros.loading import load_catalog, read_guide
from macros.pages import Call, Page
from macros.slots import SlotExtension, slot
from macros.synonyms import Synonym, Synonyms, expansions
from macros.terms import Term, Terms
from macros.words import Lexicon, WordsExtension, lexicon

from .projects import ROOT, buildable, change, problems, project, run, write
from .test_rendering import example, show, words

TERMS = "docs/data/terms/small.yml"
MORE = "docs/data/terms/more.yml"
TEXT = """\
title: Words
summary: Two words.
reviewed: 2026-11-22
terms:
  - {id: visit, term: visit, also: [VST], means: A day there., sources: [rule]}
  - id: letter
    term: long letter
    means: "Paper. See [home](/index.md#small-guide)."
    differs: Elsewhere it is short.
"""
PAGE = """\
---
description: The words.
reviewed: 2026-11-22
for: [student]
next: /index.md
---

# Words

A visit.

{{ glossary() }}

{{ sources() }}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = project(tmp_path)
    write(root, TERMS, TEXT)
    write(root, "docs/words.md", PAGE)
    return root


def test_the_small_glossary_is_in_order(root: Path) -> None:
    assert problems(root) == []


REFUSED = {
    "no meaning": (
        "means: A day there., ",
        "",
        f"{TERMS}:5: terms[1].means: it is missing: add it",
    ),
    "source": (
        "[rule]",
        "[ruel]",
        f"{TERMS}:5: terms[1].sources[1]: there is no source 'ruel': did you mean 'rule'?",
    ),
    "id twice": (
        "id: letter",
        "id: visit",
        f"{TERMS}:6: terms[2].id: the term 'visit' stands in the glossary already: keep one of them",
    ),
    "spelling twice": (
        "term: long letter",
        "term: Visit\n    also: [visit]",
        f"{TERMS}:6: terms[2]: 'visit' is a spelling of the term 'visit' already: let one term have it",
    ),
    "place of a link": (
        "#small-guide",
        "#large-guide",
        f"{TERMS}:8: terms[2].means: the page 'index.md' has no place 'large-guide': "
        "did you mean 'small-guide'?",
    ),
}


@pytest.mark.parametrize(("old", "new", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused(root: Path, old: str, new: str, sentence: str) -> None:
    change(root, TERMS, old, new)
    assert sentence in problems(root)


def test_two_files_share_one_set_of_words(root: Path) -> None:
    write(root, MORE, TEXT.split("terms:")[0] + "terms:\n  - {id: day, term: VST, means: No.}\n")
    assert problems(root) == [
        f"{TERMS}:5: terms[1]: 'VST' is a spelling of the term 'day' already: let one term have it"
    ]


def test_words_need_a_page(root: Path) -> None:
    change(root, "docs/words.md", "{{ glossary() }}\n\n{{ sources() }}\n", "None.\n")
    assert (
        f"{TERMS}:1: the file: no page shows the glossary: write {{{{ glossary() }}}} on a page"
        in (problems(root))
    )


def test_a_glossary_needs_words(root: Path) -> None:
    (root / TERMS).unlink()
    assert any("glossary(): there are no words yet" in problem for problem in problems(root))


def test_the_id_of_a_word_is_a_promise(root: Path) -> None:
    write_ledger(root, load_catalog(root))
    change(root, TERMS, "id: visit", "id: stay")
    assert "the published id 'visit' of 'small' is gone" in problems(root)[0]
    change(root, TERMS, "id: stay", "id: stay, was: [visit]")
    assert problems(root) == []


def test_the_page_is_in_the_order_of_the_alphabet() -> None:
    soup = show(example("glossary", "plain"))
    assert [words(tag) for tag in soup.select("h2")] == ["A", "E"]
    assert [words(tag) for tag in soup.select("h3")] == ["Änderung", "Example visit"]
    assert [tag["href"] for tag in soup.select(".guide-glossary__letters a")] == [
        "#letter-a",
        "#letter-e",
    ]
    term = soup.select_one(".guide-glossary__term:has(#term-example-visit)")
    for part in ("Also: EV", "A day on which nobody comes", "two days", "Contributors"):
        assert part in words(term)
    assert term
    assert term.select_one("#term-example-day")


# Words in prose

LEXICON_TERMS = [
    Term(id="visit", term="visit", also=("VST", "stay"), means="A day *there*."),
    Term(id="home-visit", term="home visit", means="A day at home. See [it](/a.md)."),
    Term(id="letter", term="dean's letter", means="Paper & ink &nbsp; *too*."),
    Term(id="match", term="Match", means="A lottery.", differs="Elsewhere there is none."),
    Term(id="b-1", term="B-1", means="A visa."),
    Term(id="common", term="work", means="Work.", marked=False),
]


def small_lexicon(*terms: Term) -> Lexicon:
    part = Terms.model_validate(
        {"title": "W", "summary": "W.", "reviewed": "2026-11-22", "terms": terms or LEXICON_TERMS}
    )
    page = Page("words.md", Document("docs/words.md", {}, {}), (Call("glossary", {}, 1),))
    found = lexicon(Catalog(terms={"words": part}, pages={"words.md": page}))
    assert found
    return found


def page(text: str) -> BeautifulSoup:
    extensions = [
        "admonition",
        "attr_list",
        "md_in_html",
        "tables",
        "toc",
        "pymdownx.details",
        SlotExtension(),
        WordsExtension(small_lexicon()),
    ]
    return BeautifulSoup(markdown.markdown(text, extensions=extensions), "html5lib")


def marked(text: str) -> list[str]:
    return [words(tag) for tag in page(text).select("button.guide-word")]


MARKED = {
    "first only": ("A visit is a visit.\n\nOne more visit.", ["visit"]),
    "longest": ("A home visit, then a visit.", ["home visit", "visit"]),
    "side by side": ("A VST Match, and later the Match.", ["VST", "Match"]),
    "whole words": ("Revisit visiting visit-like pre-visit.", []),
    "any case": ("Visit us.", ["Visit"]),
    "plural": ("Two visits.", ["visits"]),
    "other spelling": ("A stay.", ["stay"]),
    "abbreviation": ("The VST, or the VSTs.", ["VST"]),
    "abbreviation in other letters": ("The vst, the Vst.", []),
    "name": ("You match in the Match.", ["Match"]),
    "with a hyphen": ("B-1/B-2, not B-10.", ["B-1"]),
    "apostrophe": ("The dean’s letter.", ["dean’s letter"]),
    "possessive": ("A visit's end.", ["visit"]),
    "over a line": ("A home\nvisit.", ["home visit"]),
    "in bold": ("A **visit**.", ["visit"]),
    "in a list": ("- one visit\n- two", ["visit"]),
    "in a cell": ("| visit | b |\n|---|---|\n| VST | c |", ["VST"]),
    "in an admonition": ("!!! note \"A visit\"\n    A stay.", ["stay"]),
    "in details": ("??? note \"A visit\"\n    A stay.", ["stay"]),
    "after a heading": ("# A visit\n\nA VST.", ["VST"]),
    "after a link": ("[A visit](/a.md), then a stay.", ["stay"]),
    "after code": ("`visit` and `home visit`: a stay.", ["stay"]),
    "in a citation": ('Text.<a class="guide-cite" href="#x">VST</a> A stay.', ["stay"]),
    "after an entity": ("AT&amp;T has a visit.", ["visit"]),
    "in a block of code": ("    visit\n", []),
    "on the home page's blocks": ('<div class="guide-doors" markdown>\nA visit.\n</div>', []),
    "common word": ("Work at work.", []),
    "in a component": (slot("<p>A visit.</p>"), []),
    "on the glossary's own page": ('A visit.\n\n' + slot('<div class="guide-glossary">x</div>'), []),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MARKED.values(), ids=MARKED)
def test_what_is_marked(text: str, expected: list[str]) -> None:
    assert marked(text) == expected


def test_no_word_of_the_text_is_lost() -> None:
    text = (
        "Before a home visit, **a visit** after; [a link](/a.md) and the VST, the Match, the end."
    )
    paragraph = page(text).p
    assert words(paragraph) == (
        "Before a home visit , a visit after; a link and the VST, the Match , the end."
    )
    assert paragraph
    assert paragraph.get_text() == re.sub(r"\*|\[|\]\(.*?\)", "", text)


def test_each_word_opens_its_meaning() -> None:
    soup = page("The Match, a home visit.")
    buttons = soup.select("button.guide-word")
    notes = soup.select(".guide-words > [popover]")
    assert [b["popovertarget"] for b in buttons] == [n["id"] for n in notes]
    assert [words(note) for note in notes] == [
        "Match: A lottery. Elsewhere there is none. Match in the glossary",
        "Home visit: A day at home. See it . Home visit in the glossary",
    ]
    for button, note in zip(buttons, notes, strict=True):
        assert note.find(id=button["aria-describedby"])
    assert [a["href"] for a in notes[1].select("a")] == ["/a.md", "/words.md#term-home-visit"]
    assert soup.select(".guide-words[data-search-exclude]")


def test_a_meaning_may_hold_what_xml_does_not_know() -> None:
    assert "Paper & ink \xa0 too." in page("A dean's letter.").select("[popover]")[0].get_text()


def test_a_page_without_words_gets_nothing() -> None:
    assert not page("Nothing here.").select(".guide-words")


def test_without_a_glossary_nothing_is_marked() -> None:
    assert lexicon(Catalog()) is None
    html = markdown.markdown("A visit.", extensions=[WordsExtension(None)])
    assert html == "<p>A visit.</p>"


def test_in_a_real_build(tmp_path: Path) -> None:
    root = buildable(tmp_path)
    write(root, TERMS, TEXT)
    write(root, "docs/words.md", PAGE)
    deep = PAGE.replace("The words.", "Deep.").replace("# Words", "# Deep").split("{{")[0]
    write(root, "docs/in/deep.md", f"{deep}Long letters.\n")
    result = run(root, "mkdocs", "build", "--strict", "--site-dir", "site")
    assert result.returncode == 0, result.stderr
    soup = BeautifulSoup((root / "site/in/deep/index.html").read_bytes(), "html5lib")
    assert [words(tag) for tag in soup.select(".guide-word")] == ["visit", "Long letters"]
    assert [tag["href"] for tag in soup.select("[popover] a")] == [
        "../../words/#term-visit",
        "../../#small-guide",
        "../../words/#term-letter",
    ]
    assert not BeautifulSoup((root / "site/words/index.html").read_bytes(), "html5lib").select(
        ".guide-word"
    )
    index = json.loads((root / "site/search/search_index.json").read_text())
    texts = {doc["location"]: doc["text"] for doc in index["docs"]}
    assert "A day there." in texts["words/#term-visit"]
    assert all("A day there." not in text for place, text in texts.items() if "words" not in place)
    synonyms = json.loads((root / "site/components/core/synonyms.json").read_text())
    assert synonyms == {"vst": "visit"}


# What people type


def test_synonyms_join_the_spellings_of_the_glossary() -> None:
    words = Terms.model_validate(
        {"title": "W", "summary": "W.", "reviewed": "2026-11-22", "terms": LEXICON_TERMS}
    )
    typed = Synonyms(synonyms=(Synonym(asked=("no reply", "vst"), means="follow up"),))
    assert expansions({"search": typed}, {"words": words}) == {
        "no reply": "follow up",
        "stay": "visit",
        "vst": "follow up",
    }


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [("[LOR]", "'LOR' has capital letters: write it in small ones"),
     ("[a, a]", "'a' stands twice: put all that it means into one entry")],
)  # fmt: skip
def test_what_synonyms_are_refused(root: Path, asked: str, sentence: str) -> None:
    file = "docs/data/synonyms/search.yml"
    write(root, file, f"synonyms:\n  - {{asked: {asked}, means: letter}}\n")
    assert problems(root) == [f"{file}:1: the file: {sentence}"]


# The real ones

CATALOG, _ = read_guide(ROOT)
REAL = [term for part in CATALOG.terms.values() for term in part.terms]


def test_there_is_as_much_as_promised() -> None:
    assert len(REAL) >= 60
    assert sum(bool(term.differs) for term in REAL) >= 8
    typed = [
        text for part in CATALOG.synonyms.values() for one in part.synonyms for text in one.asked
    ]
    assert len(typed) >= 30


def test_meanings_are_short() -> None:
    """A meaning stands in a small note: two sentences, and one on how it differs."""
    long = [
        term.id
        for term in REAL
        if len(re.findall(r"[.?!](?=\s+[A-Z\"]|$)", term.means)) > 3 or len(term.means.split()) > 50
    ]
    assert long == []


def test_a_meaning_explains_with_other_words() -> None:
    echo = [term.id for term in REAL if term.means.casefold().startswith(term.term.casefold())]
    assert echo == []
