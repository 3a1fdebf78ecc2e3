"""A worksheet in a real browser: words are kept, copied, printed and cleared, and none is lost."""

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from . import guide
from .guide import NOW, PATTERNS, SETTING, focused, record, stored, write
from .survey import COLOURS, EVERYTHING, PHONE, WIDE, violations
from .test_print import plain, print_pdf

SHEET, DIARY = "example-sheet", "example-diary"
LOG = "tools/worksheets/daily-log/"


def visit(page: Page, path: str = PATTERNS) -> Page:
    return started(guide.visit(page, path))


def revisit(page: Page) -> Page:
    return started(guide.revisit(page))


def started(page: Page) -> Page:
    page.wait_for_function(
        """() => [...document.querySelectorAll("[data-worksheet]")]
          .every(root => "started" in root.dataset)"""
    )
    return page


@pytest.fixture
def patterns(patterns: Page) -> Page:
    return started(patterns)


def sheet(page: Page, id: str = SHEET) -> Locator:
    return page.locator(f'[data-worksheet="{id}"]')


def slot(page: Page, name: str, id: str = SHEET) -> Locator:
    return sheet(page, id).locator(f'[data-slot="{name}"]')


def answer(page: Page, name: str, copy: int = 1, id: str = SHEET) -> object:
    found = record(page, "worksheet", f"{id}/{copy}/{name}")
    return found and found["value"]


def press(page: Page, name: str, id: str = SHEET) -> None:
    sheet(page, id).get_by_role("button", name=name, exact=True).click()


def said(page: Page, id: str = SHEET) -> Locator:
    return sheet(page, id).get_by_role("status")


def fill_all(page: Page) -> None:
    slot(page, "aim").fill("First line\nSecond line")
    slot(page, "place").fill("At my desk")
    sheet(page).get_by_role("radio", name="4", exact=True).check()
    sheet(page).get_by_role("radio", name="Later").check()
    sheet(page).get_by_role("checkbox", name="A pen").check()
    sheet(page).get_by_role("checkbox", name="My voice").check()
    sheet(page).get_by_role("textbox", name="Step (row 2)").fill("Ask Dr Khan")
    sheet(page).get_by_role("textbox", name="On paper (What it costs)").fill("Nothing")


ANSWERS = {
    "aim": "First line\nSecond line",
    "place": "At my desk",
    "sure": "4",
    "when": "later",
    "tools": "pen voice",
    "steps/2/step": "Ask Dr Khan",
    "compared/cost/paper": "Nothing",
}


def expect_filled(page: Page) -> None:
    for name in ("aim", "place", "steps/2/step", "compared/cost/paper"):
        expect(slot(page, name)).to_have_value(ANSWERS[name])
    expect(sheet(page).get_by_role("radio", name="4", exact=True)).to_be_checked()
    expect(sheet(page).get_by_role("radio", name="Later")).to_be_checked()
    checked = sheet(page).get_by_role("checkbox", checked=True)
    assert checked.evaluate_all("all => all.map(one => one.value)") == ["pen", "voice"]


def test_every_type_of_answer_is_kept(patterns: Page) -> None:
    fill_all(patterns)
    revisit(patterns)
    expect_filled(patterns)
    assert {name: answer(patterns, name) for name in ANSWERS} == ANSWERS


def test_it_says_that_words_are_kept_and_when(patterns: Page) -> None:
    expect(sheet(patterns)).to_contain_text("Your words stay on this device.")
    slot(patterns, "place").fill("Here")
    expect(sheet(patterns)).to_contain_text("Kept on this device. Last change: 22 Nov 2026, 14:00.")


def test_nothing_is_written_before_the_reader_writes(patterns: Page) -> None:
    assert [key for key in stored(patterns) if "/worksheet/" in key] == []


