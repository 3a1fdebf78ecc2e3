"""Interview practice in a real browser: the clock, the marks, the notes and the order."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from .guide import record, revisit, visit, write
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

PAGE = "tools/interview-practice/"
BANK = '[data-tool="practice-clinical"]'


@pytest.fixture
def page(tab: Page) -> Page:
    return visit(tab, PAGE)


def card(page: Page, id: str) -> Locator:
    return page.locator(f'[data-card="practice-clinical/{id}"]')


def bank(page: Page, name: str) -> Locator:
    return page.locator(BANK).get_by_role("button", name=name)


def status(page: Page) -> Locator:
    return page.locator(f"{BANK} .guide-tool__status")


def order(page: Page) -> list[str]:
    return page.eval_on_selector_all(f"{BANK} [data-card]", "all => all.map(a => a.dataset.card)")


def test_a_mark_and_a_note_are_kept(page: Page) -> None:
    one = card(page, "own-mistake")
    one.get_by_label("Practised").check()
    one.get_by_label("My notes").fill("Forgot the form.\nTold the nurse.")
    revisit(page)
    expect(one.get_by_label("Practised")).to_be_checked()
    expect(one).to_contain_text("on 22 November 2026")
    expect(one.get_by_label("My notes")).to_have_value("Forgot the form.\nTold the nurse.")
    expect(page.locator(f"{BANK} .guide-practice__count")).to_have_text("1 of 11 practised")
    kept = record(page, "practice", "practice-clinical/own-mistake")
    assert kept
    assert (kept["state"], kept["since"]) == ("done", "2026-11-22")


def test_hints_are_closed_until_asked_for(page: Page) -> None:
    hint = card(page, "own-mistake").locator("details")
    expect(hint.get_by_text("The trap.")).to_be_hidden()
    hint.locator("summary").click()
    expect(hint.get_by_text("The trap.")).to_be_visible()


def test_the_clock_starts_pauses_and_ends_with_a_word(tab: Page) -> None:
    tab.clock.install(time=1_795_340_400_000)
    page = visit(tab, PAGE, now=None)
    one = card(page, "why-this-place")
    face = one.locator(".guide-practice__face")
    one.get_by_role("button", name="Start the clock").click()
    page.clock.run_for(30_500)
    expect(face).to_have_text("1:30")
    one.get_by_role("button", name="Pause").click()
    page.clock.run_for(60_000)
    expect(face).to_have_text("1:30")
    one.get_by_role("button", name="Go on").click()
    expect(status(page)).to_have_text("")
    page.clock.fast_forward(89_000)  # as in a tab that slept: no tick on the way
    page.clock.run_for(2_000)
    expect(face).to_have_text("0:00")
    expect(status(page)).to_have_text(
        "The time is over: Why do you want to come to our department?"
    )
    expect(status(page)).to_have_attribute("role", "status")
    expect(one.get_by_role("button", name="Start the clock")).to_be_visible()


def test_only_one_clock_runs(page: Page) -> None:
    first, second = card(page, "why-this-place"), card(page, "weakness")
    first.get_by_role("button", name="Start the clock").click()
    second.get_by_role("button", name="Start the clock").click()
    expect(first.get_by_role("button", name="Go on")).to_be_visible()
    expect(second.get_by_role("button", name="Pause")).to_be_visible()
    second.get_by_role("button", name="Set back").click()
    expect(second.get_by_role("button", name="Start the clock")).to_be_focused()


def test_the_time_for_an_answer_is_kept(page: Page) -> None:
    page.locator(BANK).get_by_label("Time for an answer").select_option("5 minutes")
    revisit(page)
    one = card(page, "weakness")
    one.get_by_role("button", name="Start the clock").click()
    expect(one.locator(".guide-practice__face")).to_have_text("5:00")


def test_a_shuffle_keeps_the_card_at_hand_in_its_place(page: Page) -> None:
    given = order(page)
    note = card(page, "own-mistake").get_by_label("My notes")
    note.fill("Half a sentence")
    top = note.bounding_box()["y"]
    for _ in range(3):
        bank(page, "Shuffle").evaluate("one => one.click()")  # the focus stays in the note
    mixed = order(page)
    assert sorted(mixed) == sorted(given)
    assert mixed != given
    assert mixed.index("practice-clinical/own-mistake") == given.index(
        "practice-clinical/own-mistake"
    )
    expect(note).to_be_focused()
    assert abs(note.bounding_box()["y"] - top) < 3
    revisit(page)
    assert order(page) == mixed
    bank(page, "Given order").click()
    assert order(page) == given
    expect(bank(page, "Given order")).to_be_hidden()


def test_a_stored_order_that_is_spoilt_loses_no_card(page: Page) -> None:
    given = order(page)
    write(page, {"order/practice-clinical": {"value": ["x", given[2], given[2], 7], "updated": 1}})
    revisit(page)
    assert order(page) == [given[2], *given[:2], *given[3:]]


def test_filter_shows_what_is_left(page: Page) -> None:
    card(page, "weakness").get_by_label("Practised").check()
    bank(page, "Only what is not practised").click()
    expect(card(page, "weakness")).to_be_hidden()
    expect(page.locator(f"{BANK} [data-card]:visible")).to_have_count(10)
    card(page, "own-mistake").get_by_label("Practised").check()
    expect(card(page, "own-mistake")).to_be_visible()  # it does not vanish under the hand
    bank(page, "Show all").click()
    expect(page.locator(f"{BANK} [data-card]:visible")).to_have_count(11)
    expect(bank(page, "Only what is not practised")).to_be_focused()


def test_clearing_can_be_undone(page: Page) -> None:
    one = card(page, "weakness")
    one.get_by_label("Practised").check()
    one.get_by_label("My notes").fill("Mine")
    bank(page, "Clear my marks and notes").click()
    expect(one.get_by_label("My notes")).to_have_value("")
    expect(one.get_by_label("Practised")).not_to_be_checked()
    revisit(page)
    bank(page, "Undo").click()
    expect(one.get_by_label("My notes")).to_have_value("Mine")
    expect(one.get_by_label("Practised")).to_be_checked()


def test_two_tabs_write_different_things(page: Page) -> None:
    other = beside(page.context, PAGE)
    card(page, "weakness").get_by_label("My notes").fill("From the first")
    card(other, "weakness").get_by_label("Practised").check()
    expect(card(page, "weakness").get_by_label("Practised")).to_be_checked()
    expect(card(other, "weakness").get_by_label("My notes")).to_have_value("From the first")
    other.close()


def test_works_where_nothing_can_be_kept(browser: Browser, address: str) -> None:
    page = blocked(browser, address, PAGE)
    card(page, "weakness").get_by_label("My notes").fill("For now")
    card(page, "weakness").get_by_label("Practised").check()
    expect(card(page, "weakness").get_by_label("My notes")).to_have_value("For now")
    expect(page.locator(".guide-notice")).to_have_count(1)
    page.context.close()


def test_without_a_script_hints_open(browser: Browser, address: str) -> None:
    page = without_script(browser, address, PAGE)
    hint = card(page, "weakness").locator("details")
    hint.locator("summary").click()
    expect(hint.get_by_text("The trap.")).to_be_visible()
    assert page.get_by_role("button", name="Shuffle").count() == 0
    page.context.close()


def test_going_away_and_back_starts_nothing_twice(page: Page) -> None:
    page.locator('.md-nav__link[href$="budget/"]').first.click()
    page.wait_for_url("**/budget/")
    page.go_back()
    page.wait_for_selector(f"{BANK}[data-started]")
    expect(page.locator(f"{BANK} > .guide-tools")).to_have_count(1)
    expect(card(page, "weakness").locator("textarea")).to_have_count(1)
    card(page, "weakness").get_by_label("Practised").check()
    expect(page.locator(f"{BANK} .guide-practice__count")).to_have_text("1 of 11 practised")


def test_paper_holds_one_bank(page: Page) -> None:
    card(page, "weakness").get_by_label("My notes").fill("I plan too late")
    blank = printed(page, "Print blank", BANK)
    filled = printed(page, "Print filled in", BANK)
    assert "What do you find hard?" in blank
    assert "Clinical placement" in blank
    assert "I plan too late" not in blank
    assert "I plan too late" in filled
    assert "Why did you write to me?" not in blank + filled


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_axe_finds_nothing(browser: Browser, address: str, width: int, scheme: str) -> None:
    page = apart(browser, address, PAGE)
    card(page, "weakness").get_by_role("button", name="Start the clock").click()
    card(page, "weakness").get_by_label("Practised").check()
    card(page, "weakness").locator("summary").click()
    assert axe_finds(page, BANK, width, scheme) == []
    assert not too_wide(page)
    assert small_targets(page, BANK) == []
    assert nameless(page, BANK) == []
    page.context.close()
