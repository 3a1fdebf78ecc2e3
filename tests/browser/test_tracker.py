"""The applications in a real browser: nothing typed is lost, and no file does harm."""

import csv
import io
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, Route, expect
from pypdf import PdfReader

from macros.loading import load_catalog
from tests.projects import ROOT as PROJECT

from .guide import focused, record, revisit, started, stored, visit, write
from .tools import (
    VIEWS,
    apart,
    axe_finds,
    beside,
    blocked,
    nameless,
    printed,
    small_targets,
    too_wide,
    without_script,
)

PAGE = "tools/tracker/"
FIND = "find/"
ROOT = ".guide-tracker"
ID, PROGRAMME = next(
    (id, one) for id, one in load_catalog(PROJECT).programmes.items() if one.link and one.window
)
NAME = f"{PROGRAMME.organisation}: {PROGRAMME.name}"


@pytest.fixture
def page(tab: Page) -> Page:
    return visit(tab, PAGE)


def add(page: Page, name: str) -> Locator:
    page.get_by_label("Add a programme or place").fill(name)
    page.get_by_label("Add a programme or place").press("Enter")
    return card(page, name)


def card(page: Page, name: str) -> Locator:
    return page.locator(".guide-application").filter(
        has=page.locator(".guide-application__name", has_text=re.compile(f"^{re.escape(name)}$"))
    )


def field(one: Locator, name: str) -> Locator:
    if name == "Status":
        return one.get_by_role("combobox")
    return one.get_by_label(name, exact=True)


def unfold(one: Locator) -> Locator:
    one.locator("summary").click()
    return one


def status(page: Page) -> Locator:
    return page.locator(f"{ROOT} .guide-tool__status")


def counted(page: Page) -> Locator:
    return page.locator(".guide-tracker__count")


def names(page: Page, group: str) -> list[str]:
    inside = f'[data-group="{group}"] .guide-application__name'
    return page.locator(inside).all_inner_texts()


def applications(page: Page) -> dict[str, dict[str, Any]]:
    """Give what is stored of applications and their documents, without the times."""
    found = {
        key.split("/", 3)[3]: json.loads(text)
        for key, text in stored(page).items()
        if "/application" in key and "/undo/" not in key
    }
    return {key: {n: v for n, v in one.items() if n != "updated"} for key, one in found.items()}


def fill_store(page: Page, **records: dict[str, Any]) -> Page:
    """Store applications by id, and open the page with them."""
    write(page, {f"application/{id}": {"updated": 1, **one} for id, one in records.items()})
    return revisit(page)


def test_what_is_typed_is_there_again(page: Page) -> None:
    one = add(page, "  City Hospital ")
    one = card(page, "City Hospital")
    expect(field(one, "Deadline")).to_be_focused()
    field(one, "Deadline").fill("2026-12-01")
    field(one, "Next step").fill("Ask Ms Lee")
    field(one, "Next step on").fill("2026-11-25")
    field(one, "Status").select_option("preparing")
    field(one, "Note").fill("One PDF.\nNot two.")
    field(one, "Web page").fill("www.example.org/visit")
    field(one, "Contact").fill("Office")
    revisit(page)
    expect(one.locator("summary")).to_have_text(
        re.compile(
            "City Hospital.*Preparing.*Deadline 1 December 2026, in 9 days."
            ".*Next: Ask Ms Lee, 25 November 2026, in 3 days."
        )
    )
    unfold(one)
    assert field(one, "Note").input_value() == "One PDF.\nNot two."
    assert field(one, "Web page").input_value() == "https://www.example.org/visit"
    expect(one.get_by_role("link", name="Open it")).to_have_attribute(
        "href", "https://www.example.org/visit"
    )
    expect(counted(page)).to_have_text("1 application, 1 preparing")


