"""Calendar files, read back by two parsers that share nothing, and by a calendar of our own."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
import vobject
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Locator, Page, expect

from .guide import SETTING, record, started, stored, visit, write
from .tools import VIEWS, apart, axe_finds, blocked, small_targets, too_wide

PAGE = "my-plan/"
TIMELINE = "us-elective"
FIRST_DAY = date(2027, 9, 1)  # far enough: no step is late on 22 November 2026
ABOUT = {"name": "Elective in Boston", "placement": "usa-placement", "state": "active"}
PLAN: dict[str, Any] = {"plan/about": ABOUT, f"start/{TIMELINE}": {"date": str(FIRST_DAY)}}
TODAY = date(2026, 11, 22)


# Reading


@dataclass(frozen=True)
class Entry:
    """Hold one event, as both parsers understand it."""

    uid: str
    day: date
    title: str
    description: str
    url: str
    sequence: int
    cancelled: bool
    changed: str
    alarms: tuple[timedelta, ...]


def read(data: bytes) -> dict[str, Entry]:
    """Read a file by both parsers; gives its entries by UID."""
    check_lines(data)
    one, other = by_icalendar(data), by_vobject(data.decode())
    assert one == other
    assert len({entry.uid for entry in one}) == len(one)
    return {entry.uid: entry for entry in one}


def check_lines(data: bytes) -> None:
    """Check what parsers forgive: line ends, their length in octets, and characters cut in two."""
    assert data.endswith(b"\r\n")
    lines = data[:-2].split(b"\r\n")
    assert not [line for line in lines if b"\n" in line or b"\r" in line]
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()  # raises where a fold cuts a character
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", data)
    text = data.decode().replace("\r\n ", "")
    properties = [re.split("[:;]", line)[0] for line in text.splitlines()]
    assert set(properties) <= KNOWN, set(properties) - KNOWN


KNOWN = {
    *("BEGIN", "END", "PRODID", "VERSION", "CALSCALE", "X-WR-CALNAME", "UID", "DTSTAMP"),
    *("LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "URL"),
    *("STATUS", "TRANSP", "ACTION", "TRIGGER"),
}


def by_icalendar(data: bytes) -> list[Entry]:
    calendar = icalendar.Calendar.from_ical(data)
    assert (calendar["VERSION"], calendar["CALSCALE"]) == ("2.0", "GREGORIAN")
    return [
        Entry(
            uid=str(event["UID"]),
            day=_whole_day(event["DTSTART"].dt, event["DTEND"].dt),
            title=str(event["SUMMARY"]),
            description=str(event.get("DESCRIPTION", "")),
            url=str(event.get("URL", "")),
            sequence=int(event["SEQUENCE"]),
            cancelled=_is_cancelled(str(event["STATUS"])),
            changed=_one_moment(event["DTSTAMP"].dt, event["LAST-MODIFIED"].dt),
            alarms=tuple(_seconds(alarm) for alarm in event.walk("VALARM")),
        )
        for event in calendar.walk("VEVENT")
    ]


def _seconds(alarm: Any) -> timedelta:
    assert str(alarm["ACTION"]) == "DISPLAY"
    assert str(alarm["DESCRIPTION"])
    return alarm["TRIGGER"].dt


def by_vobject(text: str) -> list[Entry]:
    calendar = vobject.readOne(text)
    calendar.validate(raiseException=True)
    return [
        Entry(
            uid=event.uid.value,
            day=_whole_day(event.dtstart.value, event.dtend.value),
            title=event.summary.value,
            description=event.getChildValue("description", ""),
            url=event.getChildValue("url", ""),
            sequence=int(event.sequence.value),
            cancelled=_is_cancelled(event.status.value),
            changed=_one_moment(event.dtstamp.value, event.last_modified.value),
            alarms=tuple(alarm.trigger.value for alarm in event.contents.get("valarm", [])),
        )
        for event in calendar.contents.get("vevent", [])
    ]


def _whole_day(start: Any, end: Any) -> date:
    """Give the day of an event that lasts all of it: its end is the day after."""
    assert type(start) is type(end) is date
    assert end - start == timedelta(days=1)
    return start


def _is_cancelled(status: str) -> bool:
    assert status in {"CONFIRMED", "CANCELLED"}
    return status == "CANCELLED"


def _one_moment(stamp: Any, changed: Any) -> str:
    assert stamp == changed
    return f"{stamp:%Y%m%dT%H%M%SZ}"


# The page


def plan(page: Page, records: dict[str, Any] = PLAN) -> Page:
    """Open the page of a plan that has these records, with its tool open."""
    page.goto("assets/mark.svg")
    write(page, records)
    return opened(visit(page, PAGE))


def opened(page: Page) -> Page:
    tool(page).locator("> summary").click()
    expect(save(page)).to_be_visible()
    return page


def tool(page: Page) -> Locator:
    return page.locator("#plan-calendar")


def save(page: Page) -> Locator:
    return tool(page).get_by_role("button", name="Save the calendar file")


def said(page: Page) -> Locator:
    return tool(page).locator(".guide-tool__status")


def since(page: Page) -> Locator:
    return tool(page).locator(".guide-plan__since")


def choose(page: Page, label: str, option: str) -> None:
    tool(page).get_by_label(label).select_option(option)


def download(page: Page, button: Locator | None = None) -> tuple[str, dict[str, Entry]]:
    """Press a button that saves a file; gives the file's name and entries."""
    with page.expect_download() as waiting:
        (button or save(page)).click()
    name = waiting.value.suggested_filename
    return name, read(Path(waiting.value.path()).read_bytes())


