"""Plans on the move: nothing is lost, nothing spoilt comes in, an adviser's plan is not touched."""

import base64
import functools
import json
import random
import zlib
from copy import deepcopy
from datetime import timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import segno
import segno.encoder
from playwright.sync_api import Browser, Locator, Page, expect

from macros.backup import backup_schema

from .guide import NOW, SETTING, box, second_tab, started, stored, visit
from .recording import STORAGE
from .survey import PHONE, open_context, too_wide, violations

PAGE = "my-plan/"
PREFIX = "medical-internship-guide/1/"
SCHEMA = jsonschema.Draft202012Validator(backup_schema())
STAMP = 1_790_000_000_000
OLD = (STORAGE / "backup-v1.json").read_text("utf-8")
ATTACK = '<img src=x onerror="window.hacked = 1"><script>window.hacked = 2</script>'


def file(plans: Any, **more: Any) -> dict[str, Any]:
    """Make a file as the guide does."""
    return {
        "product": "medical-internship-guide",
        "version": 1,
        "exported": "2026-11-22T09:00:00.000Z",
        "plans": plans,
        **more,
    }


def done(state: str = "done", updated: int = STAMP) -> dict[str, Any]:
    return {"state": state, "since": "2026-11-01", "updated": updated}


def about(name: str, updated: int = STAMP) -> dict[str, Any]:
    fields = {"name": name, "placement": "summer-research", "home": "pakistan", "host": "usa"}
    return {"about": {**fields, "weeks": "8", "state": "active", "updated": updated}}


GOOD = file(
    {
        "main": {
            "plan": about("Summer"),
            "done": {"a/one": done(), "a/two": done("skipped")},
            "dates": {"a/one": {"planned": "2027-01-01", "hard": "", "kind": "deadline"}},
            "note": {"a/one": {"text": "x", "contact": None, "asked": "2026-11-01"}},
            "start": {"research-summer": {"date": "2027-07-01", "updated": STAMP}},
            "setting": {"reader": {"value": "student", "updated": STAMP}},
            "letter": {"ask/name": {"value": "Ayesha"}},
            "later-kind": {"thing": {"deep": {"list": [1, {"x": True}]}, "updated": 5}},
        }
    },
    device={"current": {"plan": {"id": "main"}}},
)


def changed(*path: Any, to: Any = None, gone: bool = False) -> dict[str, Any]:
    """Give the good file with one place changed."""
    result = deepcopy(GOOD)
    place: Any = result
    for step in path[:-1]:
        place = place[step]
    if gone:
        del place[path[-1]]
    else:
        place[path[-1]] = to
    return result


def nested(depth: int) -> Any:
    return 1 if depth == 0 else {"x": nested(depth - 1)}


def raw(text: str) -> str:
    """Put raw JSON text in the place of one record."""
    marked = json.dumps(changed("plans", "main", "done", "a/one", to="HERE"))
    return marked.replace('"HERE"', text)


