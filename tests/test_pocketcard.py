"""Pocket cards: what their files may say, and what a page shows of them. Paper: test_paper.py."""

from pathlib import Path

import pytest

from macros.components import Context
from macros.components.pocketcard import anchors, choose
from macros.loading import load_catalog

from .projects import ROOT, change, problems, project, write
from .test_rendering import example, show, words

CARD = "docs/data/pocketcards/day.yml"
TEXT = """\
title: One day
summary: Eight pages.
reviewed: 2026-11-22
panels:
  - id: one
    title: One
    lines:
      - {type: step, text: "See [this](/index.md).", sources: [rule]}
      - {type: write, text: Number}
  - {id: two, title: Two, lines: [{text: Words.}]}
  - {id: three, title: Three, lines: [{text: Words.}]}
  - {id: four, title: Four, lines: [{text: Words.}]}
  - {id: five, title: Five, lines: [{text: Words.}]}
  - {id: six, title: Six, lines: [{text: Words.}]}
  - {id: seven, title: Seven, lines: [{text: Words.}]}
  - {id: eight, title: Eight, lines: [{text: Words.}]}
"""
PAGE = """\
---
description: A card.
reviewed: 2026-11-22
for: [student]
next: /index.md
---

# Card

{{ pocketcard("day") }}

{{ sources() }}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = project(tmp_path)
    write(root, CARD, TEXT)
    write(root, "docs/card.md", PAGE)
    return root


def test_the_small_card_is_in_order(root: Path) -> None:
    assert problems(root) == []


REFUSED = {
    "seven pages": (
        "  - {id: eight, title: Eight, lines: [{text: Words.}]}\n",
        "",
        f"{CARD}:1: the file: a card has eight pages, and this one has 7: a sheet folds into "
        "eight: join two, or split one",
    ),
    "twice": (
        "id: eight",
        "id: two",
        f"{CARD}:1: the file: the page 'two' stands twice: give each its own id",
    ),
    "type": (
        "type: write",
        "type: wrote",
        f"{CARD}:9: panels[1].lines[2].type: 'wrote' is not allowed: use one of 'text', 'step', "
        "'tick' or 'write'",
    ),
    "source": (
        "[rule]",
        "[ruel]",
        f"{CARD}:8: panels[1].lines[1].sources[1]: there is no source 'ruel': did you mean 'rule'?",
    ),
    "link": (
        "(/index.md)",
        "(/indx.md)",
        f"{CARD}:8: panels[1].lines[1].text: the page '/indx.md' does not exist: write its path "
        "from the root of docs/",
    ),
    "empty page": (
        "title: Eight, lines: [{text: Words.}]",
        "title: Eight, lines: []",
        f"{CARD}:16: panels[8].lines: the list is empty: add an entry, or delete the key",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_mistake_is_named_with_its_line(root: Path, case: str) -> None:
    before, after, sentence = REFUSED[case]
    change(root, CARD, before, after)
    assert sentence in problems(root)


def test_a_card_on_no_page_is_refused(root: Path) -> None:
    change(root, "docs/card.md", '{{ pocketcard("day") }}', "Nothing.")
    assert any("no page shows this pocketcard" in problem for problem in problems(root))


def test_each_page_shows_its_lines() -> None:
    soup = show(example("pocketcard", "every-type"))
    titles = [words(title) for title in soup.select(".guide-pocketcard__title")]
    assert titles[:4] == ["1. An example", "2. Steps", "3. More steps", "4. Boxes"]
    assert len(titles) == 8
    steps = [words(step) for step in soup.select(".guide-pocketcard__line--step")]
    assert steps == ["1. Wash. Office", "2. Tell.", "3. Write it down.", "1. Begin."]
    assert len(soup.select(".guide-pocketcard__line--tick")) == 1
    assert soup.select_one("a[href='#source--example-rule']")


def test_the_folding_is_told_in_words_beside_each_drawing() -> None:
    soup = show(example("pocketcard", "every-type"))
    steps = soup.select(".guide-pocketcard__folding > li")
    assert len(steps) == 4
    for step in steps:
        drawing = step.select_one("svg")
        assert drawing
        assert drawing["aria-hidden"] == "true"
        assert len(words(step.select_one("span"))) > 40


def test_the_drawn_sheet_has_the_pages_where_the_paper_has_them() -> None:
    """The paper's order is tested in test_paper.py: 5 4 3 2 turned round, above 6 7 8 1."""
    drawing = show(example("pocketcard", "every-type")).select_one(".guide-pocketcard__drawing")
    assert drawing
    assert [words(text) for text in drawing.select("text")] == list("54326781")
    assert ["rotate(180)" in str(text) for text in drawing.select("text")] == [True] * 4 + [
        False
    ] * 4


CATALOG = load_catalog(ROOT)


def test_the_first_day_has_what_it_needs() -> None:
    card = CATALOG.pocketcards["first-day"]
    assert CATALOG.page_of("first-day") == "tools/pocket-card.md"
    text = " ".join(line.text for _, line in card.entries())
    for word in ("Supervisor", "I was trained for this", "Needlestick", "ask on day one", "change"):
        assert word in text + " ".join(panel.title for panel in card.panels)
    for panel in card.panels:
        if panel.id in {"needlestick", "emergency"}:
            assert "ask on day one" in panel.lines[0].text
    during = (ROOT / "docs/during/index.md").read_text(encoding="utf-8")
    assert "](../tools/pocket-card.md)" in during


def test_places_are_foreseen() -> None:
    context = Context(CATALOG, "tools/pocket-card.md")
    assert {"first-day", "first-day--needlestick"} <= set(anchors(choose(context, "first-day")))
