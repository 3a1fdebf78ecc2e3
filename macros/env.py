"""Register the guide's macros with mkdocs-macros: the only module that knows it exists."""

from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError

from .components import COMPONENTS, Context, render_call
from .errors import GuideError
from .loading import load_catalog
from .wording import count


def define_env(env: Any) -> None:
    """Read the guide once, refuse it before any page is rendered, or register its macros."""
    try:
        catalog = load_catalog(Path(env.project_dir))
    except GuideError as error:
        found = count(len(error.problems), "problem")
        raise PluginError(f"The guide has {found}:\n{error}") from None
    edit_root = f"{env.conf['repo_url'] or ''}/{env.conf['edit_uri'] or ''}".lstrip("/")

    def call(component: str, *args: Any, **kwargs: Any) -> str:
        page = Context(catalog, env.page.file.src_uri, edit_root)
        return render_call(component, page, *args, **kwargs)

    for name in COMPONENTS:
        env.macro(partial(call, name), name)
