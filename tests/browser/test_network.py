"""The scheduler against an oracle that shares nothing with it, in browsers of five time zones."""

import calendar
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from macros.catalog import Catalog
from macros.loading import load_catalog
from macros.models import Milestone
from tests import oracle
from tests.oracle import DAY, EPOCH, Gap, Impossible, Step

from ..serving import ROOT
from .guide import SETTING

ZONES = ["Pacific/Auckland", "Asia/Karachi", "Africa/Cairo", "Europe/London", "America/New_York"]
NETWORKS, BATCHES = 80, 125
MOST_STEPS = 6
BYTES = 6 + 13 * MOST_STEPS

# What the page does with a batch of networks. Text in and out is much faster than objects.
RUN = """text => JSON.stringify(JSON.parse(text).map(({ steps, today, anchor }) => {
  try {
    const results = [...network.schedule(steps, today)]
    return [results, network.shortfall(steps, today), network.firstFit(steps, today, anchor)]
  } catch (error) {
    return error instanceof RangeError ? "impossible" : `${error}`
  }
}), (_, value) => value === Infinity ? null : value)"""


@pytest.fixture(scope="module")
def pages(browser: Browser, address: str) -> Iterator[list[Page]]:
    """Open the published scheduler in five time zones."""
    contexts = [
        browser.new_context(base_url=address, **{**SETTING, "timezone_id": zone}) for zone in ZONES
    ]
    pages = [context.new_page() for context in contexts]
    for page in pages:
        page.goto("assets/mark.svg")
        page.evaluate(
            """async () => {
              window.network = await import('/components/core/network.mjs')
              window.timeline = await import('/components/core/schedule.mjs')
            }"""
        )
    yield pages
    for context in contexts:
        context.close()


# Networks, each decoded from bytes.

LENGTHS = [
    *(f"P{days}D" for days in (*range(36), 45, 60, 89, 90, 91, 100, 180, 365)),
    *(f"P{weeks}W" for weeks in range(1, 27)),
    *(f"P{months}M" for months in range(1, 19)),
    *("P1Y", "P2Y", "P1Y6M", "P1M1W", "P1M15D", "P2M10D", "P1Y2M3W4D", "P3M1D", "P1M30D"),
]
SHORT = [length for length in LENGTHS if max(oracle.split(length)) <= 40]
NOTABLE = [
    date(year, month, day)
    for year in range(2023, 2033)
    for month in range(1, 13)
    for day in (1, *range(28, calendar.monthrange(year, month)[1] + 1))
]


class Decoder:
    """Read choices from bytes."""

    def __init__(self, data: bytes) -> None:
        self.data = iter(data)

    def number(self) -> int:
        return next(self.data)

    def day(self) -> date:
        number = self.number() * 256 + self.number()
        return (
            NOTABLE[number % len(NOTABLE)] if number % 3 else date(2024, 1, 1) + number // 20 * DAY
        )

    def length(self, likely: int, of: list[str] = LENGTHS) -> str | None:
        number = self.number()
        return of[number % len(of)] if number < likely else None


Network = tuple[list[Step], date, date]


def decode(data: bytes) -> Network:
    decoder = Decoder(data)
    anchor = decoder.day()
    today = anchor + timedelta(days=100 - 4 * decoder.number())
    other = anchor - timedelta(days=decoder.number())
    count = 1 + decoder.number() % MOST_STEPS
    kind = decoder.number()
    ids = [f"step-{n}" for n in range(count)]
    steps = [decode_step(decoder, ids, n, [anchor, other]) for n in range(count)]
    return [plainer(step, kind) for step in steps], today, anchor


def plainer(step: Step, kind: int) -> Step:
    """Leave something out of most networks, so that many fit, or would with another anchor."""
    if kind & 1:
        step = replace(step, deadline=None, appointment=None)
    if kind & 2:
        step = replace(step, state="open", finished=None)
    if kind & 4:
        step = replace(step, not_before=None, valid_for=None)
    return step