def test_each_answer_is_a_record_of_its_own(patterns: Page) -> None:
    slot(patterns, "place").fill("Here")
    slot(patterns, "steps/1/day").fill("Monday")
    patterns.wait_for_timeout(500)
    keys = {key.split("/worksheet/")[1] for key in stored(patterns) if "/worksheet/" in key}
    assert keys == {f"{SHEET}/1/place", f"{SHEET}/1/steps/1/day"}


def test_nothing_is_lost_when_the_tab_closes_at_once(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, **SETTING)
    page = visit(context.new_page())
    slot(page, "place").focus()
    page.keyboard.type("Written a moment ago")
    with page.expect_event("close"):
        page.close(run_before_unload=True)
    again = visit(context.new_page())
    expect(slot(again, "place")).to_have_value("Written a moment ago")
    context.close()


def test_nothing_is_lost_when_another_page_opens_at_once(tab: Page) -> None:
    """Follow a link without a reload while words are not kept yet, and come back."""
    visit(tab, LOG)
    slot(tab, "pearl", "daily-log").focus()
    tab.keyboard.type("Ask before you touch")
    tab.get_by_role("link", name="Reflect on your week").first.click()
    expect(tab.locator('[data-worksheet="weekly-reflection"]')).to_be_visible()
    tab.go_back()
    started(tab)
    expect(slot(tab, "pearl", "daily-log")).to_have_value("Ask before you touch")
    expect(tab.get_by_role("button", name="Copy as text")).to_have_count(1)


def test_words_written_before_the_script_starts_are_kept(browser: Browser, address: str) -> None:
    """On a slow connection readers write first, and the script comes later."""
    context = browser.new_context(base_url=address, **SETTING)
    page = context.new_page()
    held: list[Route] = []
    page.route("**/worksheet.mjs", lambda route: held.append(route))
    with page.expect_request("**/worksheet.mjs"):
        page.goto(LOG, wait_until="commit")
    slot(page, "pearl", "daily-log").fill("Early words")
    expect(page.get_by_role("button", name="New copy")).to_have_count(0)
    held[0].continue_()
    started(page)
    expect(slot(page, "pearl", "daily-log")).to_have_value("Early words")
    page.unroute("**/worksheet.mjs")
    page.reload()
    expect(slot(page, "pearl", "daily-log")).to_have_value("Early words")
    context.close()


def test_two_tabs_stay_in_step(patterns: Page) -> None:
    other = visit(patterns.context.new_page())
    slot(patterns, "place").fill("From the first tab")
    expect(slot(other, "place")).to_have_value("From the first tab")
    slot(other, "aim").focus()
    other.keyboard.type("Mine")
    slot(patterns, "place").fill("Changed meanwhile")
    expect(slot(other, "place")).to_have_value("Changed meanwhile")
    expect(slot(other, "aim")).to_have_value("Mine")
    expect(slot(patterns, "aim")).to_have_value("Mine")
    other.close()


def test_former_ids_bring_their_words(patterns: Page) -> None:
    write(patterns, {f"worksheet/{SHEET}/1/old-aim": {"value": "From before", "updated": 5}})
    revisit(patterns)
    expect(slot(patterns, "aim")).to_have_value("From before")
    slot(patterns, "aim").fill("New")
    revisit(patterns)
    expect(slot(patterns, "aim")).to_have_value("New")


SPOILT = {
    "aim": "{",
    "place": "7",
    "sure": '{"value": 7}',
    "tools": '{"value": ["pen"]}',
    "steps/1/step": '{"value": null, "updated": "x"}',
    "steps": '{"rows": "many"}',
}


def test_a_spoilt_record_harms_only_itself(patterns: Page) -> None:
    slot(patterns, "steps/1/day").fill("Monday")
    patterns.wait_for_timeout(500)
    write(patterns, {f"worksheet/{SHEET}/1/{name}": text for name, text in SPOILT.items()})
    revisit(patterns)
    for name in ("aim", "place", "steps/1/step"):
        expect(slot(patterns, name)).to_have_value("")
    expect(sheet(patterns).locator("input:checked")).to_have_count(0)
    expect(slot(patterns, "steps/1/day")).to_have_value("Monday")
    expect(sheet(patterns).get_by_role("textbox", name="Step (row")).to_have_count(2)


