"""Reading files: what is no guide is refused in sentences, all of them at once, never a traceback."""

from pathlib import Path

import pytest

from macros.kinds import KINDS

from .projects import BAG, INDEX, RULE, VISIT, buildable, change, problems, project, run, write

YAML_REMEDY = (
    "look at the indentation, and quote text that has ': ' or starts with a special character"
)
FOREIGN = (
    f"the file name: nothing reads this file: put it as <id>.yml into one of {', '.join(KINDS)}"
)
NO_FRONT_MATTER = "front matter: the page has none that can be read: start the page with --- lines around `description` and `reviewed`"

FILES = {
    "empty": ("", "1: the file: it is empty: write its content, or delete it"),
    "comment": ("# Soon.\n", "1: the file: it is empty: write its content, or delete it"),
    "text": ("Pack a bag.\n", "1: the file: 'Pack a bag.' is not a group of keys: write 'key: value' lines below it"),
    "list": ("- one\n- two\n", "1: the file: ['one', 'two'] is not a group of keys: write 'key: value' lines below it"),
    "colon": ("title: One: two\n", f"1: YAML: it cannot be read (mapping values are not allowed in this context): {YAML_REMEDY}"),
    "tab": ("title: One\n\tsummary: Two\n", f"2: YAML: it cannot be read (found a tab character that violates indentation): {YAML_REMEDY}"),
    "bracket": ("title: One\nsections: [\n", f"3: YAML: it cannot be read (did not find expected node content): {YAML_REMEDY}"),
    "two documents": ("title: One\n---\ntitle: Two\n", f"2: YAML: it cannot be read (but found another document): {YAML_REMEDY}"),
    "null byte": ("title: \0\n", "1: the file: unacceptable character #x0000: control characters are not allowed: remove that character"),
    "too deep": ("[" * 5000 + "]" * 5000, "1: the file: it is nested too deeply: make it flat"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "said"), FILES.values(), ids=FILES)
def test_file_is_refused(tmp_path: Path, text: str, said: str) -> None:
    root = project(tmp_path)
    write(root, BAG, text)
    assert problems(root) == [f"{BAG}:{said}"]


TEXTS = {
    "tag": ("!!python/name:os.system x", "17: sections[1].items[2].text: it has the tag 'tag:yaml.org,2002:python/name:os.system': leave the tag out, or quote it"),
    "alias": ("*it", f"17: YAML: it cannot be read (found undefined alias): {YAML_REMEDY}"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "said"), TEXTS.values(), ids=TEXTS)
def test_yaml_that_does_more_than_say(tmp_path: Path, text: str, said: str) -> None:
    root = project(tmp_path)
    change(root, BAG, "Pack the letter.", text)
    assert problems(root) == [f"{BAG}:{said}"]


@pytest.mark.parametrize("loop", ["&a [*a]", "&a {b: *a}"])
def test_an_alias_is_refused_even_in_a_circle(tmp_path: Path, loop: str) -> None:
    root = project(tmp_path)
    change(root, BAG, "summary: Everything is in one bag.", f"summary: {loop}")
    assert any(
        "an alias (*name) stands for its value: write it out" in said for said in problems(root)
    )


@pytest.mark.parametrize("name", [BAG, RULE, VISIT])
def test_bytes_that_are_no_text(tmp_path: Path, name: str) -> None:
    root = project(tmp_path)
    (root / name).write_bytes("title: Déjà vu\n".encode("latin-1"))
    assert problems(root) == [
        f"{name}:1: the file: it is not UTF-8 text: save it again with the encoding UTF-8"
    ]


def test_a_page_that_is_no_text(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "docs" / "two.md").write_bytes("# Déjà vu\n".encode("latin-1"))
    assert problems(root) == [
        "docs/two.md:1: the file: it is not UTF-8 text: save it again with the encoding UTF-8"
    ]


@pytest.mark.parametrize("name", [BAG, RULE, VISIT, INDEX])
def test_byte_order_mark_and_carriage_returns_are_accepted(tmp_path: Path, name: str) -> None:
    root = project(tmp_path)
    text = (root / name).read_text().replace("\n", "\r\n")
    (root / name).write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert problems(root) == []