def decode_step(decoder: Decoder, ids: list[str], n: int, anchors: list[date]) -> Step:
    state, shape = decoder.number(), decoder.number()
    anchor = [anchors[0], anchors[0], anchors[1], None][shape % 4]
    due = LENGTHS[decoder.number() % len(LENGTHS)]
    before = shape // 4 % 4 > 0
    step = Step(
        ids[n],
        "open" if state < 170 else "done" if state < 236 else "skipped",
        anchor=anchor,
        before=due if before else None,
        after=None if before else due,
        takes=decoder.length(110, SHORT),
        not_before=decoder.length(70),
        valid_for=decoder.length(70),
    )
    partner, least, most = decoder.number(), decoder.length(170, SHORT), decoder.length(110, SHORT)
    if least and most and least != most and _least(most) < _least(least):
        least, most = most, least
    gaps = (Gap(_other(ids, n, partner), least, most),) if (least or most) and partner < 170 else ()
    needed, hard, moved, finished = (decoder.number() for _ in range(4))
    # A short gap and a need often contradict each other, which takes long to find out.
    needs = (_other(ids, n, needed),) if needed < (5 if gaps and most else 90) else ()
    day = anchors[0] - timedelta(days=moved * 2 - 60)
    return replace(
        step,
        gaps=tuple(gap for gap in gaps if gap.after != ids[n]),
        needs=tuple(id for id in needs if id != ids[n]),
        deadline=day if 200 <= hard < 230 else None,
        appointment=day if hard >= 230 else None,
        finished=None if finished > 235 else anchors[0] - timedelta(days=finished * 2 - 20),
    )


def _least(length: str) -> int:
    months, days = oracle.split(length)
    return months * 28 + days


def _other(ids: list[str], n: int, number: int) -> str:
    """Choose another step: nearly always one above, so that few networks go in a circle."""
    return ids[number % len(ids)] if number % 64 == 63 else ids[number % max(1, n)]


class Batch(list[Network]):
    """Stay short in the report of a failure, which names the one network that failed."""

    def __repr__(self) -> str:
        return f"{len(self)} networks"


@st.composite
def batches(draw: st.DrawFn) -> Batch:
    one = st.binary(min_size=BYTES, max_size=BYTES)
    return Batch(decode(data) for data in draw(st.lists(one, min_size=NETWORKS, max_size=NETWORKS)))


PROOF = settings(
    max_examples=BATCHES,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[
        HealthCheck.data_too_large,
        HealthCheck.too_slow,
        HealthCheck.large_base_example,
    ],
)


def number(day: date | None) -> int | None:
    return None if day is None else (day - EPOCH).days


def written(network: Network) -> dict[str, Any]:
    """Write a network as the page reads it: days as numbers, what is not there left out."""
    steps, today, anchor = network
    return {
        "steps": [_written(step) for step in steps],
        "today": number(today),
        "anchor": number(anchor),
    }


def _written(step: Step) -> dict[str, Any]:
    hard = step.appointment or step.deadline
    fields = {
        "id": step.id,
        "state": step.state,
        "finished": number(step.finished) if step.state == "done" else None,
        "anchor": number(step.anchor),
        "before": step.before,
        "after": step.after,
        "takes": step.takes,
        "notBefore": step.not_before,
        "validFor": step.valid_for,
        "gaps": [
            _without_nothing({"after": gap.after, "atLeast": gap.at_least, "atMost": gap.at_most})
            for gap in step.gaps
        ],
        "needs": list(step.needs),
        "hard": hard
        and {"day": number(hard), "kind": "appointment" if step.appointment else "deadline"},
    }
    return _without_nothing(fields)