def test_clear_and_undo(patterns: Page) -> None:
    fill_all(patterns)
    press(patterns, "Clear this worksheet")
    for name in ("aim", "place", "steps/2/step"):
        expect(slot(patterns, name)).to_have_value("")
    expect(sheet(patterns).get_by_role("radio", checked=True)).to_have_count(0)
    expect(said(patterns)).to_contain_text("Cleared. You can undo this until you leave the page.")
    # Cleared is cleared: no word stays on a shared computer.
    assert "Dr Khan" not in str(stored(patterns))
    press(patterns, "Undo")
    expect_filled(patterns)
    expect(sheet(patterns).get_by_role("button", name="Undo")).to_be_hidden()
    revisit(patterns)
    expect_filled(patterns)


def test_undo_never_writes_over_newer_words(patterns: Page) -> None:
    fill_all(patterns)
    press(patterns, "Clear this worksheet")
    slot(patterns, "place").fill("Newer")
    press(patterns, "Undo")
    expect(slot(patterns, "place")).to_have_value("Newer")
    expect(slot(patterns, "aim")).to_have_value("First line\nSecond line")


def test_nothing_to_clear(patterns: Page) -> None:
    press(patterns, "Clear this worksheet")
    expect(said(patterns)).to_have_text("There is nothing to clear.")
    expect(sheet(patterns).get_by_role("button", name="Undo")).to_be_hidden()


def test_a_choice_can_be_taken_back(patterns: Page) -> None:
    group = slot(patterns, "when")
    expect(group.get_by_role("button")).to_be_hidden()
    sheet(patterns).get_by_role("radio", name="Now").check()
    group.get_by_role("button", name="Clear this answer").click()
    expect(sheet(patterns).get_by_role("radio", name="Now")).not_to_be_checked()
    expect(sheet(patterns).get_by_role("radio", name="Now")).to_be_focused()
    revisit(patterns)
    expect(sheet(patterns).get_by_role("radio", name="Now")).not_to_be_checked()


def test_rows_can_be_added(patterns: Page) -> None:
    sheet(patterns).get_by_role("button", name="Add a row to “Your next steps”").click()
    third = sheet(patterns).get_by_role("textbox", name="Step (row 3)")
    expect(third).to_be_focused()
    third.fill("Third step")
    revisit(patterns)
    expect(sheet(patterns).get_by_role("textbox", name="Step (row 3)")).to_have_value("Third step")
    expect(sheet(patterns).get_by_role("textbox", name="By when (row 3)")).to_have_value("")
    ids = sheet(patterns).locator("[id]").evaluate_all("all => all.map(one => one.id)")
    assert len(ids) == len(set(ids))
    press(patterns, "Clear this worksheet")
    expect(slot(patterns, "steps/3/step")).to_have_count(0)
    press(patterns, "Undo")
    expect(slot(patterns, "steps/3/step")).to_have_value("Third step")


def test_keyboard_in_a_table(patterns: Page) -> None:
    slot(patterns, "steps/1/step").focus()
    patterns.keyboard.press("Tab")
    expect(slot(patterns, "steps/1/day")).to_be_focused()
    patterns.keyboard.press("ArrowDown")
    expect(slot(patterns, "steps/2/day")).to_be_focused()
    patterns.keyboard.type("ab")
    patterns.keyboard.press("ArrowLeft")
    patterns.keyboard.press("ArrowDown")  # the caret only goes to the end of the words
    expect(slot(patterns, "steps/2/day")).to_be_focused()
    patterns.keyboard.press("Home")
    patterns.keyboard.press("ArrowUp")
    expect(slot(patterns, "steps/1/day")).to_be_focused()
    patterns.keyboard.press("ArrowUp")
    expect(focused(patterns)).to_have_attribute("data-slot", "steps/1/day")


