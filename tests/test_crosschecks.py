"""Every rule between files, and between the entries of one: kept once, broken once."""

from pathlib import Path

import pytest

from .projects import BAG, INDEX, RULE, VISIT, change, problems, project, write

ITEM = "sections[1].items"
STEP = "phases[1].milestones"
UNIQUE = "stands twice in this list: give each its own id"
DUE = "change the gap or one of the two due dates"

CHECKLISTS = {
    "id twice": ("id: letter", "id: badge", f"16: {ITEM}[2].id: the id 'badge' {UNIQUE}"),
    "id of a section": ("id: letter", "id: papers", f"16: {ITEM}[2].id: the id 'papers' {UNIQUE}"),
    "retired id": ("id: letter", "id: stamp", f"16: {ITEM}[2].id: the id 'stamp' is retired: choose a new id: a retired one is never used again"),
    "former id in use": ("id: letter", "id: card", f"15: {ITEM}[1].was[1]: the former id 'card' is still in use: take it out of `was`"),
    "former id of another list in use": ("was: [card]", "was: [visit/ask]", f"15: {ITEM}[1].was[1]: the former id 'visit/ask' is still in use: take it out of `was`"),
    "former id retired": ("was: [card]", "was: [stamp]", f"15: {ITEM}[1].was[1]: the former id 'stamp' is also retired: keep it in one place"),
    "former id claimed twice": ("- id: letter", "- id: letter\n        was: [bag/card]", f"17: {ITEM}[2].was[1]: 'bag/badge' was 'bag/card' too: only one can follow it"),
    "source": ("sources: [rule]", "sources: [ruel]", f"14: {ITEM}[1].sources[1]: there is no source 'ruel': did you mean 'rule'?"),
    "page": ("/index.md#small-guide", "/apply/cv.md", f"11: {ITEM}[1].help: the page '/apply/cv.md' does not exist: write its path from the root of docs/"),
    "page in a text": ("text: Pack the letter.", "text: Pack [it](/apply/cv.md).", f"17: {ITEM}[2].text: the page '/apply/cv.md' does not exist: write its path from the root of docs/"),
    "page in a summary": ("Everything is in one bag.", "All [here](/apply/cv.md).", "2: summary: the page '/apply/cv.md' does not exist: write its path from the root of docs/"),
    "place on a page": ("#small-guide", "#smal-guide", f"11: {ITEM}[1].help: the page 'index.md' has no place 'smal-guide': did you mean 'small-guide'?"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), CHECKLISTS.values(), ids=CHECKLISTS)
def test_checklist_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    root = project(tmp_path)
    change(root, BAG, old, new)
    assert problems(root) == [f"{BAG}:{said}"]


TIMELINES = {
    "id twice": ("id: thank", "id: arrive", "26: phases[2].milestones[2].id: the id 'arrive' stands twice in this list: give each its own id"),
    "milestone of a gap": ("after: ask", "after: aks", f"18: {STEP}[2].gaps[1].after: there is no milestone 'aks' in this timeline: did you mean 'ask' or 'thank'?"),
    "checklist": ("checklist: bag", "checklist: bga", f"19: {STEP}[2].checklist: there is no checklist 'bga': did you mean 'bag'?"),
    "circle of two": ("takes: P1W", "gaps: [{after: test, at_least: P1D}]", f"12: {STEP}[1].gaps: the gaps go in a circle (ask after test after ask): remove one of them"),
    "circle of one": ("after: ask", "after: test", f"18: {STEP}[2].gaps: the gaps go in a circle (test after test): remove one of them"),
    "too near": ("at_least: P3W", "at_least: P7W", f"18: {STEP}[2].gaps[1]: 'test' can be due 42 days after 'ask', less than P7W: {DUE}"),
    "too far": ("at_most: P8W", "at_most: P5W", f"18: {STEP}[2].gaps[1]: 'test' can be due 42 days after 'ask', more than P5W: {DUE}"),
    "too far in some years": ("before: P12W", "before: P3M", f"18: {STEP}[2].gaps[1]: 'test' can be due 50 days after 'ask', more than P7W: {DUE}"),
    "milestone that is needed": ("checklist: bag", "needs: [aks]", f"19: {STEP}[2].needs[1]: there is no milestone 'aks' in this timeline: did you mean 'ask' or 'thank'?"),
    "need that waits for itself": ("takes: P1W", "needs: [test]", f"12: {STEP}[1].needs: the needs go in a circle (ask after test after ask): remove one of them"),
    "need without room": ("checklist: bag", "needs: [ask]\n        takes: P7W", f"19: {STEP}[2].needs[1]: 'test' can have to start 7 days before 'ask' is due: change one of the two due dates, or shorten `takes`"),
    "order": ("before: P0D", "after: P5D", "26: phases[2].milestones[2]: 'thank' is due before 'arrive', which stands above it: put the milestones in the order of time"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), TIMELINES.values(), ids=TIMELINES)