def keys(page: Page) -> list[str]:
    """Give the keys of the plan's steps that concern everybody, in the order of the timeline."""
    return page.evaluate(
        """id => [...document.querySelector(".guide-plan template").content
          .querySelectorAll(`[data-timeline="${id}"] > [data-entry]:not([data-for])`)]
          .map(step => step.dataset.entry)""",
        TIMELINE,
    )


def change(page: Page, records: dict[str, Any]) -> None:
    """Change records as another tab would, and open the page anew."""
    write(page, records)
    page.reload()
    opened(started(page))


def of(entries: dict[str, Entry], key: str) -> Entry:
    """Find the entry of a key: its UID has the key in it, and nothing else that could change."""
    (found,) = [one for one in entries.values() if f".{key.replace('/', '.')}@" in one.uid]
    return found


def test_every_open_step_is_an_entry(tab: Page) -> None:
    plan(tab)
    steps = tab.locator(".guide-plan [data-group] .guide-step[data-entry]:visible")
    count = steps.count()
    expect(since(tab)).to_have_text(f"The file will have {count} entries, all new.")
    name, entries = download(tab)
    assert name == "elective-in-boston.ics"
    expect(said(tab)).to_have_text(f"Saved as {name}: {count} entries, all new.")
    assert len(entries) == count
    dates = steps.locator("time").evaluate_all("all => all.map(one => one.dateTime)")
    assert sorted(str(one.day) for one in entries.values()) == sorted(dates)
    first = of(entries, keys(tab)[0])
    assert first.sequence == 0
    assert not first.alarms
    assert first.url.endswith(f"#{keys(tab)[0].replace('/', '--')}")
    assert first.url in first.description
    assert re.fullmatch(r"main\.[a-z0-9]{12,}\.[a-z.-]+@medical-internship-guide", first.uid)


def test_an_unchanged_plan_gives_the_same_file(tab: Page) -> None:
    plan(tab)
    assert download(tab) == download(tab)
    expect(since(tab)).to_have_text(re.compile(r"^The file will have \d+ entries\.$"))
    change(tab, {})
    _, again = download(tab)
    assert {one.sequence for one in again.values()} == {0}


def test_a_moved_plan_keeps_the_entries_and_raises_their_sequence(tab: Page) -> None:
    plan(tab)
    _, before = download(tab)
    tab.clock.set_fixed_time("2026-11-23T09:00:00Z")
    change(tab, {f"start/{TIMELINE}": {"date": "2027-09-15"}})
    expect(since(tab)).to_have_text(f"The file will have {len(before)} entries, all moved.")
    _, after = download(tab)
    assert after.keys() == before.keys()
    for uid, one in after.items():
        assert one.day == before[uid].day + timedelta(days=14) or "P" in one.description
        assert one.sequence == before[uid].sequence + 1
        assert one.changed > before[uid].changed
    _, third = download(tab)
    assert third == after