def test_a_field_grows_with_its_words(patterns: Page) -> None:
    before = slot(patterns, "steps/1/step").bounding_box()["height"]
    slot(patterns, "steps/1/step").fill("A long step of many words. " * 12)
    field = slot(patterns, "steps/1/step")
    assert field.bounding_box()["height"] > 2 * before
    assert field.evaluate("one => one.scrollHeight - one.clientHeight") <= 1
    field.fill("")
    assert field.bounding_box()["height"] == before


def test_copy_as_text(patterns: Page) -> None:
    patterns.context.grant_permissions(["clipboard-read", "clipboard-write"])
    fill_all(patterns)
    press(patterns, "Copy as text")
    expect(said(patterns)).to_have_text("Copied. You can paste it anywhere.")
    text = patterns.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n")
    patterns.context.clear_permissions()
    assert text == (
        "Try every question\n\nIN WORDS\n\nWhat do you want to try?\nFirst line\nSecond line\n\n"
        "Where do you try it?\nAt my desk\n\nIN MARKS\n\nHow sure are you?\n4\n\n"
        "When do you begin?\nLater\n\nWhat do you write with?\nA pen, My voice\n\n"
        "Your next steps\n2. Step: Ask Dr Khan\n\n"
        "Two ways compared\nWhat it costs. On paper: Nothing\n"
    )


def forbid_copying(page: Page) -> None:
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')) }")


def test_copy_by_hand_where_the_browser_forbids_it(patterns: Page) -> None:
    forbid_copying(patterns)
    slot(patterns, "place").fill("Here")
    press(patterns, "Copy as text")
    text = sheet(patterns).get_by_role("textbox", name="The worksheet as text")
    expect(text).to_be_focused()
    assert "Where do you try it?\nHere" in text.input_value()


def options(page: Page) -> list[str]:
    return sheet(page, DIARY).get_by_label("Copy of").locator("option").all_inner_texts()


def test_dated_copies(patterns: Page) -> None:
    good = slot(patterns, "good", DIARY)
    expect(sheet(patterns, DIARY).get_by_label("Date")).to_have_value("2026-11-22")
    expect(sheet(patterns, DIARY).get_by_label("Copy of")).to_be_hidden()
    good.fill("The first day")
    patterns.wait_for_timeout(500)
    assert record(patterns, "worksheet", f"{DIARY}/1")["date"] == "2026-11-22"
    patterns.clock.set_fixed_time(NOW.replace(day=24))
    press(patterns, "New copy", DIARY)
    expect(good).to_have_value("")
    expect(good).to_be_focused()
    expect(sheet(patterns, DIARY).get_by_label("Date")).to_have_value("2026-11-24")
    good.fill("The third day")
    patterns.wait_for_timeout(500)
    assert answer(patterns, "good", 2, DIARY) == "The third day"
    assert options(patterns) == ["24 November 2026", "22 November 2026"]
    sheet(patterns, DIARY).get_by_label("Copy of").select_option("22 November 2026")
    expect(good).to_have_value("The first day")
    revisit(patterns)
    expect(good).to_have_value("The first day")
    sheet(patterns, DIARY).get_by_label("Copy of").select_option("24 November 2026")
    expect(good).to_have_value("The third day")


def test_an_empty_copy_is_used_before_a_new_one(patterns: Page) -> None:
    press(patterns, "New copy", DIARY)
    expect(said(patterns, DIARY)).to_contain_text("This copy is still empty.")
    expect(sheet(patterns, DIARY).get_by_label("Copy of")).to_be_hidden()


