"""Read a page's Markdown as text: its title, its prose, its links, and what stands in it."""

import posixpath
import re
from collections.abc import Iterator

_FENCE = re.compile(r"^[ \t>]*(`{3,}|~{3,})")
_HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t]*#*$")
_ATTRIBUTES = re.compile(r"[ \t]*\{:?[^{}]*\}[ \t]*$")
_CALL = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\]]*\])*)\]\(\s*<?([^)\s>]*)>?[^)]*\)")
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)")
_EMPHASIS = re.compile(r"\*+|(?<!\w)_+|_+(?!\w)")
_ROW = re.compile(r"^\s*\|.*\|\s*$")
_RULER = re.compile(r"^\s*\|?\s*:?-{3,}:?\s*(\|\s*:?-{3,}:?\s*)*\|?\s*$")
_ENTRY = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+|^\s*:\s+|^[ \t>]+")
_ADMONITION = re.compile(r"^\s*(?:!!!|\?\?\?\+?)\s")
_TAG = re.compile(r"<[^>]*>")
_DEFINITION = re.compile(r"^\s*\*?\[[^\]]+\]:\s")
# A full stop inside a number, an address or an abbreviation ends no sentence.
_INNER_STOP = re.compile(r"(?<=\w)\.(?=\w)")
_ABBREVIATIONS = re.compile(r"\b(e\.?g|i\.?e|etc|Dr|Mr|Ms|Mrs|Prof|St|vs|approx|No)\.(?=\s)")
_END = re.compile(r"[.!?][\"'”’)]*$")


def fenced_lines(text: str) -> set[int]:
    """List the numbers (from 1) of the lines inside a fenced block of code."""
    fenced: set[int] = set()
    if "```" not in text and "~~~" not in text:
        return fenced
    fence = ""
    for number, line in enumerate(text.split("\n"), start=1):
        match = _FENCE.match(line)
        bare = line.strip(" \t>")
        if match and not fence:
            fence = match[1]
        elif match and bare.startswith(fence) and not bare.strip(fence[0]):
            fence = ""
        if fence:
            fenced.add(number)
    return fenced


def page_title(body: str, fenced: set[int]) -> str:
    """Give the first heading of the first level in plain words; empty where there is none."""
    for number, line in enumerate(body.split("\n"), start=1):
        if line.startswith("# ") and number not in fenced:
            return plain(_ATTRIBUTES.sub("", line[2:]))
    return ""


def plain(text: str) -> str:
    """Give inline Markdown as the words that a reader sees."""
    text = _LINK.sub(r"\1", _CALL.sub("", text))
    return " ".join(_EMPHASIS.sub("", _CODE.sub(r"\2", text)).split())


def prose(body: str) -> str:
    """Give the sentences of a page, a paragraph or list entry a line, each with its full stop.

    Headings, tables, code, macro calls and the targets of links are no prose.
    """
    return "\n".join(filter(None, map(_sentences, _blocks(body))))


def _blocks(body: str) -> Iterator[str]:
    """Walk the paragraphs and list entries; what is no prose only parts them."""
    block: list[str] = []
    fenced = fenced_lines(body)
    for number, line in enumerate(body.split("\n"), start=1):
        apart = number in fenced or not line.strip() or _is_no_prose(line)
        if apart or _starts_entry(line):
            yield " ".join(block)
            block = []
        if not apart:
            block.append(_ENTRY.sub("", line))
    yield " ".join(block)


def _is_no_prose(line: str) -> bool:
    patterns = (_HEADING, _ROW, _RULER, _ADMONITION, _DEFINITION)
    return any(pattern.match(line) for pattern in patterns)


def _starts_entry(line: str) -> bool:
    return bool(re.match(r"\s*(?:[-*+]|\d+[.)]|:)\s+", line))


def _sentences(block: str) -> str:
    # Code is named, not read: its words are no English.
    text = plain(_TAG.sub("", _CODE.sub("", block)))
    text = _ABBREVIATIONS.sub(lambda short: short[1].replace(".", ""), text)
    text = _INNER_STOP.sub("", text)
    if not re.search(r"\w", text):
        return ""
    return text if _END.search(text) else f"{text.rstrip(':;,')}."


def targets(body: str) -> Iterator[tuple[int, str]]:
    """Walk the targets of a page's links outside code, with their lines."""
    fenced = fenced_lines(body)
    for number, line in enumerate(body.split("\n"), start=1):
        if "](" in line and number not in fenced:
            for _, target in _LINK.findall(_CODE.sub("", line)):
                yield number, target


def linked_pages(body: str, path: str) -> set[str]:
    """List the pages of the guide that a page links to, as paths from docs/."""
    found = set()
    for _, target in targets(body):
        name = target.partition("#")[0]
        if name.endswith(".md") and ":" not in name:
            # `relative_to_docs`: an absolute link starts at docs/.
            joined = name[1:] if name.startswith("/") else posixpath.join(_folder(path), name)
            found.add(posixpath.normpath(joined))
    return found


def _folder(path: str) -> str:
    return posixpath.dirname(path)


def has_table(body: str) -> bool:
    """Tell whether a page has a table in Markdown."""
    fenced = fenced_lines(body)
    return any(
        "|" in line and _RULER.match(line) and number not in fenced
        for number, line in enumerate(body.split("\n"), start=1)
    )


def has_example(body: str) -> bool:
    """Tell whether a page shows a worked example: an admonition of that kind."""
    return re.search(r"^\s*(?:!!!|\?\?\?\+?) example\b", body, re.MULTILINE) is not None
