"""Register the components: each has `choose` (what a call asks for) and `view` (what it shows)."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache, partial
from inspect import signature
from types import ModuleType
from typing import Any

from ..catalog import Refusal
from ..rendering import block, render
from . import (
    browse,
    budget,
    checklist,
    chooser,
    cite,
    coverage,
    downloads,
    faq,
    glossary,
    handouts,
    letter,
    patterns,
    picture,
    plan,
    pocketcard,
    practice,
    programmes,
    progress,
    sources,
    starter,
    timeline,
    tracker,
    worksheet,
)
from .context import Context

COMPONENTS: Mapping[str, ModuleType] = {
    "checklist": checklist,
    "timeline": timeline,
    "worksheet": worksheet,
    "chooser": chooser,
    "practice": practice,
    "budget": budget,
    "letter": letter,
    "programmes": programmes,
    "tracker": tracker,
    "glossary": glossary,
    "faq": faq,
    "picture": picture,
    "pocketcard": pocketcard,
    "downloads": downloads,
    "handouts": handouts,
    "progress": progress,
    "plan": plan,
    "starter": starter,
    "cite": cite,
    "sources": sources,
    "browse": browse,
    "coverage": coverage,
    "patterns": patterns,
}
INLINE = frozenset({"cite"})


def render_call(component: str, context: Context, /, *args: Any, **kwargs: Any) -> str:
    """Render one macro call to what the page holds in its place. Raises Refusal."""
    module = COMPONENTS[component]
    view = module.view(module.choose(context, *args, **kwargs))
    html = render(component, view)
    if component in INLINE:
        return html
    return block(html, *module.heading(view)) if hasattr(module, "heading") else block(html)


def page_anchors(context: Context) -> frozenset[str]:
    """List every place on the context's page that a link can name. Refused calls add none."""
    page = context.catalog.pages[context.page]
    found = set(page.headings)
    for call in page.calls:
        module = COMPONENTS[call.macro]
        if hasattr(module, "anchors"):
            with suppress(Refusal):  # reported at the call itself
                found.update(module.anchors(module.choose(context, **call.arguments)))
    return frozenset(found)


@cache
def macros() -> Mapping[str, Callable[..., str]]:
    """Give each macro's name with a callable of its signature, for checking calls."""
    return {name: _without_context(module.choose) for name, module in COMPONENTS.items()}


def _without_context(choose: Callable[..., Any]) -> Callable[..., str]:
    """Hide the first parameter, which the engine fills in."""
    bound = partial(choose, None)
    assert "context" not in signature(bound).parameters
    return bound


__all__ = ["COMPONENTS", "INLINE", "Context", "macros", "page_anchors", "render_call"]
