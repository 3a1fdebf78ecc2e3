"""Read YAML into plain values, remembering on which line each of them stands."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from .errors import Problem

Place = tuple[str | int, ...]
_TAG = "tag:yaml.org,2002:"
_TAGS = {"null", "bool", "int", "float", "str", "timestamp", "map", "seq"}


@dataclass(frozen=True)
class Document:
    """Hold one YAML file: its values and the line (1-based) of every place in it."""

    file: str
    data: Any
    lines: dict[Place, int]

    def line(self, place: Place) -> int:
        """Find the line of a place, or of the nearest thing around it that has one."""
        while place not in self.lines and place:
            place = place[:-1]
        return self.lines.get(place, 1)


class _Reader:
    """Turn YAML nodes into values. Dates stay text: whether they exist is the model's question."""

    def __init__(self, file: str, first_line: int) -> None:
        self.file = file
        self.first_line = first_line
        self.lines: dict[Place, int] = {}
        self.problems: list[Problem] = []
        self.seen: set[int] = set()

    def value(self, node: yaml.Node, place: Place) -> Any:
        self.lines.setdefault(place, self._line(node))
        if id(node) in self.seen:
            self._refuse(node, place, "an alias (*name) stands for its value", "write it out")
            return None
        self.seen.add(id(node))
        if node.tag.removeprefix(_TAG) not in _TAGS:
            self._refuse(
                node, place, f"it has the tag {node.tag!r}", "leave the tag out, or quote it"
            )
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*place, i)) for i, child in enumerate(node.value)]
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, child in node.value:
            key = str(key_node.value)
            if key in result:
                self._refuse_second(key, key_node, place)
                continue
            self.lines[(*place, key)] = self._line(key_node)
            if child.tag == f"{_TAG}null":
                self._refuse(
                    key_node, (*place, key), "it has no value", "write it, or delete the key"
                )
            else:
                result[key] = self.value(child, (*place, key))
        return result

    def _refuse_second(self, key: str, node: yaml.Node, place: Place) -> None:
        first = self.lines[(*place, key)]
        what = f"the key {key!r} is given twice (first on line {first})"
        self._refuse(node, place, what, "keep one of them")

    def _refuse(self, node: yaml.Node, place: Place, what: str, remedy: str) -> None:
        problem = Problem(self.file, self._line(node), describe(place), what, remedy)
        self.problems.append(problem)

    def _scalar(self, node: yaml.Node) -> Any:
        tag = node.tag.removeprefix(_TAG)
        if tag == "null":
            return None
        if tag == "bool":
            return str(node.value).lower() in {"true", "yes", "on"}
        if tag == "int" and str(node.value).isdigit():
            return int(node.value)
        return node.value

    def _line(self, node: yaml.Node) -> int:
        return int(node.start_mark.line) + self.first_line


def read_yaml(path: Path, file: str) -> tuple[Document, list[Problem]]:
    """Read one YAML file; `file` is the name that problems show."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return Document(file, None, {}), [not_utf8(file)]
    return parse_yaml(text, file)


def not_utf8(file: str) -> Problem:
    """Say that a file is not text."""
    remedy = "save it again with the encoding UTF-8"
    return Problem(file, 1, "the file", "it is not UTF-8 text", remedy)


def parse_yaml(text: str, file: str, first_line: int = 1) -> tuple[Document, list[Problem]]:
    """Parse YAML text that starts on `first_line` of `file`."""
    reader = _Reader(file, first_line)
    loader = yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader
    try:
        node = yaml.compose(text, Loader=loader)
        data = reader.value(node, ()) if node else None
    except yaml.MarkedYAMLError as error:
        return Document(file, None, {}), [_syntax_problem(error, file, first_line)]
    except yaml.YAMLError as error:
        problem = Problem(
            file, first_line, "the file", str(error).split("\n")[0], "remove that character"
        )
        return Document(file, None, {}), [problem]
    except RecursionError:
        problem = Problem(file, first_line, "the file", "it is nested too deeply", "make it flat")
        return Document(file, None, {}), [problem]
    return Document(file, data, reader.lines), reader.problems


def _syntax_problem(error: yaml.MarkedYAMLError, file: str, first_line: int) -> Problem:
    line = error.problem_mark.line + first_line if error.problem_mark else first_line
    return Problem(
        file,
        line,
        "YAML",
        f"it cannot be read ({error.problem})",
        "look at the indentation, and quote text that has ': ' or starts with a special character",
    )


def describe(place: Place) -> str:
    """Name a place as people would: `sections[2].items[1].text`, counted from 1."""
    name = ""
    for part in place:
        name += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if name else part
    return name or "the file"
