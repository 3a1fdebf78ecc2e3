"""Read what stands where on paper, with poppler's pdftotext."""

import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pytest

needs_poppler = pytest.mark.skipif(
    not shutil.which("pdftotext"), reason="pdftotext, of poppler-utils, is not here"
)
_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_WORD = re.compile(
    r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>'
)


@dataclass(frozen=True)
class Word:
    """Hold a word and its box, in points from the upper left corner of the sheet."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Sheet:
    """Hold one page of a PDF; its words come in the order in which they were drawn."""

    width: float
    height: float
    words: tuple[Word, ...]

    def within(self, margin: float) -> str:
        """Give the words above the lower margin, without spaces: lines break anywhere on paper."""
        body = (word.text for word in self.words if word.bottom < self.height - margin)
        return plain("".join(body))

    def outside(self, edge: float) -> list[str]:
        """Name the words that come nearer to the left or right end of the sheet than `edge`."""
        words = [word for word in self.words if word.left < edge or word.right > self.width - edge]
        return [word.text for word in words]


def plain(text: str) -> str:
    """Take the spaces, soft hyphens and ligatures out of a text."""
    return "".join(unicodedata.normalize("NFKC", text).replace("\u00ad", "").split())


def sheets(path: Path) -> Iterator[Sheet]:
    """Walk the pages of a PDF file."""
    command = ["pdftotext", "-raw", "-bbox", str(path), "-"]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    for width, height, content in _PAGE.findall(result.stdout):
        words = (Word(unescape(text), *map(float, box)) for *box, text in _WORD.findall(content))
        yield Sheet(float(width), float(height), tuple(words))
