"""What the browser tests of the tools share: accessibility, paper, blocked storage, no script."""

import io
import unicodedata

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page
from pypdf import PdfReader

from .guide import SETTING, started

_BLOCK = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no') } })"
VIEWS = [(1280, "light"), (360, "dark")]  # test_axe.py looks at every page before it is filled in


def axe_finds(page: Page, root: str, width: int, scheme: str) -> list[str]:
    """Name what axe finds in a tool at a width; in the dark only the colours differ."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    options = {"runOnly": ["color-contrast"]} if scheme == "dark" else {}
    return [
        f"{found['id']}: {node['target']}"
        for found in Axe().run(page, root, options).response["violations"]
        for node in found["nodes"]
    ]


def too_wide(page: Page) -> bool:
    """Tell whether the page scrolls sideways."""
    return page.evaluate("document.documentElement.scrollWidth > innerWidth")


def small_targets(page: Page, root: str) -> list[str]:
    """Name the controls below 24 by 24 pixels; a label is the target of its box."""
    return page.evaluate(
        """controls => [...document.querySelectorAll(controls)]
          .map(one => one.matches("[type=radio], [type=checkbox]") ? one.closest("label") : one)
          .filter(one => one.checkVisibility())
          .map(one => [one.getBoundingClientRect(), one.outerHTML.slice(0, 80)])
          .filter(([{ width, height }]) => width < 24 || height < 24)
          .map(([, html]) => html)""",
        f"{root} :is(button, input, select, textarea, summary)",
    )


def nameless(page: Page, root: str) -> list[str]:
    """Name the controls without an accessible name."""
    return [
        control.evaluate("one => one.outerHTML.slice(0, 80)")
        for control in page.locator(f"{root} :is(button, input, select, textarea)").all()
        if not control.evaluate("one => one.ariaLabel || one.labels?.length || one.textContent")
    ]


def printed(page: Page, how: str, root: str) -> str:
    """Press a print button and give the text of the paper that comes out."""
    page.evaluate("window.print = () => {}")
    page.locator(root).get_by_role("button", name=how).click()
    pdf = PdfReader(io.BytesIO(page.pdf(format="A4")))
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    text = " ".join(" ".join(one.extract_text() for one in pdf.pages).split())
    return unicodedata.normalize("NFKC", text)  # without the ligatures of the typeface


def apart(browser: Browser, address: str, path: str) -> Page:
    """Open a page whose console nobody reads: axe tries styles that the page's policy forbids."""
    page = browser.new_context(base_url=address, **SETTING).new_page()
    page.goto(path)
    return started(page)


def blocked(browser: Browser, address: str, path: str) -> Page:
    """Open a page in a browser that keeps nothing."""
    context = browser.new_context(base_url=address, **SETTING)
    context.add_init_script(_BLOCK)
    page = context.new_page()
    page.goto(path)
    return started(page)


def without_script(browser: Browser, address: str, path: str) -> Page:
    """Open a page in a browser that runs no script."""
    page = browser.new_context(base_url=address, java_script_enabled=False, **SETTING).new_page()
    page.goto(path)
    return page


def beside(context: BrowserContext, path: str) -> Page:
    """Open a page in another tab of the same browser."""
    page = context.new_page()
    page.goto(path)
    return started(page)