def test_timeline_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    root = project(tmp_path)
    change(root, VISIT, "at_most: P8W", "at_most: P7W" if "P7W" in said else "at_most: P8W")
    change(root, VISIT, old, new)
    assert problems(root) == [f"{VISIT}:{said}"]


@pytest.mark.parametrize(
    ("first", "second", "gap"),
    [
        ("P12W", "P6W", "at_least: P6W, at_most: P6W"),
        ("P6M", "P3M", "at_least: P3M, at_most: P3M"),
        ("P1Y", "P6M", "at_least: P6M"),
        ("P3M", "P6W", "at_least: P46D, at_most: P50D"),
    ],
)
def test_gaps_that_always_fit_are_accepted(
    tmp_path: Path, first: str, second: str, gap: str
) -> None:
    root = project(tmp_path)
    change(root, VISIT, "        takes: P1W\n        not_before: P6M\n", "")
    change(root, VISIT, "        valid_for: P3M\n", "")
    change(root, VISIT, "before: P12W", f"before: {first}")
    change(root, VISIT, "before: P6W", f"before: {second}")
    change(root, VISIT, "at_least: P3W, at_most: P8W", gap)
    assert problems(root) == []


def test_a_moved_item_keeps_its_former_list(tmp_path: Path) -> None:
    root = project(tmp_path)
    change(root, BAG, "was: [card]", "was: [card, old-list/card]")
    assert problems(root) == []


def test_two_sources_with_one_address(tmp_path: Path) -> None:
    root = project(tmp_path)
    write(root, "docs/data/sources/twin.yml", (root / RULE).read_text())
    assert problems(root) == [
        "docs/data/sources/twin.yml:4: url: the source 'rule' has the same address: use that one"
    ]


def test_two_things_with_one_name(tmp_path: Path) -> None:
    root = project(tmp_path)
    text = (root / RULE).read_text().replace("org/rule", "org/other")
    write(root, "docs/data/sources/bag.yml", text)
    assert problems(root) == [
        f"docs/data/sources/bag.yml:1: the file name: the id 'bag' is taken by {BAG}: rename this file"
    ]


def test_a_list_that_no_page_shows(tmp_path: Path) -> None:
    root = project(tmp_path)
    change(root, INDEX, '{{ checklist("bag") }}', '{{ checklist("bag", section="papers") }}')
    assert problems(root) == [
        f"{BAG}:1: the file: no page shows this list as a whole: "
        'write {{ checklist("bag") }} on a page'
    ]


def test_what_refers_to_a_broken_file_is_not_broken(tmp_path: Path) -> None:
    """One typing mistake is one problem, however much hangs on the file."""
    root = project(tmp_path)
    write(root, "docs/data/ids.txt", "bag/badge\nvisit/ask\n")
    change(root, RULE, "kind: official", "kind: oficial")
    change(root, BAG, "title: Your bag", "titel: Your bag")
    assert [said.split(": ")[0] for said in problems(root)] == [f"{BAG}:1", f"{BAG}:1", f"{RULE}:8"]
