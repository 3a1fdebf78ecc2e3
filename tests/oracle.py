"""Schedule a plan the slow way, to prove overrides/components/core/network.mjs.

It shares nothing with that module: dates are Python's, and no length is ever turned round. Each
rule is a question to the days of a plan, answered yes or no; it knows which step to blame. Days are
put off, or brought forward, until every rule says yes.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

EPOCH = date(1970, 1, 1)
DAY = timedelta(days=1)
PATIENCE = 12 * 366  # longer than months need to come round again
FIVE_YEARS = 5 * 366
NEVER = date(2150, 1, 1)


@dataclass(frozen=True)
class Gap:
    after: str
    at_least: str | None = None
    at_most: str | None = None


@dataclass(frozen=True)
class Step:
    id: str
    state: str = "open"
    finished: date | None = None
    anchor: date | None = None
    before: str | None = None
    after: str | None = None
    takes: str | None = None
    not_before: str | None = None
    valid_for: str | None = None
    gaps: tuple[Gap, ...] = ()
    needs: tuple[str, ...] = ()
    deadline: date | None = None
    appointment: date | None = None

    @property
    def due(self) -> date | None:
        """Give the day it is due by the timeline."""
        if self.anchor is None:
            return None
        return ago(self.anchor, self.before) if self.before else hence(self.anchor, self.after)

    @property
    def last(self) -> date | None:
        """Give the day it must be finished by."""
        return self.appointment or self.deadline or self.due

    @property
    def opens(self) -> date | None:
        return ago(self.anchor, self.not_before) if self.anchor and self.not_before else None


@lru_cache(None)
def split(length: str) -> tuple[int, int]:
    """Give the months and the days of a length."""
    number = {unit: int(count) for count, unit in re.findall(r"(\d+)([YMWD])", length)}
    months = 12 * number.get("Y", 0) + number.get("M", 0)
    return months, 7 * number.get("W", 0) + number.get("D", 0)


@lru_cache(None)
def shift(day: date, length: str, forward: bool) -> date:
    """Count whole months on the calendar's pages, then days."""
    months, days = split(length)
    year, month = day.year, day.month
    for _ in range(months):
        month += 1 if forward else -1
        if month in {0, 13}:
            year, month = (year + 1, 1) if forward else (year - 1, 12)
    page = date(year, month, min(day.day, monthrange(year, month)[1]))
    return page + days * DAY if forward else page - days * DAY


def hence(day: date, length: str | None) -> date:
    return shift(day, length, True) if length else day


def ago(day: date, length: str | None) -> date:
    return shift(day, length, False) if length else day


Days = dict[str, date]  # NEVER stands for no date


@dataclass(frozen=True)
class Rule:
    """Ask one thing of the days. If the answer is no, `early` is too early, or `late` too late."""

    name: str
    kept: Callable[[Days], bool]
    early: str | None
    late: str | None
    owner: str


class Impossible(Exception):
    """Say that no days at all keep the rules between the steps."""


def rules_of(steps: list[Step], today: date) -> list[Rule]:
    """List what is asked of a plan without its skipped steps, whether it can be kept or not."""
    known = {step.id: step for step in steps}
    own = [rule for step in steps for rule in _own_rules(step, today)]
    between = [rule for step in steps for rule in _rules_between(step, known)]
    return own + between


def _own_rules(step: Step, today: date) -> Iterator[Rule]:
    id, takes, anchor = step.id, step.takes, step.anchor

    def lower(name: str, kept: Callable[[date], bool]) -> Rule:
        return Rule(name, lambda days: kept(days[id]), id, None, id)

    if step.state == "open":
        yield lower("today", lambda day: ago(day, takes) >= today)
    if opens := step.opens:
        yield lower("too-early", lambda day: ago(day, takes) >= opens)
    if anchor and step.valid_for:
        yield lower("expires", lambda day: hence(day, step.valid_for) >= anchor)
    if appointment := step.appointment:
        yield lower("off-day", lambda day: day >= appointment)
    if last := step.last:
        name = "off-day" if step.appointment else "late"
        yield Rule(name, lambda days: days[id] <= last, None, id, id)


def _rules_between(step: Step, known: dict[str, Step]) -> Iterator[Rule]:
    id = step.id
    for gap in step.gaps:
        if gap.after in known:
            yield from _gap_rules(id, gap)
    for other in step.needs:
        if other in known:
            yield _need_rule(step, other)


