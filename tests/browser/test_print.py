"""Paper: every item once, reasons included, boxes to tick by hand, and no trace of the screen."""

import re
import shutil
import subprocess
import unicodedata
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from .guide import SETTING, box, checklist, entry, record, started, visit, write
from .survey import pages

# What the paper should say of an element: generated words and addresses of links are text too.
SAID = """
const said = node => {
  const copy = node.cloneNode(true)
  for (const link of copy.querySelectorAll("a")) {
    const own = link.host === location.host || link.href.includes("medical-internship-guide")
    if (!own) link.append(` (${link.href})`)
  }
  for (const link of copy.querySelectorAll(".guide-cite")) { link.prepend("["); link.append("]") }
  return copy.textContent
}
"""


def plain(text: str) -> str:
    """Take the spaces and ligatures out of a text: line breaks on paper fall anywhere."""
    return "".join(unicodedata.normalize("NFKC", text).replace("\u00ad", "").split())


def print_pdf(page: Page, format: str = "A4") -> list[str]:
    """Print as the browser does by default, without backgrounds; gives the text of each sheet."""
    pdf = page.pdf(format=format, print_background=False, prefer_css_page_size=False)
    return [sheet.extract_text() for sheet in PdfReader(BytesIO(pdf)).pages]


def entries(page: Page) -> list[dict[str, Any]]:
    """Give each entry's text, and all that its details say."""
    return page.evaluate(
        "() => {"
        + SAID
        + """
          return [...document.querySelectorAll("[data-entry]")].map(one => ({
            key: one.dataset.entry,
            text: said(one.querySelector(".guide-entry__text")),
            more: [...one.querySelectorAll(".guide-entry__more > p")].map(said),
          }))
        }"""
    )


def article(page: Page) -> str:
    return plain(
        page.evaluate("() => {" + SAID + "return said(document.querySelector('article'))}")
    )


@pytest.fixture(scope="module")
def list_pages(site: Path, address: str) -> list[str]:
    found = [url for url in pages(site) if not url.endswith(".html")]
    return [
        url
        for url in found
        if "data-entry=" in (site / url.removeprefix(address) / "index.html").read_text("utf-8")
    ]


CHROME = [
    "Skip to content", "Search", "Undo", "Reset this list", "Only what is left", "Show for",
    "Print blank", "Edit this", "Report a mistake", "Material for MkDocs", "Why this matters",
    "Tick all", "Set the date", "Table of contents", "Home", "Back to top",
]  # fmt: skip


@pytest.mark.parametrize(("format", "every"), [("A4", 1), ("Letter", 4)])
def test_every_list_is_on_paper(tab: Page, list_pages: list[str], format: str, every: int) -> None:
    """Print every page with a list on A4, and each fourth on Letter: only the breaks differ."""
    assert len(list_pages) >= 12
    wrong = []
    for url in list_pages[::every]:
        page = visit(tab, url)
        expected, whole = entries(page), article(page)
        sheets = [plain(sheet) for sheet in print_pdf(page, format)]
        paper = "".join(sheets)
        for one in expected:
            text = plain(one["text"])
            if paper.count(text) != whole.count(text):
                wrong.append(f"{one['key']}: {paper.count(text)} times, not {whole.count(text)}")
            parts = [text, *map(plain, one["more"])]
            if not any(all(part in sheet for part in parts) for sheet in sheets):
                wrong.append(f"{one['key']}: split, or its reason is missing")
        wrong += [
            f"{url}: {word}"
            for word in CHROME
            if plain(word) in paper and plain(word) not in _written(page)
        ]
    assert not wrong, "\n".join(wrong)


def _written(page: Page) -> str:
    """Give the page's own prose, in which a word of the screen may stand by right."""
    return plain(
        page.evaluate(
            """() => {
              const copy = document.querySelector("article").cloneNode(true)
              const tools = `.guide-bar, .guide-tools, .guide-date, .guide-foot, summary, button,
                a[href*="/edit/"]`
              for (const one of copy.querySelectorAll(tools)) one.remove()
              return copy.textContent
            }"""
        )
    )


