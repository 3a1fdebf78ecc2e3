"""Say lengths of time, dates and counts in words. Text about time is made here only."""

from collections.abc import Mapping, Sequence
from datetime import date

from .durations import Duration
from .models import Audience, Milestone

AUDIENCES = {
    Audience.PREMED: "pre-med students",
    Audience.STUDENT: "medical students",
    Audience.GRADUATE: "graduates",
    Audience.INTERNATIONAL: "international readers",
}

READERS = {
    "premed": "Pre-med student",
    "student": "Medical student",
    "graduate": "Graduate",
    "international-premed": "International pre-med student",
    "international-student": "International medical student",
    "international-graduate": "International graduate",
}


def count(number: int, noun: str) -> str:
    """Write a number with its noun: `1 item`, `12 items`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def listing(words: Sequence[str]) -> str:
    """Join words as a sentence does: `a`, `a and b`, `a, b and c`."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def length(duration: Duration) -> str:
    """Say a duration: `12 weeks`, `1 year and 6 months`."""
    parts = (
        (duration.years, "year"),
        (duration.months, "month"),
        (duration.weeks, "week"),
        (duration.days, "day"),
    )
    return listing([count(number, noun) for number, noun in parts if number]) or "0 days"


def day(value: date) -> str:
    """Write a date for readers of every country: `21 November 2026`."""
    return f"{value.day} {value:%B %Y}"


def partial_day(text: str) -> str:
    """Write a year, a month or a day as the source gave it: `2026`, `November 2026`."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return text
    month = date(parts[0], parts[1], 1)
    return day(date(*parts)) if len(parts) == 3 else f"{month:%B %Y}"


def due(milestone: Milestone, noun: str) -> str:
    """Say when a milestone is due: `12 weeks before the first day`."""
    if milestone.before is not None:
        duration, side = milestone.before, "before"
    else:
        duration, side = milestone.after or Duration(), "after"
    if duration == Duration():
        return f"on {noun}"
    return f"{length(duration)} {side} {noun}"


def conditions(milestone: Milestone, steps: Mapping[str, int], noun: str) -> list[str]:
    """Say what else limits a milestone; `steps` gives the number of each step of its timeline."""
    sentences = []
    if milestone.takes:
        sentences.append(f"Takes {length(milestone.takes)}.")
    if milestone.not_before:
        sentences.append(f"Not earlier than {length(milestone.not_before)} before {noun}.")
    if milestone.valid_for:
        sentences.append(f"The result stays valid for {length(milestone.valid_for)}.")
    for gap in milestone.gaps or ():
        bounds = [("at least", gap.at_least), ("at most", gap.at_most)]
        said = listing([f"{bound} {length(value)}" for bound, value in bounds if value])
        sentences.append(f"{said.capitalize()} after step {steps[gap.after]}.")
    if milestone.needs:
        numbers = listing([str(steps[needed]) for needed in milestone.needs])
        one = len(milestone.needs) == 1
        who = f"step {numbers} is" if one else f"steps {numbers} are"
        sentences.append(f"Starts when {who} done.")
    return sentences


def concerns(audiences: tuple[Audience, ...] | None) -> str:
    """Say whom an entry is for: `For medical students and graduates`; empty for everyone."""
    if audiences is None:
        return ""
    stages = [AUDIENCES[a] for a in audiences if a is not Audience.INTERNATIONAL]
    if Audience.INTERNATIONAL not in audiences:
        return f"For {listing(stages)}"
    return f"For international {listing(stages)}" if stages else "For international readers"


def month(number: int) -> str:
    """Name a month of the year, counted from 1."""
    return f"{date(2000, number, 1):%B}"


def months_between(first: int, last: int) -> str:
    """Say a stretch of months, counted from January: negative ones lie in the year before."""
    said = [f"{month(n % 12 + 1)}{' of the year before' if n < 0 else ''}" for n in (first, last)]
    if first == last:
        return said[0]
    return f"{said[0] if last >= 0 else month(first % 12 + 1)} to {said[1]}"
