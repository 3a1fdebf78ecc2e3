"""What machines are told of a page: structured data, previews, cards, the sitemap and llms.txt."""

import json
import re
import struct
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from macros.loading import load_catalog
from macros.paper.cards import add_cards
from macros.publishing import finish
from macros.structured import structured

from .projects import BAG, INDEX, buildable, change, problems, project, run, write

HOME = "https://medical-internship-guide.github.io/medical-internship-guide/"
FRONT = """\
---
description: One & two.
reviewed: 2026-10-01
for: [student]
next: /index.md
---

# First
"""
SECOND = (
    FRONT.replace("One & two.", "Three.").replace("First", "Second *page*")
    + """
A claim.{{ cite("rule") }}

{{ sources() }}
"""
)
FAQ = """\
title: About papers
summary: What people ask.
reviewed: 2026-11-22
questions:
  - id: badge
    question: Do I need a badge?
    answer: [Yes. Ask **them** & go., "See [the list](/index.md)."]
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a tiny guide with one section, finished as `make build` does."""
    root = tmp_path_factory.mktemp("guide")
    buildable(root)
    write(root, "docs/find/index.md", FRONT)
    write(root, "docs/find/second.md", SECOND)
    write(
        root,
        "docs/contributing/hidden.md",
        "---\ndescription: Hidden.\nreviewed: 2026-11-22\nsearch: {exclude: true}\n---\n\n# Hidden\n",
    )
    for step in (["mkdocs", "build", "--strict"], ["macros.exporting", "site"]):
        result = run(root, *step)
        assert result.returncode == 0, result.stderr
    add_cards(root / "site", HOME, root / "cards")
    finish(root / "site")
    return root / "site"


def read(site: Path, page: str) -> BeautifulSoup:
    return BeautifulSoup((site / page / "index.html").read_bytes(), "html5lib")


def graph(site: Path, page: str) -> list[dict[str, Any]]:
    (script,) = read(site, page).select('head script[type="application/ld+json"]')
    data = json.loads(str(script.string))
    assert data["@context"] == "https://schema.org"
    return list(data["@graph"])


def meta(site: Path, page: str, name: str) -> list[str]:
    return [str(tag["content"]) for tag in read(site, page).select(f'head meta[property="{name}"]')]


def test_home_is_a_site_and_pages_are_articles(site: Path) -> None:
    assert [one["@type"] for one in graph(site, "")] == ["WebSite"]
    article, breadcrumbs = graph(site, "find/second")
    assert article == {
        "@type": "Article",
        "headline": "Second page",
        "description": "Three.",
        "dateModified": "2026-10-01",
        "inLanguage": "en",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "mainEntityOfPage": f"{HOME}find/second/",
        "isPartOf": {"@type": "WebSite", "name": "Medical Internship Guide", "url": HOME},
    }
    assert [
        (one["position"], one["name"], one["item"]) for one in breadcrumbs["itemListElement"]
    ] == [
        (1, "Medical Internship Guide", HOME),
        (2, "First", f"{HOME}find/"),
        (3, "Second page", f"{HOME}find/second/"),
    ]


def test_page_that_search_leaves_out_says_nothing(site: Path) -> None:
    page = read(site, "contributing/hidden")
    assert page.select('script[type="application/ld+json"], meta[property]') == []


def test_lists_are_instructions_and_questions_are_questions(tmp_path: Path) -> None:
    root = project(tmp_path)
    calls = '{{ checklist("bag") }}\n\n{{ faq("papers-faq") }}\n\n{{ sources() }}'
    write(root, "docs/data/faqs/papers-faq.yml", FAQ)
    write(root, "docs/find/index.md", f"{FRONT}\n{calls}\n")
    change(root, INDEX, '{{ checklist("bag") }}\n\n', "")
    change(root, BAG, "text: Pack your badge.", "text: Pack **your** [badge](/index.md) & go.")
    assert problems(root) == []
    data = json.loads(structured(load_catalog(root), "find/index.md", HOME))["@graph"]
    how_to, faq = data[2:]
    assert (how_to["@type"], how_to["name"]) == ("HowTo", "Your bag")
    assert [step["text"] for step in how_to["step"]] == [
        "Pack your badge & go.",
        "Pack the letter.",
    ]
    assert faq["@type"] == "FAQPage"
    (question,) = faq["mainEntity"]
    assert question["name"] == "Do I need a badge?"
    assert question["acceptedAnswer"]["text"] == "Yes. Ask them & go. See the list."
    # A part of a list on another page is no instruction of its own.
    assert len(json.loads(structured(load_catalog(root), "index.md", HOME))["@graph"]) == 1


