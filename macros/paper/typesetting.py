"""Set papers as tagged PDF with Typst."""

import hashlib
import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

import typst

_HERE = Path(__file__).parent
_TEMPLATE = _HERE / "handout.typ"
FONTS = _HERE / "vendor" / "source-sans"
_PAPERS: Mapping[str, str] = {"a4": "a4", "letter": "us-letter"}
_PAGES = re.compile(rb"/Type\s*/Pages\b[^>]*?/Count (\d+)|/Count (\d+)[^>]*?/Type\s*/Pages\b")


class Typesetter:
    """Hold one compiler: what it has read and laid out for one paper serves the next."""

    def __init__(self) -> None:
        self._compiler = typst.Compiler(str(_TEMPLATE), root=str(_HERE), font_paths=fonts())

    def key(self, document: str, size: str) -> str:
        """Digest all that the bytes of one PDF depend on."""
        return hashlib.sha256(json.dumps([_machine(), document, size]).encode()).hexdigest()

    def pdf(self, document: str, size: str) -> bytes:
        """Typeset a document, given as JSON. A warning ends the build: nobody would read it."""
        content, warnings = self._compiler.compile_with_warnings(
            sys_inputs={"data": document, "paper": _PAPERS[size]},
            format="pdf",
            pdf_standards="ua-1",
            timestamp=0,
        )
        if warnings:
            raise RuntimeError("\n".join(warning.diagnostic for warning in warnings))
        assert isinstance(content, bytes)
        return content


def fonts() -> typst.Fonts:
    """Find the guide's own font, and no other: what a machine has beside it must not matter."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )


def page_count(pdf: bytes) -> int:
    """Count the pages of a PDF that this module made."""
    found = _PAGES.search(pdf)
    assert found
    return int(found[1] or found[2])


@cache
def _machine() -> str:
    """Name all that a paper's bytes depend on beside its data."""
    files = sorted([_TEMPLATE, *FONTS.glob("*.otf")])
    digests = [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]
    return " ".join([version("typst"), *digests])
