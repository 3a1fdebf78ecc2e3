"""Letters: what their files may say, how they stand on a page, and the real ones."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from macros.catalog import Refusal
from macros.components import Context, render_call
from macros.components import letter as component
from macros.letters import count_words
from macros.loading import load_catalog

from .projects import INDEX, ROOT, change, problems, project, write
from .test_rendering import example, show, words

NOTE = "docs/data/letters/note.yml"
TEXT = """\
title: A note
summary: Says thanks.
reviewed: 2026-11-22
sources: [rule]
length: {from: 8, to: 20, why: So that it is read.}
subject: {text: "Thanks for [[what]]", note: Why it stands here.}
blanks:
  - {id: what, label: What you thank for, example: the day}
  - {id: name, label: Your name, example: Sam Hill, shared: true}
  - {id: phone, label: Phone, example: +00 000, required: false}
paragraphs:
  - {id: thanks, text: "Thank you for [[what]], I learned much.", note: One thing., sources: [rule]}
  - id: more
    text: You were kind.
    note: Only if it is true.
    optional: true
  - id: close
    text: |-
      [[name]]
      [[phone]]
    note: Who writes.
retired:
  - {id: fax, on: 2026-11-22, reason: Nobody has one.}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = project(tmp_path)
    write(root, NOTE, TEXT)
    change(root, INDEX, "{{ sources() }}", '{{ letter("note") }}\n\n{{ sources() }}')
    return root


def test_a_letter_in_order_is_accepted(root: Path) -> None:
    assert problems(root) == []


REFUSED = [
    (
        "the day",
        "the day and a great many other things that make the letter far too long to be read",
        "5: length: filled in with its examples the letter has 31 words, not 8 to 20: "
        "change the length, the text or the examples",
    ),
    (
        "for [[what]], I",
        "for [[whit]], I",
        "12: paragraphs[1].text: there is no blank 'whit' in this letter: did you mean 'what'?",
    ),
    (
        "      [[phone]]\n",
        "",
        "10: blanks[3].id: no text has the blank 'phone': write [[phone]] where it belongs",
    ),
    (
        "Thanks for [[what]]",
        "Thanks for [[phone]]",
        "6: subject.text: the blank 'phone' is long, or need not be filled in: "
        "use a short and required one in the subject",
    ),
    (
        "  - id: more",
        "  - id: what",
        "13: paragraphs[2].id: the id 'what' stands twice in this letter: give each its own id",
    ),
    (
        "  - id: more",
        "  - id: fax",
        "13: paragraphs[2].id: the id 'fax' is retired: "
        "choose a new id: a retired one is never used again",
    ),
    (
        "[[what]], I",
        "[[What you do]], I",
        "12: paragraphs[1].text: the id 'What you do' is not in kebab-case: "
        "use small letters, digits and single hyphens, as in 'order-transcript'",
    ),
    (
        "You were kind.",
        "You were [kind].",
        "14: paragraphs[2].text: Markdown ('[') is not allowed here: write plain words",
    ),
    (
        "You were kind.",
        '""',
        "14: paragraphs[2].text: the text is empty: write it, or delete the whole entry",
    ),
    (
        "      [[name]]\n",
        "      [[name]]\n\n",
        "18: paragraphs[3].text: the text has an empty line: start a new paragraph there",
    ),
    (
        "sources: [rule]\n",
        "sources: [rile]\n",
        "4: sources[1]: there is no source 'rile': did you mean 'rule'?",
    ),
    (
        "One thing., sources: [rule]",
        "One thing., sources: [rile]",
        "12: paragraphs[1].sources[1]: there is no source 'rile': did you mean 'rule'?",
    ),
    (
        "example: Sam Hill, ",
        "",
        "9: blanks[2].example: it is missing: add it",
    ),
]


@pytest.mark.parametrize(("old", "new", "sentence"), REFUSED, ids=[one[2][:40] for one in REFUSED])
def test_a_letter_out_of_order_is_refused(root: Path, old: str, new: str, sentence: str) -> None:
    change(root, NOTE, old, new)
    assert problems(root) == [f"{NOTE}:{sentence}"]


def test_a_published_blank_may_not_vanish(root: Path) -> None:
    write(root, "docs/data/ids.txt", "note/what\nnote/gone\nnote/fax\n")
    assert [line.split(": ")[2] for line in problems(root)] == [
        "the published id 'gone' of 'note' is gone, and readers' ticks with it"
    ]
    change(root, NOTE, "{id: what,", "{id: what, was: [gone],")
    assert problems(root) == []


def test_an_unknown_letter_is_refused() -> None:
    catalog = load_catalog(ROOT)
    with pytest.raises(Refusal, match=r"there is no letter 'accept-offers'.*accept-offer"):
        render_call("letter", Context(catalog, "index.md"), "accept-offers")