def test_nothing_ends_the_script_early(tmp_path: Path) -> None:
    root = project(tmp_path)
    write(root, "docs/find/index.md", FRONT.replace("# First", "# `</script><script>` & co"))
    assert problems(root) == []
    text = structured(load_catalog(root), "find/index.md", HOME)
    assert not set("<>&") & set(text)
    assert json.loads(text)["@graph"][0]["headline"] == "</script><script> & co"


def test_the_policy_has_no_digest_of_data(site: Path) -> None:
    """A block of data is never run, so it needs no leave; with one a page there would be hundreds."""
    policies = {
        str(read(site, page).select("meta[http-equiv]")[0]["content"]) for page in ("", "find")
    }
    assert len(policies) == 1
    inline = {
        str(script.string)
        for path in site.rglob("*.html")
        for script in BeautifulSoup(path.read_bytes(), "html5lib").select(
            "script:not([src], [type])"
        )
    }
    assert policies.pop().count("'sha256-") == len(inline)


def test_preview_names_title_description_and_address(site: Path) -> None:
    assert meta(site, "find/second", "og:title") == ["Second page"]
    assert meta(site, "find", "og:description") == ["One & two."]
    assert meta(site, "find", "og:url") == [f"{HOME}find/"]
    assert meta(site, "find", "og:type") == ["article"]
    assert meta(site, "", "og:type") == ["website"]


def test_card_is_a_picture_of_the_right_size_beside_the_page(site: Path) -> None:
    (address,) = meta(site, "find/second", "og:image")
    picture = (site / address.removeprefix(HOME)).read_bytes()
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", picture[16:24]) == (1200, 630)
    assert meta(site, "find/second", "og:image:width") == ["1200"]
    assert meta(site, "find", "og:image") == [address]
    # Each section has its own.
    assert meta(site, "", "og:image") != [address]


def test_cards_are_made_once_and_added_once(site: Path, tmp_path: Path) -> None:
    before = (site / "find" / "index.html").read_bytes()
    add_cards(site, HOME, tmp_path)
    made = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    add_cards(site, HOME, tmp_path)
    assert (site / "find" / "index.html").read_bytes() == before
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == made


def test_sitemap_says_when_a_page_was_read(site: Path) -> None:
    text = (site / "sitemap.xml").read_text(encoding="utf-8")
    dates = dict(re.findall(r"<loc>(.*?)</loc>\s*<lastmod>(.*?)</lastmod>", text))
    assert dates[f"{HOME}find/second/"] == "2026-10-01"
    assert dates[HOME] == "2026-11-22"


def test_llms_text_lists_the_pages_with_their_descriptions(site: Path) -> None:
    text = (site / "llms.txt").read_text(encoding="utf-8")
    assert text.splitlines()[:3] == [
        "# Medical Internship Guide",
        "",
        "> A small guide for tests.",
    ]
    assert (
        f"\n## First\n\n- [First]({HOME}find/): One & two.\n- [Second page]({HOME}find/second/): Three.\n"
        in text
    )
    assert "Hidden" not in text


def test_next_step_stands_above_the_sources_and_off_the_search(site: Path) -> None:
    page = read(site, "find/second")
    (ending,) = page.select(".guide-ending")
    assert ending.select("a")[0]["href"] == "../../"
    assert ending.find_next(id="sources")
    assert len(read(site, "find").select(".guide-ending")) == 1
    assert read(site, "").select(".guide-ending") == []
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    assert "Next step" not in " ".join(doc["text"] for doc in index["docs"])


def test_every_page_says_when_it_was_last_read(site: Path) -> None:
    days = {
        page: read(site, page).select(".guide-foot")[0].get_text()
        for page in ("", "find", "contributing/hidden")
    }
    assert "Last reviewed 22 November 2026" in days[""]
    assert "Last reviewed 1 October 2026" in days["find"]
    assert "Last reviewed 22 November 2026" in days["contributing/hidden"]
