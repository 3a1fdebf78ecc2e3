"""Every rule about a single file: the tiny guide keeps them all, and each change breaks one."""

from pathlib import Path

import pytest

from macros.models import Item

from .projects import BAG, RULE, VISIT, change, problems, project, write

TEXT = "Pack the letter."
LETTER = f"{BAG}:17: sections[1].items[2].text: "
BADGE = "sections[1].items[1]"
STEP = "phases[1].milestones"
PAGES_FROM_ROOT = "write pages from the root of docs/, as in '/apply/cv.md#length'"
LINK_FORM = "a link cannot be read: write [text](/page.md) or [text](https://...), and no title"
NO_LINK = "is neither a page of the guide nor an https:// address: " + PAGES_FROM_ROOT
KEBAB = "use small letters, digits and single hyphens, as in 'order-transcript'"
DATE = "is not a date that exists: write year-month-day, as in 2026-11-21"
ONE_SIDE = "a milestone is due either before or after the anchor date: give exactly one of"
EMPTY = "the list is empty: add an entry, or delete the key"
HTML = "raw HTML is not allowed: write Markdown: **bold**, *italic*, [text](/page.md)"
INVISIBLE = "the text has invisible control characters: write it again by hand"


def test_the_tiny_guide_is_in_order(tmp_path: Path) -> None:
    assert problems(project(tmp_path)) == []


TEXTS = {
    "nothing": ("", "it has no value: write it, or delete the key"),
    "spaces": ("'  '", "the text is empty: write it, or delete the whole entry"),
    "element": ("Pack <b>it</b>.", HTML),
    "closing tag": ("Pack it</li>.", HTML),
    "comment": ("Pack <!-- it.", HTML),
    "autolink": ("Pack <https://example.org>.", HTML),
    "script link": ("Pack <javascript:alert`1`>.", HTML),
    "attributes": (
        "'Pack it. {: onclick=alert(1)}'",
        "curly braces are not allowed in text: say it in words",
    ),
    "template": ("'Pack {{ it }}.'", "curly braces are not allowed in text: say it in words"),
    "picture": (
        "Pack ![it](/a.png).",
        "pictures are not allowed in text: put the picture on the page instead",
    ),
    "javascript": ("Pack [it](javascript:alert).", f"the link 'javascript:alert' {NO_LINK}"),
    "javascript call": ("Pack [it](javascript:alert(1)).", LINK_FORM),
    "javascript with a space": ("Pack [it]( javascript:alert).", LINK_FORM),
    "javascript with a title": ("Pack [it](javascript:alert 'x').", LINK_FORM),
    "javascript in brackets": ("Pack [a [it] b](javascript:alert).", LINK_FORM),
    "javascript around a link": ("Pack [[it](/index.md)](javascript:alert).", LINK_FORM),
    "javascript spelt otherwise": (
        "Pack [it](&#106;avascript:alert).",
        f"the link '&#106;avascript:alert' {NO_LINK}",
    ),
    "data": ("Pack [it](data:text/html,x).", f"the link 'data:text/html,x' {NO_LINK}"),
    "reference": ("Pack [it][there].", LINK_FORM),
    "other site": ("Pack [it](//example.org/a).", f"the link '//example.org/a' {NO_LINK}"),
    "other site by a backslash": (
        "Pack [it](/\\example.org).",
        f"the link '/\\\\example.org' {NO_LINK}",
    ),
    "http": ("Pack [it](http://example.org).", f"the link 'http://example.org' {NO_LINK}"),
    "relative": ("Pack [it](other.md).", f"the link 'other.md' {NO_LINK}"),
    "control character": ('"Pack \\x02it."', INVISIBLE),
    "reversed text": ('"Pack \\u202eit."', INVISIBLE),
    "truth value": ("No", "False is not text: put it in quotes"),
    "number": ("2026", "2026 is not text: put it in quotes"),
    "list": ("[it]", "['it'] is not text: put it in quotes"),
    "group": ("{it: one}", "{'it': 'one'} is not text: put it in quotes"),
}