def test_the_date_of_a_copy_can_be_changed(patterns: Page) -> None:
    day = sheet(patterns, DIARY).get_by_label("Date")
    slot(patterns, "good", DIARY).fill("Yesterday was good")
    day.fill("2026-11-21")
    slot(patterns, "good", DIARY).focus()
    press(patterns, "New copy", DIARY)
    slot(patterns, "good", DIARY).fill("Today too")
    assert options(patterns) == ["22 November 2026", "21 November 2026"]
    revisit(patterns)
    assert options(patterns) == ["22 November 2026", "21 November 2026"]


def test_copies_of_one_day_are_told_apart(patterns: Page) -> None:
    for n in range(3):
        slot(patterns, "good", DIARY).fill(f"Copy {n}")
        if n < 2:
            press(patterns, "New copy", DIARY)
    assert options(patterns) == [
        "22 November 2026 (3)",
        "22 November 2026 (2)",
        "22 November 2026",
    ]


def test_a_copy_can_be_removed_and_brought_back(patterns: Page) -> None:
    slot(patterns, "good", DIARY).fill("Kept")
    press(patterns, "New copy", DIARY)
    slot(patterns, "good", DIARY).fill("Removed by mistake")
    press(patterns, "Remove this copy", DIARY)
    expect(slot(patterns, "good", DIARY)).to_have_value("Kept")
    expect(sheet(patterns, DIARY).get_by_label("Copy of")).to_be_hidden()
    press(patterns, "Undo", DIARY)
    expect(slot(patterns, "good", DIARY)).to_have_value("Removed by mistake")
    assert len(options(patterns)) == 2
    press(patterns, "Remove this copy", DIARY)
    revisit(patterns)
    press(patterns, "New copy", DIARY)
    slot(patterns, "good", DIARY).fill("Another")
    patterns.wait_for_timeout(500)
    assert answer(patterns, "good", 3, DIARY) == "Another"


def test_a_copy_removed_in_another_tab_is_left(patterns: Page) -> None:
    slot(patterns, "good", DIARY).fill("One")
    press(patterns, "New copy", DIARY)
    slot(patterns, "good", DIARY).fill("Two")
    patterns.wait_for_timeout(500)
    other = visit(patterns.context.new_page())
    expect(slot(other, "good", DIARY)).to_have_value("Two")
    press(other, "Remove this copy", DIARY)
    expect(slot(patterns, "good", DIARY)).to_have_value("One")
    other.close()


def test_blocked_storage_is_told_and_the_sheet_works_on(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, **SETTING)
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no') } })"
    )
    page = visit(context.new_page(), LOG)
    expect(page.get_by_role("alert")).to_contain_text("does not let the guide remember")
    slot(page, "pearl", "daily-log").fill("Only now")
    expect(sheet(page, "daily-log")).to_contain_text("Not kept:")
    page.wait_for_timeout(500)
    expect(slot(page, "pearl", "daily-log")).to_have_value("Only now")
    press(page, "New copy", "daily-log")
    expect(slot(page, "pearl", "daily-log")).to_have_value("")
    context.close()


def printed(page: Page) -> str:
    """Print what the browser has ready, without its spaces: they fall anywhere on paper."""
    return plain("".join(print_pdf(page)))


def ready_to_print(page: Page, button: str, id: str) -> None:
    page.evaluate("() => { window.print = () => {} }")
    press(page, button, id)


def test_print_filled_in(tab: Page) -> None:
    visit(tab, LOG)
    slot(tab, "pearl", "daily-log").fill("Listen first.\n" + "A long thought about it. " * 30)
    slot(tab, "topics/2/lesson", "daily-log").fill("Ask open questions")
    sheet(tab, "daily-log").get_by_role("checkbox", name="I watched").check()
    ready_to_print(tab, "Print filled in", "daily-log")
    paper = printed(tab)
    assert "Listenfirst." in paper
    assert paper.count("Alongthoughtaboutit.") == 30
    assert "Askopenquestions" in paper
    assert "22November2026" in paper
    assert "✓" in paper
    # The worksheet alone, without the page around it, and without the screen's buttons.
    assert "Worksheet:Dailylog" in paper
    assert "Neverwriteanythingthatidentifiesapatient" in paper
    for absent in ("Takeonequestiontoyour", "Newcopy", "Copyastext", "Addarow", "Sources"):
        assert absent not in paper


