"""The reading level is measured on the prose of a page, and on nothing else."""

from pathlib import Path

import pytest

from macros.loading import load_catalog
from macros.prose import linked_pages, page_title, plain, prose
from macros.readability import check_readability, measure
from macros.reporting import report

from .projects import INDEX, change, project, run, write

PROSE = {
    "paragraph": ("One line\nand its end.", "One line and its end."),
    "heading": ("# Title\n\n## Part { #part }\n\nText.", "Text."),
    "table": ("| a | b |\n|---|---|\n| c | d |\n\nText.", "Text."),
    "fence": ("```yaml\nkey: value\n```\n\nText.", "Text."),
    "code": ("Type `make check` now.", "Type now."),
    "macro": ('{{ checklist("bag") }}\n\nText.{{ cite("rule") }}', "Text."),
    "link": ("See [the *rule*](../rule.md#x) and [that](https://example.org/a.b).", "See the rule and that."),
    "list": ("- One thing\n- **Two** things:\n  more\n1. Three", "One thing.\nTwo things: more.\nThree."),
    "admonition": ("!!! note\n\n    Take **care**", "Take care."),
    "numbers": ("The fee is 1.5 dollars, e.g. for Dr. Okafor.", "The fee is 15 dollars, eg for Dr Okafor."),
    "layout": ('<div class="guide-hero" markdown>\n\nText\n\n</div>', "Text."),
    "question": ("- Why?\n- (Because.)", "Why?\n(Because.)"),
    "picture": ("![A cat](cat.svg)\n\nText.", "A cat.\nText."),
}  # fmt: skip


@pytest.mark.parametrize(("body", "text"), PROSE.values(), ids=PROSE)
def test_prose(body: str, text: str) -> None:
    assert prose(body) == text


def test_title_is_in_plain_words() -> None:
    assert (
        page_title("```\n# no\n```\n\n# A *good* `x` [one](y.md) { #id }", {1, 2, 3})
        == "A good x one"
    )
    assert page_title("Text.", set()) == ""


def test_plain_words_of_a_sentence() -> None:
    assert plain("Ask **your** [dean's office](/a.md), see snake_case.") == (
        "Ask your dean's office, see snake_case."
    )


def test_linked_pages_are_found_from_everywhere() -> None:
    body = "[a](../faq.md#x) [b](/tools/budget.md) [c](d.md) [e](https://x.org/f.md) `[g](h.md)`"
    assert linked_pages(body, "find/two.md") == {"faq.md", "tools/budget.md", "find/d.md"}


EASY = "You ask for a place. They read it. You get an answer. " * 8
HARD = (
    "Institutional accreditation requirements necessitate comprehensive documentation of "
    "extracurricular participation alongside longitudinal professional development, "
    "notwithstanding considerable administrative complexity across international "
    "jurisdictions and organisational responsibilities associated with credentialing and "
) * 3 + "more."


def found(root: Path) -> list[str]:
    return sorted(map(str, check_readability(load_catalog(root))))


def test_easy_page_is_accepted(tmp_path: Path) -> None:
    root = project(tmp_path)
    change(root, INDEX, "A claim.", f"{EASY}\n\nA claim.")
    assert found(root) == []
    page = measure(load_catalog(root).pages["index.md"])
    assert 80 < page.words < 120
    assert page.grade < 4
    assert 3 < page.sentence < 5


def test_hard_page_is_refused_with_its_values(tmp_path: Path) -> None:
    root = project(tmp_path)
    change(root, INDEX, "A claim.", f"{HARD}\n\nA claim.")
    page = measure(load_catalog(root).pages["index.md"])
    assert page.grade > 20
    assert found(root) == [
        f"docs/index.md:1: the reading level: its grade is {page.grade}, and 11 is the highest allowed: use shorter words and sentences",
        f"docs/index.md:1: the reading level: its mean sentence has {page.sentence} words, and 25 are too many: split the long sentences",
        f"docs:1: the reading level: the median grade of all pages is {page.grade}, and 9 is the limit: start with index.md (grade {page.grade})",
    ]  # fmt: skip


def test_hard_words_outside_of_prose_do_not_count(tmp_path: Path) -> None:
    root = project(tmp_path)
    change(root, INDEX, "A claim.", f"{EASY}\n\n| a |\n|---|\n| {HARD} |\n\nA claim.")
    assert found(root) == []


def test_pages_for_contributors_may_be_harder(tmp_path: Path) -> None:
    root = project(tmp_path)
    head = "---\ndescription: Two.\nreviewed: 2026-11-22\n---\n\n# Two\n\n"
    write(root, "docs/contributing/two.md", f"{head}{HARD}\n")
    assert found(root) == []


def test_report_has_a_line_for_each_page(tmp_path: Path) -> None:
    root = project(tmp_path)
    head, *rows, middle, total = report(load_catalog(root)).splitlines()
    assert head.split() == [
        "page",
        "words",
        "grade",
        "sentence",
        "sources",
        "items",
        "milestones",
        "reviewed",
    ]
    assert len(rows) == 1
    cells = rows[0].split()
    assert (cells[0], cells[1], cells[4:]) == ("index.md", "2", ["1", "2", "4", "2026-11-22"])
    assert middle.split()[0] == "median"
    assert total.split() == ["sum", "2", "1", "2", "4"]


def test_the_measure_needs_no_network(tmp_path: Path) -> None:
    """The dictionary comes with the package: nothing is downloaded."""
    block = (
        "import socket\n"
        "def refuse(*_): raise OSError('no network')\n"
        "socket.socket.connect = socket.getaddrinfo = refuse\n"
        "import textstat\n"
        "assert textstat.flesch_kincaid_grade('Institutions accommodate international applicants.') > 9\n"
    )
    write(tmp_path, "offline.py", block)
    result = run(tmp_path, "offline")
    assert (result.returncode, result.stderr) == (0, "")