@pytest.mark.parametrize(("text", "said"), TEXTS.values(), ids=TEXTS)
def test_text_is_refused(tmp_path: Path, text: str, said: str) -> None:
    root = project(tmp_path)
    change(root, BAG, TEXT, text)
    assert problems(root) == [LETTER + said]


@pytest.mark.parametrize(
    "text",
    [
        "Pack **it** and *that*, see [the page](/index.md#bag) or [them](https://example.org/a?b=c&d).",
        "'Pack \"it\" & that, if < 5 days and a > b.'",
        "Pack `it`, once [or twice].",
        ">-\n          Pack\n          it.",
    ],
)
def test_text_is_accepted(tmp_path: Path, text: str) -> None:
    root = project(tmp_path)
    change(root, BAG, TEXT, text)
    assert problems(root) == []


PLAIN = {
    "link": ("'[x](/index.md)'", "["),
    "javascript": ("'[x](javascript:alert)'", "["),
    "picture": ("'![x](https://example.org/x.png)'", "["),
    "end of a link": ("'a](javascript:alert) b'", "]"),
    "code": ("a `b` c", "`"),
    "stars": ("'*a* b'", "*"),
    "underscores": ("_a_ b", "_"),
    "escape": ("a \\ b", "\\"),
}
PLAIN_FIELDS = {
    "title": (BAG, "title: Your bag", "title: ", "1: title"),
    "section": (BAG, "title: Papers", "title: ", "6: sections[1].title"),
    "help": (BAG, "text: Where to get one", "text: ", f"11: {BADGE}.help.text"),
    "question": (VISIT, "question: First day", "question: ", "4: anchor.question"),
    "noun": (VISIT, "noun: the first day", "noun: ", "4: anchor.noun"),
    "phase": (VISIT, "title: Before", "title: ", "7: phases[1].title"),
    "source": (RULE, "title: The rule", "title: ", "1: title"),
    "publisher": (RULE, "publisher: The office", "publisher: ", "2: publisher"),
    "short": (RULE, "short: Office", "short: ", "3: short"),
}


@pytest.mark.parametrize(("file", "old", "key", "place"), PLAIN_FIELDS.values(), ids=PLAIN_FIELDS)
@pytest.mark.parametrize(("text", "found"), PLAIN.values(), ids=PLAIN)
def test_plain_text_is_no_markdown(
    tmp_path: Path, text: str, found: str, file: str, old: str, key: str, place: str
) -> None:
    root = project(tmp_path)
    change(root, file, old, key + text)
    assert problems(root) == [
        f"{file}:{place}: Markdown ({found!r}) is not allowed here: write plain words"
    ]


def test_plain_text_is_accepted(tmp_path: Path) -> None:
    root = project(tmp_path)
    change(root, BAG, "title: Papers", "title: \"Papers & 'more': 5 < 6 (snake_case, 50% - no!)\"")
    assert problems(root) == []


