"""Report on each page: how long, how hard to read, and what it holds."""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from statistics import median

from .catalog import Catalog
from .components import Context
from .components.sources import cited_on
from .models import Checklist, Timeline
from .pages import Call, Page
from .readability import measure

_HEAD = ("page", "words", "grade", "sentence", "sources", "items", "milestones", "reviewed")


@dataclass(frozen=True)
class Row:
    """Hold the finished columns of one page."""

    page: str
    words: int
    grade: float
    sentence: float
    sources: int
    items: int
    milestones: int
    reviewed: str


def report(catalog: Catalog) -> str:
    """Write the table, a page a line, with the medians and the sums below."""
    rows = [_row(catalog, page) for page in catalog.pages.values()]
    lines = [_HEAD, *(tuple(map(str, astuple(row))) for row in rows)]
    lines += [_summary("median", rows, median), _summary("sum", rows, sum)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(_aligned(line, widths) for line in lines)


def _row(catalog: Catalog, page: Page) -> Row:
    found = measure(page)
    return Row(
        page=page.path,
        words=found.words,
        grade=found.grade,
        sentence=found.sentence,
        sources=len(cited_on(Context(catalog, page.path))),
        items=sum(_entries(catalog.checklists.get(_id(call))) for call in page.calls),
        milestones=sum(_entries(catalog.timelines.get(_id(call))) for call in page.calls),
        reviewed=page.meta.reviewed.isoformat() if page.meta else "",
    )


def _id(call: Call) -> str:
    """Name the list that a call shows; other macros only speak of one."""
    return str(call.arguments.get("id")) if call.macro in {"checklist", "timeline"} else ""


def _entries(listing: Checklist | Timeline | None) -> int:
    return sum(1 for _ in listing.entries()) if listing else 0


def _summary(name: str, rows: Sequence[Row], of: object) -> tuple[str, ...]:
    assert callable(of)
    columns = list(zip(*map(astuple, rows), strict=True))[1:-1]
    values = (round(of(column), 1) for column in columns)
    skipped = {"grade", "sentence"} if name == "sum" else set()
    shown = (
        "" if head in skipped else f"{v:g}" for head, v in zip(_HEAD[1:-1], values, strict=True)
    )
    return (name, *shown, "")


def _aligned(line: Iterable[str], widths: Sequence[int]) -> str:
    first, *others = line
    numbers = (cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))
    return "  ".join([first.ljust(widths[0]), *numbers]).rstrip()
