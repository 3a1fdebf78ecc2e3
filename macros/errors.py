"""Say what is wrong with the guide's files in sentences a contributor can act on."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, order=True)
class Problem:
    """Name one fault: where it stands, what is wrong, and what to do about it."""

    file: str
    line: int
    where: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.where}: {self.what}: {self.remedy}"


class GuideError(Exception):
    """Carry every problem found in one run; its text is one line a problem."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


def nearest(word: str, known: Iterable[str]) -> str:
    """Suggest the known names that look most like `word`, as the end of a sentence."""
    names = sorted(known)
    close = get_close_matches(word, names, n=3, cutoff=0.5)
    if close:
        return f"did you mean {' or '.join(map(repr, close))}?"
    if names:
        return f"the known names are {', '.join(map(repr, names))}"
    return "there are none yet"
