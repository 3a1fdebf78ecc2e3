"""List the pages by reader, by type of placement and by country."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..metadata import COUNTRIES, EVERYONE, READERS, TYPES, PageMeta
from ..pages import Page
from .context import Context
from .ending import EVERYONE_TAG, Way, tag

_KINDS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "for": ("By reader", {EVERYONE_TAG: "Everyone", **READERS}),
    "type": ("By type of placement", TYPES),
    "country": ("By country", COUNTRIES),
}


@dataclass(frozen=True)
class Part:
    """Hold one tag with its pages."""

    anchor: str
    name: str
    pages: tuple[Way, ...]


@dataclass(frozen=True)
class Group:
    """Hold the tags of one kind that some page has."""

    anchor: str
    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class View:
    """Hold the groups."""

    groups: tuple[Group, ...]


def choose(context: Context) -> Context:
    """Take every page with tags."""
    return context


def view(context: Context) -> View:
    """Sort the pages under their tags, in the order of their titles."""
    found: dict[str, list[Way]] = {}
    for page in sorted(context.catalog.pages.values(), key=lambda page: page.title):
        if page.meta and page.meta.listed:
            way = Way(page.title, page.meta.description, context.href(f"/{page.path}"))
            for anchor in _anchors(page.meta):
                found.setdefault(anchor, []).append(way)
    groups = (_group(kind, found) for kind in _KINDS)
    return View(tuple(group for group in groups if group.parts))


def _group(kind: str, found: Mapping[str, list[Way]]) -> Group:
    title, names = _KINDS[kind]
    parts = (
        Part(tag(kind, id), name, tuple(found.get(tag(kind, id), ()))) for id, name in names.items()
    )
    return Group(f"by-{kind}", title, tuple(part for part in parts if part.pages))


def _anchors(meta: PageMeta) -> Iterator[str]:
    """Walk the tags of a page. A page for everyone is listed once, and not under each reader."""
    readers = (EVERYONE_TAG,) if set(meta.readers) == EVERYONE else meta.readers
    yield from (tag("for", one) for one in readers)
    yield from (tag("type", one) for one in meta.types or ())
    yield from (tag("country", one) for one in meta.countries or ())


def anchors(context: Context) -> list[str]:
    """List the places on the page that links can name."""
    tags = {one for page in _listed(context) if page.meta for one in _anchors(page.meta)}
    kinds = {one.partition("--")[0] for one in tags}
    return [*(f"by-{kind}" for kind in kinds), *tags]


def _listed(context: Context) -> Iterator[Page]:
    return (page for page in context.catalog.pages.values() if page.meta and page.meta.listed)
