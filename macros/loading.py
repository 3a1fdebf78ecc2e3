"""Read the whole guide into one Catalog, or say everything that is wrong with it."""

import re
import reprlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from .catalog import Catalog, Example, Refusal
from .components import COMPONENTS, INLINE, Context, macros, render_call
from .coverage import FILE as COVERAGE
from .coverage import Coverage
from .crosschecks import check_catalog, check_listing_links
from .documents import Document, Place, describe, not_utf8, read_yaml
from .errors import GuideError, Problem, nearest
from .kinds import KINDS, ExampleData
from .ledger import LEDGER, check_ledger
from .metadata import PageMeta
from .models import Model
from .pagechecks import check_pages
from .pages import Call, Page, read_page

M = TypeVar("M", bound=Model)
PATTERN_PAGE = "contributing/patterns.md"

# The endings that MkDocs takes for pages; ours have one of them only, and a name that says nothing.
_PAGE_ENDINGS = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
_PAGE_PATH = re.compile(r"([a-z0-9][a-z0-9-]*/)*[a-z0-9][a-z0-9-]*\.md")
_NOT_ALLOWED = ("{value} is not allowed", "use one of {expected}")
_NO_LIST = ("{value} is not a list", "write one entry a line, each with '- ' before it")
_NO_GROUP = ("{value} is not a group of keys", "write 'key: value' lines below it")
_SENTENCES: Mapping[str, tuple[str, str]] = {
    "missing": ("it is missing", "add it"),
    "too_short": ("the list is empty", "add an entry, or delete the key"),
    "enum": _NOT_ALLOWED,
    "literal_error": _NOT_ALLOWED,
    "string_type": ("{value} is not text", "put it in quotes"),
    "tuple_type": _NO_LIST,
    "list_type": _NO_LIST,
    "model_type": _NO_GROUP,
    "model_attributes_type": _NO_GROUP,
    "dict_type": _NO_GROUP,
    "bool_type": ("{value} is neither true nor false", "write true or false"),
    "string_pattern_mismatch": (
        "{value} does not have the right form",
        "it must match {pattern}",
    ),
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

    def of(self, file: str) -> list[Problem]:
        """Give the problems of one file so far."""
        return [problem for problem in self.problems if problem.file == file]

    def yaml(self, path: Path) -> Document:
        """Read a YAML file and keep its problems."""
        document, problems = read_yaml(path, self.name(path))
        self.problems += problems
        return document


def load_catalog(root: Path) -> Catalog:
    """Read docs/ under `root`. Raises GuideError with every problem of every file."""
    catalog, problems = read_guide(root)
    if problems:
        raise GuideError(problems)
    return catalog


def read_guide(root: Path) -> tuple[Catalog, list[Problem]]:
    """Read what can be read of docs/ under `root`, and list every problem of every file."""
    loaded = Loaded(root)
    data = root / "docs" / "data"
    things = {kind: _load_kind(loaded, data, kind, model) for kind, model in KINDS.items()}
    files = {id: document.file for id, document in loaded.documents.items()}
    catalog = Catalog(**things, pages=_load_pages(loaded, root / "docs"), files=files)  # type: ignore[arg-type]
    unread = loaded.documents.keys() - {id for kind in things.values() for id in kind}
    examples = _load_examples(loaded, data / "examples")
    catalog = replace(
        catalog,
        examples=examples,
        unread=frozenset(unread),
        coverage=_load_coverage(loaded, root / COVERAGE),
    )
    _refuse_foreign_files(loaded, data)
    loaded.problems += check_catalog(catalog, loaded.documents)
    loaded.problems += check_listing_links(catalog, loaded.documents, root / "docs")
    loaded.problems += check_pages(catalog, loaded.documents)
    loaded.problems += check_ledger(root, catalog, loaded.documents)
    return catalog, loaded.problems


def _load_kind(loaded: Loaded, data: Path, kind: str, model: type[M]) -> dict[str, M]:
    things: dict[str, M] = {}
    for path in _yaml_files(data / kind):
        document = loaded.yaml(path)
        _register(loaded, path.stem, document)
        thing = _validate(loaded, model, document)
        if thing is not None:
            things[path.stem] = thing
    return things


def _load_coverage(loaded: Loaded, path: Path) -> Coverage | None:
    return _validate(loaded, Coverage, loaded.yaml(path)) if path.is_file() else None


def _yaml_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.yml") if path.is_file())


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
    single = {LEDGER.name, COVERAGE.name}
    for path in sorted(p for p in data.rglob("*") if p.is_file() and p.name not in single):
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
        if not loaded.of(document.file):
            loaded.problems.append(
                Problem(
                    document.file, 1, "the file", "it is empty", "write its content, or delete it"
                )
            )
        return None
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        said = {problem.where for problem in loaded.of(document.file)}
        loaded.problems += [
            _explain(details, model, document)
            for details in error.errors(include_url=False)
            if not _follows(details, said)
        ]
        return None


def _follows(error: ErrorDetails, said: set[str]) -> bool:
    """Tell whether an error only follows from others: a list is `too_short` when all in it fail."""
    if error["type"] == "too_short":
        return bool(error["input"])
    return error["type"] == "missing" and describe(error["loc"]) in said


def _explain(error: ErrorDetails, model: type[Model], document: Document) -> Problem:
    """Turn one pydantic error into a sentence with its place."""
    place: Place = error["loc"]
    what, remedy = _sentence(error, model, place)
    return Problem(document.file, document.line(place), describe(place), what, remedy)


def _sentence(error: ErrorDetails, model: type[Model], place: Place) -> tuple[str, str]:
    context = error.get("ctx", {})
    if error["type"] == "guide":
        return str(context["what"]), str(context["remedy"])
    if error["type"] == "extra_forbidden":
        return f"the key {place[-1]!r} is unknown", nearest(str(place[-1]), _keys(model, place))
    what, remedy = _SENTENCES.get(error["type"], ("{message}", "mend the value {value}"))
    words = {**context, "message": error["msg"], "value": reprlib.repr(error.get("input"))}
    return what.format(**words), remedy.format(**words)


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


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)