def test_a_name_cannot_be_lost_and_an_address_must_be_one(page: Page) -> None:
    one = add(page, "City Hospital")
    field(one, "Programme or place").fill("")
    field(one, "Web page").fill("javascript:alert(1)")
    field(one, "Note").focus()
    expect(field(one, "Programme or place")).to_have_value("City Hospital")
    expect(field(one, "Web page")).to_have_accessible_description(re.compile("^Not kept"))
    (kept,) = applications(page).values()
    assert kept["name"] == "City Hospital"
    assert "link" not in kept


def keep(page: Page) -> Locator:
    return page.locator(f"#programme--{ID} .guide-programme__keep")


def test_a_programme_comes_over_from_the_directory(page: Page) -> None:
    visit(page, FIND)
    keep(page).get_by_role("button").dblclick(position={"x": 8, "y": 8})
    expect(keep(page).get_by_role("button")).to_have_text(f"Take out: {NAME}")
    assert applications(page) == {
        f"application/{ID}": {
            "name": NAME,
            "programme": ID,
            "link": PROGRAMME.link,
            "window": PROGRAMME.window,
            "status": "considering",
            "removed": False,
        }
    }
    keep(page).get_by_role("link", name="In my applications").click()
    one = card(page, NAME)
    expect(field(one, "Status")).to_be_visible()
    assert field(one, "Deadline").input_value() == ""
    expect(one).to_contain_text(f"When to apply, as the directory says: {PROGRAMME.window}")
    field(one, "Note").fill("Mine")
    one.get_by_role("link", name="Entry in the directory").click()
    started(page)
    keep(page).get_by_role("button").click()
    expect(keep(page).get_by_role("link")).to_be_hidden()
    expect(keep(page).get_by_role("button")).to_have_text(f"Add to my applications: {NAME}")
    keep(page).get_by_role("button").click()
    kept = record(page, "application", ID)
    assert kept
    assert (kept["note"], kept["removed"]) == ("Mine", False)
    said = page.locator(".guide-programmes + [role=status]")
    expect(said).to_have_text(f"Added to my applications: {NAME}")


def test_words_of_the_buttons_are_not_searched(page: Page) -> None:
    visit(page, f"{FIND}?q=applications+take")
    expect(page.locator(".guide-programmes").get_by_role("status")).not_to_have_text(
        re.compile("^All")
    )


def test_a_name_typed_here_finds_its_programme(page: Page) -> None:
    one = add(page, NAME)
    assert applications(page)[f"application/{ID}"]["window"] == PROGRAMME.window
    expect(one).to_contain_text("Entry in the directory")
    one.get_by_role("button", name="Close").click()
    add(page, NAME.upper())
    expect(status(page)).to_have_text("It is in your list already.")
    expect(field(one, "Status")).to_be_visible()
    assert len(applications(page)) == 1


def test_two_presses_add_one(page: Page) -> None:
    page.get_by_label("Add a programme or place").fill("City Hospital")
    page.get_by_role("button", name="Add", exact=True).dblclick()
    expect(counted(page)).to_have_text("1 application, 1 considering")
    add(page, "city hospital ")
    expect(counted(page)).to_have_text("1 application, 1 considering")


def test_two_tabs_lose_nothing(page: Page) -> None:
    here = add(page, "City Hospital")
    here.get_by_role("button", name="Add CV").click()
    here.get_by_role("button", name="Add Passport").click()
    other = beside(page.context, PAGE)
    there = unfold(card(other, "City Hospital"))
    field(here, "Contact").fill("Ms Lee")
    field(there, "Note").fill("One PDF")
    here.get_by_role("checkbox", name="CV").check()
    there.get_by_role("checkbox", name="Passport").check()
    field(there, "Deadline").fill("2026-12-24")
    field(here, "Next step").fill("Call")
    # Both stand in one field, and the later words go on from the earlier ones.
    field(here, "Note").focus()
    expect(field(here, "Note")).to_have_value("One PDF")
    page.keyboard.press("Control+End")
    page.keyboard.type(", signed")
    for tab, one in ((page, here), (other, there)):
        expect(field(one, "Contact")).to_have_value("Ms Lee")
        expect(field(one, "Note")).to_have_value("One PDF, signed")
        expect(field(one, "Next step")).to_have_value("Call")
        expect(field(one, "Deadline")).to_have_value("2026-12-24")
        expect(one.locator("summary")).to_contain_text("2 of 2 documents")
        unfold(card(revisit(tab), "City Hospital"))
        expect(field(one, "Note")).to_have_value("One PDF, signed")
    other.close()


