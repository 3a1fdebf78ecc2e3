"""The reader's data: nothing is lost, nothing spoilt does harm, a failure to keep it is told."""

import json
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from .guide import (
    NOW,
    STORE,
    box,
    checklist,
    count,
    entry,
    record,
    revisit,
    second_tab,
    started,
    stored,
    timeline,
    undo,
    visit,
    write,
)
from .recording import STORAGE, shown, version
from .recording import record as make_recording

BADGE, LETTER, SHOES = (f"example-plain/{id}" for id in ("badge", "letter", "shoes"))
DATE = "First day of your visit"


def use_everything(page: Page) -> None:
    """Tick, say not for me, undo, reset, set a date and choose a reader."""
    box(page, BADGE).check()
    entry(page, LETTER).get_by_role("button", name="Not for me").click()
    undo(checklist(page)).click()
    checklist(page).get_by_role("button", name="Reset this list").click()
    undo(checklist(page)).click()
    timeline(page).get_by_label(DATE).fill("2027-03-01")
    checklist(page, "readers").get_by_label("Show for").select_option("student")


def test_keys_are_namespaced(patterns: Page) -> None:
    before = stored(patterns).keys()
    use_everything(patterns)
    assert stored(patterns).keys() - before == {
        f"{STORE}{key}"
        for key in (
            f"done/{BADGE}",
            f"done/{LETTER}",
            "undo/example-plain",
            "start/example-week",
            "setting/reader",
        )
    }
    assert STORE == "medical-internship-guide/1/main/"
    for key, text in stored(patterns).items():
        assert not key.startswith(STORE) or isinstance(json.loads(text), dict)


def test_other_keys_are_left_alone(patterns: Page) -> None:
    others = {
        "medical-internship-guide/1/main/later-kind/thing": '{"new": 1}',
        "medical-internship-guide/1/other-plan/done/example-plain/badge": '{"state": "done"}',
        "medical-internship-guide/2/main/done/example-plain/badge": '{"state": "done"}',
        "medical-internship-guide/1/main/done/example-plain/no-longer-there": '{"state": "done"}',
        "medical-internship-guide": "a plain word",
        "another-project": "not JSON",
    }
    patterns.evaluate("all => Object.assign(localStorage, all)", others)
    revisit(patterns)
    assert count(checklist(patterns)).inner_text() == "0 of 4 done"
    use_everything(patterns)
    assert others.items() <= stored(patterns).items()


def test_unknown_fields_are_kept(patterns: Page) -> None:
    extra = {"note": "mine", "later": {"deep": [1, 2]}}
    write(
        patterns,
        {
            f"done/{BADGE}": {"state": "open", **extra, "updated": 5},
            "undo/example-plain": {"steps": [], **extra},
            "start/example-week": {"date": "2027-01-01", **extra},
            "setting/reader": {"value": "", **extra},
        },
    )
    revisit(patterns)
    use_everything(patterns)
    for kind, id in [
        ("done", BADGE),
        ("undo", "example-plain"),
        ("start", "example-week"),
        ("setting", "reader"),
    ]:
        assert extra.items() <= record(patterns, kind, id).items()
    assert record(patterns, "done", BADGE)["updated"] > 5


SPOILT = {
    "not JSON": "{oh no",
    "nothing": "",
    "array": '["done"]',
    "null": "null",
    "number": "12",
    "text": '"done"',
    "prototype": '{"__proto__": {"state": "done", "value": "premed"}, "constructor": 5}',
    "wrong types": json.dumps(
        {"state": 5, "since": {}, "updated": "soon", "date": [], "value": 7, "steps": "many"}
    ),
    "arrays as words": json.dumps(
        {"state": ["done"], "since": ["2026-01-01"], "date": ["2027-03-01"], "value": ["premed"]}
    ),
    "names of methods": json.dumps(
        {"state": "constructor", "date": "toString", "value": "__proto__", "updated": "NaN"}
    ),
    "far too new": '{"updated": 1e999, "steps": [[]], "date": "99999-01-01"}',
    "dates that do not exist": json.dumps(
        {"state": "open", "since": "2026-02-30", "date": "2027-02-29", "value": "nobody"}
    ),
}


@pytest.mark.parametrize("name", SPOILT)
def test_spoilt_records_harm_only_themselves(tab: Page, name: str) -> None:
    spoilt = (
        f"done/{BADGE}", "done/example-renamed/old-name", "undo/example-plain",
        "start/example-week", "setting/reader",
    )  # fmt: skip
    write(tab, dict.fromkeys(spoilt, SPOILT[name]))
    write(tab, {f"done/{LETTER}": {"state": "done", "since": "2026-11-01", "updated": 9}})
    page = visit(tab)
    expect(page.locator(".guide-notice")).to_have_count(0)
    expect(entry(page, LETTER)).to_contain_text("Done on 1 November 2026")
    expect(count(checklist(page))).to_have_text("1 of 4 done")
    expect(page.locator("#checklist--readers [data-entry]:visible")).to_have_count(5)
    expect(timeline(page).get_by_text("4 weeks before the first day")).to_be_visible()
    expect(page.locator("#example-week--before")).to_be_visible()
    assert page.evaluate("({}).state") is None
    for key in (BADGE, "example-renamed/new-name"):
        box(page, key).check()
        box(page, key).uncheck()
        box(page, key).check()
    timeline(page).get_by_label(DATE).fill("2027-03-01")
    undo(checklist(page)).click()
    revisit(page)
    expect(box(page, BADGE)).not_to_be_checked()
    expect(box(page, "example-renamed/new-name")).to_be_checked()
    expect(timeline(page).get_by_label(DATE)).to_have_value("2027-03-01")


