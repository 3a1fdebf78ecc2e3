"""Read the Markdown pages and refuse template code that is not a plain call of the guide's macros.

mkdocs-macros renders every page as a Jinja template without a sandbox, so a page is code.
This module reads pages with the same lexer and parser, and lets only literal calls through.
"""

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import jinja2
from jinja2 import nodes

from .documents import Document, parse_yaml
from .errors import Problem, nearest
from .links import heading_anchors
from .markup import refuse_markup
from .metadata import PageMeta
from .prose import fenced_lines, page_title
from .slots import MARK

_JINJA = jinja2.Environment(autoescape=False)
# The same pattern as in mkdocs.utils.meta: the guard and MkDocs must agree where the page begins.
_FRONT_MATTER = re.compile(r"\A-{3}[ \t]*\n(.*?\n)(?:\.{3}|-{3})[ \t]*\n", re.DOTALL)
_MARK = re.compile(r"\{[{%#]")
_ALONE = re.compile(r"\{\{(?!-)[^{}]*(?<!-)\}\}[ \t]*$")
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)")
_RAW = re.compile(r"\{%-?\s*raw.*?endraw\s*-?%\}")


@dataclass(frozen=True)
class Call:
    """Hold one macro call of a page, with its literal arguments bound to their names."""

    macro: str
    arguments: Mapping[str, Any]
    line: int


@dataclass(frozen=True)
class Page:
    """Hold what the guide knows of one page; `path` is relative to docs/.

    `body` is its Markdown without the front matter, whose lines are empty in it. `meta` is the
    front matter, and None where that was refused.
    """

    path: str
    front_matter: Document
    calls: tuple[Call, ...]
    headings: frozenset[str] = frozenset()
    broken: bool = False
    title: str = ""
    body: str = ""
    meta: PageMeta | None = None


def read_page(
    text: str,
    path: str,
    file: str,
    macros: Mapping[str, Callable[..., str]],
    inline: frozenset[str],
) -> tuple[Page, list[Problem]]:
    """Read one page; it may call `macros`, and those in `inline` in the middle of a sentence."""
    front_matter, problems = _read_front_matter(text, file)
    calls: list[Call] = []
    try:
        # Statements and comments begin with one of two marks; most pages have neither.
        tokens = list(_JINJA.lex(text)) if "{%" in text or "{#" in text else []
        template = _JINJA.parse(text)
    except jinja2.TemplateSyntaxError as error:
        problems.append(_syntax_problem(error, text, file))
        return Page(path, front_matter, (), broken=True), problems
    problems += _refuse_blocks(tokens, file)
    for node in _expressions(template):
        call = _read_call(node, macros)
        if isinstance(call, Call):
            calls.append(call)
        else:
            problems.append(Problem(file, node.lineno, "template code", *call))
    problems += _refuse_misplaced(text, calls, file, inline)
    problems += _refuse_slots(text, file)
    # The front matter becomes empty lines, so that every line keeps its number.
    body = _FRONT_MATTER.sub(lambda head: "\n" * head[0].count("\n"), text)
    fenced = fenced_lines(body)
    problems += refuse_markup(body, fenced, file)
    headings = heading_anchors(body, fenced)
    title = page_title(body, fenced)
    return Page(path, front_matter, tuple(calls), headings, title=title, body=body), problems


def _read_front_matter(text: str, file: str) -> tuple[Document, list[Problem]]:
    match = _FRONT_MATTER.match(text)
    if match is None:
        return Document(file, None, {}), []
    document, problems = parse_yaml(match[1], file, first_line=2)
    # A mark in a comment there could open what the page closes: MkDocs renders the page without it.
    for mark in _MARK.finditer(text, 0, match.end()):
        line = text.count("\n", 0, mark.start()) + 1
        what = f"{mark[0]!r} stands in the front matter"
        problems.append(Problem(file, line, "template code", what, "say it in words"))
    if not isinstance(document.data, dict):
        return Document(file, None, {}), problems
    return document, problems


def _syntax_problem(error: jinja2.TemplateSyntaxError, text: str, file: str) -> Problem:
    line = text.split("\n")[error.lineno - 1]
    if "comment" in str(error.message):
        return _comment_problem(file, error.lineno)
    return Problem(
        file,
        error.lineno,
        "template code",
        f"{line.strip()!r} cannot be read ({error.message})",
        'write a call such as {{ checklist("cv") }}, or put braces you want to show in words',
    )


def _comment_problem(file: str, line: int) -> Problem:
    return Problem(
        file,
        line,
        "template code",
        "'{#' opens a template comment",
        "write an anchor as { #name } with spaces",
    )


