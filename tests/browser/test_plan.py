"""The plan of the reader: truthful, following every change, and nothing in it is ever lost."""

import io
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from pypdf import PdfReader

from tests.bench.browser import grown

from .guide import (
    NOW,
    SETTING,
    box,
    checklist,
    count,
    record,
    revisit,
    started,
    stored,
    visit,
    write,
)
from .test_print import plain
from .tools import (
    VIEWS,
    apart,
    axe_finds,
    blocked,
    nameless,
    small_targets,
    too_wide,
    without_script,
)

PLAN = "my-plan/"
PRODUCT = "medical-internship-guide/1/"
FAR = "2029-09-03"  # a first day for which everything fits
NEAR = "2027-03-01"  # a first day for which much is too late
FIRST_DAY = "First day of your US placement"


def facts(page: Page) -> Locator:
    return page.locator(".guide-plan__facts")


def verdict(page: Page) -> Locator:
    return page.locator(".guide-plan__verdict")


def group(page: Page, id: str) -> Locator:
    return page.locator(f'.guide-plan__group[data-group="{id}"]')


def step(page: Page, id: str) -> Locator:
    return page.locator(f'.guide-plan [data-entry="us-elective/{id}"]')


def open_plan(page: Page, first: str = FAR, home: str = "pakistan") -> Page:
    """Make a plan for the USA and show it."""
    visit(page, PLAN)
    page.get_by_label("Kind of placement").select_option("usa-placement")
    page.get_by_label("I live or study in").select_option(home)
    page.get_by_label(FIRST_DAY).fill(first)
    page.get_by_role("button", name="Make my plan").click()
    expect(facts(page).locator("summary")).to_contain_text("Elective or observership in the USA")
    return page


def open_facts(page: Page) -> None:
    if facts(page).get_attribute("open") is None:
        facts(page).locator("summary").click()


def change_day(page: Page, day: str) -> None:
    open_facts(page)
    page.get_by_label(FIRST_DAY).fill(day)
    page.get_by_role("button", name="Save", exact=True).click()


def fill_fields(page: Page, id: str) -> Locator:
    """Open the fields of a step."""
    more = step(page, id).locator(".guide-entry__more")
    if more.get_attribute("open") is None:
        more.locator("summary").click()
    return more


def plan_menu(page: Page, action: str) -> None:
    page.locator(".guide-plan__picker summary").click()
    page.locator(".guide-plan__picker").get_by_role("button", name=action, exact=True).click()


def current(page: Page) -> str:
    """Give the id of the current plan."""
    text = stored(page).get(f"{PRODUCT}device/current/plan")
    return re.search('"id":"(.*?)"', text)[1] if text else "main"


def test_three_facts_make_a_dated_plan(tab: Page) -> None:
    page = open_plan(tab)
    assert record(page, "start", "us-elective")["date"] == FAR
    assert record(page, "setting", "reader")["value"] == "international-student"
    assert record(page, "plan", "about")["placement"] == "usa-placement"
    due = date.fromisoformat(FAR) - timedelta(weeks=65)
    said = f"By {due:%a}, {due.day} {due:%b} {due.year}"
    expect(step(page, "ask-home-school").locator("time")).to_have_text(said)
    expect(verdict(page)).to_contain_text("Everything still fits.")
    expect(group(page, "later").locator("[data-entry]").first).to_be_visible()
    expect(page.locator(".guide-plan__kinds")).to_be_hidden()


def test_an_address_chooses_the_kind(tab: Page) -> None:
    page = visit(tab, f"{PLAN}#kind=us-elective")
    expect(page.get_by_label("Kind of placement")).to_have_value("usa-placement")


def test_a_kind_must_be_chosen(tab: Page) -> None:
    page = visit(tab, PLAN)
    before = stored(page)
    page.get_by_role("button", name="Make my plan").click()
    expect(page.get_by_label("Kind of placement")).to_be_focused()
    assert stored(page) == before


def test_late_is_said_and_nothing_is_moved(tab: Page) -> None:
    page = open_plan(tab, NEAR)
    said = verdict(page)
    expect(said).to_contain_text("no longer fit, the worst by")
    expect(said).to_contain_text("Nothing was moved or left out.")
    expect(said).to_contain_text("Do first:")
    expect(said.get_by_role("link")).to_have_count(1)
    days = int(re.search(r"worst by (\d+) day", said.inner_text())[1])
    due = date.fromisoformat(NEAR) - timedelta(weeks=65)
    # It takes two weeks from today, 22 November 2026, and was due in 2025.
    assert days == (date(2026, 11, 22) + timedelta(weeks=2) - due).days
    expect(step(page, "ask-home-school")).to_contain_text(f"{due.day} {due:%b} {due.year}")


