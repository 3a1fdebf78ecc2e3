"""Record what the guide of today stores, for the tests of the guides to come.

`python -m tests.browser.recording` writes tests/storage/v<version>.json from the real site. Do it
once, when a version of the store is first published; a recorded store is never changed afterwards.
"""

import json
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests import chromium
from tests.serving import build, serve

from .guide import SETTING, box, checklist, entry, stored, timeline, undo, visit

STORAGE = Path(__file__).parent.parent / "storage"
_SHOWN = """() => Object.fromEntries(
  [...document.querySelectorAll(".guide-checklist, .guide-timeline")].map(root => [
  root.dataset.list,
  {
    count: root.querySelector("[role=status].guide-bar__count").textContent,
    undo: root.querySelector(".guide-bar__undo").textContent,
    reader: root.querySelector("select").value,
    date: root.querySelector("input[type=date]")?.value ?? null,
    entries: Object.fromEntries([...root.querySelectorAll("[data-entry]")].map(one => [
      one.dataset.entry,
      [one.dataset.state, one.querySelector(".guide-entry__state").textContent],
    ])),
  },
]))"""


def shown(page: Page) -> dict[str, Any]:
    """Give what the lists of the pattern page show of the reader's data."""
    return page.evaluate(_SHOWN)


def record(page: Page) -> dict[str, Any]:
    """Use every kind of record on an empty pattern page; gives the store and what shows."""
    box(page, "example-plain/badge").check()
    entry(page, "example-plain/letter").get_by_role("button", name="Not for me").click()
    box(page, "example-plain/shoes").check()
    undo(checklist(page)).click()
    checklist(page, "readers").get_by_role("button", name="Tick all 5").click()
    box(page, "example-readers/premed").uncheck()
    box(page, "example-week/ask").check()
    timeline(page).get_by_label("First day of your visit").fill("2027-03-01")
    checklist(page, "readers").get_by_label("Show for").select_option("international-student")
    return {"storage": stored(page), "shown": shown(page)}


def version(page: Page) -> int:
    return page.evaluate("async () => (await import('/components/core/store.mjs')).VERSION")


def main() -> None:
    """Build the site, record, and write the file of today's version, unless it is there."""
    with tempfile.TemporaryDirectory() as folder, serve(Path(folder)) as address:
        assert build(Path(folder), address).returncode == 0, "the site does not build"
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium.find(), args=chromium.FLAGS
            )
            page = visit(browser.new_context(base_url=address, **SETTING).new_page())
            path = STORAGE / f"v{version(page)}.json"
            assert not path.exists(), f"{path} is there already, and a record is never changed"
            path.write_text(json.dumps(record(page), indent=2, ensure_ascii=False) + "\n", "utf-8")
            browser.close()
    print(f"Written: {path}")


if __name__ == "__main__":
    main()
