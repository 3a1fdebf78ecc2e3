"""Pages hold Markdown only: no markup that could carry a script or break the page."""

import pytest

from macros.markup import refuse_markup

from .projects import INDEX, change, problems, project

REFUSED = [
    "<script>alert(1)</script>",
    "<script",
    "</section>",
    "<!-- a comment that hides a list -->",
    "<https://example.org>",
    '<div class="guide-hero" onclick="alert(1)" markdown>',
    "[x](javascript:alert(1))",
    "[x]( JaVaScRiPt:alert(1))",
    "[x](<data:text/html;base64,AAAA>)",
    "![x](javascript:alert(1))",
    "[x]: javascript:alert(1)",
    "[x](page.md?y=javascript:z)",
    'A text{: onclick="alert(1)" }',
    "A text{ style=color:red }",
]
ALLOWED = [
    "3 < 4 and 5 > 4",
    "`<script>` in code",
    '<div class="guide-hero" markdown>',
    "</div>",
    "[page](../usa/visa.md#fees) and [here](#fees)",
    "[filtered](../find/index.md?country=usa&type=research)",
    "[call](tel:15), [write](mailto:a@example.org), [look](https://example.org/?a=b&c=d)",
    "## Fees { #fees }",
    "| a | b |{{ cite('rule') }}",
    "![picture](../assets/mark.svg)",
]


@pytest.mark.parametrize("line", REFUSED)
def test_refused(line: str) -> None:
    assert list(refuse_markup(f"First line.\n{line}", set(), "f.md"))


@pytest.mark.parametrize("line", ALLOWED)
def test_allowed(line: str) -> None:
    assert not list(refuse_markup(f"First line.\n{line}", set(), "f.md"))


def test_code_may_show_anything() -> None:
    assert not list(refuse_markup("```html\n<script>\n```", {1, 2, 3}, "f.md"))


def test_a_page_is_refused_with_its_line(tmp_path) -> None:
    root = project(tmp_path)
    change(root, INDEX, "A claim.", "A claim. <b>Bold</b>")
    found = problems(root)
    assert len(found) == 2
    assert found[0].startswith(f"{INDEX}:8: the text: raw HTML ('</b>') is not allowed:")
