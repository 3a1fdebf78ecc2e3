"""The tracker as the build makes it: a table for paper, and the programmes to choose."""

from pathlib import Path

import pytest

from macros.catalog import Refusal
from macros.components import Context
from macros.components.tracker import BLANK_ROWS, COLUMNS, choose
from macros.loading import load_catalog, read_guide

from .projects import INDEX, ROOT, change, problems, project, write
from .test_programmes import FILE, GOOD
from .test_rendering import example, show, shown, words

CATALOG = load_catalog(ROOT)
PAGE = "tools/tracker.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = project(tmp_path)
    write(root, FILE, GOOD)
    change(root, INDEX, "{{ sources() }}", "{{ tracker() }}\n\n{{ sources() }}")
    return root


def test_a_page_may_show_it(root: Path) -> None:
    assert problems(root) == []


def test_once_a_page(root: Path) -> None:
    change(root, INDEX, "{{ tracker() }}", "{{ tracker() }}\n\n{{ tracker() }}")
    said = "tracker() stands on this page twice: show it once"
    assert [line.split(": ", 2)[2] for line in problems(root)] == [said, said]
    with pytest.raises(Refusal, match="twice"):
        choose(Context(read_guide(root)[0], "index.md"))


def test_the_table_is_there_to_write_on() -> None:
    table = show(example("tracker", "plain")).select_one("table")
    assert table
    assert tuple(words(head) for head in table.select("thead th")) == COLUMNS
    rows = table.select("tbody tr")
    assert len(rows) == BLANK_ROWS
    assert {len(row.select("td")) for row in rows} == {len(COLUMNS)}
    assert words(table.select_one("tbody")) == ""


def test_programmes_come_along_as_written() -> None:
    options = show(example("tracker", "plain")).select("datalist option")
    grant, visit = (option.attrs for option in options)
    assert visit == {
        "value": 'Example & Sons Hospital: Visiting "Students"',
        "data-programme": "example-visit",
        "data-was": "example-old-visit",
        "data-link": "https://example.org/visit",
        "data-window": 'Usually "January" to March.',
    }
    assert grant == {
        "value": "Another Foundation: Travel Grant",
        "data-programme": "example-ended-grant",
        "data-status": "Closed",
    }


def test_without_programmes_it_is_a_table_alone() -> None:
    catalog = example("checklist", "plain").catalog
    soup = shown("tracker", catalog)
    assert soup.select("datalist option") == []
    assert len(soup.select("tbody tr")) == BLANK_ROWS


def test_the_guide_shows_it_once_and_links_it() -> None:
    assert CATALOG.page_calling("tracker") == PAGE
    soup = shown("tracker", CATALOG, PAGE)
    assert len(soup.select("option")) == len(CATALOG.programmes)
    root = soup.select_one(".guide-tracker")
    assert root
    assert root["data-directory"] == "../../find/"
    names = [str(option["value"]) for option in soup.select("option")]
    assert len(names) == len(set(names))
    directory = shown("programmes", CATALOG, "find/index.md")
    place = directory.select_one(".guide-programmes")
    assert place
    assert place["data-tracker"] == "../tools/tracker/"
    plan = shown("plan", CATALOG, "my-plan.md").select_one(".guide-plan")
    assert plan
    assert plan["data-tracker"] == "../tools/tracker/"


def test_the_directory_and_the_tracker_name_programmes_alike() -> None:
    """The script puts the name together from the row; it must find the same in the tracker."""
    names = {str(one["value"]) for one in shown("tracker", CATALOG, PAGE).select("option")}
    for row in shown("programmes", CATALOG, "find/index.md").select(".guide-programme"):
        parts = row.select_one(".guide-programme__host"), row.select_one(".guide-programme__name")
        assert ": ".join(map(words, parts)) in names


def test_a_guide_without_a_tracker_promises_none() -> None:
    soup = show(example("programmes", "several"))
    assert soup.select("[data-tracker]") == []
