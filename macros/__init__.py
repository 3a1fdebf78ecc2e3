"""Make checklists and timelines from the guide's data."""

from typing import Any


def define_env(env: Any) -> None:
    """Register the macros; importing late keeps the rest usable without MkDocs."""
    from . import env as adapter

    adapter.define_env(env)


def on_post_page_macros(env: Any) -> None:
    """End each page; importing late here too."""
    from . import env as adapter

    adapter.on_post_page_macros(env)