def _without_nothing(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def solved(network: Network) -> Any:
    """Give what the page must give, by the oracle."""
    steps, today, _ = network
    try:
        results = oracle.schedule(steps, today)
    except Impossible:
        return "impossible"
    late = [-one["slack"] for one in results.values() if one["slack"] is not None]
    faults = [fault for one in results.values() for fault in one["broken"]]
    expired = [fault["days"] for fault in faults if fault["rule"] == "expires"]
    return [
        [[id, _without_nothing(_numbered(one))] for id, one in results.items()],
        max([0, *late, *expired]),
    ]


def _numbered(result: dict[str, Any]) -> dict[str, Any]:
    return {
        name: number(value) if isinstance(value, date) else value for name, value in result.items()
    }


def ask(pages: list[Page], networks: list[Network]) -> list[Any]:
    """Let pages schedule networks, and see that all of them say the same."""
    asked = json.dumps([written(one) for one in networks])
    text, *others = (page.evaluate(RUN, asked) for page in pages)
    for zone, other in zip(ZONES[1:], others, strict=False):
        assert other == text, f"{zone} differs from {ZONES[0]}"
    answers = json.loads(text)
    for answer in answers:
        if isinstance(answer, list):
            answer[0] = [[id, _without_nothing(one)] for id, one in answer[0]]
    return answers


def fit_fault(network: Network, answer: int | None, *, thoroughly: bool) -> str:
    """Say what is wrong with the first anchor day that fits."""
    day = None if answer is None else EPOCH + answer * DAY
    if not thoroughly:
        return oracle.first_fit_fault(*network, day)
    wanted = oracle.first_fit(*network)
    return "" if wanted == day else f"{wanted} is the first that fits"


@PROOF
@given(batch=batches())
def test_ten_thousand_networks_equal_the_oracle(pages: list[Page], batch: list[Network]) -> None:
    """Compare dates, slack, windows and what is broken, by how much; and in each zone the same.

    One network in twenty is tried with every anchor day of five years, the others with a dozen.
    """
    for n, (network, answer) in enumerate(zip(batch, ask(pages, batch), strict=True)):
        wanted = solved(network)
        assert answer[:2] == wanted[:2], network
        if wanted != "impossible":
            assert not fit_fault(network, answer[2], thoroughly=n % 20 == 0), (network, answer)


SAID = {
    "needs": {"needs", "unmet"},
    "gap-short": {"gap-short", "unmet"},
    "gap-long": {"gap-long", "unmet"},
}


def silent(network: Network, results: dict[str, dict[str, Any]], which: str) -> list[str]:
    """Name the rules that a plan breaks at its earliest, or latest, days without a word."""
    steps = [step for step in network[0] if step.state != "skipped"]
    days = {
        id: oracle.NEVER if one.get(which) is None else EPOCH + timedelta(days=one[which])
        for id, one in results.items()
    }
    done = {step.id for step in steps if step.state == "done"}
    unknown = {step.id for step in steps if step.id in done and step.finished is None}
    return [
        f"{rule.name} of {rule.owner}"
        for rule in oracle.rules_of(steps, network[1])
        if not rule.kept(days)
        # What was done asks the earliest day of what is still open.
        and not (which == "latestFinish" and rule.owner in done)
        and not _is_said(rule, steps, results, unknown)
    ]


def _is_said(
    rule: oracle.Rule, steps: list[Step], results: dict[str, dict[str, Any]], unknown: set[str]
) -> bool:
    concerned = {rule.owner, rule.early, rule.late} - {None}
    if next(step for step in steps if step.id == rule.owner).state == "open":
        return any(results[id].get("slack", 1) < 0 for id in concerned)
    if concerned & unknown:
        return True  # nobody knows when it was done
    rules = {fault["rule"] for fault in results[rule.owner]["broken"]}
    return bool(rules & SAID.get(rule.name, {rule.name}))


@settings(PROOF, max_examples=20)
@given(batch=batches())
def test_no_plan_breaks_a_rule_without_saying_so(pages: list[Page], batch: list[Network]) -> None:
    for network, answer in zip(batch, ask(pages[:1], batch), strict=True):
        if answer == "impossible":
            continue
        results = dict(answer[0])
        assert not silent(network, results, "earliestFinish"), network
        assert not silent(network, results, "latestFinish"), network
        if answer[1] == 0:
            slack = [one.get("slack", 1) for one in results.values()]
            assert min(slack, default=0) >= 0, network


# Cases that a reader can check with a calendar. 2027 is no leap year, 2028 is one.


def given(page: Page, steps: list[Step], today: str, anchor: str = "2027-03-01") -> Any:
    """Schedule steps; gives results by id with days as dates, the shortfall and the first fit."""
    network = (steps, date.fromisoformat(today), date.fromisoformat(anchor))
    (answer,) = ask([page], [network])
    if answer == "impossible":
        return answer
    results, shortfall, fit = answer
    return {id: _dated(one) for id, one in results}, shortfall, fit and str(EPOCH + fit * DAY)


def _dated(result: dict[str, Any]) -> dict[str, Any]:
    plain = {"slack", "broken"}
    return {
        name: value if name in plain else str(EPOCH + value * DAY) for name, value in result.items()
    }


ANCHOR = date(2027, 3, 1)


def step(id: str = "visa", **fields: Any) -> Step:
    return Step(id, **{"anchor": ANCHOR, **fields})


def test_backward_from_the_anchor_and_forward_from_today(pages: list[Page]) -> None:
    """Four weeks before 1 March is 1 February; two weeks of work start on 18 January at the latest.

    Begun on 1 January they are done on the 15th: 17 days before 1 February.
    """
    results, shortfall, fit = given(pages[0], [step(before="P4W", takes="P2W")], "2027-01-01")
    assert results["visa"] == {
        "due": "2027-02-01",
        "earliestStart": "2027-01-01",
        "earliestFinish": "2027-01-15",
        "latestStart": "2027-01-18",
        "latestFinish": "2027-02-01",
        "slack": 17,
        "broken": [],
    }
    assert (shortfall, fit) == (0, "2027-03-01")


@pytest.mark.parametrize(
    ("anchor", "due"),
    [("2027-03-31", "2027-02-28"), ("2028-03-31", "2028-02-29"), ("2028-03-30", "2028-02-29")],
)
def test_due_a_month_before_a_month_s_end(pages: list[Page], anchor: str, due: str) -> None:
    one = step(anchor=date.fromisoformat(anchor), before="P1M")
    assert given(pages[0], [one], "2026-06-01")[0]["visa"]["due"] == due


def test_work_of_a_month_begun_on_the_31st(pages: list[Page]) -> None:
    """A month back from 28 February is 28 January: too early. From 1 March it is 1 February."""
    results, *_ = given(pages[0], [step(before="P0D", takes="P1M")], "2027-01-31")
    assert results["visa"]["earliestFinish"] == "2027-03-01"
    assert results["visa"]["earliestStart"] == "2027-02-01"


def test_not_before_and_valid_for(pages: list[Page]) -> None:
    """Three months before 1 March it may begin; two weeks before, what is valid so long is done."""
    window = step("test", before="P1W", not_before="P3M", takes="P3D")
    short = step("swab", before="P1W", valid_for="P2W")
    results, *_ = given(pages[0], [window, short], "2026-06-01")
    assert results["test"]["opens"] == results["test"]["earliestStart"] == "2026-12-01"
    assert results["test"]["earliestFinish"] == "2026-12-04"
    assert results["swab"]["earliestFinish"] == "2027-02-15"
    assert results["swab"]["slack"] == 7  # until 22 February


def test_a_gap_pulls_the_first_and_pushes_the_second(pages: list[Page]) -> None:
    """The second test is one to three weeks after the first, and its appointment is on 10 February.

    So the first is on 20 January at the earliest and on 3 February at the latest.
    """
    gap = Gap("first", at_least="P1W", at_most="P3W")
    steps = [
        step("first", before="P2W"),
        step("second", before="P1W", gaps=(gap,), appointment=date(2027, 2, 10)),
    ]
    results, *_ = given(pages[0], steps, "2026-12-01")
    assert results["first"]["earliestFinish"] == "2027-01-20"
    assert results["first"]["latestFinish"] == "2027-02-03"
    assert results["second"]["due"] == results["second"]["earliestFinish"] == "2027-02-10"
    assert results["second"]["slack"] == 0


def test_a_need_and_a_deadline(pages: list[Page]) -> None:
    """The letter needs the names, then four weeks; its deadline, 1 February, replaces the 15th.

    The names are known on 4 January at the latest. On 11 January that is seven days too late,
    and the letter is done on 8 February, seven days too late as well.
    """
    letter = step("letter", before="P2W", takes="P4W", needs=("names",), deadline=date(2027, 2, 1))
    results, shortfall, fit = given(pages[0], [step("names", before="P1W"), letter], "2027-01-11")
    assert results["names"]["latestFinish"] == "2027-01-04"
    assert (results["names"]["slack"], results["letter"]["slack"]) == (-7, -7)
    assert results["letter"]["earliestFinish"] == "2027-02-08"
    assert (shortfall, fit) == (7, None)  # no later first day moves a deadline


def test_a_late_start_and_the_first_day_that_fits(pages: list[Page]) -> None:
    """Four weeks of work, due on 4 January: begun on the 1st, done 25 days late, on the 29th."""
    results, shortfall, fit = given(pages[0], [step(before="P8W", takes="P4W")], "2027-01-01")
    assert results["visa"]["latestStart"] == "2026-12-07"  # passed already: nothing is squeezed
    assert (results["visa"]["slack"], shortfall) == (-25, 25)
    assert fit == "2027-03-26"


def test_a_late_start_in_months(pages: list[Page]) -> None:
    """Three months before 1 March is 1 December. Done on 31 December, it fits from 31 March on."""
    _, shortfall, fit = given(pages[0], [step(before="P3M")], "2026-12-31")
    assert (shortfall, fit) == (30, "2027-03-31")


WEEKS = (Gap("first", "P1W", "P3W"),)
DONE = [
    ({"finished": date(2026, 11, 30), "not_before": "P3M"}, [("too-early", 1)]),
    ({"finished": date(2026, 8, 25), "valid_for": "P6M"}, [("expires", 4)]),
    ({"finished": date(2026, 9, 1), "valid_for": "P6M"}, []),
    ({"finished": date(2027, 2, 25)}, [("late", 3)]),
    ({"finished": date(2027, 2, 25), "deadline": date(2027, 2, 25)}, []),
    ({"finished": date(2027, 2, 8), "appointment": date(2027, 2, 10)}, [("off-day", 2)]),
    ({"finished": date(2027, 1, 6), "gaps": WEEKS}, [("gap-short", 2, "first")]),
    ({"finished": date(2027, 1, 8), "gaps": WEEKS}, []),
    ({"finished": date(2027, 1, 24), "gaps": WEEKS}, [("gap-long", 2, "first")]),
    ({"finished": date(2027, 1, 3), "takes": "P3D", "needs": ("first",)}, [("needs", 1, "first")]),
    ({"finished": date(2027, 1, 30), "needs": ("open",)}, [("unmet", 2, "open")]),
    ({"finished": None, "gaps": (Gap("first", "P9W"),)}, []),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "broken"), DONE)
