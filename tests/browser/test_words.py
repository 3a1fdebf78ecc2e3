"""Words, questions and pictures in a real browser, and what people type into the search."""

import io
import re
import unicodedata

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pypdf import PdfReader

from .guide import SETTING, focused, started, visit
from .tools import VIEWS, apart, axe_finds, too_wide, without_script

USA = "usa/"
FAQ = "faq/"
PICTURES = {
    "who-may-touch": "types/words/",
    "which-visa-question": "usa/visa/",
    "year-at-a-glance": "plan/",
}


@pytest.fixture
def page(tab: Page) -> Page:
    return visit(tab, USA)


def word(page: Page, id: str = "clerkship") -> Locator:
    return page.locator(f'[popovertarget="word--{id}"]')


def note(page: Page, id: str = "clerkship") -> Locator:
    return page.locator(f"#word--{id}")


def rest(page: Page) -> None:
    """Take the pointer away from every word."""
    page.mouse.move(2, 400)


def paper(page: Page) -> str:
    pdf = PdfReader(io.BytesIO(page.pdf(format="A4")))
    text = " ".join(" ".join(one.extract_text() for one in pdf.pages).split())
    return unicodedata.normalize("NFKC", text)


def test_a_pointer_opens_and_may_move_onto_the_meaning(page: Page) -> None:
    word(page).hover()
    expect(note(page)).to_be_visible()
    note(page).get_by_role("link").hover()
    page.wait_for_timeout(500)  # longer than it takes to close
    expect(note(page)).to_be_visible()
    rest(page)
    expect(note(page)).to_be_hidden()


def test_a_pointer_that_passes_opens_nothing(page: Page) -> None:
    word(page).hover()
    rest(page)
    page.wait_for_timeout(400)
    expect(note(page)).to_be_hidden()