def test_the_later_start_that_fits_really_fits(tab: Page) -> None:
    page = open_plan(tab, NEAR)
    words = re.search(r"first day on (\d+ \w+ \d{4})", verdict(page).inner_text())[1]
    day = page.evaluate("text => new Date(text + ' UTC').toISOString().slice(0, 10)", words)
    change_day(page, day)
    page.get_by_role("button", name="Move the plan").click()
    expect(verdict(page)).to_contain_text("Everything still fits.")
    change_day(page, (date.fromisoformat(day) - timedelta(days=1)).isoformat())
    page.get_by_role("button", name="Move the plan").click()
    expect(verdict(page)).to_contain_text("1 day short")


def test_a_move_is_shown_first_and_can_be_undone(tab: Page) -> None:
    page = open_plan(tab)
    change_day(page, NEAR)
    preview = page.locator(".guide-plan__preview")
    expect(preview).to_contain_text("What is done stays done.")
    expect(preview).to_contain_text("No longer fits:")
    assert record(page, "start", "us-elective")["date"] == FAR
    page.get_by_role("button", name="Leave it").click()
    expect(preview).to_be_hidden()
    assert record(page, "start", "us-elective")["date"] == FAR
    change_day(page, NEAR)
    page.get_by_role("button", name="Move the plan").click()
    assert record(page, "start", "us-elective")["date"] == NEAR
    page.locator(".guide-plan__said").get_by_role("button", name="Undo").click()
    assert record(page, "start", "us-elective")["date"] == FAR
    expect(verdict(page)).to_contain_text("Everything still fits.")


def test_other_pages_work_in_the_current_plan(tab: Page) -> None:
    page = open_plan(tab)
    first = current(page)
    visit(page, "apply/cv/")
    expect(page.locator(".guide-current")).to_have_text("Plan: Elective or observership in the USA")
    page.locator("[data-list=cv] input[type=checkbox]").first.check()
    visit(page, PLAN)
    plan_menu(page, "New plan")
    assert current(page) != first
    visit(page, "apply/cv/")
    expect(page.locator("[data-list=cv] input[type=checkbox]").first).not_to_be_checked()
    visit(page, PLAN)
    page.locator(".guide-plan__picker select").select_option(first)
    visit(page, "apply/cv/")
    expect(page.locator("[data-list=cv] input[type=checkbox]").first).to_be_checked()
    # The timeline's own page counts from the same day.
    visit(page, "plan/us-elective/")
    expect(page.get_by_label(FIRST_DAY)).to_have_value(FAR)


def test_a_copy_is_a_plan_of_its_own(tab: Page) -> None:
    page = open_plan(tab)
    step(page, "ask-home-school").get_by_role("checkbox").first.check()
    plan_menu(page, "Copy this plan")
    expect(page.locator(".guide-plan__picker select option:checked")).to_have_text(
        re.compile("^Copy of ")
    )
    expect(step(page, "ask-home-school").get_by_role("checkbox").first).to_be_checked()
    step(page, "ask-home-school").get_by_role("checkbox").first.uncheck()
    page.locator(".guide-plan__picker select").select_option("main")
    expect(step(page, "ask-home-school").get_by_role("checkbox").first).to_be_checked()


def test_a_plan_put_away_comes_back_whole(tab: Page) -> None:
    page = open_plan(tab)
    step(page, "ask-home-school").get_by_role("checkbox").first.check()
    before = {key: text for key, text in stored(page).items() if "/main/done/" in key}
    plan_menu(page, "Delete this plan")
    assert current(page) != "main"
    page.locator(".guide-plan__picker").get_by_role("button", name="Undo").click()
    assert current(page) == "main"
    expect(step(page, "ask-home-school").get_by_role("checkbox").first).to_be_checked()
    plan_menu(page, "Archive this plan")
    plan_menu(page, "Bring back “Elective or observership in the USA”")
    assert before.items() <= stored(page).items()
    assert current(page) == "main"


