"""Axe finds nothing on any page in the light scheme, and nothing is cut at 400 % zoom."""

from pathlib import Path

from playwright.sync_api import Browser

from .survey import walk


def test_every_page(browser: Browser, address: str, site: Path) -> None:
    found = walk(browser, address, site, "light")
    assert not found.axe, "\n".join(found.axe)
    assert not found.too_wide, "\n".join(found.too_wide)
