"""A page is code to mkdocs-macros: nothing but plain calls of the guide's own macros may get there."""

from pathlib import Path

import pytest

from macros.components import macros

from .projects import INDEX, buildable, change, problems, project, run, write

HEAD = "---\ndescription: Two.\nreviewed: 2026-11-22\n---\n\n"
FIRST = 6  # the line of a page on which its text starts
MACROS = sorted(macros())
USE = f"use {', '.join(f'{name}()' for name in MACROS)} with plain text or numbers"
EVIL = '{{ cycler.__init__.__globals__.os.open("pwned", 65) }}'
COMMENT = "'{#' opens a template comment: write an anchor as { #name } with spaces"
ONLY = "use the guide's macros only"
LITERAL = 'the arguments of cite() are not plain text or numbers: write cite("id")'
FORM = 'write a call such as {{ checklist("cv") }}, or put braces you want to show in words'

ESCAPES = {
    "attribute walk from cycler": (EVIL, [f"6: the call of the attribute 'open' is not allowed: {USE}"]),
    "attribute walk from lipsum": ('{{ lipsum.__globals__["os"] }}', [f"6: an expression that is no call is not allowed: {USE}"]),
    "attribute walk from self": ("{{ self.__init__ }}", [f"6: the attribute '__init__' is not allowed: {USE}"]),
    "settings": ("{{ config }}", [f"6: the variable 'config' is not allowed: {USE}"]),
    "environment": ("{{ environment }}", [f"6: the variable 'environment' is not allowed: {USE}"]),
    "plugin": ("{{ plugin.page }}", [f"6: the attribute 'page' is not allowed: {USE}"]),
    "front matter": ("{{ page.meta }}", [f"6: the attribute 'meta' is not allowed: {USE}"]),
    "import": ('{% import "x.md" as x %}', [f"6: the statement '{{% import' is not allowed: {ONLY}"]),
    "from": ('{% from "x.md" import x %}', [f"6: the statement '{{% from' is not allowed: {ONLY}"]),
    "include": ('{% include "data/ids.txt" %}', [f"6: the statement '{{% include' is not allowed: {ONLY}"]),
    "extends": ('{% extends "x.md" %}', [f"6: the statement '{{% extends' is not allowed: {ONLY}"]),
    "set": ("{% set cite = 1 %}", [f"6: the statement '{{% set' is not allowed: {ONLY}"]),
    "for": ("{% for x in config %}\n{% endfor %}", [f"6: the statement '{{% for' is not allowed: {ONLY}", f"7: the statement '{{% endfor' is not allowed: {ONLY}"]),
    "if": ("{%- if x -%}{%- endif -%}", [f"6: the statement '{{%- endif' is not allowed: {ONLY}", f"6: the statement '{{%- if' is not allowed: {ONLY}"]),
    "macro": ("{% macro cite() %}\n{% endmacro %}", [f"6: the statement '{{% macro' is not allowed: {ONLY}", f"7: the statement '{{% endmacro' is not allowed: {ONLY}"]),
    "filter attr": ('{{ cite("rule")|attr("__class__") }}', [f"6: the filter 'attr' is not allowed: {USE}"]),
    "filter map": ('{{ ["rule"]|map("upper") }}', [f"6: the filter 'map' is not allowed: {USE}"]),
    "filter statement": ("{% filter upper %}\n{% endfilter %}", [f"6: the statement '{{% filter' is not allowed: {ONLY}", f"7: the statement '{{% endfilter' is not allowed: {ONLY}"]),
    "attribute of a result": ('{{ cite("rule").__class__ }}', [f"6: the attribute '__class__' is not allowed: {USE}"]),
    "element of a result": ('{{ cite("rule")[0] }}', [f"6: an expression that is no call is not allowed: {USE}"]),
    "call of a result": ('{{ cite("rule")() }}', [f"6: the call of the call of the variable 'cite' is not allowed: {USE}"]),
    "list of arguments": ('{{ cite(*["rule"]) }}', [f"6: {LITERAL}"]),
    "group of arguments": ('{{ cite(**{"id": "rule"}) }}', [f"6: {LITERAL}"]),
    "call as argument": ('{{ cite(cite("rule")) }}', [f"6: {LITERAL}"]),
    "variable as argument": ("{{ cite(id=config) }}", [f"6: {LITERAL}"]),
    "sum as argument": ('{{ cite("ru" ~ "le") }}', [f"6: {LITERAL}"]),
    "macro without a call": ("{{ cite }}", [f"6: the variable 'cite' is not allowed: {USE}"]),
    "condition": ('{{ cite("rule") if config }}', [f"6: an expression that is no call is not allowed: {USE}"]),
    "two values": ('{{ cite("rule"), config }}', [f"6: an expression that is no call is not allowed: {USE}"]),
    "text": ('{{ "<script>" }}', [f"6: an expression that is no call is not allowed: {USE}"]),
    "sum": ("{{ 7 * 7 }}", [f"6: an expression that is no call is not allowed: {USE}"]),
    "space control": ("{{- config -}}", [f"6: the variable 'config' is not allowed: {USE}"]),
    "over two lines": ("{{\nconfig }}", [f"7: the variable 'config' is not allowed: {USE}"]),
    "comment": ("text {# comment #}", [f"6: {COMMENT}"]),
    "comment over two lines": ("text {#\n #}", [f"6: {COMMENT}"]),
    "in a block of code": ("```\n{{ config }}\n```", [f"7: the variable 'config' is not allowed: {USE}"]),
    "in inline code": ("`{{ config }}`", [f"6: the variable 'config' is not allowed: {USE}"]),
    "in a heading": ("# {{ config }}", [f"6: the variable 'config' is not allowed: {USE}"]),
    "in an HTML comment": ("<!-- {{ config }} -->", [f"6: the variable 'config' is not allowed: {USE}"]),
    "after raw text": ("{% raw %}{{ x }}{% endraw %}{{ config }}", [f"6: the variable 'config' is not allowed: {USE}"]),
    "after empty raw text": ("{% raw -%}{%- endraw %}\n{{ config }}", [f"7: the variable 'config' is not allowed: {USE}"]),
    "after a raw comment": ("{% raw %}{# {% endraw %}{{ config }}", [f"6: the variable 'config' is not allowed: {USE}"]),
    "raw text that is not closed": ("{% raw %}{{ x }}", [f"6: '{{% raw %}}{{{{ x }}}}' cannot be read (Missing end of raw directive): {FORM}"]),
    "after a raw mark of a comment": ("{% raw %}{#{% endraw %}\n\n{{", [f"8: '{{{{' cannot be read (unexpected 'end of template'): {FORM}"]),
    "macros of mkdocs-macros": ("{{ macros_info() }}", [f"6: there is no macro 'macros_info': the known names are {', '.join(map(repr, MACROS))}"]),
    "finished HTML": ("@@guide:PHNjcmlwdD4=@@", ["6: '@@guide:' stands in the text: take it out"]),
}  # fmt: skip