def _load_pages(loaded: Loaded, docs: Path) -> dict[str, Page]:
    pages: dict[str, Page] = {}
    for path in sorted(docs.rglob("*")):
        file = loaded.name(path)
        if path.is_symlink():
            loaded.problems.append(
                _name_problem(file, "links are not followed", "put the file here")
            )
        if not path.name.endswith(_PAGE_ENDINGS) or not path.is_file():
            continue
        if not _PAGE_PATH.fullmatch(path.relative_to(docs).as_posix()):
            loaded.problems.append(
                _name_problem(
                    file, "a page has another kind of name", "rename it, as in apply/cv.md"
                )
            )
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            loaded.problems.append(not_utf8(file))
            continue
        page, problems = read_page(text, path.relative_to(docs).as_posix(), file, macros(), INLINE)
        loaded.problems += problems
        pages[page.path] = replace(page, meta=_check_front_matter(loaded, page))
    return pages


def _name_problem(file: str, what: str, remedy: str) -> Problem:
    return Problem(file, 1, "the file name", what, remedy)


def _check_front_matter(loaded: Loaded, page: Page) -> PageMeta | None:
    if page.front_matter.data is not None:
        return _validate(loaded, PageMeta, page.front_matter)
    if not any(problem.where == "YAML" for problem in loaded.of(page.front_matter.file)):
        loaded.problems.append(
            Problem(
                page.front_matter.file,
                1,
                "front matter",
                "the page has none that can be read",
                "start the page with --- lines around `description` and `reviewed`",
            )
        )
    return None


def _load_examples(loaded: Loaded, folder: Path) -> tuple[Example, ...]:
    """Read the named examples: each brings its own small catalog and one call."""
    examples: list[Example] = []
    for path in _yaml_files(folder):
        document = loaded.yaml(path)
        if not isinstance(document.data, dict):
            _validate(loaded, ExampleData, document)  # says what is wrong
            continue
        for name in document.data:
            part = _part(document, (name,), document.data[name])
            data = _validate(loaded, ExampleData, part)
            if data is not None:
                example = _example(document.file, path.stem, name, data)
                loaded.problems += _check_example(example, document)
                examples.append(example)
    return tuple(examples)


def _check_example(example: Example, document: Document) -> Iterator[Problem]:
    """Try an example: it stands on the pattern page, where no other check looks."""
    place: Place = (example.name,)
    try:
        if example.component not in COMPONENTS:
            known = nearest(example.component, COMPONENTS)
            raise Refusal(f"there is no component {example.component!r}", known)
        render_call(example.component, Context(example.catalog, PATTERN_PAGE), **example.arguments)
    except Refusal as refusal:
        what, remedy = refusal.what, refusal.remedy
    except TypeError as error:
        what, remedy = f"the call is wrong ({error})", "mend its arguments"
    else:
        return
    yield Problem(document.file, document.line(place), describe(place), what, remedy)


def _example(file: str, component: str, name: str, data: Any) -> Example:
    things = {kind: getattr(data, kind) for kind in KINDS}
    files = {id: file for kind in things.values() for id in kind}
    catalog = Catalog(**things, files=files)
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
