"""Find Chromium for the tests, or install it: `python -m tests.chromium`.

Also installs poppler, with which the tests of paper look where words stand, where that is possible.
"""

import os
import shutil
import subprocess
import sys

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# The headless shell first: the same engine, without the windows that the tests never open.
_NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
_HELP = (
    "No Chromium was found and none could be installed. Install one (Debian or Ubuntu: "
    "`apt-get install chromium`) or put one on PATH, then run the command again."
)


def find() -> str | None:
    """Give the path of a Chromium on PATH or of Playwright's own; None when there is none."""
    on_path = next(filter(None, map(shutil.which, _NAMES)), None)
    return on_path or _playwrights_own()


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if os.path.exists(path) else None  # noqa: PTH110


def _apt_install(*names: str) -> None:
    """Install the first of these Debian packages that can be; does nothing without the rights."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return
    quiet = {
        "stdout": subprocess.DEVNULL,
        "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    }
    subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
    for name in names:
        done = subprocess.run(["apt-get", "install", "-y", "-qq", name], check=False, **quiet)
        if done.returncode == 0:
            return


def install() -> str | None:
    """Install Debian's package as root, else Playwright's download; None when neither works."""
    _apt_install("chromium-headless-shell", "chromium")
    if find() is None:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    return find()


if __name__ == "__main__":
    path = find() or install()
    if path is None:
        sys.exit(_HELP)
    print(f"Chromium for the tests: {path}")
    if not shutil.which("pdftotext"):
        _apt_install("poppler-utils")
    if not shutil.which("pdftotext"):
        print("poppler-utils is not here: the tests of where words stand on paper are skipped.")
