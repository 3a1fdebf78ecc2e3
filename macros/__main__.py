"""Run one of the guide's commands: `python -m macros check`.

check         refuse what is wrong with data, pages and schemas, and what is not complete
generate      write the schemas and the record of published ids
report        length, reading level and contents of each page
freshness     what is due to be read again on a date: `freshness 2027-06-01`
links         every address outside of the guide, with the files that link to it
check-links   try each of them
"""

import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from .addresses import check_links, external_links
from .catalog import Catalog
from .completeness import can_measure, check_completeness
from .errors import GuideError
from .freshness import due
from .ledger import current_ids, read_ledger, write_ledger
from .loading import load_catalog, read_guide
from .schema import stale_schemas, write_schemas

_NOT_MEASURED = "The reading level was not measured: install tests/requirements.txt for that."


def check(root: Path) -> int:
    """Say everything that is wrong with the guide; give the exit status."""
    catalog, problems = read_guide(root)
    problems += check_completeness(catalog, root)
    if not can_measure():
        print(_NOT_MEASURED, file=sys.stderr)
    if problems:
        print(GuideError(problems), file=sys.stderr)
        return 1
    return _conclude(root, catalog)


def generate(root: Path) -> int:
    """Write what is made from the guide."""
    catalog = load_catalog(root)
    write_schemas(root)
    write_ledger(root, catalog)
    return _conclude(root, catalog)


def _conclude(root: Path, catalog: Catalog) -> int:
    stale = stale_schemas(root)
    for name in stale:
        print(
            f"docs/data/schema/{name}: it differs from the models: run `make generate`",
            file=sys.stderr,
        )
    unrecorded = len(current_ids(catalog) - read_ledger(root))
    print(
        f"{len(catalog.checklists)} checklists, {len(catalog.timelines)} timelines, "
        f"{len(catalog.sources)} sources and {len(catalog.pages)} pages are in order."
        + (
            f" {unrecorded} new ids are not in the ledger yet: `make generate`."
            if unrecorded
            else ""
        )
    )
    return 1 if stale else 0


def report(root: Path) -> int:
    """Print the table of all pages."""
    if not can_measure():
        print(_NOT_MEASURED, file=sys.stderr)
        return 1
    from .reporting import report as table  # only here: nothing else needs the measuring library

    print(table(read_guide(root)[0]))
    return 0


def freshness(root: Path, on: str = "") -> int:
    """Print what is due on a date."""
    try:
        day = date.fromisoformat(on)
    except ValueError:
        print(f"{on!r} is not a date: write DATE=2027-06-01", file=sys.stderr)
        return 2
    found = due(load_catalog(root), day)
    print("\n".join(found) or f"Nothing is due on {day}.")
    return 1 if found else 0


def links(root: Path) -> int:
    """Print every address with the files that link to it."""
    for address, files in external_links(load_catalog(root)).items():
        print(f"{address}  {' '.join(files)}")
    return 0


def try_links(root: Path) -> int:
    """Print the addresses in doubt."""
    found = external_links(load_catalog(root))
    doubtful = list(check_links(found))
    for address, answer in doubtful:
        print(f"{address}: {answer}: linked from {' '.join(found[address])}")
    print(f"{len(found)} addresses tried, {len(doubtful)} in doubt.")
    return 1 if doubtful else 0


COMMANDS: Mapping[str, Callable[..., int]] = {
    "check": check,
    "generate": generate,
    "report": report,
    "freshness": freshness,
    "links": links,
    "check-links": try_links,
}


def main(root: Path, command: str = "check", *arguments: str) -> int:
    """Run one command on the guide under `root`; give the exit status."""
    if command not in COMMANDS:
        print(f"there is no command {command!r}: use {', '.join(COMMANDS)}", file=sys.stderr)
        return 2
    if len(arguments) > (command == "freshness"):
        print(f"{command} takes no argument {arguments[-1]!r}", file=sys.stderr)
        return 2
    try:
        return COMMANDS[command](root, *arguments)
    except GuideError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(Path.cwd(), *sys.argv[1:]))