@pytest.mark.parametrize(("body", "said"), ESCAPES.values(), ids=ESCAPES)
def test_escape_is_refused(tmp_path: Path, body: str, said: list[str]) -> None:
    root = project(tmp_path)
    write(root, "docs/page.md", f"{HEAD}{body}\n")
    # Some of them are strange markup too, which another rule refuses beside this one.
    found = [sentence for sentence in problems(root) if ": the text: " not in sentence]
    assert found == [
        f"docs/page.md:{sentence.replace(': ', ': template code: ', 1)}" for sentence in said
    ]


def test_front_matter_opens_nothing_that_the_page_closes(tmp_path: Path) -> None:
    """MkDocs renders the page without its front matter: what is raw text here is code there."""
    root = project(tmp_path)
    head = HEAD.replace("reviewed", "# {% raw %}\nreviewed")
    write(root, "docs/page.md", f"{head}{EVIL}{{# {{% endraw %}} #}}\n")
    assert problems(root) == [
        "docs/page.md:3: template code: '{%' stands in the front matter: say it in words"
    ]


@pytest.mark.parametrize("mark", ["{{ config }}", "{% raw %}", "{#"])
@pytest.mark.parametrize("key", ["title", "description"])
def test_front_matter_holds_no_code(tmp_path: Path, mark: str, key: str) -> None:
    root = project(tmp_path)
    old = "description: A small guide for tests."
    new = f"{key}: '{mark}'" if key == "description" else f"{old}\n{key}: '{mark}'"
    change(root, INDEX, old, new)
    line = 2 if key == "description" else 3
    assert (
        f"{INDEX}:{line}: template code: {mark[:2]!r} stands in the front matter: say it in words"
    ) in problems(root)


