"""Measure in real Chromium how long a tick takes until the page shows it."""

import re
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
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


@contextmanager
def _opened(site: Path) -> Iterator[tuple[Page, str]]:
    """Serve a site; gives a page of a browser and the address."""
    with serve(site) as address, sync_playwright() as playwright:
        path = chromium.find()
        browser = playwright.chromium.launch(executable_path=path, args=chromium.FLAGS)
        yield browser.new_page(), address
        browser.close()


def _slow(page: Page) -> None:
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def loaded_by(site: Path, paths: list[str]) -> set[str]:
    """Name the files of components/ that some pages load by themselves."""
    with _opened(site) as (page, address):
        base = f"{address}components/"
        found: set[str] = set()
        page.on("request", lambda one: found.add(one.url.removeprefix(base)))
        for path in paths:
            page.goto(address + path)
            page.locator(".guide-bar__count").wait_for()
    return found


def tick_to_paint(site: Path) -> float:
    """Give the median milliseconds from a click on a box to the painted result."""
    with _opened(site) as (page, address):
        page.goto(address)
        page.locator(".guide-bar__count").wait_for()
        return _ticks(page)


def _ticks(page: Page) -> float:
    _slow(page)
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
    with _opened(site) as (page, address):
        page.goto(f"{address}find/")
        page.locator(".guide-programmes__field--country select").wait_for()
        _slow(page)
        return float(page.evaluate(_FILTER))


_MILESTONES = 500
_PLAN = "medical-internship-guide/1/main/"
# From the new first day until the frame after the one that shows it has begun.
_MOVE = """
async days => {
  const { store } = await import(new URL("../components/core/store.mjs", location.href).href)
  const times = []
  for (const date of days) {
    await new Promise(done => setTimeout(done, 200))
    const start = performance.now()
    store.put("start", "us-elective", { date })
    await new Promise(done => requestAnimationFrame(() => setTimeout(done)))
    times.push(performance.now() - start)
  }
  return times
}
"""


def plan_to_paint(site: Path) -> float:
    """Give the median milliseconds from a move of a plan of 500 milestones to its paint."""
    page_file = site / "my-plan" / "index.html"
    with _opened(site) as (page, address):
        page.route("**/my-plan/", lambda route: route.fulfill(body=grown(page_file)))
        page.goto(address)
        page.evaluate(
            "records => { for (const [key, text] of records) localStorage.setItem(key, text) }",
            [
                [f"{_PLAN}plan/about", '{"placement": "usa-placement"}'],
                [f"{_PLAN}start/us-elective", '{"date": "2029-09-03"}'],
            ],
        )
        page.goto(f"{address}my-plan/")
        page.locator(".guide-plan__verdict p").first.wait_for()
        assert page.locator(".guide-plan [data-entry]").count() == _MILESTONES
        _slow(page)
        return statistics.median(
            page.evaluate(_MOVE, [f"2029-09-{day:02}" for day in range(4, 15)])
        )


def grown(file: Path) -> str:
    """Repeat the steps of one timeline under other ids until there are enough."""
    html = file.read_text("utf-8")
    timeline = re.search(r'<ol data-timeline="?us-elective"?.*?</ol>', html, re.DOTALL)
    assert timeline
    steps = re.findall(r"<li .*?(?=<li |</ol>)", timeline[0], re.DOTALL)
    copies = [
        re.sub(r"(us-elective/[a-z0-9-]+)", rf"\1-{n // len(steps)}", steps[n % len(steps)])
        for n in range(_MILESTONES)
    ]
    head = timeline[0].split("<li ", 1)[0]
    return html.replace(timeline[0], f"{head}{''.join(copies)}</ol>")
