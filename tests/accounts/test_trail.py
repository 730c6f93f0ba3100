"""The audit trail, read by administrators."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine

from app.access import audit
from app.accounts import trail
from app.infra.transaction import transaction
from tests.databases import count_statements
from tests.factories.accounts import sign_in
from tests.pages import parse, text_of

PAGE = "/staff/audit/"


@pytest.fixture
def entries(as_system) -> None:
    """Write three entries: on the evening of 1 March in New York, and on the two days after."""
    for day, thing in ((2, "user"), (3, "programme"), (4, "user")):
        with time_machine.travel(datetime(2027, 3, day, 3, tzinfo=UTC)), transaction():
            audit.record("changed", thing, f"key{day}", name="<b>New</b> name")


def keys(client, **asked) -> list[str]:
    """The keys of the things in the trail, as shown, without that of the sign-in of the test."""
    page = client.get(PAGE, query_string=asked)
    assert page.status_code == 200
    return [
        key for code in parse(page.text).iter("code") if (key := text_of(code)).startswith("key")
    ]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["key4", "key3", "key2"]),
        ({"thing": "user"}, ["key4", "key2"]),
        ({"key": "key3"}, ["key3"]),
        ({"who": "PARL"}, ["key4", "key3", "key2"]),
        ({"who": "ada@example.org"}, []),
        ({"who": "%"}, []),
        ({"since": "2027-03-02"}, ["key4", "key3"]),
        ({"until": "2027-03-01"}, ["key2"]),
        ({"since": "2027-03-02", "until": "2027-03-02"}, ["key3"]),
    ],
)
def test_the_trail_shows_what_was_asked_for(client, entries, asked, found):
    sign_in(client)
    assert keys(client, **asked) == found


@pytest.mark.parametrize(
    "asked",
    [
        {"since": "yesterday"},
        {"since": "0001-01-01"},
        {"until": "9999-12-31"},
        {"thing": "nothing"},
    ],
)
def test_what_cannot_be_asked_is_said_beside_the_field(client, entries, asked):
    sign_in(client)
    assert client.get(PAGE, query_string=asked).status_code == 422


@pytest.mark.parametrize("page", ["0", "-1", "many", "999999999999999999999"])
def test_a_page_that_cannot_be_is_the_first_or_empty(client, entries, page):
    sign_in(client)
    assert keys(client, page=page) in (["key4", "key3", "key2"], [])


def test_the_trail_comes_in_pages(client, as_system):
    sign_in(client)
    with transaction():
        for number in range(trail.PAGE + 10):
            audit.record("changed", "user", f"key{number:03}")
    first, second = keys(client, thing="user"), keys(client, thing="user", page=2)
    assert (len(first), first[0]) == (trail.PAGE, "key059")
    assert (len(second), second[-1]) == (10, "key000")
    page = client.get(f"{PAGE}?thing=user").text
    assert 'href="/staff/audit/?thing=user&amp;page=2"' in page


def test_what_others_wrote_is_shown_as_text(client, entries):
    sign_in(client)
    assert "&lt;b&gt;New&lt;/b&gt; name" in client.get(PAGE).text


def test_the_trail_takes_as_many_statements_for_many_entries_as_for_one(client, as_system):
    sign_in(client)
    counts = []
    for _ in range(2):
        with count_statements() as statements:
            client.get(PAGE)
        counts.append(len(statements))
        with transaction():
            for number in range(3):
                audit.record("changed", "user", f"key{number}")
    assert counts == [3, 3]