ONE = ("plans", "main", "done", "a/one")
# Forms that both the schema and the browser must judge alike; all of these are refused.
MISSHAPEN: dict[str, Any] = {
    "nothing": None,
    "a list": [],
    "a word": "plans",
    "a number": 12,
    "an empty object": {},
    "no product": changed("product", gone=True),
    "another product": changed("product", to="another-guide"),
    "a list as product": changed("product", to=["medical-internship-guide"]),
    "no version": changed("version", gone=True),
    "version as words": changed("version", to="1"),
    "version zero": changed("version", to=0),
    "version a half": changed("version", to=1.5),
    "version true": changed("version", to=True),
    "a future version": changed("version", to=2),
    "a far future version": changed("version", to=99),
    "no time": changed("exported", gone=True),
    "a time as number": changed("exported", to=STAMP),
    "a time with script": changed("exported", to=ATTACK),
    "no plans": changed("plans", gone=True),
    "plans as list": changed("plans", to=[{"main": {}}]),
    "plans as null": changed("plans", to=None),
    "a plan as list": changed("plans", "main", to=[]),
    "a plan as null": changed("plans", "main", to=None),
    "a plan named __proto__": changed("plans", "__proto__", to={}),
    "a plan named device": changed("plans", "device", to={}),
    "a plan named with script": changed("plans", ATTACK, to={}),
    "a plan named with a slash": changed("plans", "../x", to={}),
    "a plan with a line break": changed("plans", "main\n", to={}),
    "a long name of a plan": changed("plans", "p" * 41, to={}),
    "too many plans": file({f"p-{n}": {} for n in range(101)}),
    "a kind named __proto__": changed("plans", "main", "__proto__", to={}),
    "a kind with a slash": changed("plans", "main", "done/a", to={}),
    "a kind with capitals": changed("plans", "main", "Done", to={}),
    "steps of undoing": changed("plans", "main", "undo", to={"x": {"steps": []}}),
    "the device's own notes": changed("device", to={"backup": {"reminder": {}}}),
    "a kind as list": changed("plans", "main", "done", to=[]),
    "a kind as words": changed("plans", "main", "done", to="all"),
    "too many kinds": file({"main": {f"k{n}": {} for n in range(101)}}),
    "a record named __proto__": changed("plans", "main", "done", "__proto__", to=done()),
    "a record without a name": changed("plans", "main", "done", "", to=done()),
    "a record with a control character": changed("plans", "main", "done", "a\u0007", to=done()),
    "a record with half a character": changed("plans", "main", "done", "a\ud800", to=done()),
    "a long name of a record": changed("plans", "main", "done", "n" * 201, to=done()),
    "too many records": changed("plans", "main", "done", to={f"a/{n}": {} for n in range(5_001)}),
    "a record as null": changed(*ONE, to=None),
    "a record as list": changed(*ONE, to=[1]),
    "a record as true": changed(*ONE, to=True),
    "a field named __proto__": changed(*ONE, to={"__proto__": {"state": "done"}}),
    "a state as number": changed(*ONE, "state", to=5),
    "a state as list": changed(*ONE, "state", to=["done"]),
    "a state as object": changed(*ONE, "state", to={"x": 1}),
    "a long state": changed(*ONE, "state", to="x" * 2_001),
    "a date as number": changed(*ONE, "since", to=20260101),
    "a date in words": changed(*ONE, "since", to="tomorrow"),
    "a date with a line break": changed(*ONE, "since", to="2026-01-01\n"),
    "a date in Arabic digits": changed(*ONE, "since", to="٢٠٢٦-٠١-٠١"),
    "a time of change in words": changed(*ONE, "updated", to="now"),
    "a time of change below zero": changed(*ONE, "updated", to=-1),
    "a time of change without end": changed(*ONE, "updated", to=1e300),
    "waiting as words": changed("plans", "main", "dates", "a/one", "waiting", to="yes"),
    "a note as list": changed("plans", "main", "note", "a/one", "text", to=["x"]),
    "a huge note": changed("plans", "main", "note", "a/one", "text", to="x" * 100_001),
    "a huge letter": changed("plans", "main", "letter", "ask/name", "value", to="x" * 100_001),
    "too deep": changed(*ONE, "deep", to=nested(4)),
    "very deep": changed("plans", "main", "letter", "ask/name", "value", to=nested(500)),
    "too many fields": changed(*ONE, to={f"f{n}": 1 for n in range(101)}),
    "too long a list": changed(*ONE, "list", to=[0] * 1_001),
    "a device as list": changed("device", to=[]),
    "a name of a plan as object": changed("plans", "main", "plan", "about", "name", to={}),
}
# These both must take.
WELL_FORMED: dict[str, Any] = {
    "the good file": GOOD,
    "no plan": file({}),
    "no device": changed("device", gone=True),
    "a device as null": changed("device", to=None),
    "an unknown kind": changed("plans", "main", "constructor", to={"toString": {"value": 1}}),
    "names of methods": changed("plans", "main", "done", "constructor", to={"toString": "x"}),
    "an unknown field": changed("more", to={"a": [1, 2]}),
    "a field of null": changed(*ONE, "since", to=None),
    "an unknown state": changed(*ONE, "state", to="half-done"),
    "script as words": changed("plans", "main", "note", "a/one", "text", to=ATTACK),
    "as deep as allowed": changed(*ONE, "deep", to=nested(3)),
    "a long note": changed("plans", "main", "note", "a/one", "text", to="😀" * 100_000),
    "a record without a time": changed(*ONE, "updated", gone=True),
    "the oldest export": json.loads(OLD),
}
# What no schema can say.
UNREADABLE: dict[str, str] = {
    "not JSON": "hello",
    "script": f"<html>{ATTACK}</html>",
    "JavaScript": "({ plans: window.hacked = 3 })",
    "cut off": json.dumps(GOOD)[:-40],
    "cut off at a bracket": json.dumps(GOOD)[:-1],
    "two files": json.dumps(GOOD) * 2,
    "nothing but brackets": "[" * 200_000,
    "objects without end": '{"x":' * 200_000,
    "larger than 2 MB": json.dumps(file({"main": {}}, more=["x" * 90_000] * 23)),
    "a prototype of the file": '{"__proto__": ' + json.dumps(GOOD) + "}",
    "a prototype of a record": raw('{"__proto__": {"state": "done"}, "state": "done"}'),
    "a prototype in a field": raw('{"state": "done", "x": {"__proto__": {"hacked": 1}}}'),
    "a number that is none": raw('{"updated": NaN}'),
    "a number without end": raw('{"updated": 1e999}'),
}

_JUDGE = """async texts => {
  const { Refused, readBackup } = await import("/components/plan/format.mjs")
  return texts.map(text => {
    try {
      readBackup(text)
      return ""
    } catch (error) {
      return error instanceof Refused ? error.message : `fails: ${error}`
    }
  })
}"""


def judged(page: Page, texts: list[str]) -> list[str]:
    """Let the browser judge texts: a sentence for each that it refuses, else nothing."""
    return page.evaluate(_JUDGE, texts)


def test_schema_and_browser_agree(tab: Page) -> None:
    tab.goto(PAGE)
    cases = {**MISSHAPEN, **WELL_FORMED}
    assert len(cases) > 60
    verdicts = judged(tab, [json.dumps(case) for case in cases.values()])
    for (name, case), verdict in zip(cases.items(), verdicts, strict=True):
        assert SCHEMA.is_valid(case) == (verdict == "") == (name in WELL_FORMED), (name, verdict)
        assert verdict == "" or verdict.endswith("Nothing was changed."), (name, verdict)


def test_schema_and_browser_agree_on_any_change(tab: Page) -> None:
    """Change places of the good file at random; the same seed gives the same cases."""
    chance = random.Random(5)
    junk = [None, True, -1, 0, 7.5, 1e20, "", "x", "2027-01-01", "2027-1-1", ATTACK, "x" * 3_000]
    junk += ["__proto__", [], [[]], {}, {"a": 1}, {"__proto__": 1}, nested(3), nested(5)]
    cases = []
    for _ in range(400):
        case = deepcopy(GOOD)
        for _ in range(chance.choice([1, 1, 2])):
            place: Any = case
            for _ in range(chance.randint(0, 5)):
                inner = [one for one in place.values() if isinstance(one, dict) and one]
                if not inner:
                    break
                place = chance.choice(inner)
            names = [*place, "more", "__proto__", "constructor", "done", "undo", "\x01"]
            name = chance.choice(names)
            place[name] = chance.choice(junk)
        cases.append(case)
    tab.goto(PAGE)
    verdicts = judged(tab, [json.dumps(case) for case in cases])
    sides = [SCHEMA.is_valid(case) for case in cases]
    for case, valid, verdict in zip(cases, sides, verdicts, strict=True):
        assert valid == (verdict == ""), (verdict, case)
    assert 50 < sum(sides) < 350


