"""Keep the promise that ids make: a published one may be renamed or retired, never lost."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from .catalog import Catalog
from .crosschecks import qualify
from .documents import Document
from .errors import Problem

# A programme's own id is a promise too: readers share links to it.
_PROGRAMME = "programme"
LEDGER = Path("docs/data/ids.txt")
_HEAD = "# Every id that was ever published. Written by `make generate`, never by hand.\n"


def check_ledger(
    root: Path, catalog: Catalog, documents: Mapping[str, Document]
) -> Iterator[Problem]:
    """Refuse a published id that is neither in use nor accounted for."""
    known = current_ids(catalog) | _accounted_ids(catalog)
    for id in sorted(read_ledger(root) - known):
        listing, _, entry = id.partition("/")
        if listing in catalog.unread or (listing == _PROGRAMME and entry in catalog.unread):
            continue
        if listing == _PROGRAMME:
            yield Problem(LEDGER.as_posix(), 1, "ids", *_lost_programme(entry))
            continue
        document = documents.get(listing)
        yield Problem(
            document.file if document else LEDGER.as_posix(),
            1,
            "ids",
            f"the published id {entry!r} of {listing!r} is gone, and readers' ticks with it",
            _remedy(entry),
        )


def _lost_programme(id: str) -> tuple[str, str]:
    return (
        f"the published programme {id!r} is gone, and every link to it",
        f"rename with `was: [{id}]`, or keep the file with `status: closed`",
    )


def _remedy(entry: str) -> str:
    field, _, part = entry.partition("/")
    if part:
        return f"keep the id, or list {part!r} under `retired` of the field {field!r}"
    return f"rename with `was: [{entry}]`, or list it under `retired` with date and reason"


def write_ledger(root: Path, catalog: Catalog) -> None:
    """Add the ids in use to the ledger; nothing is ever taken out of it."""
    ids = sorted(read_ledger(root) | current_ids(catalog))
    (root / LEDGER).write_text(_HEAD + "".join(f"{id}\n" for id in ids), encoding="utf-8")


def read_ledger(root: Path) -> set[str]:
    """Read the published ids; none where there is no ledger yet."""
    path = root / LEDGER
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return {line for line in lines if line and not line.startswith("#")}


def current_ids(catalog: Catalog) -> set[str]:
    """Give the ids in use, each with its list or tool: `cv/contact-details`."""
    entries = {
        f"{id}/{entry.id}"
        for id, listing in catalog.listings.items()
        for _, entry in listing.entries()
    }
    promised = {f"{id}/{own}" for id, tool in catalog.tools.items() for own in tool.promised_ids()}
    return entries | promised | {f"{_PROGRAMME}/{id}" for id in catalog.programmes}


def _accounted_ids(catalog: Catalog) -> set[str]:
    former = {
        qualify(id, old)
        for id, listing in catalog.listings.items()
        for _, entry in listing.entries()
        for old in entry.was or ()
    }
    retired = {
        f"{id}/{gone.id}"
        for id, listing in catalog.listings.items()
        for gone in listing.retired or ()
    }
    tools = {
        own if own.partition("/")[0] in catalog.tools else f"{id}/{own}"
        for id, tool in catalog.tools.items()
        for own in tool.former_ids()
    }
    programmes = {
        f"{_PROGRAMME}/{old}" for one in catalog.programmes.values() for old in one.was or ()
    }
    return former | retired | tools | programmes
