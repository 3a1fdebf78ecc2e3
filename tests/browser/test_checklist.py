"""A checklist in a real browser: ticks, counts, filters, undo, links to an item, the keyboard."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from .guide import (
    box,
    checklist,
    count,
    entry,
    focused,
    record,
    revisit,
    started,
    undo,
    visit,
    write,
)

BADGE, LETTER, PHONES, SHOES = (
    f"example-plain/{id}" for id in ("badge", "letter", "phone-numbers", "shoes")
)
ALL = (BADGE, LETTER, PHONES, SHOES)


def states(page: Page, *keys: str) -> list[str]:
    """Read what boxes and words show, not what is stored."""
    return page.evaluate(
        """keys => keys.map(key => {
          const root = document.querySelector(`[data-entry="${key}"]`)
          if (root.querySelector("input").checked) return "done"
          return root.innerText.includes("For me after all") ? "skipped" : "open"
        })""",
        keys or ALL,
    )


def skip(page: Page, key: str) -> None:
    entry(page, key).get_by_role("button", name="Not for me").click()


def choose_reader(page: Page, list: str, reader: str) -> None:
    checklist(page, list).get_by_label("Show for").select_option(label=reader)


def test_tick_is_kept_with_its_date(patterns: Page) -> None:
    box(patterns, BADGE).check()
    expect(entry(patterns, BADGE)).to_contain_text("Done on 22 November 2026")
    revisit(patterns)
    expect(box(patterns, BADGE)).to_be_checked()
    expect(entry(patterns, BADGE)).to_contain_text("Done on 22 November 2026")
    expect(box(patterns, LETTER)).not_to_be_checked()


def test_untick_is_kept(patterns: Page) -> None:
    box(patterns, BADGE).check()
    box(patterns, BADGE).uncheck()
    revisit(patterns)
    expect(box(patterns, BADGE)).not_to_be_checked()
    expect(entry(patterns, BADGE)).not_to_contain_text("Done")


def test_whole_row_ticks(patterns: Page) -> None:
    row = entry(patterns, BADGE).locator(".guide-entry__line")
    width = row.bounding_box()["width"]
    assert width > 0.9 * checklist(patterns).bounding_box()["width"]
    row.click(position={"x": width - 5, "y": row.bounding_box()["height"] / 2})
    expect(box(patterns, BADGE)).to_be_checked()
    row.get_by_text("Pack your badge.").click()
    expect(box(patterns, BADGE)).not_to_be_checked()


def test_box_is_named_by_its_text(patterns: Page) -> None:
    for item in patterns.locator("[data-entry]").all():
        text = item.locator(".guide-entry__text").text_content()
        expect(item.get_by_role("checkbox")).to_have_accessible_name(" ".join(text.split()))


@pytest.mark.parametrize("width", [1280, 320])
def test_targets_are_large_enough(patterns: Page, width: int) -> None:
    patterns.set_viewport_size({"width": width, "height": 800})
    box(patterns, BADGE).check()
    for menu in patterns.locator(".guide-menu").all():
        menu.locator("summary").click()
    small = patterns.evaluate(
        """() => [...document.querySelectorAll(".guide-checklist *, .guide-timeline *")]
          .filter(one => one.matches("button, input, select, summary, label"))
          .filter(one => one.checkVisibility())
          .map(one => [one.textContent || one.className, one.getBoundingClientRect()])
          .filter(([, { width, height }]) => width < 24 || height < 24)
          .map(([name, { width, height }]) => `${name}: ${width} x ${height}`)"""
    )
    assert not small
    assert patterns.locator(".guide-list button:visible").count() > 20


def test_link_in_an_item_does_not_tick(patterns: Page) -> None:
    item = entry(patterns, "example-full/full")
    item.locator(".guide-entry__text").get_by_role("link").click()
    expect(patterns).to_have_url(re.compile("/contributing/$"))
    assert record(patterns, "done", "example-full/full") is None
    patterns.go_back()
    started(patterns)
    expect(item.get_by_role("checkbox")).not_to_be_checked()


def test_count_follows_at_once(patterns: Page) -> None:
    root = checklist(patterns)
    bar = root.get_by_role("progressbar", name="Done")
    expect(count(root)).to_have_text("0 of 4 done")
    assert bar.evaluate("bar => [bar.value, bar.max]") == [0, 4]
    box(patterns, BADGE).check()
    expect(count(root)).to_have_text("1 of 4 done")
    assert bar.evaluate("bar => [bar.value, bar.max]") == [1, 4]
    skip(patterns, LETTER)
    expect(count(root)).to_have_text("1 of 3 done, 1 not for me")
    assert bar.evaluate("bar => [bar.value, bar.max]") == [1, 3]
    box(patterns, PHONES).check()
    box(patterns, SHOES).check()
    expect(count(root)).to_have_text("All done: 3 of 3 done, 1 not for me")
    expect(count(checklist(patterns, "renamed"))).to_have_text("0 of 2 done")


def test_count_is_announced_once_a_change(patterns: Page) -> None:
    root = checklist(patterns)
    count(root).evaluate(
        """words => {
          window.said = []
          new MutationObserver(() => window.said.push(words.textContent))
            .observe(words, { childList: true, characterData: true, subtree: true })
        }"""
    )
    box(patterns, BADGE).check()
    root.get_by_role("button", name="Tick all 2 of Papers").click()
    root.get_by_role("button", name="Only what is left").click()
    root.get_by_role("button", name="Reset this list").click()
    expect(count(root)).to_have_text("0 of 4 done")
    assert patterns.evaluate("window.said") == ["1 of 4 done", "3 of 4 done", "0 of 4 done"]


def test_not_for_me(patterns: Page) -> None:
    root = checklist(patterns)
    for key in ALL:
        skip(patterns, key)
    expect(count(root)).to_have_text("0 of 0 done, 4 not for me")
    assert "NaN" not in patterns.locator("body").inner_html()
    bar = root.get_by_role("progressbar", name="Done")
    assert bar.evaluate("bar => [bar.value, bar.max]") == [0, 1]
    revisit(patterns)
    assert states(patterns) == ["skipped"] * 4
    entry(patterns, BADGE).get_by_role("button", name="For me after all").click()
    assert states(patterns) == ["open", "skipped", "skipped", "skipped"]
    box(patterns, LETTER).check()
    assert states(patterns)[1] == "done"


def test_tick_a_section(patterns: Page) -> None:
    root = checklist(patterns)
    box(patterns, LETTER).check()
    root.get_by_role("button", name="Tick all 2 of Papers").click()
    assert states(patterns) == ["done", "done", "done", "open"]
    revisit(patterns)
    assert states(patterns) == ["done", "done", "done", "open"]
    # One open item has its own box; a button for it would only be in the way.
    expect(root.get_by_role("button", name=re.compile("Tick all"))).to_have_count(0)


def test_tick_a_section_leaves_the_hidden_and_the_skipped(patterns: Page) -> None:
    skip(patterns, "example-readers/student-or-graduate")
    choose_reader(patterns, "readers", "International graduate")
    checklist(patterns, "readers").get_by_role("button", name="Tick all 3").click()
    choose_reader(patterns, "readers", "Everyone")
    ids = ("everyone", "premed", "student-or-graduate", "international", "international-graduate")
    expected = ["done", "open", "skipped", "done", "done"]
    assert states(patterns, *(f"example-readers/{id}" for id in ids)) == expected


def test_reset(patterns: Page) -> None:
    root = checklist(patterns)
    box(patterns, BADGE).check()
    skip(patterns, SHOES)
    box(patterns, "example-renamed/new-name").check()
    root.get_by_role("button", name="Reset this list").click()
    expect(count(root)).to_have_text("0 of 4 done")
    revisit(patterns)
    assert states(patterns) == ["open"] * 4
    expect(box(patterns, "example-renamed/new-name")).to_be_checked()


ACTIONS = {
    "tick": lambda page: box(page, BADGE).check(),
    "untick": lambda page: box(page, LETTER).uncheck(),
    "not for me": lambda page: skip(page, BADGE),
    "for me after all": lambda page: (
        entry(page, SHOES).get_by_role("button", name="For me after all").click()
    ),
    "tick all": lambda page: checklist(page).get_by_role("button", name="Tick all 2").click(),
    "reset": lambda page: checklist(page).get_by_role("button", name="Reset this list").click(),
}


@pytest.mark.parametrize("reload", [False, True], ids=["at once", "after a reload"])
@pytest.mark.parametrize("action", ACTIONS)
def test_undo_brings_back(patterns: Page, action: str, reload: bool) -> None:
    box(patterns, LETTER).check()
    skip(patterns, SHOES)
    before = states(patterns)
    ACTIONS[action](patterns)
    assert states(patterns) != before
    if reload:
        revisit(patterns)
    expect(undo(checklist(patterns))).to_contain_text(action)
    undo(checklist(patterns)).click()
    assert states(patterns) == before
    revisit(patterns)
    assert states(patterns) == before


def test_undo_goes_back_many_steps(patterns: Page) -> None:
    seen = [states(patterns)]
    for step in ("tick", "not for me", "tick", "tick all", "reset"):
        ACTIONS[step](patterns)
        seen.append(states(patterns))
    assert len({tuple(state) for state in seen}) == 4
    revisit(patterns)
    for expected in reversed(seen[:-1]):
        undo(checklist(patterns)).click()
        assert states(patterns) == expected
    expect(undo(checklist(patterns))).to_be_hidden()


def test_undo_restores_the_date(patterns: Page) -> None:
    write(patterns, {f"done/{BADGE}": {"state": "done", "since": "2026-03-05", "updated": 1}})
    revisit(patterns)
    box(patterns, BADGE).uncheck()
    undo(checklist(patterns)).click()
    expect(entry(patterns, BADGE)).to_contain_text("Done on 5 March 2026")


def test_undo_is_only_of_its_list(patterns: Page) -> None:
    box(patterns, BADGE).check()
    box(patterns, "example-renamed/new-name").check()
    undo(checklist(patterns, "renamed")).click()
    expect(box(patterns, BADGE)).to_be_checked()
    expect(box(patterns, "example-renamed/new-name")).not_to_be_checked()
    expect(undo(checklist(patterns, "renamed"))).to_be_hidden()


def test_undo_says_what_it_undoes(patterns: Page) -> None:
    expect(undo(checklist(patterns))).to_have_count(0)
    box(patterns, BADGE).check()
    expect(undo(checklist(patterns))).to_have_text("Undo: tick “Pack your badge.”")
    checklist(patterns).get_by_role("button", name="Tick all 2").click()
    expect(undo(checklist(patterns))).to_have_text("Undo: tick all of “Papers”")


def test_spoilt_undo_steps_are_left_out(patterns: Page) -> None:
    steps = [
        {"label": "good", "before": [[BADGE, "done", "2026-11-01"]]},
        {"label": "bad", "before": [None]},
        {"label": "bad", "before": 7},
        {"label": 5, "before": []},
        None,
        "text",
    ]
    write(patterns, {"undo/example-plain": {"steps": steps, "updated": 1}})
    revisit(patterns)
    undo(checklist(patterns)).click()
    expect(box(patterns, BADGE)).to_be_checked()
    expect(undo(checklist(patterns))).to_be_hidden()


def test_double_click_on_a_box(patterns: Page) -> None:
    box(patterns, BADGE).dblclick()
    expect(box(patterns, BADGE)).not_to_be_checked()
    assert record(patterns, "done", BADGE)["state"] == "open"
    expect(count(checklist(patterns))).to_have_text("0 of 4 done")
    undo(checklist(patterns)).click()
    expect(box(patterns, BADGE)).to_be_checked()


def test_double_click_on_undo(patterns: Page) -> None:
    box(patterns, BADGE).check()
    undo(checklist(patterns)).dblclick()
    assert states(patterns) == ["open"] * 4
    expect(undo(checklist(patterns))).to_be_hidden()
    box(patterns, LETTER).check()
    assert states(patterns) == ["open", "done", "open", "open"]
    undo(checklist(patterns)).click()
    assert states(patterns) == ["open"] * 4


def test_only_what_is_left(patterns: Page) -> None:
    root = checklist(patterns)
    box(patterns, BADGE).check()
    skip(patterns, SHOES)
    left = root.get_by_role("button", name="Only what is left")
    expect(left).to_have_attribute("aria-pressed", "false")
    left.click()
    expect(left).to_have_attribute("aria-pressed", "true")
    expect(entry(patterns, BADGE)).to_be_hidden()
    expect(entry(patterns, LETTER)).to_be_visible()
    # A section in which nothing is left goes too.
    expect(root.get_by_role("heading", name="Clothes")).to_be_hidden()
    expect(root).to_contain_text("Hidden: 2 done or not for you.")
    expect(count(root)).to_have_text("1 of 3 done, 1 not for me")
    # What is ticked now stays in sight, or a slip could not be seen.
    box(patterns, LETTER).check()
    expect(entry(patterns, LETTER)).to_be_visible()
    left.click()
    expect(entry(patterns, BADGE)).to_be_visible()
    expect(root.get_by_role("heading", name="Clothes")).to_be_visible()


def test_choice_of_reader(patterns: Page) -> None:
    root = checklist(patterns, "readers")
    for id in ("everyone", "premed", "international"):
        box(patterns, f"example-readers/{id}").check()
    expect(count(root)).to_have_text("3 of 5 done")
    shown = {
        "Pre-med student": ["everyone", "premed"],
        "Medical student": ["everyone", "student-or-graduate"],
        "International graduate": [
            "everyone", "student-or-graduate", "international", "international-graduate",
        ],
    }  # fmt: skip
    counts = {
        "Pre-med student": "All done: 2 of 2 done",
        "Medical student": "1 of 2 done",
        "International graduate": "2 of 4 done",
    }
    for reader, ids in shown.items():
        choose_reader(patterns, "readers", reader)
        visible = root.locator("[data-entry]:visible").evaluate_all(
            "all => all.map(one => one.dataset.entry.split('/')[1])"
        )
        assert visible == ids
        expect(count(root)).to_have_text(counts[reader])
        expect(root).to_contain_text(f"Hidden: {5 - len(ids)} for other readers.")
    root.get_by_role("button", name="Show all").click()
    expect(root.locator("[data-entry]:visible")).to_have_count(5)
    expect(count(root)).to_have_text("3 of 5 done")
    expect(box(patterns, "example-readers/premed")).to_be_checked()
    expect(root.get_by_label("Show for")).to_have_value("")


def test_choice_of_reader_is_kept_and_holds_for_every_list(patterns: Page) -> None:
    choose_reader(patterns, "readers", "Pre-med student")
    expect(entry(patterns, "example-full/full")).to_be_hidden()
    expect(entry(patterns, "example-limits/second-test")).to_be_hidden()
    revisit(patterns)
    expect(checklist(patterns, "readers").locator("[data-entry]:visible")).to_have_count(2)
    expect(checklist(patterns, "readers").get_by_label("Show for")).to_have_value("premed")


def test_no_choice_of_reader_where_there_is_nothing_to_choose(patterns: Page) -> None:
    expect(checklist(patterns).get_by_label("Show for")).to_be_hidden()


def test_focus_is_never_lost_with_a_button(patterns: Page) -> None:
    root = checklist(patterns, "readers")
    root.get_by_role("button", name="Tick all 5").press("Enter")
    expect(box(patterns, "example-readers/everyone")).to_be_focused()
    undo(root).press("Enter")
    expect(count(root)).to_be_focused()
    root.locator("[data-entry]").last.get_by_role("checkbox").check()
    root.get_by_role("button", name="Only what is left").click()
    root.get_by_role("button", name="Show all").press("Enter")
    expect(box(patterns, "example-readers/everyone")).to_be_focused()


def test_show_all_puts_focus_on_what_was_hidden(patterns: Page) -> None:
    root = checklist(patterns)
    box(patterns, BADGE).check()
    root.get_by_role("button", name="Only what is left").click()
    root.get_by_role("button", name="Show all").press("Enter")
    expect(box(patterns, BADGE)).to_be_focused()


def linked(page: Page, key: str) -> Locator:
    item = entry(page, key)
    expect(item).to_be_visible()
    expect(item).to_be_in_viewport()
    expect(item.get_by_role("checkbox")).to_be_focused()
    return item


def test_link_to_an_item(tab: Page) -> None:
    page = visit(tab, "contributing/patterns/#example-full--full")
    item = linked(page, "example-full/full")
    expect(item.get_by_text("A written answer can be shown")).to_be_visible()
    # The next address lets go of the first.
    page.evaluate("location.hash = '#example-plain--badge'")
    linked(page, BADGE)
    expect(item).not_to_have_attribute("data-linked", "")


@pytest.mark.parametrize(
    ("former", "key"),
    [
        ("example-renamed--old-name", "example-renamed/new-name"),
        ("example-limits--write-up", "example-limits/report"),
    ],
)
def test_link_by_a_former_id(tab: Page, former: str, key: str) -> None:
    linked(visit(tab, f"contributing/patterns/#{former}"), key)


def test_former_id_works_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("contributing/patterns/#example-renamed--old-name")
    expect(page.locator("#example-renamed--old-name")).to_be_in_viewport()
    expect(entry(page, "example-renamed/new-name")).to_be_in_viewport()
    # What came from another list has no place there: that list's page keeps the address.
    expect(page.locator("#example-elsewhere--moved-away")).to_have_count(0)
    context.close()


def test_link_shows_what_a_filter_hides(patterns: Page) -> None:
    choose_reader(patterns, "readers", "Pre-med student")
    visit(patterns, "contributing/patterns/?again#example-readers--international-graduate")
    linked(patterns, "example-readers/international-graduate")
    expect(entry(patterns, "example-readers/international")).to_be_hidden()


def test_link_shows_a_section_that_a_filter_hides(patterns: Page) -> None:
    box(patterns, SHOES).check()
    checklist(patterns).get_by_role("button", name="Only what is left").click()
    expect(checklist(patterns).get_by_role("heading", name="Clothes")).to_be_hidden()
    patterns.evaluate("location.hash = '#example-plain--shoes'")
    linked(patterns, SHOES)
    expect(checklist(patterns).get_by_role("heading", name="Clothes")).to_be_visible()


@pytest.mark.parametrize("hash", ["#%", "#%E0%A4%A", "#no-such-place", "#"])
def test_strange_addresses_do_no_harm(tab: Page, hash: str) -> None:
    page = visit(tab, f"contributing/patterns/{hash}")
    box(page, BADGE).check()
    expect(count(checklist(page))).to_have_text("1 of 4 done")


@pytest.mark.parametrize(
    ("former", "key"),
    [
        ("example-renamed/old-name", "example-renamed/new-name"),
        ("example-elsewhere/moved-away", "example-renamed/moved-here"),
    ],
)
@pytest.mark.parametrize("updated", [1, 4_000_000_000_000], ids=["old", "from a clock set back"])
def test_tick_under_a_former_id(patterns: Page, former: str, key: str, updated: int) -> None:
    old = {"state": "done", "since": "2026-01-31", "updated": updated}
    write(patterns, {f"done/{former}": old})
    revisit(patterns)
    expect(box(patterns, key)).to_be_checked()
    expect(entry(patterns, key)).to_contain_text("Done on 31 January 2026")
    expect(count(checklist(patterns, "renamed"))).to_have_text("1 of 2 done")
    box(patterns, key).uncheck()
    revisit(patterns)
    expect(box(patterns, key)).not_to_be_checked()
    undo(checklist(patterns, "renamed")).click()
    revisit(patterns)
    expect(box(patterns, key)).to_be_checked()
    expect(entry(patterns, key)).to_contain_text("Done on 31 January 2026")
    # An older copy of the guide still finds what it wrote.
    assert record(patterns, "done", former) == old


def test_progress_counts_like_the_list(patterns: Page) -> None:
    line = patterns.locator("#progress--shelf").get_by_text("of 4 done")
    expect(line).to_have_text("0 of 4 done")
    box(patterns, BADGE).check()
    expect(line).to_have_text("1 of 4 done")
    undo(checklist(patterns)).click()
    expect(line).to_have_text("0 of 4 done")


def tab_to(page: Page, target: Locator, most: int = 60) -> None:
    for _ in range(most):
        if target.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab does not reach {target}")


def test_keyboard_alone(patterns: Page) -> None:
    """Do everything that a list offers with Tab, Space and Enter."""
    root = checklist(patterns)
    count(root).focus()
    tab_to(patterns, box(patterns, BADGE))
    patterns.keyboard.press("Space")
    assert states(patterns) == ["done", "open", "open", "open"]
    patterns.keyboard.press("Tab")
    expect(focused(patterns)).to_have_text("Not for me")
    patterns.keyboard.press("Tab")
    expect(box(patterns, LETTER)).to_be_focused()
    patterns.keyboard.press("Tab")
    patterns.keyboard.press("Enter")
    assert states(patterns) == ["done", "skipped", "open", "open"]
    expect(focused(patterns)).to_have_text("For me after all")
    patterns.keyboard.press("Space")
    assert states(patterns)[1] == "open"
    tab_to(patterns, box(patterns, SHOES))
    patterns.keyboard.press("Space")
    count(root).focus()
    tab_to(patterns, root.get_by_role("button", name="Tick all 2"))
    patterns.keyboard.press("Enter")
    assert states(patterns) == ["done"] * 4
    count(root).focus()
    tab_to(patterns, undo(root))
    patterns.keyboard.press("Enter")
    assert states(patterns) == ["done", "open", "open", "done"]
    tab_to(patterns, root.get_by_role("button", name="Only what is left"))
    patterns.keyboard.press("Space")
    expect(entry(patterns, BADGE)).to_be_hidden()
    patterns.keyboard.press("Space")
    expect(entry(patterns, BADGE)).to_be_visible()
    patterns.keyboard.press("Tab")
    patterns.keyboard.press("Enter")
    expect(root.get_by_role("button", name="Print blank")).to_be_visible()
    patterns.keyboard.press("Enter")
    tab_to(patterns, root.get_by_role("button", name="Reset this list"))
    patterns.keyboard.press("Enter")
    assert states(patterns) == ["open"] * 4


def test_details_open_by_keyboard(patterns: Page) -> None:
    item = entry(patterns, "example-full/full")
    item.locator("summary").focus()
    patterns.keyboard.press("Enter")
    expect(item.get_by_text("A written answer can be shown")).to_be_visible()
    expect(item.get_by_role("checkbox")).not_to_be_checked()


def test_list_cut_to_one_reader(patterns: Page) -> None:
    root = checklist(patterns, "one-reader")
    expect(root.get_by_role("checkbox")).to_have_count(1)
    expect(count(root)).to_have_text("0 of 1 done")
    expect(root.get_by_role("heading", name="A section that has nothing")).to_have_count(0)
