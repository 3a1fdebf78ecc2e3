"""Say what the tools beside the text have in common, for the checks that look at all of them."""

from collections.abc import Iterator

from .documents import Place
from .models import Listing


class Tool(Listing):
    """Be a thing beside the lists, often one to fill in; each kind says what it has to tell."""

    def faults(self) -> Iterator[tuple[Place, str, str]]:
        """Find what is wrong in the file as a whole: the place, what it is, and the remedy."""
        yield from ()

    def citations(self) -> Iterator[tuple[Place, str]]:
        """Walk the sources it rests on, with the place that names them."""
        yield from ()

    def links(self) -> Iterator[tuple[Place, str, str]]:
        """Walk its links: the place in its file, the key there, and the target."""
        yield from ()

    def promised_ids(self) -> Iterator[str]:
        """Walk the ids under which a reader's words are kept."""
        yield from ()

    def former_ids(self) -> Iterator[str]:
        """Walk the ids it gave up for a stated reason; `other-tool/id` when it came from there."""
        yield from ()
