"""What the guide says about time, counts and readers."""

from datetime import date
from typing import Any

import pytest

from macros import wording
from macros.durations import Duration
from macros.models import Audience, Milestone


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 items"), (1, "1 item"), (2, "2 items"), (21, "21 items")]
)
def test_count(number: int, said: str) -> None:
    assert wording.count(number, "item") == said


@pytest.mark.parametrize(
    ("words", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), ("abc", "a, b and c")]
)
def test_listing(words: list[str], said: str) -> None:
    assert wording.listing(list(words)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("P12W", "12 weeks"),
        ("P1W", "1 week"),
        ("P1Y6M", "1 year and 6 months"),
        ("P1Y2M3W4D", "1 year, 2 months, 3 weeks and 4 days"),
        ("P0D", "0 days"),
    ],
)
def test_length(text: str, said: str) -> None:
    assert wording.length(Duration.parse(text)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [("2026", "2026"), ("2026-11", "November 2026"), ("2026-02-03", "3 February 2026")],
)
def test_partial_day(text: str, said: str) -> None:
    assert wording.partial_day(text) == said


def test_day() -> None:
    assert wording.day(date(2026, 11, 1)) == "1 November 2026"


@pytest.mark.parametrize(
    ("side", "said"),
    [
        ({"before": "P12W"}, "12 weeks before the first day"),
        ({"before": "P0D"}, "on the first day"),
        ({"after": "P0D"}, "on the first day"),
        ({"after": "P2D"}, "2 days after the first day"),
    ],
)
def test_due(side: dict[str, str], said: str) -> None:
    assert wording.due(_milestone(**side), "the first day") == said


def test_conditions() -> None:
    gaps = [{"after": "a", "at_least": "P1W", "at_most": "P3W"}, {"after": "b", "at_most": "P1D"}]
    limits = {"takes": "P1W", "not_before": "P6M", "valid_for": "P1Y", "gaps": gaps}
    milestone = _milestone(before="P3M", **limits)
    assert wording.conditions(milestone, {"a": 1, "b": 2}, "the day") == [
        "Takes 1 week.",
        "Not earlier than 6 months before the day.",
        "The result stays valid for 1 year.",
        "At least 1 week and at most 3 weeks after step 1.",
        "At most 1 day after step 2.",
    ]


def test_no_conditions() -> None:
    assert wording.conditions(_milestone(before="P3M"), {}, "the day") == []


@pytest.mark.parametrize(
    ("audiences", "said"),
    [
        (None, ""),
        ((Audience.PREMED,), "For pre-med students"),
        ((Audience.STUDENT, Audience.GRADUATE), "For medical students and graduates"),
        ((Audience.INTERNATIONAL,), "For international readers"),
        ((Audience.GRADUATE, Audience.INTERNATIONAL), "For international graduates"),
    ],
)
def test_concerns(audiences: tuple[Audience, ...] | None, said: str) -> None:
    assert wording.concerns(audiences) == said


def _milestone(**fields: Any) -> Milestone:
    return Milestone.model_validate({"id": "step", "text": "Do it.", **fields})
