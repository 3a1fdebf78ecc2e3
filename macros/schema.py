"""Write the JSON Schemas with which editors complete and underline the YAML files."""

import ast
import inspect
import json
import textwrap
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from .kinds import KINDS
from .models import Model

FOLDER = Path("docs/data/schema")
# A schema bears the singular of its kind: `checklists` has `checklist.schema.json`.
SCHEMAS: Mapping[str, type[Model]] = {
    kind.removesuffix("s"): model for kind, model in KINDS.items()
}


class WithDocstrings(GenerateJsonSchema):
    """Describe each field by the docstring below it.

    Pydantic can do that itself, but then reads all source code again at every build.
    """

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """Add the descriptions to one model."""
        result = super().model_schema(schema)
        documented = _field_docstrings(schema["cls"])
        for name, info in schema["cls"].model_fields.items():
            properties = result.get("properties", {})
            if name in documented and (info.alias or name) in properties:
                properties[info.alias or name]["description"] = documented[name]
        return result


def _field_docstrings(model: type[Model]) -> dict[str, str]:
    """Read the docstrings of a model's fields, inherited ones included, from its source code."""
    found: dict[str, str] = {}
    for base in reversed(model.__mro__):
        if issubclass(base, Model):
            body = ast.parse(textwrap.dedent(inspect.getsource(base))).body[0]
            found |= dict(_documented(body))
    return found


def _documented(body: ast.stmt) -> Iterator[tuple[str, str]]:
    for field, below in pairwise(body.body if isinstance(body, ast.ClassDef) else ()):
        match field, below:
            case ast.AnnAssign(target=ast.Name(name)), ast.Expr(ast.Constant(str(text))):
                yield name, inspect.cleandoc(text)


def schema_text(name: str) -> str:
    """Give the text of one schema file (JSON Schema, draft 2020-12)."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **SCHEMAS[name].model_json_schema(schema_generator=WithDocstrings),
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
