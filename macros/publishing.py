"""Finish a built site: make its scripts and styles small, and forbid every request to anyone else.

Works on the files of any builder: `python -m macros.publishing site`. Twice changes nothing more.
"""

import base64
import hashlib
import re
import sys
from collections.abc import Iterable
from pathlib import Path

try:
    import minify
except ImportError:  # no ready-made package for this machine; see requirements.txt
    minify = None

_TYPES = {".css": "text/css", ".js": "application/javascript", ".mjs": "application/javascript"}
# A meta element carries the policy: GitHub Pages sends no headers of ours (CSP Level 3, 3.3).
_POLICY = (
    "default-src 'none'; script-src 'self' {hashes}; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
    "base-uri 'none'; form-action 'self'"
)
_CHARSET = '<meta charset="utf-8">'
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def finish(site: Path) -> None:
    """Finish the site in place."""
    if minify is None:
        print("No minifier on this machine: scripts and styles are published as they are.")
    for path in sorted((site / "components").rglob("*")):
        if minify and path.suffix in _TYPES and "vendor" not in path.parts:
            path.write_text(shrink(path.read_text(encoding="utf-8"), path.suffix), encoding="utf-8")
    pages = {path: path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))}
    policy = content_security_policy(pages.values())
    for path, html in pages.items():
        path.write_text(add_policy(html, policy), encoding="utf-8")


def shrink(text: str, suffix: str) -> str:
    """Remove comments and needless white space, until there is nothing left to remove."""
    shorter = str(minify.string(_TYPES[suffix], text))
    return text if len(shorter) >= len(text) else shrink(shorter, suffix)


def content_security_policy(pages: Iterable[str]) -> str:
    """Allow the site itself and its inline scripts by their SHA-256.

    One policy for all pages: with instant navigation the first page's policy stays in force.
    """
    scripts = {script for html in pages for script in _INLINE_SCRIPT.findall(html)}
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    hashes = sorted(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
    return _POLICY.format(hashes=" ".join(hashes))


def add_policy(html: str, policy: str) -> str:
    """Put the policy behind the character set, unless it is there."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return html if meta in html else html.replace(_CHARSET, _CHARSET + meta, 1)


if __name__ == "__main__":
    finish(Path(sys.argv[1]))
