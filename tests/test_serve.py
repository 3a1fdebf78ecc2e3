"""The live preview shows every kind of change, and says what is wrong without stopping."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from .projects import BAG, INDEX, buildable, change

PATIENCE = 60  # seconds; a rebuild takes about two


class Preview(NamedTuple):
    """A guide under live preview, where it is served, and what the preview says."""

    root: Path
    address: str
    log: Path


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    """Serve a small guide as `make serve` does."""
    root = buildable(tmp_path / "guide")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    log = tmp_path / "serve.log"
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "GUIDE_SITE_URL": f"http://{place}/"}
    with log.open("w") as messages:
        process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", place],
            cwd=root,
            env=environment,
            stdout=messages,
            stderr=messages,
        )
        yield Preview(root, f"http://{place}/", log)
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE)


def fetch(address: str) -> str:
    try:
        with urllib.request.urlopen(address) as answer:
            return str(answer.read().decode())
    except urllib.error.URLError as error:
        return str(error)


def wait_for(read: Callable[[], str], text: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while text not in read():
        assert time.monotonic() < deadline, f"{text!r} did not show in:\n{read()[-2000:]}"
        time.sleep(0.2)


def test_every_kind_of_change_shows_without_a_restart(preview: Preview) -> None:
    wait_for(lambda: fetch(preview.address), "Pack your badge.")
    time.sleep(1)  # the watcher starts after the first build
    change(preview.root, INDEX, "A claim.", "A changed page.")
    change(preview.root, BAG, "Pack your badge.", "Changed data.")
    change(preview.root, "macros/wording.py", "before {noun}", "ahead of {noun}")
    change(preview.root, "macros/wording.py", '"before"', '"ahead of"')
    template = "overrides/components/checklist/checklist.html"
    change(preview.root, template, "guide-checklist", "changed-template guide-checklist")
    style = preview.root / "overrides/components/tokens.css"
    style.write_text(style.read_text() + "\n.changed-style { color: red }\n")
    for text in ("A changed page.", "Changed data.", "ahead of the first day", "changed-template"):
        wait_for(lambda: fetch(preview.address), text)
    wait_for(lambda: fetch(preview.address + "components/tokens.css"), "changed-style")


def test_a_mistake_is_a_sentence_and_mending_it_shows(preview: Preview) -> None:
    wait_for(lambda: fetch(preview.address), "Pack your badge.")
    time.sleep(1)  # the watcher starts after the first build
    change(preview.root, BAG, "text: Pack your badge.", "txt: Pack your badge.")
    wait_for(preview.log.read_text, f"{BAG}:9: sections[1].items[1].txt: the key 'txt' is unknown")
    assert "Traceback" not in preview.log.read_text()
    change(preview.root, BAG, "txt: Pack your badge.", "text: Mended.")
    wait_for(lambda: fetch(preview.address), "Mended.")
