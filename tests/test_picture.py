"""Pictures: what their data may say, and that what is drawn is what the data say."""

from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from macros.catalog import Catalog, Refusal
from macros.components import Context, render_call
from macros.components.picture import choose, view
from macros.durations import Duration
from macros.loading import read_guide
from macros.models import Milestone
from macros.slots import fill
from macros.wording import months_between

from .projects import ROOT, change, problems, project, write
from .test_rendering import example, show, words

FILE = "docs/data/pictures/year-at-a-glance.yml"
TEXT = """\
title: A year
summary: One timeline.
reviewed: 2026-11-22
labels: {before: Before, year: After}
lanes:
  - timeline: visit
    label: A visit
    month: 3
    windows:
      - {label: Ask, first: ask, last: test}
      - {label: There, lasts: P2W}
description: [All of it in words.]
sources: [rule]
"""
PAGE = """\
---
description: A picture.
reviewed: 2026-11-22
for: [student]
next: /index.md
---

# Picture

{{ picture("year-at-a-glance") }}

{{ sources() }}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = project(tmp_path)
    write(root, FILE, TEXT)
    write(root, "docs/picture.md", PAGE)
    return root


def test_the_small_picture_is_in_order(root: Path) -> None:
    assert problems(root) == []


REFUSED = {
    "half a window": (
        ", last: test",
        "",
        f"{FILE}:10: lanes[1].windows[1]: a window is either between two milestones or from the "
        "first day on: give `first` and `last`, or `lasts` alone",
    ),
    "both kinds of window": (
        "last: test",
        "last: test, lasts: P1W",
        f"{FILE}:10: lanes[1].windows[1]: a window is either between two milestones or from the "
        "first day on: give `first` and `last`, or `lasts` alone",
    ),
    "no month": (
        "month: 3",
        "month: 13",
        f"{FILE}:8: lanes[1].month: Input should be less than or equal to 12: mend the value 13",
    ),
    "step": (
        "first: ask",
        "first: aks",
        "docs/picture.md:10: picture(): the timeline 'visit' has no step 'aks': did you mean 'ask' or 'thank'?",
    ),
    "timeline": (
        "timeline: visit",
        "timeline: visits",
        "docs/picture.md:10: picture(): there is no timeline 'visits': did you mean 'visit'?",
    ),
    "label": (
        "before: Before, ",
        "",
        "docs/picture.md:10: picture(): a label of the picture 'year-at-a-glance' is missing "
        "('dict object' has no attribute 'before'): add it under `labels`",
    ),
    "source": (
        "[rule]",
        "[ruel]",
        f"{FILE}:13: sources[1]: there is no source 'ruel': did you mean 'rule'?",
    ),
}


@pytest.mark.parametrize(("old", "new", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused(root: Path, old: str, new: str, sentence: str) -> None:
    change(root, FILE, old, new)
    assert sentence in problems(root)


def test_a_picture_needs_somebody_who_draws_it(root: Path) -> None:
    (root / FILE).rename(root / FILE.replace("year-at-a-glance", "dream"))
    change(root, "docs/picture.md", "year-at-a-glance", "dream")
    assert problems(root) == [
        "docs/picture.md:10: picture(): nothing draws 'dream': "
        "write overrides/components/picture/dream.html"
    ]


def test_months_are_computed_from_the_timeline() -> None:
    """Three months and one of work before 1 February are 1 October; the rail begins there."""
    one = example("picture", "months")
    rail = view(choose(Context(one.catalog), "year-at-a-glance")).rail
    assert rail
    assert rail.months == ("October", "November", "December", "January", "February")
    assert rail.before == 3
    (lane,) = rail.lanes
    assert [(bar.label, round(bar.start, 2), round(bar.length, 2)) for bar in lane.bars] == [
        ("Ask", 0, 3),
        ("There", 4, 1),
    ]
    assert [bar.months for bar in lane.bars] == [
        "October to December of the year before",
        "February",
    ]


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (0, 0, "January"),
        (4, 6, "May to July"),
        (-3, -1, "October to December of the year before"),
        (-1, -1, "December of the year before"),
        (-2, 1, "November of the year before to February"),
    ],
)
def test_months_in_words(first: int, last: int, said: str) -> None:
    assert months_between(first, last) == said


def test_the_bars_stand_where_the_months_are() -> None:
    soup = show(example("picture", "months"))
    bars = {bar["data-bar"]: bar for bar in soup.select("[data-bar]")}
    rules = [
        float(tag["d"].split()[1].split("H")[0]) for tag in soup.select(".guide-drawing__rule")
    ]
    assert float(bars["Ask"]["y"]) == pytest.approx(rules[0], abs=0.2)
    assert float(bars["There"]["y"]) == pytest.approx(rules[4], abs=0.2)
    assert float(bars["Ask"]["height"]) == pytest.approx(3 * (rules[1] - rules[0]), abs=0.2)


# The real ones

CATALOG, _ = read_guide(ROOT)
every_picture = pytest.mark.parametrize("id", CATALOG.pictures)


def drawn(id: str) -> BeautifulSoup:
    html = fill(render_call("picture", Context(CATALOG, "picture.md"), id))
    return BeautifulSoup(html, "html5lib")


def test_there_are_as_many_as_promised() -> None:
    assert {"who-may-touch", "which-visa-question", "year-at-a-glance"} <= CATALOG.pictures.keys()


@every_picture
def test_every_label_is_drawn(id: str) -> None:
    said = " ".join(words(tag) for tag in drawn(id).select("svg text")).replace("- ", "-")
    picture = CATALOG.pictures[id]
    labels = [*picture.labels.values(), *(lane.label for lane in picture.lanes or ())]
    assert [label for label in labels if label not in said] == []


@every_picture
def test_a_picture_has_a_name_and_words(id: str) -> None:
    soup = drawn(id)
    (svg,) = soup.select("svg")
    assert svg["role"] == "img"
    assert words(soup.find(id=svg["aria-labelledby"])) == CATALOG.pictures[id].title
    assert "stands in words" in words(soup.find(id=svg["aria-describedby"]))
    assert len(words(soup.select_one(".guide-picture__words")).split()) > 40
    assert not svg.select("[style], style, script, image, use")


def steps(timeline: str) -> dict[str, Milestone]:
    entries = CATALOG.timelines[timeline].entries()
    return {entry.id: entry for _, entry in entries if isinstance(entry, Milestone)}


def test_the_year_agrees_with_the_timelines() -> None:
    """Each bar begins and ends within a day of what the timeline says, counted anew."""
    picture = CATALOG.pictures["year-at-a-glance"]
    rail = view(choose(Context(CATALOG), "year-at-a-glance")).rail
    assert rail
    month = Duration(months=1).usual_days
    for lane, drawing in zip(picture.lanes or (), rail.lanes, strict=True):
        known = steps(lane.timeline)
        for window, bar in zip(lane.windows, drawing.bars, strict=True):
            if window.lasts:
                days = [0.0, window.lasts.usual_days]
            else:
                first, last = known[str(window.first)], known[str(window.last)]
                takes = first.takes.usual_days if first.takes else 0
                days = [first.usual_offset - takes, last.usual_offset]
            start, end = ((lane.month - 1 + rail.before) * month + day for day in days)
            assert bar.start * month == pytest.approx(start, abs=1), (lane.timeline, window.label)
            assert (bar.start + bar.length) * month == pytest.approx(end, abs=1)


def test_the_bars_of_a_lane_do_not_overlap_and_hold_their_label() -> None:
    rail = view(choose(Context(CATALOG), "year-at-a-glance")).rail
    assert rail
    for lane in rail.lanes:
        ends = [(bar.start, bar.start + bar.length) for bar in lane.bars]
        assert all(a[1] <= b[0] + 0.01 for a, b in pairwise(ends)), lane.label
        assert all(bar.length > 0.8 for bar in lane.bars), lane.label


def test_the_visa_picture_says_what_the_page_says() -> None:
    """The page and the picture are of one mind on each status: who changes one must change both."""
    picture = CATALOG.pictures["which-visa-question"]
    table = (ROOT / "docs" / "usa" / "visa.md").read_text(encoding="utf-8")
    rows = {
        line.split("|")[1].strip(): line for line in table.splitlines() if line.startswith("| ")
    }
    for row, label, status in (
        ("Elective clerkship", "touch-answer", "B-1, or WB with a visa-waiver passport"),
        ("Unpaid research", "research-answer", "J-1"),
        ("Hands-on externship", "end-answer", "No visitor route that we found"),
        ("Residency", "residency-answer", "J-1 sponsored by ECFMG (Intealth)"),
    ):
        assert status in rows[row], row
        assert status in picture.labels[label], label


def test_an_unknown_picture_is_refused() -> None:
    with pytest.raises(Refusal, match="there is no picture 'who-may-tuch'"):
        choose(Context(Catalog(pictures=CATALOG.pictures)), "who-may-tuch")
