"""Banks of interview questions: what their data may say, and what a page shows."""

from pathlib import Path

import pytest

from macros.loading import load_catalog

from .projects import ROOT, change, problems, project, write
from .test_rendering import example, show, words

TALK = "docs/data/questions/talk.yml"
TEXT = """\
title: A talk
summary: Two questions.
reviewed: 2026-11-22
questions:
  - {id: why, text: Why?, looks_for: A reason., trap: None of your own., sources: [rule]}
  - {id: when, text: When?, looks_for: A date., trap: No date.}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = project(tmp_path)
    write(root, TALK, TEXT)
    page = '---\ndescription: A talk.\nreviewed: 2026-11-22\n---\n\n# Talk\n\n{{ practice("talk") }}\n\n{{ sources() }}\n'
    write(root, "docs/talk.md", page)
    return root


def test_the_small_bank_is_in_order(root: Path) -> None:
    assert problems(root) == []


REFUSED = {
    "no trap": (
        ", trap: No date.",
        "",
        f"{TALK}:6: questions[2].trap: it is missing: add it",
    ),
    "twice": (
        "id: when",
        "id: why",
        f"{TALK}:1: the file: the question 'why' stands twice: give each its own id",
    ),
    "source": (
        "[rule]",
        "[ruel]",
        f"{TALK}:5: questions[1].sources[1]: there is no source 'ruel': did you mean 'rule'?",
    ),
    "unknown key": (
        "trap: No date.",
        "trip: No date.",
        f"{TALK}:6: questions[2].trip: the key 'trip' is unknown: did you mean 'trap'?",
    ),
}


@pytest.mark.parametrize(("old", "new", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused(root: Path, old: str, new: str, sentence: str) -> None:
    change(root, TALK, old, new)
    assert sentence in problems(root)


def test_a_bank_that_no_page_shows_is_named_by_its_macro(root: Path) -> None:
    change(root, "docs/talk.md", '{{ practice("talk") }}\n\n{{ sources() }}', "Nothing.")
    assert problems(root) == [
        f"{TALK}:1: the file: no page shows this practice as a whole: "
        'write {{ practice("talk") }} on a page'
    ]


def test_cards_have_hints_that_are_closed() -> None:
    soup = show(example("practice", "plain"))
    cards = soup.select("[data-card]")
    assert [card["data-card"] for card in cards] == [
        f"example-bank/{id}" for id in ("why", "when", "where", "who", "what")
    ]
    assert cards[0]["data-was"] == "example-bank/reason"
    assert not soup.select("details[open]")
    hint = words(cards[0].find("details"))
    for part in ("What it looks for.", "The trap.", "How contributors write questions", "Source:"):
        assert part in hint


def test_each_hint_is_named_after_its_question() -> None:
    names = [words(tag) for tag in show(example("practice", "plain")).select("summary")]
    assert len(set(names)) == len(names)
    assert names[1] == "Hint : When can you come?"


def test_the_real_banks_are_large_enough() -> None:
    banks = load_catalog(ROOT).questions
    assert len(banks) == 5
    assert sum(len(bank.questions) for bank in banks.values()) >= 40
    assert all(len(bank.questions) >= 8 for bank in banks.values())


def test_no_real_question_stands_twice() -> None:
    texts = [q.text for bank in load_catalog(ROOT).questions.values() for q in bank.questions]
    assert len(set(texts)) == len(texts)
