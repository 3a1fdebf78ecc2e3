"""Lengths of time: read as written, compared by what they can mean in any calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.durations import Duration

WRITTEN = {
    "P12W": Duration(weeks=12),
    "P3M": Duration(months=3),
    "P1Y6M": Duration(years=1, months=6),
    "P1Y2M3W4D": Duration(1, 2, 3, 4),
    "P10D": Duration(days=10),
    "P0D": Duration(),
}


@pytest.mark.parametrize(("text", "duration"), WRITTEN.items())
def test_reads_and_writes(text: str, duration: Duration) -> None:
    assert Duration.parse(text) == duration
    assert str(duration) == text


@pytest.mark.parametrize(
    "text",
    [
        *[
            "",
            "P",
            "12W",
            "P12",
            "p12w",
            "PW",
            "P-1W",
            "P1.5M",
            "PT5H",
            "P1DT5H",
            "P1W1Y",
            "P1000W",
        ],
        " P1W",
        "P1W\n",
    ],
)
def test_refuses_what_is_no_length(text: str) -> None:
    with pytest.raises(ValueError, match="is not a length of time"):
        Duration.parse(text)


DAYS = {
    "P0D": (0, 0),
    "P2W": (14, 14),
    "P1M": (28, 31),
    "P2M": (59, 62),
    "P3M": (89, 92),
    "P1Y": (365, 366),
    "P1M1W": (35, 38),
}


@pytest.mark.parametrize(("text", "bounds"), DAYS.items())
def test_spans_as_many_days_as_calendars_have(text: str, bounds: tuple[int, int]) -> None:
    duration = Duration.parse(text)
    assert (duration.least_days, duration.most_days) == bounds
    assert bounds[0] <= duration.usual_days <= bounds[1]


lengths = st.builds(
    Duration, st.integers(0, 9), st.integers(0, 99), st.integers(0, 99), st.integers(0, 999)
)


@given(lengths)
def test_writes_what_it_reads(duration: Duration) -> None:
    assert Duration.parse(str(duration)) == duration


@given(lengths, st.dates(date(2001, 1, 1), date(2080, 12, 28)))
def test_no_calendar_position_leaves_the_bounds(duration: Duration, start: date) -> None:
    """Count from the first of a month, where no day is clamped to the month's end."""
    start = start.replace(day=1)
    months = start.year * 12 + start.month - 1 + duration.years * 12 + duration.months
    end = date(months // 12, months % 12 + 1, 1) + timedelta(days=duration.exact_days)
    assert duration.least_days <= (end - start).days <= duration.most_days
