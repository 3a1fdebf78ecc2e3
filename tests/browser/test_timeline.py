"""A timeline in a real browser: the reader's date turns words into dates, and back."""

from datetime import UTC, date, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from .guide import (
    SETTING,
    box,
    count,
    entry,
    record,
    revisit,
    second_tab,
    timeline,
    visit,
    write,
)

ASK, CONFIRM, ARRIVE, THANK = (f"example-week/{id}" for id in ("ask", "confirm", "arrive", "thank"))
WEEK = (ASK, CONFIRM, ARRIVE, THANK)
WORDS = dict(
    zip(
        WEEK,
        (
            "4 weeks before the first day",
            "1 week before the first day",
            "on the first day",
            "2 days after the first day",
        ),
        strict=True,
    )
)


def field(root: Locator) -> Locator:
    return root.locator("input[type=date]")


def message(root: Locator) -> Locator:
    return root.locator(".guide-date").get_by_role("status")


def noon(year: int, month: int, day: int) -> datetime:
    """Give an instant that is the same day in Karachi and in Greenwich."""
    return datetime(year, month, day, 9, tzinfo=UTC)


def outline(root: Locator) -> list[str]:
    """List the headings and steps that show, in the order of the page."""
    return root.evaluate(
        """root => [...root.querySelectorAll("*")]
          .filter(one => one.matches(`.guide-list__heading, .guide-month__name, .guide-today,
            [data-entry]`))
          .filter(one => one.checkVisibility())
          .map(one => one.dataset.entry ?? one.firstChild.textContent)"""
    )


UNDATED = ["Before", ASK, CONFIRM, "The visit", ARRIVE, THANK]


def test_words_and_phases_without_a_date(patterns: Page) -> None:
    root = timeline(patterns)
    assert outline(root) == UNDATED
    for key, words in WORDS.items():
        expect(entry(patterns, key)).to_contain_text(words)
    expect(root.locator("time, figure:visible")).to_have_count(0)
    expect(message(root)).to_have_text(
        "Set the date, and every step gets its own. It stays on this device."
    )
    expect(root.get_by_role("button", name="Clear the date")).to_have_count(0)


def test_date_is_asked_by_its_question(patterns: Page) -> None:
    for name, question in [("plain", "First day of your visit"), ("month-ends", "The day")]:
        asked = timeline(patterns, name).get_by_label(question)
        expect(asked).to_have_attribute("type", "date")


def test_dates_stand_beside_the_words(patterns: Page) -> None:
    root = timeline(patterns)
    field(root).fill("2027-03-01")
    dates = {
        ASK: ("Mon, 1 Feb 2027", "2027-02-01", "in 71 days"),
        CONFIRM: ("Mon, 22 Feb 2027", "2027-02-22", "in 92 days"),
        ARRIVE: ("Mon, 1 Mar 2027", "2027-03-01", "in 99 days"),
        THANK: ("Wed, 3 Mar 2027", "2027-03-03", "in 101 days"),
    }
    for key, (shown, machine, away) in dates.items():
        time = entry(patterns, key).locator("time")
        expect(time).to_have_text(shown)
        expect(time).to_have_attribute("datetime", machine)
        expect(time).to_have_attribute("lang", "en-GB")
        expect(entry(patterns, key)).to_contain_text(away)
        expect(entry(patterns, key)).to_contain_text(WORDS[key])
    assert outline(root) == [
        "November 2026", "Today, 22 November 2026", "February 2027", ASK, CONFIRM,
        "March 2027", ARRIVE, THANK,
    ]  # fmt: skip
    # The phase, whose heading has gone, is told with the step.
    expect(entry(patterns, ARRIVE)).to_contain_text("The visit")


@pytest.mark.parametrize(
    ("locale", "shown", "month"),
    [
        ("en-US", "Mon, Feb 1, 2027", "February 2027"),
        ("de-DE", "Mo., 1. Feb. 2027", "Februar 2027"),
        ("ur-PK", "پیر، 1 فروری، 2027", "فروری 2027"),
    ],
)
def test_dates_in_the_reader_s_language(
    browser: Browser, address: str, locale: str, shown: str, month: str
) -> None:
    context = browser.new_context(base_url=address, **{**SETTING, "locale": locale})
    page = visit(context.new_page())
    field(timeline(page)).fill("2027-03-01")
    expect(entry(page, ASK).locator("time")).to_have_text(shown)
    expect(entry(page, ASK).locator("time")).to_have_attribute("lang", locale)
    expect(timeline(page).get_by_role("heading", name=month)).to_be_visible()
    context.close()


