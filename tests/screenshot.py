"""Take the README's picture from the real site: `make screenshot`."""

from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from . import chromium
from .serving import ROOT, build, serve

TARGET = ROOT / "docs" / "assets" / "screenshot.png"
TODAY = "2026-11-22T09:00:00"


def main() -> None:
    """Build the site, tick a few steps of a timeline with a date, and take its picture."""
    with (
        TemporaryDirectory() as folder,
        serve(Path(folder)) as address,
        sync_playwright() as playwright,
    ):
        result = build(Path(folder), address)
        if result.returncode:
            raise SystemExit(result.stdout + result.stderr)
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.FLAGS)
        view = {"width": 1280, "height": 900}
        page = browser.new_page(viewport=view, base_url=address, locale="en-GB")
        page.clock.set_fixed_time(TODAY)
        page.goto("plan/home-clinical/#home-clinical")
        page.locator(".guide-date__input").fill("2027-07-05")
        page.locator(".guide-date__input").dispatch_event("change")
        for n in range(2):
            page.locator(".guide-entry__box").nth(n).check()
        page.locator(".guide-chart").scroll_into_view_if_needed()
        page.evaluate("document.querySelector('.guide-date').scrollIntoView(); scrollBy(0, -160)")
        page.screenshot(path=TARGET)
        browser.close()


if __name__ == "__main__":
    main()
