"""The guide's own content: as much of it as promised, each thing in its place."""

import re
from collections import Counter

import pytest

from macros.components import COMPONENTS, Context
from macros.loading import PATTERN_PAGE, load_catalog
from macros.pages import Page

from .projects import ROOT

CATALOG = load_catalog(ROOT)
LISTS = {**CATALOG.checklists, **CATALOG.timelines}
PAGES = [page for path, page in CATALOG.pages.items() if path != PATTERN_PAGE]
HOME_BLOCKS = re.compile(r"^(<div( class=\"guide-[a-z_-]+\")? markdown>|</div>)$", re.M)
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)


def test_there_is_as_much_as_promised() -> None:
    items = [entry for one in CATALOG.checklists.values() for _, entry in one.entries()]
    milestones = [entry for one in CATALOG.timelines.values() for _, entry in one.entries()]
    assert len(CATALOG.checklists) >= 8
    assert len(items) >= 70
    assert len(CATALOG.timelines) >= 4
    assert len(milestones) >= 45


HOMES = {
    "cv": "apply/cv.md",
    "cover-letter": "apply/cover-letter.md",
    "letters": "apply/letters.md",
    "interview": "apply/interview.md",
    "usa-papers": "usa/eligibility.md",
    "usa-visa": "usa/visa.md",
    "placement": "during/index.md",
    "mentor": "mentor/index.md",
    "home-clinical": "plan/home-clinical.md",
    "research-summer": "plan/research-summer.md",
    "us-elective": "plan/us-elective.md",
    "mentor-year": "plan/mentor-year.md",
}


def test_every_list_stands_on_its_page_only() -> None:
    shown = [
        (call.arguments["id"], page.path)
        for page in PAGES
        for call in page.calls
        if call.macro in {"checklist", "timeline"} and call.arguments.keys() <= {"id", "level"}
    ]
    homes = {str(id): path for id, path in shown}
    assert len(shown) == len(homes)
    assert homes == HOMES | {id: homes[id] for id in homes.keys() - HOMES.keys()}
    assert homes.keys() == LISTS.keys()


def test_every_source_is_cited() -> None:
    cited = {
        id
        for page in PAGES
        for call in page.calls
        if call.macro == "sources"
        for id, _ in COMPONENTS["sources"].choose(Context(CATALOG, page.path)).sources
    }
    assert sorted(CATALOG.sources.keys() - cited) == []


def test_every_entry_that_is_essential_says_why() -> None:
    silent = [
        f"{id}/{entry.id}"
        for id, checklist in CATALOG.checklists.items()
        for _, entry in checklist.entries()
        if getattr(entry, "essential", False) and not entry.why
    ]
    assert silent == []


def test_most_entries_say_why() -> None:
    entries = [entry for one in LISTS.values() for _, entry in one.entries()]
    assert sum(bool(entry.why) for entry in entries) > len(entries) / 2


def test_texts_are_short_enough_for_a_line_on_paper() -> None:
    long = [
        f"{id}/{entry.id}: {len(entry.text.split())} words"
        for id, listing in LISTS.items()
        for _, entry in listing.entries()
        if len(re.sub(r"\]\([^)]*\)", "", entry.text).split()) > 30
    ]
    assert long == []


def test_no_text_stands_twice() -> None:
    texts = Counter(entry.text for one in LISTS.values() for _, entry in one.entries())
    assert [text for text, number in texts.items() if number > 1] == []


def source(page: Page) -> str:
    return (ROOT / "docs" / page.path).read_text(encoding="utf-8")


@every_page
def test_page_has_one_title(page: Page) -> None:
    text = source(page)
    body = re.sub(r"^(```+|~~~+).*?^\1", "", text.split("\n---\n", 1)[1], flags=re.S | re.M)
    titles = re.findall(r"^# .+", body, re.M)
    assert len(titles) == 1
    assert HOME_BLOCKS.sub("", body).strip().startswith(titles[0])


@every_page
def test_page_has_a_short_description(page: Page) -> None:
    assert 20 < len(page.front_matter.data["description"]) < 160


@every_page
def test_page_keeps_to_markdown(page: Page) -> None:
    """Outside of code: no raw HTML but the home page's blocks, no task lists, no odd links."""
    text = source(page)
    prose = re.sub(r"^[ \t]*(```+|~~~+).*?^[ \t]*\1", "", text, flags=re.S | re.M)
    prose = re.sub(r"(`+).+?\1", "", prose)
    if page.path == "index.md":
        prose = HOME_BLOCKS.sub("", prose)
    assert re.findall(r"<[a-zA-Z/!][^>]*>", prose) == []
    assert re.findall(r"^\s*[-*] \[[ xX]\]", prose, re.M) == []
    assert re.findall(r"\]\(\s*(?:javascript|data|http):", prose, re.I) == []
