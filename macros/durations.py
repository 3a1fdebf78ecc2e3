"""Read lengths of time as ISO 8601 writes them: `P12W`, `P3M`, `P1Y6M`, `P10D`."""

import re
from dataclasses import dataclass

_DURATION = r"P(?=\d)(?:(\d{1,3})Y)?(?:(\d{1,3})M)?(?:(\d{1,3})W)?(?:(\d{1,4})D)?"
PATTERN = f"^{_DURATION}$"
_MEAN_DAYS_IN_MONTH = 30.436875  # 400 Gregorian years have 146,097 days and 4,800 months


@dataclass(frozen=True)
class Duration:
    """Hold a calendar length of time, at the precision it was written in."""

    years: int = 0
    months: int = 0
    weeks: int = 0
    days: int = 0

    @classmethod
    def parse(cls, text: str) -> "Duration":
        """Read an ISO 8601 duration of years, months, weeks and days.

        Raises ValueError for any other text: hours and fractions have no meaning in a plan of days.
        """
        match = re.fullmatch(_DURATION, text)
        if not match:
            raise ValueError(f"{text!r} is not a length of time")
        return cls(*(int(part or 0) for part in match.groups()))

    def __str__(self) -> str:
        parts = zip((self.years, self.months, self.weeks, self.days), "YMWD", strict=True)
        return "P" + ("".join(f"{n}{unit}" for n, unit in parts if n) or "0D")

    @property
    def usual_days(self) -> float:
        """Give the mean length in days, for putting durations in order and for no date."""
        return (self.years * 12 + self.months) * _MEAN_DAYS_IN_MONTH + self.exact_days

    @property
    def exact_days(self) -> int:
        """Count the days of the weeks and days parts, which are the same in every calendar."""
        return self.weeks * 7 + self.days

    @property
    def least_days(self) -> int:
        """Count the fewest days this can span in any calendar position."""
        return _shortest(self.years * 12 + self.months) + self.exact_days

    @property
    def most_days(self) -> int:
        """Count the most days this can span in any calendar position."""
        return _longest(self.years * 12 + self.months) + self.exact_days


def _shortest(months: int) -> int:
    return min(_span(start, months) for start in range(48)) if months else 0


def _longest(months: int) -> int:
    return max(_span(start, months) for start in range(48)) if months else 0


def _span(start: int, months: int) -> int:
    """Count the days of `months` whole months, the first `start` months into a leap year."""
    lengths = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return sum(
        29 if month % 48 == 1 else lengths[month % 12] for month in range(start, start + months)
    )
