"""Describe a bank of interview questions for one kind of placement."""

from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import Field, model_validator

from .documents import Place
from .fields import FieldTool, Kept, links_in, refuse_twice
from .models import Help, Inline, Sources


class Question(Kept):
    """Be one question to practise, with what stands behind it."""

    text: Inline
    """The question, in the interviewer's words."""
    looks_for: Inline
    """What a good answer shows, in one to three sentences."""
    trap: Inline
    """What often goes wrong, and what to do about it."""
    help: Help | None = None
    sources: Sources | None = None


class Bank(FieldTool):
    """Describe one bank: a file in docs/data/questions/, named by its id."""

    questions: Annotated[tuple[Question, ...], Field(strict=False, min_length=1)]

    def entries(self) -> Iterator[tuple[Place, Question]]:
        """Walk the questions with their place in the file."""
        for n, question in enumerate(self.questions):
            yield ("questions", n), question

    @model_validator(mode="after")
    def _check(self) -> Self:
        refuse_twice((question.id for question in self.questions), "question")
        return self

    def citations(self) -> Iterator[tuple[Place, str]]:
        """Walk the sources of the hints."""
        for place, question in self.entries():
            for n, source in enumerate(question.sources or ()):
                yield (*place, "sources", n), source

    def links(self) -> Iterator[tuple[Place, str, str]]:
        """Walk the links in its texts."""
        yield from links_in((), summary=self.summary)
        for place, question in self.entries():
            yield from links_in(
                place, text=question.text, looks_for=question.looks_for, trap=question.trap
            )
            if question.help:
                yield place, "help", question.help.link