def _gap_rules(id: str, gap: Gap) -> Iterator[Rule]:
    other, least, most = gap.after, gap.at_least, gap.at_most
    if least:
        yield Rule(
            "gap-short",
            lambda days: (
                days[id] == NEVER
                or (days[other] != NEVER and days[id] >= hence(days[other], least))
            ),
            early=id,
            late=other,
            owner=id,
        )
    if most:
        yield Rule(
            "gap-long",
            lambda days: (
                days[other] == NEVER or (days[id] != NEVER and days[id] <= hence(days[other], most))
            ),
            early=other,
            late=id,
            owner=id,
        )


def _need_rule(step: Step, other: str) -> Rule:
    return Rule(
        "needs",
        lambda days: days[step.id] == NEVER or ago(days[step.id], step.takes) >= days[other],
        early=step.id,
        late=other,
        owner=step.id,
    )


class Plan:
    """Find the earliest and the latest days of the steps."""

    def __init__(self, steps: list[Step], today: date) -> None:
        self.steps = [step for step in steps if step.state != "skipped"]
        self.today = today
        self.open = {step.id for step in self.steps if step.state == "open"}
        self.rules = rules_of(self.steps, today)
        # What was done asks nothing of what is still open.
        self.binding = [rule for rule in self.rules if rule.owner in self.open]

    def _start(self, free: Callable[[Step], date]) -> Days:
        fixed = {step.id: step.finished or self.today for step in self.steps}
        return {
            step.id: free(step) if step.id in self.open else fixed[step.id] for step in self.steps
        }

    def earliest(self, start: Days | None = None) -> Days:
        """Put off whatever is too early, from today or from days known to be early enough."""
        days = start or self._start(lambda _: self.today)
        return self._settle(days, [(rule, rule.early) for rule in self.binding], 1)

    def latest(self) -> Days:
        """Bring forward whatever is too late; what has no date stays without."""
        days = self._start(lambda step: step.last or NEVER)
        return self._settle(days, [(rule, rule.late) for rule in self.binding], -1)

    def _settle(self, days: Days, blame: list[tuple[Rule, str | None]], way: int) -> Days:
        mending = [(rule, id) for rule, id in blame if id in self.open]
        limit = PATIENCE + sum(31 * months + more for months, more in self._lengths())
        dated = [day.toordinal() for day in days.values() if day != NEVER] or [0]
        anchors = [step.anchor.toordinal() for step in self.steps if step.anchor]
        ends = [*dated, *anchors]
        edge = date.fromordinal(max(1, max(ends) + limit if way > 0 else min(ends) - limit))
        moved = True
        while moved:
            moved = False
            for rule, id in mending:
                if id and not rule.kept(days):
                    days[id] = _nearest(days, id, rule, way, edge)
                    moved = True
        return days

    def _lengths(self) -> Iterator[tuple[int, int]]:
        for step in self.steps:
            of_gaps = (length for gap in step.gaps for length in (gap.at_least, gap.at_most))
            lengths = (step.takes, step.not_before, step.valid_for, *of_gaps)
            yield from (split(length) for length in lengths if length)

    def fits(self, earliest: Days) -> bool:
        """Tell whether the earliest days keep every rule, and what was done is still valid."""
        return all(
            rule.kept(earliest)
            for rule in self.rules
            if rule.owner in self.open or (rule.name == "expires" and self._dated(rule.owner))
        )

    def hopeless(self, earliest: Days, moving: date) -> bool:
        """Tell whether a rule is broken that a later anchor cannot mend."""
        still = {step.id for step in self.steps if step.anchor != moving or step.last != step.due}
        return any(
            not rule.kept(earliest)
            for rule in self.rules
            if (rule.owner in self.open and (rule.name == "gap-long" or rule.owner in still))
            or (rule.name == "expires" and self._dated(rule.owner))
        )

    def _dated(self, id: str) -> bool:
        return any(step.id == id and step.finished for step in self.steps)


def _nearest(days: Days, id: str, rule: Rule, way: int, edge: date) -> date:
    """Find the nearest day that keeps a rule, in strides that double and then halve."""
    trial = dict(days)

    def kept(day: date) -> bool:
        trial[id] = day
        return rule.kept(trial)

    broken, stride = days[id], 1
    if broken == NEVER:
        broken = max(day for day in days.values() if day != NEVER) + PATIENCE * DAY
    while not kept(day := broken + way * stride * DAY):
        if (day > edge) if way > 0 else (day < edge):
            raise Impossible
        broken, stride = day, stride * 2
    while stride > 1:
        stride //= 2
        if not kept(middle := broken + way * stride * DAY):
            broken = middle
    nearest = broken + way * DAY
    if (nearest > edge) if way > 0 else (nearest < edge):
        raise Impossible
    return nearest


def schedule(steps: list[Step], today: date) -> dict[str, dict[str, Any]]:
    """Give for each step what network.mjs documents. Raises Impossible."""
    plan = Plan(steps, today)
    earliest, latest = plan.earliest(), plan.latest()
    known = {step.id: step for step in plan.steps}
    return {step.id: _describe(step, earliest, latest[step.id], known) for step in plan.steps}


