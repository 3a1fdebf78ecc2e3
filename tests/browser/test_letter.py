"""A letter in a real browser: gaps, the text that follows, the count, and every way out."""

import io
import re
import unicodedata
import zipfile
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from pypdf import PdfReader

from .guide import SETTING, STORE, record, revisit, second_tab, started, stored, visit, write
from .survey import open_context, violations
from .test_store import BLOCKED

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def letter(page: Page, id: str = "example-letter") -> Locator:
    return page.locator(f'[data-letter="{id}"]')


def field(page: Page, label: str, id: str = "example-letter") -> Locator:
    return letter(page, id).get_by_label(label)


def text(page: Page, part: str, id: str = "example-letter") -> Locator:
    return letter(page, id).locator(f'[data-part="{part}"] .guide-letter__text')


def count(page: Page) -> Locator:
    return letter(page).locator(".guide-bar__count")


def message(page: Page) -> Locator:
    return letter(page).locator(".guide-letter__message")


def press(page: Page, name: str) -> None:
    letter(page).get_by_role("button", name=name).click()


def choose(page: Page, menu: str, name: str) -> None:
    letter(page).locator("summary", has_text=menu).click()
    press(page, name)


def fill(page: Page) -> None:
    """Fill in every gap."""
    field(page, "Place you want to visit").fill("the eye clinic")
    field(page, "Name of the person").fill("Dr Marsh")
    field(page, "Your reason").fill("I have never seen one.")
    field(page, "What you can bring").fill("my own coat")
    field(page, "Your name").fill("Sam Hill")


BODY = """\
Dear Dr Marsh,

May I visit the eye clinic for a day? My reason: I have never seen one.

I can bring my own coat.

Kind regards,
Sam Hill"""


def test_text_follows_as_the_reader_types(patterns: Page) -> None:
    expect(text(patterns, "question")).to_contain_text("May I visit [place you want to visit]")
    field(patterns, "Place you want to visit").press_sequentially("the eye")
    expect(text(patterns, "subject")).to_have_text(
        re.compile(r"May I visit the eye\?"), use_inner_text=True
    )
    expect(text(patterns, "question")).to_contain_text("[your reason]", use_inner_text=True)
    expect(text(patterns, "question")).to_have_text(
        re.compile("May I visit the eye for a day"), use_inner_text=True
    )
    field(patterns, "Place you want to visit").fill("  ")
    expect(text(patterns, "question")).to_have_text(
        re.compile(r"\[place you want to visit\]"), use_inner_text=True
    )


def test_gaps_and_words_are_counted(patterns: Page) -> None:
    expect(count(patterns)).to_have_text("0 of 5 gaps filled. 14 words so far, aim for 20 to 40.")
    fill(patterns)
    expect(count(patterns)).to_have_text("All gaps filled. 29 words, aim for 20 to 40.")
    bar = letter(patterns).get_by_role("progressbar", name="Gaps filled")
    assert bar.evaluate("bar => [bar.value, bar.max]") == [5, 5]
    field(patterns, "Your reason").fill("so " * 30)
    expect(count(patterns)).to_have_text("All gaps filled. 54 words: 14 more than 40.")
    field(patterns, "Your reason").fill("I ask")
    letter(patterns).get_by_label("Use this paragraph").uncheck()
    expect(count(patterns)).to_have_text("All gaps filled. 20 words, aim for 20 to 40.")
    field(patterns, "Place you want to visit").fill("you")
    expect(count(patterns)).to_have_text("All gaps filled. 18 words: 2 fewer than 20.")


def test_count_is_spoken_after_a_pause_only(patterns: Page) -> None:
    spoken = letter(patterns).locator(".guide-letter__spoken")
    expect(spoken).to_have_attribute("role", "status")
    expect(spoken).to_have_text("")
    patterns.wait_for_timeout(1500)
    field(patterns, "Name of the person").press_sequentially("Dr")
    assert spoken.inner_text() == ""
    expect(spoken).to_have_text(re.compile("1 of 5 gaps filled"))