def _refuse_blocks(tokens: list[tuple[int, str, str]], file: str) -> list[Problem]:
    problems = []
    for number, (line, kind, value) in enumerate(tokens):
        if kind == "comment_begin":
            problems.append(_comment_problem(file, line))
        if kind == "block_begin":
            name = next((v for _, k, v in tokens[number + 1 :] if k == "name"), "")
            problems.append(
                Problem(
                    file,
                    line,
                    "template code",
                    f"the statement '{value} {name}' is not allowed",
                    "use the guide's macros only",
                )
            )
    return problems


def _expressions(template: nodes.Template) -> Iterator[nodes.Node]:
    """Walk the expressions that the page outputs; statements are refused by the lexer's tokens."""
    for output in template.find_all(nodes.Output):
        for node in output.nodes:
            if not isinstance(node, nodes.TemplateData):
                yield node


def _read_call(
    node: nodes.Node, macros: Mapping[str, Callable[..., str]]
) -> Call | tuple[str, str]:
    """Read a plain call, or say in two parts what is wrong with it and what to do."""
    if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name):
        return f"{_name(node)} is not allowed", _known(macros)
    name = node.node.name
    if name not in macros:
        return f"there is no macro {name!r}", nearest(name, macros)
    literals = [*node.args, *(pair.value for pair in node.kwargs)]
    if node.dyn_args or node.dyn_kwargs or not all(isinstance(a, nodes.Const) for a in literals):
        return f"the arguments of {name}() are not plain text or numbers", f'write {name}("id")'
    return _bind(name, macros[name], node)


def _name(node: nodes.Node) -> str:
    """Name what an expression is in place of a plain call."""
    match node:
        case nodes.Name():
            return f"the variable {node.name!r}"
        case nodes.Getattr():
            return f"the attribute {node.attr!r}"
        case nodes.Filter():
            return f"the filter {node.name!r}"
        case nodes.Call():
            return f"the call of {_name(node.node)}"
    return "an expression that is no call"


def _bind(name: str, macro: Callable[..., str], node: nodes.Call) -> Call | tuple[str, str]:
    signature = inspect.signature(macro)
    for pair in node.kwargs:
        if pair.key not in signature.parameters:
            return f"{name}() takes no argument {pair.key!r}", nearest(
                pair.key, signature.parameters
            )
    args = [_literal(argument) for argument in node.args]
    kwargs = {pair.key: _literal(pair.value) for pair in node.kwargs}
    try:
        bound = signature.bind(*args, **kwargs)
    except TypeError as error:
        return (
            f"{name}() is called wrongly ({error})",
            f"its arguments are {', '.join(signature.parameters) or 'none'}",
        )
    return Call(name, bound.arguments, node.lineno)


def _literal(node: nodes.Expr) -> Any:
    assert isinstance(node, nodes.Const)  # _read_call has seen to it
    return node.value


def _known(macros: Mapping[str, Any]) -> str:
    return f"use {', '.join(f'{name}()' for name in sorted(macros))} with plain text or numbers"


def _refuse_misplaced(
    text: str, calls: list[Call], file: str, inline: frozenset[str]
) -> list[Problem]:
    """Refuse a component that is not alone on its line: Markdown would tear its HTML apart."""
    lines = ["", *text.split("\n"), ""]  # so that lines[n] is line n of the file
    fenced = fenced_lines(text)
    problems = []
    for call in calls:
        line = lines[call.line]
        if call.line in fenced:
            what, remedy = (
                "a macro stands in a block of code",
                "put {% raw %} before and {% endraw %} after it",
            )
        elif _in_code(line):
            what, remedy = (
                "a macro stands in code",
                "put {% raw %} before and {% endraw %} after it",
            )
        elif line.lstrip().startswith("#"):
            what, remedy = "a macro stands in a heading", "put it into the text below"
        elif call.macro in inline or (
            _ALONE.match(line) and _between_blank_lines(lines, call.line)
        ):
            continue
        else:
            what = f"{call.macro}() does not stand alone"
            remedy = "put it at the start of a line of its own, with an empty line before and after"
        problems.append(Problem(file, call.line, "template code", what, remedy))
    return problems


def _in_code(line: str) -> bool:
    """Tell whether a macro stands in a line's inline code; what is raw there is no macro."""
    return any("{{" in code[2] for code in _CODE.finditer(_RAW.sub("", line)))


def _refuse_slots(text: str, file: str) -> list[Problem]:
    """Refuse what looks like a component's finished HTML: it would be taken for it."""
    return [
        Problem(file, number, "template code", f"{MARK!r} stands in the text", "take it out")
        for number, line in enumerate(text.split("\n"), start=1)
        if MARK in line
    ]


def _between_blank_lines(lines: list[str], index: int) -> bool:
    return not lines[index - 1].strip() and not lines[index + 1].strip()