SOME: dict[str, dict[str, Any]] = {
    "own-late": {"name": "Late", "deadline": "2026-11-20"},
    "own-soon": {"name": "Soon", "status": "preparing", "deadline": "2026-12-01"},
    "own-step": {"name": "Step", "deadline": "2027-06-01", "nextDate": "2026-11-25"},
    "own-none": {"name": "Nothing"},
    "own-sent": {"name": "Waits", "status": "sent", "deadline": "2026-11-01"},
    "own-asks": {"name": "Asks", "status": "sent", "nextDate": "2026-11-22"},
    "own-offer": {"name": "Offer", "status": "offer", "nextDate": "2026-11-24"},
    "own-no": {"name": "No", "status": "rejected", "nextDate": "2026-11-24"},
    "own-gone": {"name": "Gone", "removed": True},
}


def test_what_is_next_stands_first(page: Page) -> None:
    fill_store(page, **SOME)
    assert names(page, "open") == ["Late", "Asks", "Offer", "Step", "Soon", "Nothing"]
    assert names(page, "waiting") == ["Waits"]
    assert names(page, "closed") == ["No"]
    expect(counted(page)).to_have_text(
        "8 applications, 3 considering, 1 preparing, 2 sent, 1 offer, 1 rejected"
    )
    late = card(page, "Late").locator("[data-late]")
    expect(late).to_have_text("Deadline 20 November 2026, 2 days ago.")


def test_a_card_goes_where_it_belongs_when_it_is_closed(page: Page) -> None:
    fill_store(page, **SOME)
    one = unfold(card(page, "Late"))
    field(one, "Status").select_option("sent")
    assert names(page, "open")[0] == "Late"
    one.get_by_role("button", name="Close").click()
    expect(status(page)).to_have_text("“Late” stands under “Waiting” now.")
    assert names(page, "waiting") == ["Late", "Waits"]
    expect(one.locator("summary")).to_be_focused()


def test_a_removed_application_can_be_brought_back(page: Page) -> None:
    fill_store(page, **SOME)
    unfold(card(page, "Soon")).get_by_role("button", name="Remove this application").click()
    expect(card(page, "Soon")).to_have_count(0)
    expect(status(page)).to_be_focused()
    # Written since, elsewhere: it stays.
    kept = record(page, "application", "own-soon")
    write(page, {"application/own-soon": {**(kept or {}), "note": "new"}})
    revisit(page)
    page.get_by_role("button", name="Undo: removed “Soon”").click()
    expect(card(page, "Soon")).to_be_visible()
    kept = record(page, "application", "own-soon")
    assert kept
    assert kept["note"] == "new"
    expect(page.get_by_role("button", name=re.compile("^Undo"))).to_be_hidden()


def test_documents(page: Page) -> None:
    one = add(page, "City Hospital")
    one.get_by_role("button", name="Add CV").click()
    expect(one.get_by_role("checkbox", name="CV")).to_be_focused()
    page.keyboard.press("Space")
    for text in ("Police check; two", "police check two", "ویزا"):
        field(one, "Another document").fill(text)
        field(one, "Another document").press("Enter")
    expect(one.locator("summary")).to_contain_text("1 of 3 documents")
    one.get_by_role("button", name="Remove CV").click()
    expect(one.get_by_role("checkbox")).to_have_count(2)
    revisit(page)
    page.get_by_role("button", name="Undo: removed “CV” from “City Hospital”").click()
    expect(unfold(one).get_by_role("checkbox", name="CV")).to_be_checked()


