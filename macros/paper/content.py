"""Turn the guide's things into plain data for the typesetter: finished words, and no markup."""

import hashlib
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from html.parser import HTMLParser
from urllib.parse import urljoin

import segno

from ..catalog import Catalog
from ..durations import Duration
from ..letters import Letter, pieces
from ..links import address as page_address
from ..links import inline
from ..models import Checklist, Entry, Item, Listing, Milestone, Timeline
from ..pocketcards import CardPanel, Pocketcard
from ..wording import concerns, conditions, day, due
from ..worksheets import Worksheet, WorksheetField
from .papers import BOOKLET, CARDS, CHARTS, GROUPS, Paper, papers

Data = dict[str, object]

_NAMES = {
    "checklists": "Checklist",
    "timelines": "Timeline",
    "worksheets": "Worksheet",
    "letters": "Letter",
    CHARTS: "Wall chart",
    CARDS: "Pocket card",
}
_STYLES = {"strong": "bold", "em": "italic", "code": "code"}
_DAYS_IN_MONTH = Duration(months=1).usual_days


class _Runs(HTMLParser):
    """Split finished inline HTML into runs of words with their style and link."""

    def __init__(self, home: str) -> None:
        super().__init__(convert_charrefs=True)
        self.home = home
        self.runs: list[Data] = []
        self._styles: list[str] = []
        self._link = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._link = urljoin(self.home, dict(attrs).get("href") or "")
        elif tag in _STYLES:
            self._styles.append(_STYLES[tag])

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._link = ""
        elif tag in _STYLES:
            self._styles.pop()

    def handle_data(self, data: str) -> None:
        self.runs.append({"text": data, "styles": list(self._styles), "link": self._link})


class Writer:
    """Write the data of papers for the site at `home`, and number the sources of each thing."""

    def __init__(self, catalog: Catalog, home: str) -> None:
        self.catalog = catalog
        self.home = home
        self._cited: list[str] = []

    def document(self, paper: Paper) -> Data:
        """Give all that one paper holds."""
        if paper.group == BOOKLET:
            apart = {CHARTS, CARDS, BOOKLET}
            shown = [one for one in papers(self.catalog) if one.group not in apart]
        else:
            shown = [paper]
        parts = [self._part(one) for one in shown]
        reviewed = max(self._thing(one).reviewed for one in shown)
        return {
            "title": paper.title if paper.group == BOOKLET else _title(paper),
            "booklet": paper.group == BOOKLET,
            "date": [reviewed.year, reviewed.month, reviewed.day],
            "reviewed": day(reviewed),
            "version": f"{reviewed}-{_digest(parts)}",
            "home": self.home,
            "qr": qr_code(self.home),
            "parts": parts,
        }

    def _thing(self, paper: Paper) -> Listing:
        kind = "timelines" if paper.group == CHARTS else paper.group
        thing: Listing = getattr(self.catalog, kind)[paper.id]
        return thing

    def _part(self, paper: Paper) -> Data:
        """Give one thing: its title block, its content and its sources."""
        self._cited = []
        thing = self._thing(paper)
        address = self._address(paper.id)
        content = self._content(paper, thing)
        return {
            "group": GROUPS[paper.group],
            "kind": _NAMES[paper.group],
            "title": thing.title,
            "summary": self._inline(thing.summary),
            "reviewed": day(thing.reviewed),
            "address": address,
            "qr": qr_code(address),
            **content,
            **self._sources(),
        }

    def _content(self, paper: Paper, thing: Listing) -> Data:
        match thing:
            case Checklist():
                return {"sections": [self._section(s.title, s.items) for s in thing.sections]}
            case Timeline() if paper.group == CHARTS:
                return self._chart(thing)
            case Timeline():
                return self._timeline(thing)
            case Worksheet():
                return self._worksheet(thing)
            case Letter():
                return self._letter(thing)
            case Pocketcard():
                return {"panels": [self._panel(panel) for panel in thing.panels]}
        raise TypeError(f"no paper is known for {type(thing).__name__}")

    def _address(self, id: str) -> str:
        page = self.catalog.page_of(id)
        return f"{urljoin(self.home, page_address(page))}#{id}" if page else self.home

    def _inline(self, text: str | None) -> list[Data]:
        """Split a model's inline Markdown into runs, its links made absolute."""
        runs = _Runs(self.home)
        runs.feed(str(inline(text or "", "index.md")))
        runs.close()
        return runs.runs

    def _cite(self, ids: Iterable[str] | None) -> list[int]:
        """Give sources their numbers, in the order in which a thing names them."""
        numbers = []
        for id in ids or ():
            if id not in self._cited:
                self._cited.append(id)
            numbers.append(self._cited.index(id) + 1)
        return numbers

    def _sources(self) -> Data:
        """List what was cited; the day on which most were read is said once."""
        found = [self.catalog.sources[id] for id in self._cited]
        days = Counter(source.checked for source in found)
        return {
            "checked": day(days.most_common(1)[0][0]) if days else "",
            "sources": [
                {
                    "short": source.short,
                    "title": source.title,
                    "url": source.url,
                    "checked": day(source.checked),
                    "note": source.note or "",
                }
                for source in found
            ],
        }

    def _section(self, title: str, entries: Iterable[Entry]) -> Data:
        return {"title": title, "entries": [self._entry(entry) for entry in entries]}

    def _entry(self, entry: Entry) -> Data:
        link = urljoin(self.home, _target(entry.help.link)) if entry.help else ""
        return {
            "text": self._inline(entry.text),
            "essential": isinstance(entry, Item) and entry.essential,
            "concerns": concerns(entry.audiences),
            "why": self._inline(entry.why),
            "help": entry.help.text if entry.help else "",
            "help_link": link,
            "cited": self._cite(entry.sources),
        }

    def _timeline(self, timeline: Timeline) -> Data:
        noun = timeline.anchor.noun
        numbers = _numbers(timeline)
        sections = []
        for phase in timeline.phases:
            steps = [
                {
                    **self._entry(step),
                    "number": numbers[step.id],
                    "due": due(step, noun),
                    "conditions": " ".join(conditions(step, numbers, noun)),
                    "checklist": self._checklist_title(step),
                }
                for step in phase.milestones
            ]
            sections.append({"title": phase.title, "entries": steps})
        return {"question": timeline.anchor.question, "sections": sections}

    def _checklist_title(self, step: Milestone) -> str:
        return self.catalog.checklists[step.checklist].title if step.checklist else ""

    def _chart(self, timeline: Timeline) -> Data:
        """Place each step on an axis of months, counted from the reader's date."""
        noun = timeline.anchor.noun
        numbers = _numbers(timeline)
        phases = [
            {
                "title": phase.title,
                "bars": [
                    {
                        "number": numbers[step.id],
                        "text": self._inline(step.text),
                        "due": due(step, noun),
                        "concerns": concerns(step.audiences),
                        **_bar(step),
                    }
                    for step in phase.milestones
                ],
            }
            for phase in timeline.phases
        ]
        return {"question": timeline.anchor.question, "noun": noun, "phases": phases}

    def _worksheet(self, worksheet: Worksheet) -> Data:
        return {
            "warning": self._inline(worksheet.warning),
            "copies": worksheet.copies,
            "sections": [
                {"title": section.title, "fields": [self._field(one) for one in section.fields]}
                for section in worksheet.sections
            ],
        }

    def _field(self, field: WorksheetField) -> Data:
        named = [row.text for row in field.named_rows or ()]
        return {
            "type": field.type,
            "label": field.label,
            "help": self._inline(field.help),
            "concerns": concerns(field.audiences),
            "cited": self._cite(field.sources),
            "lines": field.lines,
            "low": field.low or "",
            "high": field.high or "",
            "options": [option.text for option in field.options or ()],
            "several": field.several,
            "columns": [column.text for column in field.columns or ()],
            "rows": named or [str(n + 1) for n in range(field.rows or 0)],
            "numbered": not named,
        }

    def _panel(self, panel: CardPanel) -> Data:
        lines = [
            {
                "type": line.type,
                "text": self._inline(line.text),
                "step": step,
                "cited": self._cite(line.sources),
            }
            for line, step in panel.numbered()
        ]
        return {"title": panel.title, "lines": lines}

    def _letter(self, letter: Letter) -> Data:
        gaps = {blank.id: blank.gap for blank in letter.blanks}
        length = letter.length
        paragraphs = [
            {
                **_written(letter, part.text, gaps),
                "note": part.note,
                "optional": part.optional,
                "cited": self._cite(part.sources),
            }
            for part in letter.paragraphs
        ]
        return {
            "length": f"{length.least} to {length.most} words.",
            "length_why": length.why,
            "length_cited": self._cite(length.sources),
            "subject": {**_written(letter, letter.subject.text, gaps), "note": letter.subject.note},
            "paragraphs": paragraphs,
            "blanks": [
                {
                    "label": blank.label + ("" if blank.required else " (if you wish)"),
                    "example": blank.example,
                    "long": blank.long,
                }
                for blank in letter.blanks
            ],
            "cited": self._cite(letter.sources),
        }