def test_window_lines(patterns: Page) -> None:
    field(timeline(patterns, "every-field")).fill("2027-09-06")
    expect(entry(patterns, "example-limits/apply")).to_contain_text("Sat, 6 Mar 2027")
    expect(entry(patterns, "example-limits/apply")).to_contain_text("Start by Sat, 13 Feb 2027")
    first = entry(patterns, "example-limits/first-test")
    expect(first).to_contain_text("Mon, 2 Aug 2027")
    expect(first).to_contain_text("Not before Sun, 6 Jun 2027")
    expect(first).to_contain_text("Done on that day, it is valid until Wed, 2 Aug 2028")
    expect(first).not_to_contain_text("Start by")
    second = entry(patterns, "example-limits/second-test")
    expect(second).to_contain_text("Start by Fri, 13 Aug 2027")
    expect(entry(patterns, ASK)).not_to_contain_text("Start by")


@pytest.mark.parametrize(
    ("anchor", "dates"),
    [
        ("2027-03-31", ["2026-03-31", "2026-12-31", "2027-02-28", "2027-04-30"]),
        ("2028-02-29", ["2027-02-28", "2027-11-29", "2028-01-29", "2028-03-29"]),
        ("2028-05-31", ["2027-05-31", "2028-02-29", "2028-04-30", "2028-06-30"]),
    ],
)
def test_month_ends(patterns: Page, anchor: str, dates: list[str]) -> None:
    root = timeline(patterns, "month-ends")
    field(root).fill(anchor)
    shown = root.locator("time").evaluate_all("all => all.map(one => one.dateTime)")
    assert shown == dates


# The first day is Wednesday, 3 March 2027: the steps are due on 3 and 24 February, 3 and 5 March.
STATUS = {
    "before it all": ((2026, 12, 1), ["", "", "", ""]),
    "Sunday before its week": ((2027, 1, 31), ["Next week", "", "", ""]),
    "Monday of its week": ((2027, 2, 1), ["This week", "", "", ""]),
    "the day itself": ((2027, 2, 3), ["This week", "", "", ""]),
    "a day late": ((2027, 2, 4), ["Overdue by 1 day", "", "", ""]),
    "Friday": (
        (2027, 2, 26),
        ["Overdue by 23 days", "Overdue by 2 days", "Next week", "Next week"],
    ),
    "the first day": (
        (2027, 3, 3),
        ["Overdue by 28 days", "Overdue by 7 days", "This week", "This week"],
    ),
    "all past": (
        (2027, 3, 6),
        ["Overdue by 31 days", "Overdue by 10 days", "Overdue by 3 days", "Overdue by 1 day"],
    ),
}


@pytest.mark.parametrize("when", STATUS)
def test_status_in_words(tab: Page, when: str) -> None:
    day, words = STATUS[when]
    write(tab, {"start/example-week": {"date": "2027-03-03"}})
    page = visit(tab, now=noon(*day))
    shown = [entry(page, key).locator("strong").inner_text() for key in WEEK]
    assert shown == words
    today = date(*day)
    mark = timeline(page).get_by_text(f"Today, {today.day} {today:%B} {today.year}")
    expect(mark).to_be_visible()
    # Today stands before the first step that is due today or later.
    due = [date(2027, 2, 3), date(2027, 2, 24), date(2027, 3, 3), date(2027, 3, 5)]
    order = [line for line in outline(timeline(page)) if line in WEEK or line.startswith("Today")]
    assert order.index(f"Today, {today.day} {today:%B} {today.year}") == sum(d < today for d in due)