def test_no_entry_may_split(patterns: Page) -> None:
    patterns.emulate_media(media="print")
    values = patterns.locator("[data-entry]").evaluate_all(
        "all => all.map(one => getComputedStyle(one).breakInside)"
    )
    assert set(values) == {"avoid"}


def test_address_of_a_link_out_is_printed(tab: Page) -> None:
    page = visit(tab, "usa/visa/")
    links = page.locator(".guide-sources cite a").evaluate_all("all => all.map(one => one.href)")
    paper = plain("".join(print_pdf(page)))
    assert links
    assert [url for url in links if plain(url) not in paper] == []


def test_foot_says_when_and_where(tab: Page, address: str) -> None:
    sheets = print_pdf(visit(tab, "apply/cv/"))
    paper = plain("".join(sheets))
    assert plain("Printed on 22 November 2026") in paper
    assert f"{address}apply/cv/" in paper
    for n, sheet in enumerate(sheets, start=1):
        assert plain(f"Page {n} of {len(sheets)}") in plain(sheet)


def choose(page: Page, name: str) -> None:
    """Ask for paper by the list's own menu; a note replaces the print dialogue."""
    page.evaluate("() => { window.asked = 0; window.print = () => { window.asked++ } }")
    checklist(page).locator(".guide-menu > summary").click()
    checklist(page).get_by_role("button", name=name).click()
    assert page.evaluate("window.asked") == 1
    expect(checklist(page).get_by_role("button", name=name)).to_have_count(0)
    expect(checklist(page).locator(".guide-menu > summary")).to_be_focused()


@pytest.fixture
def used(patterns: Page) -> Page:
    box(patterns, "example-plain/badge").check()
    entry(patterns, "example-plain/letter").get_by_role("button", name="Not for me").click()
    write(patterns, {"start/example-week": {"date": "2026-12-10"}})
    patterns.reload()
    return started(patterns)


BADGE, LETTER, SHOES = (
    "Pack your badge.",
    "Pack the letter that says where to go.",
    "Pack clean shoes.",
)


def test_print_blank(used: Page) -> None:
    choose(used, "Print blank")
    paper = plain("".join(print_pdf(used)))
    for text in (BADGE, LETTER, SHOES):
        assert paper.count(plain(text)) == 1
    for trace in ("Done on", "Not for me", "✓", "Overdue", "in 18 days", "Today,"):
        assert plain(trace) not in paper
    # The dates of the reader's plan are no progress: they are why it is printed.
    assert plain("Thu, 3 Dec 2026") in paper
    assert record(used, "done", "example-plain/badge")["state"] == "done"


def test_print_with_progress(used: Page) -> None:
    choose(used, "Print with progress")
    paper = plain("".join(print_pdf(used)))
    for text in (
        BADGE,
        LETTER,
        SHOES,
        "Done on 22 November 2026",
        "Not for me",
        "Overdue by 10 days",
    ):
        assert paper.count(plain(text)) == 1
    assert "✓" in paper


def test_print_what_is_left(used: Page) -> None:
    choose(used, "Print what is left")
    paper = plain("".join(print_pdf(used)))
    assert plain(BADGE) not in paper
    assert plain(LETTER) not in paper
    assert plain(SHOES) in paper
    assert plain("Write two phone numbers on paper.") in paper


def test_choice_holds_for_one_printing(used: Page) -> None:
    choose(used, "Print what is left")
    print_pdf(used)
    assert plain(BADGE) in plain("".join(print_pdf(used)))


def test_hidden_for_other_readers_is_not_printed(patterns: Page) -> None:
    root = checklist(patterns, "readers")
    root.get_by_label("Show for").select_option("premed")
    paper = plain("".join(print_pdf(patterns)))
    assert plain("For everyone.") in paper
    assert plain("For international graduates.") not in paper