def test_each_plan_has_its_own(page: Page) -> None:
    fill_store(page, **SOME)
    use = """async id => (await import("/components/core/plans.mjs")).usePlan(id)"""
    unfold(card(page, "Soon"))
    page.evaluate(use, "p-other")
    expect(page.locator(".guide-application")).to_have_count(0)
    add(page, "Only there")
    page.evaluate(use, "main")
    expect(card(page, "Only there")).to_have_count(0)
    expect(card(page, "Soon")).to_be_visible()


def test_works_where_nothing_can_be_kept(browser: Browser, address: str) -> None:
    page = blocked(browser, address, PAGE)
    one = add(page, "City Hospital")
    field(one, "Contact").fill("Ms Lee")
    one.get_by_role("button", name="Remove this application").click()
    page.get_by_role("button", name=re.compile("^Undo")).click()
    expect(counted(page)).to_have_text("1 application, 1 considering")
    expect(field(unfold(one), "Contact")).to_have_value("Ms Lee")
    expect(page.locator(".guide-notice")).to_have_count(1)
    page.goto(FIND)
    started(page)
    keep(page).get_by_role("button").click()
    expect(keep(page)).to_contain_text("This browser does not keep it")
    expect(keep(page).get_by_role("link")).to_be_visible()
    page.context.close()


def test_spoilt_records_harm_only_themselves(page: Page) -> None:
    write(
        page,
        {
            "application/own-cut": "{",
            "application/own-list": [1, 2],
            "application/own-number": {"name": 7},
            "application/own-blank": {"name": "  "},
            "application/own-odd": {
                "name": "<img src=x onerror=alert(1)>",
                "status": "constructor",
                "deadline": "2026-02-30",
                "nextDate": 5,
                "link": "javascript:alert(1)",
                "note": {"a": 1},
                "removed": "yes",
                "updated": "never",
            },
            "application-document/own-odd/cv": {"name": ["CV"]},
            "application-document/own-odd/own-1": {"name": "Visa", "done": 1},
            "application-document/own-nobody/cv": {"name": "CV"},
            "application-document/broken": {"name": "CV"},
            "undo/applications": {"steps": [{"words": "x", "changes": [{"kind": "done"}]}, 3]},
            "application/own-good": {"name": "Good", "deadline": "2026-12-01"},
        },
    )
    revisit(page)
    assert names(page, "open") == ["Good", "<img src=x onerror=alert(1)>"]
    one = unfold(card(page, "<img src=x onerror=alert(1)>"))
    expect(one.locator("summary")).to_contain_text("Considering No deadline yet. 0 of 1 documents")
    expect(one.get_by_role("link")).to_have_count(0)
    expect(page.get_by_role("button", name=re.compile("^Undo"))).to_be_hidden()


def changed(page: Page, path: str, old: str, new: str) -> None:
    """Serve a page as a later version of the guide would have it."""

    def answer(route: Route) -> None:
        text = route.fetch().text()
        assert old in text
        route.fulfill(body=text.replace(old, new), content_type="text/html")

    page.route(f"**/{path}", answer)


@pytest.fixture
def own_page(browser: Browser, address: str) -> Iterator[Page]:
    """Open the tracker in a browser of its own."""
    page = apart(browser, address, PAGE)
    yield page
    page.context.close()


