"""Asking together: drafts first, and whoever's letter is released is invited."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from app.access.roles import StaffRole
from app.core.clock import now
from app.core.errors import Refused
from app.correspondence.composing import discard_mail, release, words_for
from app.correspondence.operations.reminders import add_reminder
from app.correspondence.rules import Anchor, TemplatePurpose
from app.correspondence.whom import kept
from app.events.models import Event
from app.events.operations import confirm
from app.events.rules import EventState
from app.infra import jobs
from app.infra.models import MailState, OutboxMail
from app.infra.tokens import STAND_IN
from app.infra.transaction import transaction
from app.invitations import operations
from app.invitations.audience import AWAITING, awaiting
from app.invitations.jobs import close_unanswered
from app.invitations.models import Invitation, NominationLink
from app.invitations.rules import Answer, Confirmations, Stage, Via
from app.participation.models import Participation
from app.participation.operations import add_delegation
from app.participation.rules import SeatState
from app.people.operations import set_addresses, set_dossier
from tests.client import CheckingClient
from tests.factories.accounts import sign_in
from tests.factories.events import add_event
from tests.factories.invitations import invite
from tests.factories.participation import seat
from tests.factories.people import add_person

Db = scoped_session[Session]


def guest(
    event: Event, name: str, *, state: SeatState = SeatState.APPROVED, mail: str = "x@example.org"
) -> Participation:
    person = add_person(name)
    if mail:
        set_addresses(person, [mail])
    return seat(event, person, state=state)


def draft(event: Event, seats: Sequence[Participation], **facts: object) -> operations.Drafted:
    stage = facts.setdefault("stage", Stage.INVITATION)
    purpose = TemplatePurpose(stage.value)
    subject, body = words_for(purpose, event)
    facts.setdefault("deadline_at", now() + timedelta(days=7))
    return operations.draft_wave(event, seats, subject=subject, body=body, **facts)


def states(session: Db) -> dict[str, SeatState]:
    session.rollback()
    return {one.person.display_name: one.state for one in session.scalars(select(Participation))}


def test_nobody_is_invited_before_the_letter_is_released_and_who_has_none_is_told_why(
    as_system: Db,
) -> None:
    with transaction():
        event = add_event()
        seats = [
            guest(event, "Ann"),
            guest(event, "Bob"),
            guest(event, "Cho", mail=""),
            guest(event, "Dee", state=SeatState.SHORTLISTED),
            guest(event, "Eun", state=SeatState.ACCEPTED),
        ]
        drafted = draft(event, seats)
        left_out = {one.person.display_name: why for one, why in drafted.left_out}
    assert left_out == {
        "Cho": "has no e-mail address",
        "Dee": "is only shortlisted: approve the seat first",
        "Eun": "stands at “Accepted”",
    }
    assert {states(as_system)[name] for name in ("Ann", "Bob")} == {SeatState.APPROVED}
    mails = as_system.scalars(select(OutboxMail)).all()
    assert [mail.state for mail in mails] == [MailState.DRAFT, MailState.DRAFT]
    assert all(f"/invitations/{STAND_IN}/" in mail.body_text for mail in mails)


def test_a_discarded_draft_leaves_its_seat_as_it_was(as_system: Db) -> None:
    with transaction():
        event = add_event()
        drafted = draft(event, [guest(event, "Ann"), guest(event, "Bob", mail="bob@example.org")])
        discard_mail(
            as_system.scalars(
                select(OutboxMail).where(OutboxMail.to_address == "bob@example.org")
            ).one()
        )
        release(drafted.mailing, expected=1)
    assert states(as_system) == {"Ann": SeatState.INVITED, "Bob": SeatState.APPROVED}
    sent = as_system.scalars(select(Invitation.sent_at).where(Invitation.sent_at.is_not(None)))
    assert len(sent.all()) == 1


def test_a_wave_goes_out_once(as_system: Db) -> None:
    with transaction():
        event = add_event()
        drafted = draft(event, [guest(event, "Ann")])
        release(drafted.mailing, expected=1)
        with pytest.raises(Refused):
            release(drafted.mailing, expected=1)


@pytest.mark.parametrize(
    ("via", "told"),
    [
        (Via.GUEST, {"guest@example.org": "Dear Ann,"}),
        (Via.ASSISTANT, {"office@example.org": "Dear Lee, for Ann,"}),
        (
            Via.BOTH,
            {"guest@example.org": "Dear Ann,", "office@example.org": "Dear Lee, for Ann,"},
        ),
    ],
)
def test_the_letter_goes_where_it_is_wanted_and_its_salutation_says_so(
    as_system: Db, via: Via, told: dict[str, str]
) -> None:
    with transaction():
        event = add_event()
        ann = guest(event, "Ann", mail="guest@example.org")
        set_dossier(ann.person, assistant_name="Lee", assistant_email="office@example.org")
        draft(event, [ann], via=via)
    mails = as_system.scalars(select(OutboxMail)).all()
    assert {mail.to_address: mail.body_text.splitlines()[0] for mail in mails} == told


def test_a_save_the_date_leaves_seats_as_they_are(as_system: Db) -> None:
    with transaction():
        event = add_event()
        drafted = draft(event, [guest(event, "Ann")], stage=Stage.SAVE_THE_DATE)
        release(drafted.mailing, expected=1)
    assert states(as_system) == {"Ann": SeatState.APPROVED}
    found = as_system.scalars(select(Invitation)).one()
    assert (found.date_saved_at is None, found.sent_at) == (False, None)


def test_only_those_who_have_not_answered_are_reminded(as_system: Db) -> None:
    with transaction():
        event = add_event()
        for name in ("Ann", "Bob", "Cho"):
            invite(event, given=guest(event, name, mail=f"{name}@example.org"))
        invitations = as_system.scalars(select(Invitation).order_by(Invitation.id)).all()
        operations.reply(invitations[0], Answer.ACCEPT)
        operations.reply(invitations[1], Answer.TENTATIVE)
        found = awaiting(event, {})
    assert [one.address for one in found.recipients] == ["Bob@example.org", "Cho@example.org"]
    assert all(one.token_seed.startswith("rsvp:") for one in found.recipients)


@pytest.mark.parametrize("closes", [True, False])
def test_at_the_deadline_an_event_that_says_so_closes_who_never_answered(
    as_system: Db, closes: bool
) -> None:
    with transaction():
        event = add_event()
        operations.set_settings(event, close_at_deadline=closes)
        for name in ("Ann", "Bob"):
            invite(event, given=guest(event, name), deadline_at=now() + timedelta(hours=1))
        invitations = as_system.scalars(select(Invitation).order_by(Invitation.id)).all()
        operations.reply(invitations[0], Answer.ACCEPT)
        for one in invitations:
            one.deadline_at = now() - timedelta(minutes=1)
    close_unanswered()
    close_unanswered()
    assert states(as_system) == {
        "Ann": SeatState.ACCEPTED,
        "Bob": SeatState.NO_REPLY if closes else SeatState.INVITED,
    }


def work_off() -> int:
    """Do every job that waits, as the worker would; return how many."""
    done = 0
    while jobs.job_is_due():
        with transaction(claims=True):
            work = jobs.claim_job()
        jobs.do(work)
        done += 1
    return done


@pytest.mark.parametrize(
    ("how", "state"),
    [
        (Confirmations.AS_DRAFTS, MailState.DRAFT),
        (Confirmations.BY_THEMSELVES, MailState.QUEUED),
    ],
)
def test_a_yes_is_confirmed_as_the_event_says(
    as_system: Db, how: Confirmations, state: MailState
) -> None:
    with transaction():
        event = add_event()
        operations.set_settings(event, confirmations=how)
        operations.reply(invite(event, given=guest(event, "Ann")), Answer.ACCEPT)
    assert work_off() == 1
    as_system.rollback()
    mail = as_system.scalars(select(OutboxMail)).one()
    assert (mail.state, "Your place is confirmed" in mail.subject) == (state, True)


def test_an_answer_that_changed_meanwhile_is_not_confirmed(as_system: Db) -> None:
    with transaction():
        invitation = invite(add_event(), given=guest(add_event(), "Ann"))
        operations.reply(invitation, Answer.ACCEPT)
        operations.reply(invitation, Answer.DECLINE)
    assert work_off() == 2
    as_system.rollback()
    subjects = as_system.scalars(select(OutboxMail.subject)).all()
    assert ["We have taken note" in subject for subject in subjects] == [True]


def test_an_answer_is_confirmed_once_even_if_the_worker_dies_after_it(as_system: Db) -> None:
    with transaction():
        operations.reply(invite(add_event(), given=guest(add_event(), "Ann")), Answer.ACCEPT)
    with transaction(claims=True):
        work = jobs.claim_job()
    jobs.do(work)
    jobs.do(work)
    as_system.rollback()
    assert len(as_system.scalars(select(OutboxMail.id)).all()) == 1


def test_focal_points_are_asked_with_a_link_of_their_own(as_system: Db) -> None:
    with transaction():
        event = add_event()
        sides = [
            add_delegation(event, label="One", focal_name="Kim", focal_email="kim@example.org"),
            add_delegation(event, label="Two"),
        ]
        mailing = operations.ask_for_names(sides, deadline_at=now() + timedelta(days=3))
        assert mailing.left_out == "Two: has no e-mail address"
        release(mailing, expected=1)
    mail = as_system.scalars(select(OutboxMail)).one()
    assert f"/nominations/{STAND_IN}/" in mail.body_text
    assert as_system.scalars(select(NominationLink.sent_at)).one() is not None


def test_a_wave_is_drafted_from_its_page_and_the_letter_keeps_what_was_typed(
    client: CheckingClient, as_system: Db
) -> None:
    with transaction():
        event = add_event()
        guest(event, "Ann")
        guest(event, "Cho", mail="")
        key = event.key
    sign_in(client)
    url = f"/staff/events/{key}/invitations/wave"
    day = (now() + timedelta(days=9)).date().isoformat()
    without_link = client.submit(url, {"body": "Come!", "day": day}, button="Write the drafts")
    assert (without_link.status_code, "Come!" in without_link.text) == (422, True)
    sent = client.submit(url, {"name": "Principals", "day": day}, button="Write the drafts")
    assert sent.status_code == 303
    assert "/letters/" in sent.headers["Location"]
    overview = client.get(f"/staff/events/{key}/invitations/").text
    assert "Principals" in overview
    assert states(as_system)["Ann"] is SeatState.APPROVED


def test_inviting_to_what_is_still_an_idea_is_warned_about(
    client: CheckingClient, as_system: Db
) -> None:
    with transaction():
        event = add_event(state=EventState.IDEA)
        guest(event, "Ann")
        key = event.key
    sign_in(client)
    url = f"/staff/events/{key}/invitations/wave"
    day = (now() + timedelta(days=9)).date().isoformat()
    drafts = client.submit(url, {"name": "Principals", "day": day}, button="Write the drafts")
    warned = ["still an idea" in client.get(page).text for page in (url, drafts.location)]
    with transaction():
        confirm(as_system.get_one(Event, event.id))
    settled = ["still an idea" in client.get(page).text for page in (url, drafts.location)]
    assert (warned, settled) == ([True, True], [False, False])


@pytest.mark.parametrize(
    ("role", "path", "status"),
    [
        (StaffRole.READER, "", 200),
        (StaffRole.READER, "wave", 404),
        (StaffRole.READER, "needs", 404),
        (StaffRole.EVENT_COORDINATOR, "needs", 200),
        (StaffRole.EVENT_COORDINATOR, "settings", 200),
        (StaffRole.DESK, "", 404),
    ],
)
def test_pages_are_for_those_who_may(
    client: CheckingClient, as_system: Db, role: StaffRole, path: str, status: int
) -> None:
    with transaction():
        event = add_event()
    sign_in(client, role=role, event=event)
    assert client.get(f"/staff/events/{event.key}/invitations/{path}").status_code == status


def test_a_reminder_is_counted_from_the_deadline_of_those_who_were_asked(as_system: Db) -> None:
    with transaction():
        event = add_event()
        reminder = add_reminder(
            event,
            purpose=TemplatePurpose.REMINDER,
            anchor=Anchor.DEADLINE,
            hours=-72,
            audience=kept(AWAITING, {}),
            subject="Reminder",
            body="{link}",
        )
        assert reminder.due_at is None
        deadline = now() + timedelta(days=7)
        drafted = draft(event, [guest(event, "Ann")], deadline_at=deadline)
        assert reminder.due_at is None
        release(drafted.mailing, expected=1)
        assert reminder.due_at == deadline - timedelta(hours=72)
