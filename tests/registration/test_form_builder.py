"""The form of an event: built by staff, answered by guests, and forgotten in time."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
import time_machine
from PIL import Image
from sqlalchemy import select

from app.access.enforcement import viewing_as
from app.access.roles import StaffRole
from app.access.viewers import SYSTEM
from app.core.clock import now
from app.core.errors import InvalidInput
from app.door.models import DoorNote, WalkIn
from app.events.models import Event
from app.extensions import db
from app.infra.models import AuditEntry, OutboxMail
from app.infra.outbox import enqueue
from app.infra.transaction import transaction
from app.registration.bulk import BulkAction, act_on
from app.registration.files import LARGEST, checked_file
from app.registration.models import GuestAnswer, Registration
from app.registration.operations import (
    GivenAnswer,
    SentFile,
    add_question,
    delete_old_data,
)
from app.registration.queries import questions_of
from app.registration.rules import QuestionKind
from tests.client import CheckingClient
from tests.factories.accounts import sign_in
from tests.factories.registration import add_guest, add_open_event


@pytest.fixture
def event(as_system: object) -> Event:
    with transaction():
        return add_open_event(capacity=3)


def labels() -> list[str]:
    with viewing_as(SYSTEM):
        return [one.label for one in questions_of(db.session.scalars(select(Event)).one())]


def test_a_form_is_built_put_in_order_and_what_is_removed_keeps_its_answers(
    client: CheckingClient, event: Event
) -> None:
    sign_in(client)
    url = f"/staff/events/{event.key}/registration/form"
    choice = {"label": "Lunch?", "choices": "Yes\nNo"}
    client.submit(f"{url}/new?kind=one_choice", choice, button="Save")
    with viewing_as(SYSTEM):
        (lunch,) = questions_of(db.session.scalars(select(Event)).one())
    diet = {"label": "Which diet?", "condition": f"{lunch.key}:Yes"}
    client.submit(f"{url}/new?kind=text", diet, button="Save")
    assert "Answer this if “Lunch?” is “Yes”." in client.get(url).text
    client.submit(f"{url}/new?kind=text", {"label": "Where from?"}, button="Save")
    client.submit(url, button="Up Where from?")
    assert labels() == ["Lunch?", "Where from?", "Which diet?"]
    with viewing_as(SYSTEM), transaction():
        held = db.session.scalars(select(Event)).one()
        where = questions_of(held)[1]
        answer = GivenAnswer(question_id=where.id, asked_as=where.label, text="Busan", file=None)
        add_guest(held, answers=[answer])
    client.submit(url, button="Remove Where from?")
    assert labels() == ["Lunch?", "Which diet?"]
    with viewing_as(SYSTEM):
        assert db.session.scalars(select(GuestAnswer.text)).all() == ["Busan"]


def picture(kind: str) -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (2, 2)).save(drawn, format=kind)
    return drawn.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "kept"),
    [
        (b"%PDF-1.7 x", "../../a paper.exe", ("a paper.pdf", "application/pdf")),
        (picture("PNG"), "face.jpg", ("face.png", "image/png")),
        (picture("JPEG"), "...", ("file.jpg", "image/jpeg")),
        (picture("GIF"), "face.gif", None),
        (b"<script>", "page.pdf", None),
        (b"%PDF-" + b"x" * LARGEST, "large.pdf", None),
    ],
    ids=["pdf", "png", "jpeg", "gif", "html", "too large"],
)
def test_a_file_is_what_its_bytes_say_and_small(
    content: bytes, name: str, kept: tuple[str, str] | None
) -> None:
    if kept is None:
        with pytest.raises(InvalidInput):
            checked_file(io.BytesIO(content), name)
    else:
        found = checked_file(io.BytesIO(content), name)
        assert (found.name, found.media_type) == kept


def test_a_file_is_for_those_who_may_see_guests_and_is_saved_not_shown(
    client: CheckingClient, event: Event
) -> None:
    with transaction():
        paper = add_question(event, kind=QuestionKind.FILE, label="Paper")
        sent = SentFile(name="a.pdf", media_type="application/pdf", content=b"%PDF-x")
        given = GivenAnswer(question_id=paper.id, asked_as="Paper", text="a.pdf", file=sent)
        add_guest(event, answers=[given])
        guest = db.session.scalars(select(Registration)).one()
        answer = db.session.scalars(select(GuestAnswer)).one()
        url = f"/staff/events/{event.key}/registrations/{guest.key}/files/{answer.key}"
    assert client.get(url).status_code != 200
    sign_in(client, role=StaffRole.READER)
    assert client.get(url).status_code == 404
    sign_in(client)
    found = client.get(url)
    assert (found.data, found.headers["Content-Disposition"].partition(";")[0]) == (
        b"%PDF-x",
        "attachment",
    )


def test_guests_are_forgotten_some_months_after_the_event_and_still_counted(event: Event) -> None:
    with transaction():
        add_guest(event, name="Ann Archer", organisation="Guild")
        guest = db.session.scalars(select(Registration)).one()
        letter = {"to_name": guest.name, "to_address": guest.email.upper(), "subject": "News"}
        enqueue(**letter, text="-", html="-", dedupe="mailing", about=event.key)
        act_on(event, [guest], BulkAction.WITHDRAW, reason="Ann is ill")
        db.session.add_all(
            [
                WalkIn(event_id=event.id, name="Wanda Walker", organisation="Guild"),
                DoorNote(event_id=event.id, registration_id=guest.id, text="Ann needs the ramp"),
            ]
        )
    assert delete_old_data() == 0
    assert event.ends_at is not None
    with time_machine.travel(event.ends_at + timedelta(days=366 * 3), tick=False):
        assert now() > event.ends_at
        assert delete_old_data() == 1
        assert delete_old_data() == 0
    guest = db.session.scalars(select(Registration)).one()
    db.session.refresh(guest)
    assert (guest.name, guest.email, guest.organisation, guest.party_size) == ("", "", "", 1)
    assert db.session.scalars(select(OutboxMail)).all() == []
    assert db.session.scalars(select(WalkIn.name)).all() == [""]
    assert db.session.scalars(select(DoorNote)).all() == []
    told = " ".join(str(entry.detail) for entry in db.session.scalars(select(AuditEntry)))
    assert ("guests" in told, "Ann" in told) == (True, False)


def test_what_is_refused_for_one_guest_leaves_the_others_done_and_is_told(event: Event) -> None:
    with transaction():
        for name in ("Ann", "Bo"):
            add_guest(event, name=name)
        ann, bo = db.session.scalars(select(Registration).order_by(Registration.name)).all()
        act_on(event, [ann], BulkAction.WITHDRAW)
        report = act_on(event, [ann, bo], BulkAction.WITHDRAW)
        offered = act_on(event, [bo], BulkAction.OFFER)
    assert (report.done, report.skipped) == (1, [("Ann", "This was done before.")])
    assert (offered.done, offered.skipped) == (0, [("Bo", "Bo does not wait for a place.")])