MISPLACED = {
    "indented": ('  {{ progress() }}', 6),
    "in indented code": ('    {{ progress() }}', 6),
    "in a list": ("- {{ progress() }}", 6),
    "in a quotation": ("> {{ progress() }}", 6),
    "in a table": ("| a |\n|---|\n| {{ progress() }} |", 8),
    "in an admonition": ("!!! note\n\n    {{ progress() }}", 8),
    "in a sentence": ("See {{ progress() }} here.", 6),
    "two on a line": ("{{ progress() }} {{ progress() }}", 6),
    "below a text": ("Text\n{{ progress() }}", 7),
    "above a text": ("{{ progress() }}\nText", 6),
    "over two lines": ("{{ progress(\nlevel=3) }}", 6),
    "with space control": ("{{- progress() }}", 6),
    "with space control after it": ("{{ progress() -}}", 6),
}  # fmt: skip


@pytest.mark.parametrize(("body", "line"), MISPLACED.values(), ids=MISPLACED)
def test_component_stands_alone(tmp_path: Path, body: str, line: int) -> None:
    root = project(tmp_path)
    write(root, "docs/page.md", f"{HEAD}{body}\n")
    assert problems(root) == [
        f"docs/page.md:{line}: template code: progress() does not stand alone: "
        "put it at the start of a line of its own, with an empty line before and after"
    ]


BLOCK = "a macro stands in a block of code: put {% raw %} before and {% endraw %} after it"
CODE = "a macro stands in code: put {% raw %} before and {% endraw %} after it"
SHOWN = {
    "fence": ('```\n{{ cite("rule") }}\n```', 7, BLOCK),
    "fence of a component": ("```\n\n{{ progress() }}\n\n```", 8, BLOCK),
    "fence in a fence": ('~~~~ yaml\n```\n{{ cite("rule") }}\n~~~~', 8, BLOCK),
    "fence in a list": ('- a\n\n    ```\n    {{ cite("rule") }}\n    ```', 9, BLOCK),
    "fence in a quotation": ('> ```\n> {{ cite("rule") }}\n> ```', 7, BLOCK),
    "inline code": ('Write `{{ cite("rule") }}`.', 6, CODE),
    "inline code of two marks": ('Write ``{{ cite("rule") }} ` ``.', 6, CODE),
    "heading": ('## Rule{{ cite("rule") }}', 6, "a macro stands in a heading: put it into the text below"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "line", "said"), SHOWN.values(), ids=SHOWN)
def test_macro_where_it_would_show_its_html(
    tmp_path: Path, body: str, line: int, said: str
) -> None:
    root = project(tmp_path)
    write(
        root, "docs/page.md", f'{HEAD}{body}\n\nA.{{{{ cite("rule") }}}}\n\n{{{{ sources() }}}}\n'
    )
    assert problems(root) == [f"docs/page.md:{line}: template code: {said}"]


ALLOWED = {
    "cite in a sentence": 'A claim.{{ cite("rule") }} Another.{{ cite(id="rule") }}',
    "cite in a list": '- A claim.{{ cite("rule") }}',
    "cite in an admonition": '!!! note\n\n    A claim.{{ cite("rule") }}',
    "cite in a table": '| a |\n|---|\n| A claim.{{ cite("rule") }} |',
    "cite between code": 'See `a` {{ cite("rule") }} and `b`.',
    "cite next to a shown one": 'See `{% raw %}{{ cite("rule") }}{% endraw %}`.{{ cite("rule") }}',
    "cite after a fence": '```\na\n```\n\nA claim.{{ cite("rule") }}',
    "shown call": 'A claim.{{ cite("rule") }}\n\n```\n{% raw %}{{ progress() }}{% endraw %}\n```',
    "anchor": '## Heading { #anchor }\n\nA claim.{{ cite("rule") }}',
    "component with all its arguments": '{{ checklist("bag", section="papers", audience="international-student", level=4) }}',
    "part of a timeline": '{{ timeline("visit", "before", "international-graduate") }}\n\nA.{{ cite("rule") }}',
    "progress": '{{ progress("bag") }}\n\nA.{{ cite("rule") }}',
}


@pytest.mark.parametrize("body", ALLOWED.values(), ids=ALLOWED)
def test_call_is_accepted(tmp_path: Path, body: str) -> None:
    root = project(tmp_path)
    write(root, "docs/page.md", f"{HEAD}{body}\n\n{{{{ sources(level=3) }}}}\n")
    assert problems(root) == []


