"""Measure in real Chromium how long a tick takes until the page shows it."""

import statistics
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests import chromium
from tests.serving import serve

SLOWER = 4
TICKS = 15
# From the click until the frame after the one that shows the change has begun.
_MEASURE = """
box => new Promise(resolve => {
  const start = performance.now()
  box.click()
  requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)))
})
"""


def tick_to_paint(site: Path) -> float:
    """Give the median milliseconds from a click on a box to the painted result."""
    with serve(site) as address, sync_playwright() as playwright:
        path = chromium.find()
        browser = playwright.chromium.launch(executable_path=path, args=chromium.FLAGS)
        page = browser.new_page()
        page.goto(address)
        page.locator(".guide-bar__count").wait_for()
        result = _ticks(page)
        browser.close()
    return result


def _ticks(page: Page) -> float:
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    boxes = page.locator(".guide-entry__box")
    return statistics.median(boxes.nth(7 + 11 * n).evaluate(_MEASURE) for n in range(TICKS))