def test_a_programme_gets_another_name_and_id_and_closes(own_page: Page) -> None:
    page = own_page
    one = add(page, NAME)
    field(one, "Note").fill("Mine")
    option = f'data-programme="{ID}"'
    changed(page, PAGE, option, f'data-programme="new-id" data-was="{ID}" data-status="Closed"')
    revisit(page)
    expect(one.locator("summary")).to_contain_text("The directory says: closed.")
    unfold(one)
    expect(one.get_by_role("link", name="Entry in the directory")).to_have_attribute(
        "href", "../../find/#programme--new-id"
    )
    row = f'id="programme--{ID}"'
    changed(page, FIND, row, 'id="programme--new-id"')
    page.goto(FIND)
    started(page)
    # The row has the former id beside the new one; here the test puts it there.
    button = page.locator("#programme--new-id .guide-programme__keep button")
    expect(button).to_have_text(re.compile("^Add"))
    page.unroute_all()
    head = '<th scope="row" role="rowheader"'
    changed(page, FIND, row, 'id="programme--new-id"')
    page.route(
        f"**/{FIND}",
        lambda route: route.fulfill(
            body=re.sub(
                f"({row.replace(ID, 'new-id')}.*?{head}[^>]*>)",
                rf'\1<span id="programme--{ID}"></span>',
                route.fetch().text().replace(row, 'id="programme--new-id"'),
                count=1,
                flags=re.DOTALL,
            ),
            content_type="text/html",
        ),
    )
    page.goto(FIND)
    started(page)
    expect(button).to_have_text(re.compile("^Take out"))
    button.click()
    button.click()
    kept = record(page, "application", ID)
    assert kept
    assert (kept["note"], kept["removed"]) == ("Mine", False)
    assert record(page, "application", "new-id") is None


def test_a_programme_leaves_the_directory(page: Page) -> None:
    fill_store(page, gone={"name": "Gone", "programme": "gone", "window": "In May."})
    one = unfold(card(page, "Gone"))
    expect(one).to_contain_text("When to apply, as the directory says: In May.")
    expect(one).to_contain_text("It is no longer in the directory")


HARD = {
    "own-1": {
        "name": 'He said "come", twice',
        "note": "First line\nSecond; with, marks\n\n=1+1",
        "status": "offer",
        "deadline": "2027-01-15",
        "link": "https://example.org/?a=1&b=2",
    },
    "own-2": {"name": "کراچی ہسپتال", "contact": "+92 300 1234567", "next": "-5", "note": "-"},
    "own-3": {"name": "=HYPERLINK(1)", "note": "'=1", "next": "''=2", "contact": "@x; =y"},
    "own-4": {"name": "Line", "note": "\t=1\n'+2|@3", "window": "＝１", "nextDate": "2027-02-01"},
}
PAPERS = {
    "own-1/cv": {"name": "CV", "done": True},
    "own-1/own-1xyz": {"name": "Old", "removed": True},
    "own-2/own-q": {"name": "=Visa", "done": False},
    "own-2/passport": {"name": "Passport", "done": False},
}


def downloaded(page: Page) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download as CSV").click()
    assert waiting.value.suggested_filename == "my-applications.csv"
    return Path(waiting.value.path()).read_bytes()


def choose(page: Page, content: bytes | str, name: str = "a.csv") -> Locator:
    """Choose a file, and give the preview."""
    data = content.encode() if isinstance(content, str) else content
    if not page.get_by_label("CSV file", exact=True).is_visible():
        page.get_by_role("button", name="Read a CSV file").click()
    found = page.locator(".guide-tracker__found")
    found.evaluate("one => one.replaceChildren()")
    file = FilePayload(name=name, mimeType="text/csv", buffer=data)
    page.get_by_label("CSV file", exact=True).set_input_files(file)
    expect(found.get_by_role("heading", level=3)).to_be_focused()
    return found


