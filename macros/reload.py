"""Bring the live preview up to what is published: edits of the macros package, and the data files.

The only MkDocs hook. The build does not depend on it. Python keeps a package it has imported, and
mkdocs-macros imports it again at each build without reading it again; and `make build` writes the
data files in a step of its own, which the preview does not run.
"""

import sys
from pathlib import Path
from typing import Any

from mkdocs.plugins import event_priority

_preview = False


def on_startup(command: str, **_: Any) -> None:
    """Remember whether this is the live preview."""
    global _preview
    _preview = command == "serve"


@event_priority(100)  # before mkdocs-macros imports the package
def on_config(config: Any) -> Any:
    """Drop the package's modules, so that the next import reads them from disk."""
    for name in [name for name in sys.modules if name == "macros" or name.startswith("macros.")]:
        del sys.modules[name]
    return config


def on_post_build(config: Any) -> None:
    """Write the data files into the preview, so that its links to them work."""
    if not _preview:
        return
    from macros.exporting import export
    from macros.loading import load_catalog

    export(load_catalog(Path(config.config_file_path).parent), Path(config.site_dir))
