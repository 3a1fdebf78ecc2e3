"""Build the real site and serve it, for the tests, the benchmark and the screenshot."""

import functools
import http.server
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

ROOT = Path(__file__).parent.parent


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serve files without a log, with the type that browsers ask of modules."""

    extensions_map: ClassVar = {
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".mjs": "text/javascript",
    }

    def log_message(self, *_: object) -> None:
        pass


class _Server(http.server.ThreadingHTTPServer):
    """Serve, and say nothing when a browser closes a connection early."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serve(site: Path) -> Iterator[str]:
    """Serve a folder on a free port of this machine; gives the address."""
    handler = functools.partial(_Handler, directory=str(site))
    with _Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def build(site: Path, address: str, root: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Build the site as `make build` does; gives the last step, or the one that failed.

    The handouts are left out: they take a while, and tests/test_paper.py makes them for itself.
    """
    environment = {
        **os.environ,
        "GUIDE_SITE_URL": address,
        "NO_MKDOCS_2_WARNING": "1",
        "SOURCE_DATE_EPOCH": "0",
    }
    steps = [
        ["mkdocs", "build", "--strict", "--site-dir", str(site)],
        ["macros.exporting", str(site)],
        ["macros.publishing", str(site)],
    ]
    for step in steps:
        result = subprocess.run(
            [sys.executable, "-m", *step],
            cwd=root,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if result.returncode:
            return result
    return result
