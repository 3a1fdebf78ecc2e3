"""Check what no single file can know: references, unique ids, order, gaps, cycles, links."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path

from .catalog import Catalog
from .documents import Document, Place, describe
from .durations import Duration
from .errors import Problem, nearest
from .kinds import macro_of
from .models import LINK, Checklist, Entry, Gap, Milestone, Phase, Section, Timeline
from .placements import Placement
from .programmes import former_faults
from .terms import doubles
from .tools import Tool

Documents = Mapping[str, Document]
Found = Iterator[tuple[Place, str, str]]


def check_catalog(catalog: Catalog, documents: Documents) -> list[Problem]:
    """Check every list against itself and against the rest of the catalog."""
    problems: list[Problem] = []
    for id, listing in catalog.listings.items():
        found = [
            *_check_ids(listing),
            *_check_references(listing, catalog),
            *(_check_timeline(listing) if isinstance(listing, Timeline) else ()),
        ]
        problems += _placed(documents[id], found)
    for id, tool in catalog.tools.items():
        problems += _placed(documents[id], [*tool.faults(), *_check_citations(tool, catalog)])
    for id, placement in catalog.placements.items():
        problems += _placed(documents[id], _check_placement(placement, catalog))
    problems += _check_old_ids(catalog, documents)
    problems += _check_addresses(catalog, documents)
    for id, fault in [*former_faults(catalog.programmes), *doubles(catalog.terms.items())]:
        problems += _placed(documents[id], [fault])
    return problems


def _placed(document: Document, found: Iterable[tuple[Place, str, str]]) -> list[Problem]:
    return [
        Problem(document.file, document.line(place), describe(place), what, remedy)
        for place, what, remedy in found
    ]


def _check_ids(listing: Checklist | Timeline) -> Found:
    """Refuse an id that stands twice in a list, or that a removed entry had."""
    key = "sections" if isinstance(listing, Checklist) else "phases"
    parts: tuple[Section | Phase, ...] = listing.groups
    groups = [((key, g, "id"), part.id) for g, part in enumerate(parts)]
    entries = [((*place, "id"), entry.id) for place, entry in listing.entries()]
    retired = {entry.id for entry in listing.retired or ()}
    seen: set[str] = set()
    for place, id in [*groups, *entries]:
        if id in seen:
            yield place, f"the id {id!r} stands twice in this list", "give each its own id"
        if id in retired:
            yield (
                place,
                f"the id {id!r} is retired",
                "choose a new id: a retired one is never used again",
            )
        seen.add(id)


def _check_references(listing: Checklist | Timeline, catalog: Catalog) -> Found:
    for place, entry in listing.entries():
        for n, source in enumerate(entry.sources or ()):
            if source not in catalog.sources.keys() | catalog.unread:
                yield (
                    (*place, "sources", n),
                    f"there is no source {source!r}",
                    nearest(source, catalog.sources),
                )
        checklist = entry.checklist if isinstance(entry, Milestone) else None
        if checklist and checklist not in catalog.checklists.keys() | catalog.unread:
            yield (
                (*place, "checklist"),
                f"there is no checklist {checklist!r}",
                nearest(checklist, catalog.checklists),
            )


def _check_citations(tool: Tool, catalog: Catalog) -> Found:
    for place, source in tool.citations():
        if source not in catalog.sources.keys() | catalog.unread:
            yield place, f"there is no source {source!r}", nearest(source, catalog.sources)


def _check_placement(placement: Placement, catalog: Catalog) -> Found:
    for place, kind, id in placement.references():
        known = getattr(catalog, kind)
        if id not in known.keys() | catalog.unread:
            yield place, f"there is no {macro_of(kind)} {id!r}", nearest(id, known)


def _check_timeline(timeline: Timeline) -> Found:
    milestones = [
        (place, entry) for place, entry in timeline.entries() if isinstance(entry, Milestone)
    ]
    by_id = {milestone.id: milestone for _, milestone in milestones}
    unknown = list(_check_former(milestones, by_id))
    if unknown:
        yield from unknown
        return
    cycle = _find_cycle(by_id)
    if cycle:
        place = next(place for place, milestone in milestones if milestone.id == cycle[0])
        key = "needs" if cycle[1] in (by_id[cycle[0]].needs or ()) else "gaps"
        yield (
            (*place, key),
            f"the {key} go in a circle ({' after '.join(cycle)})",
            "remove one of them",
        )
        return
    yield from _check_order(milestones)
    for place, milestone in milestones:
        yield from _check_room(place, milestone, by_id)


def _former(milestone: Milestone) -> Iterator[tuple[Place, str]]:
    """Walk the milestones that one waits for, with the place that names each."""
    for n, gap in enumerate(milestone.gaps or ()):
        yield ("gaps", n, "after"), gap.after
    for n, needed in enumerate(milestone.needs or ()):
        yield ("needs", n), needed


def _check_former(
    milestones: list[tuple[Place, Milestone]], by_id: Mapping[str, Milestone]
) -> Found:
    for place, milestone in milestones:
        for at, former in _former(milestone):
            if former not in by_id:
                yield (
                    (*place, *at),
                    f"there is no milestone {former!r} in this timeline",
                    nearest(former, by_id),
                )


def _check_room(place: Place, milestone: Milestone, by_id: Mapping[str, Milestone]) -> Found:
    """Refuse gaps and needs that the due dates cannot keep."""
    for n, gap in enumerate(milestone.gaps or ()):
        fault = _gap_fault(gap, by_id[gap.after], milestone)
        if fault:
            yield (*place, "gaps", n), fault, "change the gap or one of the two due dates"
    for n, needed in enumerate(milestone.needs or ()):
        fault = _need_fault(by_id[needed], milestone)
        if fault:
            remedy = "change one of the two due dates, or shorten `takes`"
            yield (*place, "needs", n), fault, remedy


def _check_order(milestones: list[tuple[Place, Milestone]]) -> Found:
    for (_, earlier), (place, later) in pairwise(milestones):
        if later.usual_offset < earlier.usual_offset:
            yield (
                place,
                f"{later.id!r} is due before {earlier.id!r}, which stands above it",
                "put the milestones in the order of time",
            )


def _find_cycle(by_id: Mapping[str, Milestone]) -> list[str]:
    """Find ids that wait for each other in a circle, by walking back from each."""

    def walk(id: str, path: list[str]) -> list[str]:
        if id in path:
            return [*path[path.index(id) :], id]
        if id in finished:
            return []
        for _, former in _former(by_id[id]):
            cycle = walk(former, [*path, id])
            if cycle:
                return cycle
        finished.add(id)
        return []

    finished: set[str] = set()
    for id in by_id:
        cycle = walk(id, [])
        if cycle:
            return cycle
    return []


def _gap_fault(gap: Gap, first: Milestone, second: Milestone) -> str:
    """Say how two due dates break a gap for some anchor date; empty when they never do."""
    low_first, high_first = _offsets(first)
    low_second, high_second = _offsets(second)
    least, most = low_second - high_first, high_second - low_first
    if _same_unit(first, second, gap):
        least = most = round(second.usual_offset - first.usual_offset)
    if gap.at_least and least < gap.at_least.least_days:
        return f"{second.id!r} can be due {least} days after {first.id!r}, less than {gap.at_least}"
    if gap.at_most and most > gap.at_most.most_days:
        return f"{second.id!r} can be due {most} days after {first.id!r}, more than {gap.at_most}"
    return ""


def _need_fault(needed: Milestone, milestone: Milestone) -> str:
    """Say how a milestone must start before what it needs is done; empty when it never must."""
    takes = milestone.takes or Duration()
    room = _offsets(milestone)[0] - takes.most_days - _offsets(needed)[1]
    lengths = (needed.before, needed.after, milestone.before, milestone.after, takes)
    if all(length.exact_days == 0 for length in lengths if length):
        room = round(milestone.usual_offset - takes.usual_days - needed.usual_offset)
    if room >= 0:
        return ""
    return f"{milestone.id!r} can have to start {-room} days before {needed.id!r} is due"


def _same_unit(first: Milestone, second: Milestone, gap: Gap) -> bool:
    """Tell whether all lengths are in months and years, which then compare as they are written."""
    lengths = (first.before, first.after, second.before, second.after, gap.at_least, gap.at_most)
    return all(length.exact_days == 0 for length in lengths if length)


def _offsets(milestone: Milestone) -> tuple[int, int]:
    """Give the least and the most days from the anchor date, negative before it."""
    if milestone.before:
        return -milestone.before.most_days, -milestone.before.least_days
    after = milestone.after or Duration()
    return after.least_days, after.most_days


def _check_old_ids(catalog: Catalog, documents: Documents) -> list[Problem]:
    """Refuse a former id that is still in use, retired, or claimed twice."""
    current = {f"{id}/{entry.id}" for id, entry in _all_entries(catalog)}
    retired = {
        f"{id}/{entry.id}"
        for id, listing in catalog.listings.items()
        for entry in listing.retired or ()
    }
    claimed: dict[str, str] = {}
    problems: list[Problem] = []
    for id, listing in catalog.listings.items():
        found: list[tuple[Place, str, str]] = []
        for place, entry in listing.entries():
            for n, old in enumerate(entry.was or ()):
                key, at = qualify(id, old), (*place, "was", n)
                if key in current:
                    found.append(
                        (at, f"the former id {old!r} is still in use", "take it out of `was`")
                    )
                if key in retired:
                    found.append(
                        (at, f"the former id {old!r} is also retired", "keep it in one place")
                    )
                if key in claimed:
                    found.append(
                        (at, f"{claimed[key]!r} was {old!r} too", "only one can follow it")
                    )
                claimed[key] = f"{id}/{entry.id}"
        problems += _placed(documents[id], found)
    return problems


def qualify(listing: str, old: str) -> str:
    """Write a former id with its list, as the reader's store knows it: `cv/old-id`."""
    return old if "/" in old else f"{listing}/{old}"