def _describe(step: Step, earliest: Days, latest: date, known: dict[str, Step]) -> dict[str, Any]:
    first = earliest[step.id]
    result = {
        "due": step.last,
        "earliestStart": ago(first, step.takes),
        "earliestFinish": first,
        "latestStart": None if latest == NEVER else ago(latest, step.takes),
        "latestFinish": None if latest == NEVER else latest,
        "slack": None if latest == NEVER else (latest - first).days,
        "opens": step.opens,
        "expires": None,
        "broken": [],
    }
    if step.state == "done" and step.finished:
        result["expires"] = hence(step.finished, step.valid_for) if step.valid_for else None
        result["broken"] = [one for one in _broken(step, earliest, known) if one["days"] > 0]
    return result


def _broken(step: Step, earliest: Days, known: dict[str, Step]) -> Iterator[dict[str, Any]]:
    """Say what the day a step was done on breaks, and by how many days."""
    done = step.finished
    assert done
    start = ago(done, step.takes)
    if step.opens:
        yield {"rule": "too-early", "days": (step.opens - start).days}
    if step.valid_for and step.anchor:
        yield {"rule": "expires", "days": (step.anchor - hence(done, step.valid_for)).days}
    if step.appointment:
        yield {"rule": "off-day", "days": abs((step.appointment - done).days)}
    elif step.last:
        yield {"rule": "late", "days": (done - step.last).days}
    unmet: dict[str, int] = {}
    for id, ask in _asked(step):
        other = known.get(id)
        if other and other.state == "done" and other.finished:
            yield from (
                {"rule": rule, "days": days, "with": id} for rule, days in ask(other.finished)
            )
        elif other and other.state == "open":
            unmet[id] = max(unmet.get(id, 0), *(days for _, days in ask(earliest[id])))
    for id, days in unmet.items():
        yield {"rule": "unmet", "days": days, "with": id}


Asked = tuple[str, Callable[[date], list[tuple[str, int]]]]


def _asked(step: Step) -> Iterator[Asked]:
    """Give each step it comes after, and what that step's day says of the day this one was done."""
    done = step.finished
    assert done
    for gap in step.gaps:
        least, most = gap.at_least, gap.at_most
        found = (
            [("gap-short", lambda day, gap=gap: (hence(day, gap.at_least) - done).days)]
            if least
            else []
        )
        found += (
            [("gap-long", lambda day, gap=gap: (done - hence(day, gap.at_most)).days)]
            if most
            else []
        )
        yield gap.after, lambda day, found=found: [(rule, say(day)) for rule, say in found]
    for id in step.needs:
        yield id, lambda day: [("needs", (day - ago(done, step.takes)).days)]


class Moving:
    """Move the steps of one anchor with it, and tell of each anchor day whether everything fits."""

    def __init__(self, steps: list[Step], today: date, anchor: date) -> None:
        self.steps, self.today, self.anchor = steps, today, anchor
        self.earliest: Days | None = None

    def fits(self, day: date) -> bool:
        """Ask of a day; each day asked must be later than the one before. Raises Impossible."""
        plan = self._plan(day)
        self.earliest = plan.earliest(self.earliest)
        self.hopeless = plan.hopeless(self.earliest, day)
        return plan.fits(self.earliest)

    def _plan(self, day: date) -> Plan:
        steps = [
            replace(one, anchor=day) if one.anchor == self.anchor else one for one in self.steps
        ]
        return Plan(steps, self.today)


def first_fit(steps: list[Step], today: date, anchor: date) -> date | None:
    """Try one anchor day after the other. Raises Impossible."""
    moving = Moving(steps, today, anchor)
    for days in range(FIVE_YEARS + 1):
        if moving.fits(anchor + days * DAY):
            return anchor + days * DAY
        if moving.hopeless:
            return None
    return None


def first_fit_fault(
    steps: list[Step], today: date, anchor: date, answer: date | None, looks: int = 12
) -> str:
    """Say what is wrong with an answer that cannot be right; a quick look at a few days."""
    moving = Moving(steps, today, anchor)
    end = answer or anchor + (FIVE_YEARS + 1) * DAY
    stride = max(1, (end - anchor).days // looks)
    before = {anchor + days * DAY for days in range(0, (end - anchor).days, stride)}
    if end > anchor:
        before.add(end - DAY)
    for day in sorted(before):
        if moving.fits(day):
            return f"{day} fits already"
        if moving.hopeless:
            return f"nothing fits after {day}" if answer else ""
    return "" if answer is None or moving.fits(answer) else f"{answer} does not fit"