def test_words_are_kept_one_record_a_gap(patterns: Page) -> None:
    fill(patterns)
    letter(patterns).get_by_label("Use this paragraph").uncheck()
    kept = {key.removeprefix(STORE) for key in stored(patterns) if key.startswith(STORE)}
    assert kept == {
        "letter/example-letter/place",
        "letter/example-letter/person",
        "letter/example-letter/reason",
        "letter/example-letter/offer",
        "letter/example-letter/bring",
        "letter/me/example-name",
    }
    assert record(patterns, "letter", "example-letter/place")["value"] == "the eye clinic"
    revisit(patterns)
    expect(field(patterns, "Place you want to visit")).to_have_value("the eye clinic")
    expect(letter(patterns).get_by_label("Use this paragraph")).not_to_be_checked()
    expect(text(patterns, "greeting")).to_have_text("Dear Dr Marsh,", use_inner_text=True)


def test_shared_gaps_stand_in_every_letter(patterns: Page) -> None:
    expect(letter(patterns)).to_contain_text("Stands in all letters.")
    field(patterns, "Your name").fill("Sam Hill")
    expect(field(patterns, "Your name", "example-thanks")).to_have_value("Sam Hill")
    expect(text(patterns, "close", "example-thanks")).to_have_text("Sam Hill", use_inner_text=True)


def test_two_tabs_stay_in_step(patterns: Page) -> None:
    other = second_tab(patterns.context)
    field(patterns, "Name of the person").fill("Dr Marsh")
    expect(text(other, "greeting")).to_have_text("Dear Dr Marsh,", use_inner_text=True)
    field(other, "Your reason").fill("I want to")
    expect(field(patterns, "Your reason")).to_have_value("I want to")
    expect(field(patterns, "Name of the person")).to_have_value("Dr Marsh")
    other.close()


def test_former_ids_still_count(patterns: Page) -> None:
    write(patterns, {"letter/example-letter/doctor": {"value": "Dr Old", "updated": 5}})
    revisit(patterns)
    expect(field(patterns, "Name of the person")).to_have_value("Dr Old")


@pytest.mark.parametrize(
    "spoilt", ["{oh no", {"value": 5}, {"value": None}, {"value": {"a": 1}}, []]
)
def test_a_spoilt_record_harms_only_itself(patterns: Page, spoilt: object) -> None:
    good = {"value": "I want to", "updated": 1}
    bad = {"letter/example-letter/person": spoilt, "undo/example-letter": spoilt}
    write(patterns, {**bad, "letter/example-letter/reason": good})
    revisit(patterns)
    expect(field(patterns, "Name of the person")).to_have_value("")
    expect(field(patterns, "Your reason")).to_have_value("I want to")
    field(patterns, "Name of the person").fill("Dr Marsh")
    expect(text(patterns, "greeting")).to_have_text("Dear Dr Marsh,", use_inner_text=True)


def test_blocked_storage_is_told_and_the_letter_works_on(context: BrowserContext) -> None:
    context.add_init_script(BLOCKED)
    page = visit(context.new_page())
    expect(page.get_by_role("alert").filter(has_text="This browser")).to_have_count(1)
    fill(page)
    expect(count(page)).to_have_text("All gaps filled. 29 words, aim for 20 to 40.")


def test_what_is_typed_stays_text(patterns: Page) -> None:
    bad = '<img src=x onerror="window.hit=1">&amp;[x](javascript:alert(1))'
    field(patterns, "Name of the person").fill(bad)
    expect(text(patterns, "greeting")).to_have_text(f"Dear {bad},", use_inner_text=True)
    revisit(patterns)
    expect(text(patterns, "greeting")).to_have_text(f"Dear {bad},", use_inner_text=True)
    assert patterns.evaluate("window.hit") is None


