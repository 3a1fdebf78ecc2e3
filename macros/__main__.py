"""Check the guide (`python -m macros check`) or write what is generated from it (`generate`)."""

import sys
from pathlib import Path

from .errors import GuideError
from .ledger import current_ids, read_ledger, write_ledger
from .loading import load_catalog
from .schema import stale_schemas, write_schemas


def main(command: str, root: Path) -> int:
    """Run one command on the guide under `root`; give the exit status."""
    try:
        catalog = load_catalog(root)
    except GuideError as error:
        print(error, file=sys.stderr)
        return 1
    if command == "generate":
        write_schemas(root)
        write_ledger(root, catalog)
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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "check", Path.cwd()))