CHECKLISTS = {
    "capital id": ("id: letter", "id: Letter", f"16: sections[1].items[2].id: the id 'Letter' is not in kebab-case: {KEBAB}"),
    "id of digits": ("id: papers", "id: 1a", f"5: sections[1].id: the id '1a' is not in kebab-case: {KEBAB}"),
    "two hyphens": ("id: badge", "id: a--b", f"8: {BADGE}.id: the id 'a--b' is not in kebab-case: {KEBAB}"),
    "former id": ("was: [card]", "was: [bag/Card]", f"15: {BADGE}.was[1]: the id 'Card' is not in kebab-case: {KEBAB}"),
    "no former id": ("was: [card]", "was: []", f"15: {BADGE}.was: {EMPTY}"),
    "no audience": ("for: [student, international]", "for: []", f"12: {BADGE}.for: {EMPTY}"),
    "audience": ("for: [student", "for: [studnet", f"12: {BADGE}.for[1]: 'studnet' is not allowed: use one of 'premed', 'student', 'graduate' or 'international'"),
    "alias": ("for:", "fo:", f"12: {BADGE}.fo: the key 'fo' is unknown: did you mean 'for'?"),
    "key": ("essential:", "esential:", f"13: {BADGE}.esential: the key 'esential' is unknown: did you mean 'essential'?"),
    "key twice": ("title: Papers", "title: Papers\n    title: More", "7: sections[1]: the key 'title' is given twice (first on line 6): keep one of them"),
    "truth": ("essential: true", "essential: maybe", f"13: {BADGE}.essential: 'maybe' is neither true nor false: write true or false"),
    "no list": ("sources: [rule]", "sources: rule", f"14: {BADGE}.sources: 'rule' is not a list: write one entry a line, each with '- ' before it"),
    "no group": ("help: {text: Where to get one, link: /index.md#small-guide}", "help: /index.md", f"11: {BADGE}.help: '/index.md' is not a group of keys: write 'key: value' lines below it"),
    "help link": ("link: /index.md#small-guide", "link: ftp://a.org", f"11: {BADGE}.help.link: the link 'ftp://a.org' {NO_LINK}"),
    "help link with another": ("link: /index.md#small-guide", "link: '/index.md) [x](javascript:alert'", f"11: {BADGE}.help.link: the link '/index.md) [x](javascript:alert' {NO_LINK}"),
    "no such day": ("reviewed: 2026-11-22", "reviewed: 2026-02-30", f"3: reviewed: '2026-02-30' {DATE}"),
    "no such month": ("reviewed: 2026-11-22", "reviewed: 2024-20-11", f"3: reviewed: '2024-20-11' {DATE}"),
    "day first": ("reviewed: 2026-11-22", "reviewed: 22-11-2026", f"3: reviewed: '22-11-2026' {DATE}"),
    "week date": ("reviewed: 2026-11-22", "reviewed: 2026-W47-7", f"3: reviewed: '2026-W47-7' {DATE}"),
    "year only": ("reviewed: 2026-11-22", "reviewed: 2026", f"3: reviewed: 2026 {DATE}"),
    "no reason": (", reason: Nobody asks for it.", "", "19: retired[1].reason: it is missing: add it"),
    "no title": ("title: Your bag\n", "", "1: title: it is missing: add it"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), CHECKLISTS.values(), ids=CHECKLISTS)
def test_checklist_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    root = project(tmp_path)
    change(root, BAG, old, new)
    assert problems(root) == [f"{BAG}:{said}"]


def test_checklist_without_sections(tmp_path: Path) -> None:
    root = project(tmp_path)
    text = (root / BAG).read_text()
    write(root, BAG, text[: text.index("sections:")] + "sections: []\n")
    assert problems(root) == [f"{BAG}:4: sections: {EMPTY}"]


TIMELINES = {
    "words": ("before: P12W", "before: 12 weeks", f"11: {STEP}[1].before: '12 weeks' is not a length of time: write ISO 8601: P12W for 12 weeks, P3M for 3 months, P10D for 10 days"),
    "number": ("before: P12W", "before: 12", f"11: {STEP}[1].before: 12 is not a length of time: write ISO 8601: P12W for 12 weeks, P3M for 3 months, P10D for 10 days"),
    "both sides": ("before: P12W", "before: P12W\n        after: P1D", f"9: {STEP}[1]: {ONE_SIDE} `before` and `after`"),
    "no side": ("        before: P6W\n", "", f"14: {STEP}[2]: {ONE_SIDE} `before` and `after`"),
    "closed window": ("not_before: P6M", "not_before: P11W", f"9: {STEP}[1]: it is due P12W before but may not happen until P11W before: make `not_before` the longer one"),
    "narrow window": ("takes: P1W", "takes: P20W", f"9: {STEP}[1]: it takes P20W, too long between P6M and P12W before: widen the window or shorten `takes`"),
    "months that may be too short": ("not_before: P6M", "not_before: P3M", f"9: {STEP}[1]: it takes P1W, too long between P3M and P12W before: widen the window or shorten `takes`"),
    "expires": ("valid_for: P3M", "valid_for: P1M", f"14: {STEP}[2]: done P6W before, it is valid for P1M and expires too early: make `before` shorter than `valid_for`"),
    "valid after": ("after: P2D", "after: P2D\n        valid_for: P3M", "26: phases[2].milestones[2]: `not_before` and `valid_for` count back from the anchor date: use them only on a milestone that is due `before` it"),
    "gap turned round": ("at_most: P8W", "at_most: P2W", f"18: {STEP}[2].gaps[1]: at_least P3W is longer than at_most P2W: make at_least the shorter one"),
    "gap without length": (", at_least: P3W, at_most: P8W", "", f"18: {STEP}[2].gaps[1]: the gap has no length: give `at_least`, `at_most` or both"),
    "unknown key in a gap": ("at_most: P8W", "atmost: P8W", f"18: {STEP}[2].gaps[1].atmost: the key 'atmost' is unknown: did you mean 'at_most' or 'at_least'?"),
    "no anchor": ("anchor: {question: First day, noun: the first day}\n", "", "1: anchor: it is missing: add it"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), TIMELINES.values(), ids=TIMELINES)