def test_removing_for_ever_asks_and_removes_only_that_plan(tab: Page) -> None:
    page = open_plan(tab)
    plan_menu(page, "Copy this plan")
    copy = current(page)
    plan_menu(page, "Delete this plan")
    page.once("dialog", lambda dialog: dialog.dismiss())
    plan_menu(page, "Remove “Copy of Elective or observership in the USA” for ever")
    assert any(f"/{copy}/" in key for key in stored(page))
    page.once("dialog", lambda dialog: dialog.accept())
    plan_menu(page, "Remove “Copy of Elective or observership in the USA” for ever")
    assert not any(f"/{copy}/" in key for key in stored(page))
    assert record(page, "start", "us-elective")["date"] == FAR


def test_a_full_storage_leaves_no_half_copy(tab: Page) -> None:
    page = open_plan(tab)
    before = stored(page)
    page.evaluate(
        """() => {
          let left = 3
          const write = Storage.prototype.setItem
          Storage.prototype.setItem = function (key, value) {
            const full = key.includes("/p-") && left-- <= 0
            if (full) throw new DOMException("full", "QuotaExceededError")
            write.call(this, key, value)
          }
        }"""
    )
    plan_menu(page, "Copy this plan")
    expect(page.locator(".guide-plan__picker [role=status]")).to_contain_text("could not be kept")
    assert stored(page) == before


def test_only_what_concerns_the_reader_counts(tab: Page) -> None:
    page = open_plan(tab, home="usa")
    assert record(page, "setting", "reader")["value"] == "student"
    bar = page.locator(".guide-plan .guide-bar").get_by_role("status")
    at_home = int(re.search(r"of (\d+)", bar.inner_text())[1])
    expect(step(page, "check-visa-route")).to_be_hidden()
    open_facts(page)
    page.get_by_label("I live or study in").select_option("pakistan")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(step(page, "check-visa-route")).to_be_visible()
    assert int(re.search(r"of (\d+)", bar.inner_text())[1]) > at_home


def test_a_tick_stays_under_the_finger_until_the_list_is_sorted(tab: Page) -> None:
    page = open_plan(tab)
    first = group(page, "later").locator("[data-entry]:visible").first
    key = first.get_attribute("data-entry")
    first.get_by_role("checkbox").first.check()
    expect(group(page, "later").locator("[data-entry]:visible").first).to_have_attribute(
        "data-entry", key
    )
    revisit(page)
    expect(group(page, "done").locator(f'[data-entry="{key}"]')).to_be_visible()


def test_the_readers_own_dates_and_notes(tab: Page) -> None:
    page = open_plan(tab)
    more = fill_fields(page, "check-visa-route")
    more.get_by_label("Contact").fill("Visa office <b>not bold</b>")
    more.get_by_label("My own date for it").fill("2026-11-25")
    expect(group(page, "week")).to_contain_text("You planned it for 25 November 2026.")
    more = fill_fields(page, "check-visa-route")
    more.get_by_label("I am waiting for somebody else").check()
    expect(group(page, "waiting").locator("[data-entry]")).to_have_count(1)
    revisit(page)
    waiting = group(page, "waiting")
    expect(waiting).to_contain_text("Contact: Visa office <b>not bold</b>")
    assert waiting.locator("b").count() == 0
    late = (date.fromisoformat(FAR) + timedelta(days=1)).isoformat()
    fill_fields(page, "check-visa-route").get_by_label("My own date for it").fill(late)
    expect(step(page, "check-visa-route")).to_contain_text("too late")


def test_a_deadline_of_others_takes_the_place_of_the_due_date(tab: Page) -> None:
    page = open_plan(tab)
    fill_fields(page, "check-visa-route").get_by_label("A date that others set").fill("2026-11-30")
    expect(step(page, "check-visa-route")).to_contain_text("Your deadline: 30 November 2026.")
    # The shortlist that it needs takes four weeks and it two: six weeks from today is 3 January,
    # 34 days after the deadline. Moving the first day does not move what others set.
    expect(verdict(page)).to_contain_text("34 days short")
    expect(verdict(page)).to_contain_text("No later first day makes everything fit")
    fill_fields(page, "check-visa-route").get_by_label("That date is").select_option("appointment")
    expect(step(page, "check-visa-route").locator("time")).to_have_text("On Mon, 30 Nov 2026")


