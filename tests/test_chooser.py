"""The chooser: what its data may say, what a page shows, and that every answer leads somewhere."""

import itertools
from pathlib import Path

import pytest

from macros.choosers import Chooser
from macros.loading import load_catalog

from .projects import ROOT, change, problems, project, write
from .test_rendering import example, show, words

PICK = "docs/data/choosers/pick.yml"
TEXT = """\
title: Which visit?
summary: Two questions.
reviewed: 2026-11-22
tie: The first one wins.
outcomes:
  - {id: day, title: Day, summary: One day., page: /index.md, timeline: visit, checklist: bag}
  - {id: week, title: Week, summary: One week., page: /index.md, timeline: visit, checklist: bag}
  - {id: month, title: Month, summary: A month., page: /index.md, timeline: visit, checklist: bag}
questions:
  - id: free
    text: How long are you free?
    options:
      - id: short
        text: Some days
        speaks_for:
          day: {points: 2, because: It is over in a day.}
        excludes:
          month: You are not free for a month.
      - id: long
        text: The summer
        limits:
          week: Only one.
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = project(tmp_path)
    write(root, PICK, TEXT)
    page = '---\ndescription: A choice.\nreviewed: 2026-11-22\n---\n\n# Pick\n\n{{ chooser("pick") }}\n'
    write(root, "docs/pick.md", page)
    return root


def test_the_small_chooser_is_in_order(root: Path) -> None:
    assert problems(root) == []


REFUSED = {
    "points": (
        "points: 2",
        "points: 4",
        f"{PICK}:16: questions[1].options[1].speaks_for.day.points: Input should be less than or equal to 3: mend the value 4",
    ),
    "unknown kind": (
        "week: Only one.",
        "year: Only one.",
        f"{PICK}:1: the file: the answer free/long names 'year', which is no outcome: use one of day, month, week",
    ),
    "judged twice": (
        "month: You are not free for a month.",
        "day: You are not free.",
        f"{PICK}:1: the file: the answer free/short judges 'day' twice: keep one of `speaks_for`, `speaks_against` and `excludes`",
    ),
    "too much ruled out": (
        "month: You are not free for a month.",
        "month: You are not free for a month.\n          week: Nor for a week.",
        f"{PICK}:1: the file: some answers could leave fewer than two outcomes: let at least 2 outcomes be excluded by no answer at all",
    ),
    "one option": (
        "      - id: long\n        text: The summer\n        limits:\n          week: Only one.\n",
        "",
        f"{PICK}:10: questions[1]: a question with one answer asks nothing: add another option",
    ),
    "no such timeline": (
        "summary: One day., page: /index.md, timeline: visit",
        "summary: One day., page: /index.md, timeline: visti",
        "docs/pick.md:8: chooser(): there is no timeline 'visti': did you mean 'visit'?",
    ),
    "no such page": (
        "summary: One day., page: /index.md",
        "summary: One day., page: /nowhere.md",
        f"{PICK}:6: outcomes[1].page: the page '/nowhere.md' does not exist: write its path from the root of docs/",
    ),
}


@pytest.mark.parametrize(("old", "new", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused(root: Path, old: str, new: str, sentence: str) -> None:
    change(root, PICK, old, new)
    assert sentence in problems(root)


def test_a_chooser_that_no_page_shows_is_refused(root: Path) -> None:
    change(root, "docs/pick.md", '{{ chooser("pick") }}', "Nothing.")
    assert problems(root) == [
        f"{PICK}:1: the file: no page shows this chooser as a whole: "
        'write {{ chooser("pick") }} on a page'
    ]


def test_questions_are_promised(root: Path) -> None:
    chooser = load_catalog(root).choosers["pick"]
    assert list(chooser.promised_ids()) == ["free"]
    change(
        root,
        PICK,
        "title: Which visit?",
        "title: Which visit?\nretired: [{id: gone, on: 2026-11-22, reason: Nobody read it.}]",
    )
    assert list(load_catalog(root).choosers["pick"].former_ids()) == ["gone"]


def test_a_page_shows_every_answer_with_its_reasons() -> None:
    soup = show(example("chooser", "two-questions"))
    rows = [words(row) for row in soup.select("tr[data-answer]")]
    assert rows == [
        "A few days One day. It is over in a day. One month. You are not free for a month.",
        "The whole summer One month. You have the time. One week. A week fits easily. One day. You could do more.",
        "A first look One day. A day shows you the place: see the page .",
        "Work of my own One month. Work takes time. One week. A week is enough for one small task only. One day. A day is too short for work.",
    ]
    assert len(soup.select("fieldset legend")) == 2
    assert len(soup.select("label input[type=radio]")) == 4


def test_reasons_and_points_are_data_for_the_browser() -> None:
    soup = show(example("chooser", "two-questions"))
    found = [
        (tag["data-kind"], tag["data-means"], tag.get("data-points"))
        for tag in soup.select('[data-answer="example-chooser/wish/work"] [data-kind]')
    ]
    assert found == [("month", "for", "1"), ("week", "limit", None), ("day", "against", "2")]


def oracle(chooser: Chooser, answers: dict[str, str]) -> list[str]:
    """Score in another way than the page: every kind by itself, then a stable sort."""
    order = [outcome.id for outcome in chooser.outcomes]
    points, out = dict.fromkeys(order, 0), set()
    for question in chooser.questions:
        for option in question.options:
            if answers.get(question.id) != option.id:
                continue
            for kind, verdict in (option.speaks_for or {}).items():
                points[kind] += verdict.points
            for kind, verdict in (option.speaks_against or {}).items():
                points[kind] -= verdict.points
            out |= set(option.excludes or {})
    return sorted((kind for kind in order if kind not in out), key=lambda kind: -points[kind])[:2]


def every_answer(chooser: Chooser) -> itertools.product:
    return itertools.product(*[[o.id for o in q.options] for q in chooser.questions])


def test_every_combination_of_the_real_answers_gives_two_kinds() -> None:
    chooser = load_catalog(ROOT).choosers["type"]
    assert 6 <= len(chooser.questions) <= 9
    assert len(chooser.outcomes) == 7
    ids = [question.id for question in chooser.questions]
    winners = set()
    for combination in every_answer(chooser):
        best = oracle(chooser, dict(zip(ids, combination, strict=True)))
        assert len(set(best)) == 2
        winners.add(best[0])
    assert winners == {outcome.id for outcome in chooser.outcomes}, "a kind that nobody gets"


def test_every_real_answer_says_something() -> None:
    for question in load_catalog(ROOT).choosers["type"].questions:
        for option in question.options:
            assert option.speaks_for, f"{question.id}/{option.id}"


def test_the_rule_for_ties_names_the_order_of_the_kinds() -> None:
    chooser = load_catalog(ROOT).choosers["type"]
    places = [chooser.tie.find(outcome.title.lower()) for outcome in chooser.outcomes]
    assert -1 not in places
    assert places == sorted(places)