def test_done_and_skipped_are_not_late(tab: Page) -> None:
    write(tab, {"start/example-week": {"date": "2027-03-03"}})
    page = visit(tab, now=noon(2027, 4, 1))
    box(page, ASK).check()
    entry(page, CONFIRM).get_by_role("button", name="Not for me").click()
    expect(entry(page, ASK)).not_to_contain_text("Overdue")
    expect(entry(page, ASK)).to_contain_text("Done on 1 April 2027")
    expect(entry(page, CONFIRM)).not_to_contain_text("Overdue")
    expect(entry(page, ARRIVE)).to_contain_text("Overdue by 29 days")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        # Due on 6 March, three weeks' work: the latest start is 13 February.
        ((2027, 2, 13), "in 21 days"),
        ((2027, 2, 14), "in 20 days Start now"),
        ((2027, 3, 1), "in 5 days This week: start now"),
        ((2027, 3, 7), "1 day ago Overdue by 1 day"),
    ],
)
def test_late_start(tab: Page, day: tuple[int, int, int], words: str) -> None:
    write(tab, {"start/example-limits": {"date": "2027-09-06"}})
    page = visit(tab, now=noon(*day))
    line = entry(page, "example-limits/apply").locator(".guide-step__due").inner_text()
    assert words in " ".join(line.split())
    assert ("start now" in line.lower()) == ("start now" in words.lower())


def test_date_is_remembered(patterns: Page) -> None:
    field(timeline(patterns)).fill("2027-03-01")
    revisit(patterns)
    expect(field(timeline(patterns))).to_have_value("2027-03-01")
    expect(entry(patterns, ASK).locator("time")).to_have_text("Mon, 1 Feb 2027")
    # Each timeline has its own date.
    expect(field(timeline(patterns, "month-ends"))).to_have_value("")


@pytest.mark.parametrize("how", ["button", "field"])
def test_clearing_the_date(patterns: Page, how: str) -> None:
    root = timeline(patterns)
    box(patterns, CONFIRM).check()
    field(root).fill("2027-03-01")
    box(patterns, ASK).check()
    if how == "button":
        root.get_by_role("button", name="Clear the date").press("Enter")
        expect(field(root)).to_be_focused()
    else:
        field(root).fill("")
    for _ in range(2):
        assert outline(root) == UNDATED
        expect(root.locator("time, .guide-month, .guide-step__window")).to_have_count(0)
        expect(field(root)).to_have_value("")
        expect(root.locator("figure")).to_be_hidden()
        expect(count(root)).to_have_text("2 of 4 done")
        expect(box(patterns, ASK)).to_be_checked()
        expect(entry(patterns, ASK)).to_contain_text(WORDS[ASK])
        revisit(patterns)


def test_changing_the_date_moves_everything(patterns: Page) -> None:
    root = timeline(patterns)
    for first in ("2027-03-01", "2029-01-15", "2027-03-01"):
        field(root).fill(first)
        expect(root.locator("time")).to_have_count(4)
        due = date.fromisoformat(first) - timedelta(weeks=4)
        expect(entry(patterns, ASK).locator("time")).to_have_attribute("datetime", str(due))


def test_today_has_its_month_even_without_a_step(patterns: Page) -> None:
    root = timeline(patterns)
    field(root).fill("2026-06-01")
    assert outline(root)[-2:] == ["November 2026", "Today, 22 November 2026"]
    field(root).fill("2027-06-01")
    assert outline(root)[:2] == ["November 2026", "Today, 22 November 2026"]


def test_month_without_a_shown_step_goes(patterns: Page) -> None:
    root = timeline(patterns)
    field(root).fill("2027-03-01")
    box(patterns, ASK).check()
    box(patterns, CONFIRM).check()
    root.get_by_role("button", name="Only what is left").click()
    assert outline(root) == [
        "November 2026", "Today, 22 November 2026", "March 2027", ARRIVE, THANK,
    ]  # fmt: skip


MESSAGES = {
    "Next: step 1, 1 February 2027, in 71 days.": ("2027-03-01", 0),
    "Next: step 1, 23 November 2026, in 1 day.": ("2026-12-21", 0),
    "Next: step 1, 22 November 2026, today.": ("2026-12-20", 0),
    "Next: step 3, 1 March 2027, in 99 days.": ("2027-03-01", 2),
    "Every step is done.": ("2027-03-01", 4),
    "One step was due before today, the first 1 day ago. Nothing was moved: do step 1 first, "
    "ask whether the rest still fits, or choose a later date.": ("2026-12-19", 0),
    "2 steps were due before today, the first 27 days ago. Nothing was moved: do step 1 first, "
    "ask whether the rest still fits, or choose a later date.": ("2026-11-23", 0),
    "This date is in the past. 3 steps were due before today, the first 29 days ago. Nothing was "
    "moved: do step 1 first, ask whether the rest still fits, or choose a later date.": (
        "2026-11-21", 0,
    ),
    "This date is in the past. Next: step 4, 23 November 2026, in 1 day.": ("2026-11-21", 3),
    "This date is in the past. Every step is done.": ("2020-01-01", 4),
}  # fmt: skip


