"""Measure how hard a page is to read, on its prose alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

import textstat

from .catalog import Catalog
from .errors import Problem
from .pages import Page
from .prose import prose

MEDIAN_GRADE = 9
HIGHEST_GRADE = 11
LONGEST_MEAN = 25
# A page of fewer words says too little for a measure of sentences and syllables.
_FEWEST_WORDS = 50
_SENTENCE = re.compile(r"[^.!?]+[.!?]*")


@dataclass(frozen=True)
class Measure:
    """Hold a page's words, its US school grade (Flesch-Kincaid) and its mean sentence."""

    words: int
    grade: float
    sentence: float


def measure(page: Page) -> Measure:
    """Measure one page."""
    text = prose(page.body)
    words = _count_words(text)
    sentences = [one for one in _SENTENCE.findall(text) if re.search(r"\w", one)]
    if not words:
        return Measure(0, 0, 0)
    grade = round(textstat.flesch_kincaid_grade(text), 1)
    return Measure(words, grade, round(words / len(sentences), 1))


def is_measured(page: Page) -> bool:
    """Tell whether a page is for readers of the guide, and says enough to be measured."""
    return (
        not page.path.startswith("contributing/")
        and _count_words(prose(page.body)) >= _FEWEST_WORDS
    )


def _count_words(text: str) -> int:
    return len(re.findall(r"\S*\w\S*", text))


def measures(catalog: Catalog) -> dict[str, Measure]:
    """Measure the pages for readers."""
    return {path: measure(page) for path, page in catalog.pages.items() if is_measured(page)}


def check_readability(catalog: Catalog) -> Iterator[Problem]:
    """Refuse a page that is too hard, and a guide that is too hard on the whole."""
    found = measures(catalog)
    for path, one in found.items():
        file = catalog.pages[path].front_matter.file
        if one.grade > HIGHEST_GRADE:
            what = f"its grade is {one.grade}, and {HIGHEST_GRADE} is the highest allowed"
            yield Problem(file, 1, "the reading level", what, "use shorter words and sentences")
        if one.sentence >= LONGEST_MEAN:
            what = f"its mean sentence has {one.sentence} words, and {LONGEST_MEAN} are too many"
            yield Problem(file, 1, "the reading level", what, "split the long sentences")
    middle = round(median(one.grade for one in found.values()), 1) if found else 0
    if middle > MEDIAN_GRADE:
        hardest = max(found, key=lambda path: found[path].grade)
        what = f"the median grade of all pages is {middle}, and {MEDIAN_GRADE} is the limit"
        remedy = f"start with {hardest} (grade {found[hardest].grade})"
        yield Problem("docs", 1, "the reading level", what, remedy)
