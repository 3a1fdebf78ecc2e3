"""Fixtures that only the browser tests need.

A new tab costs a second, so most tests share one: it is emptied and put back before each of them.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from .guide import SETTING, visit

expect.set_options(timeout=5_000)
# Same origin, so that storage can be emptied, but none of the guide's scripts.
BLANK = "assets/mark.svg"


class Tab:
    """Hold the shared tab with what its scripts complained about."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._listen)

    def _listen(self, message: ConsoleMessage) -> None:
        # Chromium looks for an icon of its own accord when a picture is all there is on the page.
        if message.type == "error" and not message.location["url"].endswith("/favicon.ico"):
            self.errors.append(message.text)

    def empty(self) -> Page:
        self.page.goto(BLANK)
        self.page.evaluate("localStorage.clear()")
        self.page.set_viewport_size(SETTING["viewport"])
        self.page.emulate_media(media="null", color_scheme="light", reduced_motion="reduce")
        self.errors.clear()
        return self.page


@pytest.fixture(scope="session")
def shared_tab(browser: Browser, address: str) -> Iterator[Tab]:
    context = browser.new_context(base_url=address, **SETTING)
    context.set_default_timeout(10_000)
    yield Tab(context.new_page())
    context.close()


@pytest.fixture
def tab(shared_tab: Tab) -> Iterator[Page]:
    """Give a tab with nothing stored and no page open; fails the test when a script fails in it."""
    yield shared_tab.empty()
    assert not shared_tab.errors, shared_tab.errors


@pytest.fixture
def patterns(tab: Page) -> Page:
    """Open the pattern page with nothing stored."""
    return visit(tab)