def test_browser_knows_the_fields_of_the_schema(tab: Page) -> None:
    tab.goto(PAGE)
    fields = tab.evaluate(
        """async () => {
          const { FIELDS } = await import("/components/plan/format.mjs")
          return Object.fromEntries([...FIELDS].map(([kind, of]) => [kind, [...of.keys()].sort()]))
        }"""
    )
    schema: Any = backup_schema()
    kinds = schema["$defs"]["Plan"]["properties"]
    models = {kind: one["additionalProperties"]["$ref"] for kind, one in kinds.items()}
    known = {kind: schema["$defs"][ref[8:]]["properties"] for kind, ref in models.items()}
    assert fields == {kind: sorted({*of} - {"updated"}) for kind, of in known.items()}


def test_schema_is_published(site: Path) -> None:
    assert json.loads((site / "data" / "backup.schema.json").read_text("utf-8")) == backup_schema()


# The page.


def put(page: Page, plans: dict[str, Any]) -> None:
    """Put plans into the browser's storage, as the guide keeps them."""
    records = {
        f"{PREFIX}{plan}/{kind}/{id}": json.dumps(record)
        for plan, kinds in plans.items()
        for kind, of in kinds.items()
        for id, record in of.items()
    }
    page.evaluate("records => Object.assign(localStorage, records)", records)


def kept(page: Page) -> dict[str, Any]:
    """Give the reader's records by key, without what a device knows for itself."""
    own = ("/undo/", "device/")
    return {
        key.removeprefix(PREFIX): json.loads(text)
        for key, text in stored(page).items()
        if key.startswith(PREFIX) and not any(one in key for one in own)
    }


def tool(page: Page, name: str = "backup") -> Locator:
    """Open one of the plan's tools."""
    root = page.locator(f"#plan-{name}")
    if root.get_attribute("open") is None:
        root.locator("> summary").click()
    expect(root.get_by_role("button").first).to_be_visible()
    return root


def paste(page: Page, text: str) -> Locator:
    """Paste text into the tool; gives the tool."""
    root = tool(page)
    root.locator("textarea").evaluate("(field, text) => { field.value = text }", text)
    root.get_by_role("button", name="See what would change").click()
    return root


def bring(page: Page, content: Any, how: str | None = None) -> Locator:
    """Bring a file in; gives the tool."""
    root = paste(page, content if isinstance(content, str) else json.dumps(content))
    if how:
        root.get_by_role("radio", name=how).check()
    root.get_by_role("button", name="Bring it in").click()
    expect(root.get_by_text("Brought in: ")).to_be_visible()
    return root


def status(root: Locator) -> Locator:
    return root.locator(".guide-plan__said [role=status]")


def harmless(page: Page) -> None:
    """See that nothing of a file ever ran or became part of the page."""
    assert page.evaluate("[window.hacked, ({}).hacked, ({}).state]") == [None, None, None]
    expect(page.locator("img[src=x]")).to_have_count(0)


def on_dialog(page: Page) -> list[str]:
    found: list[str] = []
    page.on("dialog", lambda dialog: (found.append(dialog.message), dialog.dismiss()))
    return found


def test_spoilt_imports_are_refused(tab: Page) -> None:
    put(tab, {"main": {"done": {"a/one": done("open")}}})
    page = visit(tab, PAGE)
    dialogs = on_dialog(page)
    texts = UNREADABLE | {name: json.dumps(case) for name, case in MISSHAPEN.items()}
    assert len(texts) > 70
    root = tool(page)
    before = stored(page)
    # One by one in the page itself: a call for each of them would take long.
    said = page.evaluate(
        """async texts => {
          const root = document.querySelector("#plan-backup")
          const status = root.querySelector(".guide-plan__said [role=status]")
          const check = root.querySelector(".guide-plan__in button")
          return texts.map(text => {
            status.textContent = ""
            root.querySelector("textarea").value = text
            check.click()
            return [status.textContent, root.querySelector(".guide-plan__preview").hidden]
          })
        }""",
        list(texts.values()),
    )
    for name, (sentence, hidden) in zip(texts, said, strict=True):
        assert sentence.endswith("Nothing was changed."), (name, sentence)
        assert hidden, name
        assert len(sentence) < 300, (name, sentence)
    assert stored(page) == before
    harmless(page)
    assert not dialogs
    # The same with a file.
    root.get_by_label("A file of this guide").set_input_files(
        {"name": "x.json", "mimeType": "application/json", "buffer": b"\xff\xfe{"}
    )
    expect(status(root)).to_contain_text("not a file of the Medical Internship Guide")
    assert stored(page) == before


def arrive(page: Page, address: str) -> Page:
    """Open a link as if from elsewhere: on the page itself only its last part would change."""
    page.goto("about:blank")
    page.goto(address)
    return started(page)


def packed(content: bytes) -> str:
    """Pack content as a link does."""
    deflate = zlib.compressobj(wbits=-15)
    whole = deflate.compress(content) + deflate.flush()
    return base64.urlsafe_b64encode(whole).decode().rstrip("=")


def packed_file(content: Any) -> str:
    return packed(json.dumps(content).encode())