def _title(paper: Paper) -> str:
    return f"{_NAMES[paper.group]}: {paper.title}"


def _target(link: str) -> str:
    """Turn a link of the data into one from the root of the site."""
    if not link.startswith("/"):
        return link
    page, mark, anchor = link[1:].partition("#")
    return page_address(page) + mark + anchor


def _numbers(timeline: Timeline) -> dict[str, int]:
    return {entry.id: n for n, (_, entry) in enumerate(timeline.entries(), start=1)}


def _bar(step: Milestone) -> Data:
    """Give the due date, the latest start and the earliest moment, in months from the anchor."""
    end = step.usual_offset
    start = end - (step.takes.usual_days if step.takes else 0)
    first = -step.not_before.usual_days if step.not_before else start
    days = {"due": end, "start": start, "first": min(first, start)}
    return {f"{name}_month": round(value / _DAYS_IN_MONTH, 3) for name, value in days.items()}


def _written(letter: Letter, text: str, gaps: dict[str, str]) -> Data:
    """Give a text of a letter twice: with its gaps, and filled in with the examples."""
    return {
        "lines": [list(_line(line, gaps)) for line in text.split("\n")],
        "example": letter.filled(text).split("\n"),
    }


def _line(line: str, gaps: dict[str, str]) -> Iterator[Data]:
    for piece in pieces(line):
        yield {"text": piece.text or gaps[piece.blank], "gap": bool(piece.blank)}


def _digest(data: object) -> str:
    """Tell two versions of the same day apart, in six digits."""
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()[:6]


@cache
def qr_code(address: str) -> str:
    """Draw an address as a QR code in SVG, without its quiet zone."""
    image = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(image, kind="svg", border=0, xmldecl=False, svgns=True, nl=False)
    return image.getvalue().decode()