def test_print_blank_has_room_and_none_of_the_words(tab: Page) -> None:
    visit(tab, LOG)
    slot(tab, "pearl", "daily-log").fill("Secret words")
    slot(tab, "topics/1/topic", "daily-log").fill("Secret topic")
    sheet(tab, "daily-log").get_by_role("checkbox", name="I watched").check()
    ready_to_print(tab, "Print blank", "daily-log")
    paper = printed(tab)
    assert "Secret" not in paper
    assert "✓" not in paper
    assert "2026" not in paper.split("Worksheet:Dailylog")[1].split("Lastreviewed")[0]
    tab.emulate_media(media="print")
    lines = sheet(tab, "daily-log").locator('[data-field="pearl"] .guide-worksheet__line')
    assert [line.bounding_box()["height"] > 25 for line in lines.all()] == [True, True]


def test_lines_are_left_after_the_words(tab: Page) -> None:
    visit(tab, LOG)
    slot(tab, "pearl", "daily-log").fill("Short")
    ready_to_print(tab, "Print filled in", "daily-log")
    printed(tab)
    tab.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    tab.emulate_media(media="print")
    shown = sheet(tab, "daily-log").locator('[data-field="pearl"] .guide-worksheet__line:visible')
    expect(shown).to_have_count(1)


def test_without_a_script_it_can_be_read_filled_in_and_printed(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto(LOG)
    page.get_by_role("textbox", name="One sentence worth keeping").fill("By hand")
    page.get_by_role("textbox", name="Topic (row 1)").fill("Cough")
    page.get_by_role("checkbox", name="I watched").check()
    expect(page.get_by_role("button", name="New copy")).to_have_count(0)
    paper = printed(page)
    for text in ("Byhand", "Cough", "✓", "Whatwouldyoudoinanotherwaytomorrow?"):
        assert text in paper
    page.emulate_media(media="print")
    empty = page.locator('[data-field="did-well"] .guide-worksheet__line')
    assert [line.is_visible() for line in empty.all()] == [True, True]
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_a_sheet_in_use(browser: Browser, address: str, scheme: str) -> None:
    # A tab of its own: axe brings styles, which the policy of the site refuses aloud.
    context = browser.new_context(base_url=address, **SETTING, color_scheme=scheme)
    page = visit(context.new_page(), LOG)
    forbid_copying(page)
    slot(page, "pearl", "daily-log").fill("One")
    sheet(page, "daily-log").get_by_role("checkbox", name="I watched").check()
    sheet(page, "daily-log").get_by_role("button", name="Add a row to “Questions”").click()
    press(page, "New copy", "daily-log")
    slot(page, "pearl", "daily-log").fill("Two")
    press(page, "Remove this copy", "daily-log")
    press(page, "Copy as text", "daily-log")
    expect(page.get_by_role("textbox", name="The worksheet as text")).to_be_visible()
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        assert violations(page, EVERYTHING if scheme == "light" else COLOURS) == []
    context.close()


@pytest.mark.parametrize("width", [1280, 320])
def test_targets_are_large_enough(patterns: Page, width: int) -> None:
    patterns.set_viewport_size({"width": width, "height": 800})
    fill_all(patterns)
    small = sheet(patterns).evaluate(
        """root => [...root.querySelectorAll("button, input, select, textarea, label:has(input)")]
          .filter(one => one.checkVisibility())
          .map(one => [one.textContent || one.className, one.getBoundingClientRect()])
          .filter(([, { width, height }]) => Math.round(width) < 24 || Math.round(height) < 24)
          .map(([name, { width, height }]) => `${name}: ${width} x ${height}`)"""
    )
    assert small == []
