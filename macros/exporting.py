"""Write the guide's public data beside a built site, as JSON, CSV and JSON Schema with a licence.

Works on the files of any builder: `python -m macros.exporting site`. The same data give the same
bytes. A new kind of data needs nothing here.
"""

import csv
import hashlib
import io
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from .backup import backup_schema
from .catalog import Catalog
from .kinds import KINDS
from .models import Model

VERSION = 1
"""Rises when a field goes away or changes its meaning; a new field does not raise it."""

FOLDER = "data"
_LICENCE = "CC-BY-4.0"
_LICENCE_TEXT = f"""\
The data of the Medical Internship Guide, version {VERSION}.
Copyright (c) The Medical Internship Guide contributors.

Licence: Creative Commons Attribution 4.0 International (CC BY 4.0)
https://creativecommons.org/licenses/by/4.0/legalcode

You may copy, share, translate and change the data and build on them, also for money.
You must name the Medical Internship Guide contributors, link to the licence, and say what you
changed.
Dates, fees and rules go out of date: keep the `checked` and `reviewed` dates with what you show.
"""
_SCHEMA = "https://json-schema.org/draft/2020-12/schema"
# A spreadsheet takes a cell that begins with one of these for a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

Record = dict[str, str]


def export(catalog: Catalog, site: Path) -> list[Path]:
    """Write every file below the site's `data/`; gives their paths."""
    files = {name: text.encode() for name, text in _texts(catalog).items()}
    files["index.json"] = _json(_index(catalog, files)).encode()
    folder = site / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in files]


def _texts(catalog: Catalog) -> dict[str, str]:
    texts = {"LICENSE.txt": _LICENCE_TEXT}
    for kind, model in KINDS.items():
        things = dump(getattr(catalog, kind))
        texts[f"{kind}.json"] = _json(_dataset(kind, things))
        texts[f"{kind}.csv"] = table(things)
        texts[f"{kind}.schema.json"] = _json(schema(kind, model))
    texts["backup.schema.json"] = _json(backup_schema())
    return texts


def dump(things: Mapping[str, Model]) -> dict[str, dict[str, Any]]:
    """Turn models into plain data as the YAML files have it, by id; defaults are in the schema."""
    options: Any = {"by_alias": True, "exclude_none": True, "exclude_unset": True}
    return {id: things[id].model_dump(mode="json", **options) for id in sorted(things)}


def _dataset(kind: str, things: Mapping[str, object]) -> dict[str, object]:
    return {
        "$schema": f"{kind}.schema.json",
        "kind": kind,
        "version": VERSION,
        "licence": _LICENCE,
        kind: things,
    }


def schema(kind: str, model: type[Model]) -> dict[str, object]:
    """Describe a kind's JSON file: things by their ids."""
    thing = model.model_json_schema(mode="serialization", ref_template="#/$defs/{model}")
    definitions = thing.pop("$defs", {})
    properties = {
        "$schema": {"type": "string"},
        "kind": {"const": kind},
        "version": {"const": VERSION},
        "licence": {"const": _LICENCE},
        kind: {"type": "object", "additionalProperties": {"$ref": f"#/$defs/{model.__name__}"}},
    }
    return {
        "$schema": _SCHEMA,
        "title": kind.capitalize(),
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        "$defs": {**definitions, model.__name__: thing},
    }


def table(things: Mapping[str, Mapping[str, Any]]) -> str:
    """Write things as CSV (RFC 4180), with a byte order mark so that spreadsheets read UTF-8.

    One row a record. Records inside a thing have rows of their own after it; then `thing`, `record`
    and `within` say whose they are. Short lists stand in one cell, one entry a line.
    """
    records = [record for id, thing in things.items() for record in _records(id, thing)]
    nested = any(record["record"] for record in records)
    names = dict.fromkeys(name for record in records for name in record)
    columns = [n for n in names if nested or n not in {"thing", "record", "within"}]
    text = io.StringIO(newline="")
    text.write("\ufeff")
    rows = csv.DictWriter(text, columns, restval="", extrasaction="ignore")
    rows.writeheader()
    rows.writerows({name: guarded(cell) for name, cell in record.items()} for record in records)
    return text.getvalue()


def _records(thing: str, data: Mapping[str, Any]) -> Iterator[Record]:
    yield from _walk(thing, "", "", {"id": thing, **data})


def _walk(thing: str, path: str, within: str, data: Mapping[str, Any]) -> Iterator[Record]:
    """Give the record of an object, and after it those of the objects in its lists."""
    flat = dict(_flatten("", data))
    own = {name: value for name, value in flat.items() if not _is_records(value)}
    cells = {name: _cell(value) for name, value in own.items()}
    yield {"thing": thing, "record": path, "within": within, **cells}
    for name, value in flat.items():
        if _is_records(value):
            for inner in value:
                below = f"{path}.{name}" if path else name
                yield from _walk(thing, below, str(data.get("id", within)), inner)


def _flatten(prefix: str, data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Walk the fields of an object; one inside another adds its name: `anchor.noun`."""
    for name, value in data.items():
        if isinstance(value, dict):
            yield from _flatten(f"{prefix}{name}.", value)
        else:
            yield f"{prefix}{name}", value


def _is_records(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(one, dict) for one in value)


def _cell(value: object) -> str:
    if isinstance(value, list):
        return "\n".join(_cell(one) for one in value)
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)


def guarded(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _index(catalog: Catalog, files: Mapping[str, bytes]) -> dict[str, object]:
    """List every file with its size and digest, and how many things each kind has."""
    return {
        "version": VERSION,
        "licence": _LICENCE,
        "kinds": {kind: len(getattr(catalog, kind)) for kind in KINDS},
        "files": {
            name: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in files.items()
        },
    }


def _json(data: object) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    from . import llms
    from .loading import load_catalog  # only here: the components know this module too
    from .paper.linking import home_of

    guide, folder = load_catalog(Path.cwd()), Path(sys.argv[1])
    export(guide, folder)
    (folder / llms.FILE).write_text(llms.llms_text(guide, home_of(folder)), encoding="utf-8")
