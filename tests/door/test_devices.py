"""What devices say: taken once, told truthfully, and nothing else is taken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from app.access.enforcement import viewing_as
from app.access.roles import StaffRole
from app.access.viewers import SYSTEM
from app.core.clock import now
from app.door.models import Arrival
from app.events.models import Event
from app.extensions import db
from app.infra.transaction import transaction
from tests.client import CheckingClient
from tests.databases import count_statements
from tests.factories.accounts import sign_in
from tests.factories.events import add_event
from tests.factories.registration import add_guest

Send = Callable[..., TestResponse]


@pytest.fixture
def subject(evening: Event) -> str:
    with transaction():
        return f"r-{add_guest(evening, name='Ann Archer').key}"


@pytest.fixture
def send(client: CheckingClient, evening: Event, subject: str) -> Send:
    """Give what sends operations as a device does."""
    url = f"/staff/door/{evening.key}"
    sign_in(client, role=StaffRole.DESK, name="Des Kerr")
    token = client.get(f"{url}/roster.json").get_json()["token"]

    def send(*ops: object, headers: dict[str, str] | None = None, since: int = 0) -> TestResponse:
        sent = headers if headers is not None else {"X-CSRFToken": token}
        return client.post(f"{url}/sync?since={since}", json={"ops": list(ops)}, headers=sent)

    return send


def op(subject: str, number: int = 1, **facts: Any) -> dict[str, Any]:
    """Return an operation as a device writes it."""
    return {
        "op": f"0000000{number}-0000-4000-8000-000000000000",
        "kind": "arrived",
        "subject": subject,
        "people": 1,
        "at": now().isoformat(),
        "device": "d0000000-0000-4000-8000-000000000000",
        **facts,
    }


def logged() -> int:
    with viewing_as(SYSTEM):
        return db.session.scalar(select(func.count()).select_from(Arrival)) or 0


def outcomes(answer: TestResponse) -> list[str]:
    return [told["outcome"] for told in answer.get_json()["told"]]


def test_the_roster_holds_what_the_desk_needs_and_no_more(
    client: CheckingClient, evening: Event, send: Send
) -> None:
    roster = client.get(f"/staff/door/{evening.key}/roster.json").get_json()
    assert set(roster) == {
        *("event", "until", "capacity", "last", "pools", "guests", "entries", "token"),
    }
    assert set(roster["guests"][0]) == {
        *("subject", "code", "name", "native", "lang", "organisation", "role", "pool"),
        *("expected", "counted", "marked", "waits", "word", "note", "words"),
    }


def test_saying_it_again_changes_nothing(send: Send, subject: str) -> None:
    assert outcomes(send(op(subject))) == ["done"]
    assert outcomes(send(op(subject))) == ["known"]
    assert outcomes(send(op(subject), op(subject))) == ["known", "known"]
    assert logged() == 1


def test_another_device_is_told_who_was_first(send: Send, subject: str) -> None:
    send(op(subject, 1))
    answer = send(op(subject, 2)).get_json()
    told = answer["told"][0]
    assert (told["outcome"], told["name"], told["by"]) == ("already_in", "Ann Archer", "Des Kerr")
    assert len(answer["entries"]) == 2


def test_a_device_asks_only_for_what_is_new(
    client: CheckingClient, evening: Event, send: Send, subject: str
) -> None:
    last = send(op(subject, 1)).get_json()["last"]
    url = f"/staff/door/{evening.key}/news.json"
    assert client.get(f"{url}?since={last}").get_json() == {"last": last, "entries": []}
    new = send(op(subject, 2), since=last).get_json()["entries"]
    assert [entry["op"][:8] for entry in new] == ["00000002"]
    for nonsense in ("-1", "x", "9" * 30):
        assert len(client.get(f"{url}?since={nonsense}").get_json()["entries"]) == 2


def test_asking_for_news_is_cheap_where_there_is_none(
    client: CheckingClient, evening: Event, send: Send, subject: str
) -> None:
    url = f"/staff/door/{evening.key}/news.json?since={send(op(subject)).get_json()['last']}"
    with count_statements() as few:
        client.get(url)
    with transaction(), viewing_as(SYSTEM):
        for name in ("Bo Baker", "Cy Caller"):
            add_guest(db.session.scalars(select(Event)).one(), name=name)
    with count_statements() as many:
        client.get(url)
    assert len(many) == len(few)


@pytest.mark.parametrize(
    ("days", "believed"), [(-400, False), (-1, True), (0, True), (400, False), (99_999, False)]
)
def test_a_clock_that_is_wrong_loses_nobody(
    send: Send, subject: str, days: int, believed: bool
) -> None:
    at = now() + timedelta(days=days)
    answer = send(op(subject, at=at.isoformat()))
    assert outcomes(answer) == ["done"]
    entry = answer.get_json()["entries"][0]
    assert entry["at"].startswith((at if believed else now()).date().isoformat())


@pytest.mark.parametrize(
    "wrong",
    [
        {"op": "x"},
        {"op": "1'; DROP TABLE arrival; --"},
        {"op": None},
        {"kind": "elsewhere"},
        {"subject": "q-aaaaaaaaaaaaaaaaaaaa"},
        {"subject": 7},
        {"people": "many"},
        {"people": float("inf")},
        {"undoes": "<script>"},
        {"name": "a" * 201},
    ],
    ids=str,
)
def test_what_no_device_says_is_refused_and_nothing_kept(
    send: Send, subject: str, wrong: dict[str, Any]
) -> None:
    assert send(op(subject, 1), op(subject, 2) | wrong).status_code == 422
    assert logged() == 0


@pytest.mark.parametrize("body", [[], {}, {"ops": {}}, {"ops": [1]}, {"ops": [None]}, "x"])
def test_any_other_message_is_refused(
    client: CheckingClient, evening: Event, send: Send, subject: str, body: object
) -> None:
    token = client.get(f"/staff/door/{evening.key}/roster.json").get_json()["token"]
    url = f"/staff/door/{evening.key}/sync"
    answer = client.post(url, json=body, headers={"X-CSRFToken": token})
    assert answer.status_code == 422


def test_as_many_as_a_bus_is_the_most_for_one_guest(
    client: CheckingClient, evening: Event, send: Send, subject: str
) -> None:
    send(op(subject, people=10_000, extra=True))
    roster = client.get(f"/staff/door/{evening.key}/roster.json").get_json()
    assert roster["entries"][0]["people"] == 50


def test_a_page_that_is_not_ours_can_say_nothing(send: Send, subject: str) -> None:
    assert send(op(subject), headers={}).status_code == 400
    assert logged() == 0


def test_a_desk_of_another_event_can_say_nothing(
    client: CheckingClient, evening: Event, subject: str
) -> None:
    with transaction():
        other = add_event(title="Another")
    url = f"/staff/door/{evening.key}"
    sign_in(client, role=StaffRole.DESK, event=other)
    token = (
        client.get("/staff/door/").text.partition('name="csrf_token" value="')[2].partition('"')[0]
    )
    answer = client.post(f"{url}/sync", json={"ops": [op(subject)]}, headers={"X-CSRFToken": token})
    assert (answer.status_code, logged()) == (404, 0)


def test_the_worker_may_serve_the_door_alone(client: CheckingClient, evening: Event) -> None:
    sign_in(client, role=StaffRole.DESK)
    answer = client.get("/staff/door/worker.js")
    assert (answer.status_code, answer.mimetype) == (200, "text/javascript")
    assert answer.headers["Cache-Control"] == "no-cache"


def test_only_the_door_may_use_the_camera(client: CheckingClient, evening: Event) -> None:
    sign_in(client, role=StaffRole.DESK)
    door, other = client.get(f"/staff/door/{evening.key}"), client.get("/account/")
    assert "camera=(self)" in door.headers["Permissions-Policy"]
    assert "camera=()" in other.headers["Permissions-Policy"]
    assert "worker-src 'self'" in door.headers["Content-Security-Policy"]