def test_a_result_that_runs_out_is_named(tab: Page) -> None:
    page = open_plan(tab)
    done = {"state": "done", "since": "2026-01-05", "updated": 1}
    write(page, {"done/us-elective/fresh-tb-test": done})
    revisit(page)
    expect(verdict(page)).to_contain_text("Done, but check:")
    expect(verdict(page)).to_contain_text("runs out")


def test_the_day_something_was_done_can_be_changed(tab: Page) -> None:
    page = open_plan(tab)
    step(page, "ask-home-school").get_by_role("checkbox").first.check()
    fill_fields(page, "ask-home-school").get_by_label("Done on").fill("2026-10-01")
    kept = record(page, "done", "us-elective/ask-home-school")
    assert (kept["state"], kept["since"]) == ("done", "2026-10-01")


def test_every_step_of_a_long_plan_follows(page: Page, site: Path) -> None:
    """Five hundred steps: those out of sight are written after the paint, and before printing."""
    visit(page, "")
    long = grown(site / "my-plan" / "index.html")
    page.route("**/my-plan/", lambda route: route.fulfill(body=long, content_type="text/html"))
    write(page, {"plan/about": {"placement": "usa-placement"}, "start/us-elective": {"date": FAR}})
    visit(page, PLAN)
    times = page.locator(".guide-plan [data-entry^='us-elective/ask-home-school'] time")
    expect(times).to_have_text([days_before(FAR, 65)] * times.count())
    assert page.locator(".guide-plan [data-entry]").count() == 500
    write(page, {"start/us-elective": {"date": "2029-10-01"}})
    page.evaluate("dispatchEvent(new Event('pageshow'))")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert set(times.all_text_contents()) == {days_before("2029-10-01", 65)}


def days_before(first: str, weeks: int) -> str:
    due = date.fromisoformat(first) - timedelta(weeks=weeks)
    return f"By {due:%a}, {due.day} {due:%b} {due.year}"


def test_what_must_be_paid_stands_in_the_plan(tab: Page) -> None:
    page = open_plan(tab)
    visit(page, "tools/budget/")
    line = page.locator('.guide-budget__line[data-line^="us-placement-budget/"][data-before]').first
    line.locator("input").first.fill("300")
    name = line.locator(".guide-budget__text").inner_text()
    visit(page, PLAN)
    paid = page.locator(".guide-plan__extra", has_text=f"Pay: {name}")
    expect(paid.locator("time")).to_be_visible()
    expect(paid.get_by_role("link")).to_have_attribute("href", re.compile("tools/budget/#us-"))


def test_an_application_waits_for_no_kind_of_placement(tab: Page) -> None:
    page = visit(tab, PLAN)
    application = {"name": "Ward 3", "deadline": "2026-11-25", "status": "preparing"}
    write(page, {"application/own-1": application})
    revisit(page)
    expect(group(page, "week")).to_contain_text("Ward 3")


def test_two_tabs_lose_nothing(context: BrowserContext) -> None:
    first = open_plan(context.new_page())
    second = visit(context.new_page(), PLAN)
    fill_fields(first, "check-visa-route").get_by_label("Contact").fill("From the first tab")
    fill_fields(second, "check-visa-route").get_by_label("Reference").fill("From the second")
    step(second, "ask-home-school").get_by_role("checkbox").first.check()
    for page in (first, second):
        expect(step(page, "check-visa-route")).to_contain_text("From the first tab")
        expect(step(page, "check-visa-route")).to_contain_text("From the second")
        expect(step(page, "ask-home-school").get_by_role("checkbox").first).to_be_checked()
    plan_menu(first, "New plan")
    expect(second.get_by_role("button", name="Make my plan")).to_be_visible()


def test_words_on_their_way_stay_in_the_plan_they_were_written_in(context: BrowserContext) -> None:
    plan = open_plan(context.new_page())
    goals = visit(context.new_page(), "tools/worksheets/goals/", now=None)
    field = goals.locator("textarea").first
    field.fill("Belongs to the first plan")  # kept after a moment without a key
    plan_menu(plan, "New plan")
    expect(field).to_have_value("")
    texts = [text for key, text in stored(plan).items() if "/worksheet/" in key]
    assert any("Belongs to the first plan" in text for text in texts)
    assert all("/main/" in key for key in stored(plan) if "/worksheet/" in key)


