"""Make the handouts and the cards of a built site: `python -m macros.paper SITE [CACHE]`."""

import sys
from pathlib import Path

from . import FOLDER
from .cache import Cache, inputs_digest
from .cards import add_cards
from .linking import fill_places, home_of

CACHE = Path("build") / "paper"


def main(root: Path, site: Path, cache: Cache) -> None:
    """Make the handouts and link them. A handout that no page links ends the build."""
    home = home_of(site)
    digest = inputs_digest(root, home)
    made = cache.recall(digest)
    if made is None:
        from .making import make  # only here: an unchanged guide need not be read

        made = make(root, home, cache)
        cache.remember(digest, made)
    folder = site / FOLDER
    folder.mkdir(exist_ok=True)
    for pdf in (pdf for files in made.values() for pdf in files):
        (folder / pdf.name).write_bytes(cache.path(pdf.key).read_bytes())
    cache.forget_unused()
    unlinked = sorted(made.keys() - fill_places(site, made))
    add_cards(site, home, cache.folder.parent / "cards")
    if unlinked:
        raise SystemExit(f"no page links {', '.join(unlinked)}: write {{{{ handouts() }}}} on one")


if __name__ == "__main__":
    folders = [Path(argument) for argument in sys.argv[1:]]
    main(Path.cwd(), folders[0], Cache(folders[1] if len(folders) > 1 else CACHE))
