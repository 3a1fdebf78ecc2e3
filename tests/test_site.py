"""The built site as a whole: every page, every link, and nothing from anywhere else."""

import base64
import hashlib
import json
import re
import shutil
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from macros.components import Context, page_anchors
from macros.links import address as page_address
from macros.loading import load_catalog
from macros.publishing import finish

from .serving import ROOT, build

PATTERNS = "contributing/patterns/index.html"
Pages = Mapping[str, BeautifulSoup]


@pytest.fixture(scope="module")
def pages(site: Path) -> Pages:
    """Read every page of the site, by its path."""
    return {
        path.relative_to(site).as_posix(): BeautifulSoup(path.read_bytes(), "html5lib")
        for path in sorted(site.rglob("*.html"))
    }


def article(page: BeautifulSoup) -> Tag:
    return page.select("article")[0]


def test_every_source_page_is_built(pages: Pages) -> None:
    expected = {f"{page_address(path)}index.html" for path in load_catalog(ROOT).pages}
    assert pages.keys() == expected | {"404.html"}


def test_ids_are_unique(pages: Pages) -> None:
    twice = {
        name: [id for id, n in Counter(t["id"] for t in page.select("[id]")).items() if n > 1]
        for name, page in pages.items()
    }
    assert {name: ids for name, ids in twice.items() if ids} == {}


def test_every_page_has_one_title(pages: Pages) -> None:
    counts = {name: len(page.select("h1")) for name, page in pages.items()}
    assert {name: n for name, n in counts.items() if n != 1} == {}


def test_headings_leave_no_level_out(pages: Pages) -> None:
    for name, page in pages.items():
        levels = [int(h.name[1]) for h in article(page).select("h1, h2, h3, h4, h5, h6")]
        jumps = [(a, b) for a, b in pairwise(levels) if b > a + 1]
        assert name == PATTERNS or jumps == [], name


def test_every_page_has_a_title_and_a_description_of_its_own(pages: Pages) -> None:
    named = [page for name, page in pages.items() if name != "404.html"]
    titles = [page.title.get_text() for page in named if page.title]
    descriptions = [tag["content"] for page in named for tag in page.select("[name=description]")]
    assert len(set(titles)) == len(set(descriptions)) == len(named)


def test_no_trace_of_the_making(pages: Pages) -> None:
    for name, page in pages.items():
        rest = BeautifulSoup(str(page), "html5lib")
        for shown in rest.select("code, pre, script"):
            shown.decompose()
        found = re.findall(r"\{\{|\{%|\}\}|@@|markdown=|undefined|\[[^\]]*\]\([^)]*\)", str(rest))
        assert found == [], name


def links(pages: Pages, address: str) -> list[tuple[str, str]]:
    """List the links within the site: the page they stand on, and the address they lead to."""
    found = []
    for name, page in pages.items():
        here = address + name.removesuffix("index.html")
        for tag in page.select("a[href], link[href], script[src], img[src], use[href]"):
            target = urljoin(here, str(tag.get("href") or tag.get("src")))
            if target.startswith(address):
                found.append((name, target))
    return found


def test_every_link_within_the_site_leads_somewhere(pages: Pages, site: Path, address: str) -> None:
    ids = {name: {tag["id"] for tag in page.select("[id]")} for name, page in pages.items()}
    broken = []
    for name, target in links(pages, address):
        path, anchor = unquote(urlsplit(target).path)[1:], unquote(urlsplit(target).fragment)
        if path == "my-plan/" and anchor.startswith("kind="):
            anchor = ""  # no place: it chooses in the form, as tests/browser/test_plan.py shows
        file = f"{path}index.html" if path.endswith("/") or not path else path
        if not (site / file).is_file() or (anchor and anchor not in ids[file]):
            broken.append((name, target.removeprefix(address)))
    assert len(links(pages, address)) > 500
    # The pattern page shows citations of lists whose sources it does not show below them.
    assert [one for one in broken if (one[0], "#source--" in one[1]) != (PATTERNS, True)] == []


def test_the_guide_foresees_every_anchor(pages: Pages) -> None:
    """What `make check` calls a place on a page is one on the site, and the other way round."""
    catalog = load_catalog(ROOT)
    for path in catalog.pages:
        foreseen = page_anchors(Context(catalog, path))
        page = pages[f"{page_address(path)}index.html"]
        built = {str(tag["id"]) for tag in page.select("[id]")}
        headings = {str(tag["id"]) for tag in article(page).select("h2[id], h3[id], h4[id]")}
        assert foreseen <= built, path
        assert f"{page_address(path)}index.html" == PATTERNS or headings <= foreseen, path


def test_nothing_is_loaded_from_elsewhere(pages: Pages, address: str) -> None:
    loaded = [
        (name, urljoin(address, str(tag.get("src") or tag.get("href") or tag.get("data"))))
        for name, page in pages.items()
        for tag in page.select(
            "[src], object[data], link[rel~=stylesheet], link[rel~=icon], link[rel~=preload],"
            "link[rel~=preconnect], link[rel~=dns-prefetch], link[rel~=modulepreload], use[href]"
        )
    ]
    assert len(loaded) > 100
    assert [one for one in loaded if not one[1].startswith(address)] == []
    assert [name for name, page in pages.items() if page.select("iframe, embed, [srcset]")] == []


