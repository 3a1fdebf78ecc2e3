"""Describe a group of frequently asked questions with their answers."""

from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from .documents import Place
from .fields import FieldTool, Kept, links_in, refuse_twice
from .models import Help, Inline, Plain, Sources, refuse


def _check_question(text: str) -> str:
    if not text.endswith("?"):
        raise refuse(f"{text!r} is no question", "end it with a question mark")
    return text


class FaqQuestion(Kept):
    """Be one question, in the words in which people ask it, with its answer."""

    question: Annotated[Plain, AfterValidator(_check_question)]
    """The question, with its question mark."""
    answer: Annotated[tuple[Inline, ...], Field(strict=False, min_length=1)]
    """The answer, one entry a paragraph. The first sentence is the answer itself."""
    more: Annotated[tuple[Help, ...] | None, Field(strict=False, min_length=1)] = None
    """Where the guide says more."""
    sources: Sources | None = None
    """Ids of files in docs/data/sources/ that the answer rests on."""


class Faq(FieldTool):
    """Describe a group of questions: a file in docs/data/faqs/, named by its id."""

    questions: Annotated[tuple[FaqQuestion, ...], Field(strict=False, min_length=1)]

    def entries(self) -> Iterator[tuple[Place, FaqQuestion]]:
        """Walk the questions with their place in the file."""
        for n, question in enumerate(self.questions):
            yield ("questions", n), question

    @model_validator(mode="after")
    def _check(self) -> Self:
        refuse_twice((question.id for question in self.questions), "question")
        return self

    def citations(self) -> Iterator[tuple[Place, str]]:
        """Walk the sources of the answers."""
        for place, question in self.entries():
            for n, source in enumerate(question.sources or ()):
                yield (*place, "sources", n), source

    def links(self) -> Iterator[tuple[Place, str, str]]:
        """Walk the links in its texts."""
        yield from links_in((), summary=self.summary)
        for place, question in self.entries():
            yield from links_in(place, answer=" ".join(question.answer))
            for n, help in enumerate(question.more or ()):
                yield (*place, "more", n), "link", help.link