def test_one_own_deadline_moves_one_entry_only(tab: Page) -> None:
    plan(tab)
    _, before = download(tab)
    last = keys(tab)[-1]
    day = of(before, last).day - timedelta(days=1)
    change(tab, {f"dates/{last}": {"hard": str(day), "kind": "deadline"}})
    _, after = download(tab)
    moved = {uid for uid in after if after[uid] != before[uid]}
    assert moved == {of(after, last).uid}
    assert of(after, last).day == day
    assert of(after, last).title == f"Deadline: {of(before, last).title}"


def test_what_is_done_is_cancelled_and_may_come_back(tab: Page) -> None:
    plan(tab)
    key = keys(tab)[2]
    _, before = download(tab)
    change(tab, {f"done/{key}": {"state": "done", "since": str(TODAY)}})
    expect(since(tab)).to_contain_text("1 taken out")
    _, after = download(tab)
    gone = of(after, key)
    assert (gone.cancelled, gone.sequence, gone.alarms) == (True, 1, ())
    assert (gone.day, gone.title) == (of(before, key).day, of(before, key).title)
    assert of(download(tab)[1], key) == gone  # in each file until its day has passed
    choose(tab, "I will put it into", "A new, empty calendar")
    assert gone.uid not in download(tab)[1]
    change(tab, {f"done/{key}": {"state": "open"}})
    back = of(download(tab)[1], key)
    assert (back.cancelled, back.sequence, back.day) == (False, 2, gone.day)
    assert back.uid == gone.uid


def test_own_days_appointments_applications_and_costs(tab: Page) -> None:
    visit(tab, PAGE)
    first, second, third = keys(tab)[:3]
    records = {
        **PLAN,
        f"dates/{first}": {"planned": "2026-12-01"},
        f"dates/{second}": {"hard": "2026-12-05", "kind": "appointment"},
        "application/own-1": {"name": "Boston, MA; “General” 🏥", "deadline": "2027-01-15"},
        "note/" + third: {"text": "Secret", "contact": "Dr Marsh"},
    }
    plan(tab, records)
    _, entries = download(tab)
    assert of(entries, f"{first}/planned").day == date(2026, 12, 1)
    assert of(entries, f"{first}/planned").title.startswith("My plan: ")
    assert of(entries, second).day == date(2026, 12, 5)
    assert of(entries, second).title.startswith("Appointment: ")
    application = of(entries, "application/own-1")
    assert application.title == "Deadline: Boston, MA; “General” 🏥"
    assert application.day == date(2027, 1, 15)
    assert not [one for one in entries.values() if "Secret" in str(one) or "Marsh" in str(one)]
    change(tab, {"application/own-1": {"name": "Boston", "removed": True}})
    assert of(download(tab)[1], "application/own-1").cancelled


def test_four_weeks_and_what_an_earlier_file_holds(tab: Page) -> None:
    """What has moved out of the four weeks must still be put right."""
    visit(tab, PAGE)
    last = keys(tab)[-1]
    planned = f"dates/{last}"
    plan(tab, {**PLAN, planned: {"planned": "2026-12-10"}})
    choose(tab, "Which steps", "The next four weeks")
    name, entries = download(tab)
    assert name == "elective-in-boston-four-weeks.ics"
    assert of(entries, f"{last}/planned").day == date(2026, 12, 10)
    assert max(one.day for one in entries.values()) <= TODAY + timedelta(days=28)
    change(tab, {planned: {"planned": "2027-06-01"}})
    choose(tab, "Which steps", "The next four weeks")
    _, after = download(tab)
    moved = of(after, f"{last}/planned")
    assert (moved.day, moved.sequence) == (date(2027, 6, 1), 1)
    assert after.keys() == entries.keys()


def test_one_step_and_its_timeline_are_the_same_entries(tab: Page) -> None:
    plan(tab)
    _, entries = download(tab)
    key = keys(tab)[1]
    step = tab.locator(f'.guide-plan [data-entry="{key}"]')
    step.locator("summary").click()
    name, one = download(tab, step.get_by_role("button", name="Calendar file for this step"))
    assert name == f"elective-in-boston-{key.split('/')[1]}.ics"
    assert one == {of(entries, key).uid: of(entries, key)}
    visit(tab, "plan/us-elective/")
    button = tab.get_by_role("button", name="Calendar file")
    _, whole = download(tab, button)
    assert whole.keys() <= entries.keys()
    assert {uid: (one.day, one.sequence) for uid, one in whole.items()} == {
        uid: (entries[uid].day, 0) for uid in whole
    }
    expect(tab.locator(".guide-date__saved")).to_contain_text(f"{len(whole)} entries")
    tab.get_by_role("button", name="Clear the date").click()
    expect(button).to_be_hidden()


