"""Paper of every kind of page: all its text once, nothing split, cut or empty.

The lists have test_print.py, and each tool the paper of its own buttons in its own tests.
"""

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from ..pdfs import Sheet, needs_poppler, plain, sheets
from .guide import started, visit, write

pytestmark = needs_poppler

MARGIN = 40  # points; print.css leaves 16 mm, and only the number of the page stands in it
# One page of each kind, and prose from each section: they share all that decides how they print.
PAGES = {
    "home": "",
    "all lists": "lists/",
    "plan": "my-plan/",
    "reader": "start/international/",
    "reasons": "why/",
    "comparison": "types/",
    "words": "types/words/",
    "timeline": "plan/letters/",
    "directory": "find/",
    "advice": "find/few-places/",
    "example": "apply/cv-example/",
    "visa": "usa/visa/",
    "countries": "abroad/",
    "conduct": "during/professional/",
    "mentor": "mentor/wellbeing/",
    "trouble": "problems/",
    "questions": "faq/",
    "glossary": "glossary/",
    "tools": "tools/",
    "tracker": "tools/tracker/",
    "chooser": "tools/which-type/",
    "practice": "tools/interview-practice/",
    "budget": "tools/budget/",
    "letters": "tools/letters/asking/",
    "worksheet": "tools/worksheets/hours/",
    "pocket card": "tools/pocket-card/",
    "browse": "about/browse/",
    "handouts": "about/downloads/",
    "contribute": "contributing/",
    "coverage": "contributing/coverage/",
    "not here": "404.html",
}
# What is for the screen alone: controls, and words about them.
SCREEN = """button:not(.guide-word), input, select, textarea, template, script, nav, [hidden],
  .headerlink, .guide-bar, .guide-tools, .guide-date, .guide-foot, .guide-print-foot,
  .guide-notice, .guide-tool__status, .guide-list__edit, .guide-list__paper, .guide-sources__edit,
  .guide-entry__more > summary, .guide-words__more, .guide-ending__tags, .guide-ending__about,
  .guide-ending__name, .guide-ending__related"""
# The same in one tool each: its controls, and what stands on paper in another form.
TOOLS = """.guide-starter, .guide-plan__form, .guide-plan__tool, .guide-tracker__screen,
  .guide-glossary__letters, .guide-programmes__form, .guide-programme__more > summary,
  .guide-programme__tools, .guide-programme__due, .guide-practice__hint > summary,
  .guide-practice__clock, .guide-practice__field, .guide-practice__count, .guide-chooser__result,
  .guide-chooser__key > summary, .guide-chooser__missing, .guide-budget__settings,
  .guide-budget__rates, .guide-budget__figure, .guide-letter__field, .guide-letter__use,
  .guide-letter__example, .guide-letter__shared, .guide-letter__kept, .guide-worksheet__add,
  .guide-worksheet__column, .guide-worksheet__sources, svg"""
# Smallest pieces of text that never hold another one, and what must stand on one sheet.
PIECES = """h1, h2, h3, h4, h5, p, li, td, th, dt, dd, figcaption, caption, summary, legend, label,
  pre, .guide-letter__line"""
HEADINGS = "h1, h2, h3, h4, h5, .guide-words__title"
WHOLE = """li:not(:has(li, p + p)), tr, dt, figure, [data-entry], .guide-programme,
  .guide-glossary__term, .guide-practice__card, .guide-pocketcard__page"""

READ = """([screen, whole, pieces, headings]) => {
  const article = document.querySelector("article")
  const said = node => {
    const copy = node.cloneNode(true)
    for (const one of copy.querySelectorAll(screen)) one.remove()
    for (const link of copy.querySelectorAll("a")) {
      const own = link.host === location.host || link.href.includes("medical-internship-guide")
      if (!own && link.host) link.append(` (${link.getAttribute("href")})`)
    }
    for (const link of copy.querySelectorAll(".guide-cite")) { link.prepend("["); link.append("]") }
    return copy.textContent
  }
  const shown = node => !node.closest(screen)
  const smallest = node => !node.querySelector(pieces) && shown(node)
  const texts = nodes => [...nodes].map(said).filter(text => text.trim())
  return {
    pieces: texts([...article.querySelectorAll(pieces)].filter(smallest)),
    wholes: [...article.querySelectorAll(whole)].filter(shown).map(one =>
      texts(smallest(one) ? [one] : [...one.querySelectorAll(pieces)].filter(smallest))),
    headings: [...article.querySelectorAll(pieces)].filter(smallest).map((one, n, all) =>
      one.matches(headings) && all[n + 1] && [said(one), said(all[n + 1])]).filter(Boolean),
  }
}"""


