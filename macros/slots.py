"""Carry finished HTML through Markdown untouched: a component is never parsed as text again.

A macro returns a one-line token; the Markdown extension at the end of this module, which mkdocs.yml
names as `macros.slots`, puts the HTML in its place. This holds at every indentation and costs
nothing a line, and no text of a component can turn into markup.
"""

import base64
import re

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

MARK = "@@guide:"
_TOKEN = re.compile(MARK + r'([A-Za-z0-9_=-]+)@@(?:<i id="[^"]*">)*')
_ID = re.compile(r'\bid="([^"]*)"')
# After fenced code (25), which keeps its text as it is; after MkDocs has looked for anchors in raw
# HTML (21), which is why a token shows the ids it holds; before blocks of raw HTML (20).
_PRIORITY = 20.5


def slot(html: str) -> str:
    """Wrap finished HTML in a token that Markdown leaves alone."""
    ids = "".join(f'<i id="{id}">' for id in _ID.findall(html))
    return f"{MARK}{base64.urlsafe_b64encode(html.encode()).decode()}@@{ids}"


def fill(text: str) -> str:
    """Give a text back with its tokens replaced by their HTML, for tests and for other engines."""
    return _TOKEN.sub(_html, text)


def _html(token: re.Match[str]) -> str:
    return base64.urlsafe_b64decode(token[1]).decode()


class _Slots(Preprocessor):
    """Put the HTML of tokens into Markdown's own stash of finished blocks."""

    def run(self, lines: list[str]) -> list[str]:
        return [
            _TOKEN.sub(lambda token: self.md.htmlStash.store(_html(token)), line)
            if "@@" in line
            else line
            for line in lines
        ]


class SlotExtension(Extension):
    """Add the preprocessor to Markdown."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (Markdown's own name)
        """Register the preprocessor."""
        md.preprocessors.register(_Slots(md), "guide-slots", _PRIORITY)


def makeExtension(**options: object) -> SlotExtension:  # noqa: N802  (Markdown's own name)
    """Make the extension, as Markdown asks of a module that mkdocs.yml names."""
    return SlotExtension(**options)