@pytest.mark.parametrize(
    "name",
    [
        "checklists/other.yaml",
        "checklists/other.yml.orig",
        "checklists/old/other.yml",
        "other.yml",
        "unknown/other.yml",
        "examples/other.json",
        "schema/other.yml",
        "sources/.hidden",
    ],
)
def test_a_file_that_nothing_reads(tmp_path: Path, name: str) -> None:
    root = project(tmp_path)
    write(root, f"docs/data/{name}", "title: Other\n")
    assert problems(root) == [f"docs/data/{name}:1: {FOREIGN}"]


def test_folders_with_names_of_files_are_no_files(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "docs" / "folder.md").mkdir()
    (root / "docs" / "data" / "checklists" / "folder.yml").mkdir()
    assert problems(root) == []


PAGES = {
    "none": ("# Page\n", f"1: {NO_FRONT_MATTER}"),
    "not closed": ("---\ndescription: Two.\nreviewed: 2026-11-22\n\n# Page\n", f"1: {NO_FRONT_MATTER}"),
    "not first": ("\n---\ndescription: Two.\nreviewed: 2026-11-22\n---\n\n# Page\n", f"1: {NO_FRONT_MATTER}"),
    "list": ("---\n- Two.\n---\n\n# Page\n", f"1: {NO_FRONT_MATTER}"),
    "text": ("---\nTwo.\n---\n\n# Page\n", f"1: {NO_FRONT_MATTER}"),
    "without marks": ("description: Two.\nreviewed: 2026-11-22\n\n# Page\n", f"1: {NO_FRONT_MATTER}"),
    "syntax": ("---\ndescription: Two: three\n---\n\n# Page\n", f"2: YAML: it cannot be read (mapping values are not allowed in this context): {YAML_REMEDY}"),
    "no description": ("---\nreviewed: 2026-11-22\n---\n\n# Page\n", "2: description: it is missing: add it"),
    "no such day": ("---\ndescription: Two.\nreviewed: 2026-11-31\n---\n\n# Page\n", "3: reviewed: '2026-11-31' is not a date that exists: write year-month-day, as in 2026-11-21"),
    "unknown key": ("---\ndescription: Two.\nreviewd: 2026-11-22\nreviewed: 2026-11-22\n---\n\n# Page\n", "3: reviewd: the key 'reviewd' is unknown: did you mean 'reviewed' or 'related'?"),
    "macros off": ("---\ndescription: Two.\nreviewed: 2026-11-22\nrender_macros: false\n---\n\n# Page\n", "4: render_macros: the key 'render_macros' is unknown: the known names are 'countries', 'covers', 'description', 'for', 'hide', 'next', 'related', 'reviewed', 'search', 'template', 'title', 'types'"),
    "twice": ("---\ndescription: Two.\nreviewed: 2026-11-22\ndescription: Three.\n---\n\n# Page\n", "4: the file: the key 'description' is given twice (first on line 2): keep one of them"),
    "same description": ("---\nreviewed: 2026-11-22\ndescription: A small guide for tests.\n---\n\n# Page\n", "3: description: it is the same as that of index.md: say what only this page has"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "said"), PAGES.values(), ids=PAGES)
def test_front_matter_is_refused(tmp_path: Path, text: str, said: str) -> None:
    root = project(tmp_path)
    write(root, "docs/page.md", text)
    assert problems(root) == [f"docs/page.md:{said}"]


@pytest.mark.parametrize(
    "name",
    ["page.markdown", "page.mkd", "Page.md", "my page.md", "{{ x }}.md", "A/page.md", "ü.md"],
)
def test_a_page_with_another_name(tmp_path: Path, name: str) -> None:
    root = project(tmp_path)
    write(root, f"docs/{name}", "---\ndescription: Two.\nreviewed: 2026-11-22\n---\n\n# Page\n")
    assert problems(root) == [
        f"docs/{name}:1: the file name: a page has another kind of name: rename it, as in apply/cv.md"
    ]


def test_links_out_of_the_guide_are_refused(tmp_path: Path) -> None:
    """MkDocs follows them, so what they lead to would be rendered without having been read."""
    root = project(tmp_path / "guide")
    (tmp_path / "outside").mkdir()
    (root / "docs" / "link").symlink_to(tmp_path / "outside")
    assert problems(root) == [
        "docs/link:1: the file name: links are not followed: put the file here"
    ]