def test_dark_mode_prints_the_same(browser: Browser, address: str) -> None:
    sheets = {}
    for scheme, name in (("light", "default"), ("dark", "slate")):
        context = browser.new_context(base_url=address, **SETTING, color_scheme=scheme)
        page = visit(context.new_page(), "plan/us-elective/", now=None)
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", name)
        sheets[scheme] = print_pdf(page)
        page.emulate_media(media="print", color_scheme=scheme)
        ink = page.evaluate("getComputedStyle(document.querySelector('.guide-entry__text')).color")
        assert ink == "rgb(0, 0, 0)"
        context.close()
    assert sheets["light"] == sheets["dark"]


def test_dated_timeline_on_paper(tab: Page) -> None:
    write(tab, {"start/us-elective": {"date": "2027-10-04"}})
    page = visit(tab, "plan/us-elective/")
    months = page.locator(".guide-month__name").all_inner_texts()
    steps = [plain(one["text"]) for one in entries(page)]
    paper = plain("".join(print_pdf(page)))
    places = [paper.index(step) for step in steps]
    assert places == sorted(places)
    assert all(plain(month) in paper for month in months)
    assert plain("Mon, 4 Oct 2027") in paper or plain("Oct 2027") in paper


@pytest.mark.skipif(not shutil.which("pdftoppm"), reason="pdftoppm, of poppler-utils, is not here")
def test_boxes_can_be_seen_without_backgrounds(patterns: Page, tmp_path: Path) -> None:
    """Find the box left of an item's text: dark lines, and white between them for a pen."""
    pdf = patterns.pdf(format="A4", print_background=False)
    (tmp_path / "page.pdf").write_bytes(pdf)
    sheet, x, y, height = _find(pdf, "Pack your badge.")
    dots = 200
    command = [
        "pdftoppm",
        "-gray",
        "-r",
        str(dots),
        "-f",
        str(sheet),
        "-l",
        str(sheet),
        "-singlefile",
    ]
    subprocess.run([*command, tmp_path / "page.pdf", tmp_path / "page"], check=True)
    width, rows = _grey((tmp_path / "page.pgm").read_bytes())
    scale = dots / 72
    row = rows[round((height - y - 3) * scale)]
    left = row[max(0, round((x - 30) * scale)) : round((x - 1) * scale)]
    dark = [n for n, value in enumerate(left) if value < 128]
    assert dark, "there is no line left of the text"
    inside = left[dark[0] : dark[-1] + 1]
    millimetres = len(inside) / dots * 25.4
    assert 3 < millimetres < 6
    assert sum(value > 240 for value in inside) > 0.7 * len(inside)
    assert width > 1000


def _find(pdf: bytes, text: str) -> tuple[int, float, float, float]:
    """Find a text: its sheet from 1, and where it begins, in points from the lower left."""
    for n, sheet in enumerate(PdfReader(BytesIO(pdf)).pages, start=1):
        places: list[tuple[str, float, float]] = []

        def visit_text(words: str, cm: Any, tm: Any, *_: Any, places: list = places) -> None:
            x, y = tm[4], tm[5]
            places.append((words, cm[0] * x + cm[2] * y + cm[4], cm[1] * x + cm[3] * y + cm[5]))

        sheet.extract_text(visitor_text=visit_text)
        for words, x, y in places:
            if text in words:
                return n, x, y, float(sheet.mediabox.height)
    pytest.fail(f"{text} is not on paper")


def _grey(picture: bytes) -> tuple[int, list[bytes]]:
    """Read a PGM picture into rows of grey values."""
    head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", picture)
    width, height = int(head[1]), int(head[2])
    dots = picture[head.end() :]
    return width, [dots[n * width : (n + 1) * width] for n in range(height)]
