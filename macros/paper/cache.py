"""Keep the handouts that were made, so that only what has changed is made again."""

import hashlib
import json
import os
import time
from collections.abc import Mapping
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from .linking import Pdf

_KEEP_DAYS = 30
_READ = {".yml", ".md", ".py", ".typ", ".otf"}


class Cache:
    """Hold PDFs by the digest of all they are made of, and which of them a whole guide has."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, key: str) -> Path:
        """Name the file of one PDF."""
        return self.folder / f"{key}.pdf"

    def pdf(self, key: str) -> bytes | None:
        """Give a PDF that is kept, and note that it is still wanted; None when it is not here."""
        try:
            content = self.path(key).read_bytes()
            self.path(key).touch()
        except FileNotFoundError:
            return None
        return content

    def keep(self, key: str, content: bytes) -> None:
        """Keep a PDF, whole or not at all: a build may be stopped at any time."""
        part = self.folder / f"{key}.{os.getpid()}.part"
        part.write_bytes(content)
        part.replace(self.path(key))

    def recall(self, digest: str) -> dict[str, list[Pdf]] | None:
        """Give what a guide with these inputs has; None when it, or a part of it, is not here."""
        list_of = self.folder / f"{digest}.json"
        if not list_of.is_file():
            return None
        kept = json.loads(list_of.read_text(encoding="utf-8"))
        made = {name: [Pdf(**file) for file in files] for name, files in kept.items()}
        paths = [self.path(pdf.key) for files in made.values() for pdf in files]
        if not all(path.is_file() for path in paths):
            return None
        for path in (list_of, *paths):
            path.touch()
        return made

    def remember(self, digest: str, made: Mapping[str, list[Pdf]]) -> None:
        """Write down what a guide with these inputs has."""
        kept = {name: [asdict(pdf) for pdf in files] for name, files in made.items()}
        (self.folder / f"{digest}.json").write_text(json.dumps(kept), encoding="utf-8")

    def forget_unused(self) -> None:
        """Delete what no build has asked for in a month."""
        limit = time.time() - _KEEP_DAYS * 24 * 3600
        for path in self.folder.iterdir():
            if path.stat().st_mtime < limit:
                path.unlink()


def inputs_digest(root: Path, home: str) -> str:
    """Digest all that the handouts are made of: data, pages, code, fonts, libraries, address."""
    digest = hashlib.sha256(f"{home} {version('typst')} {version('segno')}".encode())
    for folder in ("docs", "macros"):
        for path in sorted(p for p in (root / folder).rglob("*") if p.suffix in _READ):
            digest.update(f"{path.relative_to(root)}\n".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
