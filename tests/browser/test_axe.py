"""Everybody can use every page: axe finds nothing, the keyboard reaches all, nothing is cut."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from .guide import box, checklist, entry, started, timeline, visit, write
from .survey import PHONE, WIDE, ZOOMED, open_context, too_wide, violations


@pytest.fixture(params=["light", "dark"])
def scheme_page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """Give a new tab a scheme, for the states that a page can be in."""
    context = open_context(browser, address, request.param)
    yield context.new_page()
    context.close()


def test_lists_in_every_state(scheme_page: Page) -> None:
    """See a dated timeline, done, skipped and hidden entries, an open menu, and a notice."""
    page = visit(scheme_page)
    write(
        page,
        {
            "done/example-plain/badge": {"state": "done", "since": "2026-11-01"},
            "done/example-plain/letter": {"state": "skipped"},
            "done/example-week/confirm": {"state": "done"},
            "done/example-week/arrive": {"state": "skipped"},
            "undo/example-plain": {"steps": [{"label": "tick", "before": []}]},
            "start/example-week": {"date": "2026-12-10"},
            "start/example-limits": {"date": "2027-03-01"},
            "setting/reader": {"value": "premed"},
        },
    )
    page.goto("contributing/patterns/?state#example-full--bare")
    started(page)
    for more in page.locator("details.guide-entry__more:visible").all():
        more.evaluate("one => { one.open = true }")
    checklist(page).locator(".guide-menu > summary").click()
    page.evaluate(
        """() => {
          Storage.prototype.setItem = () => { throw new DOMException("", "QuotaExceededError") }
        }"""
    )
    box(page, "example-cut/shown").check()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(entry(page, "example-week/ask")).to_contain_text("Overdue")
    expect(entry(page, "example-readers/international")).to_be_hidden()
    found = violations(page)
    page.set_viewport_size(PHONE)
    found += too_wide(page)
    # On a phone the open menu lies over other buttons, which axe then takes for too small.
    checklist(page).locator(".guide-menu > summary").click()
    found += violations(page)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_search_with_results(scheme_page: Page, size: dict[str, int]) -> None:
    scheme_page.set_viewport_size(size)
    page = visit(scheme_page, "about/", now=None)
    search(page, "visa")
    found = violations(page)
    assert not found, "\n".join(found)


def test_menu_open(scheme_page: Page) -> None:
    scheme_page.set_viewport_size(PHONE)
    page = visit(scheme_page, "apply/cv/", now=None)
    page.get_by_role("button", name="Menu").click()
    expect(menu(page)).to_be_in_viewport()
    found = violations(page)
    assert not found, "\n".join(found)


def menu(page: Page) -> Locator:
    return page.locator(".md-sidebar--primary a:visible").first


def search(page: Page, words: str) -> None:
    """Search as a reader does: by the button where there is one, else by the field."""
    opener = page.get_by_role("button", name="Search", exact=True)
    if opener.is_visible():
        opener.click()
    page.get_by_role("textbox", name="Search").fill(words)
    expect(page.locator(".md-search-result__item").first).to_be_visible()


def tab_until(page: Page, target: Locator, most: int = 30) -> None:
    for _ in range(most):
        page.keyboard.press("Tab")
        if target.evaluate("one => one === document.activeElement"):
            return
    pytest.fail(f"Tab does not reach {target}")


def test_keyboard_opens_the_menu_on_a_phone(page: Page) -> None:
    page.set_viewport_size(PHONE)
    visit(page, "apply/cv/", now=None)
    opener = page.get_by_role("button", name="Menu")
    tab_until(page, opener)
    expect(opener).to_have_attribute("aria-expanded", "false")
    expect(menu(page)).not_to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(opener).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".md-sidebar--primary :focus")).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(page.locator(".md-sidebar--primary :focus")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    expect(opener).to_have_attribute("aria-expanded", "false")
    expect(menu(page)).not_to_be_in_viewport()


def test_keyboard_reaches_a_page_by_the_menu_on_a_phone(page: Page) -> None:
    page.set_viewport_size(PHONE)
    visit(page, "apply/cv/", now=None)
    page.get_by_role("button", name="Menu").focus()
    page.keyboard.press("Enter")
    tab_until(page, page.locator(".md-sidebar--primary").get_by_role("link", name="Cover letter"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/apply/cover-letter/$"))
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()


def test_keyboard_searches_on_a_phone(page: Page) -> None:
    page.set_viewport_size(PHONE)
    visit(page, "apply/cv/", now=None)
    opener = page.get_by_role("button", name="Search", exact=True)
    tab_until(page, opener)
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Search")).to_be_focused()
    page.keyboard.type("visa")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    expect(page.get_by_role("textbox", name="Search")).not_to_be_in_viewport()
    expect(opener).to_have_attribute("aria-expanded", "false")


def test_keyboard_searches_on_a_wide_screen(page: Page) -> None:
    visit(page, "apply/cv/", now=None)
    tab_until(page, page.get_by_role("textbox", name="Search"))
    page.keyboard.type("observership")
    result = page.locator(".md-search-result__link").first
    expect(result).to_be_visible()
    page.keyboard.press("Escape")
    expect(result).to_be_hidden()
    page.keyboard.type(" visa")
    expect(result).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(result).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(re.compile("/apply/cv/$"))


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_skip_link(tab: Page, size: dict[str, int]) -> None:
    tab.set_viewport_size(size)
    page = visit(tab, "apply/cv/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#."))
    page.wait_for_timeout(300)  # the theme writes the address first and goes there a moment later
    page.keyboard.press("Tab")
    expect(page.locator("article :focus")).to_have_count(1)


# Tells where the focus is, and what is wrong with it: hidden by something, or without an outline.
FOCUS = """async () => {
  // What the page does about focus, it does before the next picture.
  for (const _ of "12") await new Promise(requestAnimationFrame)
  const active = document.activeElement
  if (!active || active === document.body) return null
  // The theme hides its radio buttons and shows their labels instead.
  const one = active.matches(".md-option") ? active.nextElementSibling : active
  const box = one.getClientRects()[0]
  const seen = [[.5, .5], [.05, .5], [.95, .5], [.5, .05], [.5, .95]].some(([x, y]) => {
    const hit = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y)
    return one.contains(hit)
  })
  const style = getComputedStyle(one)
  const text = one.textContent || one.closest("label")?.textContent || ""
  const name = `${one.tagName} ${one.className} “${text.trim().slice(0, 40)}”`
  const wrong = [!seen && "is covered", style.outlineStyle === "none" && "has no outline"]
  return [
    one.closest("article") !== null,
    wrong.filter(Boolean).map(what => `${name} ${what}`),
  ]
}"""


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_focus_is_seen_on_the_whole_page(tab: Page, size: dict[str, int], key: str) -> None:
    """Walk through the page with Tab, and back: what sticks must not cover the focus."""
    tab.set_viewport_size(size)
    write(tab, {"start/example-week": {"date": "2027-03-01"}})
    page = visit(tab)
    if key == "Shift+Tab":
        page.locator("article :is(a, button):visible").last.focus()
    wrong, within = [], 0
    for _ in range(400):
        page.keyboard.press(key)
        found = page.evaluate(FOCUS)
        if found is None or (within and not found[0]):
            break
        within += found[0]
        wrong += found[1]
    assert within > 80
    assert not wrong, "\n".join(wrong)


def test_dated_timeline_at_400_percent(tab: Page) -> None:
    tab.set_viewport_size(ZOOMED)
    write(tab, {"start/us-elective": {"date": "2027-10-04"}})
    page = visit(tab, "plan/us-elective/")
    expect(page.locator("time").first).to_be_attached()
    assert not too_wide(page)
    assert timeline(page).count() == 0
