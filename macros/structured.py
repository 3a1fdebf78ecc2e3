"""Describe pages to machines: schema.org as JSON-LD, one graph a page."""

import json
import posixpath
from collections.abc import Iterator
from urllib.parse import urljoin

from .catalog import Catalog
from .faqs import FaqQuestion
from .links import address
from .models import Checklist, Timeline
from .pages import Page
from .prose import plain

NAME = "Medical Internship Guide"
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_LANGUAGE = "en"
# JSON knows these as characters like any other; HTML could take them for the end of the script.
_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})

Data = dict[str, object]


def structured(catalog: Catalog, path: str, home: str) -> str:
    """Write the JSON-LD of a page of the site at `home`, safe inside a script element."""
    graph = list(_graph(catalog, catalog.pages[path], home))
    data = {"@context": "https://schema.org", "@graph": graph}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)


def _graph(catalog: Catalog, page: Page, home: str) -> Iterator[Data]:
    assert page.meta
    site: Data = {"@type": "WebSite", "name": NAME, "url": home}
    if page.path == "index.md":
        yield {**site, "description": page.meta.description, "inLanguage": _LANGUAGE}
        return
    yield {
        "@type": "Article",
        "headline": page.title,
        "description": page.meta.description,
        "dateModified": page.meta.reviewed.isoformat(),
        "inLanguage": _LANGUAGE,
        "license": _LICENCE,
        "mainEntityOfPage": urljoin(home, address(page.path)),
        "isPartOf": site,
    }
    yield _breadcrumbs(catalog, page, home)
    for call in page.calls:
        id = str(call.arguments.get("id"))
        if call.macro in {"checklist", "timeline"} and catalog.page_of(id) == page.path:
            yield _how_to(catalog.listings[id])
    questions = [
        question
        for call in page.calls
        if call.macro == "faq" and call.arguments.get("id") in catalog.faqs
        for question in catalog.faqs[call.arguments["id"]].questions
    ]
    if questions:
        yield {"@type": "FAQPage", "mainEntity": [_question(one) for one in questions]}


def _breadcrumbs(catalog: Catalog, page: Page, home: str) -> Data:
    way = [NAME, *(one.title for one in _above(catalog, page)), page.title]
    paths = ["index.md", *(one.path for one in _above(catalog, page)), page.path]
    items = [
        {"@type": "ListItem", "position": n, "name": name, "item": urljoin(home, address(path))}
        for n, (name, path) in enumerate(zip(way, paths, strict=True), start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _above(catalog: Catalog, page: Page) -> list[Page]:
    """List the first pages of the folders around a page, outermost first."""
    found: list[Page] = []
    folder = posixpath.dirname(page.path)
    while folder:
        index = catalog.pages.get(f"{folder}/index.md")
        if index and index is not page:
            found.insert(0, index)
        folder = posixpath.dirname(folder)
    return found


def _how_to(listing: Checklist | Timeline) -> Data:
    return {
        "@type": "HowTo",
        "name": listing.title,
        "description": plain(listing.summary),
        "step": [{"@type": "HowToStep", "text": plain(one.text)} for _, one in listing.entries()],
    }


def _question(question: FaqQuestion) -> Data:
    answer: Data = {"@type": "Answer", "text": " ".join(map(plain, question.answer))}
    return {"@type": "Question", "name": question.question, "acceptedAnswer": answer}
