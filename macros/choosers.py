"""Describe a chooser: questions whose answers speak for, or against, some of a few kinds."""

from collections import Counter
from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import Field, model_validator

from .documents import Place
from .fields import FieldTool, Kept, links_in, refuse_twice
from .models import Id, Inline, Link, Model, Plain, refuse

LEAST_SAFE = 2  # a result always names two kinds


class Verdict(Model):
    """Say what an answer means for one kind: how much, and why."""

    points: Annotated[int, Field(ge=1, le=3)]
    """3 is strong, 1 is little."""
    because: Inline
    """The reason, as a sentence to the reader."""


Verdicts = Annotated[dict[Id, Verdict], Field(min_length=1)]
Sentences = Annotated[dict[Id, Inline], Field(min_length=1)]


class Option(Model):
    """Be one answer to a question. A kind that it does not name gets no points from it."""

    id: Id
    text: Plain
    speaks_for: Verdicts | None = None
    """Kinds that this answer gives points to."""
    speaks_against: Verdicts | None = None
    """Kinds that this answer takes points from."""
    excludes: Sentences | None = None
    """Kinds that this answer rules out, each with the reason as a sentence."""
    limits: Sentences | None = None
    """What the reader must know about a kind, should it be in the result."""


class ChooserQuestion(Kept):
    """Ask one thing; exactly one option is chosen."""

    text: Plain
    hint: Plain | None = None
    options: Annotated[tuple[Option, ...], Field(strict=False, min_length=1)]

    @model_validator(mode="after")
    def _check(self) -> Self:
        if len(self.options) == 1:
            raise refuse("a question with one answer asks nothing", "add another option")
        refuse_twice((option.id for option in self.options), "option")
        return self


class Outcome(Model):
    """Be one of the kinds that a result can name, and say where the reader goes on."""

    id: Id
    title: Plain
    summary: Inline
    page: Link
    timeline: Id
    timeline_note: Plain | None = None
    """Said beside the timeline where it is only the nearest one."""
    checklist: Id


class Chooser(FieldTool):
    """Describe one chooser: a file in docs/data/choosers/, named by its id."""

    tie: Plain
    """The rule for equal points in words. It must say what the order of `outcomes` is."""
    outcomes: Annotated[tuple[Outcome, ...], Field(strict=False, min_length=1)]
    """The kinds; with equal points, the one that stands first here wins."""
    questions: Annotated[tuple[ChooserQuestion, ...], Field(strict=False, min_length=1)]

    def entries(self) -> Iterator[tuple[Place, ChooserQuestion]]:
        """Walk the questions with their place in the file."""
        for n, question in enumerate(self.questions):
            yield ("questions", n), question

    @model_validator(mode="after")
    def _check(self) -> Self:
        refuse_twice((outcome.id for outcome in self.outcomes), "outcome")
        refuse_twice((question.id for question in self.questions), "question")
        known = {outcome.id for outcome in self.outcomes}
        ruled_out: set[str] = set()
        for question in self.questions:
            for option in question.options:
                _check_option(question, option, known)
                ruled_out |= (option.excludes or {}).keys()
        if len(known - ruled_out) < LEAST_SAFE:
            raise refuse(
                "some answers could leave fewer than two outcomes",
                f"let at least {LEAST_SAFE} outcomes be excluded by no answer at all",
            )
        return self

    def links(self) -> Iterator[tuple[Place, str, str]]:
        """Walk the links in its texts."""
        yield from links_in((), summary=self.summary)
        for n, outcome in enumerate(self.outcomes):
            yield ("outcomes", n), "page", outcome.page
            yield from links_in(("outcomes", n), summary=outcome.summary)
        for place, question in self.entries():
            for o, option in enumerate(question.options):
                for key, text in _texts(option):
                    yield from links_in((*place, "options", o), **{key: text})


def _check_option(question: ChooserQuestion, option: Option, known: set[str]) -> None:
    """Refuse kinds that are no outcome, and kinds that one answer judges twice."""
    answer = f"the answer {question.id}/{option.id}"
    judged = [*(option.speaks_for or {}), *(option.speaks_against or {}), *(option.excludes or {})]
    for id in [*judged, *(option.limits or {})]:
        if id not in known:
            raise refuse(
                f"{answer} names {id!r}, which is no outcome",
                f"use one of {', '.join(sorted(known))}",
            )
    for id, times in Counter(judged).items():
        if times > 1:
            raise refuse(
                f"{answer} judges {id!r} twice",
                "keep one of `speaks_for`, `speaks_against` and `excludes`",
            )


def _texts(option: Option) -> Iterator[tuple[str, str]]:
    for key in ("speaks_for", "speaks_against"):
        yield from ((key, verdict.because) for verdict in (getattr(option, key) or {}).values())
    for key in ("excludes", "limits"):
        yield from ((key, text) for text in (getattr(option, key) or {}).values())
