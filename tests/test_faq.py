"""Groups of questions: what their data may say, and what a page shows."""

from pathlib import Path

import pytest

from macros.components import Context
from macros.components.faq import anchors, choose
from macros.ledger import write_ledger
from macros.loading import load_catalog, read_guide

from .projects import ROOT, change, problems, project, write
from .test_rendering import example, show, words

ASKED = "docs/data/faqs/asked.yml"
TEXT = """\
title: Asked
summary: Two questions.
reviewed: 2026-11-22
questions:
  - {id: why, question: Why?, answer: ["Because of [this](/index.md)."], sources: [rule]}
  - {id: when, question: When?, answer: [Soon., Or later.], more: [{text: When, link: /index.md}]}
"""
PAGE = """\
---
description: Questions.
reviewed: 2026-11-22
for: [student]
next: /index.md
---

# Questions

{{ faq("asked") }}

{{ sources() }}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = project(tmp_path)
    write(root, ASKED, TEXT)
    write(root, "docs/questions.md", PAGE)
    return root


def test_the_small_group_is_in_order(root: Path) -> None:
    assert problems(root) == []


REFUSED = {
    "no question": (
        "Why?",
        "Why.",
        f"{ASKED}:5: questions[1].question: 'Why.' is no question: end it with a question mark",
    ),
    "Markdown in a question": (
        "Why?",
        "'**Why**?'",
        f"{ASKED}:5: questions[1].question: Markdown ('*') is not allowed here: write plain words",
    ),
    "no answer": (
        "[Soon., Or later.]",
        "[]",
        f"{ASKED}:6: questions[2].answer: the list is empty: add an entry, or delete the key",
    ),
    "twice": (
        "id: when",
        "id: why",
        f"{ASKED}:1: the file: the question 'why' stands twice: give each its own id",
    ),
    "source": (
        "[rule]",
        "[ruel]",
        f"{ASKED}:5: questions[1].sources[1]: there is no source 'ruel': did you mean 'rule'?",
    ),
    "link in an answer": (
        "(/index.md)",
        "(/indx.md)",
        f"{ASKED}:5: questions[1].answer: the page '/indx.md' does not exist: "
        "write its path from the root of docs/",
    ),
    "link to more": (
        "link: /index.md",
        "link: /index.md#nowhere",
        f"{ASKED}:6: questions[2].more[1].link: the page 'index.md' has no place 'nowhere': "
        "the known names are ",
    ),
}


@pytest.mark.parametrize(("old", "new", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused(root: Path, old: str, new: str, sentence: str) -> None:
    change(root, ASKED, old, new)
    assert any(problem.startswith(sentence) for problem in problems(root)), problems(root)


def test_a_group_that_no_page_shows(root: Path) -> None:
    change(root, "docs/questions.md", '{{ faq("asked") }}\n\n{{ sources() }}', "None.")
    assert problems(root) == [
        f"{ASKED}:1: the file: no page shows this faq as a whole: "
        'write {{ faq("asked") }} on a page'
    ]


def test_the_page_lists_the_sources_of_the_answers(root: Path) -> None:
    change(root, "docs/questions.md", "\n{{ sources() }}\n", "")
    assert any("it cites sources but does not list them" in problem for problem in problems(root))


def test_the_id_of_a_question_is_a_promise(root: Path) -> None:
    write_ledger(root, load_catalog(root))
    change(root, ASKED, "id: why", "id: reason")
    assert "the published id 'why' of 'asked' is gone" in problems(root)[0]
    change(root, ASKED, "id: reason", "id: reason, was: [why]")
    assert problems(root) == []
    assert "asked--why" in anchors(choose(Context(load_catalog(root), "questions.md"), "asked"))


def test_answers_are_closed_and_each_has_its_place() -> None:
    soup = show(example("faq", "plain"))
    assert len(soup.select("details")) == 2
    assert not soup.select("details[open]")
    assert [words(tag) for tag in soup.select("summary > h4")] == ['Why is "this" here?', "When?"]
    # A browser opens by itself what holds the place of a link, but not for a link to its summary.
    answer = soup.select("details")[0].select_one(":scope > #example-faq--why")
    assert answer
    assert answer.select_one("#example-faq--reason")
    assert [words(tag) for tag in answer.select("p")] == [
        "To show what an answer can hold: see the page .",
        "And that it can have two paragraphs.",
        "More: How to contribute · An example",
        "Source: Contributors",
    ]


def test_every_place_is_foreseen() -> None:
    one = example("faq", "plain")
    soup = show(one)
    foreseen = anchors(choose(Context(one.catalog), "example-faq"))
    assert set(foreseen) == {str(tag["id"]) for tag in soup.select("[id]")}


CATALOG, _ = read_guide(ROOT)
REAL = [(id, one) for id, faq in CATALOG.faqs.items() for one in faq.questions]


def test_no_real_question_stands_twice() -> None:
    texts = [question.question for _, question in REAL]
    assert texts
    assert len(set(texts)) == len(texts)


def test_real_answers_are_short() -> None:
    """An answer is read on a phone between two things; the page that it leads to says the rest."""
    long = [
        f"{id}/{one.id}" for id, one in REAL if sum(len(part.split()) for part in one.answer) > 140
    ]
    assert long == []


def test_most_real_answers_lead_further() -> None:
    assert sum(bool(one.more) for _, one in REAL) > len(REAL) * 0.8
