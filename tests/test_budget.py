"""Budgets: exact amounts, no range without a source, and what a page shows without a script."""

from decimal import Decimal
from pathlib import Path

import pytest

from macros.loading import load_catalog

from .projects import ROOT, change, problems, project, write
from .test_rendering import example, show, words

COSTS = "docs/data/budgets/costs.yml"
TEXT = """\
title: A visit
summary: What it costs.
reviewed: 2026-11-22
timeline: visit
currency: USD
buffer: 10
groups:
  - id: host
    title: Host
    lines:
      - id: fee
        text: Fee
        ranges:
          - {low: 15, high: "40.27", currency: EUR, words: one host, source: rule}
        refund: "no"
        refund_note: The host keeps it.
        before: P4W
      - {id: other, refund: ask}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = project(tmp_path)
    write(root, COSTS, TEXT)
    page = '---\ndescription: Costs.\nreviewed: 2026-11-22\n---\n\n# Costs\n\n{{ budget("costs") }}\n\n{{ sources() }}\n'
    write(root, "docs/costs.md", page)
    return root


def test_amounts_are_exact(root: Path) -> None:
    assert problems(root) == []
    (one,) = load_catalog(root).budgets["costs"].groups[0].lines[0].ranges or ()
    assert (one.low, one.high) == (Decimal(15), Decimal("40.27"))


REFUSED = {
    "no source": (
        ", source: rule",
        "",
        f"{COSTS}:14: groups[1].lines[1].ranges[1].source: it is missing: add it",
    ),
    "unknown source": (
        "source: rule",
        "source: ruel",
        f"{COSTS}:14: groups[1].lines[1].ranges[1].source: there is no source 'ruel': did you mean 'rule'?",
    ),
    "separator": (
        "low: 15",
        "low: '1,500'",
        f"{COSTS}:14: groups[1].lines[1].ranges[1].low: '1,500' is not an amount: write digits without separators; put decimals in quotes, as in '40.27'",
    ),
    "negative": (
        "low: 15",
        "low: '-15'",
        f"{COSTS}:14: groups[1].lines[1].ranges[1].low: '-15' is not an amount: write digits without separators; put decimals in quotes, as in '40.27'",
    ),
    "order": (
        "low: 15",
        "low: 41",
        f"{COSTS}:14: groups[1].lines[1].ranges[1]: high 40.27 is not above low 41: swap them, or leave `high` out for a single figure",
    ),
    "currency": (
        "currency: EUR",
        "currency: EURO",
        f"{COSTS}:14: groups[1].lines[1].ranges[1].currency: the currency 'EURO' is not known: write an ISO 4217 code such as USD, or add it to macros/currencies.py",
    ),
    "refund without a reason": (
        "        refund_note: The host keeps it.\n",
        "",
        f"{COSTS}:11: groups[1].lines[1]: refund is 'no' without a reason: say in `refund_note` what it rests on, or write `refund: ask`",
    ),
    "before and after": (
        "before: P4W",
        "before: P4W\n        after: P1W",
        f"{COSTS}:11: groups[1].lines[1]: it is due before and after the first day: give `before` or `after`, not both",
    ),
    "twice": (
        "id: other",
        "id: fee",
        f"{COSTS}:1: the file: the line 'fee' stands twice: give each its own id",
    ),
    "no such timeline": (
        "timeline: visit",
        "timeline: visti",
        "docs/costs.md:8: budget(): there is no timeline 'visti': did you mean 'visit'?",
    ),
}


@pytest.mark.parametrize(("old", "new", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused(root: Path, old: str, new: str, sentence: str) -> None:
    change(root, COSTS, old, new)
    assert sentence in problems(root)


def test_a_table_is_whole_without_a_script() -> None:
    soup = show(example("budget", "plain"))
    lines = [words(row) for row in soup.select("[data-line]")]
    assert lines[0] == (
        "Fee of the host Ask for it in writing: see the page . "
        "USD 1,500 to 2,500.50 a host, one week. Contributors "
        "EUR 40.27 another host. Contributors "
        "4 weeks before the first day Does not come back. The host keeps it. Contributors"
    )
    assert lines[1] == "White coat No figure: ask. on the first day Ask before you pay."
    assert "1 week after the first day Comes back." in lines[2]
    assert lines[3:] == ["Something else: Ask before you pay.", "Grant"]
    assert [cell.get_text() for cell in soup.select("td.guide-budget__own")] == [""] * 12


def test_lines_are_data_for_the_browser() -> None:
    row = show(example("budget", "plain")).select_one("[data-line]")
    assert row
    found = {key: row.get(key) for key in ("data-line", "data-was", "data-refund", "data-before")}
    assert found == {
        "data-line": "example-budget/fee",
        "data-was": "example-budget/charge",
        "data-refund": "no",
        "data-before": "P4W",
    }


def test_the_real_budgets_say_where_each_figure_comes_from() -> None:
    budgets = load_catalog(ROOT).budgets
    assert set(budgets) == {"us-placement-budget", "home-placement-budget"}
    for budget in budgets.values():
        ranges = [one for _, line in budget.entries() for one in line.ranges or ()]
        assert ranges
        assert {one.source for one in ranges} <= {id for _, id in budget.citations()}
        assert any(line.income for _, line in budget.entries())
        assert any(line.text is None for _, line in budget.entries())
