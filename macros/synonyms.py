"""Describe what people type into the search, and what the guide calls it."""

from collections import Counter
from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import Field, model_validator

from .models import Model, Plain, refuse
from .terms import Terms


class Synonym(Model):
    """Say what people type into the search, and what the guide calls it."""

    asked: Annotated[tuple[Plain, ...], Field(strict=False, min_length=1)]
    """What people type, in small letters, as in 'no reply'."""
    means: Plain
    """The words of the guide that the search looks for as well, as in 'follow up'."""


class Synonyms(Model):
    """Describe what the search understands: a file in docs/data/synonyms/."""

    synonyms: Annotated[tuple[Synonym, ...], Field(strict=False, min_length=1)]

    @model_validator(mode="after")
    def _check(self) -> Self:
        asked = Counter(text for synonym in self.synonyms for text in synonym.asked)
        for text, times in asked.items():
            if text != text.casefold():
                raise refuse(f"{text!r} has capital letters", "write it in small ones")
            if times > 1:
                raise refuse(f"{text!r} stands twice", "put all that it means into one entry")
        return self


def expansions(parts: Mapping[str, Synonyms], words: Mapping[str, Terms]) -> dict[str, str]:
    """Give what the search adds to a phrase; the glossary's other spellings are phrases too."""
    spelt = {
        spelling.casefold(): term.term
        for part in words.values()
        for _, term in part.entries()
        for spelling in term.also or ()
        if spelling.casefold() != term.term.casefold()
    }
    groups = [synonym for part in parts.values() for synonym in part.synonyms]
    said = {text: synonym.means for synonym in groups for text in synonym.asked}
    return dict(sorted({**spelt, **said}.items()))
