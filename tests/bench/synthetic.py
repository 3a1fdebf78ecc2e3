"""Make synthetic guides: many pages, or one page with a very long list."""

import shutil
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
_REAL_PAGE = ROOT / "docs" / "mentor" / "index.md"


def pages(target: Path, number: int) -> Path:
    """Make a guide of `number` pages of usual length, each with a checklist of its own."""
    _skeleton(target)
    text = _prose()
    for n in range(number):
        _checklist(target, f"list-{n}", 12)
        _page(
            target,
            f"section-{n // 50}/page-{n}.md",
            n,
            f'{text}\n\n{{{{ checklist("list-{n}") }}}}',
        )
    _page(target, "index.md", number, "Nothing but a start.")
    return target


def list_of(target: Path, items: int) -> Path:
    """Make a guide whose home page has one checklist of `items` items."""
    _skeleton(target)
    _checklist(target, "long", items)
    _page(target, "index.md", 0, '{{ checklist("long") }}')
    return target


def _skeleton(target: Path) -> None:
    for name in ("macros", "overrides"):
        shutil.copytree(ROOT / name, target / name)
    for kind in ("checklists", "timelines", "sources"):
        (target / "docs" / "data" / kind).mkdir(parents=True)
    shutil.copytree(ROOT / "docs" / "assets", target / "docs" / "assets")
    text = (ROOT / "mkdocs.yml").read_text()
    start, end = text.index("nav:\n"), text.index("theme:\n")
    (target / "mkdocs.yml").write_text(text[:start] + "exclude_docs: /data/\n\n" + text[end:])


def _prose() -> str:
    """Take the prose of a real page, without its macro calls and links."""
    body = _REAL_PAGE.read_text(encoding="utf-8").split("---", 2)[2]
    lines = [line for line in body.splitlines() if "{" not in line and "](" not in line]
    return "\n".join(lines[3:])


def _page(target: Path, path: str, n: int, body: str) -> None:
    (target / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
    head = f"---\ndescription: Page {n}.\nreviewed: 2026-11-22\n---\n\n# Page {n}\n\n"
    (target / "docs" / path).write_text(head + body + "\n", encoding="utf-8")


def _checklist(target: Path, id: str, items: int) -> None:
    entries = [
        {"id": f"item-{n}", "text": f"Do the thing with the number {n}.", "why": "It has a reason."}
        for n in range(items)
    ]
    sections = [
        {"id": f"part-{n}", "title": f"Part {n}", "items": entries[n : n + 20]}
        for n in range(0, items, 20)
    ]
    data = {
        "title": f"List {id}",
        "summary": "A list.",
        "reviewed": "2026-11-22",
        "sections": sections,
    }
    (target / "docs" / "data" / "checklists" / f"{id}.yml").write_text(yaml.safe_dump(data))