def test_what_was_done_on_a_day_that_breaks_a_rule(
    pages: list[Page], fields: dict[str, Any], broken: list[tuple[Any, ...]]
) -> None:
    """The other step was done on 1 January, one is still open, and today is 1 February."""
    others = [
        step("first", state="done", finished=date(2027, 1, 1), before="P8W"),
        step("open", before="P1W"),
    ]
    one = step("done", state="done", before="P1W", **fields)
    results, shortfall, _ = given(pages[0], [*others, one], "2027-02-01")
    found = [
        (one["rule"], one["days"], *filter(None, [one.get("with")]))
        for one in results["done"]["broken"]
    ]
    assert found == broken
    assert shortfall == max([0, *(one[1] for one in broken if one[0] == "expires")])


def test_a_result_of_an_unknown_day_has_no_last_day(pages: list[Page]) -> None:
    one = step(state="done", finished=None, before="P1W", valid_for="P6M")
    assert "expires" not in given(pages[0], [one], "2027-02-01")[0]["visa"]


def test_a_gap_of_30_days_and_of_at_most_a_month(pages: list[Page]) -> None:
    """February is too short for it: the first is done on 1 March, and the second on the 31st."""
    second = step("second", after="P9W", gaps=(Gap("first", "P30D", "P1M"),))
    results, *_ = given(pages[0], [step("first", after="P1W"), second], "2027-02-01")
    assert results["first"]["earliestFinish"] == "2027-03-01"
    assert results["second"]["earliestFinish"] == "2027-03-31"


