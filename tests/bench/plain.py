"""Write the guide's pages as plain Markdown, so that stock Material can build the same content."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import jinja2

from macros import wording
from macros.catalog import Catalog
from macros.components import COMPONENTS, Context, render_call
from macros.components import sources as source_list
from macros.models import Checklist, Entry, Milestone, Timeline
from macros.slots import fill


def write_plain(catalog: Catalog, docs: Path, target: Path) -> None:
    """Copy every page with each macro call replaced by the Markdown a person would have written."""
    for path in catalog.pages:
        text = (docs / path).read_text(encoding="utf-8")
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        plain = jinja2.Environment().from_string(text).render(_macros(catalog, path))
        (target / path).write_text(plain, encoding="utf-8")


def _macros(catalog: Catalog, path: str) -> dict[str, Callable[..., str]]:
    context = Context(catalog, path)
    # The tools have no plain Markdown that says the same: their finished HTML stands for them.
    others = {name: partial(_finished, name, context) for name in COMPONENTS}
    return others | {
        "checklist": lambda key, **_: "\n".join(_listing(catalog, catalog.checklists[key])),
        "timeline": lambda key, **_: "\n".join(_listing(catalog, catalog.timelines[key])),
        "cite": lambda key: f"[{catalog.sources[key].short}]({catalog.sources[key].url})",
        "sources": lambda **_: _sources(context),
        "progress": lambda **_: "\n".join(
            f"- [{listing.title}](/{catalog.page_of(id)})\n\n    {listing.summary}\n"
            for id, listing in catalog.listings.items()
        ),
    }


def _finished(component: str, context: Context, *args: Any, **kwargs: Any) -> str:
    return fill(render_call(component, context, *args, **kwargs))


def _sources(context: Context) -> str:
    lines = source_list.view(source_list.choose(context)).lines
    return "## Sources\n\n" + "\n".join(
        f"1. [{line.title}]({line.url}). {line.publisher}, {line.published}. "
        f"{line.note}\n\n"
        f"    {line.kind} · Checked {line.checked} · "
        f"To be checked again by {line.review_by_words}\n"
        for line in lines
    )


def _listing(catalog: Catalog, listing: Checklist | Timeline) -> Iterator[str]:
    yield f"## {listing.title}\n\n{listing.summary}\n"
    for group in listing.groups:
        yield f"### {group.title}\n"
        entries = group.items if hasattr(group, "items") else group.milestones
        for entry in entries:
            yield from _entry(catalog, listing, entry)
    yield f"Last reviewed {wording.day(listing.reviewed)}.\n"


def _entry(catalog: Catalog, listing: Checklist | Timeline, entry: Entry) -> Iterator[str]:
    yield f"- {entry.text}\n"
    if isinstance(entry, Milestone) and isinstance(listing, Timeline):
        yield f"    {wording.due(entry, listing.anchor.noun)}\n"
    for text in (entry.why, wording.concerns(entry.audiences)):
        if text:
            yield f"    {text}\n"
    if entry.help:
        yield f"    [{entry.help.text}]({entry.help.link})\n"
    if entry.sources:
        links = (catalog.sources[id] for id in entry.sources)
        yield "    Sources: " + ", ".join(f"[{s.short}]({s.url})" for s in links) + "\n"
