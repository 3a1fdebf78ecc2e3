"""Read the whole guide into one Catalog, or say everything that is wrong with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from .catalog import Catalog, Example
from .components import INLINE, macros
from .crosschecks import check_catalog, check_listing_links
from .documents import Document, Place, describe, read_yaml
from .errors import GuideError, Problem, nearest
from .ledger import LEDGER, check_ledger
from .models import Checklist, ExampleData, Model, PageMeta, Source, Timeline
from .pagechecks import check_pages
from .pages import Call, Page, read_page

M = TypeVar("M", bound=Model)
PATTERN_PAGE = "contributing/patterns.md"
KINDS: Mapping[str, type[Model]] = {
    "checklists": Checklist,
    "timelines": Timeline,
    "sources": Source,
}


@dataclass
class Loaded:
    """Collect documents, models and problems while loading."""

    root: Path
    documents: dict[str, Document] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def name(self, path: Path) -> str:
        """Name a file as problems do: from the root of the project, with slashes."""
        return path.relative_to(self.root).as_posix()

    def yaml(self, path: Path) -> Document:
        """Read a YAML file and keep its problems."""
        document, problems = read_yaml(path, self.name(path))
        self.problems += problems
        return document


def load_catalog(root: Path) -> Catalog:
    """Read docs/ under `root`. Raises GuideError with every problem of every file."""
    loaded = Loaded(root)
    data = root / "docs" / "data"
    checklists = _load_kind(loaded, data, "checklists", Checklist)
    timelines = _load_kind(loaded, data, "timelines", Timeline)
    sources = _load_kind(loaded, data, "sources", Source)
    catalog = Catalog(
        checklists,
        timelines,
        sources,
        _load_pages(loaded, root / "docs"),
        {id: document.file for id, document in loaded.documents.items()},
    )
    catalog = replace(catalog, examples=_load_examples(loaded, data / "examples"))
    _refuse_foreign_files(loaded, data)
    loaded.problems += check_catalog(catalog, loaded.documents)
    loaded.problems += check_listing_links(catalog, loaded.documents, root / "docs")
    loaded.problems += check_pages(catalog, loaded.documents)
    loaded.problems += check_ledger(root, catalog, loaded.documents)
    if loaded.problems:
        raise GuideError(loaded.problems)
    return catalog


def _load_kind(loaded: Loaded, data: Path, kind: str, model: type[M]) -> dict[str, M]:
    things: dict[str, M] = {}
    for path in sorted((data / kind).glob("*.yml")):
        document = loaded.yaml(path)
        _register(loaded, path.stem, document)
        thing = _validate(loaded, model, document)
        if thing is not None:
            things[path.stem] = thing
    return things


def _register(loaded: Loaded, id: str, document: Document) -> None:
    """Keep a document under its id; checklists, timelines and sources share one set of names."""
    if id in loaded.documents:
        loaded.problems.append(
            Problem(
                document.file,
                1,
                "the file name",
                f"the id {id!r} is taken by {loaded.documents[id].file}",
                "rename this file",
            )
        )
        return
    loaded.documents[id] = document


def _refuse_foreign_files(loaded: Loaded, data: Path) -> None:
    """Refuse data files that no rule reads: a list must never vanish in silence."""
    known = {*KINDS, "examples", "schema"}
    for path in sorted(p for p in data.rglob("*") if p.is_file() and p.name != LEDGER.name):
        folder = path.relative_to(data).parts[0]
        expected = ".json" if folder == "schema" else ".yml"
        if folder not in known or path.suffix != expected or path.parent.parent != data:
            loaded.problems.append(
                Problem(
                    loaded.name(path),
                    1,
                    "the file name",
                    "nothing reads this file",
                    f"put it as <id>.yml into one of {', '.join(KINDS)}",
                )
            )


def _validate(loaded: Loaded, model: type[M], document: Document) -> M | None:
    if document.data is None and not document.lines:
        if not any(problem.file == document.file for problem in loaded.problems):
            loaded.problems.append(
                Problem(
                    document.file, 1, "the file", "it is empty", "write its content, or delete it"
                )
            )
        return None
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        loaded.problems += [
            _explain(details, model, document) for details in error.errors(include_url=False)
        ]
        return None


def _explain(error: ErrorDetails, model: type[Model], document: Document) -> Problem:
    """Turn one pydantic error into a sentence with its place."""
    place: Place = error["loc"]
    what, remedy = _sentence(error, model, place)
    return Problem(document.file, document.line(place), describe(place), what, remedy)


def _sentence(error: ErrorDetails, model: type[Model], place: Place) -> tuple[str, str]:
    value = error.get("input")
    context = error.get("ctx", {})
    match error["type"]:
        case "guide":
            return str(context["what"]), str(context["remedy"])
        case "missing":
            return "it is missing", "add it"
        case "extra_forbidden":
            return f"the key {place[-1]!r} is unknown", nearest(str(place[-1]), _keys(model, place))
        case "too_short":
            return "the list is empty", "add an entry, or delete the key"
        case "enum" | "literal_error":
            return f"{value!r} is not allowed", f"use one of {context['expected']}"
        case "string_type":
            return f"{value!r} is not text", "put it in quotes"
        case "tuple_type" | "list_type":
            return f"{value!r} is not a list", "write one entry a line, each with '- ' before it"
        case "model_type" | "model_attributes_type" | "dict_type":
            return f"{value!r} is not a group of keys", "write 'key: value' lines below it"
        case "bool_type":
            return f"{value!r} is neither true nor false", "write true or false"
        case "string_pattern_mismatch":
            return f"{value!r} does not have the right form", f"it must match {context['pattern']}"
    return error["msg"], f"mend the value {value!r}"


def _keys(model: type[Model], place: Place) -> list[str]:
    """List the keys that are allowed around the last part of `place`."""
    current: type[BaseModel] = model
    for part in place[:-1]:
        if isinstance(part, str):
            current = _model_of(current, part) or current
    return [info.alias or name for name, info in current.model_fields.items()]


def _model_of(model: type[BaseModel], key: str) -> type[BaseModel] | None:
    for name, info in model.model_fields.items():
        if key in {name, info.alias}:
            return next(_models_in(info.annotation), None)
    return None


def _models_in(annotation: Any) -> Iterable[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)


def _load_pages(loaded: Loaded, docs: Path) -> dict[str, Page]:
    pages: dict[str, Page] = {}
    for path in sorted(docs.rglob("*")):
        if path.suffix not in {".md", ".markdown", ".mdown", ".mkdn", ".mkd"}:
            continue
        file = loaded.name(path)
        if path.suffix != ".md":
            loaded.problems.append(
                Problem(file, 1, "the file name", "pages end in .md", "rename it")
            )
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            loaded.problems.append(
                Problem(
                    file, 1, "the file", "it is not UTF-8 text", "save it with the encoding UTF-8"
                )
            )
            continue
        page, problems = read_page(text, path.relative_to(docs).as_posix(), file, macros(), INLINE)
        loaded.problems += problems
        pages[page.path] = page
        _check_front_matter(loaded, page)
    return pages


def _check_front_matter(loaded: Loaded, page: Page) -> None:
    if page.front_matter.data is None:
        loaded.problems.append(
            Problem(
                page.front_matter.file,
                1,
                "front matter",
                "the page has none that can be read",
                "start the page with --- lines around `description` and `reviewed`",
            )
        )
        return
    _validate(loaded, PageMeta, page.front_matter)


def _load_examples(loaded: Loaded, folder: Path) -> tuple[Example, ...]:
    """Read the named examples: each brings its own small catalog and one call."""
    examples: list[Example] = []
    for path in sorted(folder.glob("*.yml")):
        document = loaded.yaml(path)
        for name in document.data or {}:
            raw = document.data[name]
            part = _validate(loaded, ExampleData, _part(document, (name,), raw))
            if part is not None:
                examples.append(_example(document.file, path.stem, name, part))
    return tuple(examples)


def _example(file: str, component: str, name: str, data: ExampleData) -> Example:
    files = dict.fromkeys((*data.checklists, *data.timelines, *data.sources), file)
    catalog = Catalog(data.checklists, data.timelines, data.sources, files=files)
    if data.calls:
        calls = tuple(Call(call.macro, call.arguments, 1) for call in data.calls)
        page = Page(PATTERN_PAGE, Document(file, None, {}), calls)
        catalog = replace(catalog, pages={PATTERN_PAGE: page})
    return Example(component, name, data.description, catalog, data.arguments)


def _part(document: Document, place: Place, data: Any) -> Document:
    """Cut one place out of a document, keeping its lines."""
    depth = len(place)
    lines = {at[depth:]: line for at, line in document.lines.items() if at[:depth] == place}
    return Document(document.file, data, lines)
