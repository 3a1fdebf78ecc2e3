"""Look at every page with axe, one scheme at a time, so that two processes share the pages."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from .guide import SETTING, visit

WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
# A window of 1280 pixels at 400 % zoom.
ZOOMED = {"width": 320, "height": 256}
EVERYTHING = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
# Contrast takes axe three times as long as all its other rules, so it is measured apart. The scheme
# changes colours and nothing else, so in the dark axe looks at colours only. Entries of one list
# share their styles: colours are measured on the first two of each kind.
STRUCTURE = {
    "resultTypes": ["violations"],
    "rules": {"target-size": {"enabled": True}, "color-contrast": {"enabled": False}},
}
COLOURS = {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}
FIRST = {
    "exclude": [
        [f"{one}:nth-child(n + 3)"]
        for one in (
            ".guide-entry",
            ".guide-programme",
            ".guide-sources__source",
            ".guide-faq__answer",
        )
    ]
    + [["tbody tr:nth-child(n + 5)"], [".guide-glossary__term:nth-child(n + 3)"], [".md-sidebar"]]
}
# What a narrow page can change for the worse; every fifth page is looked at for all the rest too.
NARROW = {
    "resultTypes": ["violations"],
    "runOnly": ["target-size", "scrollable-region-focusable", "link-name", "button-name", "label"],
    "rules": {"target-size": {"enabled": True}},
}
EVERY = 5


def violations(
    page: Page, options: dict[str, Any] = EVERYTHING, within: dict[str, Any] | None = None
) -> list[str]:
    """Run axe; gives a line for each element it complains about."""
    return [
        f"{page.url} at {page.viewport_size['width']}: {one['id']}: {node['target']}"
        for one in Axe().run(page, within, options).response["violations"]
        for node in one["nodes"]
    ]


def pages(site: Path) -> list[str]:
    """List the addresses of the sitemap, and the page for addresses that are not there."""
    found = re.findall("<loc>(.*?)</loc>", (site / "sitemap.xml").read_text("utf-8"))
    assert len(found) > 20
    return [*found, "404.html"]


@dataclass
class Survey:
    """Hold what went wrong on any page."""

    axe: list[str] = field(default_factory=list)
    too_wide: list[str] = field(default_factory=list)


# Searching and opening need the theme's timers, which a clock that stands still stops: now=None.
def open_context(browser: Browser, address: str, scheme: str) -> BrowserContext:
    return browser.new_context(
        base_url=address, **SETTING, color_scheme=scheme, reduced_motion="reduce"
    )


def walk(browser: Browser, address: str, site: Path, scheme: str) -> Survey:
    """Walk once through every page in one scheme, at both widths and at 400 % zoom."""
    light = scheme == "light"
    context = open_context(browser, address, scheme)
    page = context.new_page()
    result = Survey()
    for n, url in enumerate(pages(site)):
        page.set_viewport_size(WIDE)
        visit(page, url, now=None)
        found = violations(page, COLOURS, FIRST)
        if light:
            found += violations(page, STRUCTURE)
        page.set_viewport_size(PHONE)
        if light:
            found += violations(page, NARROW)
        if n % EVERY == 0:
            found += violations(page, EVERYTHING if light else COLOURS)
        result.axe += [f"{scheme}: {one}" for one in found]
        page.set_viewport_size(ZOOMED)
        result.too_wide += too_wide(page)
    context.close()
    return result


def too_wide(page: Page) -> list[str]:
    """List what cannot be read without scrolling sideways, other than inside a box that scrolls."""
    return page.evaluate(
        """() => {
          const width = document.documentElement.clientWidth
          const scrolls = one => one &&
            (/auto|scroll/.test(getComputedStyle(one).overflowX) || scrolls(one.parentElement))
          const aside = ".md-sidebar, .md-search, .md-header__title"
          const cut = [...document.querySelectorAll("main *, header *")]
            .filter(one => one.checkVisibility({ visibilityProperty: true }))
            .filter(one => one.getBoundingClientRect().right > width + 1)
            .filter(one => !one.closest(aside) && !scrolls(one.parentElement))
          const whole = document.scrollingElement.scrollWidth > width ? ["the page"] : []
          return [...whole, ...cut.map(one => one.outerHTML.slice(0, 80))]
            .map(one => `${location.pathname}: ${one}`)
        }"""
    )
