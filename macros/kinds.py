"""Name the kinds of data: each is a folder in docs/data/, with one file a thing."""

from collections.abc import Mapping
from typing import Any

from pydantic import Field, create_model

from .budgets import Budget
from .choosers import Chooser
from .faqs import Faq
from .letters import Letter
from .models import Checklist, Id, Model, Plain, Source, Timeline
from .pictures import Picture
from .placements import Placement
from .pocketcards import Pocketcard
from .programmes import Programme
from .questions import Bank
from .synonyms import Synonyms
from .terms import Terms
from .worksheets import Worksheet

KINDS: Mapping[str, type[Model]] = {
    "checklists": Checklist,
    "timelines": Timeline,
    "sources": Source,
    "programmes": Programme,
    "worksheets": Worksheet,
    "choosers": Chooser,
    "questions": Bank,
    "budgets": Budget,
    "letters": Letter,
    "placements": Placement,
    "terms": Terms,
    "faqs": Faq,
    "pictures": Picture,
    "synonyms": Synonyms,
    "pocketcards": Pocketcard,
}


def macro_of(kind: str) -> str:
    """Name the macro that shows a thing of a kind: its singular, but for a bank of questions."""
    return {"questions": "practice"}.get(kind, kind.removesuffix("s"))


class ExampleCall(Model):
    """Describe a macro call on an example's page, for components that look at the whole page."""

    macro: str
    arguments: dict[str, str | int] = Field(default_factory=dict)


class _Example(Model):
    """Describe one named example: a small catalog of its own, and the arguments of the call."""

    description: Plain
    calls: tuple[ExampleCall, ...] = Field((), strict=False)
    arguments: dict[str, str | int] = Field(default_factory=dict)


def _things(kind: str) -> Any:
    return (dict[Id, KINDS[kind]], {})  # type: ignore[valid-type]  # the models are known at run time


# The same, with a field for each kind of data that an example may bring along.
ExampleData: Any = create_model(
    "ExampleData", __base__=_Example, **{kind: _things(kind) for kind in KINDS}
)
