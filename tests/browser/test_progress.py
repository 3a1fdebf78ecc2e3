"""The shelf on the home page counts as the lists do."""

from playwright.sync_api import Page, expect

from .guide import visit, write


def test_counts_what_concerns_the_reader(page: Page) -> None:
    visit(page, "")  # only a page of the guide can write to its store
    write(page, {"done/cv/keep-master-cv": {"state": "done"}})
    visit(page, "")
    words = page.locator(".guide-progress__line").filter(has_text="Your CV")
    count = words.locator(".guide-progress__count")
    expect(count).to_have_text("1 of 12 done")
    write(page, {"setting/reader": {"value": "graduate"}})
    visit(page, "")
    on_home = count.inner_text()
    visit(page, "apply/cv/")
    expect(page.locator(".guide-bar__count").first).to_have_text(on_home)
    assert on_home != "1 of 12 done"
