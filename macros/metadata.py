"""Describe the front matter of pages, and hold the closed lists of what they are tagged with."""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from .errors import nearest
from .models import Audience, Audiences, Day, Link, Model, Plain, refuse

READERS: Mapping[str, str] = {
    Audience.PREMED: "Pre-med students",
    Audience.STUDENT: "Medical students",
    Audience.GRADUATE: "Graduates",
    Audience.INTERNATIONAL: "International readers",
}
TYPES: Mapping[str, str] = {
    "clinical": "Clinical",
    "research": "Research",
    "public-health": "Public health",
    "management": "Management",
    "abroad": "Abroad",
    "shadowing": "Shadowing and volunteering",
    "virtual": "Virtual",
}
COUNTRIES: Mapping[str, str] = {
    "usa": "USA",
    "uk": "UK",
    "canada": "Canada",
    "australia": "Australia",
    "new-zealand": "New Zealand",
    "ireland": "Ireland",
    "germany": "Germany",
    "switzerland": "Switzerland",
    "pakistan": "Pakistan",
    "india": "India",
    "gulf": "Gulf states",
    "singapore": "Singapore",
    "hong-kong": "Hong Kong",
    "japan": "Japan",
    "south-africa": "South Africa",
    "east-africa": "East Africa",
}
EVERYONE = frozenset(Audience)

LONGEST_DESCRIPTION = 160
MOST_RELATED = 4
# Pages about the guide itself, and the tools, lie outside of the reader's way through it.
_BESIDE = ("about/", "contributing/", "tools/")


def _check_type(name: str) -> str:
    return _known(name, "type", TYPES)


def _check_country(name: str) -> str:
    return _known(name, "country", COUNTRIES)


def _known(name: str, kind: str, names: Mapping[str, str]) -> str:
    if name not in names:
        raise refuse(f"there is no {kind} {name!r}", nearest(name, names))
    return name


def _check_description(text: str) -> str:
    if len(text) > LONGEST_DESCRIPTION:
        raise refuse(
            f"it has {len(text)} characters", f"search engines show {LONGEST_DESCRIPTION}: cut it"
        )
    return text


def _check_page(target: str) -> str:
    if not target.startswith("/") or not target.endswith(".md"):
        raise refuse(
            f"{target!r} is no page of the guide",
            "write its path from the root of docs/, as in '/apply/cv.md'",
        )
    return target


def _check_repeats(names: tuple[str, ...]) -> tuple[str, ...]:
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise refuse(f"{str(twice)!r} stands there twice", "keep it once")
    return names


def _check_number(pages: tuple[str, ...]) -> tuple[str, ...]:
    if len(pages) > MOST_RELATED:
        raise refuse(f"it names {len(pages)} pages", f"choose the best {MOST_RELATED}")
    return pages


_Readers = Annotated[Audiences, AfterValidator(_check_repeats)]
Types = Annotated[
    tuple[Annotated[str, AfterValidator(_check_type)], ...],
    Field(strict=False, min_length=1),
    AfterValidator(_check_repeats),
]
Countries = Annotated[
    tuple[Annotated[str, AfterValidator(_check_country)], ...],
    Field(strict=False, min_length=1),
    AfterValidator(_check_repeats),
]
PageLink = Annotated[Link, AfterValidator(_check_page)]
Related = Annotated[
    tuple[PageLink, ...],
    Field(strict=False, min_length=1),
    AfterValidator(_check_repeats),
    AfterValidator(_check_number),
]


class PageMeta(Model):
    """Describe the front matter that a page may have."""

    title: Plain | None = None
    description: Annotated[Plain, AfterValidator(_check_description)]
    """One sentence for search engines and link previews, unlike any other page's."""
    reviewed: Day
    """When somebody last read the whole page."""
    audiences: Annotated[_Readers | None, Field(alias="for")] = None
    """Whom the page concerns; all four names mean everyone."""
    types: Types | None = None
    """The types of placement that the page is about."""
    countries: Countries | None = None
    """The countries that the page is about."""
    covers: dict[str, str] = Field(default_factory=dict)
    """Ids of docs/data/coverage.yml, each with the anchor on this page that answers it."""
    next: PageLink | None = None
    """The one page to read next, from the root of docs/."""
    related: Related | None = None
    hide: Annotated[
        tuple[Literal["navigation", "toc", "footer"], ...] | None, Field(strict=False)
    ] = None
    search: dict[Literal["exclude", "boost"], bool | int] | None = None
    template: Literal["home.html"] | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.next and self.next in (self.related or ()):
            raise refuse(f"{self.next!r} is both `next` and `related`", "name it once")
        return self

    @property
    def readers(self) -> tuple[Audience, ...]:
        """Name whom the page concerns in the guide's own order; none when nobody said."""
        return tuple(one for one in Audience if one in (self.audiences or ()))

    @property
    def listed(self) -> bool:
        """Tell whether search engines and menus may know the page."""
        return not (self.search and self.search.get("exclude"))


def leads_readers(path: str) -> bool:
    """Tell whether a page lies on the reader's way, and so says whom it is for and what next."""
    return path != "index.md" and not path.startswith(_BESIDE)
