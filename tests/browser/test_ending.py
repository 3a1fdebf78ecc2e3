"""The end of a page: where it leads without a reload, and what is left of it on paper."""

import json
import re

from playwright.sync_api import Page, expect

from macros.links import address
from macros.loading import load_catalog

from ..projects import ROOT
from .guide import visit


def test_next_step_leads_on_and_prints_short(tab: Page) -> None:
    pages = load_catalog(ROOT).pages
    start = next(p for p in pages.values() if p.meta and p.meta.next and p.meta.related)
    assert start.meta
    target = pages[str(start.meta.next).removeprefix("/")]
    page = visit(tab, address(start.path))
    page.evaluate("window.sameDocument = true")
    ending = page.get_by_role("navigation", name="Where to go next")
    page.emulate_media(media="print")
    expect(ending.locator(".guide-ending__tags")).to_be_hidden()
    expect(ending.locator(".guide-ending__related")).to_be_hidden()
    expect(ending.get_by_role("link")).to_have_text([target.title])
    page.emulate_media(media="null")
    ending.get_by_role("link", name=target.title, exact=True).first.click()
    expect(page).to_have_url(re.compile(f"/{address(target.path)}$"))
    expect(page.locator("article h1")).to_contain_text(target.title)
    assert page.evaluate("window.sameDocument")
    # The data of the page before went with it, and nothing tried to run the new ones.
    (text,) = page.locator('head script[type="application/ld+json"]').all_text_contents()
    assert json.loads(text)["@graph"][0]["headline"] == target.title