def test_message(patterns: Page) -> None:
    root = timeline(patterns)
    done = 0
    for words, (first, ticks) in sorted(MESSAGES.items(), key=lambda item: item[1][1]):
        for key in WEEK[done:ticks]:
            box(patterns, key).check()
        done = ticks
        field(root).fill(first)
        expect(message(root)).to_have_text(words)


def test_message_and_picture_follow_the_choice_of_reader(patterns: Page) -> None:
    """What is not shown must not be called late."""
    root = timeline(patterns, "every-field")
    write(patterns, {f"done/example-limits/{id}": {"state": "done"} for id in ("apply", "report")})
    field(root).fill("2026-12-10")
    revisit(patterns)
    expect(message(root)).to_contain_text("2 steps were due before today")
    expect(root.locator("figure")).to_contain_text("4 steps, 2 done, 2 overdue")
    box(patterns, "example-limits/first-test").check()
    root.get_by_label("Show for").select_option("graduate")
    expect(message(root)).to_have_text("Every step is done.")
    expect(root.locator("figure")).to_contain_text("3 steps, 3 done, 0 overdue")
    expect(root.locator("figure circle")).to_have_count(3)


def test_half_typed_date_is_not_taken(patterns: Page) -> None:
    root = timeline(patterns)
    field(root).focus()
    # The third of March, in whichever order the browser asks for day and month.
    for typed in ("03", "03", "2", "0", "2"):
        patterns.keyboard.type(typed)
        assert record(patterns, "start", "example-week") is None
    patterns.keyboard.type("7")
    expect(entry(patterns, ASK).locator("time")).to_have_text("Wed, 3 Feb 2027")
    expect(field(root)).to_be_focused()
    # Taking a part away is on the way to another date, not a wish to have none.
    patterns.keyboard.press("Shift+Tab")
    patterns.keyboard.press("Backspace")
    assert record(patterns, "start", "example-week")["date"] == "2027-03-03"
    box(patterns, ASK).focus()
    expect(message(root)).to_contain_text("not kept")
    revisit(patterns)
    expect(field(root)).to_have_value("2027-03-03")


@pytest.mark.parametrize("value", ["1985-05-05", "2101-01-01"])
def test_date_out_of_range_is_refused_in_words(patterns: Page, value: str) -> None:
    root = timeline(patterns)
    field(root).fill(value)
    box(patterns, ASK).focus()
    expect(message(root)).to_have_text("This is not kept: give a whole date between 1990 and 2100.")
    assert record(patterns, "start", "example-week") is None
    assert outline(root) == UNDATED


@pytest.mark.parametrize("stored", ["2027-02-30", "next week", "", None, 20270301, "0002-03-01"])
def test_invalid_stored_date_is_ignored(tab: Page, stored: object) -> None:
    write(tab, {"start/example-week": {"date": stored}})
    root = timeline(visit(tab))
    assert outline(root) == UNDATED
    expect(field(root)).to_have_value("")


def test_picture(patterns: Page) -> None:
    root = timeline(patterns, "every-field")
    field(root).fill("2027-03-01")
    picture = root.locator("figure svg")
    # Due: 1 September 2026, 25 January, 8 February, 1 April 2027; the earliest start is 11 August.
    months = picture.locator(".guide-chart__month").all_text_contents()
    assert [month[:3] for month in months] == [
        "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr",
    ]  # fmt: skip
    assert "26" in months[0]
    assert "27" in months[5]
    assert picture.locator(".guide-chart__phase").all_text_contents() == ["Papers", "Afterwards"]
    titles = picture.locator("circle title").evaluate_all("all => all.map(one => one.textContent)")
    assert titles[0] == "Step 1: Send the application."
    assert len(titles) == 4
    x = picture.locator("circle").evaluate_all("all => all.map(one => one.cx.baseVal.value)")
    assert x == sorted(x)
    assert len(set(x)) == 4
    windows = picture.locator("rect").evaluate_all(
        "all => all.map(({ x, width }) => [x.baseVal.value, x.baseVal.value + width.baseVal.value])"
    )
    # A bar ends at the mark of its step.
    assert [round(end, 3) for _, end in windows] == [round(place, 3) for place in x[:3]]
    assert all(start < end for start, end in windows)
    column = 56
    assert x[0] == pytest.approx(column)  # the first of the second month
    today = picture.locator(".guide-chart__today").get_attribute("x1")
    assert float(today) == pytest.approx(column * (3 + 21 / 30))
    assert float(picture.locator(".guide-chart__anchor").get_attribute("x1")) == column * 7
    assert "Today" in picture.text_content()
    caption = root.locator("figcaption")
    expect(caption).to_contain_text("August 2026 to April 2027: 4 steps, 0 done, 1 overdue.")
    box(patterns, "example-limits/apply").check()
    expect(caption).to_contain_text("4 steps, 1 done, 0 overdue.")
    expect(picture).to_have_attribute("aria-hidden", "true")


