"""Make all handouts of a guide, each from the cache when nothing of it has changed."""

import json
from pathlib import Path

from ..loading import load_catalog
from . import SIZES
from .cache import Cache
from .content import Writer
from .linking import Pdf
from .papers import papers
from .typesetting import Typesetter, page_count


def make(root: Path, home: str, cache: Cache) -> dict[str, list[Pdf]]:
    """Put every handout into the cache; give their files by the name of the paper."""
    catalog = load_catalog(root)
    writer = Writer(catalog, home)
    typesetter = Typesetter()
    made: dict[str, list[Pdf]] = {}
    anew = 0
    for paper in papers(catalog):
        if paper.name in made:
            raise SystemExit(f"two handouts have the name {paper.name!r}: rename one of the two")
        document = json.dumps(writer.document(paper), ensure_ascii=False)
        made[paper.name] = []
        for size in SIZES:
            key = typesetter.key(document, size)
            content = cache.pdf(key)
            if content is None:
                anew += 1
                content = typesetter.pdf(document, size)
                cache.keep(key, content)
            pdf = Pdf(paper.file(size), size, page_count(content), len(content), key)
            made[paper.name].append(pdf)
    print(f"{len(made) * len(SIZES)} handouts, {anew} of them made anew.")
    return made
