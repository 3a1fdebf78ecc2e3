"""The handouts: every PDF whole, tagged and true to the data, and made only when needed."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import typst
from bs4 import BeautifulSoup
from fontTools.ttLib import TTFont
from pypdf import PageObject, PdfReader

from macros.catalog import Catalog
from macros.loading import load_catalog
from macros.models import Entry
from macros.paper import FOLDER, SIZES, typesetting
from macros.paper.__main__ import main
from macros.paper.cache import Cache, inputs_digest
from macros.paper.content import Writer
from macros.paper.linking import home_of
from macros.paper.making import make
from macros.paper.papers import BOOKLET, CARDS, CHARTS, Paper, papers
from macros.paper.typesetting import Typesetter
from macros.pocketcards import CardLine
from macros.wording import due

from .pdfs import needs_poppler
from .pdfs import sheets as boxed
from .projects import BAG, ROOT, change, project

CATALOG = load_catalog(ROOT)
PAPERS = list(papers(CATALOG))
SINGLE = [paper for paper in PAPERS if paper.group != BOOKLET]
POINTS = {"a4": (595.276, 841.89), "letter": (612, 792)}
HOME = "https://example.org/guide/"
FONTS = sorted((ROOT / "macros/paper/vendor/source-sans").glob("*.otf"))
# What means something in Typst, in Markdown, in JSON or in HTML; the words are those of the data.
HOSTILE = (
    r'#panic("no") $x^2$ @ref *bold* _it_ <label> \u{41} \\ // no /* no */ = - + ~ -- ... `raw` '
    r'"double" ' + "'single' [x] {y} &amp; https://example.org/#a"
)


def plain(text: str) -> str:
    """Take out spaces and the marks of inline Markdown: lines break anywhere on paper."""
    return "".join(re.sub(r"[*`]|\[([^\]]*)\]\([^)]*\)", r"\1", text).split())


@cache
def reader(path: Path) -> PdfReader:
    return PdfReader(path)


@cache
def sheets(path: Path) -> tuple[str, ...]:
    """Give the text of each page without spaces."""
    return tuple("".join(page.extract_text().split()) for page in reader(path).pages)


@pytest.fixture(scope="module")
def site(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the handouts beside a copy of the built site; a cache of its own makes all of them."""
    copy = tmp_path_factory.mktemp("paper") / "site"
    shutil.copytree(site, copy)
    command = [sys.executable, "-m", "macros.paper", str(copy), str(copy.parent / "cache")]
    subprocess.run(command, cwd=ROOT, check=True)
    return copy


@pytest.fixture(scope="module")
def folder(site: Path) -> Path:
    return site / FOLDER


def each(folder: Path) -> Iterator[tuple[Paper, str, Path]]:
    for paper in PAPERS:
        for size in SIZES:
            yield paper, size, folder / paper.file(size)