def take(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Take over")).click()
    expect(status(page)).to_be_focused()


def test_a_file_brings_back_exactly_what_it_took(page: Page) -> None:
    write(page, {f"application-document/{id}": {"updated": 1, **p} for id, p in PAPERS.items()})
    fill_store(page, **HARD)
    raw = downloaded(page)
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), strict=True))
    table = {row[-1]: dict(zip(rows[0], row, strict=True)) for row in rows[1:]}
    assert table["own-1"]["Programme or place"] == 'He said "come", twice'
    assert table["own-1"]["Note"] == "First line\nSecond; with, marks\n'\n'=1+1"
    assert table["own-2"]["Documents missing"] == "Passport;' =Visa"
    assert table["own-3"]["Programme or place"] == "'=HYPERLINK(1)"
    for row in rows:
        for cell in row:
            assert re.fullmatch(r"-?\d+", cell) or not re.match(r"\s*[=+\-@＝]", cell), cell
    found = choose(page, raw)
    expect(found).to_contain_text("4 applications are as you have them already.")
    page.get_by_role("button", name="Close").click()

    before = applications(page)
    page.evaluate("localStorage.clear()")
    revisit(page)
    choose(page, raw)
    take(page)
    expect(counted(page)).to_have_text("4 applications, 3 considering, 1 offer")
    after = applications(page)
    for id, one in HARD.items():
        kept = after[f"application/{id}"]
        assert {name: kept[name] for name in one} == one
    assert after["application-document/own-1/cv"]["done"] is True
    assert before.keys() >= {key for key in after if key.startswith("application/")}
    assert downloaded(page) == raw


def test_a_spreadsheet_changes_what_it_says_it_changes(page: Page) -> None:
    fill_store(page, **HARD)
    unfold(card(page, "Line")).get_by_role("button", name="Add CV").click()
    before = applications(page)
    text = (
        "programme or place;Deadline;Status;Colour;Documents missing;Documents ready\r\n"
        f"{NAME};31/12/2026;;red;;\r\n"
        "line;05/02/2027;SENT;;Visa;\r\n"
        ";;;;;\r\n"
        "New;1.3.2027;I withdrew;;;CV\r\n"
    )
    found = choose(page, text)
    assert applications(page) == before
    expect(found.get_by_role("heading", level=4)).to_have_text(["2 new", "1 changed"])
    expect(found).to_contain_text(
        "line. Programme or place: “Line” → “line”; Deadline: nothing → “2027-02-05”; "
        "Status: “Considering” → “Sent”; Visa: missing; CV: not needed"
    )
    expect(found).to_contain_text("Not read: the column “Colour”.")
    take(page)
    expect(status(page)).to_have_text("Taken over: 2 new and 1 changed.")
    after = applications(page)
    assert after[f"application/{ID}"]["deadline"] == "2026-12-31"
    assert after[f"application/{ID}"]["window"] == PROGRAMME.window
    assert (after["application/own-4"]["status"], after["application/own-4"]["note"]) == (
        "sent",
        HARD["own-4"]["note"],
    )
    # One of the new ones is worked on before the whole is undone.
    field(unfold(card(page, "New")), "Contact").fill("Ms Lee")
    revisit(page)
    page.get_by_role("button", name=re.compile("^Undo: read 2 new")).click()
    expect(status(page)).to_contain_text("1 of them you have worked on since")
    expect(counted(page)).to_have_text("5 applications, 3 considering, 1 offer, 1 withdrawn")
    expect(card(page, "Line")).to_be_visible()
    expect(unfold(card(page, "Line")).get_by_role("checkbox")).to_have_count(1)
    expect(card(page, "New")).to_be_visible()