@dataclass(frozen=True)
class Text:
    """Hold what a page says, without spaces."""

    pieces: list[str]
    wholes: list[list[str]]
    headings: list[tuple[str, str]]
    """Each with the text that follows it."""


def read(page: Page) -> Text:
    found: dict[str, Any] = page.evaluate(READ, [f"{SCREEN}, {TOOLS}", WHOLE, PIECES, HEADINGS])
    return Text(
        pieces=[plain(text) for text in found["pieces"]],
        wholes=[[plain(text) for text in texts] for texts in found["wholes"]],
        headings=[(plain(text), plain(after)[:20]) for text, after in found["headings"]],
    )


def paper(page: Page, folder: Path) -> list[Sheet]:
    """Print as the browser does by default: A4 upright, and no backgrounds."""
    path = folder / "page.pdf"
    page.pdf(path=path, format="A4", print_background=False)
    return list(sheets(path))


def on_two(piece: str, every: list[str]) -> bool:
    """Tell whether a text begins on one sheet and goes on upon the next."""
    for sheet, after in pairwise(every):
        cut = next((n for n in range(len(piece), 0, -1) if piece[:n] in sheet), 0)
        if cut and piece[cut:] in after:
            return True
    return False


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_is_whole_on_paper(tab: Page, tmp_path: Path, address: str, kind: str) -> None:
    page = visit(tab, PAGES[kind])
    text, printed = read(page), paper(page, tmp_path)
    every = [sheet.within(MARGIN) for sheet in printed]
    everything = "".join(every)

    whole = "\n".join(text.pieces)
    times = {piece: everything.count(piece) or on_two(piece, every) for piece in text.pieces}
    assert [piece for piece in text.pieces if not times[piece]] == []
    long = {piece for piece in text.pieces if len(piece) > 40}
    assert {piece: times[piece] for piece in long if times[piece] != whole.count(piece)} == {}

    wholes = [*text.wholes, *text.headings]
    assert [one for one in wholes if not any(all(p in sheet for p in one) for sheet in every)] == []

    assert [word for sheet in printed for word in sheet.outside(MARGIN)] == []
    assert min(map(len, every)) > 20, "a sheet is almost empty"

    assert f"{address}{PAGES[kind]}".removesuffix("404.html") in every[-1]
    assert plain("Printed on 22 November 2026.") in every[-1]


# What a reader has entered, and the words of it that the paper must have.
FILLED: dict[str, tuple[dict[str, Any], str]] = {
    "plan/us-elective/": ({"start/us-elective": {"date": "2027-10-04"}}, "Oct 2027"),
    "my-plan/": (
        {"plan/about": {"placement": "usa-placement"}, "start/us-elective": {"date": "2029-09-03"}},
        "3 September 2029",
    ),
    "tools/worksheets/skills-seen/": (
        {"worksheet/skills-seen/1/supervisor": {"value": "Dr Example of the eye clinic"}},
        "Dr Example of the eye clinic",
    ),
    "tools/tracker/": (
        {"application/a1": {"name": "Eye clinic of Example City", "deadline": "2027-01-15"}},
        "Eye clinic of Example City",
    ),
    "types/": ({}, "Types of placement compared"),
    "faq/": ({}, "Questions"),
}


def text_of(printed: list[Sheet]) -> str:
    return "".join(sheet.within(MARGIN) for sheet in printed)


@pytest.mark.parametrize("path", FILLED)
def test_dark_small_and_zoomed_windows_give_the_same_paper(
    tab: Page, tmp_path: Path, path: str
) -> None:
    records, words = FILLED[path]
    write(tab, records)
    page = visit(tab, path)
    expected = paper(page, tmp_path)
    assert plain(words) in text_of(expected)
    assert [word for sheet in expected for word in sheet.outside(MARGIN)] == []
    assert min(len(sheet.within(MARGIN)) for sheet in expected) > 20
    for width, height, scheme in ((360, 740, "dark"), (320, 256, "light")):
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        page.reload()
        printed = paper(started(page), tmp_path)
        assert text_of(printed) == text_of(expected), width
        assert abs(len(printed) - len(expected)) <= 1