def test_a_timeline_takes_out_its_own_steps_only(tab: Page) -> None:
    plan(tab, {**PLAN, "application/own-1": {"name": "Boston", "deadline": "2027-01-15"}})
    _, entries = download(tab)
    key = keys(tab)[1]
    write(tab, {f"done/{key}": {"state": "skipped"}, "application/own-1": {"name": "Boston"}})
    visit(tab, "plan/us-elective/")
    _, whole = download(tab, tab.get_by_role("button", name="Calendar file"))
    assert of(whole, key).cancelled
    assert [one.uid for one in whole.values() if one.cancelled] == [of(entries, key).uid]


@pytest.mark.parametrize(
    ("choice", "alarms"),
    [
        ("No reminder", ()),
        ("On the day", (timedelta(hours=9),)),
        ("The day before", (timedelta(hours=-15),)),
        ("A week before", (timedelta(days=-7, hours=9),)),
    ],
)
def test_reminders(tab: Page, choice: str, alarms: tuple[timedelta, ...]) -> None:
    """A day begins at midnight: nine in the morning of the day before is 15 hours earlier."""
    plan(tab)
    choose(tab, "Reminder", choice)
    _, entries = download(tab)
    assert {one.alarms for one in entries.values()} == {alarms}
    tab.reload()
    opened(started(tab))
    expect(tool(tab).get_by_label("Reminder").locator("option:checked")).to_have_text(choice)


def test_the_browser_gets_a_calendar_and_loads_its_library_only_then(tab: Page) -> None:
    loaded: list[str] = []
    tab.on("request", lambda request: loaded.append(request.url))
    tab.goto("assets/mark.svg")
    write(tab, PLAN)
    visit(tab, PAGE)
    assert not [url for url in loaded if "/vendor/ical/" in url]
    tab.evaluate(
        """() => {
          const make = URL.createObjectURL
          URL.createObjectURL = blob => (window.kind = blob.type, make.call(URL, blob))
        }"""
    )
    opened(tab)
    download(tab)
    assert tab.evaluate("kind") == "text/calendar;charset=utf-8"
    assert [url for url in loaded if "/vendor/ical/" in url]


def test_a_browser_that_keeps_nothing_still_saves(browser: Browser, address: str) -> None:
    page = blocked(browser, address, PAGE)
    page.clock.set_fixed_time("2026-11-22T09:00:00Z")
    form = page.locator(".guide-plan__facts form")
    form.get_by_label("Kind of placement").select_option("usa-placement")
    form.locator("input[type=date]").first.fill(str(FIRST_DAY))
    form.get_by_role("button", name="Make my plan").click()
    opened(page)
    _, entries = download(page)
    _, again = download(page)
    assert entries
    assert again.keys() == entries.keys()
    page.context.close()


SPOILT = {
    "calendar/token": '{"value": "x\\r\\nEND:VCALENDAR"}',
    "calendar/us-elective/gone-1": {"date": "2027-05-05", "sequence": "9", "title": ["x"]},
    "calendar/us-elective/gone-2": {"date": "soon", "sequence": 3},
    "calendar/us-elective/gone-3": {
        "date": "2027-05-05",
        "sequence": -1,
        "title": "A\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil",
        "updated": 1e300,
    },
    "calendar/x;y:z\r\n,é/1": {"date": "2027-05-06", "sequence": 1e99, "cancelled": "no"},
    "setting/reminder": {"value": "constructor"},
}


def test_spoilt_records_do_no_harm(tab: Page) -> None:
    plan(tab, {**PLAN, **SPOILT})
    _, entries = download(tab)
    cancelled = sorted(one.title for one in entries.values() if one.cancelled)
    assert cancelled == [
        "A END:VEVENT BEGIN:VEVENT UID:evil",
        "A step of the plan",
        "A step of the plan",
    ]
    assert re.fullmatch("[a-z0-9]{12,}", record(tab, "calendar", "token")["value"])
    assert not {one.alarms for one in entries.values()} - {()}


