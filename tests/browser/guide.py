"""What the browser tests share: the pattern page, its lists, and what the browser has stored."""

import json
from datetime import UTC, datetime
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page

PATTERNS = "contributing/patterns/"
STORE = "medical-internship-guide/1/main/"
# As in tests/conftest.py: dates are written the British way, and the day begins before Greenwich's.
SETTING: dict[str, Any] = {
    "viewport": {"width": 1280, "height": 900},
    "locale": "en-GB",
    "timezone_id": "Asia/Karachi",
}
# A Sunday: 14:00 in Karachi.
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
_STARTED = """() => [...document.querySelectorAll("[data-module]")].every(root =>
    "started" in root.dataset || root.querySelector(".guide-notice"))"""


def visit(page: Page, path: str = PATTERNS, now: datetime | None = NOW) -> Page:
    """Open a page of the site at a known time, and wait until its components have started."""
    if now:
        page.clock.set_fixed_time(now)
    page.goto(path)
    return started(page)


def revisit(page: Page) -> Page:
    page.reload()
    return started(page)


def started(page: Page) -> Page:
    page.wait_for_function(_STARTED)
    return page


def second_tab(context: BrowserContext, path: str = PATTERNS) -> Page:
    return visit(context.new_page(), path)


def checklist(page: Page, name: str = "plain") -> Locator:
    return page.locator(f"#checklist--{name} .guide-list")


def timeline(page: Page, name: str = "plain") -> Locator:
    return page.locator(f"#timeline--{name} .guide-list")


def entry(page: Page, key: str) -> Locator:
    return page.locator(f'[data-entry="{key}"]')


def box(page: Page, key: str) -> Locator:
    return entry(page, key).get_by_role("checkbox")


def count(root: Locator) -> Locator:
    """Find the words of progress of a list."""
    return root.locator(".guide-bar").get_by_role("status")


def undo(root: Locator) -> Locator:
    return root.get_by_role("button", name="Undo")


def stored(page: Page) -> dict[str, str]:
    """Give everything in local storage as text by key."""
    return page.evaluate("() => ({ ...localStorage })")


def record(page: Page, kind: str, id: str) -> dict[str, Any] | None:
    """Give one record of the guide's store."""
    text = stored(page).get(f"{STORE}{kind}/{id}")
    return None if text is None else json.loads(text)


def write(page: Page, records: dict[str, Any]) -> None:
    """Put records into local storage, as text or as a value that becomes JSON."""
    page.evaluate(
        "records => { for (const [key, text] of records) localStorage.setItem(key, text) }",
        [
            (STORE + key, value if isinstance(value, str) else json.dumps(value))
            for key, value in records.items()
        ],
    )


def focused(page: Page) -> Locator:
    return page.locator(":focus")
