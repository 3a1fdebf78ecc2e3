"""Write the JSON Schemas with which editors complete and underline the YAML files."""

import json
from collections.abc import Mapping
from pathlib import Path

from .kinds import KINDS
from .models import Model

FOLDER = Path("docs/data/schema")
# A schema bears the singular of its kind: `checklists` has `checklist.schema.json`.
SCHEMAS: Mapping[str, type[Model]] = {
    kind.removesuffix("s"): model for kind, model in KINDS.items()
}


def schema_text(name: str) -> str:
    """Give the text of one schema file (JSON Schema, draft 2020-12)."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **SCHEMAS[name].model_json_schema(),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def write_schemas(root: Path) -> None:
    """Write every schema file."""
    for name in SCHEMAS:
        (root / FOLDER).mkdir(parents=True, exist_ok=True)
        (root / FOLDER / f"{name}.schema.json").write_text(schema_text(name), encoding="utf-8")


def stale_schemas(root: Path) -> list[str]:
    """Name the schema files that differ from what the models say."""
    paths = {name: root / FOLDER / f"{name}.schema.json" for name in SCHEMAS}
    return [
        path.name
        for name, path in paths.items()
        if not path.exists() or path.read_text(encoding="utf-8") != schema_text(name)
    ]