def test_two_plans_share_nothing(tab: Page) -> None:
    plan(tab)
    _, first = download(tab)
    other = "medical-internship-guide/1/p-2/"
    tab.evaluate(
        "all => { for (const [key, one] of all) localStorage.setItem(key, JSON.stringify(one)) }",
        [
            *([other + key, one] for key, one in PLAN.items()),
            ["medical-internship-guide/1/device/current/plan", {"id": "p-2"}],
        ],
    )
    tab.reload()
    opened(started(tab))
    _, second = download(tab)
    assert len(second) == len(first)
    assert not second.keys() & first.keys()
    assert [key for key in stored(tab) if key.startswith(f"{other}calendar/")]


def test_the_tool_can_be_used_by_everybody(browser: Browser, address: str) -> None:
    page = apart(browser, address, "assets/mark.svg")
    plan(page)
    download(page)
    page.locator(".guide-plan__advice > summary").click()
    for width, scheme in VIEWS:
        assert not axe_finds(page, "#plan-calendar", width, scheme)
        assert not too_wide(page)
    assert not small_targets(page, "#plan-calendar")
    page.context.close()


# The module alone


@pytest.fixture(scope="module")
def module(browser: Browser, address: str) -> Iterator[Page]:
    """Open the published functions in `window.calendar`."""
    context = browser.new_context(base_url=address, **SETTING)
    page = context.new_page()
    page.goto("assets/mark.svg")
    page.evaluate("async () => { window.calendar = await import('/components/core/calendar.mjs') }")
    yield page
    context.close()


HARD = [
    *(",", ";", ":", "\\", "\\n", '"', "\n", "\r\n", "\r", "\t", "\u2028", "\x85", "\x00", "\x1f"),
    *("👩🏽‍⚕️", "🇵🇰", "é", "e\u0301", "ﷺ", "خط", "درخواست بھیجیں", "رسالة", "𝔘", "\ufeff", "\u200f"),
    *("BEGIN:VEVENT", "END:VCALENDAR", "x" * 90, "میری" * 30, "🏥" * 30),
]
texts = st.lists(
    st.one_of(st.sampled_from(HARD), st.text(st.characters(exclude_categories=["Cs"]), max_size=9)),
    max_size=8,
).map("".join)
moments = st.integers(0, 4_000_000_000)
events = st.lists(
    st.tuples(
        texts,
        st.lists(texts, max_size=3),
        st.dates(date(1990, 1, 1), date(2100, 12, 31)),
        st.integers(0, 99),
        st.booleans(),
        moments,
    ),
    min_size=1,
    max_size=12,
)
WRITE = """([name, all, reminder]) => calendar.calendarText({ name, reminder, entries: all.map(
  ([key, title, lines, day, sequence, cancelled, modified]) => ({
    uid: calendar.uidOf("p-1", "abcdef", key), day, title, lines, sequence, cancelled, modified,
    link: "https://example.org/plan/?a=1,2;b#step",
  })) })"""
# What browsers take for white space.
_WHITE = r"[\t\n\x0b\x0c\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+"