def test_clear_and_undo(patterns: Page) -> None:
    fill(patterns)
    choose(patterns, "Clear", "Clear this letter")
    expect(field(patterns, "Name of the person")).to_have_value("")
    expect(field(patterns, "Your name")).to_have_value("Sam Hill")
    expect(message(patterns)).to_contain_text("Cleared: this letter")
    revisit(patterns)
    field(patterns, "Your reason").fill("typed since")
    press(patterns, "Undo: clear this letter")
    expect(field(patterns, "Name of the person")).to_have_value("Dr Marsh")
    expect(field(patterns, "Your reason")).to_have_value("typed since")
    expect(letter(patterns).get_by_role("button", name="Undo")).to_have_count(0)
    choose(patterns, "Clear", "Clear what all letters share")
    expect(field(patterns, "Your name", "example-thanks")).to_have_value("")
    expect(field(patterns, "Name of the person")).to_have_value("Dr Marsh")
    press(patterns, "Undo")
    expect(field(patterns, "Your name", "example-thanks")).to_have_value("Sam Hill")


def test_copy(patterns: Page) -> None:
    patterns.context.grant_permissions(["clipboard-read", "clipboard-write"])
    read = "() => navigator.clipboard.readText()"
    press(patterns, "Copy the letter")
    expect(message(patterns)).to_have_text("Letter copied, with 5 gaps still in brackets.")
    assert "Dear [name of the person]," in patterns.evaluate(read)
    fill(patterns)
    press(patterns, "Copy the letter")
    expect(message(patterns)).to_have_text("Letter copied.")
    assert patterns.evaluate(read).replace("\r\n", "\n") == BODY
    press(patterns, "Copy the subject")
    expect(message(patterns)).to_have_text("Subject copied.")
    assert patterns.evaluate(read) == "May I visit the eye clinic?"
    patterns.context.clear_permissions()


def test_lines_and_paragraphs_that_are_left_out(patterns: Page) -> None:
    fill(patterns)
    letter(patterns).get_by_label("Use this paragraph").uncheck()
    field(patterns, "Phone number").fill("+00 1")
    body = download(patterns, "Download .txt", "example-letter.txt").decode()
    assert "coat" not in body
    assert body.endswith("Kind regards,\nSam Hill\n+00 1\n")


def download(page: Page, button: str, name: str) -> bytes:
    with page.expect_download() as info:
        press(page, button)
    assert info.value.suggested_filename == name
    return Path(info.value.path()).read_bytes()


def test_download_as_text(patterns: Page) -> None:
    fill(patterns)
    body = download(patterns, "Download .txt", "example-letter.txt").decode("utf-8")
    assert body == f"Subject: May I visit the eye clinic?\n\n{BODY}\n"


def paragraphs(data: bytes) -> list[str]:
    """Read a Word file's paragraphs; every part of it must be XML that can be read."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None
        assert {"[Content_Types].xml", "_rels/.rels", "word/document.xml"} <= set(file.namelist())
        for name in file.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(file.read(name))
        body = ElementTree.fromstring(file.read("word/document.xml"))
    lines = []
    for paragraph in body.iter(f"{W}p"):
        tags = [tag for tag in paragraph.iter() if tag.tag in {f"{W}t", f"{W}br"}]
        lines.append("".join(tag.text or "" if tag.tag == f"{W}t" else "\n" for tag in tags))
    return lines


def test_download_for_word(patterns: Page) -> None:
    """The library comes on the click only, under the site's own policy."""
    asked: list[str] = []
    patterns.on("request", lambda request: asked.append(request.url))
    fill(patterns)
    field(patterns, "Name of the person").fill('Dr <b>"Åsa" & سلام 漢\x0b')
    assert not [url for url in asked if "vendor" in url]
    data = download(patterns, "Download .docx", "example-letter.docx")
    assert [url for url in asked if "vendor/docx" in url]
    found = paragraphs(data)
    assert found[0] == "Subject: May I visit the eye clinic?"
    assert found[1] == 'Dear Dr <b>"Åsa" & سلام 漢,'
    assert found[2:] == BODY.split("\n\n")[1:]
    expect(message(patterns)).to_have_text("Downloaded as a Word file.")