SPOILT: dict[str, Any] = {
    "plan/about": {
        "name": {"a": 1},
        "placement": "usa-placement",
        "state": "no",
        "home": 5,
        "updated": "x",
    },
    "setting/reader": {"value": ["student"]},
    "start/us-elective": {"date": "2027-02-30"},
    "dates/us-elective/ask-home-school": {"planned": 7, "hard": "<b>", "waiting": "yes"},
    "note/us-elective/ask-home-school": {"contact": {"x": 1}, "text": 3},
    "done/us-elective/check-visa-route": {"state": "maybe", "since": "never"},
    "undo/facts": {"before": "no"},
    "undo/plan": {"steps": 4},
    "application/one": {"name": 5, "deadline": "soon"},
    "application/two": "[]",
}


def test_spoilt_records_do_no_harm(tab: Page) -> None:
    page = visit(tab, PLAN)
    write(page, SPOILT)
    write(page, {"start/us-elective": '{"date": "2028-01-10"}'})
    revisit(page)
    expect(page.locator(".guide-plan [data-entry]").first).to_be_visible()
    write(page, {"start/us-elective": SPOILT["start/us-elective"]})
    revisit(page)
    expect(verdict(page)).to_contain_text("Give the first day above")
    page.evaluate(f"localStorage.setItem('{PRODUCT}device/current/plan', '{{\"id\": \"../x\"}}')")
    revisit(page)
    expect(page.locator(".guide-plan [data-entry]").first).to_be_visible()


def test_a_clock_set_back_does_not_bring_old_words_back(tab: Page) -> None:
    page = open_plan(tab)
    fill_fields(page, "check-visa-route").get_by_label("Contact").fill("First")
    page.clock.set_fixed_time(NOW - timedelta(days=40))
    fill_fields(page, "check-visa-route").get_by_label("Contact").fill("Second")
    kept = record(page, "note", "us-elective/check-visa-route")
    assert kept["contact"] == "Second"
    revisit(page)
    expect(step(page, "check-visa-route")).to_contain_text("Contact: Second")


def test_blocked_storage_still_plans(browser: Browser, address: str) -> None:
    page = blocked(browser, address, PLAN)
    page.get_by_label("Kind of placement").select_option("usa-placement")
    page.get_by_label(FIRST_DAY).fill(FAR)
    page.get_by_role("button", name="Make my plan").click()
    expect(verdict(page)).not_to_be_empty()
    expect(page.locator(".guide-notice[data-trouble]")).to_be_visible()
    page.context.close()


def test_without_scripts_every_kind_leads_to_its_timeline(browser: Browser, address: str) -> None:
    page = without_script(browser, address, PLAN)
    links = page.locator(".guide-plan__kinds li a")
    assert links.count() >= 8
    for href in {link.get_attribute("href").split("#")[0] for link in links.all()}:
        assert page.request.get(page.evaluate("href => new URL(href, location).href", href)).ok
    page.context.close()


def test_the_picture_says_in_its_cells_what_its_bars_show(tab: Page) -> None:
    page = open_plan(tab)
    page.locator("#plan-chart summary").click()
    rows = page.locator(".guide-gantt tbody tr")
    open_steps = page.locator(".guide-plan__steps [data-entry]:visible").count()
    expect(rows).to_have_count(open_steps)
    due = date.fromisoformat(FAR) - timedelta(weeks=65)
    first = rows.first.locator("th, td").all_inner_texts()
    assert first[2] == f"{due.day} {due:%b} {due:%y}"
    assert re.fullmatch(r"\d+ days?", first[3])
    expect(rows.first.locator("svg")).to_have_attribute("aria-hidden", "true")
    page.get_by_role("button", name="By week").press("Enter")
    expect(page.get_by_role("button", name="By week")).to_have_attribute("aria-pressed", "true")
    page.locator(".guide-gantt").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('.guide-gantt').scrollLeft > 0")


def sheets(page: Page, choice: str) -> tuple[list[str], list[tuple[int, int]]]:
    """Print the plan in one of the forms; gives the text and the size of each sheet."""
    page.evaluate("window.print = () => {}")
    page.locator("#plan-paper").evaluate("one => one.open = true")
    page.get_by_role("button", name=choice).click()
    pdf = PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    sizes = [(round(one.mediabox.width), round(one.mediabox.height)) for one in pdf.pages]
    return [plain(one.extract_text()) for one in pdf.pages], sizes