HEAD = "Programme or place,Deadline,Status,Web page,Id\n"
WHOLE: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", "The file is empty."),
    "only a mark": ("\ufeff \n", "The file is empty."),
    "no name": ("Deadline,Status\n2027-01-01,Sent\n", "no column “Programme or place”"),
    "twice": ("Name,Programme\na,b\n", "The column “Programme or place” stands there twice."),
    "open quote": (HEAD + 'a,"2027-01-01,,,\nb,,,,\n', "The quotation marks in row 2"),
    "odd quote": (HEAD + '"a" b,,,,\n', "The quotation marks in row 2"),
    "binary": (b"PK\x03\x04\0\0\0" + b"\0" * 50, "This is no CSV file."),
    "other encoding": ((HEAD + "Zürich,,,,\n").encode("latin-1"), "The file is not in UTF-8."),
    "two bytes": ((HEAD + "a,,,,\n").encode("utf-16"), "The file is not in UTF-8."),
    "too large": (HEAD + "a" * 2**20, "The file is larger than 1 MB."),
    "too long": (HEAD + "a,,,,\n" * 1001, "The file has 1001 rows, and 1000 is the most."),
    "another thing": ('{"a": 1}', "no column “Programme or place”"),
}
LINES = {
    "a,2027-02-30,,,": "the deadline “2027-02-30” is no day from 1990 to 2100",
    "a,soon,,,": "the deadline “soon” is no date such as 2027-01-15",
    "a,2/3/2027,,,": "can be read in two ways: write 2027-03-02 or 2027-02-03",
    "a,0001-01-01,,,": "is no day from 1990 to 2100",
    "a,,hired,,": "“hired” is no status; write one of: Considering, Preparing",
    "a,,toString,,": "“toString” is no status",
    "a,,,javascript:alert(1),": "is no web address",
    "a,,,,__proto__": "“__proto__” is no id",
    "a,,,,../../x": "“../../x” is no id",
    ",2027-01-01,,,": "it names no programme or place",
    "a,b": "it has 2 cells, and the first row has 5",
    "a,,,,,": "it has 6 cells, and the first row has 5",
    f"{'a' * 201},,,,": "has 201 characters, and 200 is the most",
    "Good,,,,own-5": "it is the same application as row 2",
    "Twin,,,,": "you have 2 applications with this name: say which by its id",
}


def test_spoilt_files_change_nothing(page: Page) -> None:
    fill_store(page, own_a={"name": "Twin"}, own_b={"name": "Twin"})
    before = stored(page)
    for name, (content, said) in WHOLE.items():
        found = choose(page, content, f"{name}.csv")
        expect(found).to_contain_text(said)
        expect(found.get_by_role("button")).to_have_text(["Close"])
    text = HEAD + "Good,,,,own-5\n" + "".join(f"{line}\n" for line in LINES)
    found = choose(page, text)
    refused = found.get_by_role("listitem").filter(has_text="Row ")
    for row, (line, said) in zip(refused.all_inner_texts(), LINES.items(), strict=True):
        assert said in row, line
    assert stored(page) == before
    # What is in order comes in, and nothing beside it.
    take(page)
    assert applications(page).keys() == {f"application/{id}" for id in ("own_a", "own_b", "own-5")}
    assert page.evaluate("({}).polluted") is None


def test_a_full_store_takes_nothing_or_all(page: Page) -> None:
    fill_store(page, **SOME)
    before = stored(page)
    choose(page, HEAD + "".join(f"Place {n},2027-01-0{n},Sent,,\n" for n in range(1, 8)))
    page.evaluate(
        """() => {
          const keep = Storage.prototype.setItem
          let left = 4
          Storage.prototype.setItem = function (...all) {
            if (all[0].includes("/application/own-") && !left--)
              throw new DOMException("", "QuotaExceededError")
            return keep.apply(this, all)
          }
        }"""
    )
    page.get_by_role("button", name="Take over 7 new").click()
    expect(status(page)).to_have_text("Nothing was changed: this browser’s storage is full.")
    assert stored(page) == before
    expect(counted(page)).to_contain_text("8 applications")


def test_the_guard_is_exact_both_ways(page: Page) -> None:
    chance = random.Random(5)
    signs = "=+-@＝'\t\n; |a1 \u200b"
    texts = ["".join(chance.choices(signs, k=chance.randrange(9))) for _ in range(3000)]
    guarded, again = page.evaluate(
        """async texts => {
          const { guard, unguard } = await import("/components/core/csv.mjs")
          return [texts.map(guard), texts.map(guard).map(unguard)]
        }""",
        texts,
    )
    assert again == texts
    for text in guarded:
        for part in [] if re.fullmatch(r"-?\d+", text) else re.split(r"[;\t\r\n|]", text):
            assert part.lstrip(" \u200b")[:1] not in {*"=+-@＝"}, text