def test_open_gaps_are_marked_in_the_word_file(patterns: Page) -> None:
    data = download(patterns, "Download .docx", "example-letter.docx")
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        body = ElementTree.fromstring(file.read("word/document.xml"))
    marked = [
        "".join(tag.text or "" for tag in run.iter(f"{W}t"))
        for run in body.iter(f"{W}r")
        if run.find(f"{W}rPr/{W}highlight") is not None
    ]
    assert marked[:2] == ["[place you want to visit]", "[name of the person]"]
    expect(message(patterns)).to_contain_text("with 5 gaps still in brackets")


def test_a_failing_library_loses_nothing(context: BrowserContext) -> None:
    page = visit(context.new_page())
    page.route("**/vendor/docx/**", lambda route: route.abort())
    fill(page)
    press(page, "Download .docx")
    expect(message(page)).to_contain_text("Your text is safe")
    expect(field(page, "Name of the person")).to_have_value("Dr Marsh")


def test_open_in_mail(patterns: Page) -> None:
    fill(patterns)
    field(patterns, "Your reason").fill("100% & more?\nReally")
    link = letter(patterns).get_by_role("link", name="Open in mail")
    expect(link).to_have_attribute("href", re.compile(r"^mailto:\?subject="))
    parts = parse_qs(urlsplit(str(link.get_attribute("href"))).query)
    assert parts["subject"] == ["May I visit the eye clinic?"]
    body = BODY.replace("I have never seen one", "100% & more?\nReally")
    assert parts["body"] == [body.replace("\n", "\r\n")]
    field(patterns, "Your reason").fill("long " * 500)
    expect(link).to_have_count(0)
    expect(letter(patterns).get_by_text("too long for a mail link")).to_be_visible()
    field(patterns, "Your reason").fill("short")
    expect(link).to_be_visible()
    expect(letter(patterns).get_by_text("too long for a mail link")).to_be_hidden()


def test_letter_alone(patterns: Page) -> None:
    press(patterns, "Show the letter alone")
    expect(field(patterns, "Name of the person")).to_be_hidden()
    expect(text(patterns, "greeting")).to_be_visible()
    press(patterns, "Show the letter alone")
    expect(field(patterns, "Name of the person")).to_be_visible()


def said(reader: PdfReader) -> str:
    """Read a PDF's words, with its ligatures as letters."""
    text = " ".join(page.extract_text() for page in reader.pages)
    return " ".join(unicodedata.normalize("NFKC", text).split())


def printed(page: Page, how: str) -> tuple[str, int]:
    page.evaluate("window.print = () => {}")
    choose(page, "Print", how)
    reader = PdfReader(io.BytesIO(page.pdf(format="A4")))
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    return said(reader), len(reader.pages)


def test_print_filled_in(patterns: Page) -> None:
    fill(patterns)
    field(patterns, "Your reason").fill("")
    text, pages = printed(patterns, "Print filled in")
    assert pages == 1
    assert "May I visit the eye clinic for a day? My reason: [your reason]" in text
    assert "The right name comes first" not in text
    assert "Thank you for" not in text
    assert "Patterns" not in text
    assert "phone number" not in text


def test_print_blank(patterns: Page) -> None:
    fill(patterns)
    text, pages = printed(patterns, "Print blank")
    assert pages == 1
    assert "Dr Marsh" in text  # as the example beside the gap
    assert "Dear [name of the person]" in text
    assert "The right name comes first" in text
    assert "my own coat" not in text
    assert patterns.locator("[data-printing]").count() == 0


def test_the_page_prints_whole(tab: Page) -> None:
    page = visit(tab, "tools/letters/asking/")
    text = said(PdfReader(io.BytesIO(page.pdf(format="A4"))))
    for words in ("First email to a researcher", "If you have no room", "Look it up on the person"):
        assert words in text
    assert "Copy the letter" not in text


