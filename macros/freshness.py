"""Find what somebody must read again by a given date: the build itself knows no today."""

from collections.abc import Iterator
from datetime import date

from .addresses import using
from .catalog import Catalog
from .models import Listing
from .wording import day, listing

MONTHS = 12
"""A page or list that nobody has read for longer is due."""


def due(catalog: Catalog, on: date) -> list[str]:
    """List what is due on a date, a sentence each: sources, programmes, lists, then pages."""
    return [*_sources(catalog, on), *_programmes(catalog, on), *_read_long_ago(catalog, on)]


def _sources(catalog: Catalog, on: date) -> Iterator[str]:
    users = using(catalog)
    for id, source in catalog.sources.items():
        if source.review_by <= on:
            used = listing(users.get(id, [])) or "the guide"
            yield (
                f"{catalog.files[id]}: the source was to be read again by {day(source.review_by)}: "
                f"open {source.url}, compare it with {used}, and set `checked` and `review_by`"
            )


def _programmes(catalog: Catalog, on: date) -> Iterator[str]:
    for id, programme in catalog.programmes.items():
        if programme.review_by <= on:
            page = programme.link or programme.source or "the host's page"
            yield (
                f"{catalog.files[id]}: the programme was to be read again by "
                f"{day(programme.review_by)}: open {page}, and set `checked` and `review_by`"
            )


def _read_long_ago(catalog: Catalog, on: date) -> Iterator[str]:
    limit = _a_year_before(on)
    dated = [
        (catalog.files[id], "list" if id in catalog.listings else catalog.kind_of(id), thing)
        for id, thing in {**catalog.listings, **catalog.tools}.items()
    ]
    for file, kind, thing in dated:
        assert isinstance(thing, Listing)
        if thing.reviewed < limit:
            yield _old(file, kind, thing.reviewed)
    for path, page in catalog.pages.items():
        if page.meta and page.meta.reviewed < limit:
            yield _old(f"docs/{path}", "page", page.meta.reviewed)


def _old(file: str, kind: str, reviewed: date) -> str:
    return (
        f"{file}: the {kind} was last read on {day(reviewed)}: "
        "read it against its sources, and set `reviewed`"
    )


def _a_year_before(on: date) -> date:
    leap_day = (on.month, on.day) == (2, 29)
    return on.replace(year=on.year - 1, day=28 if leap_day else on.day)
