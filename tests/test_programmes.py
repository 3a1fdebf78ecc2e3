"""The directory of programmes: what the model refuses, what the table says, and the real data."""

import re
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from macros.catalog import Refusal
from macros.components import Context, page_anchors
from macros.components.programmes import COSTS, TYPES, choose
from macros.links import href
from macros.loading import load_catalog
from macros.models import Audience
from macros.programmes import COUNTRIES, Programme

from .projects import INDEX, ROOT, change, problems, project, write
from .test_rendering import example, show, words

FILE = "docs/data/programmes/visiting-elective.yml"
GOOD = """\
name: Visiting Elective
organisation: The university
country: Pakistan
type: clinical
for: [student, international]
eligibility: Final-year students.
length: 4 weeks.
window_kind: usual
window: Usually in May.
cost_kind: paid
cost: PKR 1,000.
link: https://example.org/visit
checked: 2026-11-21
review_by: 2027-05-21
confidence: high
status: open
"""

REAL = load_catalog(ROOT).programmes


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Make a tiny guide with one programme that is in order."""
    write(project(tmp_path), FILE, GOOD)
    change(tmp_path, INDEX, "{{ sources() }}", "{{ programmes() }}\n\n{{ sources() }}")
    return tmp_path


def test_a_good_programme_is_accepted(root: Path) -> None:
    assert problems(root) == []


REFUSED = {
    "country: Pakistan": (
        "country: Atlantis",
        "country: 'Atlantis' is not allowed: use one of 'Asia', 'Australia'",
    ),
    "type: clinical": ("type: holiday", "type: 'holiday' is not allowed: use one of 'clinical'"),
    "for: [student, international]": (
        "for: [international]",
        "`for` names no stage: add premed, student or graduate beside international",
    ),
    "link: https://example.org/visit\n": (
        "",
        "it has neither `link` nor `source`: say where you read it",
    ),
    "confidence: high": (
        "source: https://example.org/visit\nconfidence: high",
        "`source` repeats `link`: leave `source` out",
    ),
    "review_by: 2027-05-21": (
        "review_by: 2026-11-21",
        "review_by 2026-11-21 is not after checked 2026-11-21",
    ),
    "status: open": (
        "status: closed",
        "status 'closed' does not fit `status_note`: write a note for closed and doubtful",
    ),
    "window: Usually in May.": (
        "window: In May.",
        "the window's dates look certain: write 'usually', or name the year they are from",
    ),
    "window_kind: usual\nwindow: Usually in May.": (
        "window_kind: fixed\nwindow: From 1 May to 3 June.",
        "the window's dates look certain",
    ),
    "window: Usually in May.\n": ("", "window_kind 'usual' has no words: say it in `window`"),
    "cost: PKR 1,000.\n": ("", "cost_kind 'paid' has no words: say it in `cost`"),
    "name: Visiting Elective": ("name: <b>Visiting</b>", "name: raw HTML is not allowed"),
    "eligibility: Final-year students.": (
        "eligibility: Ask [here](/index.md).",
        "eligibility: Markdown ('[') is not allowed here: write plain words",
    ),
}


@pytest.mark.parametrize(("old", "new", "sentence"), [(k, *v) for k, v in REFUSED.items()])
def test_a_mistake_is_refused_with_a_sentence(
    root: Path, old: str, new: str, sentence: str
) -> None:
    change(root, FILE, old, new)
    found = problems(root)
    assert len(found) == 1, found
    assert found[0].startswith(f"{FILE}:")
    assert sentence in found[0]


def test_a_published_programme_is_never_lost(root: Path) -> None:
    write(root, "docs/data/ids.txt", "programme/old-visit\nprogramme/visiting-elective\n")
    assert problems(root) == [
        "docs/data/ids.txt:1: ids: the published programme 'old-visit' is gone, and every link to "
        "it: rename with `was: [old-visit]`, or keep the file with `status: closed`"
    ]
    write(root, FILE, GOOD + "was: [old-visit]\n")
    assert problems(root) == []


def test_a_spoilt_programme_is_not_reported_as_lost_too(root: Path) -> None:
    write(root, "docs/data/ids.txt", "programme/visiting-elective\n")
    change(root, FILE, "confidence: high", "confidence: sure")
    assert len(problems(root)) == 1


def test_a_former_id_is_used_once(root: Path) -> None:
    write(root, FILE, GOOD + "was: [second, older]\n")
    write(root, "docs/data/programmes/second.yml", GOOD + "was: [older]\n")
    assert [line.split(": ", 1)[1] for line in problems(root)] == [
        "was[1]: the former id 'second' is still in use: take it out of `was`",
        "was[2]: 'second' was 'older' too: only one can follow it",
    ]


def test_one_table_a_page(root: Path) -> None:
    change(
        root, INDEX, "{{ programmes() }}", '{{ programmes() }}\n\n{{ programmes(country="USA") }}'
    )
    assert any("programmes() stands on this page twice" in line for line in problems(root))


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"country": "Pakistn"}, "there is no country 'Pakistn': did you mean 'Pakistan'"),
        ({"type": "clinic"}, "there is no type 'clinic': did you mean 'clinical'"),
        ({"audience": "nurse"}, "there is no audience 'nurse'"),
        ({"cost": "cheap"}, "there is no cost 'cheap'"),
        ({"country": "Uganda"}, "no programme meets these conditions: take one of them away"),
    ],
)
def test_conditions_are_checked(arguments: dict[str, str], sentence: str) -> None:
    context = Context(example("programmes", "several").catalog)
    with pytest.raises(Refusal, match=re.escape(sentence)):
        choose(context, **arguments)


READERS = {
    None: {
        "example-elective",
        "example-fellowship",
        "example-observership",
        "example-closed-grant",
    },
    "premed": {"example-fellowship"},
    "student": {"example-elective", "example-fellowship", "example-closed-grant"},
    "international-student": {"example-elective", "example-closed-grant"},
    "international-graduate": {"example-observership", "example-closed-grant"},
}


@pytest.mark.parametrize(("reader", "ids"), READERS.items())
def test_audience_means_who_may_apply(reader: str | None, ids: set[str]) -> None:
    context = Context(example("programmes", "several").catalog)
    assert {id for id, _ in choose(context, audience=reader).programmes} == ids


def row(soup: BeautifulSoup, id: str) -> Any:
    return soup.find(id=f"programme--{id}")


def test_a_row_says_everything() -> None:
    soup = show(example("programmes", "several"))
    text = words(row(soup, "example-elective"))
    for said in (
        "Example University Example Elective",
        "Pakistan Karachi",
        "Clinical elective",
        "Medical students, also from abroad. Final-year students with their dean's letter.",
        "4 weeks. Apply: Three months before the start.",
        "You pay a fee. PKR 1,000 to apply.",
        "We are fairly sure",
        "Checked 21 November 2026, to be checked again by 21 May 2027.",
        "The page is dated January 2026.",
    ):
        assert said in text
    assert row(soup, "example-elective").find(id="programme--example-old-elective")


def test_what_is_not_known_is_said() -> None:
    text = words(row(show(example("programmes", "several")), "example-observership"))
    assert text.count("Not stated on the page that we read.") == 2
    assert "The page is undated." in text
    assert "Not stated." in text


def test_closed_and_doubtful_say_so() -> None:
    soup = show(example("programmes", "several"))
    assert "Closed. The foundation says that it has ended." in words(
        row(soup, "example-closed-grant")
    )
    assert "Doubtful. The newest round" in words(row(soup, "example-fellowship"))
    assert not row(soup, "example-elective").select(".guide-programme__status")


def test_is_a_table_with_headings_for_rows_and_columns() -> None:
    soup = show(example("programmes", "several"))
    heads = [words(head) for head in soup.select("thead th[scope=col]")]
    assert len(heads) == 6
    for line in soup.select("tbody tr"):
        assert len(line.select("th[scope=row]")) == 1
        labels = [str(cell["data-label"]) for cell in line.select("td")]
        assert labels == heads[1:]


def test_order_ignores_case_and_accents() -> None:
    hosts = [
        words(host)
        for host in show(example("programmes", "several")).select(".guide-programme__host")
    ]
    assert hosts == [
        "Example Foundation",
        "Example Hospital",
        "Example University",
        "Institut de Médecine Générale",
    ]


def test_links_to_programmes_are_places_of_the_page() -> None:
    catalog = load_catalog(ROOT)
    anchors = page_anchors(Context(catalog, "find/index.md"))
    assert {f"programme--{id}" for id in catalog.programmes} <= anchors


def test_the_directory_is_large_and_wide() -> None:
    assert len(REAL) >= 120
    assert {programme.country for programme in REAL.values()} == set(COUNTRIES)
    assert {programme.type for programme in REAL.values()} == set(TYPES)
    assert {programme.cost_kind for programme in REAL.values()} == set(COSTS)
    for audience in Audience:
        assert sum(audience in one.audiences for one in REAL.values()) >= 15


SAMPLE = sorted(REAL.items())


@pytest.mark.parametrize(("id", "programme"), SAMPLE, ids=[id for id, _ in SAMPLE])
def test_every_text_is_a_sentence(id: str, programme: Programme) -> None:
    texts = [programme.eligibility, programme.length, programme.window, programme.cost]
    texts += [programme.status_note, programme.note]
    for text in filter(None, texts):
        assert text[0].isupper() or text[0].isdigit(), text
        assert text.endswith((".", "?")), text
        assert len(re.split(r"(?<=[.?]) ", text)) <= 4, text
    assert programme.name.strip(".") == programme.name


def test_no_name_stands_twice_at_one_host() -> None:
    names = [(one.organisation, one.name) for one in REAL.values()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("id", "status"),
    [
        ("khorana-scholars", "closed"),
        ("wellcome-vacation-scholarships", "closed"),
        ("uae-university-electives", "closed"),
        ("msf-no-placements", "closed"),
        ("shpep", "doubtful"),
        ("nih-summer-internship", "doubtful"),
    ],
)
def test_known_endings_are_told(id: str, status: str) -> None:
    assert REAL[id].status == status


@pytest.mark.parametrize(
    ("id", "reader", "welcome"),
    [
        ("nih-summer-internship", "international-student", False),
        ("daad-rise-germany", "international-student", False),
        ("cleveland-clinic-physician-observers", "international-graduate", True),
        ("boston-childrens-observerships", "international-student", False),
        ("icmr-short-term-studentship", "international-student", False),
        ("yale-international-students", "international-graduate", False),
    ],
)
def test_nobody_is_sent_in_vain(id: str, reader: str, welcome: bool) -> None:
    assert REAL[id].welcomes(reader) is welcome


def test_pages_lead_to_the_directory() -> None:
    for page in (
        "start/premed",
        "start/student",
        "start/graduate",
        "start/international",
        "types/index",
        "usa/where-to-look",
    ):
        text = (ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8")
        assert "(../find/index.md" in text, page
    assert href("/find/index.md", "start/student.md") == "../../find/"
