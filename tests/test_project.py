"""The project around the guide: its commands, its seams, and nothing left lying about."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from .projects import ROOT

NEEDS_MKDOCS = {"macros/env.py", "macros/reload.py"}
MODULES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (ROOT / "macros").rglob("*.py")
    if "__pycache__" not in path.parts
)
BLOCK = """
import importlib, sys

class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"mkdocs", "mkdocs_macros", "material"}:
            raise ImportError(f"blocked: {name}")

sys.meta_path.insert(0, Blocker())
for module in sys.argv[1:]:
    try:
        importlib.import_module(module)
    except ImportError as error:
        print(module, error)
"""


def module(file: str) -> str:
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def test_only_the_adapters_know_mkdocs() -> None:
    names = [module(file) for file in MODULES if not file.endswith("__main__.py")]
    result = subprocess.run(
        [sys.executable, "-c", BLOCK, *names], cwd=ROOT, capture_output=True, text=True, check=True
    )
    blocked = {line.split()[0] for line in result.stdout.splitlines() if "blocked: " in line}
    assert blocked == {module(file) for file in NEEDS_MKDOCS}
    assert len(result.stdout.splitlines()) == len(blocked)


def targets() -> dict[str, str]:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z-]+):.*?## (.+)$", text, re.M))


def test_help_lists_every_target() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.findall(r"^\.PHONY: (.+)$", text, re.M)[0].split()
    command = ["make", "--no-print-directory", "help"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    listed = [line.split()[0] for line in result.stdout.splitlines() if line.strip()]
    assert sorted(listed) == sorted(phony)
    assert targets().keys() == set(phony)


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "docs/contributing/index.md"])
def test_texts_name_commands_that_exist(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    named = set(re.findall(r"\bmake ([a-z-]+)`", text)) | set(
        re.findall(r"^\s*make ([a-z-]+)", text, re.M)
    )
    assert named <= targets().keys()
    assert name != "README.md" or {"serve", "test"} <= named


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_texts_link_to_files_that_exist(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)", text):
        assert re.match(r"https://", target) or (ROOT / target).exists(), target


def files() -> list[Path]:
    """List what git tracks or would track, but for the works of others."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    paths = (ROOT / name for name in listed.stdout.split("\0") if name)
    return [path for path in paths if path.is_file() and "vendor" not in path.parts]


# Put together here, so that this file does not name them itself.
_SPLIT = "TO~DO|FIX~ME|XX~X|lorem ~ipsum|/wo~rk/main|/wo~rk/shared|/tm~p/|/ro~ot/"
WORDS = _SPLIT.replace("~", "").split("|")


def test_nothing_is_left_lying_about() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in files()
        if path.suffix not in {".png", ".ico", ".woff2", ".pdf"}
        for word in WORDS
        if word.lower() in path.read_text(encoding="utf-8").lower()
    ]
    assert found == []


def test_text_files_end_with_one_newline_and_have_no_trailing_spaces() -> None:
    faults = [
        path.relative_to(ROOT).as_posix()
        for path in files()
        if path.suffix in {".py", ".md", ".yml", ".mjs", ".js", ".css", ".html", ".toml", ".txt"}
        and not re.fullmatch(r"|(?:.*\S)?\n|(?:(?:.*\S)?\n)*.*\S\n", path.read_text("utf-8"))
    ]
    assert faults == []


def test_every_version_is_pinned() -> None:
    for name in ("requirements.txt", "tests/requirements.txt"):
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        packages = [line.split("#")[0].split(";")[0].strip() for line in lines]
        loose = [p for p in packages if p and not re.fullmatch(r"[\w.\[\]-]+==[\w.]+", p)]
        assert loose == [], name


def test_the_menu_names_pages_that_exist() -> None:
    settings = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), yaml.BaseLoader)
    for name in re.findall(r"'([^']+\.md)'", str(settings["nav"])):
        assert (ROOT / "docs" / name).is_file(), name
