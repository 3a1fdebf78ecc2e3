"""Register the components: each module has `choose` (what a call asks for) and `view` (what it shows)."""

from collections.abc import Callable, Mapping
from functools import cache, partial
from inspect import signature
from types import ModuleType
from typing import Any

from ..rendering import render
from . import checklist, cite, patterns, progress, sources, timeline
from .context import Context

COMPONENTS: Mapping[str, ModuleType] = {
    "checklist": checklist,
    "timeline": timeline,
    "progress": progress,
    "cite": cite,
    "sources": sources,
    "patterns": patterns,
}
INLINE = frozenset({"cite"})


def render_call(component: str, context: Context, /, *args: Any, **kwargs: Any) -> str:
    """Render one macro call. Raises Refusal for an argument that means nothing."""
    module = COMPONENTS[component]
    return render(component, module.view(module.choose(context, *args, **kwargs)))


@cache
def macros() -> Mapping[str, Callable[..., str]]:
    """Give each macro's name with a callable of its signature, for checking calls."""
    return {name: _without_context(module.choose) for name, module in COMPONENTS.items()}


def _without_context(choose: Callable[..., Any]) -> Callable[..., str]:
    """Hide the first parameter, which the engine fills in."""
    bound = partial(choose, None)
    assert "context" not in signature(bound).parameters
    return bound


__all__ = ["COMPONENTS", "INLINE", "Context", "macros", "render_call"]
