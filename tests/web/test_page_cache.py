"""What the cache in front of Flask keeps, for whom, and for how long."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask, make_response, request
from flask.testing import FlaskClient

from app.access.doors import public
from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM
from app.config import Settings
from app.core.clock import now
from app.events.rules import Publication
from app.extensions import db
from app.factory import create_app
from app.infra.transaction import transaction
from app.web import compression, page_cache
from app.web.page_cache import Page, PageStore, cached_page, fresh_until
from tests.client import CheckingClient
from tests.databases import count_statements
from tests.factories.accounts import sign_in
from tests.factories.events import add_event

TAKES_GZIP = {"Accept-Encoding": "gzip, deflate, br, zstd"}
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def event(app: Flask) -> str:
    with app.app_context(), viewing_as(SYSTEM), transaction():
        return f"/events/{add_event(publication=Publication.PUBLIC).slug}"


@pytest.fixture
def counted(settings: Settings) -> FlaskClient:
    """Give a visitor of an application with a page that says how often it was made."""
    app = create_app(settings)
    made: list[str] = []

    @cached_page(params=("a", "b"))
    @public
    def page() -> str:
        made.append(request.query_string.decode())
        return f"{len(made)}: {made[-1]}"

    @cached_page()
    @public
    def turning() -> str:
        made.append("")
        fresh_until(NOON + timedelta(seconds=30))
        fresh_until(NOON + timedelta(seconds=10))
        return str(len(made))

    @cached_page()
    @public
    def with_cookie() -> object:
        answer = make_response("for one reader")
        answer.set_cookie("mine", "yes")
        return answer

    app.add_url_rule("/page", view_func=page)
    app.add_url_rule("/turning", view_func=turning)
    app.add_url_rule("/with-cookie", view_func=with_cookie)
    with app.app_context():
        yield FlaskClient(app)
        db.engine.dispose()


def test_asks_the_orm_nothing_the_second_time(client: CheckingClient, event: str) -> None:
    first = client.get(event)
    with count_statements() as statements:
        second = client.get(event)
    assert second.text == first.text
    assert statements == []


def test_a_page_may_be_kept_by_others_but_not_shown_without_asking(
    client: CheckingClient, event: str
) -> None:
    headers = client.get(event).headers
    assert headers["Cache-Control"].startswith("public, max-age=0, s-maxage=")
    assert headers["Cache-Control"].endswith(", must-revalidate")
    assert headers["Vary"] == "Accept-Encoding, Cookie"
    assert "Set-Cookie" not in headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_an_unchanged_page_is_not_sent_again(client: CheckingClient, event: str) -> None:
    etag = client.get(event).headers["ETag"]
    again = client.get(event, headers={"If-None-Match": f'"other", W/{etag}'})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == etag


def test_a_changed_page_is_sent_whatever_was_known(client: CheckingClient, event: str) -> None:
    etag = client.get(event).headers["ETag"]
    with client.application.app_context(), viewing_as(SYSTEM), transaction():
        add_event(title="Another")
    upcoming = client.get("/events/", headers={"If-None-Match": etag})
    assert upcoming.status_code == 200


def test_head_says_what_get_would(client: CheckingClient, event: str) -> None:
    head, get = client.head(event), client.get(event)
    assert head.data == b""
    assert dict(head.headers) == dict(get.headers)


def test_the_compressed_form_is_made_once_and_is_another_than_the_plain_one(
    client: CheckingClient, event: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    monkeypatch.setattr(
        page_cache, "gzipped", lambda body: made.append(len(body)) or compression.gzipped(body)
    )
    plain = client.get(event, headers={"Accept-Encoding": "br, gzip;q=0"})
    first, second = (client.get(event, headers=TAKES_GZIP) for _ in range(2))
    assert "Content-Encoding" not in plain.headers
    assert (first.headers["Content-Encoding"], made) == ("gzip", [len(plain.data)])
    assert gzip.decompress(first.data) == plain.data == gzip.decompress(second.data)
    assert int(first.headers["Content-Length"]) == len(first.data) < len(plain.data) / 2
    assert first.headers["ETag"] != plain.headers["ETag"]
    assert first.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding, Cookie"
    head = client.head(event, headers=TAKES_GZIP)
    assert (head.data, dict(head.headers)) == (b"", dict(first.headers))


def test_each_form_is_unchanged_for_whoever_has_it(client: CheckingClient, event: str) -> None:
    plain, small = client.get(event).headers["ETag"], client.get(event, headers=TAKES_GZIP)
    etag = small.headers["ETag"]
    again = client.get(event, headers={**TAKES_GZIP, "If-None-Match": etag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", etag)
    assert client.get(event, headers={**TAKES_GZIP, "If-None-Match": plain}).status_code == 200
    assert client.get(event, headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize("path", ["/account/sign-in", "/nothing-is-here", "/healthz"])
def test_nothing_but_a_kept_page_is_compressed(client: CheckingClient, path: str) -> None:
    """What holds a secret beside what somebody typed would tell it by its length."""
    assert "Content-Encoding" not in client.get(path, headers=TAKES_GZIP).headers


def test_a_page_for_staff_is_not_compressed(client: CheckingClient, event: str) -> None:
    client.get(event, headers=TAKES_GZIP)
    sign_in(client)
    assert "Content-Encoding" not in client.get(event, headers=TAKES_GZIP).headers


def test_whoever_signed_in_is_neither_shown_nor_leaves_a_kept_page(
    app: Flask, client: CheckingClient, event: str
) -> None:
    sign_in(client)
    by_staff = client.get(event)
    assert by_staff.headers["Cache-Control"] == "no-store"
    assert "ETag" not in by_staff.headers
    with count_statements() as statements:
        FlaskClient(app).get(event)
    assert statements != []


def test_a_request_with_credentials_passes_by(client: CheckingClient, event: str) -> None:
    client.get(event)
    answer = client.get(event, headers={"Authorization": "Bearer x"})
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_view_sees_known_parameters_alone_in_their_order(counted: FlaskClient) -> None:
    assert counted.get("/page?b=2&utm=x&a=1&a=3").text == "1: a=1&b=2"
    assert counted.get("/page?a=1&b=2").text == "1: a=1&b=2"
    assert counted.get("/page?a=&b=2").text == "2: b=2"
    assert counted.get("/page?other=1").text == "3: "
    assert counted.get("/page").text == "3: "


def test_a_very_long_parameter_is_not_kept(counted: FlaskClient) -> None:
    long = f"/page?a={'x' * 300}"
    assert counted.get(long).text != counted.get(long).text


def test_a_page_turns_at_the_instant_it_named(counted: FlaskClient) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        first = counted.get("/turning")
        assert "s-maxage=10," in first.headers["Cache-Control"]
        clock.shift(9)
        assert counted.get("/turning").text == first.text
        clock.shift(1)
        assert counted.get("/turning").text != first.text


def test_no_page_is_kept_for_more_than_a_minute(counted: FlaskClient) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        first = counted.get("/page").text
        clock.shift(59)
        assert counted.get("/page").text == first
        clock.shift(1)
        assert counted.get("/page").text != first


def test_what_sets_a_cookie_is_not_kept(counted: FlaskClient) -> None:
    answer = counted.get("/with-cookie")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers


def test_what_is_not_there_is_not_kept(client: CheckingClient) -> None:
    assert client.get("/events/nothing").headers["Cache-Control"] == "no-store"


def test_the_least_recently_asked_for_leaves_first() -> None:
    store = PageStore(limit=25)
    pages = {name: Page((0, 1), now(), name, (), b"x" * 10) for name in "abc"}
    store.put(("a", ""), pages["a"])
    store.put(("b", ""), pages["b"])
    store.get(("a", ""))
    store.put(("c", ""), pages["c"])
    assert [store.get((name, "")) for name in "abc"] == [pages["a"], None, pages["c"]]


def test_a_page_larger_than_the_store_is_let_go() -> None:
    store = PageStore(limit=5)
    store.put(("a", ""), Page((0, 1), now(), "a", (), b"x" * 10))
    assert store.get(("a", "")) is None
