"""Build the real site once, serve it, and open it in real Chromium."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from . import chromium
from .serving import ROOT, build, serve


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """Build and serve the site; gives its folder and its address."""
    site = tmp_path_factory.mktemp("site") / "site"
    site.mkdir()
    with serve(site) as address:
        result = build(site, address)
        assert result.returncode == 0, result.stdout + result.stderr
        yield site, address


@pytest.fixture(scope="session")
def site(server: tuple[Path, str]) -> Path:
    return server[0]


@pytest.fixture(scope="session")
def address(server: tuple[Path, str]) -> str:
    return server[1]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium.find()
    assert path, "run `make test`, which installs Chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """Open a browser that has never seen the guide."""
    context = browser.new_context(
        base_url=address,
        viewport={"width": 1280, "height": 900},
        locale="en-GB",
        timezone_id="Asia/Karachi",
    )
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """Open a tab that fails the test when a script fails in it."""
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console", lambda message: errors.append(message.text) if message.type == "error" else None
    )
    yield page
    assert not errors, errors
