"""The ideas that the guide promises: each is on a page, in its form, at a place that is there."""

from pathlib import Path

import pytest

from macros.completeness import check_completeness
from macros.components import Context, render_call
from macros.coverage import SHOWN
from macros.loading import load_catalog, read_guide
from macros.slots import fill

from .projects import ROOT, problems, project, write

IDEAS = """\
groups:
  - id: basics
    title: The basics
    ideas:
      - {id: first, form: FORM, what: The first idea}
"""
HEAD = """\
---
description: Two.
reviewed: 2026-11-22
for: [student]
next: /index.md
covers: {first: the-place}
---

# Two

## The place

"""


def guide(folder: Path, form: str = "prose", body: str = "Text.") -> Path:
    root = project(folder)
    write(root, "docs/data/coverage.yml", IDEAS.replace("FORM", form))
    write(root, "docs/find/two.md", f"{HEAD}{body}\n")
    return root


def incomplete(root: Path) -> list[str]:
    catalog, found = read_guide(root)
    assert found == []
    return sorted(map(str, check_completeness(catalog, root)))


MET = {
    "prose": "Text.",
    "checklist": '{{ checklist("bag", section="papers") }}\n\n{{ sources() }}',
    "timeline": '{{ timeline("visit", phase="day") }}',
    "table": "| a | b |\n|---|---|\n| 1 | 2 |",
    "worksheet": "See [the budget](../tools/budget.md).",
    "template": "!!! example\n\n    Dear Dr Okafor, ...",
    "faq": "See [the questions](../faq.md).",
}


@pytest.mark.parametrize(("form", "body"), MET.items(), ids=MET)
def test_idea_is_covered_in_its_form(tmp_path: Path, form: str, body: str) -> None:
    assert incomplete(guide(tmp_path, form, body)) == []


@pytest.mark.parametrize("form", SHOWN)
def test_idea_in_another_form_is_refused(tmp_path: Path, form: str) -> None:
    code = "```\n| a | b |\n|---|---|\n```\n\n`!!! example` [x](../about/faq.md)"
    assert incomplete(guide(tmp_path, form, code)) == [
        f"docs/find/two.md:6: the idea 'first': its form is {form}, "
        f"and no page that covers it has one: {SHOWN[form][0]}"
    ]


def test_one_page_in_the_right_form_is_enough(tmp_path: Path) -> None:
    root = guide(tmp_path, "table")
    other = HEAD.replace("Two", "Three") + MET["table"]
    write(root, "docs/find/three.md", f"{other}\n")
    assert incomplete(root) == []


def test_idea_that_no_page_covers_is_refused(tmp_path: Path) -> None:
    root = guide(tmp_path)
    write(root, "docs/find/two.md", HEAD.replace("covers: {first: the-place}\n", "") + "Text.\n")
    assert incomplete(root) == [
        "docs/data/coverage.yml:5: the idea 'first': no page covers it: "
        "name it under `covers` on the page that does (prose)"
    ]


def test_idea_that_guides_get_wrong_needs_a_source(tmp_path: Path) -> None:
    root = guide(tmp_path)
    ideas = IDEAS.replace("FORM", "prose").replace("idea}", "idea, verify: true}")
    write(root, "docs/data/coverage.yml", ideas)
    assert incomplete(root) == [
        "docs/find/two.md:6: the idea 'first': guides often get it wrong, "
        "and no page that covers it cites a source: cite what it rests on"
    ]
    body = 'A claim.{{ cite("rule") }}\n\n{{ sources() }}\n'
    write(root, "docs/find/two.md", HEAD + body)
    assert incomplete(root) == []


def test_unknown_idea_and_vanished_place_are_refused(tmp_path: Path) -> None:
    root = guide(tmp_path)
    text = HEAD.replace("{first: the-place}", "{frist: the-place, first: the-plaice}")
    write(root, "docs/find/two.md", f"{text}Text.\n")
    assert problems(root) == [
        "docs/find/two.md:6: covers.first: the page has no place 'the-plaice': did you mean 'the-place'?",
        "docs/find/two.md:6: covers.frist: there is no idea 'frist': did you mean 'first'?",
    ]


def test_a_place_inside_a_list_counts(tmp_path: Path) -> None:
    root = guide(tmp_path, "checklist")
    text = HEAD.replace("the-place", "bag--badge") + MET["checklist"]
    write(root, "docs/find/two.md", f"{text}\n")
    assert problems(root) == []


def test_list_of_ideas_is_checked(tmp_path: Path) -> None:
    root = guide(tmp_path)
    twice = IDEAS.replace("FORM", "prose") + "      - {id: first, form: song, what: Again}\n"
    write(root, "docs/data/coverage.yml", twice)
    assert problems(root) == [
        "docs/data/coverage.yml:6: groups[1].ideas[2].form: 'song' is not allowed: use one of "
        "'prose', 'checklist', 'timeline', 'worksheet', 'template', 'table' or 'faq'",
        "docs/find/two.md:6: covers.first: there is no idea 'first': there are none yet",
    ]
    write(root, "docs/data/coverage.yml", twice.replace("song", "faq"))
    assert "the id 'first' stands there twice: give each its own id" in problems(root)[0]


def test_table_leads_from_the_idea_to_its_place(tmp_path: Path) -> None:
    catalog = load_catalog(guide(tmp_path))
    html = fill(render_call("coverage", Context(catalog, "contributing/coverage.md")))
    assert '<a href="../../find/two/#the-place">find/two.md#the-place</a>' in html
    assert "1 of 1 ideas are covered." in html


def test_the_guide_covers_every_idea_and_is_easy_to_read() -> None:
    """Everything that `make check` asks of a finished guide holds for this one."""
    assert [str(one) for one in check_completeness(load_catalog(ROOT), ROOT)] == []


def test_the_guide_has_its_ideas() -> None:
    coverage = load_catalog(ROOT).coverage
    assert coverage
    assert len(list(coverage.ideas())) == 103
