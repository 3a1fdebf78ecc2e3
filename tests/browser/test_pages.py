"""The site as a whole: moving about, components that fail, no script, and nobody else asked."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, expect

from .guide import SETTING, box, checklist, count, record, started, stored, timeline, visit
from .survey import pages
from .test_axe import search

CV, LETTER = "apply/cv/", "apply/cover-letter/"


def undo_steps(page: Page, id: str) -> int:
    kept = record(page, "undo", id)
    return len(kept["steps"]) if kept else 0


def tick(page: Page, n: int, id: str) -> None:
    """Tick the nth item, which must be one change: one step to undo."""
    before = undo_steps(page, id)
    page.locator(f"[data-list={id}] input[type=checkbox]").nth(n).check()
    assert undo_steps(page, id) == before + 1


def started_once(page: Page) -> None:
    started(page)
    for part in ("bar", "tools"):
        expect(page.locator(f".guide-{part}")).to_have_count(page.locator(".guide-list").count())
    expect(page.locator(".guide-notice")).to_have_count(0)


def follow(page: Page, name: str, path: str) -> None:
    page.get_by_role("navigation").get_by_role("link", name=name, exact=True).first.click()
    expect(page).to_have_url(re.compile(f"/{path}$"))
    expect(page.locator("article h1")).to_contain_text(re.compile(name, re.IGNORECASE))
    started_once(page)


def test_moving_about_starts_each_component_once(tab: Page) -> None:
    page = visit(tab, CV)
    page.evaluate("window.sameDocument = true")
    tick(page, 0, "cv")
    follow(page, "Cover letter", LETTER)
    tick(page, 0, "cover-letter")
    follow(page, "CV", CV)
    tick(page, 1, "cv")
    page.go_back()
    expect(page).to_have_url(re.compile(LETTER))
    expect(page.locator("[data-list=cover-letter] input").first).to_be_checked()
    started_once(page)
    tick(page, 1, "cover-letter")
    page.go_forward()
    expect(page).to_have_url(re.compile(CV))
    expect(page.locator("[data-list=cv] input").nth(1)).to_be_checked()
    started_once(page)
    tick(page, 2, "cv")
    for left in (2, 1, 0):
        page.locator("[data-list=cv]").get_by_role("button", name="Undo").click()
        assert undo_steps(page, "cv") == left
    expect(page.locator("[data-list=cv] input:checked")).to_have_count(0)
    # All of it was one visit without a reload: that is what instant navigation promises.
    assert page.evaluate("window.sameDocument")


def test_link_from_another_page_leads_to_the_item(tab: Page) -> None:
    page = visit(tab, "about/")
    page.evaluate(
        """() => {
          window.sameDocument = true
          const link = document.createElement("a")
          link.href = "../contributing/patterns/#example-renamed--old-name"
          link.textContent = "An old link"
          document.querySelector("article").prepend(link)
        }"""
    )
    page.get_by_text("An old link").click()
    expect(box(page, "example-renamed/new-name")).to_be_focused()
    expect(box(page, "example-renamed/new-name")).to_be_in_viewport()
    assert page.evaluate("window.sameDocument")


def test_link_on_the_same_page_leads_to_the_item(patterns: Page) -> None:
    page = patterns
    page.locator("article").evaluate(
        """one => {
          const link = '<a href="#example-renamed--old-name">Old</a>'
          one.insertAdjacentHTML("afterbegin", link)
        }"""
    )
    page.get_by_role("link", name="Old", exact=True).click()
    expect(box(page, "example-renamed/new-name")).to_be_focused()
    expect(box(page, "example-renamed/new-name")).to_be_in_viewport()


def test_progress_on_the_page_of_all_lists(tab: Page) -> None:
    page = visit(tab, CV)
    tick(page, 0, "cv")
    total = page.locator("[data-list=cv] [data-entry]").count()
    page.goto("lists/")
    started(page)
    line = page.locator(".guide-progress__line").filter(
        has=page.get_by_role("link", name="Your CV")
    )
    expect(line).to_contain_text(f"1 of {total} done")
    bar = line.get_by_role("progressbar")
    assert bar.evaluate("bar => [bar.value, bar.max]") == [1, total]


FAILURES = {
    "not there": {"status": 500, "body": "oops"},
    "does not parse": {"content_type": "text/javascript", "body": "this is no script"},
    "throws at once": {"content_type": "text/javascript", "body": "throw new Error('oops')"},
    "throws when started": {
        "content_type": "text/javascript",
        "body": "export function start() { throw new Error('oops') }",
    },
}


@pytest.mark.parametrize("failure", FAILURES)
def test_component_that_fails_says_so_and_stops_no_other(
    context: BrowserContext, failure: str
) -> None:
    page = context.new_page()
    page.route("**/timeline/timeline.mjs", lambda route: route.fulfill(**FAILURES[failure]))
    visit(page)
    for root in page.locator(".guide-timeline").all():
        expect(root.locator(".guide-notice")).to_contain_text("This part could not start.")
        expect(root.get_by_role("checkbox").first).to_be_enabled()
        expect(root.get_by_text("before").first).to_be_visible()
    expect(page.locator(".guide-checklist .guide-notice")).to_have_count(0)
    box(page, "example-plain/badge").check()
    expect(count(checklist(page))).to_have_text("1 of 4 done")
    expect(page.locator(".guide-progress").get_by_text("1 of 4 done")).to_be_visible()


def test_store_that_cannot_be_loaded_is_told_by_each_component(context: BrowserContext) -> None:
    page = context.new_page()
    page.route("**/core/store.mjs", lambda route: route.fulfill(status=500))
    visit(page)
    for root in page.locator(".guide-list").all():
        expect(root.locator(".guide-notice")).to_contain_text("This part could not start.")


@pytest.fixture(scope="module")
def plain(browser: Browser, address: str) -> object:
    """Give a tab of a browser without script."""
    context = browser.new_context(base_url=address, **SETTING, java_script_enabled=False)
    yield context.new_page()
    context.close()


def items(site: Path, path: str) -> int:
    """Count the entries of a page; what stands in a template waits for the script."""
    html = (site / path / "index.html").read_text("utf-8")
    return re.sub("<template>.*?</template>", "", html, flags=re.S).count(" data-entry=")


def test_without_script_every_list_is_whole(plain: Page, site: Path, address: str) -> None:
    lists = 0
    for url in pages(site):
        if url.endswith(".html"):
            continue
        plain.goto(url)
        entries = plain.locator("[data-entry]")
        lists += plain.locator(".guide-list").count()
        assert entries.count() == items(site, url.removeprefix(address))
        assert entries.locator("visible=true").count() == entries.count()
        boxes = entries.get_by_role("checkbox")
        assert boxes.count() == entries.count()
        # What only a script can do is made by script; words show their meaning without one.
        assert plain.locator("article button:not([popovertarget])").count() == 0, url
        lone = ":is(select, input:not([type=checkbox]))"
        assert plain.locator(f".guide-checklist {lone}, .guide-timeline {lone}").count() == 0, url
    assert lists >= 12


def test_without_script_boxes_tick_and_times_are_told(plain: Page) -> None:
    plain.goto("contributing/patterns/")
    box(plain, "example-plain/badge").check()
    expect(box(plain, "example-plain/badge")).to_be_checked()
    expect(timeline(plain)).to_contain_text("4 weeks before the first day")
    expect(timeline(plain)).to_contain_text("2 days after the first day")
    plain.get_by_text("Why this matters").first.click()
    expect(plain.get_by_text("A written answer can be shown later.")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 360])
def test_without_script_no_button_does_nothing(plain: Page, width: int) -> None:
    plain.set_viewport_size({"width": width, "height": 900})
    plain.goto(CV)
    expect(plain.locator("button:not([popovertarget]):visible")).to_have_count(0)
    # Another page can still be reached.
    assert plain.locator("a[href*='cover-letter']:visible").count()


def test_nobody_else_is_asked(browser: Browser, address: str, site: Path) -> None:
    """Visit every page, search, tick and print: every request goes to the site itself."""
    context = browser.new_context(base_url=address, **SETTING)
    asked: list[Request] = []
    complaints: list[str] = []
    context.on("request", lambda request: asked.append(request))
    page = context.new_page()
    page.on(
        "console",
        lambda m: complaints.append(f"{page.url}: {m.text}") if m.type == "error" else None,
    )
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    for url in pages(site):
        if not url.endswith(".html"):
            visit(page, url, now=None)
    assert not [one.url for one in asked if "search_index.json" in one.url]
    search(page, "visa")
    visit(page, CV, now=None)
    tick(page, 0, "cv")
    page.wait_for_load_state("networkidle")
    own = urlsplit(address).netloc
    strangers = {one.url for one in asked if urlsplit(one.url).netloc not in ("", own)}
    assert not strangers
    assert [one.url for one in asked if "search_index.json" in one.url]
    assert len(asked) > 200
    # Of the content security policy, among others: nothing is refused on any page.
    assert not complaints
    context.close()


def test_policy_forbids_what_it_should(context: BrowserContext) -> None:
    """Try what an attacker would: the policy, not luck, keeps the page to itself."""
    page = visit(context.new_page())
    refused = page.evaluate(
        """async () => {
          const refused = []
          const note = event => refused.push(event.effectiveDirective)
          document.addEventListener("securitypolicyviolation", note)
          await fetch("https://example.org/").catch(() => {})
          const image = new Image()
          image.src = "https://example.org/x.png"
          const script = document.createElement("script")
          script.textContent = "window.hacked = true"
          document.head.append(script)
          const style = document.createElement("style")
          style.textContent = "body { display: none }"
          document.head.append(style)
          await new Promise(resolve => setTimeout(resolve, 100))
          return [window.hacked ?? false, refused.sort()]
        }"""
    )
    assert refused == [False, ["connect-src", "img-src", "script-src-elem", "style-src-elem"]]


def test_missing_page(context: BrowserContext, site: Path) -> None:
    """Serve 404.html for an address that is not there, as the host does."""

    def host(route: Route) -> None:
        route.fulfill(status=404, content_type="text/html", path=site / "404.html")

    page = context.new_page()
    page.route("**/apply/no/such/page/", host)
    page.goto("apply/no/such/page/")
    expect(page.get_by_role("heading", level=1)).to_have_text("This page is not here")
    assert page.locator("body").evaluate("one => getComputedStyle(one).fontFamily")
    broken = page.evaluate(
        """() => performance.getEntriesByType("resource")
          .filter(one => one.responseStatus >= 400).map(one => one.name)"""
    )
    assert not broken
    search(page, "visa")
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Go to the first page").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("This page is not here")
    assert urlsplit(page.url).path == "/"


def test_sources_that_are_late_say_so(tab: Page) -> None:
    page = visit(tab, "usa/visa/")
    late = page.get_by_text("Due for review")
    before = late.count()
    total = page.locator(".guide-sources__line").count()
    visit(page, "usa/visa/?later", now=datetime(2040, 1, 1, 9, tzinfo=UTC))
    assert before < total
    expect(late).to_have_count(total)


def test_nothing_but_the_reader_s_actions_is_stored(tab: Page) -> None:
    page = visit(tab, CV)
    page.goto("about/your-data/")
    own = [key for key in stored(page) if "medical-internship-guide" in key]
    assert own == []
    assert json.dumps(page.context.cookies()) == "[]"