def test_picture_of_a_far_year_is_not_stretched_to_today(patterns: Page) -> None:
    root = timeline(patterns)
    field(root).fill("2060-03-01")
    expect(root.locator("figcaption")).to_contain_text("February 2060 to March 2060")
    expect(root.locator("figure")).not_to_contain_text("Today")


def test_ticks_in_the_dated_view(patterns: Page) -> None:
    root = timeline(patterns)
    field(root).fill("2027-03-01")
    box(patterns, THANK).check()
    expect(count(root)).to_have_text("1 of 4 done")
    expect(entry(patterns, THANK)).to_contain_text("Done on 22 November 2026")
    expect(box(patterns, THANK)).to_be_focused()
    revisit(patterns)
    expect(box(patterns, THANK)).to_be_checked()
    root.get_by_role("button", name="Undo").click()
    expect(box(patterns, THANK)).not_to_be_checked()


def test_focus_stays_when_the_date_changes(patterns: Page) -> None:
    root = timeline(patterns)
    other = second_tab(patterns.context)
    field(root).fill("2027-03-01")
    expect(field(root)).to_be_focused()
    box(patterns, CONFIRM).focus()
    for first in ("2027-08-01", ""):
        field(timeline(other)).fill(first)
        expect(field(root)).to_have_value(first)
        expect(box(patterns, CONFIRM)).to_be_focused()
    other.close()


def test_midnight_passes(tab: Page) -> None:
    write(tab, {"start/example-week": {"date": "2027-03-01"}})
    # 23:59 in Karachi.
    page = visit(tab, now=datetime(2027, 2, 22, 18, 59, tzinfo=UTC))
    expect(entry(page, CONFIRM)).to_contain_text("today")
    expect(entry(page, CONFIRM)).to_contain_text("This week")
    page.clock.set_fixed_time(datetime(2027, 2, 22, 19, 1, tzinfo=UTC))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(entry(page, CONFIRM)).to_contain_text("Overdue by 1 day")
    expect(timeline(page)).to_contain_text("Today, 23 February 2027")
    expect(timeline(page).locator("time")).to_have_count(4)
    expect(message(timeline(page))).to_contain_text("2 steps were due before today")


@pytest.mark.parametrize("hash", ["example-week--thank", "example-limits--write-up"])
def test_link_to_a_dated_step(tab: Page, hash: str) -> None:
    dates = {f"start/example-{one}": {"date": "2027-03-01"} for one in ("week", "limits")}
    write(tab, dates)
    page = visit(tab, f"contributing/patterns/#{hash}")
    step = page.locator("[data-entry]", has=page.locator(f"#{hash}")).or_(
        page.locator(f"li#{hash}")
    )
    expect(step.get_by_role("checkbox")).to_be_focused()
    expect(step).to_be_in_viewport()


def test_link_to_a_phase_that_dates_hide(tab: Page) -> None:
    write(tab, {"start/example-week": {"date": "2027-03-01"}})
    page = visit(tab, "contributing/patterns/#example-week--visit")
    expect(box(page, ARRIVE)).to_be_focused()
    expect(box(page, ARRIVE)).to_be_in_viewport()


def test_plan_page_with_a_date(tab: Page) -> None:
    """The real thing: a date on a plan puts all its steps in order of time."""
    page = visit(tab, "plan/us-elective/")
    root = page.locator(".guide-timeline")
    field(root).fill("2028-03-06")
    steps = root.locator("[data-entry]").count()
    assert steps > 10
    expect(root.locator("time")).to_have_count(steps)
    days = root.locator("time").evaluate_all("all => all.map(one => one.dateTime)")
    assert days == sorted(days)
    assert set(outline(root)) >= {"March 2028", "Today, 22 November 2026"}
    expect(message(root)).to_contain_text("Next: step 1,")