def test_every_handout_is_made_and_no_other(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == {path.name for *_, path in each(folder)}
    assert len(PAPERS) >= 40


def test_pages_have_the_size_of_the_paper(folder: Path) -> None:
    for paper, size, path in each(folder):
        expected = POINTS[size][::-1] if paper.group in {CHARTS, CARDS} else POINTS[size]
        for page in reader(path).pages:
            box = (float(page.mediabox.width), float(page.mediabox.height))
            assert box == pytest.approx(expected, abs=0.1), path.name


def test_every_pdf_is_tagged_and_says_what_it_is(folder: Path) -> None:
    for paper, _, path in each(folder):
        root = reader(path).trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"], path.name
        assert root["/StructTreeRoot"]["/K"], path.name
        assert str(root["/Lang"]).startswith("en"), path.name
        assert root["/ViewerPreferences"]["/DisplayDocTitle"], path.name
        assert paper.title in str(reader(path).metadata.title)
        assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data(), path.name


def bookmarks(path: Path) -> list[str]:
    found = []

    def walk(entries: list) -> None:
        for entry in entries:
            walk(entry) if isinstance(entry, list) else found.append(str(entry.title))

    walk(reader(path).outline)
    return found


def test_bookmarks_name_every_part(folder: Path) -> None:
    for paper in SINGLE:
        names = bookmarks(folder / paper.file("a4"))
        thing = CATALOG.listings.get(paper.id) or CATALOG.tools[paper.id]
        assert names[0] == paper.title
        parts = ("groups", "sections", "panels")
        for group in next((getattr(thing, name) for name in parts if hasattr(thing, name)), ()):
            assert group.title in names, paper.name
    names = bookmarks(folder / f"{BOOKLET}-letter.pdf")
    assert {paper.title for paper in SINGLE if paper.group != CARDS} <= set(names)


def fonts(page: PageObject) -> dict[str, object]:
    found = page["/Resources"].get("/Font", {})
    return {font["/BaseFont"]: font.get_object() for font in map(found.__getitem__, found)}


def test_fonts_are_embedded_and_are_ours(folder: Path) -> None:
    for *_, path in each(folder):
        for page in reader(path).pages:
            assert fonts(page), path.name
            for name, font in fonts(page).items():
                descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
                assert {"/FontFile2", "/FontFile3"} & descriptor.keys(), name
                assert "SourceSans3" in name
                assert "/ToUnicode" in font


def test_no_page_is_empty_and_each_is_numbered(folder: Path) -> None:
    for *_, path in each(folder):
        pages, title = sheets(path), str(reader(path).metadata.title) + "."
        for number, text in enumerate(pages, start=1):
            assert f"Page{number}of{len(pages)}" in text, path.name
            content = text.rpartition("Version")[0].removesuffix(plain(title))
            assert len(content) > 40, (path.name, number)


def test_wall_charts_are_one_page(folder: Path) -> None:
    charts = [path for paper, _, path in each(folder) if paper.group == CHARTS]
    assert len(charts) == 2 * len(CATALOG.timelines)
    assert [path.name for path in charts if len(sheets(path)) != 1] == []


def folded() -> dict[int, tuple[int, int]]:
    """Fold a sheet in thought: the page on each place of it, and how far that page is turned.

    Cut between the two middle columns, the sheet is a ring of eight places: along the lower row and
    back along the upper one. A page follows the one before it along the ring, and the upper row
    looks down where the lower one looks up, since the fold between the rows is its top.
    """
    ring = [(1, column) for column in range(4)] + [(0, column) for column in (3, 2, 1, 0)]
    cover = ring.index((1, 3))
    return {n + 1: ring[(cover + n) % 8] for n in range(8)}


def titles(sheet: PageObject) -> dict[str, tuple[float, float, float]]:
    """Give where each text begins, in points from the lower left, and which way it runs."""
    found: dict[str, tuple[float, float, float]] = {}

    def note(words: str, cm: list, tm: list, *_: object) -> None:
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        found.setdefault(plain(words), (x, y, tm[0] * cm[0] + tm[1] * cm[2]))

    sheet.extract_text(visitor_text=note)
    return found


@pytest.mark.parametrize("size", SIZES)
def test_the_pages_of_a_card_follow_each_other_when_it_is_folded(folder: Path, size: str) -> None:
    for id, card in CATALOG.pocketcards.items():
        (sheet,) = reader(folder / f"{id}-{size}.pdf").pages
        width, height = float(sheet.mediabox.width) / 4, float(sheet.mediabox.height) / 2
        found = titles(sheet)
        for number, panel in enumerate(card.panels, start=1):
            x, y, direction = found[plain(panel.title)]
            place = (int(y < height), int(x // width))
            assert place == folded()[number], panel.title
            assert (direction > 0) == (place[0] == 1), panel.title


def test_a_card_that_is_too_full_ends_the_build() -> None:
    (paper,) = (paper for paper in PAPERS if paper.group == CARDS)
    document = Writer(CATALOG, HOME).document(paper)
    line = document["parts"][0]["panels"][3]["lines"][0]
    line["text"] = [{"text": "Too long. " * 90, "styles": [], "link": ""}]
    with pytest.raises(typst.TypstError, match="page 4 of the card is too full: say it shorter"):
        Typesetter().pdf(json.dumps(document), "a4")


@needs_poppler
def test_nothing_runs_over_the_edge(folder: Path) -> None:
    for paper, _, path in each(folder):
        edge = 12 if paper.group == CARDS else 28
        assert [word for sheet in boxed(path) for word in sheet.outside(edge)] == [], path.name


def test_every_handout_says_where_it_is_from_and_how_old_it_is(folder: Path, address: str) -> None:
    for paper in SINGLE:
        thing = CATALOG.listings.get(paper.id) or CATALOG.tools[paper.id]
        text = "".join(sheets(folder / paper.file("a4")))
        assert f"#{paper.id}" in text, paper.name
        assert address.removeprefix("http://") in text
        assert f"Version{thing.reviewed}-" in text
        assert "22November2026" in text


def entry_texts(paper: Paper) -> Iterator[list[str]]:
    """Give what must stand together on one page, in this order."""
    thing = CATALOG.listings.get(paper.id) or CATALOG.tools[paper.id]
    if paper.group == "letters":
        gaps = {f"[[{blank.id}]]": blank.gap for blank in thing.blanks}
        for _, text in thing.texts():
            with_gaps = re.sub(r"\[\[[^\]]*\]\]", lambda gap: gaps[gap[0]], text)
            yield from ([line] for line in with_gaps.split("\n"))
            yield from ([line] for line in thing.filled(text).split("\n"))
        yield from ([blank.label, blank.example] for blank in thing.blanks)
        return
    for _, entry in thing.entries():
        if isinstance(entry, CardLine):
            yield [entry.text]
        elif not isinstance(entry, Entry):
            options = [option.text for option in entry.options or ()]
            yield [entry.label, entry.help or "", *options]
        elif paper.group == CHARTS:
            yield [entry.text, due(entry, thing.anchor.noun)]
        else:
            yield [entry.text, entry.why or "", entry.help.text if entry.help else ""]


@pytest.mark.parametrize("size", SIZES)
def test_every_text_is_there_once_and_no_item_is_split(folder: Path, size: str) -> None:
    for paper in SINGLE:
        pages = sheets(folder / paper.file(size))
        parts = [[plain(text) for text in texts] for texts in entry_texts(paper)]
        everything = "\n".join(text for texts in parts for text in texts)
        for texts in parts:
            # A text can be a part of another one, such as "Done" of "What is done".
            times = "".join(pages).count(texts[0])
            assert times >= 1, (paper.name, texts[0])
            if len(texts[0]) > 25:
                assert times == max(1, everything.count(texts[0])), (paper.name, texts[0])
            home = [page for page in pages if all(text in page for text in texts)]
            assert home, (paper.name, texts)


def test_the_booklet_has_everything(folder: Path) -> None:
    text = "".join(sheets(folder / f"{BOOKLET}-a4.pdf"))
    for paper in SINGLE:
        if paper.group not in {CHARTS, CARDS}:
            assert [t[0] for t in entry_texts(paper) if plain(t[0]) not in text] == [], paper.name


def test_sources_are_listed(folder: Path) -> None:
    for id, checklist in CATALOG.checklists.items():
        text = "".join(sheets(folder / f"{id}-a4.pdf"))
        cited = [source for _, item in checklist.entries() for source in item.sources or ()]
        for source in map(CATALOG.sources.__getitem__, cited):
            assert plain(source.title) in text
            assert re.sub("^https?://", "", source.url) in text


def test_the_address_and_the_size_in_a_link_are_true(site: Path, folder: Path) -> None:
    linked = set()
    link = re.compile(rf'<a href="([^"]*{FOLDER}/[^"]+)">[^<]*\((\d+) pages?, ([\d,]+) KB\)</a>')
    for page in sorted(site.rglob("*.html")):
        for href, pages, size in link.findall(page.read_text(encoding="utf-8")):
            path = (page.parent / href).resolve()
            linked.add(path.name)
            assert int(pages) == len(reader(folder / path.name).pages)
            assert int(size.replace(",", "")) == max(1, round(path.stat().st_size / 1000))
    assert linked == {path.name for *_, path in each(folder)}


def test_each_thing_links_its_own_handouts(site: Path) -> None:
    page = BeautifulSoup((site / "plan/us-elective/index.html").read_bytes(), "html5lib")
    found = [str(link["href"]) for link in page.select(".guide-list__paper a")]
    names = ["us-elective-a4", "us-elective-letter", "wall-us-elective-a4"]
    assert found[:3] == [f"../../{FOLDER}/{name}.pdf" for name in names]


def test_search_does_not_find_the_links(site: Path) -> None:
    index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
    places = {entry["location"].split("#")[0] for entry in index["docs"]}
    text = " ".join(e["text"] for e in index["docs"] if e["location"].startswith("apply/cv/"))
    assert "apply/cv/" in places
    assert "make build" not in text


def test_the_same_data_give_the_same_bytes(site: Path, folder: Path) -> None:
    """The site was built by another process."""
    writer, typesetter = Writer(CATALOG, home_of(site)), Typesetter()
    for paper in PAPERS[::9]:
        document = json.dumps(writer.document(paper), ensure_ascii=False)
        for size in SIZES:
            made = typesetter.pdf(document, size)
            assert made == (folder / paper.file(size)).read_bytes(), paper.name


def test_the_fonts_have_every_character() -> None:
    writer = Writer(CATALOG, HOME)
    used = {char for paper in PAPERS for char in strings(writer.document(paper))}
    used |= set((ROOT / "macros/paper/handout.typ").read_text(encoding="utf-8")) - {"\n"}
    assert len(FONTS) == 3
    for path in FONTS:
        missing = used - {chr(code) for code in TTFont(path).getBestCmap()}
        assert missing == set(), path.name


def strings(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return "".join(map(strings, value.values()))
    return "".join(map(strings, value)) if isinstance(value, list) else ""


def hostile(value: object, key: str = "") -> object:
    """Put the hostile text in the place of every text that is shown."""
    if isinstance(value, dict):
        return {name: hostile(one, name) for name, one in value.items()}
    if isinstance(value, list):
        return [one if key == "styles" else hostile(one, key) for one in value]
    kept = {"kind", "group", "type", "qr", "link", "help_link", "url", "address", "home", "version"}
    return HOSTILE if isinstance(value, str) and value and key not in kept else value


@pytest.mark.parametrize(
    "name", ["usa-papers", "us-elective", "goals", "referee-packet", "wall-us-elective"]
)
def test_hostile_text_is_printed_as_it_is(name: str, tmp_path: Path) -> None:
    (paper,) = (paper for paper in PAPERS if paper.name == name)
    document = hostile(Writer(CATALOG, HOME).document(paper))
    path = tmp_path / "hostile.pdf"
    path.write_bytes(Typesetter().pdf(json.dumps(document), "a4"))
    expected = "".join(HOSTILE.split())
    assert "".join(sheets(path)).count(expected) > 10
    assert str(reader(path).metadata.title) == HOSTILE


def test_data_reach_the_typesetter_as_json_only() -> None:
    text = Path(typesetting.__file__).with_name("handout.typ").read_text(encoding="utf-8")
    code = re.sub(r"^ *//.*", "", text, flags=re.M)
    assert re.findall(r"\b(?:eval|read|plugin|include|import)\b", code) == []
    assert set(re.findall(r"sys\.inputs\.(\w+)", text)) == {"data", "paper"}


def made_anew(root: Path, cache: Cache, capsys: pytest.CaptureFixture[str]) -> str:
    make(root, HOME, cache)
    return capsys.readouterr().out.strip()


def test_only_what_changed_is_made_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root, cache = project(tmp_path / "guide"), Cache(tmp_path / "cache")
    assert made_anew(root, cache, capsys) == "8 handouts, 8 of them made anew."
    assert made_anew(root, cache, capsys) == "8 handouts, 0 of them made anew."
    change(root, BAG, "Pack the letter.", "Pack the long letter.")
    assert made_anew(root, cache, capsys) == "8 handouts, 4 of them made anew."


PLACE = '<span class="guide-paper" data-paper="{}">made by <code>make build</code></span>'


def built(root: Path, names: list[str]) -> Path:
    """Write what a builder would have: a home page and one below it."""
    site = root / "site"
    (site / "list").mkdir(parents=True)
    head = f'<link rel="canonical" href="{HOME}">'
    (site / "index.html").write_text(head, encoding="utf-8")
    (site / "list/index.html").write_text("\n".join(map(PLACE.format, names)), encoding="utf-8")
    return site


def test_an_unchanged_guide_is_not_even_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root, cache = project(tmp_path / "guide"), Cache(tmp_path / "cache")
    site = built(root, ["bag", "visit", "wall-visit", "everything", "example"])
    main(root, site, cache)
    first = (site / "list/index.html").read_text(encoding="utf-8")
    assert "8 of them made anew" in capsys.readouterr().out
    assert 'href="../handouts/bag-a4.pdf">PDF in A4 (1 page, ' in first
    assert PLACE.format("example") in first
    main(root, site, cache)
    assert capsys.readouterr().out == ""
    assert (site / "list/index.html").read_text(encoding="utf-8") == first


def test_a_handout_without_a_link_ends_the_build(tmp_path: Path) -> None:
    root = project(tmp_path / "guide")
    site = built(root, ["bag", "visit", "everything"])
    with pytest.raises(SystemExit, match=r"no page links wall-visit: write \{\{ handouts"):
        main(root, site, Cache(tmp_path / "cache"))


def test_a_site_without_an_address_is_refused(tmp_path: Path) -> None:
    site = built(tmp_path, [])
    (site / "index.html").write_text("<title>Home</title>", encoding="utf-8")
    with pytest.raises(SystemExit, match="names no canonical address"):
        home_of(site)


def test_what_nobody_wants_leaves_the_cache(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.keep("old", b"old")
    cache.keep("new", b"new")
    os.utime(cache.path("old"), (0, 0))
    cache.forget_unused()
    assert [path.name for path in tmp_path.iterdir()] == ["new.pdf"]
    assert cache.pdf("new") == b"new"
    assert cache.pdf("old") is None


def test_the_digest_covers_data_code_and_address(tmp_path: Path) -> None:
    root = project(tmp_path)
    first = inputs_digest(root, HOME)
    assert inputs_digest(root, HOME) == first != inputs_digest(root, HOME + "x")
    change(root, BAG, "Pack the letter.", "Pack the long letter.")
    assert inputs_digest(root, HOME) != first


def test_two_papers_never_share_a_name(tmp_path: Path) -> None:
    root = project(tmp_path / "guide")
    (root / BAG).rename(root / "docs/data/checklists/everything.yml")
    change(root, "docs/index.md", 'checklist("bag")', 'checklist("everything")')
    change(root, "docs/data/timelines/visit.yml", "checklist: bag", "checklist: everything")
    with pytest.raises(SystemExit, match="two handouts have the name 'everything'"):
        make(root, HOME, Cache(tmp_path / "cache"))


def test_an_empty_guide_needs_no_typesetter(tmp_path: Path) -> None:
    """The list of downloads knows the papers without Typst, so that a preview starts at once."""
    code = "import sys, macros.components; print('typst' in sys.modules, 'segno' in sys.modules)"
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert result.stdout.split() == ["False", "False"]
    assert next(papers(Catalog())).name == BOOKLET
