"""Build the real site once, serve it, and open it in real Chromium."""

import functools
import http.server
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from . import chromium

ROOT = Path(__file__).parent.parent


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serve files without a log, with the type that browsers ask of modules."""

    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, ".mjs": "text/javascript"}

    def log_message(self, *_: object) -> None:
        pass


class QuietServer(http.server.ThreadingHTTPServer):
    """Serve, and say nothing when a browser closes a connection early."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def build(site: Path, address: str, root: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Build the site as `make build` does."""
    environment = {**os.environ, "GUIDE_SITE_URL": address, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "0"}
    steps = [
        ["macros", "check"],
        ["mkdocs", "build", "--strict", "--site-dir", str(site)],
        ["macros.publishing", str(site)],
    ]
    for step in steps:
        result = subprocess.run(
            [sys.executable, "-m", *step], cwd=root, env=environment, capture_output=True, text=True
        )
        if result.returncode:
            return result
    return result


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """Build and serve the site; gives its folder and its address."""
    site = tmp_path_factory.mktemp("site") / "site"
    site.mkdir()
    handler = functools.partial(QuietHandler, directory=str(site))
    with QuietServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}/"
        result = build(site, address)
        assert result.returncode == 0, result.stdout + result.stderr
        yield site, address
        server.shutdown()


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
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    yield page
    assert not errors, errors
