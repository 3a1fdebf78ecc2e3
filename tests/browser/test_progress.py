"""The shelf of all lists counts as the lists do."""

from playwright.sync_api import Page, expect

from .guide import visit, write


def test_counts_what_concerns_the_reader(page: Page) -> None:
    visit(page, "lists/")  # only a page of the guide can write to its store
    write(page, {"done/cv/keep-master-cv": {"state": "done"}})
    visit(page, "lists/")
    words = page.locator(".guide-progress__line").filter(has_text="Your CV")
    count = words.locator(".guide-progress__count")
    expect(count).to_have_text("1 of 12 done")
    write(page, {"setting/reader": {"value": "graduate"}})
    visit(page, "lists/")
    on_shelf = count.inner_text()
    visit(page, "apply/cv/")
    expect(page.locator(".guide-bar__count").first).to_have_text(on_shelf)
    assert on_shelf != "1 of 12 done"