def test_deadlines_and_next_steps_stand_in_the_plan(page: Page) -> None:
    write(page, {"plan/about": {"name": "A", "placement": "usa-placement", "updated": 1}})
    write(page, {"start/us-elective": {"date": "2029-09-03", "updated": 1}})
    fill_store(page, **SOME)
    visit(page, "my-plan/")
    texts = {
        group: page.locator(f'[data-group="{group}"] .guide-plan__extra-text').all_text_contents()
        for group in ("overdue", "week", "month", "later", "done")
    }
    soon = ["Next step: Asks", "Next step: Offer", "Next step: Step", "Deadline: Soon"]
    assert texts["week"] + texts["month"] == soon
    assert texts["overdue"] == ["Deadline: Late"]
    assert texts["later"] == ["Deadline: Step"]
    assert texts["done"] == ["Deadline: Waits"]
    page.get_by_role("link", name="Deadline: Soon").click()
    expect(field(card(page, "Soon"), "Status")).to_be_visible()
    expect(focused(page)).to_contain_text("Soon")


def test_paper(page: Page) -> None:
    fill_store(page, **{**SOME, **HARD})
    filled = printed(page, "Print filled in", ROOT)
    blank = printed(page, "Print blank", ROOT)
    assert "Deadline and time zone" in blank
    assert "Late" not in blank
    for words in ("Late", "20 November 2026", 'He said "come", twice', "Second; with, marks"):
        assert words in filled
    assert "How to use it" not in filled + blank
    assert "Remove" not in filled + blank
    page.get_by_role("button", name="Print blank").click()
    page.emulate_media(media="print")
    expect(page.locator(".guide-tracker__paper tbody tr:visible")).to_have_count(12)
    assert len(PdfReader(io.BytesIO(page.pdf(format="A4"))).pages) == 1


def test_without_a_script_there_is_a_table(browser: Browser, address: str) -> None:
    page = without_script(browser, address, PAGE)
    expect(page.get_by_role("table").get_by_role("row")).to_have_count(13)
    expect(page.locator(ROOT).get_by_role("button")).to_have_count(0)
    page.goto(FIND)
    expect(page.locator(".guide-programme__keep")).to_have_count(0)
    page.context.close()


def test_the_keyboard_is_enough(page: Page) -> None:
    page.get_by_label("Add a programme or place").focus()
    page.keyboard.type("City Hospital")
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("s")
    one = card(page, "City Hospital")
    expect(field(one, "Status")).to_have_value("sent")
    one.get_by_role("button", name="Close").focus()
    page.keyboard.press("Enter")
    expect(status(page)).to_have_text("“City Hospital” stands under “Waiting” now.")
    expect(one.locator("summary")).to_be_focused()
    page.keyboard.press("Enter")
    one.get_by_role("button", name="Remove this application").press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(one).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_axe_finds_nothing(own_page: Page, width: int, scheme: str) -> None:
    page = own_page
    write(page, {f"application/{id}": one for id, one in {**SOME, **HARD}.items()})
    revisit(page)
    one = add(page, NAME)
    one.get_by_role("button", name="Add CV").click()
    field(one, "Web page").fill("not one")
    choose(page, HEAD + "a,x,,,\nb,,,,\n")
    assert axe_finds(page, ROOT, width, scheme) == []
    assert not too_wide(page)
    assert small_targets(page, ROOT) == []
    assert nameless(page, ROOT) == []
    page.goto(FIND)
    started(page)
    assert axe_finds(page, f"#programme--{ID}", width, scheme) == []
    assert small_targets(page, f"#programme--{ID}") == []
    assert not too_wide(page)