def test_escape_closes_without_moving_the_pointer(page: Page) -> None:
    word(page).hover()
    expect(note(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(note(page)).to_be_hidden()
    page.wait_for_timeout(400)
    expect(note(page)).to_be_hidden()


def test_the_keyboard_opens_keeps_and_leaves(page: Page) -> None:
    page.keyboard.press("Tab")  # from now on it is the keyboard that moves the focus
    word(page).focus()
    expect(note(page)).to_be_visible()
    expect(word(page)).to_have_accessible_description(re.compile("A block in one hospital"))
    page.keyboard.press("Enter")
    expect(note(page)).to_be_visible()
    page.keyboard.press("Tab")
    expect(note(page).get_by_role("link")).to_be_focused()
    page.keyboard.press("Escape")
    expect(note(page)).to_be_hidden()
    expect(word(page)).to_be_focused()
    page.keyboard.press("Enter")
    expect(note(page)).to_be_visible()
    page.keyboard.press("Enter")
    expect(note(page)).to_be_hidden()
    page.keyboard.press("Tab")
    assert "guide-word" in (focused(page).get_attribute("class") or "")
    expect(page.locator(".guide-words__word:popover-open")).to_have_count(1)


def test_a_press_keeps_what_hover_has_opened(page: Page) -> None:
    word(page).hover()
    expect(note(page)).to_be_visible()
    word(page).click()
    rest(page)
    page.wait_for_timeout(500)
    expect(note(page)).to_be_visible()
    word(page).click()
    expect(note(page)).to_be_hidden()


def test_a_finger_opens_and_closes(browser: Browser, address: str) -> None:
    setting = {**SETTING, "viewport": {"width": 360, "height": 740}, "has_touch": True}
    page = browser.new_context(base_url=address, **setting).new_page()
    started(visit(page, USA, now=None))
    word(page).tap()
    expect(note(page)).to_be_visible()
    box, screen = note(page).bounding_box(), page.viewport_size
    assert box
    assert screen
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= screen["width"]
    assert box["y"] + box["height"] <= screen["height"]
    page.touchscreen.tap(180, 120)
    expect(note(page)).to_be_hidden()
    page.context.close()


def test_the_meaning_stands_beside_its_word(page: Page) -> None:
    word(page).hover()
    expect(note(page)).to_be_visible()
    above, below = word(page).bounding_box(), note(page).bounding_box()
    assert above
    assert below
    assert abs(below["x"] - above["x"]) < 4
    assert 0 <= below["y"] - above["y"] - above["height"] < 12


def test_the_meaning_leads_to_the_glossary(page: Page) -> None:
    word(page).hover()
    note(page).get_by_role("link", name="Clerkship in the glossary").click()
    page.wait_for_url("**/glossary/#term-clerkship")
    expect(page.locator("#term-clerkship")).to_be_in_viewport()
    expect(page.locator(".guide-word")).to_have_count(0)


def test_going_away_and_back_starts_nothing_twice(page: Page) -> None:
    page.locator('.md-content a[href$="visa/"]').first.click()
    page.wait_for_url("**/usa/visa/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Visa")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Clinical")
    rest(page)
    word(page).hover()
    expect(note(page)).to_be_visible()
    expect(page.locator(".guide-words__word:popover-open")).to_have_count(1)


def test_without_a_script_a_press_opens(browser: Browser, address: str) -> None:
    page = without_script(browser, address, USA)
    expect(note(page)).to_be_hidden()
    word(page).focus()
    page.keyboard.press("Enter")
    expect(note(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(note(page)).to_be_hidden()
    word(page).click()
    note(page).get_by_role("link").click()
    page.wait_for_url("**/glossary/#term-clerkship")
    page.context.close()


def test_paper_has_the_meanings_at_the_end(page: Page) -> None:
    text = paper(page)
    assert text.count("Words on this page") == 1
    assert text.index("Sources") < text.index("Words on this page")
    assert "Clerkship: A block in one hospital department" in text
    assert "Clerkship in the glossary" not in text


def test_a_word_looks_and_reads_like_text(page: Page) -> None:
    line = word(page).evaluate(
        """one => {
          const own = getComputedStyle(one), around = getComputedStyle(one.parentElement)
          return ["fontSize", "fontWeight", "color", "lineHeight", "fontFamily"]
            .filter(key => own[key] !== around[key])
        }"""
    )
    assert line == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert not too_wide(page)


def test_jump_letters_of_the_glossary(tab: Page) -> None:
    page = visit(tab, "glossary/")
    page.locator(".guide-glossary__letters").get_by_role("link", name="S", exact=True).click()
    expect(page.locator("#letter-s")).to_be_in_viewport()
    page.emulate_media(media="print")
    expect(page.locator(".guide-glossary__letters")).to_be_hidden()
    expect(page.locator("#term-observership")).to_be_visible()


# Questions


def answer(page: Page, id: str = "first-questions--how-many") -> Locator:
    return page.locator(f"#{id}")


def question(page: Page, id: str = "first-questions--how-many") -> Locator:
    return page.locator(f"details:has(#{id})")


# The search leads to the question itself, and needs a script anyway.
@pytest.mark.parametrize(("script", "end"), [(True, ""), (True, "--question"), (False, "")])
def test_a_link_opens_its_answer(browser: Browser, address: str, script: bool, end: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=script, **SETTING)
    page = context.new_page()
    page.goto(f"{FAQ}#first-questions--how-many{end}")
    expect(answer(page)).to_be_visible()
    expect(page.locator("details[open]")).to_have_count(1)
    expect(question(page).locator("summary")).to_be_in_viewport()
    context.close()


def test_the_keyboard_opens_an_answer(tab: Page) -> None:
    page = visit(tab, FAQ)
    expect(answer(page)).to_be_hidden()
    question(page).locator("summary").focus()
    page.keyboard.press("Enter")
    expect(answer(page)).to_be_visible()
    page.keyboard.press("Enter")
    expect(answer(page)).to_be_hidden()


def test_finding_in_the_page_opens_the_answer(tab: Page) -> None:
    """A text fragment finds text in the same way as Ctrl+F, which a test cannot press."""
    page = visit(tab, FAQ)
    said = answer(page).locator("p").first.text_content() or ""
    start = "%20".join(re.findall(r"\w+", said.split(",")[0])[:4])
    page.goto("about:blank")
    page.goto(f"{FAQ}#:~:text={start}")
    expect(answer(page)).to_be_visible()


def test_paper_has_every_answer(tab: Page) -> None:
    page = visit(tab, FAQ)
    answers = page.eval_on_selector_all(
        ".guide-faq__answer", "all => all.map(one => one.querySelector('p').textContent)"
    )
    text = paper(page)
    starts = [unicodedata.normalize("NFKC", " ".join(one.split()))[:40] for one in answers]
    assert [start for start in starts if start not in text] == []


# Pictures

_OUTSIDE = """svg => {
  const whole = svg.getBoundingClientRect()
  const boxes = [...svg.querySelectorAll("rect")].map(one => one.getBoundingClientRect())
  const out = (a, b) =>
    a.left < b.left - 1 || a.right > b.right + 1 || a.top < b.top - 1 || a.bottom > b.bottom + 1
  const size = box => box.width * box.height
  return [...svg.querySelectorAll("text")].filter(text => {
    const own = text.getBoundingClientRect()
    const x = own.left + 1, y = own.top + own.height / 4
    const around = boxes.filter(b => b.left < x && x < b.right && b.top < y && y < b.bottom)
    const nearest = around.sort((a, b) => size(a) - size(b))[0]
    return out(own, whole) || (nearest && out(own, nearest))
  }).map(text => text.textContent)
}"""
_OVERLAPS = """svg => {
  const texts = [...svg.querySelectorAll("text")]
  const beside = (a, b) => a.right - 1 < b.left || b.right - 1 < a.left
  const above = (a, b) => a.bottom - 3 < b.top || b.bottom - 3 < a.top
  return texts.flatMap((one, n) => texts.slice(n + 1).filter(other => {
    const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()]
    return !beside(a, b) && !above(a, b)
  }).map(other => `${one.textContent} / ${other.textContent}`))
}"""


@pytest.mark.parametrize(("id", "path"), PICTURES.items())
def test_a_picture_holds_its_words(tab: Page, id: str, path: str) -> None:
    page = visit(tab, path)
    drawing = page.locator(f"#{id} svg")
    for width in (1280, 360, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert drawing.evaluate(_OUTSIDE) == [], width
        assert drawing.evaluate(_OVERLAPS) == [], width
        assert not too_wide(page)
    small = drawing.evaluate(
        "svg => Math.min(...[...svg.querySelectorAll('text')].map(one => parseFloat("
        "getComputedStyle(one).fontSize) * svg.getBoundingClientRect().width / 320))"
    )
    assert small >= 10.5
    expect(drawing).to_have_accessible_name(re.compile(r"\w+ \w+"))
    expect(page.locator(f"#{id} .guide-picture__words")).to_be_visible()


# What test_axe.py does not see: what is open


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_axe_finds_nothing_in_a_meaning(
    browser: Browser, address: str, width: int, scheme: str
) -> None:
    page = apart(browser, address, USA)
    word(page).click()
    assert axe_finds(page, "p:has(.guide-word), li:has(.guide-word)", width, scheme) == []
    assert axe_finds(page, "#word--clerkship", width, scheme) == []
    page.context.close()


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_axe_finds_nothing_in_an_answer(
    browser: Browser, address: str, width: int, scheme: str
) -> None:
    page = apart(browser, address, FAQ)
    question(page).locator("summary").click()
    assert axe_finds(page, ".guide-faq", width, scheme) == []
    page.context.close()


# Search

ASKED = {
    "LOR": {"apply/letters/"},
    "LoR sample": {"tools/letters/recommendation/"},
    "USCE": {"usa/"},
    "visa for observership": {"usa/visa/"},
    "no reply to email": {"apply/follow-up/"},
    "house job": {"abroad/pakistan/", "types/words/"},
    "IELTS": {"usa/english/"},
    "cold email": {"find/first-email/"},
    "resume": {"apply/cv/"},
    "SOP": {"apply/statement/"},
    "shadow a doctor": {"types/shadowing/", "problems/shadowing/"},
    "scholarship": {"abroad/funding/"},
    "is it a scam": {"find/agencies/"},
    "thank you note": {"tools/letters/thanks/"},
    "rejected": {"find/few-places/"},
    "interview questions": {"tools/interview-practice/"},
    "titers": {"usa/eligibility/"},
    "print pdf": {"about/downloads/"},
}
_RESULTS = """count => [...document.querySelectorAll(".md-search-result__item")].slice(0, count)
  .map(item => new URL(item.querySelector("a").href).pathname.slice(1))"""


def test_search_understands_what_people_type(page: Page) -> None:
    field = page.get_by_role("textbox", name="Search")
    meta = page.locator(".md-search-result__meta")
    field.click()
    missed = {}
    for asked, expected in ASKED.items():
        field.fill("")
        field.press("End")
        expect(meta).to_have_text("Type to start searching")
        field.fill(asked)
        field.press("End")
        expect(meta).to_have_text(re.compile("matching document"), timeout=20_000)
        found = page.evaluate(_RESULTS, 3)
        if not expected & set(found):
            missed[asked] = found
    assert missed == {}


def test_search_without_synonyms_still_works(browser: Browser, address: str) -> None:
    page = apart(browser, address, USA)
    page.route("**/synonyms.json", lambda route: route.fulfill(body="not JSON"))
    field = page.get_by_role("textbox", name="Search")
    field.click()
    field.fill("observership")
    field.press("End")
    expect(page.locator(".md-search-result__item").first).to_be_visible(timeout=20_000)
    page.context.close()


def test_operators_are_left_as_they_are(page: Page) -> None:
    field = page.get_by_role("textbox", name="Search")
    field.click()
    field.fill("+lor +zebra")
    field.press("End")
    expect(page.locator(".md-search-result__meta")).to_have_text(
        "No matching documents", timeout=20_000
    )
