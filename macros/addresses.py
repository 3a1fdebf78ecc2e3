"""List every address outside of the guide, and try whether it still answers."""

import ssl
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from urllib.error import HTTPError, URLError
from urllib.parse import urldefrag, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from .catalog import Catalog
from .components import Context
from .components.sources import cited_on
from .crosschecks import listing_links
from .prose import targets

_AGENT = "Mozilla/5.0 (compatible; medical-internship-guide link check)"
_AT_ONCE = 4
_PAUSE = 1.0
_PATIENCE = 20
# A host that answers so is there, and only keeps programs out.
_GUARDED = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS, 999}
# Some hosts refuse the question that asks for no text.
_ASK_AGAIN = {HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.NOT_IMPLEMENTED}


def using(catalog: Catalog) -> dict[str, list[str]]:
    """Name, for each source, the pages that cite it, and the lists on them that do."""
    users: dict[str, list[str]] = {}
    for path in catalog.pages:
        for id in cited_on(Context(catalog, path)):
            users.setdefault(id, []).append(f"docs/{path}")
    for id, thing in catalog.listings.items():
        for source in dict.fromkeys(s for _, one in thing.entries() for s in one.sources or ()):
            users.setdefault(source, []).append(catalog.files[id])
    for id, tool in catalog.tools.items():
        for source in dict.fromkeys(source for _, source in tool.citations()):
            users.setdefault(source, []).append(catalog.files[id])
    return users


def external_links(catalog: Catalog) -> dict[str, list[str]]:
    """Name, for each address, the files that link to it, both in order."""
    found: dict[str, set[str]] = {}
    for address, file in _links(catalog):
        if address.startswith(("https://", "http://")):
            found.setdefault(address, set()).add(file)
    return {address: sorted(found[address]) for address in sorted(found)}


def _links(catalog: Catalog) -> Iterator[tuple[str, str]]:
    for path, page in catalog.pages.items():
        for _, target in targets(page.body):
            yield target, f"docs/{path}"
    for id, thing in {**catalog.listings, **catalog.tools}.items():
        for _, _, target in listing_links(thing):
            yield target, catalog.files[id]
    users = using(catalog)
    for id, source in catalog.sources.items():
        for file in users.get(id) or [catalog.files[id]]:
            yield source.url, file
    for id, programme in catalog.programmes.items():
        for address in filter(None, (programme.link, programme.source)):
            yield address, catalog.files[id]


class _Follow(HTTPRedirectHandler):
    """Ask the new address in the way the old one was asked."""

    def redirect_request(self, *args: object) -> Request | None:
        """Keep a HEAD a HEAD: the standard library would make it a GET."""
        request = super().redirect_request(*args)  # type: ignore[arg-type]
        if request and isinstance(args[0], Request):
            request.method = args[0].get_method()
        return request


def check_links(links: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Try every address, each host after a pause; gives those in doubt, with what they answered."""
    hosts: dict[str, list[str]] = {}
    for address in links:
        hosts.setdefault(urlsplit(address).netloc, []).append(address)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for answers in pool.map(_try_host, hosts.values()):
            yield from answers


def _try_host(addresses: list[str]) -> list[tuple[str, str]]:
    doubtful = []
    for number, address in enumerate(addresses):
        if number:
            time.sleep(_PAUSE)
        answer = try_address(address)
        if answer:
            doubtful.append((address, answer))
    return doubtful


def try_address(address: str) -> str:
    """Ask for an address; gives what is wrong with it, and nothing when it answers."""
    answer = _ask(address, "HEAD")
    if answer in _ASK_AGAIN:
        answer = _ask(address, "GET")
    if isinstance(answer, str):
        return answer
    if answer in _GUARDED:
        return f"it keeps programs out ({answer}): open it yourself"
    return f"it answers {answer}" if answer >= HTTPStatus.BAD_REQUEST else ""


def _ask(address: str, method: str) -> int | str:
    request = Request(urldefrag(address).url, method=method, headers={"User-Agent": _AGENT})
    try:
        with build_opener(_Follow).open(request, timeout=_PATIENCE) as answer:
            return int(answer.status)
    except HTTPError as error:
        return error.code
    except (URLError, ssl.SSLError, OSError, ValueError) as error:
        return f"it does not answer ({getattr(error, 'reason', error)})"