def test_the_plan_on_paper(tab: Page) -> None:
    page = open_plan(tab)
    texts = [
        plain(text)
        for text in page.locator(
            ".guide-plan__steps [data-entry]:visible .guide-entry__text"
        ).all_text_contents()
    ]
    months, _ = sheets(page, "A page for each month")
    assert all(sum(text in sheet for sheet in months) == 1 for text in texts)
    assert len(months) > 5
    wall, sizes = sheets(page, "One wall chart")
    assert len(wall) == 1
    assert sizes[0][0] > sizes[0][1]
    assert all(text in wall[0] for text in texts)
    step(page, "ask-home-school").get_by_role("checkbox").first.check()
    left = "".join(sheets(page, "A list of what is left")[0])
    assert texts[-1] in left
    done = plain(step(page, "ask-home-school").locator(".guide-entry__text").text_content() or "")
    assert done not in left.split(plain("What to do now"))[1]


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_everyone_can_use_it(browser: Browser, address: str, width: int, scheme: str) -> None:
    page = apart(browser, address, PLAN)
    write(page, {"plan/about": {"placement": "usa-placement"}, "start/us-elective": {"date": NEAR}})
    revisit(page)
    page.locator("#plan-chart summary").click()
    page.locator(".guide-plan .guide-entry__more summary").first.click()
    page.locator(".guide-gantt").wait_for()
    assert axe_finds(page, "main", width, scheme) == []
    assert not too_wide(page)
    assert nameless(page, ".guide-plan") == []
    assert small_targets(page, ".guide-plan__body") == []
    page.context.close()


def test_a_whole_plan_by_keyboard(tab: Page) -> None:
    page = visit(tab, PLAN)
    page.get_by_label("Kind of placement").focus()
    page.keyboard.press("E")  # the first kind that begins with it
    kind = page.get_by_label("Kind of placement")
    expect(kind).not_to_have_value("")
    page.get_by_role("button", name="Make my plan").press("Enter")
    expect(page.locator(".guide-plan__said [role=status]")).to_be_focused()


def test_other_pages_do_not_load_the_plan(tab: Page) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    visit(tab, "apply/cv/")
    assert not [url for url in asked if "/plan/" in url or "network.mjs" in url]
    visit(tab, PLAN)
    assert [url for url in asked if url.endswith("network.mjs")]


def test_three_fields_on_the_home_page(tab: Page) -> None:
    page = visit(tab, "")
    starter = page.locator(".guide-starter")
    starter.get_by_label("I want").select_option("usa-placement")
    starter.get_by_label("I am").select_option("international-student")
    starter.get_by_label(FIRST_DAY).fill(NEAR)
    expect(starter.get_by_role("status")).to_contain_text("should have been done by now")
    expect(starter.locator("ol li").first).to_contain_text("Overdue by")
    starter.get_by_label(FIRST_DAY).fill(FAR)
    expect(starter.get_by_role("status")).to_contain_text("You are in time")
    expect(starter.locator("ol li")).to_have_count(4)
    starter.get_by_role("button", name="Make this my plan").click()
    expect(page).to_have_url(re.compile(f"{PLAN}$"))
    started(page)
    expect(facts(page).locator("summary")).to_contain_text("International medical student")
    assert record(page, "start", "us-elective")["date"] == FAR


def test_the_chooser_starts_a_plan(tab: Page) -> None:
    page = visit(tab, "tools/which-type/")
    link = page.get_by_role("link", name="Make a plan for it").first
    visit(page, link.get_attribute("href").replace("../../", ""))
    expect(page.get_by_label("Kind of placement")).not_to_have_value("")


def test_the_lists_still_count_for_themselves(tab: Page) -> None:
    """A plan of one's own must not change what a list shows beside it."""
    page = open_plan(tab)
    visit(page)
    box(page, "example-plain/badge").check()
    expect(count(checklist(page))).to_have_text(re.compile("^1 of"))


def test_dates_are_the_readers_own(browser: Browser, address: str) -> None:
    """The day begins with the reader's, east and west of Greenwich."""
    for zone in ("Pacific/Auckland", "America/Los_Angeles"):
        context = browser.new_context(base_url=address, **{**SETTING, "timezone_id": zone})
        page = open_plan(context.new_page())
        due = date.fromisoformat(FAR) - timedelta(weeks=65)
        expect(step(page, "ask-home-school").locator("time")).to_contain_text(f"{due.day} {due:%b}")
        context.close()
