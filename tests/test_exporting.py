"""The public data as files: exact, as their schemas say, safe in a spreadsheet, always the same."""

import csv
import hashlib
import io
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from macros import exporting
from macros.components import Context, render_call
from macros.components.downloads import HOLDS
from macros.exporting import dump, export, guarded, table
from macros.kinds import KINDS
from macros.loading import load_catalog
from macros.slots import fill

from .projects import ROOT

CATALOG = load_catalog(ROOT)
every_kind = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("site")
    export(CATALOG, site)
    return site / "data"


def rows(text: str) -> list[dict[str, str]]:
    """Read CSV as a spreadsheet does."""
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@every_kind
def test_json_is_what_its_schema_says(data: Path, kind: str) -> None:
    content = json.loads((data / f"{kind}.json").read_text(encoding="utf-8"))
    schema = json.loads((data / content["$schema"]).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(content, schema, jsonschema.Draft202012Validator)
    assert set(content[kind]) == set(getattr(CATALOG, kind))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**content, "more": 1}, schema, jsonschema.Draft202012Validator)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**content, kind: {"x": {"y": 1}}}, schema)


@every_kind
def test_json_gives_the_models_back(data: Path, kind: str) -> None:
    content = json.loads((data / f"{kind}.json").read_text(encoding="utf-8"))
    for id, thing in content[kind].items():
        assert KINDS[kind].model_validate(thing) == getattr(CATALOG, kind)[id]


@every_kind
def test_csv_has_every_thing_and_every_text(data: Path, kind: str) -> None:
    text = (data / f"{kind}.csv").read_bytes().decode("utf-8")
    found = rows(text)
    whole = [row for row in found if not row.get("record")]
    assert [row["id"] for row in whole] == sorted(getattr(CATALOG, kind))
    whole_cells = {cell for row in found for cell in row.values()}
    cells = whole_cells | {line for cell in whole_cells for line in cell.split("\n")}
    for value in leaves(dump(getattr(CATALOG, kind))):
        assert guarded(value) in cells or value in cells, value


def leaves(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [leaf for one in value.values() for leaf in leaves(one)]
    if isinstance(value, list):
        return [leaf for one in value for leaf in leaves(one)]
    return [str(value).lower() if isinstance(value, bool) else str(value)]


def test_csv_is_for_spreadsheets(data: Path) -> None:
    content = (data / "programmes.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfid,name,")
    assert content.count(b"\r\n") == len(CATALOG.programmes) + 1
    assert "Düsseldorf" in content.decode("utf-8")


def test_ids_and_dates_stay_exact(data: Path) -> None:
    found = {row["id"]: row for row in rows((data / "programmes.csv").read_bytes().decode())}
    for id, programme in CATALOG.programmes.items():
        assert found[id]["checked"] == programme.checked.isoformat()
        assert found[id]["source_date"] == (programme.source_date or "")
        assert found[id]["for"].split("\n") == list(programme.audiences)
    steps = [r for r in rows((data / "timelines.csv").read_bytes().decode()) if r["before"]]
    assert all(re.fullmatch(r"P(\d+[YMWD])+", row["before"]) for row in steps)


def test_parts_say_whose_they_are(data: Path) -> None:
    found = rows((data / "checklists.csv").read_bytes().decode())
    item = next(row for row in found if row["record"] == "sections.items" and row["thing"] == "cv")
    section = CATALOG.checklists["cv"].sections[0]
    assert (item["within"], item["id"]) == (section.id, section.items[0].id)


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "－2+3"]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_a_formula(text: str) -> None:
    found = rows(
        table({"thing": {"text": text, "parts": [{"id": "a", "text": text}], "all": [text]}})
    )
    cells = [cell for row in found for cell in row.values()]
    assert f"'{text}" in cells
    assert not [cell for cell in cells if cell.startswith(tuple("=+-@\t\r＝＋－＠"))]


@given(st.dictionaries(st.sampled_from("abc"), st.text(max_size=20), min_size=1))
def test_csv_keeps_any_text(fields: dict[str, str]) -> None:
    (found,) = rows(table({"thing": fields}))
    for name, text in fields.items():
        assert found[name] in {text, f"'{text}"}
        assert not found[name].startswith(("=", "+", "-", "@", "\t", "\r"))


def test_real_files_hold_no_formula(data: Path) -> None:
    for path in data.glob("*.csv"):
        for row in rows(path.read_bytes().decode()):
            assert not [cell for cell in row.values() if cell and cell[0] in "=+-@\t\r"]


def test_the_same_data_give_the_same_bytes(data: Path, tmp_path: Path) -> None:
    export(load_catalog(ROOT), tmp_path)
    for path in data.iterdir():
        assert path.read_bytes() == (tmp_path / "data" / path.name).read_bytes()


def test_index_lists_every_file(data: Path) -> None:
    index = json.loads((data / "index.json").read_text(encoding="utf-8"))
    assert set(index["files"]) == {path.name for path in data.iterdir()} - {"index.json"}
    for name, told in index["files"].items():
        content = (data / name).read_bytes()
        assert told == {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    assert index["version"] == exporting.VERSION


def test_licence_stands_beside_the_data(data: Path) -> None:
    text = (data / "LICENSE.txt").read_text(encoding="utf-8")
    assert "CC BY 4.0" in text
    assert "https://creativecommons.org/licenses/by/4.0/legalcode" in text


def test_page_links_to_every_file(data: Path) -> None:
    html = fill(render_call("downloads", Context(CATALOG, "about/data.md")))
    links = {str(a["href"]) for a in BeautifulSoup(html, "html5lib").select("a")}
    filled = {kind for kind in KINDS if getattr(CATALOG, kind)}
    wanted = {
        f"../../data/{kind}{end}" for kind in filled for end in (".json", ".csv", ".schema.json")
    }
    extra = ("index.json", "LICENSE.txt", "backup.schema.json")
    assert links == wanted | {f"../../data/{name}" for name in extra}
    assert filled <= HOLDS.keys(), "say in HOLDS what the new kind holds"
    home = fill(render_call("downloads", Context(CATALOG, "index.md")))
    assert 'href="data/index.json"' in home


def test_build_writes_the_data(site: Path) -> None:
    names = {path.name for path in (site / "data").iterdir()}
    assert {"programmes.csv", "programmes.json", "index.json", "LICENSE.txt"} <= names