WORDS = {"": 0, "a - b": 2, "don't": 1, "x,y": 1, "سلام دنیا": 2, "- one\n- two": 2, "+00 000": 2}


@pytest.mark.parametrize(("text", "number"), WORDS.items())
def test_words_are_counted(text: str, number: int) -> None:
    assert count_words(text) == number


def test_gaps_stand_in_words() -> None:
    soup = show(example("letter", "every-field"))
    gaps = [words(tag) for tag in soup.select(".guide-letter__gap")]
    assert gaps == [
        "[place you want to visit]",
        "[name of the person]",
        "[place you want to visit]",
        "[your reason]",
        "[what you can bring]",
        "[your name]",
        "[phone number, if you wish]",
    ]


def test_every_gap_has_one_field_beside_its_first_firm_part() -> None:
    soup = show(example("letter", "every-field"))
    homes = {
        part["data-part"]: [tag["data-blank"] for tag in part.select("[data-blank]")]
        for part in soup.select("[data-part]")
    }
    assert homes == {
        "subject": ["place"],
        "greeting": ["person"],
        "question": ["reason"],
        "bring": ["offer"],
        "close": ["example-name", "example-phone"],
    }


def test_what_the_browser_needs_is_data() -> None:
    soup = show(example("letter", "every-field"))
    found = {
        tag["data-blank"]: {
            key: tag[key] for key in tag.attrs if key not in {"class", "data-blank"}
        }
        for tag in soup.select("[data-blank]")
    }
    assert found["person"] == {
        "data-key": "example-letter/person",
        "data-was": "example-letter/doctor",
    }
    assert found["reason"] == {"data-key": "example-letter/reason", "data-long": ""}
    assert found["example-phone"] == {
        "data-key": "me/example-phone",
        "data-free": "",
        "data-shared": "",
        "data-autofill": "tel",
    }
    root = soup.select("[data-letter]")[0]
    assert (root["data-least"], root["data-most"]) == ("20", "40")


def test_without_a_script_there_is_the_text_the_reasons_and_an_example() -> None:
    text = words(show(example("letter", "every-field")))
    assert "Subject: May I visit [place you want to visit] ?" in text
    assert "The right name comes first." in text
    assert "You may leave this out. Only if it is true." in text
    assert "For example: Dr Marsh" in text
    assert "20 to 40 words. So that it fits on a small screen. Contributors" in text
    assert "May I visit the eye clinic for a day? My reason: I have never seen one." in text
    assert not show(example("letter", "every-field")).select("input, textarea, button")


def test_sources_are_cited_in_their_order() -> None:
    one = example("letter", "every-field")
    choice = component.choose(Context(one.catalog, "page.md"), "example-letter")
    assert component.cited(choice) == ["example-advice"] * 3


# The real letters.
CATALOG = load_catalog(ROOT)
LETTERS = CATALOG.letters


def test_there_are_the_letters_that_were_promised() -> None:
    assert LETTERS.keys() >= {
        "cold-email-researcher",
        "cold-email-clinician",
        "follow-up-email",
        "letter-request",
        "referee-packet",
        "thank-you-interview",
        "thank-you-supervisor",
        "accept-offer",
        "decline-offer",
        "defer-offer",
        "ask-mentor",
        "close-mentorship",
    }


def test_every_letter_stands_on_one_page_among_the_tools() -> None:
    shown = [
        (str(call.arguments["id"]), path)
        for path, page in CATALOG.pages.items()
        for call in page.calls
        if call.macro == "letter"
    ]
    assert sorted(id for id, _ in shown) == sorted(LETTERS)
    assert {path.rsplit("/", 1)[0] for _, path in shown} == {"tools/letters"}


def test_a_shared_blank_is_the_same_everywhere() -> None:
    kinds: dict[str, set[object]] = {}
    for letter in LETTERS.values():
        for blank in letter.blanks:
            if blank.shared:
                said = (blank.label, blank.long, blank.required, blank.autofill)
                kinds.setdefault(blank.id, set()).add(said)
            else:
                assert not blank.id.startswith("your-name"), "a name is asked for once"
    assert kinds
    assert {id: said for id, said in kinds.items() if len(said) > 1} == {}


def every_text() -> Iterator[tuple[str, str]]:
    for id, letter in LETTERS.items():
        yield from ((id, text) for _, text in letter.texts())
        yield from ((id, part.note) for part in letter.paragraphs)


def test_letters_keep_to_the_house_style() -> None:
    hype = re.compile(r"passionate|prestigious|world-class|esteemed|honou?red to|thrilled", re.I)
    assert [(id, text) for id, text in every_text() if hype.search(text)] == []


def test_what_is_not_sourced_says_that_it_is_our_own() -> None:
    for id, letter in LETTERS.items():
        assert letter.length.sources or letter.length.why.startswith("Our own estimate"), id
