"""End a page: the one page to read next, a few related ones, and the tags of this one.

No macro: it comes by itself below the text of each page, above its sources (see `env`).
"""

from dataclasses import dataclass

from ..links import address
from ..metadata import COUNTRIES, EVERYONE, READERS, TYPES, PageMeta
from ..rendering import block, render
from .context import Context

EVERYONE_TAG = "everyone"


@dataclass(frozen=True)
class Way:
    """Hold the link to another page, with what it is about."""

    title: str
    description: str
    link: str


@dataclass(frozen=True)
class Tag:
    """Hold one tag; its link leads to the pages that share it, and is empty without such a list."""

    name: str
    link: str


@dataclass(frozen=True)
class Tags:
    """Hold the tags of one kind."""

    kind: str
    tags: tuple[Tag, ...]


@dataclass(frozen=True)
class View:
    """Hold the finished strings of a page's end."""

    next: Way | None
    related: tuple[Way, ...]
    tags: tuple[Tags, ...]


def render_ending(context: Context) -> str:
    """Give the fragment that ends the context's page; empty when there is nothing to say."""
    shown = view(context)
    return block(render("ending", shown)) if shown.next or shown.related or shown.tags else ""


def view(context: Context) -> View:
    """Prepare the end of the context's page."""
    meta = context.catalog.pages[context.page].meta
    if meta is None:
        return View(None, (), ())
    return View(
        next=_way(context, meta.next) if meta.next else None,
        related=tuple(_way(context, target) for target in meta.related or ()),
        tags=tuple(
            Tags(kind, tuple(Tag(name, _link(context, anchor)) for anchor, name in names))
            for kind, names in _tags(meta)
            if names
        ),
    )


def _way(context: Context, target: str) -> Way:
    page = context.catalog.pages[target.removeprefix("/")]
    description = page.meta.description if page.meta else ""
    return Way(page.title or address(page.path), description, context.href(target))


def _tags(meta: PageMeta) -> list[tuple[str, list[tuple[str, str]]]]:
    readers = [(tag("for", one), READERS[one]) for one in meta.readers]
    if set(meta.readers) == EVERYONE:
        readers = [(tag("for", EVERYONE_TAG), "Everyone")]
    return [
        ("For", readers),
        ("Type", [(tag("type", one), TYPES[one]) for one in meta.types or ()]),
        ("Country", [(tag("country", one), COUNTRIES[one]) for one in meta.countries or ()]),
    ]


def tag(kind: str, name: str) -> str:
    """Name the place of a tag's pages on the page that lists them."""
    return f"{kind}--{name}"


def _link(context: Context, anchor: str) -> str:
    page = context.catalog.browse_page
    return context.href(f"/{page}#{anchor}") if page else ""
