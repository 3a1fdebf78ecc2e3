"""The promise that ids make: a published one is renamed or retired, never lost."""

from pathlib import Path

from macros.ledger import LEDGER, read_ledger, write_ledger
from macros.loading import load_catalog

from .projects import BAG, VISIT, change, problems, project, write

BADGE = (
    f"{BAG}:1: ids: the published id 'badge' of 'bag' is gone, and readers' ticks with it: "
    "rename with `was: [badge]`, or list it under `retired` with date and reason"
)


def published(folder: Path) -> Path:
    root = project(folder)
    write_ledger(root, load_catalog(root))
    return root


def test_records_the_ids_in_use(tmp_path: Path) -> None:
    root = published(tmp_path)
    ids = "bag/badge bag/letter visit/arrive visit/ask visit/test visit/thank"
    assert (root / LEDGER).read_text().splitlines()[1:] == ids.split()
    assert problems(root) == []


def test_a_vanished_id_is_refused(tmp_path: Path) -> None:
    root = published(tmp_path)
    change(root, BAG, "id: badge", "id: name-badge")
    assert problems(root) == [BADGE]


def test_a_renamed_id_is_accepted(tmp_path: Path) -> None:
    root = published(tmp_path)
    change(root, BAG, "id: badge", "id: name-badge")
    change(root, BAG, "was: [card]", "was: [card, badge]")
    assert problems(root) == []


def test_an_id_moved_to_another_list_is_accepted(tmp_path: Path) -> None:
    root = published(tmp_path)
    text = "      - id: letter\n        text: Pack the letter.\n"
    change(root, BAG, text, "")
    change(root, VISIT, "id: arrive", "id: arrive\n        was: [bag/letter]")
    assert problems(root) == []


def test_a_retired_id_is_accepted(tmp_path: Path) -> None:
    root = published(tmp_path)
    change(root, BAG, "id: badge", "id: name-badge")
    change(root, BAG, "retired:", "retired:\n  - {id: badge, on: 2026-11-22, reason: It is gone.}")
    assert problems(root) == []


def test_a_vanished_list_is_refused(tmp_path: Path) -> None:
    root = published(tmp_path)
    write(root, LEDGER.as_posix(), "old/entry\nbroken\n")
    assert problems(root) == [
        f"{LEDGER}:1: ids: the published id '' of 'broken' is gone, and readers' ticks with it: "
        "rename with `was: []`, or list it under `retired` with date and reason",
        f"{LEDGER}:1: ids: the published id 'entry' of 'old' is gone, and readers' ticks with it: "
        "rename with `was: [entry]`, or list it under `retired` with date and reason",
    ]


def test_nothing_is_ever_taken_out(tmp_path: Path) -> None:
    root = published(tmp_path)
    change(root, BAG, "id: badge", "id: name-badge")
    change(root, BAG, "was: [card]", "was: [badge]")
    write_ledger(root, load_catalog(root))
    assert {"bag/badge", "bag/name-badge"} < read_ledger(root)


def test_the_guide_has_published_all_its_ids(root: Path) -> None:
    """Otherwise an id could vanish unseen: run `make generate`."""
    listings = load_catalog(root).listings
    ids = {f"{id}/{entry.id}" for id, listing in listings.items() for _, entry in listing.entries()}
    assert ids <= read_ledger(root)
