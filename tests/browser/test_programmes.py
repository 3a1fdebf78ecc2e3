"""The directory in a real browser: filter, search, sort, the address, links, speed and paper."""

import io
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from pypdf import PdfReader

from macros.loading import load_catalog
from tests.projects import ROOT

from .guide import NOW

FIND = "find/"
PROGRAMMES = load_catalog(ROOT).programmes
ALL = len(PROGRAMMES)
READY = ".guide-programmes[data-started]"


def visit(page: Page, path: str = FIND, now: datetime = NOW) -> Page:
    page.clock.set_fixed_time(now)
    page.goto(path)
    return ready(page)


def ready(page: Page) -> Page:
    page.wait_for_selector(READY)
    expect(count(page)).to_have_text(re.compile("programmes"))
    return page


@pytest.fixture
def find(tab: Page) -> Page:
    return visit(tab)


def count(page: Page) -> Locator:
    return page.locator(".guide-programmes").get_by_role("status")


def field(page: Page, name: str) -> Locator:
    return page.locator(".guide-programmes__form").get_by_label(name, exact=True)


def shown(page: Page) -> list[str]:
    """List the ids of the rows in sight, in their order."""
    rows = page.locator(".guide-programme:visible")
    return [id.removeprefix("programme--") for id in rows.evaluate_all("all => all.map(r => r.id)")]


def told(number: int) -> str:
    return f"All {ALL} programmes" if number == ALL else f"{number} of {ALL} programmes"


def expected(**wanted: str) -> set[str]:
    return {
        id
        for id, one in PROGRAMMES.items()
        if wanted.get("country", one.country) == one.country
        and wanted.get("type", one.type) == one.type
        and wanted.get("cost", one.cost_kind) == one.cost_kind
        and one.welcomes(wanted.get("reader"))
    }


def test_shows_everything_first(find: Page) -> None:
    expect(count(find)).to_have_text(told(ALL))
    assert set(shown(find)) == set(PROGRAMMES)
    assert find.url.endswith("/find/")


CHOICES: list[tuple[dict[str, str], dict[str, str]]] = [
    ({"Country": "Pakistan"}, {"country": "Pakistan"}),
    ({"Type": "Observership"}, {"type": "observership"}),
    ({"Money": "You get money"}, {"cost": "funded"}),
    ({"Who you are": "International graduate"}, {"reader": "international-graduate"}),
    (
        {
            "Country": "USA",
            "Type": "Clinical elective",
            "Who you are": "International medical student",
        },
        {"country": "USA", "type": "clinical", "reader": "international-student"},
    ),
]


@pytest.mark.parametrize(("choice", "wanted"), CHOICES)
def test_filters(find: Page, choice: dict[str, str], wanted: dict[str, str]) -> None:
    for name, label in choice.items():
        field(find, name).select_option(label=label)
    ids = expected(**wanted)
    assert 0 < len(ids) < ALL
    expect(count(find)).to_have_text(told(len(ids)))
    assert set(shown(find)) == ids


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("riken", "riken-brain-science-summer"),
        ("dusseldorf", "duesseldorf-self-organised"),
        ("DÜSSEL", "duesseldorf-self-organised"),
        ("Kathmnadu", "kathmandu-teaching-hospital-electives"),
        ("aga khan elective", "aga-khan-visiting-electives"),
    ],
)
def test_search_forgives(find: Page, words: str, id: str) -> None:
    field(find, "Search").fill(words)
    expect(count(find)).not_to_have_text(told(ALL))
    assert id in shown(find)
    assert len(shown(find)) <= 10


def test_search_and_filter_both_count(find: Page) -> None:
    field(find, "Search").fill("karachi")
    expect(count(find)).not_to_have_text(told(ALL))
    field(find, "Type").select_option(label="House job")
    expect(count(find)).to_have_text(told(1))
    assert shown(find) == ["aga-khan-house-job"]


def test_search_works_on_when_the_index_is_missing(context: BrowserContext) -> None:
    page = context.new_page()
    page.route("**/vendor/minisearch/**", lambda route: route.abort())
    visit(page)
    field(page, "Search").fill("dusseldorf")
    expect(count(page)).to_have_text(told(1))


def test_search_index_is_loaded_only_when_used(context: BrowserContext) -> None:
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    visit(page)
    assert any("tablesort" in url for url in asked)
    assert not any("minisearch" in url for url in asked)
    field(page, "Search").fill("keio")
    expect(count(page)).to_have_text(told(1))
    assert any("minisearch" in url for url in asked)