def test_gaps_that_fit_few_months_wait_for_them(pages: list[Page]) -> None:
    """Twice a month in at most 59 days: after February that is 30 January to 29 March 2028."""
    steps = [
        step("a", after="P9Y"),
        step("b", after="P9Y", gaps=(Gap("a", "P1M"),)),
        step("c", after="P9Y", gaps=(Gap("b", "P1M"), Gap("a", None, "P59D"))),
    ]
    results, *_ = given(pages[0], steps, "2027-03-01")
    days = [results[id]["earliestFinish"] for id in "abc"]
    assert days == ["2028-01-30", "2028-02-29", "2028-03-29"]


@pytest.mark.parametrize(
    "steps",
    [
        [step("a", takes="P1D", needs=("b",)), step("b", takes="P1D", needs=("a",))],
        [step("a"), step("b", gaps=(Gap("a", "P2W"), Gap("a", None, "P1W")))],
    ],
)
def test_steps_that_no_days_satisfy_are_refused(pages: list[Page], steps: list[Step]) -> None:
    assert given(pages[0], steps, "2027-02-01") == "impossible"


def test_skipped_steps_and_steps_without_a_date(pages: list[Page]) -> None:
    steps = [
        step("skipped", state="skipped", before="P1D", takes="P9W"),
        step("free", anchor=None, takes="P1W", needs=("skipped",)),
    ]
    results, shortfall, _ = given(pages[0], steps, "2027-02-20")
    assert list(results) == ["free"]
    assert "slack" not in results["free"]  # endless
    assert shortfall == 0


