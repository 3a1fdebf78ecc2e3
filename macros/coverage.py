"""Hold the ideas that the guide promises to cover, and find where its pages keep that promise."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from .models import Id, Model, Plain, refuse
from .pages import Page
from .prose import has_example, has_table, linked_pages

FILE = Path("docs/data/coverage.yml")
Form = Literal["prose", "checklist", "timeline", "worksheet", "template", "table", "faq"]


class Idea(Model):
    """Describe one idea that a reader must be able to find."""

    id: Id
    form: Form
    """How it must appear."""
    what: Plain
    verify: bool = False
    """True for a claim that is often repeated wrongly: it must rest on a source."""


class Group(Model):
    """Hold ideas that belong together."""

    id: Id
    title: Plain
    ideas: Annotated[tuple[Idea, ...], Field(strict=False, min_length=1)]


class Coverage(Model):
    """Describe docs/data/coverage.yml."""

    groups: Annotated[tuple[Group, ...], Field(strict=False, min_length=1)]

    @model_validator(mode="after")
    def _check(self) -> Self:
        # A group may bear the name of an idea, as `international` does.
        for ids in ([one.id for one in self.groups], [one.id for one in self.ideas()]):
            for id in ids:
                if ids.count(id) > 1:
                    raise refuse(f"the id {id!r} stands there twice", "give each its own id")
        return self

    def ideas(self) -> Iterator[Idea]:
        """Walk every idea."""
        for group in self.groups:
            yield from group.ideas


@dataclass(frozen=True)
class Spot:
    """Name the place on a page that covers an idea."""

    page: str
    anchor: str


def spots(pages: Mapping[str, Page]) -> dict[str, list[Spot]]:
    """Find the places that the pages name for each idea."""
    found: dict[str, list[Spot]] = {}
    for path, page in pages.items():
        for id, anchor in (page.meta.covers if page.meta else {}).items():
            found.setdefault(id, []).append(Spot(path, anchor))
    return found


def _calls(*macros: str) -> Callable[[Page], bool]:
    return lambda page: any(call.macro in macros for call in page.calls)


def _links(*starts: str) -> Callable[[Page], bool]:
    return lambda page: any(path.startswith(starts) for path in linked_pages(page.body, page.path))


_TOOLS = ("worksheet", "chooser", "practice", "budget", "tracker")
# How each form shows on a page, in the words of the remedy, and how the check sees it.
SHOWN: Mapping[Form, tuple[str, tuple[Callable[[Page], bool], ...]]] = {
    "checklist": ("show a checklist", (_calls("checklist"),)),
    "timeline": ("show a timeline", (_calls("timeline"),)),
    "table": ("show a table", (_calls("programmes"), lambda page: has_table(page.body))),
    "worksheet": (
        "show a worksheet, or link to one in tools/",
        (_calls(*_TOOLS), _links("tools/")),
    ),
    "template": (
        "show a letter or an example, or link to one in tools/letters/",
        (_calls("letter"), _links("tools/letters/"), lambda page: has_example(page.body)),
    ),
    "faq": (
        "answer it in the questions, or link to /faq.md",
        (_calls("faq"), _links("faq.md"), lambda page: page.path == "faq.md"),
    ),
}
assert SHOWN.keys() | {"prose"} == set(get_args(Form))


def takes_form(page: Page, form: Form) -> bool:
    """Tell whether a page shows what an idea of this form needs."""
    return form not in SHOWN or any(sees(page) for sees in SHOWN[form][1])
