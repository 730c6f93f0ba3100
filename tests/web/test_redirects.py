"""Where a reader may be sent."""

from __future__ import annotations

import pytest

from app.web.redirects import safe_next

HOSTILE = {
    "another site": "https://evil.example/",
    "another site without TLS": "http://evil.example/",
    "no scheme": "//evil.example",
    "three slashes": "///evil.example",
    "four slashes": "////evil.example",
    "a backslash": "\\evil.example",
    "a slash and a backslash": "/\\evil.example",
    "a backslash later": "/staff\\..\\evil.example",
    "a scheme without slashes": "https:evil.example",
    "a scheme with one slash": "https:/evil.example",
    "a script": "javascript:alert(1)",
    "a script with capitals": "JaVaScRiPt:alert(1)",
    "data": "data:text/html,evil",
    "a leading space": " //evil.example",
    "a tab between the slashes": "/\t/evil.example",
    "a line break between the slashes": "/\n/evil.example",
    "a second header": "/staff\r\nLocation: https://evil.example",
    "a NUL": "/\x00/evil.example",
    "a delete character": "/\x7f/evil.example",
    "a user before the host": "//safe.example@evil.example",
    "no leading slash": "evil.example",
    "a relative path": "../evil",
    "nothing": "",
    "too much": "/" + "a" * 3000,
}


@pytest.mark.parametrize("target", HOSTILE.values(), ids=HOSTILE.keys())
def test_nobody_is_sent_to_another_site(target):
    assert safe_next(target, "/otherwise") == "/otherwise"


def test_without_an_address_the_other_one_is_taken():
    assert safe_next(None, "/otherwise") == "/otherwise"


@pytest.mark.parametrize(
    "target",
    [
        "/",
        "/staff/",
        "/staff/events/key?section=people&page=2",
        "/events/a-slug#agenda",
        "/archive/?q=https://example.org/",
        "/archive/?q=%EB%8C%80%ED%99%94",
        "/a//b",
    ],
)
def test_a_path_on_this_site_is_taken_as_it_is(target):
    assert safe_next(target, "/otherwise") == target