def test_a_long_plan_is_scheduled_in_an_instant(pages: list[Page]) -> None:
    """500 steps that wait for each other, too late to fit: far below what a reader would notice."""
    milliseconds = pages[0].evaluate(
        """() => {
          const steps = Array.from({ length: 500 }, (_, n) => ({
            id: `s${n}`, state: "open", anchor: 21000,
            before: `P${500 - n}D`, takes: n % 20 ? "P10D" : "P1M",
            notBefore: n % 3 ? undefined : "P2Y",
            gaps: n > 9 ? [{ after: `s${n - 7}`, atLeast: "P1D" }] : [],
            needs: n > 60 && n % 2 ? [`s${n - 60}`] : [],
          }))
          const start = performance.now()
          network.schedule(steps, 20650)
          if (network.firstFit(steps, 20650, 21000) === undefined) throw Error("there is one")
          return performance.now() - start
        }"""
    )
    assert milliseconds < 400  # about 15 on a quiet machine; trying each day took seconds


# The plain timeline pages have a smaller scheduler of their own.

AGREE = """([steps, anchors]) => anchors.flatMap(anchor => {
  const dated = steps.map(step => ({ ...step, anchor }))
  const results = network.schedule(dated, anchor - 9 * 366)
  return dated.flatMap(step => {
    const { due, start, opens } = timeline.place(step, anchor)
    const { latestStart, latestFinish, opens: opened } = results.get(step.id)
    const same = due === latestFinish && (start ?? due) === latestStart && opens === opened
    return same ? [] : [[step.id, anchor, due, latestFinish, start, latestStart, opens, opened]]
  })
})"""
TIMELINES = sorted(path.stem for path in (ROOT / "docs/data/timelines").glob("*.yml"))


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog(ROOT)


@pytest.mark.parametrize("id", TIMELINES)
def test_timeline_pages_agree_with_the_network(
    pages: list[Page], catalog: Catalog, id: str
) -> None:
    """Due, latest start and opening day of every step, for each first day of four years."""
    milestones = [one for _, one in catalog.timelines[id].entries() if isinstance(one, Milestone)]
    steps = [_written(_milestone(one)) for one in milestones]
    anchors = [number(date(2026, 1, 1)) + n for n in range(4 * 366)]
    assert pages[0].evaluate(AGREE, [steps, anchors]) == []


def _milestone(one: Milestone) -> Step:
    text = {
        name: str(length)
        for name in ("before", "after", "takes", "not_before", "valid_for")
        if (length := getattr(one, name))
    }
    gaps = tuple(
        Gap(gap.after, gap.at_least and str(gap.at_least), gap.at_most and str(gap.at_most))
        for gap in one.gaps or ()
    )
    return Step(one.id, **text, gaps=gaps, needs=tuple(one.needs or ()))