ARGUMENTS = {
    "macro": ('chekclist("bag")', "template code: there is no macro 'chekclist': did you mean 'checklist'?"),
    "checklist": ('checklist("bga")', "checklist(): there is no checklist 'bga': did you mean 'bag'?"),
    "timeline": ('timeline("vist")', "timeline(): there is no timeline 'vist': did you mean 'visit'?"),
    "kind": ('timeline("bag")', "timeline(): there is no timeline 'bag': the known names are 'visit'"),
    "list": ('progress("bga")', "progress(): there is no list 'bga': did you mean 'bag'?"),
    "source": ('cite("ruel")', "cite(): there is no source 'ruel': did you mean 'rule'?"),
    "argument": ('checklist("bag", sections="papers")', "template code: checklist() takes no argument 'sections': did you mean 'section'?"),
    "section": ('checklist("bag", section="paper")', "checklist(): there is no section of 'bag' called 'paper': did you mean 'papers'?"),
    "phase": ('timeline("visit", phase="befor")', "timeline(): there is no phase of 'visit' called 'befor': did you mean 'before'?"),
    "audience": ('checklist("bag", audience="studnt")', "checklist(): there is no audience 'studnt': did you mean 'student'?"),
    "level": ('checklist("bag", level=7)', "checklist(): level 7 is not a heading level: use 2, 3, 4 or 5"),
    "level as text": ('checklist("bag", level="2")', "checklist(): level '2' is not a heading level: use 2, 3, 4 or 5"),
    "missing": ("cite()", "template code: cite() is called wrongly (missing a required argument: 'id'): its arguments are id"),
    "too many": ('cite("rule", 2)', "template code: cite() is called wrongly (too many positional arguments): its arguments are id"),
    "twice": ('cite("rule", id="rule")', "template code: cite() is called wrongly (multiple values for argument 'id'): its arguments are id"),
}  # fmt: skip


@pytest.mark.parametrize(("call", "said"), ARGUMENTS.values(), ids=ARGUMENTS)
def test_argument_is_refused_with_the_nearest_names(tmp_path: Path, call: str, said: str) -> None:
    root = project(tmp_path)
    body = f'{{{{ {call} }}}}\n\nA.{{{{ cite("rule") }}}}\n\n{{{{ sources() }}}}'
    write(root, "docs/page.md", f"{HEAD}{body}\n")
    assert problems(root) == [f"docs/page.md:{FIRST}: {said}"]


def test_sources_are_listed_where_something_is_cited(tmp_path: Path) -> None:
    root = project(tmp_path)
    change(root, INDEX, "\n{{ sources() }}\n", "")
    write(root, "docs/page.md", HEAD + "{{ sources() }}\n")
    assert problems(root) == [
        f"{INDEX}:1: the page: it cites sources but does not list them: end it with {{{{ sources() }}}}",
        "docs/page.md:6: sources(): the page cites nothing: remove sources(), or cite a source",
    ]


def test_a_list_stands_once_on_a_page(tmp_path: Path) -> None:
    root = project(tmp_path)
    change(root, INDEX, "{{ timeline", '{{ checklist("bag", section="papers") }}\n\n{{ timeline')
    assert problems(root) == [
        f"{INDEX}:12: checklist(): 'bag' stands on this page already (line 10): "
        "show it once, or split it between pages"
    ]


BUILDS = {
    "in a page": ("page.md", f"{HEAD}{EVIL}\n"),
    "behind the front matter": (
        "page.md",
        HEAD.replace("reviewed", "# {% raw %}\nreviewed") + EVIL + "{# {% endraw %} #}\n",
    ),
    "in a page of another kind": ("page.markdown", f"{HEAD}{EVIL}\n"),
    "in a name": (
        '{{ lipsum|attr("\\x5f\\x5fglobals\\x5f\\x5f")|attr("get")("os")|attr("open")("pwned", 65) }}.md',
        HEAD + "Text.\n",
    ),
}


@pytest.mark.parametrize(("name", "text"), BUILDS.values(), ids=BUILDS)
def test_build_refuses_a_page_before_it_runs(tmp_path: Path, name: str, text: str) -> None:
    root = buildable(tmp_path)
    write(root, f"docs/{name}", text)
    result = run(root, "mkdocs", "build")
    said = result.stdout + result.stderr
    assert result.returncode != 0
    assert f"docs/{name}:" in said
    assert "Traceback" not in said
    assert not (root / "pwned").exists()
    assert not (root / "site").exists()
