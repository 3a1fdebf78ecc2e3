"""Worksheets: what their files may say, what pages show of them, and those that there are."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from macros.components import page_anchors
from macros.components.context import Context
from macros.ledger import current_ids, write_ledger
from macros.loading import load_catalog
from macros.models import Audience

from .projects import INDEX, ROOT, change, problems, project, write
from .test_rendering import example, show, words

SHEET = "docs/data/worksheets/sheet.yml"
TEXT = """\
title: A sheet
summary: See [the guide](/index.md).
reviewed: 2026-11-22
warning: Write no names.
sections:
  - id: first
    title: First
    fields:
      - id: aim
        type: lines
        label: What do you want?
        help: Look [here](/index.md#small-guide).
        for: [student]
        sources: [rule]
        was: [wish]
        lines: 4
      - id: sure
        type: scale
        label: How sure are you?
        low: not
        high: fully
      - id: kinds
        type: choice
        label: Which kinds?
        options: [{id: ward, text: Ward}, {id: laboratory, text: Laboratory}]
      - id: steps
        type: table
        label: Steps
        columns: [{id: step, text: Step}, {id: day, text: Day}]
        rows: 3
"""
FIELDS = "sections[1].fields"


def sheet(folder: Path) -> Path:
    """Add one worksheet, and a page for it, to the tiny guide."""
    root = project(folder)
    write(root, SHEET, TEXT)
    change(
        root, INDEX, '{{ checklist("bag") }}', '{{ checklist("bag") }}\n\n{{ worksheet("sheet") }}'
    )
    return root


def test_the_sheet_is_in_order(tmp_path: Path) -> None:
    assert problems(sheet(tmp_path)) == []


TWO_ROWS = "give exactly one of `rows` and `named_rows`"
REFUSED = {
    "unknown type": (
        "type: scale",
        "type: slider",
        f"{FIELDS}[2].type: 'slider' is not allowed: use one of "
        "'lines', 'short', 'scale', 'choice' or 'table'",
    ),
    "scale without an end": (
        "        high: fully\n",
        "",
        f"{FIELDS}[2]: a field of the type 'scale' has no `high`: add it",
    ),
    "key of another type": (
        "lines: 4",
        "rows: 4",
        f"{FIELDS}[1]: `rows` is nothing for a field of the type 'lines': "
        "take it out, or make the type 'table'",
    ),
    "table without rows": (
        "        rows: 3\n",
        "",
        f"{FIELDS}[4]: a table has either a number of rows or rows with names: {TWO_ROWS}",
    ),
    "table with both kinds of rows": (
        "rows: 3",
        "rows: 3\n        named_rows: [{id: cost, text: Cost}]",
        f"{FIELDS}[4]: a table has either a number of rows or rows with names: {TWO_ROWS}",
    ),
    "choice of one": (
        ", {id: laboratory, text: Laboratory}",
        "",
        f"{FIELDS}[3]: a choice has one option only: add another, or make the type 'short'",
    ),
    "too many lines": (
        "lines: 4",
        "lines: 40",
        f"{FIELDS}[1].lines: Input should be less than or equal to 20: mend the value 40",
    ),
    "unknown key": (
        "        high: fully",
        "        highest: fully",
        f"{FIELDS}[2].highest: the key 'highest' is unknown: did you mean 'high' or 'lines'?",
    ),
    "field twice": (
        "id: sure",
        "id: aim",
        f"{FIELDS}[2].id: the id 'aim' stands twice in this worksheet: give each its own id",
    ),
    "field named as its section": (
        "id: sure",
        "id: first",
        f"{FIELDS}[2].id: the id 'first' stands twice in this worksheet: give each its own id",
    ),
    "option twice": (
        "id: laboratory",
        "id: ward",
        f"{FIELDS}[3].options[2].id: the id 'ward' stands twice in this field: "
        "give each its own id",
    ),
    "column twice": (
        "id: day",
        "id: step",
        f"{FIELDS}[4].columns[2].id: the id 'step' stands twice in this field: "
        "give each its own id",
    ),
    "unknown source": (
        "sources: [rule]",
        "sources: [ruel]",
        f"{FIELDS}[1].sources[1]: there is no source 'ruel': did you mean 'rule'?",
    ),
    "link to nowhere": (
        "[here](/index.md#small-guide)",
        "[here](/gone.md)",
        f"{FIELDS}[1].help: the page '/gone.md' does not exist: "
        "write its path from the root of docs/",
    ),
    "link to no place": (
        "#small-guide",
        "#large-guide",
        f"{FIELDS}[1].help: the page 'index.md' has no place 'large-guide': "
        "did you mean 'small-guide'?",
    ),
    "markdown in a label": (
        "What do you want?",
        "What do *you* want?",
        f"{FIELDS}[1].label: Markdown ('*') is not allowed here: write plain words",
    ),
    "retired field": (
        "sections:\n",
        "retired: [{id: sure, on: 2026-11-21, reason: Gone.}]\nsections:\n",
        f"{FIELDS}[2].id: the id 'sure' is retired: "
        "choose a new id: a retired one is never used again",
    ),
}


@pytest.mark.parametrize(("old", "new", "sentence"), REFUSED.values(), ids=REFUSED)
def test_refuses(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    root = sheet(tmp_path)
    change(root, SHEET, old, new)
    found = problems(root)
    assert [re.sub(r":\d+: ", ": ", line, count=1) for line in found] == [f"{SHEET}: {sentence}"]


def test_the_line_of_a_mistake_is_named(tmp_path: Path) -> None:
    root = sheet(tmp_path)
    change(root, SHEET, "sources: [rule]", "sources: [ruel]")
    (found,) = problems(root)
    number = TEXT.splitlines().index("        sources: [rule]") + 1
    assert found.startswith(f"{SHEET}:{number}: ")


def test_a_worksheet_without_a_page_is_refused(tmp_path: Path) -> None:
    root = sheet(tmp_path)
    change(root, INDEX, '{{ worksheet("sheet") }}', "")
    assert problems(root) == [
        f"{SHEET}:1: the file: no page shows this worksheet as a whole: "
        'write {{ worksheet("sheet") }} on a page'
    ]


def test_a_worksheet_stands_once_on_a_page(tmp_path: Path) -> None:
    root = sheet(tmp_path)
    call = '{{ worksheet("sheet") }}'
    change(root, INDEX, call, f"{call}\n\n{call}")
    assert ["stands on this page already" in line for line in problems(root)] == [True]


def test_a_page_that_cites_through_a_worksheet_lists_its_sources(tmp_path: Path) -> None:
    root = sheet(tmp_path)
    for cite in ('A claim.{{ cite("rule") }}\n', '{{ checklist("bag") }}', "{{ sources() }}"):
        change(root, INDEX, cite, "")
    assert any("it cites sources but does not list them" in line for line in problems(root))


# What readers wrote hangs on these.
PROMISED = {"aim", "sure", "kinds", "kinds/ward", "kinds/laboratory"} | {
    "steps",
    "steps/step",
    "steps/day",
}


def test_ids_of_fields_and_their_parts_are_promised(tmp_path: Path) -> None:
    ids = current_ids(load_catalog(sheet(tmp_path)))
    assert {id for id in ids if id.startswith("sheet/")} == {f"sheet/{id}" for id in PROMISED}


GONE = {
    "field": (
        "id: sure",
        "id: certain",
        "rename with `was: [sure]`, or list it under `retired` with date and reason",
        "id: certain\n        was: [sure]",
    ),
    "option": (
        "[{id: ward, text: Ward}, {id: laboratory, text: Laboratory}]",
        "[{id: clinic, text: Clinic}, {id: laboratory, text: Laboratory}]",
        "keep the id, or list 'ward' under `retired` of the field 'kinds'",
        "[{id: clinic, text: Clinic}, {id: laboratory, text: Laboratory}]\n"
        "        retired: [{id: ward, on: 2026-11-22, reason: It was closed.}]",
    ),
}


@pytest.mark.parametrize(("old", "lost", "remedy", "kept"), GONE.values(), ids=GONE)
def test_a_published_id_is_never_lost(
    tmp_path: Path, old: str, lost: str, remedy: str, kept: str
) -> None:
    root = sheet(tmp_path)
    write_ledger(root, load_catalog(root))
    change(root, SHEET, old, lost)
    (found,) = problems(root)
    assert found.endswith(remedy)
    change(root, SHEET, lost, kept)
    assert problems(root) == []


@pytest.fixture(scope="module")
def every_type() -> BeautifulSoup:
    return show(example("worksheet", "every-type"))


def field(soup: BeautifulSoup, id: str) -> Tag:
    found = soup.select_one(f'[data-field="{id}"]')
    assert found
    return found


def test_every_answer_has_a_slot_of_its_own(every_type: BeautifulSoup) -> None:
    slots = [str(tag["data-slot"]) for tag in every_type.select("[data-slot]")]
    assert slots == [
        "aim",
        "place",
        "sure",
        "when",
        "tools",
        "steps/1/step",
        "steps/1/day",
        "steps/2/step",
        "steps/2/day",
        "compared/cost/paper",
        "compared/cost/screen",
        "compared/joy/paper",
        "compared/joy/screen",
    ]


def test_every_control_has_a_label(every_type: BeautifulSoup) -> None:
    names = []
    for control in every_type.select("input, textarea"):
        id = control.get("id")
        label = every_type.select_one(f'label[for="{id}"]') if id else control.find_parent("label")
        names.append(words(label))
    assert "What do you want to try?" in names
    assert names[-6:-4] == ["Step (row 2)", "By when (row 2)"]
    assert names[-4] == "On paper (What it costs)"
    assert all(names)


def test_boxes_are_grouped_under_their_question(every_type: BeautifulSoup) -> None:
    for id, kind, count in (("sure", "radio", 5), ("when", "radio", 2), ("tools", "checkbox", 3)):
        group = field(every_type, id).select_one("fieldset")
        assert group
        assert words(group.select_one("legend"))
        boxes = group.select("input")
        assert [box["type"] for box in boxes] == [kind] * count
        assert len({box["name"] for box in boxes}) == 1
    assert words(field(every_type, "sure")).endswith("1: not at all 2 3 4 5: completely")


def test_help_reader_and_source_stand_with_the_question(every_type: BeautifulSoup) -> None:
    aim = field(every_type, "aim")
    help = aim.select_one(".guide-worksheet__help")
    control = aim.select_one("textarea")
    assert help
    assert control
    assert control["aria-describedby"] == help["id"]
    assert help.select_one("em")
    assert "For international medical students" in words(aim)
    assert [a["href"] for a in aim.select(".guide-cite")] == ["#source--example-question"]
    assert aim["data-was"] == "example-sheet/old-aim"
    assert every_type.find(id="example-sheet--old-aim")


def test_there_is_room_on_paper(every_type: BeautifulSoup) -> None:
    lines = {
        id: len(field(every_type, id).select(".guide-worksheet__line")) for id in ("aim", "place")
    }
    assert lines == {"aim": 4, "place": 1}
    rows = field(every_type, "steps").select("tbody tr")
    assert [words(row.select_one("th")) for row in rows] == ["1", "2"]


def test_only_repeated_worksheets_have_a_date(every_type: BeautifulSoup) -> None:
    assert every_type.select("input[type=date]") == []
    (day,) = show(example("worksheet", "copies")).select("input[type=date]")
    assert day["id"] == "example-diary--date"


def test_headings_follow_the_level() -> None:
    for level in (2, 4):
        soup = show(example("worksheet", "every-type"), level=level)
        assert [h.name for h in soup.select("h1, h2, h3, h4, h5")] == [
            f"h{level}",
            *[f"h{level + 1}"] * 2,
        ]


CATALOG = load_catalog(ROOT)
SHEETS = CATALOG.worksheets
REPEATED = {"daily-log", "hours-log", "weekly-reflection", "feedback"}
ALL = REPEATED | {
    "goals",
    "skills-evidence",
    "skills-seen",
    "choosing-a-place",
    "first-mentor-meeting",
    "mentoring-agreement",
    "interview-stories",
    "offers-compared",
    "arrival",
}


def page_of(id: str) -> str:
    return {"hours-log": "hours"}.get(id, id)


def test_they_are_there_each_on_its_page() -> None:
    assert SHEETS.keys() >= ALL
    pages = {f"tools/worksheets/{page_of(id)}.md" for id in ALL}
    assert {CATALOG.page_of(id) for id in ALL} == pages


@pytest.mark.parametrize("id", sorted(ALL))
def test_a_worksheet_is_worth_filling_in(id: str) -> None:
    worksheet = SHEETS[id]
    fields = [field for _, field in worksheet.entries()]
    assert len(fields) >= 8
    assert len(worksheet.sections) >= 2
    assert worksheet.copies == (id in REPEATED)
    for field in fields:
        assert len(field.label) <= 100, field.id
        assert field.audiences is None or Audience.PREMED in field.audiences or field.help


@pytest.mark.parametrize(
    "id",
    sorted(REPEATED | {"skills-evidence", "skills-seen", "interview-stories"}),
)
def test_it_warns_against_telling_who_a_patient_is(id: str) -> None:
    warning = SHEETS[id].warning
    assert warning
    assert "patient" in warning
    page = (ROOT / "docs" / f"tools/worksheets/{page_of(id)}.md").read_text(encoding="utf-8")
    assert "worksheet(" in page


def test_star_stories_have_their_four_parts() -> None:
    ids = [field.id for _, field in SHEETS["interview-stories"].entries()]
    for number in ("first", "second", "third", "fourth"):
        parts = [f"{number}-{part}" for part in ("situation", "task", "action", "result")]
        assert [id for id in ids if id in parts] == parts


def test_the_list_links_to_all_of_them() -> None:
    page = (ROOT / "docs/tools/worksheets/index.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\]\(([a-z-]+)\.md\)", page)) >= {page_of(id) for id in ALL}


def test_places_are_foreseen() -> None:
    anchors = page_anchors(Context(CATALOG, "tools/worksheets/goals.md"))
    assert {"goals", "goals--decide", "goals--question"} <= anchors
