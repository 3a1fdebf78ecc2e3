"""Components as a page gets them: well-formed, reachable, and never markup of a text's own."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import html5lib
import markdown
import pytest
from bs4 import BeautifulSoup, Tag
from mkdocs.config import load_config

from macros.catalog import Catalog, Example
from macros.components import Context, render_call
from macros.documents import Document
from macros.links import inline
from macros.loading import load_catalog
from macros.models import Checklist, Source, Timeline
from macros.pages import Call, Page

from .projects import ROOT

EXAMPLES = load_catalog(ROOT).examples
IDS = [f"{example.component}-{example.name}" for example in EXAMPLES]
every_example = pytest.mark.parametrize("example", EXAMPLES, ids=IDS)


@cache
def settings() -> Any:
    return load_config(str(ROOT / "mkdocs.yml"))


def convert(text: str) -> str:
    """Turn a page's Markdown into HTML with the site's own extensions."""
    config = settings()
    return markdown.markdown(
        text, extensions=config.markdown_extensions, extension_configs=config.mdx_configs
    )


def shown(
    component: str, catalog: Catalog, page: str = "page.md", **arguments: Any
) -> BeautifulSoup:
    """Render a call on a page and read it back; malformed HTML fails here."""
    html = convert(render_call(component, Context(catalog, page, "https://edit/"), **arguments))
    html5lib.HTMLParser(strict=True).parseFragment(html)
    return BeautifulSoup(html, "html5lib").body  # type: ignore[return-value]


def example(component: str, name: str) -> Example:
    return next(e for e in EXAMPLES if (e.component, e.name) == (component, name))


def show(example: Example, **arguments: Any) -> BeautifulSoup:
    page = "contributing/patterns.md"
    return shown(example.component, example.catalog, page, **{**example.arguments, **arguments})


def words(tag: Tag | None) -> str:
    assert tag
    return " ".join(tag.get_text(" ").split())


@every_example
def test_is_well_formed_and_says_something(example: Example) -> None:
    assert words(show(example))


@every_example
def test_ids_are_unique(example: Example) -> None:
    ids = [tag["id"] for tag in show(example).select("[id]")]
    assert len(ids) == len(set(ids))


@every_example
def test_names_point_at_something(example: Example) -> None:
    soup = show(example)
    for tag in soup.select("[aria-labelledby]"):
        assert soup.find(id=tag["aria-labelledby"])


@every_example
def test_boxes_are_real_and_named(example: Example) -> None:
    soup = show(example)
    boxes = soup.select("[data-entry] input")
    assert len(boxes) == len(soup.select("[data-entry]"))
    for box in boxes:
        assert box["type"] == "checkbox"
        assert words(box.find_parent("label"))


@every_example
def test_no_trace_of_the_making(example: Example) -> None:
    html = str(show(example))
    assert not [mark for mark in ("markdown=", "{{", "{%", "@@", "<pre", "None") if mark in html]


@every_example
def test_what_a_macro_returns_starts_at_the_margin(example: Example) -> None:
    context = Context(example.catalog, "contributing/patterns.md")
    lines = render_call(example.component, context, **example.arguments).splitlines()
    assert [line for line in lines if line != line.strip()] == []


def test_headings_follow_the_level() -> None:
    plain = example("checklist", "plain")
    for level in (2, 3, 4, 5):
        headings = show(plain, level=level).select("h1, h2, h3, h4, h5, h6")
        assert [h.name for h in headings] == [f"h{level}", f"h{level + 1}", f"h{level + 1}"]


def test_one_section_only() -> None:
    soup = show(example("checklist", "plain"), section="clothes")
    assert [tag["data-entry"] for tag in soup.select("[data-entry]")] == ["example-plain/shoes"]


def test_one_phase_keeps_its_numbers() -> None:
    soup = show(example("timeline", "plain"), phase="visit")
    assert [tag["value"] for tag in soup.select("[data-entry]")] == ["3", "4"]


CUTS = {
    None: ["everyone", "premed", "student-or-graduate", "international", "international-graduate"],
    "premed": ["everyone", "premed"],
    "student": ["everyone", "student-or-graduate"],
    "international-graduate": [
        "everyone",
        "student-or-graduate",
        "international",
        "international-graduate",
    ],
}


@pytest.mark.parametrize(("reader", "seen"), CUTS.items())
def test_cut_to_a_reader(reader: str | None, seen: list[str]) -> None:
    soup = show(example("checklist", "readers"), audience=reader)
    keys = [str(tag["data-entry"]) for tag in soup.select("[data-entry]")]
    assert keys == [f"example-readers/{id}" for id in seen]
    assert f"{len(seen)} items." in words(soup)


def test_a_section_without_anything_for_the_reader_is_left_out() -> None:
    assert "nothing for this reader" not in words(show(example("checklist", "one-reader")))


def test_readers_are_data_for_the_browser() -> None:
    soup = show(example("checklist", "readers"))
    found = [tag.get("data-for") for tag in soup.select("[data-entry]")]
    assert found == [None, "premed", "student graduate", "international", "graduate international"]


def test_former_ids_are_data_for_the_browser() -> None:
    soup = show(example("checklist", "renamed"))
    found = {tag["data-entry"]: tag["data-was"] for tag in soup.select("[data-entry]")}
    assert found == {
        "example-renamed/new-name": "example-renamed/old-name",
        "example-renamed/moved-here": "example-elsewhere/moved-away",
    }


def test_lengths_are_data_for_the_browser() -> None:
    soup = show(example("timeline", "every-field"))
    step = soup.find(attrs={"data-entry": "example-limits/second-test"})
    assert isinstance(step, Tag)
    lengths = {key: step[key] for key in ("data-before", "data-takes", "data-not-before")}
    assert lengths == {"data-before": "P3W", "data-takes": "P3D", "data-not-before": "P3M"}
    assert "data-after" not in step.attrs
    assert "At least 1 week and at most 3 weeks after step 2." in words(step)


def test_every_field_is_shown() -> None:
    soup = show(example("checklist", "every-field"))
    item = soup.find(attrs={"data-entry": "example-full/full"})
    assert isinstance(item, Tag)
    text = "Ask before you travel, and keep the answer in writing: \"yes\" & 'no', if < 5 days."
    label = item.find("label")
    assert isinstance(label, Tag)
    assert label.get_text() == text
    assert label.find("em") is not None
    assert "Essential · For international medical students and graduates" in words(item)
    links = {words(link): link["href"] for link in item.select("a")}
    assert links == {
        "answer": "../",
        "How contributors write items": "../",
        "Contributors": "#source--example-source",
    }


def test_progress_links_to_the_lists_and_names_their_entries() -> None:
    soup = show(example("progress", "shelf"))
    keys = [tag["data-keys"] for tag in soup.select("[data-keys]")]
    assert keys[1] == "example-week/ask"
    assert str(keys[0]).split()[0] == "example-plain/badge"
    assert [words(link) for link in soup.select("a")] == ["Pack your bag", "A short visit"]


def test_sources_say_their_dates_and_their_weakness() -> None:
    lines = [words(tag) for tag in show(example("sources", "two-kinds")).select("li")]
    assert "An office that makes rules, 4 May 2026" in lines[0]
    assert "Official source · Checked 22 November 2026" in lines[0]
    assert "no date shown" in lines[1]
    assert "A law firm that quotes the rule without a date." in lines[1]


# What the models accept, and what they would never let through: both stay text.
TAME = "Q & A: \"x\" 'y' < 5 > 3 (a) - b #c +d 1. e | f ! ~ ^ = @ $ % snake_case &amp; &lt; C:"
HOSTILE = (
    '"><script>alert(1)</script>',
    "<img src=x onerror=alert(1)>",
    "' onclick='alert(1)",
    "</p></li></ul><h1>",
    "[x](javascript:alert(1))",
    "![x](https://example.org/x.png)",
    "x](javascript:alert(1)) [y",
    "<javascript:alert(1)>",
    "`code` *em* **strong** _em_",
    "x {: onclick=alert(1) }",
    "x { #id .class onclick=alert(1) }",
    "x\\",
    "{{ 7 * 7 }}",
    "- [ ] 1. # x",
    "&#60;script&#62;",
)
TEXTS = (TAME, *HOSTILE)


def hostile_catalog(text: str) -> Catalog:
    """Put a text into every plain field, past the models."""
    help = {"text": "Help", "link": "/page.md"}
    item = {"id": "one", "text": "Do it.", "why": "So.", "help": help, "sources": ["rule"]}
    step = {**item, "id": "step", "before": "P1W", "takes": "P1D", "checklist": "bag"}
    base = {"title": "T", "summary": "S.", "reviewed": "2026-11-22"}
    group = {"id": "group", "title": "G"}
    anchor = {"question": "Q", "noun": "N"}
    checklist = Checklist.model_validate({**base, "sections": [{**group, "items": [item]}]})
    timeline = Timeline.model_validate(
        {**base, "anchor": anchor, "phases": [{**group, "milestones": [step]}]}
    )
    rule = {"title": "R", "publisher": "P", "short": "S", "url": "https://a.org", "note": "N"}
    days = {"checked": "2026-11-21", "review_by": "2027-11-21", "kind": "secondary"}
    source = Source.model_validate(rule | days)
    calls = (Call("checklist", {"id": "bag"}, 1), Call("timeline", {"id": "visit"}, 3))
    page = Page("page.md", Document("page.md", {}, {}), calls)
    for model in (
        checklist,
        checklist.sections[0],
        timeline,
        timeline.phases[0],
        timeline.anchor,
        source,
        *(entry.help for _, entry in (*checklist.entries(), *timeline.entries())),
    ):
        _fill(model, text)
    return Catalog(
        checklists={"bag": checklist},
        timelines={"visit": timeline},
        sources={"rule": source},
        pages={"page.md": page},
    )


def _fill(model: Any, text: str) -> None:
    for field in ("title", "publisher", "short", "note", "question", "noun"):
        if field in type(model).model_fields:
            model.__dict__[field] = text
    if type(model).__name__ == "Help":
        model.__dict__["text"] = text


CALLS: Mapping[str, Mapping[str, Any]] = {
    "checklist": {"id": "bag"},
    "timeline": {"id": "visit"},
    "progress": {},
    "sources": {},
}


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("component", CALLS)
def test_plain_text_never_becomes_markup(component: str, text: str) -> None:
    tame = shown(component, hostile_catalog("TAME"), **CALLS[component])
    soup = shown(component, hostile_catalog(text), **CALLS[component])
    assert skeleton(soup) == skeleton(tame)
    normal = " ".join(text.split())
    assert soup.get_text().count(normal) == tame.get_text().count("TAME")


def skeleton(soup: BeautifulSoup) -> list[tuple[str, list[str]]]:
    """List the elements and the names of their attributes: all that a text must not change."""
    return [(tag.name, sorted(tag.attrs)) for tag in soup.find_all(True)]


def test_a_citation_stays_a_link_with_a_plain_name() -> None:
    soup = shown("cite", hostile_catalog(TAME), id="rule")
    (link,) = soup.select("a")
    assert (link.get_text(), link["href"]) == (" ".join(TAME.split()), "#source--rule")


INLINE = {
    "*Ask* **us** `now`.": "<em>Ask</em> <strong>us</strong> <code>now</code>.",
    "1. *First*": "1. <em>First</em>",
    "# *Not* a heading": "# <em>Not</em> a heading",
    "- *Not* a list": "- <em>Not</em> a list",
    "5 < 6 & 7 > 5": "5 &lt; 6 &amp; 7 &gt; 5",
    "5 < 6 & 7 > *5*": "5 &lt; 6 &amp; 7 &gt; <em>5</em>",
    "[CV](/apply/cv.md#length)": '<a href="../apply/cv/#length">CV</a>',
    "[here](/page.md#a), [page](/page.md)": '<a href="#a">here</a>, <a href="./">page</a>',
    "[home](/index.md)": '<a href="../">home</a>',
    "[x](https://example.org/?b=c&d)": '<a href="https://example.org/?b=c&amp;d">x</a>',
    "a ** b ` c [d": "a ** b ` c [d",
}


@pytest.mark.parametrize(("text", "html"), INLINE.items())
def test_inline_markdown(text: str, html: str) -> None:
    assert inline(text, "page.md") == html
