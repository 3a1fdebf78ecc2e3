"""Register the guide's macros with mkdocs-macros: the only module that knows it exists."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError

from . import words
from .catalog import Catalog
from .components import COMPONENTS, Context, render_call
from .components.ending import render_ending
from .errors import GuideError
from .loading import load_catalog
from .structured import structured
from .synonyms import expansions
from .wording import count

_catalog = Catalog()


@dataclass(frozen=True)
class Preview:
    """Hold what the theme writes into the head of a page; `structured` is finished JSON."""

    title: str
    structured: str


def define_env(env: Any) -> None:
    """Read the guide once, refuse it before any page is rendered, or register its macros."""
    global _catalog
    try:
        catalog = _catalog = load_catalog(Path(env.project_dir))
    except GuideError as error:
        found = count(len(error.problems), "problem")
        raise PluginError(f"The guide has {found}:\n{error}") from None
    env.conf["mdx_configs"]["macros.words"] = {"lexicon": words.lexicon(catalog)}
    env.conf["extra"]["synonyms"] = expansions(catalog.synonyms, catalog.terms)
    edit_root = f"{env.conf['repo_url'] or ''}/{env.conf['edit_uri'] or ''}".lstrip("/")

    def call(component: str, *args: Any, **kwargs: Any) -> str:
        page = Context(catalog, env.page.file.src_uri, edit_root)
        shown = render_call(component, page, *args, **kwargs)
        # The next step stands above the sources, which few readers read to their end.
        return f"{render_ending(page)}\n\n{shown}" if component == "sources" else shown

    for name in COMPONENTS:
        env.macro(partial(call, name), name)


def on_post_page_macros(env: Any) -> None:
    """End a page that has no sources, and tell the theme and the sitemap what a page is."""
    path = env.page.file.src_uri
    page = _catalog.pages[path]
    if not any(call.macro == "sources" for call in page.calls):
        env.markdown = f"{env.markdown}\n\n{render_ending(Context(_catalog, path))}"
    home = env.conf["site_url"]
    if page.meta and page.meta.listed and home:
        env.page.meta["guide"] = Preview(page.title, structured(_catalog, path, home))
    if page.meta:
        env.page.update_date = page.meta.reviewed.isoformat()