def _all_entries(catalog: Catalog) -> Iterator[tuple[str, Entry]]:
    for id, listing in catalog.listings.items():
        for _, entry in listing.entries():
            yield id, entry


def _check_addresses(catalog: Catalog, documents: Documents) -> list[Problem]:
    """Refuse two sources with one address: they would be checked and dated apart."""
    first: dict[str, str] = {}
    problems: list[Problem] = []
    for id, source in catalog.sources.items():
        if source.url in first:
            found = [
                (("url",), f"the source {first[source.url]!r} has the same address", "use that one")
            ]
            problems += _placed(documents[id], found)
        first.setdefault(source.url, id)
    return problems


def check_listing_links(catalog: Catalog, documents: Documents, docs: Path) -> list[Problem]:
    """Check that every page a list links to exists; its anchors are the strict build's matter."""
    problems: list[Problem] = []
    for id, listing in {**catalog.listings, **catalog.tools}.items():
        found = [
            (
                (*place, key),
                f"the page {target!r} does not exist",
                "write its path from the root of docs/",
            )
            for place, key, target in listing_links(listing)
            if target.startswith("/") and not (docs / target[1:].split("#")[0]).is_file()
        ]
        problems += _placed(documents[id], found)
    return problems


def listing_links(listing: Checklist | Timeline | Tool) -> Iterator[tuple[Place, str, str]]:
    """Walk the links of a list or tool: the place in its file, the key there, and the target."""
    if isinstance(listing, Tool):
        yield from listing.links()
        return
    for target in LINK.findall(listing.summary):
        yield (), "summary", target
    for place, entry in listing.entries():
        for key in ("text", "why"):
            for target in LINK.findall(getattr(entry, key) or ""):
                yield place, key, target
        if entry.help:
            yield place, "help", entry.help.link
