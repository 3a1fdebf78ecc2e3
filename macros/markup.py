"""Refuse markup that a page has no need of: pages come from strangers, and readers trust them."""

import re
from collections.abc import Iterator

from .errors import Problem

# The home page lays out its parts with these; everything else is Markdown.
_ALLOWED = re.compile(r'</div>|<div(?: class="[a-z_ -]+")? markdown>')
_TAG = re.compile(r"<[a-zA-Z/!?][^>]*>?")
_TARGET = re.compile(r"\]\(\s*<?([^)\s>]*)|^ {0,3}\[[^\]]+\]:\s*<?(\S+)")
_GOOD_TARGET = re.compile(
    r"(https?://|mailto:|tel:|#|(?![\w.+-]*:)[\w./-]+(\?[\w=&-]+)?(#[\w-]*)?$)"
)
_ATTRIBUTES = re.compile(r"\{:?[^{}]*=[^{}]*\}")
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)")
_CALL = re.compile(r"\{\{.*?\}\}")


def refuse_markup(text: str, fenced: set[int], file: str) -> Iterator[Problem]:
    """Find raw HTML, strange link targets and attributes in a page, outside code.

    `fenced` numbers the lines (1-based) that stand in blocks of code.
    """
    for number, line in enumerate(text.split("\n"), start=1):
        if number not in fenced:
            prose = _CALL.sub("", _CODE.sub("", line))
            for what, remedy in _faults(prose):
                yield Problem(file, number, "the text", what, remedy)


def _faults(line: str) -> Iterator[tuple[str, str]]:
    for tag in _TAG.findall(_ALLOWED.sub("", line)):
        yield f"raw HTML ({tag[:40]!r}) is not allowed", "write Markdown, or put code in backticks"
    for inline, defined in _TARGET.findall(line):
        target = inline or defined
        if target and not _GOOD_TARGET.match(target):
            yield (
                f"the link {target[:60]!r} is not allowed",
                "link to a page, or to an https:// address",
            )
    for attributes in _ATTRIBUTES.findall(line):
        yield (
            f"the attributes {attributes!r} are not allowed",
            "only { #anchor } and { .class } are",
        )