BLOCKED = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("Access is denied", "SecurityError") },
})"""
FULL = """Storage.prototype.setItem = function () {
  throw new DOMException("The quota has been exceeded", "QuotaExceededError")
}"""


def notice(page: Page) -> Locator:
    return page.get_by_role("alert").filter(has_text="This browser")


def works_on(page: Page) -> None:
    """Tick, skip, undo and set a date: all of it shows, whether or not it can be kept."""
    box(page, BADGE).check()
    expect(entry(page, BADGE)).to_contain_text("Done on 22 November 2026")
    entry(page, LETTER).get_by_role("button", name="Not for me").click()
    expect(count(checklist(page))).to_have_text("1 of 3 done, 1 not for me")
    undo(checklist(page)).click()
    expect(count(checklist(page))).to_have_text("1 of 4 done")
    timeline(page).get_by_label(DATE).fill("2027-03-01")
    expect(timeline(page)).to_contain_text("February 2027")


def test_blocked_storage_is_told(context: BrowserContext) -> None:
    context.add_init_script(BLOCKED)
    page = visit(context.new_page())
    expect(notice(page)).to_have_count(1)
    expect(notice(page)).to_contain_text("does not let the guide remember your ticks and words")
    works_on(page)
    expect(notice(page)).to_have_count(1)


def test_full_storage_is_told(context: BrowserContext) -> None:
    page = visit(context.new_page())
    box(page, SHOES).check()
    page.add_init_script(FULL)
    revisit(page)
    expect(notice(page)).to_have_count(0)
    expect(box(page, SHOES)).to_be_checked()
    box(page, SHOES).uncheck()
    expect(notice(page)).to_have_count(1)
    expect(notice(page)).to_contain_text("storage is full")
    works_on(page)
    expect(notice(page)).to_have_count(1)
    # Nothing older was lost.
    revisit(page)
    expect(box(page, SHOES)).to_be_checked()
    expect(box(page, BADGE)).not_to_be_checked()


def test_trouble_is_told_on_the_next_page_too(context: BrowserContext) -> None:
    context.add_init_script(BLOCKED)
    page = context.new_page()
    page.goto("about/")
    page.goto("apply/cv/")
    expect(notice(page)).to_have_count(1)


def test_two_tabs_stay_in_step(patterns: Page) -> None:
    other = second_tab(patterns.context)
    box(patterns, BADGE).check()
    expect(box(other, BADGE)).to_be_checked()
    expect(count(checklist(other))).to_have_text("1 of 4 done")
    expect(undo(checklist(other))).to_contain_text("tick “Pack your badge.”")
    entry(other, LETTER).get_by_role("button", name="Not for me").click()
    expect(count(checklist(patterns))).to_have_text("1 of 3 done, 1 not for me")
    timeline(other).get_by_label(DATE).fill("2027-03-01")
    expect(timeline(patterns).get_by_label(DATE)).to_have_value("2027-03-01")
    expect(timeline(patterns)).to_contain_text("February 2027")
    checklist(patterns, "readers").get_by_label("Show for").select_option("premed")
    expect(checklist(other, "readers").locator("[data-entry]:visible")).to_have_count(2)
    undo(checklist(patterns)).click()
    expect(count(checklist(other))).to_have_text("1 of 4 done")
    # Ticks at both ends, without waiting for each other, are all there.
    box(patterns, LETTER).check()
    box(other, SHOES).check()
    for page in (patterns, other):
        expect(count(checklist(page))).to_have_text("3 of 4 done")
    for page in (patterns, other):
        revisit(page)
        expect(count(checklist(page))).to_have_text("3 of 4 done")
    # Storage emptied in one tab empties the lists of the other.
    other.evaluate("localStorage.clear()")
    expect(count(checklist(patterns))).to_have_text("0 of 4 done")
    expect(timeline(patterns).get_by_label(DATE)).to_have_value("")
    expect(patterns.locator("#example-week--before")).to_be_visible()
    expect(checklist(patterns, "readers").locator("[data-entry]:visible")).to_have_count(5)
    # One record taken away, by the browser's own tools for instance.
    box(patterns, BADGE).check()
    other.evaluate("key => localStorage.removeItem(key)", f"{STORE}done/{BADGE}")
    expect(box(patterns, BADGE)).not_to_be_checked()
    other.close()


def test_newer_action_wins_when_the_clock_is_set_back(patterns: Page) -> None:
    box(patterns, BADGE).check()
    first = record(patterns, "done", BADGE)["updated"]
    patterns.clock.set_fixed_time(NOW - timedelta(days=400))
    box(patterns, BADGE).uncheck()
    second = record(patterns, "done", BADGE)["updated"]
    assert first < second
    revisit(patterns)
    expect(box(patterns, BADGE)).not_to_be_checked()
    box(patterns, BADGE).check()
    assert second < record(patterns, "done", BADGE)["updated"]
    undo(checklist(patterns)).click()
    revisit(patterns)
    expect(box(patterns, BADGE)).not_to_be_checked()


def migrate(page: Page, before: dict[str, Any], version: int = 3) -> dict[str, str]:
    """Bring a store through two made-up steps: the first renames a field, the second adds one."""
    return page.evaluate(
        """async ([before, version]) => {
          const { migrate } = await import("/components/core/store.mjs")
          const steps = {
            1: (kind, { old, ...rest }) => ({ ...rest, renamed: old.toUpperCase() }),
            2: (kind, record) => ({ ...record, kind }),
          }
          localStorage.clear()
          for (const [key, text] of Object.entries(before)) localStorage.setItem(key, text)
          migrate(localStorage, steps, version)
          return { ...localStorage }
        }""",
        [before, version],
    )


def test_migration_brings_records_through_each_step(patterns: Page) -> None:
    before = {
        "medical-internship-guide/1/main/done/a/b": '{"old":"x","other":1}',
        "medical-internship-guide/2/main/done/a/c": '{"renamed":"Y"}',
        "medical-internship-guide/3/main/done/a/d": '{"kind":"mine"}',
        "another-project/1/main/done/a/b": '{"old":"x"}',
    }
    after = migrate(patterns, before)
    assert before.items() <= after.items()
    new = {key: json.loads(text) for key, text in after.items() if key not in before}
    assert new == {
        "medical-internship-guide/2/main/done/a/b": {"other": 1, "renamed": "X"},
        "medical-internship-guide/3/main/done/a/b": {"other": 1, "renamed": "X", "kind": "done"},
        "medical-internship-guide/3/main/done/a/c": {"renamed": "Y", "kind": "done"},
    }
    assert migrate(patterns, after) == after


def test_migration_never_overwrites_what_is_newer(patterns: Page) -> None:
    before = {
        "medical-internship-guide/1/main/done/a/b": '{"old":"x"}',
        "medical-internship-guide/2/main/done/a/b": '{"renamed":"MINE"}',
        "medical-internship-guide/1/main/done/a/c": '{"old":"x"}',
        "medical-internship-guide/3/main/done/a/c": '{"renamed":"MINE","kind":"mine"}',
    }
    after = migrate(patterns, before)
    assert before.items() <= after.items()
    assert json.loads(after["medical-internship-guide/3/main/done/a/b"])["renamed"] == "MINE"


def test_migration_skips_what_is_spoilt(patterns: Page) -> None:
    spoilt = {
        "medical-internship-guide/1/main/done/a/no-json": "{oh no",
        "medical-internship-guide/1/main/done/a/array": "[]",
        "medical-internship-guide/1/main/done/a/null": "null",
        # A step may rely on the form of a version, which a spoilt record does not have.
        "medical-internship-guide/1/main/done/a/wrong-type": '{"old":5}',
        "medical-internship-guide/1/x": "{}",
    }
    good = {"medical-internship-guide/1/main/done/a/zzz": '{"old":"x"}'}
    after = migrate(patterns, spoilt | good)
    assert (spoilt | good).items() <= after.items()
    assert after.keys() - (spoilt | good).keys() == {
        f"medical-internship-guide/{n}/main/done/a/zzz" for n in (2, 3)
    }


def test_every_version_is_recorded(patterns: Page) -> None:
    versions = range(1, version(patterns) + 1)
    missing = [n for n in versions if not (STORAGE / f"v{n}.json").exists()]
    assert not missing, "record it: python -m tests.browser.recording"
    for n in versions:
        recording = json.loads((STORAGE / f"v{n}.json").read_text("utf-8"))
        assert any(f"medical-internship-guide/{n}/main/" in key for key in recording["storage"])


@pytest.mark.parametrize("path", sorted(STORAGE.glob("v*.json")), ids=lambda path: path.stem)
def test_recorded_store_reads_back_whole(tab: Page, path: Any) -> None:
    recording = json.loads(path.read_text("utf-8"))
    tab.evaluate("all => Object.assign(localStorage, all)", recording["storage"])
    page = visit(tab)
    assert shown(page) == recording["shown"]
    assert recording["storage"].items() <= stored(page).items()


def test_today_s_store_is_as_recorded(patterns: Page) -> None:
    """A store of another form needs a new VERSION, a step that leads to it, and a recording."""
    recording = json.loads((STORAGE / f"v{version(patterns)}.json").read_text("utf-8"))
    assert make_recording(patterns) == recording


def test_back_and_forward_show_what_is_stored(tab: Page) -> None:
    page = visit(tab)
    box(page, BADGE).check()
    page.goto("about/")
    write(page, {f"done/{BADGE}": {"state": "open", "updated": 9_999_999_999_999}})
    page.go_back()
    started(page)
    expect(box(page, BADGE)).not_to_be_checked()