@functools.cache
def spoilt_links() -> dict[str, str]:
    good = packed_file(GOOD)
    shapes = ("a list", "another product", "a future version", "a plan named __proto__",
              "a field named __proto__", "a state as object", "too deep")  # fmt: skip
    return {
        "not base64": "%%%",
        "script": ATTACK,
        "an address": "javascript:window.hacked=4",
        "one letter": "A",
        "letters of no archive": "AAAA",
        "cut off": good[:-10],
        "cut in the middle": good[: len(good) // 2],
        "changed on the way": good[:40] + "AAAA" + good[44:],
        "more at the end": good + good,
        "another alphabet": base64.b64encode(bytes(range(256))).decode(),
        "a bomb": packed(b" " * 20_000_000),
        "a bomb of JSON": packed(b"[" * 10_000_000),
        "longer than any": "A" * 30_001,
        "empty inside": packed(b""),
        "not text": packed(bytes(range(128, 256)) * 4),
        "not JSON": packed(b"hello"),
        **{name: packed_file(MISSHAPEN[name]) for name in shapes},
    }


def test_spoilt_links_are_refused(tab: Page) -> None:
    put(tab, {"main": {"done": {"a/one": done("open")}}})
    page = visit(tab, PAGE)
    dialogs = on_dialog(page)
    before = stored(page)
    tool(page)
    said = page.evaluate(
        """async codes => {
          const root = document.querySelector("#plan-backup")
          const status = root.querySelector(".guide-plan__said [role=status]")
          const said = []
          for (const code of codes) {
            status.textContent = ""
            root.querySelector("textarea").value = `https://example.org/my-plan/#plan=${code}`
            root.querySelector(".guide-plan__in button").click()
            const start = performance.now()
            while (!status.textContent && performance.now() - start < 5000)
              await new Promise(done => setTimeout(done, 5))
            said.push([status.textContent, root.querySelector(".guide-plan__preview").hidden])
          }
          return said
        }""",
        list(spoilt_links().values()),
    )
    for name, (sentence, hidden) in zip(spoilt_links(), said, strict=True):
        assert sentence.endswith("Nothing was changed."), (name, sentence)
        assert hidden, name
        # Unpacking stops as soon as there is too much.
        assert ("a bomb" in name) == sentence.startswith("What this link holds is larger than 2 MB")
    for mode in ("plan", "look"):
        for code in (spoilt_links()["a bomb"], packed_file(MISSHAPEN["too deep"])):
            arrive(page, f"{PAGE}#{mode}={code}")
            expect(page.get_by_text("Nothing was changed.")).to_be_visible()
    assert stored(page) == before
    harmless(page)
    assert not dialogs


def test_script_in_every_text_stays_text(tab: Page) -> None:
    """Text that looks like script is allowed, as any text is, and shown as text everywhere."""
    page = visit(tab, PAGE)
    dialogs = on_dialog(page)
    steps = page.evaluate(
        """() => {
          const { content } = document.querySelector(".guide-plan template")
          const steps = content.querySelectorAll("[data-timeline=research-summer] > li")
          return [...steps].map(one => one.dataset.entry)
        }"""
    )
    link = "javascript:window.hacked=5"
    texts = dict.fromkeys(("text", "contact", "reference"), ATTACK)
    record = dict.fromkeys(("name", "next", "contact", "note", "window", "status", "value"), ATTACK)
    plan = {
        "plan": {"about": {**about(ATTACK)["about"], "weeks": ATTACK}},
        "start": {"research-summer": {"date": "2027-07-01"}},
        "done": {steps[0]: {"state": ATTACK}, ATTACK: done()},
        "note": dict.fromkeys(steps, texts),
        "application": {ATTACK: {**record, "link": link, "deadline": "2027-02-01"}, "b": record},
        "application-document": {f"{ATTACK}/x": {"name": ATTACK}, "b/y": {"name": ATTACK}},
        "letter": {ATTACK: {"value": ATTACK}, "x": {"value": link}},
        "worksheet": {"goals/1/x": {"value": ATTACK}},
        "budget": {"x": {"value": ATTACK, "currency": ATTACK}},
        "setting": {"reader": {"value": "student"}},
        "calendar": {ATTACK: {"sequence": ATTACK}},
    }
    bring(page, file({"p-attack": plan}))
    expect(page.locator(".guide-plan__picker option:checked")).to_have_text(ATTACK)
    page.evaluate(
        """() => {
          for (const one of document.querySelectorAll(".guide-plan details")) one.open = true
        }"""
    )
    page.wait_for_timeout(300)
    expect(page.locator(".guide-plan__kept").filter(has_text="<img src=x").first).to_be_visible()
    harmless(page)
    arrive(page, f"{PAGE}#look={packed_file(file({'p-attack': plan}))}")
    expect(page.locator(".guide-look h2").first).to_have_text(ATTACK)
    expect(page.locator(".guide-look__more").filter(has_text="<img src=x").first).to_be_visible()
    assert not page.locator('a[href^="javascript:"]').count()
    harmless(page)
    assert not dialogs


FULL = {
    "main": GOOD["plans"]["main"],
    "p-second": {
        "plan": about("Second"),
        "done": {f"b/{n}": done("done", STAMP + n) for n in range(60)},
        "worksheet": {"goals/1": {"date": "2026-11-01"}, "goals/1/why/2/3": {"value": "Zoë 😀"}},
        "calendar": {"b/1": {"sequence": 3, "day": "2027-01-01", "updated": STAMP}},
    },
}


def download(page: Page, which: str) -> str:
    root = tool(page)
    root.get_by_label("Copy ").select_option(which)
    with page.expect_download() as info:
        root.get_by_role("button", name="Download the file").click()
    assert info.value.suggested_filename == "medical-internship-guide-2026-11-22.json"
    return Path(info.value.path()).read_text("utf-8")


def test_round_trip_of_a_full_store(tab: Page) -> None:
    put(tab, FULL)
    late = {"state": "done", "updated": 9e15}
    put(
        tab,
        {"main": {"undo": {"a": {"steps": []}}, "done": {"spoilt": {"state": 5}, "late": late}}},
    )
    put(tab, {"device": {"current": {"plan": {"id": "p-second"}}}})
    page = visit(tab, PAGE)
    before = kept(page)
    text = download(page, "All plans")
    expect(tool(page).get_by_text("1 could not be read and was left out.")).to_be_visible()
    content = json.loads(text)
    SCHEMA.validate(content)
    assert text == json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    assert "undo" not in content["plans"]["main"]
    del before["main/done/spoilt"]
    before["main/done/late"] = {"state": "done"}  # a time without sense is left out
    page.evaluate("localStorage.clear()")
    page.reload()
    started(page)
    bring(page, text)
    assert kept(page) == before
    expect(page.locator(".guide-plan__picker option:checked")).to_have_text("Second")
    # Once more changes nothing, and says so.
    preview = paste(page, text).locator(".guide-plan__preview")
    expect(preview).to_contain_text("Nothing would change.")
    one = json.loads(download(page, "This plan"))
    assert list(one["plans"]) == ["p-second"]
    assert "device" not in one


HERE = {
    "plan": about("Mine"),
    "done": {"a/one": done("open", STAMP + 9), "a/two": done("open", STAMP - 9)},
    "note": {"a/two": {"text": "only here", "updated": STAMP}},
}
THERE = {
    "plan": about("Mine"),
    "done": {
        "a/one": {**done("done"), "later": "theirs"},
        "a/two": done("done"),
        "a/three": done("skipped"),
    },
}
STATES = {"a/one": "open", "a/two": "done", "a/three": "skipped"}


def states(page: Page, plan: str = "main") -> dict[str, str]:
    lead = f"{plan}/done/"
    return {k.removeprefix(lead): r["state"] for k, r in kept(page).items() if k.startswith(lead)}


def test_merge_lets_the_newer_entry_win(tab: Page) -> None:
    put(tab, {"main": HERE})
    page = visit(tab, PAGE)
    root = paste(page, json.dumps(file({"main": THERE})))
    expect(root.locator(".guide-plan__preview li")).to_have_text(
        "Mine: 1 new; 1 newer in the file; 1 newer here, kept; 1 the same."
    )
    root.get_by_role("button", name="Bring it in").click()
    assert states(page) == STATES
    records = kept(page)
    assert records["main/note/a/two"]["text"] == "only here"
    # What only the older record knew stands beside what the newer one says.
    assert records["main/done/a/one"] == {**HERE["done"]["a/one"], "later": "theirs"}
    # The other way round gives the same.
    merged = kept(page)
    page.evaluate("localStorage.clear()")
    put(page, {"main": THERE})
    page.reload()
    started(page)
    bring(page, file({"main": HERE}))
    assert kept(page) == merged


def test_calendar_numbers_survive_a_move_and_never_fall(tab: Page) -> None:
    here = {"a/1": {"date": "2027-01-01", "sequence": 3, "updated": STAMP}}
    there = {"a/1": {"date": "2027-02-01", "sequence": 1, "updated": STAMP + 5}}
    new = {"token": {"value": "abcdef", "updated": 1}, "a/2": {"date": "2027-03-01", "sequence": 7}}
    put(tab, {"main": {"calendar": here}})
    page = visit(tab, PAGE)
    bring(page, file({"main": {"calendar": {**there, **new}}}))
    assert kept(page) == {
        "main/calendar/a/1": {"date": "2027-02-01", "sequence": 3, "updated": STAMP + 5},
        "main/calendar/a/2": new["a/2"],
        "main/calendar/token": new["token"],
    }
    # A plan of its own has events of its own.
    bring(page, file({"main": {"calendar": there, **THERE}}), "Keep both")
    assert [key for key in kept(page) if "/calendar/" in key and not key.startswith("main/")] == []


def test_replace_makes_the_plan_as_in_the_file(tab: Page) -> None:
    put(tab, {"main": {**HERE, "undo": {"a": {"steps": []}}}, "p-other": HERE})
    page = visit(tab, PAGE)
    before = kept(page)
    root = paste(page, json.dumps(file({"main": THERE})))
    root.get_by_role("radio", name="Replace the plan here").check()
    expect(root.locator(".guide-plan__preview li")).to_have_text(
        "Mine: 1 new; 1 newer in the file; 1 newer here, lost all the same; 1 the same; "
        "1 only here, lost."
    )
    root.get_by_role("button", name="Bring it in").click()
    now = kept(page)
    for kind, of in THERE.items():
        for id, record in of.items():
            assert now.pop(f"main/{kind}/{id}") == record
    assert now == {key: one for key, one in before.items() if key.startswith("p-other/")}
    assert f"{PREFIX}main/undo/a" not in stored(page)
    root.get_by_role("button", name="Undo the last import").click()
    expect(status(root)).to_have_text("Undone.")
    assert kept(page) == before
    assert f"{PREFIX}main/undo/a" in stored(page)


def test_keep_both(tab: Page) -> None:
    put(tab, {"main": HERE})
    page = visit(tab, PAGE)
    bring(page, file({"main": THERE}), "Keep both")
    assert states(page) == {id: one["state"] for id, one in HERE["done"].items()}
    (other,) = {key.split("/")[0] for key in kept(page)} - {"main"}
    assert states(page, other) == {id: one["state"] for id, one in THERE["done"].items()}
    assert page.locator(".guide-plan__picker option").count() == 2


def test_undo_after_a_reload_keeps_what_was_changed_since(tab: Page) -> None:
    put(tab, {"main": HERE})
    page = visit(tab, PAGE)
    before = kept(page)
    bring(page, file({"main": THERE, "p-new": THERE}))
    put(page, {"main": {"done": {"a/three": done("open", STAMP + 99)}}})
    page.reload()
    started(page)
    root = tool(page)
    root.get_by_role("button", name="Undo the last import").click()
    expect(status(root)).to_have_text(
        "Undone. 1 entry that you changed since stays as you left it."
    )
    assert kept(page) == {**before, "main/done/a/three": done("open", STAMP + 99)}
    expect(root.get_by_role("button", name="Undo the last import")).to_be_hidden()


def fill_storage(page: Page, room: int) -> None:
    """Leave room for no more than some characters in the browser's storage."""
    page.evaluate(
        """room => {
          const key = `another-project-${room}`
          localStorage.setItem(key, "x".repeat(room))
          for (let size = 1 << 23; size >= 32; size >>= 1) {
            try {
              localStorage.setItem(`${key}-${size}`, "x".repeat(size))
            } catch {}
          }
          localStorage.removeItem(key)
        }""",
        room,
    )


def own_records(page: Page) -> dict[str, Any]:
    """Give the guide's records alone: the rest is megabytes here."""
    texts = page.evaluate(
        """prefix => Object.fromEntries(
          Object.keys(localStorage).filter(key => key.startsWith(prefix))
            .map(key => [key, localStorage.getItem(key)]))""",
        PREFIX,
    )
    return {key.removeprefix(PREFIX): json.loads(text) for key, text in texts.items()}


def test_full_storage_leaves_the_old_state_whole(tab: Page) -> None:
    put(tab, {"main": HERE})
    page = visit(tab, PAGE)
    fill_storage(page, 2_000)
    before = own_records(page)
    many = {f"a/{n}": done() for n in range(100)}
    root = paste(page, json.dumps(file({"main": {**THERE, "done": {**THERE["done"], **many}}})))
    root.get_by_role("button", name="Bring it in").click()
    expect(status(root)).to_contain_text("There is no room for it in this browser’s storage")
    assert own_records(page) == before
    # What fits comes in, and can be undone, though the way back has no room beside it.
    fill_storage(page, 250)
    bring(page, file({"main": THERE}))
    after = own_records(page)
    assert after["main/done/a/two"]["state"] == "done"
    assert "device/undo/import" not in after
    expect(page.get_by_role("alert")).to_have_count(1)  # of the first attempt alone
    root.get_by_role("button", name="Undo the last import").click()
    assert own_records(page) == before


def test_old_export_still_comes_in(tab: Page) -> None:
    """The file is never changed: what readers saved years ago must come in for ever."""
    page = visit(tab, PAGE)
    bring(page, OLD)
    expected = {
        f"{plan}/{kind}/{id}": record
        for plan, kinds in json.loads(OLD)["plans"].items()
        for kind, of in kinds.items()
        for id, record in of.items()
    }
    assert kept(page) == expected
    visit(page)
    expect(box(page, "example-plain/badge")).to_be_checked()


def test_earlier_versions_are_brought_forward(tab: Page) -> None:
    tab.goto(PAGE)
    read = tab.evaluate(
        """async text => {
          const { readBackup } = await import("/components/plan/format.mjs")
          const steps = { 1: (kind, record) => ({ ...record, step: `${kind} 2` }) }
          return readBackup(text, steps, 2).records.map(one => one.record.step)
        }""",
        json.dumps(GOOD),
    )
    assert read
    assert all(step.endswith(" 2") for step in read)


def test_a_year_of_renamed_and_retired_items_keeps_every_tick(tab: Page) -> None:
    page = visit(tab, PAGE)
    old = {
        "example-renamed/old-name": done(),
        "example-elsewhere/moved-away": done("skipped"),
        "example-renamed/retired-long-ago": done(),
    }
    bring(page, file({"main": {"done": old}}))
    visit(page)
    expect(box(page, "example-renamed/new-name")).to_be_checked()
    box(page, "example-renamed/new-name").uncheck()
    # The export of a year ago is older than what was done since.
    visit(page, PAGE)
    bring_again = paste(page, json.dumps(file({"main": {"done": old}})))
    expect(bring_again.locator(".guide-plan__preview")).to_contain_text("Nothing would change.")
    visit(page)
    expect(box(page, "example-renamed/new-name")).not_to_be_checked()
    assert set(old) <= set(states(page))
    content = json.loads(download(visit(page, PAGE), "This plan"))
    assert set(old) <= set(content["plans"]["main"]["done"])


def test_two_tabs(tab: Page) -> None:
    put(tab, {"main": HERE})
    page = visit(tab, PAGE)
    other = second_tab(page.context, PAGE)
    root = paste(page, json.dumps(file({"main": THERE})))
    expect(root.locator(".guide-plan__preview li")).to_contain_text("1 newer here")
    # The other tab goes on while the preview stands: it is weighed anew, and nothing is lost.
    other.evaluate(
        """async () => {
          const { store } = await import("/components/core/store.mjs")
          store.put("done", "a/two", { state: "skipped" })
        }"""
    )
    expect(root.locator(".guide-plan__preview li")).to_contain_text("2 newer here")
    root.get_by_role("button", name="Bring it in").click()
    assert states(page) == {**STATES, "a/two": "skipped"}
    undo = tool(other).get_by_role("button", name="Undo the last import")
    expect(undo).to_be_visible()
    undo.click()
    expect(root.get_by_role("button", name="Undo the last import")).to_be_hidden()
    assert "a/three" not in states(page)
    other.close()


# Links.


def make_link(page: Page, name: str = "backup") -> str:
    root = tool(page, name)
    root.get_by_role("button", name="Make the link").click()
    field = root.get_by_label("The link")
    expect(field).to_be_visible()
    return field.input_value()


def own_plan(page: Page, notes: int = 0) -> None:
    """Put a plan with a start and notes into the browser."""
    chance = random.Random(1)
    words = {f"s/{n}": {"text": f"{chance.getrandbits(400):x}"} for n in range(notes)}
    plan = {
        "plan": about("Summer in Karachi"),
        "start": {"research-summer": {"date": "2027-07-01", "updated": STAMP}},
        "setting": {"reader": {"value": "international-student", "updated": STAMP}},
        "done": {"research-summer/prepare-cv": done(), "cv/contact-details": done()},
        "note": {"research-summer/prepare-cv": {"contact": "Dr Khan", "text": "secret"}, **words},
        "letter": {"ask/name": {"value": "Ayesha"}},
        "worksheet": {"goals/1/why": {"value": "private"}},
    }
    put(page, {"main": plan})


def test_link_brings_a_plan_to_another_browser(tab: Page, browser: Browser, address: str) -> None:
    own_plan(tab)
    page = visit(tab, PAGE)
    link = make_link(page)
    assert link.startswith(f"{address}my-plan/#plan=")
    expect(tool(page)).to_contain_text(f"The link has {len(link)} characters.")
    context = browser.new_context(base_url=address, **SETTING)
    other = context.new_page()
    asked: list[str] = []
    other.on("request", lambda request: asked.append(request.url))
    other.goto(link)
    preview = other.locator(".guide-plan__preview:visible")
    expect(preview).to_contain_text("Summer in Karachi: a plan that is not here yet, 8 entries.")
    assert not kept(other)
    # The browser of the tests shows the fragment in its own list of requests, but never sends it.
    assert not [url for url in asked if link.split("=")[1] in url.split("#")[0]]
    preview.get_by_role("button", name="Only look at it").click()
    expect(other.locator(".guide-look h2").first).to_have_text("Summer in Karachi")
    assert not kept(other)
    other.go_back()
    other.get_by_role("button", name="Leave it").click()
    assert other.url == f"{address}my-plan/"
    assert not kept(other)
    arrive(other, link)
    other.locator(".guide-plan__preview").get_by_role("button", name="Bring it in").click()
    expect(other.locator(".guide-plan__picker option:checked")).to_have_text("Summer in Karachi")
    assert kept(other) == kept(page)
    assert other.url == f"{address}my-plan/"
    context.close()


def test_adviser_looks_and_nothing_of_theirs_is_touched(
    tab: Page, browser: Browser, address: str
) -> None:
    own_plan(tab)
    page = visit(tab, PAGE)
    link = make_link(page, "share")
    tool(page, "share").get_by_label("My notes, contacts").check()
    expect(tool(page, "share").get_by_label("The link")).to_be_hidden()
    with_notes = make_link(page, "share")
    context = browser.new_context(base_url=address, **SETTING)
    other = visit(context.new_page(), PAGE)
    theirs = {"research-summer/prepare-cv": done("open")}
    put(other, {"main": {"plan": about("The adviser’s own"), "done": theirs}})
    other.reload()
    before = stored(started(other))
    for address_of in (link, with_notes):
        arrive(other, address_of)
        view = other.locator(".guide-look")
        expect(view).to_contain_text("A shared plan, to read only.")
        expect(view).to_contain_text("1 July 2027")
        expect(view).to_contain_text("International medical student")
        expect(view.locator("[data-state=done]")).to_have_count(1)
        expect(view).to_contain_text("Done on 1 November 2026")
        expect(view).to_contain_text("1 of ")
        expect(view.locator("input, textarea, select")).to_have_count(0)
        assert ("secret" in view.inner_text()) == (address_of == with_notes)
        assert "Ayesha" not in view.inner_text()
        assert "private" not in view.inner_text()
        shown = view.inner_text()
        other.reload()
        expect(view).to_contain_text("A shared plan, to read only.")
        assert view.inner_text() == shown
        assert stored(other) == before
    # The link to the text leads there, and keeps the shared plan in the address.
    other.locator(".md-skip").focus()
    other.keyboard.press("Enter")
    expect(other.get_by_role("heading", name="My plan", level=1)).to_be_focused()
    assert other.url == with_notes
    expect(other.locator(".guide-look")).to_be_visible()
    other.emulate_media(media="print")
    expect(other.get_by_role("button", name="Print this plan")).to_be_hidden()
    expect(other.locator(".guide-look h2").first).to_be_visible()
    other.emulate_media(media="null")
    other.get_by_role("button", name="Go to my own plan").click()
    expect(other.locator(".guide-plan__picker option:checked")).to_have_text("The adviser’s own")
    assert stored(other) == before
    context.close()


def test_long_links_are_told_and_too_long_ones_refused(tab: Page) -> None:
    own_plan(tab, notes=40)
    page = visit(tab, PAGE)
    link = make_link(page)
    assert 2_953 < len(link) < 30_000
    expect(tool(page)).to_contain_text("Some programs cut links off after 2,000")
    tool(page).get_by_role("button", name="Show as a QR code").click()
    expect(tool(page)).to_contain_text("A QR code holds 2,953 characters, and this link has")
    expect(page.locator(".guide-plan__code svg")).to_have_count(0)
    own_plan(page, notes=600)
    page.reload()
    started(page)
    tool(page).get_by_role("button", name="Make the link").click()
    expect(tool(page)).to_contain_text("more than the 30,000 that still travel. Use the file")
    expect(tool(page).get_by_label("The link")).to_be_hidden()


_MODULES = """svg => {
  const { width } = svg.viewBox.baseVal
  const size = width - 8
  const canvas = Object.assign(document.createElement("canvas"), { width: size, height: size })
  const pen = canvas.getContext("2d")
  pen.fillStyle = "white"
  pen.fillRect(0, 0, size, size)
  pen.fillStyle = "black"
  pen.fill(new Path2D(svg.querySelector("path").getAttribute("d")))
  const { data } = pen.getImageData(0, 0, size, size)
  const row = y => Array.from({ length: size }, (_, x) => (data[4 * (y * size + x)] < 128 ? 1 : 0))
  return Array.from({ length: size }, (_, y) => row(y))
}"""


def code_of(text: str, size: int, error: str, mask: int) -> list[list[int]] | None:
    """Let segno make a code of a size; nothing when the text does not fit."""
    options: Any = {"version": (size - 17) // 4, "mode": "byte", "boost_error": False}
    try:
        code = segno.make(text, error=error, mask=mask, micro=False, **options)
    except segno.DataOverflowError:
        return None
    return [list(row) for row in code.matrix]


def test_code_is_what_another_encoder_makes(tab: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    """Compare every module with segno's; the level of correction and the mask are free."""
    pad = segno.encoder.write_padding_bits
    # segno fills a whole byte where the text ends at a byte; ISO/IEC 18004, 7.4.10, asks for none.
    monkeypatch.setattr(
        segno.encoder, "write_padding_bits", lambda bits, v, n: pad(bits, v, n) if n % 8 else None
    )
    own_plan(tab)
    page = visit(tab, PAGE)
    link = make_link(page)
    tool(page).get_by_role("button", name="Show as a QR code").click()
    code = page.get_by_role("img", name="QR code of the link")
    expect(code).to_be_visible()
    modules = code.evaluate(_MODULES)
    assert modules in [code_of(link, len(modules), e, mask) for e in "lmqh" for mask in range(8)]


def test_browser_without_compression_says_so(tab: Page) -> None:
    own_plan(tab)
    page = visit(tab, PAGE)
    link = make_link(page)
    page.reload()
    started(page)
    page.evaluate("() => { delete window.CompressionStream }")
    tool(page).get_by_role("button", name="Make the link").click()
    expect(tool(page)).to_contain_text("This browser cannot make such a link. Use the file")
    paste(page, link)
    expect(status(tool(page))).to_contain_text("This browser cannot read such a link.")


# The reminder.


def reminder(page: Page) -> Locator:
    return page.locator(".guide-plan__reminder")


NOW_MS = int(NOW.timestamp() * 1000)
DAY = 86_400_000


def with_changes(page: Page, number: int, days: int) -> Page:
    records = {f"a/{n}": done("done", NOW_MS - days * DAY) for n in range(number)}
    page.evaluate("localStorage.clear()")
    put(page, {"main": {"done": records}})
    return visit(page, PAGE)


def test_reminder_is_quiet(tab: Page) -> None:
    tab.goto("about/")
    for number, days in ((0, 0), (24, 29)):
        expect(reminder(with_changes(tab, number, days))).to_be_hidden()
    for number, days in ((25, 0), (1, 30)):
        expect(reminder(with_changes(tab, number, days))).to_contain_text("This plan has no backup")
    # It never comes up while the reader is at work.
    page = with_changes(tab, 24, 0)
    page.evaluate(
        """async () => {
          const { store } = await import("/components/core/store.mjs")
          store.put("done", "a/more", { state: "done" })
        }"""
    )
    page.wait_for_timeout(50)
    expect(reminder(page)).to_be_hidden()
    page.reload()
    started(page)
    expect(reminder(page)).to_be_visible()
    with page.expect_navigation():
        reminder(page).get_by_role("link", name="How data can get lost").click()
    expect(page.get_by_role("heading", name="How your data can get lost")).to_be_in_viewport()
    page.go_back()
    started(page)
    reminder(page).get_by_role("button", name="Not now").click()
    expect(reminder(page)).to_be_hidden()
    for days, visible in ((29, False), (31, True)):
        page.clock.set_fixed_time(NOW + timedelta(days=days))
        page.reload()
        expect(reminder(started(page))).to_be_visible(visible=visible)


def test_reminder_goes_away_after_a_backup(tab: Page) -> None:
    tab.goto("about/")
    page = with_changes(tab, 30, 0)
    reminder(page).get_by_role("button", name="Back up now").click()
    expect(page.locator("#plan-backup > summary")).to_be_focused()
    download(page, "This plan")
    expect(reminder(page)).to_be_hidden()
    put(page, {"main": {"done": {"a/later": done("done", NOW_MS + DAY)}}})
    for days, visible in ((29, False), (31, True)):
        page.clock.set_fixed_time(NOW + timedelta(days=days))
        page.reload()
        expect(reminder(started(page))).to_be_visible(visible=visible)
    expect(reminder(page)).to_contain_text(
        "Since your last backup on 22 November 2026 you changed 1 entry."
    )


# Everybody.


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_it(browser: Browser, address: str, scheme: str) -> None:
    context = open_context(browser, address, scheme)
    page = visit(context.new_page(), PAGE)
    own_plan(page)
    put(page, {"main": {"done": {f"a/{n}": done() for n in range(30)}}})
    page.reload()
    started(page)
    make_link(page, "share")
    link = make_link(page)
    tool(page).get_by_role("button", name="Show as a QR code").click()
    paste(page, json.dumps(file({"main": THERE})))
    expect(reminder(page)).to_be_visible()
    found = violations(page)
    page.set_viewport_size(PHONE)
    found += violations(page) + too_wide(page)
    arrive(page, link.replace("#plan=", "#look="))
    expect(page.locator(".guide-look")).to_contain_text("A shared plan")
    found += violations(page) + too_wide(page)
    context.close()
    assert not found, "\n".join(found)
