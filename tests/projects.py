"""Make a tiny guide that is in order, for tests to break in one place."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

from macros.errors import GuideError
from macros.loading import load_catalog

ROOT = Path(__file__).parent.parent
BAG = "docs/data/checklists/bag.yml"
VISIT = "docs/data/timelines/visit.yml"
RULE = "docs/data/sources/rule.yml"
INDEX = "docs/index.md"

FILES = {
    BAG: """\
title: Your bag
summary: Everything is in one bag.
reviewed: 2026-11-22
sections:
  - id: papers
    title: Papers
    items:
      - id: badge
        text: Pack your badge.
        why: Nobody lets you in without it.
        help: {text: Where to get one, link: /index.md#small-guide}
        for: [student, international]
        essential: true
        sources: [rule]
        was: [card]
      - id: letter
        text: Pack the letter.
retired:
  - {id: stamp, on: 2026-11-21, reason: Nobody asks for it.}
""",
    VISIT: """\
title: A visit
summary: From the question to the thanks.
reviewed: 2026-11-22
anchor: {question: First day, noun: the first day}
phases:
  - id: before
    title: Before
    milestones:
      - id: ask
        text: Ask for a place.
        before: P12W
        takes: P1W
        not_before: P6M
      - id: test
        text: Have the test.
        before: P6W
        valid_for: P3M
        gaps: [{after: ask, at_least: P3W, at_most: P8W}]
        checklist: bag
  - id: day
    title: The day
    milestones:
      - id: arrive
        text: Arrive early.
        before: P0D
      - id: thank
        text: Say thanks.
        after: P2D
""",
    RULE: """\
title: The rule
publisher: The office
short: Office
url: https://example.org/rule
published: 2026-05
checked: 2026-11-21
review_by: 2027-05-21
kind: official
""",
    INDEX: """\
---
description: A small guide for tests.
reviewed: 2026-11-22
---

# Small guide

A claim.{{ cite("rule") }}

{{ checklist("bag") }}

{{ timeline("visit") }}

{{ sources() }}
""",
}


def project(folder: Path) -> Path:
    """Write the tiny guide; what a test changes in it is the only thing wrong."""
    for name, text in FILES.items():
        write(folder, name, text)
    return folder


def write(root: Path, name: str, text: str) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def change(root: Path, name: str, old: str, new: str) -> None:
    text = (root / name).read_text(encoding="utf-8")
    assert old in text, old
    write(root, name, text.replace(old, new, 1))


def problems(root: Path) -> list[str]:
    """Load a guide and give the sentences it is refused with."""
    try:
        load_catalog(root)
    except GuideError as error:
        return str(error).splitlines()
    return []


def buildable(folder: Path) -> Path:
    """Write the tiny guide with all it takes to check and build it in a process of its own."""
    root = project(folder)
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "macros", root / "macros", ignore=ignore)
    shutil.copytree(ROOT / "overrides", root / "overrides")
    shutil.copytree(ROOT / "docs" / "assets", root / "docs" / "assets")
    shutil.copytree(ROOT / "docs" / "data" / "schema", root / "docs" / "data" / "schema")
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    write(root, "mkdocs.yml", _without_menu(settings))
    return root


def _without_menu(settings: str) -> str:
    """Take the menu out of mkdocs.yml: it names pages that the tiny guide lacks."""
    tree = yaml.compose(settings)
    assert isinstance(tree, yaml.MappingNode)
    for key, value in tree.value:
        if key.value == "nav":
            start, end = key.start_mark.index, value.end_mark.index
            return settings[:start] + settings[end:]
    return settings


def run(root: Path, *module: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m module` in a guide."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "0"}
    return subprocess.run(
        [sys.executable, "-m", *module], cwd=root, env=environment, capture_output=True, text=True
    )