def test_nothing_fits(find: Page) -> None:
    field(find, "Search").fill("zzzzzz")
    expect(count(find)).to_have_text(told(0))
    expect(find.locator(".guide-programmes__empty")).to_be_visible()
    find.get_by_role("button", name="show all", exact=True).click()
    expect(count(find)).to_have_text(told(ALL))
    expect(field(find, "Search")).to_be_focused()


def test_reset(find: Page) -> None:
    reset = find.get_by_role("button", name="Show all", exact=True)
    expect(reset).to_be_disabled()
    field(find, "Country").select_option(label="India")
    field(find, "Sort by").select_option(label="Type, Z to A")
    expect(reset).to_be_enabled()
    reset.click()
    expect(count(find)).to_have_text(told(ALL))
    expect(find).to_have_url(re.compile("/find/$"))


def test_sort_by_heading(find: Page) -> None:
    first = shown(find)
    head = find.get_by_role("columnheader", name="Country")
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    countries = [PROGRAMMES[id].country for id in shown(find)]
    assert countries == sorted(countries, key=str.casefold)
    expect(find).to_have_url(re.compile(r"\?sort=country$"))
    expect(field(find, "Sort by")).to_have_value("country")
    head.get_by_role("button").press("Enter")
    expect(head).to_have_attribute("aria-sort", "descending")
    head.get_by_role("button").press(" ")
    expect(head).to_have_attribute("aria-sort", "ascending")
    assert find.locator("[aria-sort]").count() == 1
    host = find.get_by_role("columnheader", name="Host and programme")
    host.get_by_role("button").click()
    expect(host).to_have_attribute("aria-sort", "ascending")
    assert shown(find) == first


def test_address_survives_reload_and_sharing(find: Page, context: BrowserContext) -> None:
    field(find, "Country").select_option(label="Japan")
    field(find, "Search").fill("keio")
    field(find, "Sort by").select_option(label="Type, Z to A")
    expect(find).to_have_url(re.compile(r"\?q=keio&country=japan&sort=-type$"))
    for page in (find, context.new_page()):
        visit(page, find.url)
        expect(count(page)).to_have_text(told(1))
        expect(field(page, "Search")).to_have_value("keio")
        expect(field(page, "Country")).to_have_value("japan")
        expect(field(page, "Sort by")).to_have_value("-type")


def test_address_survives_back(find: Page) -> None:
    field(find, "Country").select_option(label="Nepal")
    expect(find).to_have_url(re.compile("country=nepal"))
    find.get_by_role("link", name="files to download").click()
    expect(find).to_have_url(re.compile("/about/data/"))
    expect(find.locator("h1")).to_have_text(re.compile("Use the data"))
    find.go_back()
    ready(find)
    expect(count(find)).to_have_text(told(len(expected(country="Nepal"))))
    assert find.locator(".guide-programmes__form").count() == 1


def test_address_says_what_it_does_not_know(tab: Page) -> None:
    visit(tab, f"{FIND}?country=atlantis&type=holiday&reader=nurse&cost=-1&sort=luck&other=kept")
    expect(count(tab)).to_have_text(told(ALL))
    field(tab, "Type").select_option(label="Exchange")
    expect(tab).to_have_url(re.compile(r"\?other=kept&type=exchange$"))


