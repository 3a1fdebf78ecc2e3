"""Fixtures that only the browser tests need."""

import pytest
from playwright.sync_api import Page, expect

from .guide import visit

expect.set_options(timeout=3_000)


@pytest.fixture
def patterns(page: Page) -> Page:
    """Open the pattern page with nothing stored."""
    page.set_default_timeout(10_000)
    return visit(page)