EXAMPLES = {
    "component": ("checklst", "one:\n  description: One.\n", "1: one: there is no component 'checklst': did you mean 'checklist'?"),
    "argument": ("checklist", "one:\n  description: One.\n  arguments: {id: bag}\n", "1: one: there is no checklist 'bag': there are none yet"),
    "parameter": ("progress", "one:\n  description: One.\n  arguments: {name: bag}\n", "1: one: the call is wrong (choose() got an unexpected keyword argument 'name'): mend its arguments"),
    "key": ("progress", "one:\n  descripton: One.\n", "2: descripton: the key 'descripton' is unknown: did you mean 'description' or 'questions'?"),
    "no group": ("progress", "one: two\n", "1: the file: 'two' is not a group of keys: write 'key: value' lines below it"),
}  # fmt: skip


@pytest.mark.parametrize(("component", "text", "said"), EXAMPLES.values(), ids=EXAMPLES)
def test_example_is_refused(tmp_path: Path, component: str, text: str, said: str) -> None:
    root = project(tmp_path)
    write(root, f"docs/data/examples/{component}.yml", text)
    assert f"docs/data/examples/{component}.yml:{said}" in problems(root)


def test_examples_that_are_no_group(tmp_path: Path) -> None:
    root = project(tmp_path)
    write(root, "docs/data/examples/checklist.yml", "- one\n")
    assert problems(root) == [
        "docs/data/examples/checklist.yml:1: the file: ['one'] is not a group of keys: "
        "write 'key: value' lines below it"
    ]


def break_everything(root: Path) -> list[str]:
    """Put a mistake into each kind of file; gives the sentences in the order to expect."""
    change(root, BAG, "essential: true", "essential: perhaps")
    change(root, BAG, "reviewed: 2026-11-22", "reviewed: 2026-02-30")
    change(root, VISIT, "after: ask", "after: aks")
    write(root, "docs/data/sources/other.yaml", "title: Other\n")
    change(root, INDEX, "{{ sources() }}", "{{ source() }}\n\n{{ sources() }}")
    return [
        f"{BAG}:3: reviewed: '2026-02-30' is not a date that exists: write year-month-day, as in 2026-11-21",
        f"{BAG}:13: sections[1].items[1].essential: 'perhaps' is neither true nor false: write true or false",
        f"docs/data/sources/other.yaml:1: {FOREIGN}",
        f"{VISIT}:18: phases[1].milestones[2].gaps[1].after: there is no milestone 'aks' in this timeline: did you mean 'ask' or 'thank'?",
        f"{INDEX}:14: template code: there is no macro 'source': did you mean 'sources'?",
    ]


def test_every_problem_of_every_file_in_one_run(tmp_path: Path) -> None:
    root = project(tmp_path)
    expected = break_everything(root)
    assert problems(root) == expected


def test_check_says_them_and_fails(tmp_path: Path) -> None:
    root = buildable(tmp_path)
    expected = break_everything(root)
    result = run(root, "macros", "check")
    assert result.returncode == 1
    assert result.stderr.splitlines() == expected
    assert result.stdout == ""


def test_check_is_content_with_the_tiny_guide(tmp_path: Path) -> None:
    result = run(buildable(tmp_path), "macros", "check")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith(
        "1 checklists, 1 timelines, 1 sources and 1 pages are in order."
    )


def test_build_says_them_before_it_renders_a_page(tmp_path: Path) -> None:
    root = buildable(tmp_path)
    expected = break_everything(root)
    result = run(root, "mkdocs", "build", "--strict")
    said = result.stdout + result.stderr
    assert result.returncode != 0
    assert "Traceback" not in said
    assert [line for line in said.splitlines() if line in expected] == expected
    assert not (root / "site").exists()


def test_build_renders_the_tiny_guide(tmp_path: Path) -> None:
    root = buildable(tmp_path)
    result = run(root, "mkdocs", "build", "--strict")
    assert result.returncode == 0, result.stderr
    html = (root / "site" / "index.html").read_text()
    assert 'data-entry="bag/badge"' in html
