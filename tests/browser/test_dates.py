"""Dates in browsers of four time zones, against an oracle that shares nothing with the guide."""

import calendar
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from .guide import SETTING

ZONES = ["Asia/Karachi", "America/New_York", "Pacific/Auckland", "Europe/London"]
EPOCH = date(1970, 1, 1)
MOVE = "([day, by, sign]) => dates.isoDay(dates.move(dates.parseDay(day), by, sign))"
BATCH = settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.data_too_large, HealthCheck.too_slow],
)


@pytest.fixture(scope="module", params=ZONES)
def zone(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def dates(browser: Browser, address: str, zone: str) -> Iterator[Page]:
    """Open a page of the zone with the date functions of the published site in `window.dates`."""
    context = browser.new_context(base_url=address, **{**SETTING, "timezone_id": zone})
    page = context.new_page()
    page.goto("assets/mark.svg")
    page.evaluate("async () => { window.dates = await import('/components/core/dates.mjs') }")
    yield page
    context.close()


def number(day: date) -> int:
    return (day - EPOCH).days


def shift(day: date, years: int, months: int, weeks: int, days: int, sign: int) -> date:
    """Move a date: months first, a missing day of the month becomes its last one, then the days."""
    year, month = divmod(day.year * 12 + day.month - 1 + sign * (years * 12 + months), 12)
    last = calendar.monthrange(year, month + 1)[1]
    moved = date(year, month + 1, min(day.day, last))
    return moved + sign * timedelta(weeks=weeks, days=days)


def duration(years: int, months: int, weeks: int, days: int) -> str:
    parts = [(years, "Y"), (months, "M"), (weeks, "W"), (days, "D")]
    return "P" + ("".join(f"{n}{unit}" for n, unit in parts if n) or "0D")


ANCHORS = st.dates(date(1950, 1, 1), date(2099, 12, 31))
OFFSETS = st.tuples(
    st.integers(0, 20), st.integers(0, 40), st.integers(0, 120), st.integers(0, 800)
)
CASES = st.lists(st.tuples(ANCHORS, OFFSETS, st.sampled_from([-1, 1])), min_size=200, max_size=300)


@BATCH
@given(cases=CASES)
def test_move(dates: Page, cases: list[tuple[date, tuple[int, int, int, int], int]]) -> None:
    asked = [[str(day), duration(*offset), sign] for day, offset, sign in cases]
    given = dates.evaluate(
        f"all => all.map({MOVE})",
        asked,
    )
    wanted = [str(shift(day, *offset, sign)) for day, offset, sign in cases]
    assert list(zip(asked, given, strict=True)) == list(zip(asked, wanted, strict=True))


@BATCH
@given(days=st.lists(st.dates(date(1900, 1, 1), date(2999, 12, 31)), min_size=200, max_size=300))
def test_read_write_and_weekday(dates: Page, days: list[date]) -> None:
    given = dates.evaluate(
        """all => all.map(text => {
          const day = dates.parseDay(text)
          const shown = dates.show(day, { ...dates.LONG, weekday: "long" })
          const others = [day, dates.monday(day), dates.monthStart(day)].map(dates.isoDay)
          return [day, ...others, shown]
        })""",
        [str(day) for day in days],
    )
    for day, (n, text, monday, month, shown) in zip(days, given, strict=True):
        assert n == number(day)
        assert text == str(day)
        assert monday == str(day - timedelta(days=day.weekday()))
        assert month == str(day.replace(day=1))
        assert shown.replace(",", "") == f"{day:%A} {day.day} {day:%B} {day.year}"


def test_every_month_end_and_leap_day(dates: Page) -> None:
    """Move each of the last days of each month of leap and other years by 1 to 24 months."""
    cases = [
        (date(year, month, day), (0, months, 0, 0), sign)
        for year in (1999, 2000, 2026, 2027, 2028, 2096)
        for month in range(1, 13)
        for day in range(28, calendar.monthrange(year, month)[1] + 1)
        for months in (1, 2, 11, 12, 24)
        for sign in (-1, 1)
    ]
    given = dates.evaluate(
        f"all => all.map({MOVE})",
        [[str(day), duration(*offset), sign] for day, offset, sign in cases],
    )
    assert given == [str(shift(day, *offset, sign)) for day, offset, sign in cases]


@pytest.mark.parametrize(
    ("day", "by", "sign", "expected"),
    [
        ("2027-03-31", "P1M", -1, "2027-02-28"),
        ("2028-03-31", "P1M", -1, "2028-02-29"),
        ("2028-02-29", "P1Y", 1, "2029-02-28"),
        ("2028-02-29", "P4Y", 1, "2032-02-29"),
        ("2096-02-29", "P4Y", 1, "2100-02-28"),
        ("2027-01-31", "P1M1D", 1, "2027-03-01"),
        ("2027-12-31", "P2M", 1, "2028-02-29"),
        ("2027-03-01", "P0D", -1, "2027-03-01"),
    ],
)
def test_month_end_rule(dates: Page, day: str, by: str, sign: int, expected: str) -> None:
    """The rule in figures that a reader can check, for the oracle is ours too."""
    assert dates.evaluate(MOVE, [day, by, sign]) == expected


def test_each_day_follows_the_one_before(dates: Page) -> None:
    """Walk through six years a day at a time, over every change of the clock."""
    gaps = dates.evaluate(
        """() => {
          const wrong = []
          for (let day = dates.parseDay("2024-01-01"), n = 0; n < 2200; n++, day++) {
            const noon = new Date(2024, 0, 1 + n, 12)
            const parts = [noon.getFullYear(), noon.getMonth() + 1, noon.getDate()]
            const own = parts.map(part => String(part).padStart(2, "0")).join("-")
            const next = dates.move(day, "P1D", 1)
            const right = dates.isoDay(day) === own && dates.today(noon) === day
            if (!right || next !== day + 1) wrong.push(own)
          }
          return wrong
        }"""
    )
    assert gaps == []


def _instants(zone: str) -> list[int]:
    """Give instants in milliseconds: around each local midnight of two years, and at random."""
    first = datetime(2026, 1, 1, tzinfo=ZoneInfo(zone))
    midnights = [first + timedelta(days=n) for n in range(730)]
    near = [m.timestamp() + d for m in midnights for d in (-3600, -1, 0, 1, 3600)]
    generator = random.Random(zone)
    anywhere = [generator.uniform(0, 4_000_000_000) for _ in range(2000)]
    return [int(second * 1000) for second in near + anywhere]


def test_today_is_the_reader_s_own(dates: Page, zone: str) -> None:
    instants = _instants(zone)
    given = dates.evaluate("all => all.map(ms => dates.today(new Date(ms)))", instants)
    own = [
        number(datetime.fromtimestamp(ms / 1000, UTC).astimezone(ZoneInfo(zone)).date())
        for ms in instants
    ]
    assert given == own


@pytest.mark.parametrize("before_midnight", [True, False])
def test_today_by_the_clock(dates: Page, zone: str, before_midnight: bool) -> None:
    """Ask the browser's own clock, a minute before and after a local midnight."""
    midnight = datetime(2027, 3, 1, tzinfo=ZoneInfo(zone))
    dates.clock.set_fixed_time(midnight + timedelta(minutes=-1 if before_midnight else 1))
    today = dates.evaluate("dates.isoDay(dates.today())")
    assert today == ("2027-02-28" if before_midnight else "2027-03-01")


NO_DATES = [
    "2027-02-29", "2100-02-29", "2027-04-31", "2027-13-01", "2027-00-10", "2027-01-00", "2027-1-1",
    "27-01-01", "1899-12-31", "0002-01-01", "2027-01-01T00:00", " 2027-01-01", "2027-01-01\n",
    "+02027-01-01", "99999-01-01", "tomorrow", "", None, 20270101, True, [], {}, ["2027-01-01"],
]  # fmt: skip


def test_dates_that_do_not_exist_are_refused(dates: Page) -> None:
    given = dates.evaluate("all => all.map(one => dates.parseDay(one) === undefined)", NO_DATES)
    assert dict(zip(map(repr, NO_DATES), given, strict=True)) == dict.fromkeys(
        map(repr, NO_DATES), True
    )
    assert dates.evaluate("dates.parseDay(undefined) === undefined")


@BATCH
@given(
    parts=st.lists(
        st.tuples(st.integers(1900, 2999), st.integers(0, 15), st.integers(0, 35)),
        min_size=300,
        max_size=300,
    )
)
def test_a_text_is_a_date_only_when_it_is_one(
    dates: Page, parts: list[tuple[int, int, int]]
) -> None:
    texts = [f"{year}-{month:02}-{day:02}" for year, month, day in parts]
    given = dates.evaluate("all => all.map(text => dates.parseDay(text) ?? null)", texts)
    assert given == [_day_or_none(*part) for part in parts]


def _day_or_none(year: int, month: int, day: int) -> int | None:
    try:
        return number(date(year, month, day))
    except ValueError:
        return None


@pytest.mark.parametrize("text", ["", "P", "PT1H", "1D", "P1.5M", "P-1D", "P1D1M", "p1d", "P1S"])
def test_lengths_that_mean_nothing_are_refused(dates: Page, text: str) -> None:
    refused = """text => {
      try { dates.parseDuration(text) } catch (error) { return error instanceof RangeError }
      return false
    }"""
    assert dates.evaluate(refused, text)
