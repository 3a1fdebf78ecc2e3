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


# From the choice of a country until the rows that are left have been laid out, best of three each.
_FILTER = """
async () => {
  const select = document.querySelector(".guide-programmes__field--country select")
  const times = { usa: [], "": [] }
  for (const value of ["usa", "", "usa", "", "usa", ""]) {
    await new Promise(done => setTimeout(done, 50))
    const start = performance.now()
    select.value = value
    select.dispatchEvent(new Event("input", { bubbles: true }))
    for (let turn = 0; turn < 20; turn++) await null
    document.body.offsetHeight
    times[value].push(performance.now() - start)
  }
  return Math.max(...Object.values(times).map(some => Math.min(...some)))
}
"""


def filter_to_layout(site: Path) -> float:
    """Give the milliseconds that filtering the directory of programmes takes."""
    with serve(site) as address, sync_playwright() as playwright:
        path = chromium.find()
        browser = playwright.chromium.launch(executable_path=path, args=chromium.FLAGS)
        page = browser.new_page()
        page.goto(f"{address}find/")
        page.locator(".guide-programmes__field--country select").wait_for()
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        result = float(page.evaluate(_FILTER))
        browser.close()
    return result