def test_styles_load_nothing_from_elsewhere(site: Path) -> None:
    for path in site.rglob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
        targets = re.findall(r"url\(\s*[\"']?([^\"')]*)|@import\s+[\"']([^\"']*)", text)
        away = [a or b for a, b in targets if re.match(r"(https?:)?//", a or b)]
        assert away == [], path


def test_own_scripts_name_no_other_host(site: Path) -> None:
    scripts = (site / "components").rglob("*.*js")
    for path in (path for path in scripts if "vendor" not in path.parts):
        assert re.findall(r"https?://(?!www\.w3\.org/)", path.read_text("utf-8")) == [], path


def test_data_and_templates_are_not_published(site: Path) -> None:
    # What is published below data/ is the download, not the files that contributors edit.
    assert {path.suffix for path in (site / "data").rglob("*.*")} <= {".json", ".csv", ".txt"}
    assert [
        path for path in site.rglob("*") if path.suffix in {".yml", ".yaml", ".py", ".md"}
    ] == []
    assert list((site / "components").rglob("*.html")) == []


def test_the_pattern_page_is_off_the_menus(pages: Pages, site: Path) -> None:
    pointing = [
        name
        for name, page in pages.items()
        for tag in page.select("nav a[href]")
        if "patterns" in str(tag["href"]) and name != PATTERNS
    ]
    assert pointing == []
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    places = {doc["location"].split("#")[0] for doc in index["docs"]}
    assert "apply/cv/" in places
    assert "contributing/patterns/" not in places
    assert [tag["content"] for tag in pages[PATTERNS].select("[name=robots]")] == ["noindex"]


def test_what_people_search_for_is_in_the_index(site: Path) -> None:
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    text = " ".join(doc["text"] for doc in index["docs"])
    for checklist in load_catalog(ROOT).checklists.values():
        item = checklist.sections[0].items[0].text
        assert " ".join(re.sub(r"[*`]|\]\([^)]*\)|\[", "", item).split()[:4]) in text


def test_edit_links_lead_to_files(pages: Pages) -> None:
    targets = {
        str(tag["href"]).split("/edit/main/", 1)[1]
        for page in pages.values()
        for tag in page.select('a[href*="/edit/main/"]')
    }
    assert {f"docs/data/checklists/{id}.yml" for id in load_catalog(ROOT).checklists} <= targets
    # The pattern page edits its examples, which all stand in one file a component.
    assert [path for path in targets if not (ROOT / path).is_file()] == []


def test_canonical_addresses(pages: Pages, address: str) -> None:
    for name, page in pages.items():
        found = [tag["href"] for tag in page.select("link[rel=canonical]")]
        assert found == ([] if name == "404.html" else [address + name.removesuffix("index.html")])


def policy(page: BeautifulSoup) -> str:
    (meta,) = page.select("head meta[http-equiv=Content-Security-Policy]")
    return str(meta["content"])


def test_one_policy_for_every_page_before_everything_it_governs(pages: Pages) -> None:
    assert len({policy(page) for page in pages.values()}) == 1
    for page in pages.values():
        first = page.select("head meta, head link, head script, head style")[:2]
        assert [tag.get("charset") or tag.get("http-equiv") for tag in first] == [
            "utf-8",
            "Content-Security-Policy",
        ]


def test_the_policy_allows_the_sites_own_inline_scripts_only(pages: Pages) -> None:
    inline = {
        str(script.string)
        for page in pages.values()
        for script in page.select("script:not([src])")
        if script.get("type") in {None, "module", "text/javascript"}
    }
    digests = (hashlib.sha256(script.encode()).digest() for script in inline)
    expected = {f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests}
    assert inline
    assert set(re.findall(r"'sha256-[^']*'", policy(pages["index.html"]))) == expected
    assert "unsafe" not in policy(pages["index.html"])


def test_nothing_needs_what_the_policy_forbids(pages: Pages) -> None:
    for name, page in pages.items():
        tags = page.find_all(True)
        assert [tag for tag in tags if any(key.startswith("on") for key in tag.attrs)] == [], name
        assert page.select("style, [style]") == [], name
        assert page.select('[href^="javascript:"]') == [], name


def test_building_twice_gives_the_same_bytes(site: Path, address: str, tmp_path: Path) -> None:
    result = build(tmp_path / "again", address)
    assert result.returncode == 0, result.stderr
    assert _files(tmp_path / "again") == _files(site)


def test_finishing_twice_changes_nothing(site: Path, tmp_path: Path) -> None:
    shutil.copytree(site, tmp_path / "site")
    finish(tmp_path / "site")
    assert _files(tmp_path / "site") == _files(site)


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
