"""The browser itself: it opens pages of the site, and its accessibility check finds what is wrong."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.axe import violations

pytestmark = pytest.mark.browser


def test_a_page_is_served_to_the_browser(page: Page) -> None:
    response = page.goto("/healthz")
    assert response is not None
    assert response.json() == {"status": "ok"}


def test_flaws_are_found(page: Page) -> None:
    page.set_content("<!doctype html><html lang=en><title>T</title><main><h1>T</h1><input></main>")
    assert [violation.partition(":")[0] for violation in violations(page)] == ["label"]
