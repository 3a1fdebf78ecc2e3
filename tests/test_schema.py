"""The JSON Schemas with which editors help: never stale, and of the same opinion as the models."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from macros.documents import parse_yaml, read_yaml
from macros.schema import SCHEMAS, stale_schemas, write_schemas

from .projects import BAG, FILES, ROOT, RULE, VISIT

DATA = ROOT / "docs" / "data"
KINDS = {kind: f"{kind}s" for kind in SCHEMAS}


def validator(kind: str) -> Draft202012Validator:
    schema = json.loads((DATA / "schema" / f"{kind}.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def faults(kind: str, data: Any) -> list[str]:
    return [error.message for error in validator(kind).iter_errors(data)]


def test_no_schema_is_stale(root: Path) -> None:
    assert stale_schemas(root) == [], "run `make generate`"


def test_a_stale_schema_is_found(tmp_path: Path) -> None:
    write_schemas(tmp_path)
    path = tmp_path / "docs" / "data" / "schema" / "source.schema.json"
    path.write_text(path.read_text().replace("title", "titel"))
    assert stale_schemas(tmp_path) == ["source.schema.json"]


@pytest.mark.parametrize("kind", SCHEMAS)
def test_every_real_file_is_valid(kind: str) -> None:
    check = validator(kind)
    paths = sorted((DATA / KINDS[kind]).glob("*.yml"))
    assert paths
    for path in paths:
        data = read_yaml(path, path.name)[0].data
        assert [error.message for error in check.iter_errors(data)] == [], path.name


@pytest.mark.parametrize("path", sorted((DATA / "examples").glob("*.yml")), ids=lambda p: p.stem)
def test_every_example_is_valid(path: Path) -> None:
    for name, example in read_yaml(path, path.name)[0].data.items():
        for kind, folder in KINDS.items():
            for data in example.get(folder, {}).values():
                assert faults(kind, data) == [], name


@pytest.mark.parametrize("kind", SCHEMAS)
def test_every_real_file_names_its_schema(kind: str) -> None:
    line = f"# yaml-language-server: $schema=../schema/{kind}.schema.json"
    for path in (DATA / KINDS[kind]).glob("*.yml"):
        assert path.read_text().splitlines()[0] == line, path.name


BROKEN = {
    "unknown key": ("checklist", BAG, "essential:", "esential:"),
    "id": ("checklist", BAG, "id: letter", "id: Letter"),
    "audience": ("checklist", BAG, "[student,", "[studnet,"),
    "empty list": ("checklist", BAG, "was: [card]", "was: []"),
    "missing": ("checklist", BAG, "title: Your bag\n", ""),
    "link": ("checklist", BAG, "link: /index.md#small-guide", "link: javascript:x"),
    "length": ("timeline", VISIT, "before: P12W", "before: 12 weeks"),
    "type": ("timeline", VISIT, "text: Arrive early.", "text: [Arrive]"),
    "kind": ("source", RULE, "kind: official", "kind: blog"),
    "address": ("source", RULE, "url: https:", "url: ftp:"),
}


@pytest.mark.parametrize(("kind", "file", "old", "new"), BROKEN.values(), ids=BROKEN)
def test_a_broken_list_is_not_valid(kind: str, file: str, old: str, new: str) -> None:
    text = FILES[file]
    assert old in text
    assert faults(kind, _plain(text)) == []
    assert faults(kind, _plain(text.replace(old, new, 1))) != []


def _plain(text: str) -> Any:
    return parse_yaml(text, "file")[0].data
