"""Forget the macros package before each build of the live preview, so that an edit of it shows.

The only MkDocs hook. The build does not depend on it: Python keeps a package it has imported, and
mkdocs-macros imports it again at each build without reading it again.
"""

import sys
from typing import Any

from mkdocs.plugins import event_priority


@event_priority(100)  # before mkdocs-macros imports the package
def on_config(config: Any) -> Any:
    """Drop the package's modules, so that the next import reads them from disk."""
    for name in [name for name in sys.modules if name == "macros" or name.startswith("macros.")]:
        del sys.modules[name]
    return config
