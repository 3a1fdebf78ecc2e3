"""Kinds of placement: they name what is there, and every timeline can be planned."""

from pathlib import Path

import pytest

from macros.catalog import Catalog, Refusal
from macros.components import Context, render_call
from macros.loading import load_catalog
from macros.slots import fill

from .projects import problems, project, write
from .serving import ROOT

CATALOG = load_catalog(ROOT)
FILE = "docs/data/placements/stay.yml"
PLACEMENT = """title: A stay
summary: A stay somewhere.
reviewed: 2026-11-22
for: [student]
host: home
timelines: [visit]
checklists: [bag]
instead: {text: Something else, link: /index.md}
"""

FAULTS = {
    "timeline": ("[visit]", "[vist]", f"{FILE}:6: timelines[1]: there is no timeline 'vist': did you mean 'visit'?"),
    "checklist": ("[bag]", "[visit]", f"{FILE}:7: checklists[1]: there is no checklist 'visit': the known names are 'bag'"),
    "budget": ("checklists: [bag]", "checklists: [bag]\nbudget: bag", f"{FILE}:8: budget: there is no budget 'bag': there are none yet"),
    "page": ("/index.md", "/no.md", f"{FILE}:8: instead: the page '/no.md' does not exist: write its path from the root of docs/"),
    "host": ("host: home", "host: moon", f"{FILE}:5: host: 'moon' is not allowed: use one of 'home', 'usa', 'abroad' or 'any'"),
}  # fmt: skip


def test_a_placement_is_accepted(tmp_path: Path) -> None:
    root = project(tmp_path)
    write(root, FILE, PLACEMENT)
    assert problems(root) == []


@pytest.mark.parametrize(("old", "new", "said"), FAULTS.values(), ids=FAULTS)
def test_a_placement_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    root = project(tmp_path)
    write(root, FILE, PLACEMENT.replace(old, new))
    assert problems(root) == [said]


def test_every_timeline_can_be_planned() -> None:
    planned = {
        id
        for one in CATALOG.placements.values()
        for id in (*one.timelines, *(one.deadline_timelines or ()))
    }
    assert planned == CATALOG.timelines.keys()


def test_the_plan_holds_every_step_and_item_once() -> None:
    html = render_call("plan", Context(CATALOG, "my-plan.md"))
    used = {id for one in CATALOG.placements.values() for id in one.checklists}
    lists = {**CATALOG.timelines, **{id: CATALOG.checklists[id] for id in used}}
    assert len(used) > 15
    page = fill(html)
    for id, listing in lists.items():
        for _, entry in listing.entries():
            assert page.count(f'data-entry="{id}/{entry.id}"') == 1


def test_there_is_nothing_to_plan_without_a_kind() -> None:
    with pytest.raises(Refusal, match="no kind of placement"):
        render_call("plan", Context(Catalog()))
