"""Writing to the people of an event: drafts, their count, and the way out."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from app.access.roles import StaffRole
from app.core.clock import now
from app.core.errors import Conflict, InvalidInput, Refused
from app.correspondence.chores import send_what_is_due
from app.correspondence.composing import Recipient, compose, discard_mail, release
from app.correspondence.models import Mailing, Reminder
from app.correspondence.operations.releasing import drafts_of, schedule
from app.correspondence.operations.reminders import add_reminder
from app.correspondence.rules import Anchor, MailingState, TemplatePurpose
from app.events import operations as events
from app.events.models import Event
from app.extensions import db
from app.infra.models import MailState, OutboxMail
from app.infra.transaction import transaction
from app.participation.operations import act, seat
from app.participation.rules import Role, SeatAction, SeatState
from app.people.operations import add_person
from tests.client import CheckingClient
from tests.factories.accounts import sign_in
from tests.factories.events import add_event, in_days

PEOPLE = ("Vera Kim", "Jane Doe")


@pytest.fixture
def event(as_system: object) -> Event:
    """A panel with two who accepted, one who was asked, and one without an address."""
    with transaction():
        event = add_event(title="What the talks taught")
        for name in PEOPLE:
            give_seat(event, name, SeatState.ACCEPTED)
        give_seat(event, "Max Mustermann", SeatState.INVITED)
        give_seat(event, "Baba Kofi", SeatState.ACCEPTED, email="")
    return event


def give_seat(event: Event, name: str, state: SeatState, email: str | None = None) -> None:
    address = f"{name.split(maxsplit=1)[0].lower()}@example.org" if email is None else email
    person = add_person(display_name=name, email=address)
    seat(event, person=person, roles=[Role.PARTICIPANT], state=state)


def readers(*names: str) -> list[Recipient]:
    return [Recipient(name, f"{name.split()[0].lower()}@example.org") for name in names]


def states() -> dict[str, MailState]:
    db.session.expire_all()
    return {mail.to_name: mail.state for mail in db.session.scalars(select(OutboxMail))}


def the_mailing() -> Mailing:
    db.session.expire_all()
    return db.session.scalars(select(Mailing)).one()


def address_of(event: Event, mailing: Mailing) -> str:
    return f"/staff/events/{event.key}/letters/{mailing.key}"


def written(event: Event, *names: str) -> Mailing:
    with transaction():
        return compose(
            event, subject="{event}", body="Dear {name}", recipients=readers(*(names or PEOPLE))
        )


def test_a_letter_lands_as_a_draft_for_each_reader(client: CheckingClient, event: Event) -> None:
    sign_in(client)
    url = f"/staff/events/{event.key}/letters/new?state=accepted"
    assert "<strong>2 people</strong>; 1 is left out." in client.get(url).text
    answer = client.submit(
        url, {"subject": "About {event}", "body": "Dear {name}, {word}"}, button="Write the drafts"
    )
    assert answer.status_code == 303
    assert states() == dict.fromkeys(PEOPLE, MailState.DRAFT)
    page = client.get(answer.location)
    assert "Send 2 mails" in page.text
    assert "<mark>Vera Kim</mark>" in page.text
    assert "Baba Kofi: has no e-mail address" in page.text


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Dear {surname}", "A word in braces is not known."),
        ("See https://x.org/invitations/abcdef", "somebody’s personal link"),
        ("Open {link}", "Not everyone chosen has a page of their own"),
    ],
)
def test_words_that_cannot_be_sent_are_refused_and_kept(
    client: CheckingClient, event: Event, body: str, said: str
) -> None:
    sign_in(client)
    answer = client.submit(
        f"/staff/events/{event.key}/letters/new", {"body": body}, button="Write the drafts"
    )
    assert answer.status_code == 422
    assert said in answer.text
    assert body in answer.text
    assert states() == {}


def test_an_invitation_without_a_link_is_refused(client: CheckingClient, event: Event) -> None:
    sign_in(client)
    url = f"/staff/events/{event.key}/letters/new?purpose=invitation"
    answer = client.submit(url, {"body": "Do come"}, button="Write the drafts")
    assert answer.status_code == 422
    assert "Write {link} where the reader’s own page belongs" in answer.text


def test_what_is_sent_is_what_the_button_counted(client: CheckingClient, event: Event) -> None:
    sign_in(client)
    mailing = written(event)
    address = address_of(event, mailing)
    assert client.submit(address, {"expected": "3"}, button="Send 2 mails").status_code == 409
    assert set(states().values()) == {MailState.DRAFT}
    assert client.submit(address, button="Send 2 mails").status_code == 303
    assert set(states().values()) == {MailState.QUEUED}
    assert the_mailing().state is MailingState.RELEASED


def test_a_mailing_goes_out_once(event: Event) -> None:
    mailing = written(event)
    with transaction():
        release(mailing, expected=2)
    with pytest.raises(Refused), transaction():
        release(mailing, expected=2)


def test_a_discarded_draft_is_never_sent_and_changes_the_count(event: Event) -> None:
    mailing = written(event)
    with transaction():
        discard_mail(drafts_of(mailing)[0])
    with pytest.raises(Conflict), transaction():
        release(mailing, expected=2)
    with transaction():
        release(mailing, expected=1)
    assert states() == {"Vera Kim": MailState.DISCARDED, "Jane Doe": MailState.QUEUED}


def test_one_reader_can_get_words_of_their_own(client: CheckingClient, event: Event) -> None:
    sign_in(client)
    mailing = written(event)
    draft = drafts_of(mailing)[0]
    url = f"{address_of(event, mailing)}/{draft.key}"
    assert client.submit(url, {"body": "Dear Vera, until Monday"}, button="Save").status_code == 303
    db.session.expire_all()
    bodies = {mail.to_name: mail.body_text.splitlines()[0] for mail in drafts_of(mailing)}
    assert bodies == {"Vera Kim": "Dear Vera, until Monday", "Jane Doe": "Dear Jane Doe"}
    assert "Dear Vera, until Monday" in client.get(url).text


def test_a_name_can_neither_add_a_header_nor_a_link_nor_markup(event: Event) -> None:
    with transaction():
        compose(
            event,
            subject="Dear {name}",
            body="Dear {name}",
            recipients=[Recipient("<b>V</b>\r\nBcc: x@y.org {link}", "v@example.org")],
        )
    mail = db.session.scalars(select(OutboxMail)).one()
    assert mail.subject == "Dear <b>V</b> Bcc: x@y.org {link}"
    assert "&lt;b&gt;V&lt;/b&gt;" in mail.body_html
    assert "<b>V" not in mail.body_html


def test_a_reader_found_twice_gets_one_letter(event: Event) -> None:
    mailing = written(event, "Vera Kim", "Vera Kim")
    assert len(drafts_of(mailing)) == 1
    assert mailing.left_out == "Vera Kim: chosen twice: gets one letter"


def test_two_people_may_share_an_address(event: Event) -> None:
    shared = [
        Recipient("Vera Kim", "office@example.org", person_key="v"),
        Recipient("Jane Doe", "Office@example.org", person_key="j"),
    ]
    with transaction():
        mailing = compose(event, subject="x", body="Dear {name}", recipients=shared)
    assert len(drafts_of(mailing)) == 2


def test_nobody_to_write_to_is_refused(event: Event) -> None:
    with pytest.raises(InvalidInput), transaction():
        compose(event, subject="x", body="y", recipients=[])


def test_a_scheduled_mailing_goes_out_at_its_moment(event: Event) -> None:
    mailing = written(event)
    with transaction():
        schedule(mailing, now() + timedelta(hours=2), expected=2)
    send_what_is_due()
    assert set(states().values()) == {MailState.DRAFT}
    with time_machine.travel(now() + timedelta(hours=3)):
        send_what_is_due()
    assert set(states().values()) == {MailState.QUEUED}


def test_the_moment_is_typed_on_the_clock_of_the_event(
    client: CheckingClient, event: Event
) -> None:
    sign_in(client)
    mailing = written(event)
    answer = client.submit(
        address_of(event, mailing),
        {"day": "2099-01-15", "time": "09:00"},
        button="Send 2 mails then",
    )
    assert answer.status_code == 303
    due = the_mailing().due_at
    assert due is not None
    assert due.isoformat() == "2099-01-15T14:00:00+00:00"
    assert "New York" in client.get(answer.location).text


def test_a_moment_that_is_past_is_refused_beside_what_was_typed(
    client: CheckingClient, event: Event
) -> None:
    sign_in(client)
    mailing = written(event)
    answer = client.submit(
        address_of(event, mailing),
        {"day": "2001-01-15", "time": "09:00"},
        button="Send 2 mails then",
    )
    assert answer.status_code == 422
    assert "Choose a moment that is still to come." in answer.text
    assert "2001-01-15" in answer.text


def test_calling_the_event_off_holds_back_what_was_scheduled_and_drafts_the_news(
    event: Event,
) -> None:
    mailing = written(event)
    with transaction():
        schedule(mailing, now() + timedelta(hours=2), expected=2)
    with transaction():
        events.cancel(event)
    db.session.expire_all()
    assert mailing.state is MailingState.DRAFT
    news = db.session.scalars(
        select(Mailing).where(Mailing.purpose == TemplatePurpose.CANCELLED).order_by(Mailing.id)
    ).all()
    assert [[mail.to_name for mail in drafts_of(one)] for one in news] == [
        ["Vera Kim", "Jane Doe"],
        ["Max Mustermann"],
    ]


def test_moving_twice_leaves_only_the_latest_news_to_send(event: Event) -> None:
    for days in (40, 50):
        with transaction():
            events.reschedule(event, local_start=in_days(days))
    kept = [
        mailing.state
        for mailing in db.session.scalars(
            select(Mailing).where(Mailing.purpose == TemplatePurpose.MOVED).order_by(Mailing.id)
        )
    ]
    assert kept == [MailingState.DISCARDED] * 2 + [MailingState.DRAFT] * 2


@pytest.mark.parametrize(
    ("action", "purpose"),
    [
        (SeatAction.CONFIRM, TemplatePurpose.CONFIRMATION),
        (SeatAction.DISINVITE, TemplatePurpose.DISINVITED),
        (SeatAction.WITHDRAW, TemplatePurpose.WITHDRAWN),
    ],
)
def test_a_step_drafts_a_letter_only_where_it_was_wished(
    event: Event, action: SeatAction, purpose: TemplatePurpose
) -> None:
    from app.participation.queries import seats_of

    first, second, *_others = seats_of(event)
    with transaction():
        act(first, action)
        act(second, action, notify=True, word="With regret.")
    mailing = the_mailing()
    assert (mailing.purpose, list(states())) == (purpose, ["Jane Doe"])
    assert "With regret." in drafts_of(mailing)[0].body_text


def plan(event: Event, hours: int = -24, *, by_itself: bool = False) -> Reminder:
    with transaction():
        return add_reminder(
            event,
            purpose=TemplatePurpose.PRACTICAL,
            anchor=Anchor.START,
            hours=hours,
            audience={"audience": ["seats"], "state": ["accepted"]},
            subject="Soon: {event}",
            body="Dear {name}",
            by_itself=by_itself,
        )


def test_a_reminder_moves_with_the_event_and_stops_when_it_is_called_off(event: Event) -> None:
    reminder = plan(event)
    before = reminder.due_at
    with transaction():
        events.reschedule(event, local_start=in_days(40))
    db.session.expire_all()
    assert reminder.due_at is not None
    assert before is not None
    assert reminder.due_at - before == timedelta(days=10)
    with transaction():
        events.cancel(event)
    db.session.expire_all()
    assert reminder.due_at is None


@pytest.mark.parametrize(
    ("by_itself", "state"), [(False, MailState.DRAFT), (True, MailState.QUEUED)]
)
def test_a_reminder_is_composed_once_when_it_is_due(
    event: Event, by_itself: bool, state: MailState
) -> None:
    due = plan(event, by_itself=by_itself).due_at
    assert due is not None
    send_what_is_due()
    assert states() == {}
    with time_machine.travel(due + timedelta(minutes=1)):
        send_what_is_due()
        send_what_is_due()
    assert states() == dict.fromkeys(PEOPLE, state)


def test_a_reminder_in_the_past_is_refused(event: Event) -> None:
    with pytest.raises(InvalidInput):
        plan(event, hours=-24 * 60)


def test_a_reminder_is_planned_and_removed_on_its_page(
    client: CheckingClient, event: Event
) -> None:
    sign_in(client)
    url = f"/staff/events/{event.key}/reminders/new?state=accepted"
    assert client.submit(url, {"amount": "2"}, button="Plan the reminder").status_code == 303
    page = f"/staff/events/{event.key}/letters/"
    assert "Before you come" in client.get(page).text
    assert client.submit(page, button="Remove Before you come: {event}, {date}").status_code == 303
    assert "No reminder is planned." in client.get(page).text


def test_the_house_writes_texts_of_its_own(client: CheckingClient, event: Event) -> None:
    sign_in(client)
    url = "/staff/mail-templates/thanks/panel"
    assert client.submit(url, {"subject": "Our thanks"}, button="Save").status_code == 303
    page = client.get(f"/staff/events/{event.key}/letters/new?purpose=thanks")
    assert 'value="Our thanks"' in page.text
    assert (
        client.submit(url, button="Go back to the text that serves without this one").status_code
        == 303
    )
    page = client.get(f"/staff/events/{event.key}/letters/new?purpose=thanks")
    assert "Our thanks" not in page.text


def test_a_template_without_its_link_is_refused(client: CheckingClient, as_system: object) -> None:
    sign_in(client)
    answer = client.submit(
        "/staff/mail-templates/invitation/every", {"body": "Come"}, button="Save"
    )
    assert answer.status_code == 422


def test_a_mail_is_drafted_again_with_a_word_before_it(
    client: CheckingClient, event: Event
) -> None:
    sign_in(client)
    mailing = written(event, "Vera Kim")
    with transaction():
        release(mailing, expected=1)
    mail = db.session.scalars(select(OutboxMail)).one()
    answer = client.submit(
        f"/staff/outbox/{mail.key}", {"preface": "Once more, please."}, button="Draft it again"
    )
    assert answer.status_code == 303
    again = db.session.scalars(select(OutboxMail).where(OutboxMail.state == MailState.DRAFT)).one()
    assert again.body_text.startswith("Once more, please.\n\nDear Vera Kim")


def test_failed_mails_are_tried_again_together(client: CheckingClient, event: Event) -> None:
    sign_in(client)
    mailing = written(event)
    with transaction():
        release(mailing, expected=2)
        for mail in db.session.scalars(select(OutboxMail)):
            mail.state = MailState.FAILED
    url = address_of(event, mailing)
    assert client.submit(url, button="Try all failed ones again").status_code == 303
    assert set(states().values()) == {MailState.QUEUED}


@pytest.mark.parametrize("role", [StaffRole.READER, StaffRole.DESK])
def test_letters_are_not_for_those_who_may_not_see_guests(
    client: CheckingClient, event: Event, role: StaffRole
) -> None:
    sign_in(client, role=role)
    mailing = written(event)
    pages = [f"/staff/events/{event.key}/letters/", address_of(event, mailing)]
    assert [client.get(page).status_code for page in pages] == [404, 404]


def test_the_log_finds_a_mail_by_its_reader(client: CheckingClient, event: Event) -> None:
    sign_in(client)
    written(event)
    log = f"/staff/events/{event.key}/letters/log"
    assert "jane@example.org" in client.get(log).text
    assert "jane@example.org" not in client.get(f"{log}?q=vera").text
