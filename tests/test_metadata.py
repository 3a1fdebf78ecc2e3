"""The front matter of a page, and what the page's end and the page of tags make of it."""

from pathlib import Path

import pytest

from macros.completeness import check_completeness
from macros.components import Context, render_call
from macros.components.ending import render_ending
from macros.loading import load_catalog, read_guide
from macros.slots import fill

from .projects import INDEX, change, problems, project, write

HEAD = "description: Two.\nreviewed: 2026-11-22\n"
FULL = (
    HEAD
    + """\
for: [student, graduate]
types: [clinical, public-health]
countries: [usa, new-zealand]
next: /index.md
related: [/about/one.md]
"""
)


def page(head: str, body: str = "# Two\n\nText.\n") -> str:
    return f"---\n{head}---\n\n{body}"


def guide(folder: Path, head: str = FULL, body: str = "# Two\n\nText.\n") -> Path:
    """Write the tiny guide with two more pages; what is told here is in the one called two.md."""
    root = project(folder)
    write(root, "docs/about/one.md", page("description: One.\nreviewed: 2026-11-22\n", "# One\n"))
    write(root, "docs/find/two.md", page(head, body))
    return root


def test_all_of_it_is_read(tmp_path: Path) -> None:
    root = guide(tmp_path)
    assert problems(root) == []
    read = load_catalog(root).pages["find/two.md"]
    assert read.title == "Two"
    assert read.meta
    assert read.meta.readers == ("student", "graduate")
    assert read.meta.types == ("clinical", "public-health")
    assert read.meta.countries == ("usa", "new-zealand")
    assert (read.meta.next, read.meta.related) == ("/index.md", ("/about/one.md",))


LONG = "x" * 161
REFUSED = {
    "reader": ("for: [studnt]", "4: for[1]: 'studnt' is not allowed: use one of 'premed', 'student', 'graduate' or 'international'"),
    "no reader": ("for: []", "4: for: the list is empty: add an entry, or delete the key"),
    "reader twice": ("for: [student, student]", "4: for: 'student' stands there twice: keep it once"),
    "type": ("types: [clinic]", "4: types[1]: there is no type 'clinic': did you mean 'clinical'?"),
    "country": ("countries: [uas]", "4: countries[1]: there is no country 'uas': did you mean 'usa'?"),
    "country twice": ("countries: [usa, usa]", "4: countries: 'usa' stands there twice: keep it once"),
    "next elsewhere": ("next: https://example.org", "4: next: 'https://example.org' is no page of the guide: write its path from the root of docs/, as in '/apply/cv.md'"),
    "next with an anchor": ("next: /index.md#rule", "4: next: '/index.md#rule' is no page of the guide: write its path from the root of docs/, as in '/apply/cv.md'"),
    "next that is not there": ("next: /about/on.md", "4: next: the page '/about/on.md' does not exist: did you mean '/about/one.md'?"),
    "next is itself": ("next: /find/two.md", "4: next: the page names itself: name another page"),
    "related that is not there": ("related: [/index.md, /abot/one.md]", "4: related[2]: the page '/abot/one.md' does not exist: did you mean '/about/one.md' or '/index.md'?"),
    "related five": (f"related: [{', '.join(f'/p{n}.md' for n in range(5))}]", "4: related: it names 5 pages: choose the best 4"),
    "related twice": ("related: [/index.md, /index.md]", "4: related: '/index.md' stands there twice: keep it once"),
    "covers no place": ("covers: {x: nowhere}", "4: covers.x: there is no idea 'x': there are none yet"),
}  # fmt: skip


@pytest.mark.parametrize(("line", "said"), REFUSED.values(), ids=REFUSED)
def test_mistake_is_refused_with_its_line(tmp_path: Path, line: str, said: str) -> None:
    found = problems(guide(tmp_path, f"{HEAD}{line}\n"))
    assert f"docs/find/two.md:{said}" in found
    assert len(found) == (2 if line.startswith("covers") else 1)


def test_all_mistakes_are_said_at_once(tmp_path: Path) -> None:
    head = f"description: {LONG}\nreviewed: soon\nfor: [x]\ntypes: [x]\ncountries: [x]\n"
    found = problems(guide(tmp_path, head))
    assert [sentence.split(":")[1] for sentence in found] == ["2", "3", "4", "5", "6"]
    assert "description: it has 161 characters: search engines show 160: cut it" in found[0]


def test_next_is_not_related_too(tmp_path: Path) -> None:
    found = problems(guide(tmp_path, f"{HEAD}next: /index.md\nrelated: [/index.md]\n"))
    assert len(found) == 1
    assert "'/index.md' is both `next` and `related`: name it once" in found[0]


def test_title_is_unique(tmp_path: Path) -> None:
    root = guide(tmp_path, body="Text.\n\n# *Small* [guide](../index.md) { #x }\n")
    assert problems(root) == [
        f"{INDEX}:6: title: it is the same as that of find/two.md: say what only this page has"
    ]


def incomplete(root: Path) -> list[str]:
    catalog, found = read_guide(root)
    assert found == []
    return sorted(map(str, check_completeness(catalog, root)))


def test_a_guide_page_names_its_readers_and_the_next_step(tmp_path: Path) -> None:
    assert incomplete(guide(tmp_path / "whole")) == []
    assert incomplete(guide(tmp_path / "part", HEAD)) == [
        "docs/find/two.md:1: for: it is missing: add it to the front matter",
        "docs/find/two.md:1: next: it is missing: add it to the front matter",
    ]


def ending(root: Path, path: str = "find/two.md") -> str:
    return fill(render_ending(Context(load_catalog(root), path)))


def test_page_ends_with_the_next_step_related_pages_and_tags(tmp_path: Path) -> None:
    html = ending(guide(tmp_path))
    assert '<a href="../../">Small guide</a>' in html
    assert "A small guide for tests." in html
    assert '<a href="../../about/one/">One</a>' in html
    words = "Medical students Graduates Clinical Public health USA New Zealand"
    assert all(word in html for word in words.split())
    # No page lists the tags here, so they lead nowhere.
    assert html.count("<a ") == 2


def test_tags_lead_to_the_page_that_lists_them(tmp_path: Path) -> None:
    root = guide(tmp_path)
    change(root, "docs/about/one.md", "# One\n", "# One\n\n{{ browse() }}\n")
    assert problems(root) == []
    assert '<a href="../../about/one/#country--new-zealand">New Zealand</a>' in ending(root)
    listed = fill(render_call("browse", Context(load_catalog(root), "about/one.md")))
    assert '<h3 id="country--new-zealand">New Zealand</h3>' in listed
    assert listed.count('<a href="../../find/two/">Two</a>') == 6
    assert "Canada" not in listed


def test_a_page_for_all_four_is_for_everyone(tmp_path: Path) -> None:
    four = "[international, premed, student, graduate]"
    root = guide(tmp_path, FULL.replace("[student, graduate]", four))
    change(root, "docs/about/one.md", "# One\n", "# One\n\n{{ browse() }}\n")
    assert '<a href="../../about/one/#for--everyone">Everyone</a>' in ending(root)
    listed = fill(render_call("browse", Context(load_catalog(root), "about/one.md")))
    assert listed.count('<a href="../../find/two/">Two</a>') == 5
    assert "Medical students" not in listed


def test_a_page_without_a_next_step_ends_with_nothing(tmp_path: Path) -> None:
    assert ending(guide(tmp_path), "about/one.md") == ""