def test_keyboard_only(patterns: Page) -> None:
    field(patterns, "Place you want to visit").focus()
    for typed in ("the eye clinic", "Dr Marsh"):
        patterns.keyboard.type(typed)
        patterns.keyboard.press("Tab")
        while patterns.evaluate("document.activeElement.matches('a')"):
            patterns.keyboard.press("Tab")
    expect(text(patterns, "greeting")).to_have_text("Dear Dr Marsh,", use_inner_text=True)
    expect(field(patterns, "Your reason")).to_be_focused()


def test_fields_are_named_and_described(patterns: Page) -> None:
    for one in letter(patterns).locator("input:not([type=checkbox]), textarea").all():
        expect(one).to_have_accessible_name(re.compile(r"\w"))
        expect(one).to_have_accessible_description(re.compile("^For example: "))
    assert field(patterns, "Your name").get_attribute("autocomplete") == "name"
    assert field(patterns, "Your reason").evaluate("one => one.tagName") == "TEXTAREA"


def test_survives_instant_navigation_and_back(tab: Page) -> None:
    page = visit(tab, "tools/letters/asking/")
    page.get_by_role("link", name="CV", exact=True).last.click()
    expect(page).to_have_url(re.compile("/apply/cv/"))
    page.go_back()
    started(page)
    root = page.locator('[data-letter="cold-email-researcher"]')
    expect(root.get_by_label("Topic in three")).to_have_count(1)
    expect(root.locator(".guide-bar")).to_have_count(1)
    root.get_by_label("Topic in three").fill("sleep")
    expect(root.locator('[data-part="subject"]')).to_contain_text(
        "Your work on sleep", use_inner_text=True
    )


def test_without_a_script(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False, **SETTING)
    page = context.new_page()
    page.goto("tools/letters/asking/")
    root = page.locator('[data-letter="cold-email-researcher"]')
    expect(root.get_by_text("[title and family name of the researcher]")).to_be_visible()
    expect(root.get_by_text("For example: Professor Lind")).to_be_visible()
    expect(root.locator("button, input, textarea")).to_have_count(0)
    assert "The right title shows care" in said(PdfReader(io.BytesIO(page.pdf())))
    context.close()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_axe_finds_nothing_in_a_letter_in_use(
    browser: Browser, address: str, width: int, scheme: str
) -> None:
    """What the script makes of it: filled in, too long, a part left out, a menu open, cleared."""
    context = open_context(browser, address, scheme)  # its own: axe breaks the site's policy
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 800})
    visit(page, "tools/letters/thanks/")
    root = letter(page, "thank-you-supervisor")
    root.get_by_label("What you learned").fill("long " * 500)
    root.get_by_label("Use this paragraph").uncheck()
    root.locator("summary", has_text="Clear").click()
    root.get_by_role("button", name="Clear what all letters share").click()
    expect(root.locator(".guide-letter__message")).to_have_text("There is nothing to clear.")
    root.locator("summary", has_text="Print").click()
    assert violations(page) == []
    context.close()


@pytest.mark.parametrize("width", [320, 360])
def test_nothing_is_wider_than_a_phone(tab: Page, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 700})
    page = visit(tab, "tools/letters/recommendation/")
    page.locator("[data-letter] textarea").first.fill("https://example.org/" + "x" * 200)
    wide = "document.documentElement.scrollWidth <= innerWidth"
    assert page.evaluate(wide)


def test_targets_are_large_enough(patterns: Page) -> None:
    for menu in letter(patterns).locator(".guide-menu").all():
        menu.locator("summary").click()
    small = letter(patterns).evaluate(
        """root => [...root.querySelectorAll(
            "button, input[id], textarea, .guide-letter__use, .guide-letter__mail")]
          .filter(one => one.checkVisibility()).map(one => one.getBoundingClientRect())
          .filter(({ width, height }) => width < 24 || height < 24).length"""
    )
    assert small == 0