def clean(text: str) -> str:
    """Give what a text may become in a file: no control characters, one kind of line end."""
    text = re.sub("\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text)
    return re.sub("[\x00-\x08\x0e-\x1f\x7f-\x9f]", "", text)


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(name=texts, events=events, reminder=st.sampled_from(["none", "day", "before", "week"]))
def test_any_words_come_back_as_they_were(
    module: Page, name: str, events: list[tuple[Any, ...]], reminder: str
) -> None:
    asked = [
        [
            f"{n}/{title}",
            title,
            lines,
            (day - date(1970, 1, 1)).days,
            sequence,
            cancelled,
            at * 1000,
        ]
        for n, (title, lines, day, sequence, cancelled, at) in enumerate(events)
    ]
    data = module.evaluate(WRITE, [name, asked, reminder]).encode()
    for entry, (title, lines, day, sequence, cancelled, _) in zip(
        read(data).values(), events, strict=True
    ):
        assert entry.title == re.sub(_WHITE, " ", clean(title)).strip(" ") or "A step of the plan"
        assert entry.description == "\n".join(
            [*map(clean, lines), "Read more: https://example.org/plan/?a=1,2;b#step"]
        )
        assert entry.url == "https://example.org/plan/?a=1,2;b#step"
        assert (entry.day, entry.sequence, entry.cancelled) == (day, sequence, cancelled)
        assert len(entry.alarms) == (reminder != "none" and not cancelled)


def test_half_a_character_is_no_text(module: Page) -> None:
    data = module.evaluate(WRITE, ["\ud83d", [["a/b", "x\ud83dy", [], 0, 0, False, 0]], "none"])
    (entry,) = read(data.encode()).values()
    assert entry.title == "x\ufffdy"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["Elective in Boston"], "elective-in-boston.ics"),
        (["A/B: C?", "four weeks"], "a-b-c-four-weeks.ics"),
        (["میرا منصوبہ"], "میرا-منصوبہ.ics"),
        (["🏥"], "plan.ics"),
        (["../../etc"], "etc.ics"),
        (["x" * 200], f"{'x' * 60}.ics"),
    ],
)
def test_file_names_can_be_read(module: Page, words: list[str], name: str) -> None:
    assert module.evaluate("words => calendar.fileName(...words)", words) == name


# A calendar as the standard has it, fed with some of the files of a plan that goes on changing.

REVISE = """steps => {
  const kept = new Map()
  return steps.map(({ today, days, least, most }) => {
    const entries = Object.entries(days)
      .map(([key, day]) => ({ key, day, title: key, lines: [], link: "" }))
    const wanted = least === null ? undefined : entry => least <= entry.day && entry.day <= most
    const file = calendar.revise(entries, kept, { reminder: "none", today, wanted })
    for (const one of file) kept.set(one.key, { ...one, reminder: "none" })
    return file.map(({ key, day, sequence, cancelled }) => ({ key, day, sequence, cancelled }))
  })
}"""


class Stories(list[Any]):
    """Stay short in the report of a failure."""

    def __repr__(self) -> str:
        return f"{len(self)} stories"


@st.composite
def stories_of_plans(draw: st.DrawFn) -> Stories:
    return Stories(draw(st.lists(story, min_size=30, max_size=30)))


story = st.lists(
    st.tuples(
        st.integers(0, 20),
        st.dictionaries(st.sampled_from("abcde"), st.integers(0, 90), max_size=5),
        st.booleans(),
        st.booleans(),
    ),
    min_size=1,
    max_size=8,
)


def put_into(known: dict[str, dict[str, Any]], file: list[dict[str, Any]]) -> None:
    """Do as calendars should: the higher sequence wins, the same one changes nothing."""
    for entry in file:
        last = known.get(entry["key"])
        if last is None or entry["sequence"] > last["sequence"]:
            known[entry["key"]] = entry
        else:
            assert entry == last or entry["sequence"] < last["sequence"]


@settings(max_examples=12, deadline=None, derandomize=True, phases=[Phase.generate])
@given(stories=stories_of_plans())
def test_a_calendar_that_gets_the_last_file_holds_the_plan(module: Page, stories: Stories) -> None:
    """Whichever files before it were opened, and whichever were of a part of the plan only."""
    told = [chapters(story) for story in stories]
    for story, steps, files in zip(
        stories, told, module.evaluate(f"all => all.map({REVISE})", told), strict=True
    ):
        known: dict[str, dict[str, Any]] = {}
        for n, (file, (*_, is_opened)) in enumerate(zip(files, story, strict=True)):
            if is_opened or n == len(files) - 1:
                put_into(known, file)
        shown = {key: one["day"] for key, one in known.items() if not one["cancelled"]}
        last = steps[-1]
        assert {**shown, **last["days"]} == shown, json.dumps(steps)
        left = {key: day for key, day in shown.items() if key not in last["days"]}
        assert all(day < last["today"] for day in left.values()), json.dumps(steps)


def chapters(story: list[tuple[int, dict[str, int], bool, bool]]) -> list[dict[str, Any]]:
    """Let time pass from file to file; the last one is of the whole plan."""
    today, steps = 0, []
    for passed, days, partly, _ in story:
        today += passed
        least, most = (0, today + 28) if partly else (None, None)
        steps.append({"today": today, "days": days, "least": least, "most": most})
    steps[-1].update(least=None, most=None)
    return steps
