"""List the files of public data that stand beside the built site."""

from dataclasses import dataclass

from ..exporting import FOLDER, VERSION
from ..kinds import KINDS
from .context import Context

HOLDS = {
    "checklists": "Lists with their sections, items, reasons and whom each is for.",
    "timelines": "Steps with their lead times, windows and gaps, as ISO 8601 durations.",
    "sources": "Every page that the guide cites, with the date that we read it.",
    "programmes": "The directory of programmes, with conditions, dates, money and how sure we are.",
    "worksheets": "Questions, scales and tables to fill in.",
    "letters": "Letters with named blanks, and why each part is there.",
    "choosers": "The questions about types of placement, and how answers count.",
    "budgets": "Lines of a budget, with ranges where a source gives one.",
    "questions": "Questions for interviews, with hints.",
    "pocketcards": "Cards that fold from one sheet: eight small pages each.",
    "pictures": "Drawings with their words, and what they show as text.",
    "faqs": "Questions and answers, with where to read more.",
    "terms": "The glossary: what each word means, and how it differs between countries.",
    "synonyms": "Words that readers search for, and the words of the guide for them.",
    "placements": "Kinds of placement: which timelines and checklists make the plan for each.",
}


@dataclass(frozen=True)
class Line:
    """Hold one kind of data; the links lead to its files."""

    kind: str
    title: str
    holds: str
    size: str
    base: str


@dataclass(frozen=True)
class View:
    """Hold one line a kind, and where the files are."""

    lines: tuple[Line, ...]
    folder: str
    version: int


def choose(context: Context) -> Context:
    """Take every kind that the catalog knows."""
    return context


def view(context: Context) -> View:
    """Prepare the list; its links are of the published site, so no page checks them."""
    home = context.href("/index.md")
    folder = f"{home}{FOLDER}" if home != "./" else FOLDER
    lines = (_line(context, kind, folder) for kind in KINDS)
    return View(tuple(line for line in lines if line.size != "0"), folder, VERSION)


def _line(context: Context, kind: str, folder: str) -> Line:
    title = kind.replace("-", " ").capitalize()
    size = str(len(getattr(context.catalog, kind)))
    return Line(kind, title, HOLDS.get(kind, "More of the guide's data."), size, f"{folder}/{kind}")