def test_markup_in_the_address_is_text(tab: Page) -> None:
    visit(tab, f"{FIND}?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    expect(field(tab, "Search")).to_have_value("<img src=x onerror=alert(1)>")
    assert tab.locator(".guide-programmes img").count() == 0


def test_link_to_one_programme(tab: Page) -> None:
    visit(tab, f"{FIND}#programme--uae-university-electives")
    row = tab.locator("#programme--uae-university-electives")
    expect(row).to_be_in_viewport()
    expect(row.locator("details")).to_have_attribute("open", "")
    expect(row).to_contain_text("Closed.")


def test_link_to_one_programme_is_stronger_than_a_filter(tab: Page) -> None:
    visit(tab, f"{FIND}?country=usa#programme--keio-international-electives")
    expect(tab.locator("#programme--keio-international-electives")).to_be_in_viewport()
    expect(count(tab)).to_have_text(told(ALL))


def test_link_of_an_entry_can_be_copied(find: Page) -> None:
    row = find.locator("#programme--kaust-visiting-research")
    row.locator("summary").click()
    row.get_by_role("link", name="Link to this entry").click()
    expect(find).to_have_url(re.compile("/find/#programme--kaust-visiting-research$"))
    expect(row).to_be_in_viewport()


def test_doors_lead_to_a_filtered_directory(tab: Page) -> None:
    tab.goto("start/graduate/")
    tab.get_by_role("link", name="Directory for graduates").click()
    ready(tab)
    expect(field(tab, "Who you are")).to_have_value("graduate")
    expect(count(tab)).to_have_text(told(len(expected(reader="graduate"))))


def test_what_is_due_for_review_says_so(tab: Page) -> None:
    due = ".guide-programme__due"
    visit(tab)
    assert tab.locator(due).count() == 0
    visit(tab, now=datetime(2027, 5, 21, 6, tzinfo=UTC))
    assert tab.locator(due).count() == 0
    visit(tab, now=datetime(2027, 5, 22, 6, tzinfo=UTC))
    late = {id for id, one in PROGRAMMES.items() if one.review_by.isoformat() < "2027-05-22"}
    expect(tab.locator(due)).to_have_count(len(late))
    expect(tab.locator(due).first).to_have_text(re.compile("^Due for review"))


def test_count_is_announced_once_a_change(find: Page) -> None:
    count(find).evaluate(
        """words => {
          window.said = []
          new MutationObserver(() => window.said.push(words.textContent))
            .observe(words, { childList: true, characterData: true, subtree: true })
        }"""
    )
    field(find, "Country").select_option(label="Ireland")
    expect(count(find)).to_have_text(told(len(expected(country="Ireland"))))
    field(find, "Sort by").select_option(label="Country, A to Z")
    expect(find).to_have_url(re.compile("sort=country"))
    assert find.evaluate("window.said") == [told(len(expected(country="Ireland")))]


def test_controls_are_named_and_large(find: Page) -> None:
    for width in (1280, 360):
        find.set_viewport_size({"width": width, "height": 800})
        small = find.evaluate(
            """() => [...document.querySelectorAll(".guide-programmes *")]
              .filter(one => one.matches("input, select, button, summary"))
              .filter(one => one.checkVisibility())
              .map(one => [one.textContent, one.getBoundingClientRect()])
              .filter(([, { width, height }]) => width < 24 || height < 24)
              .map(([name, { width, height }]) => `${name}: ${width} x ${height}`)"""
        )
        assert not small


def test_cards_on_a_phone_bear_their_labels(find: Page) -> None:
    find.set_viewport_size({"width": 360, "height": 800})
    row = find.locator("#programme--keio-international-electives")
    row.scroll_into_view_if_needed()
    labels = row.locator("td").evaluate_all(
        "cells => cells.map(cell => getComputedStyle(cell, '::before').content)"
    )
    assert labels == [
        '"Country"',
        '"Type"',
        '"Who may apply"',
        '"How long, and when to apply"',
        '"Money"',
    ]
    assert find.evaluate("document.documentElement.scrollWidth") <= 360
    expect(find.get_by_role("row").nth(1)).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("path", [f"{FIND}?country=worldwide", "about/data/"])
def test_axe_finds_nothing(tab: Page, path: str, width: int, scheme: Any) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    tab.emulate_media(color_scheme=scheme)
    tab.goto(path)
    if path.startswith(FIND):  # ten rows, which are made as all others are: axe is slow on 133
        ready(tab)
        tab.locator("summary:visible").first.click()
    violations = Axe().run(tab).response["violations"]
    assert not [(found["id"], found["nodes"][0]["html"][:200]) for found in violations]


def test_complete_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto(FIND)
    assert page.locator(".guide-programme").count() == ALL
    assert page.locator(".guide-programmes :is(select, input, button)").count() == 0
    expect(page.locator("#programme--khorana-scholars")).to_contain_text("Closed.")
    page.locator("#programme--khorana-scholars summary").click()
    expect(page.locator("#programme--khorana-scholars")).to_contain_text("Checked 22 November 2026")
    context.close()


def test_prints_what_is_shown(find: Page) -> None:
    field(find, "Country").select_option(label="Pakistan")
    ids = expected(country="Pakistan")
    expect(count(find)).to_have_text(told(len(ids)))
    pages = PdfReader(io.BytesIO(find.pdf(format="A4"))).pages
    text = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))
    assert told(len(ids)) in text
    assert text.count("to be checked again by") == len(ids)
    assert "Sort by" not in text
    assert "Keio" not in text


def test_files_of_the_data_page_are_there(tab: Page) -> None:
    tab.goto("about/data/")
    links = tab.locator(".guide-downloads a").evaluate_all("all => all.map(a => a.href)")
    assert len(links) > 10
    for link in links:
        assert tab.request.get(link).ok, link