def test_timeline_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    root = project(tmp_path)
    change(root, VISIT, old, new)
    assert problems(root) == [f"{VISIT}:{said}"]


SOURCES = {
    "no note": ("kind: official", "kind: secondary", "1: the file: a secondary source has no note: say in `note` what makes it weaker"),
    "kind": ("kind: official", "kind: blog", "8: kind: 'blog' is not allowed: use one of 'official', 'institution', 'research' or 'secondary'"),
    "review": ("review_by: 2027-05-21", "review_by: 2026-11-21", "1: the file: review_by 2026-11-21 is not after checked 2026-11-21: set the date by which it must be read again"),
    "month": ("published: 2026-05", "published: 2026-13", f"5: published: '2026-13-01' {DATE}"),
    "words": ("published: 2026-05", "published: May 2026", "5: published: 'May 2026' is not a year, month or day: write 2026, 2026-11 or 2026-11-21"),
    "bare year": ("published: 2026-05", "published: 2026", "5: published: 2026 is not text: put it in quotes"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), SOURCES.values(), ids=SOURCES)
def test_source_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    root = project(tmp_path)
    change(root, RULE, old, new)
    assert problems(root) == [f"{RULE}:{said}"]


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "/page", "https://a b", 'https://a"b', "https://a`b", "https://[x](y)"],
)
def test_source_address_is_refused(tmp_path: Path, url: str) -> None:
    root = project(tmp_path)
    change(root, RULE, "url: https://example.org/rule", f"url: '{url}'")
    (said,) = problems(root)
    assert said.startswith(f"{RULE}:4: url: '{url}' does not have the right form: it must match ^")


@pytest.mark.parametrize("url", ["http://example.org", "https://example.org/a_(b)?c=d&e=%20#f"])
@pytest.mark.parametrize("published", ["2026-05-31", "'2026'"])
def test_source_is_accepted(tmp_path: Path, url: str, published: str) -> None:
    root = project(tmp_path)
    change(root, RULE, "https://example.org/rule", url)
    change(root, RULE, "2026-05", published)
    change(root, RULE, "kind: official", "kind: secondary\nnote: A blog.")
    assert problems(root) == []


READERS = {
    None: {"all", "premed", "graduate", "abroad", "graduate-abroad"},
    "premed": {"all", "premed"},
    "graduate": {"all", "graduate"},
    "international": {"all", "premed", "graduate", "abroad", "graduate-abroad"},
    "international-premed": {"all", "premed", "abroad"},
    "international-graduate": {"all", "graduate", "abroad", "graduate-abroad"},
}


@pytest.mark.parametrize(("reader", "seen"), READERS.items())
def test_stages_are_alternatives_and_international_narrows(
    reader: str | None, seen: set[str]
) -> None:
    items = {
        "all": _item(),
        "premed": _item("premed"),
        "graduate": _item("student", "graduate"),
        "abroad": _item("international"),
        "graduate-abroad": _item("graduate", "international"),
    }
    assert {name for name, item in items.items() if item.concerns(reader)} == seen


def _item(*audiences: str) -> Item:
    return Item.model_validate({"id": "a", "text": "Do it.", "for": list(audiences) or None})
