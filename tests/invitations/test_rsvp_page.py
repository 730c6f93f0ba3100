"""A guest's own page: what it says, what it takes, and that looking changes nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, scoped_session
from werkzeug.test import TestResponse

from app.core.clock import now
from app.events import operations as events
from app.events.rules import AttributionRule, EventState, Publication
from app.extensions import Base
from app.infra.models import AuditEntry, Job
from app.infra.transaction import transaction
from app.invitations import operations
from app.invitations.models import Consent, Invitation, Proposal, Reply
from app.invitations.rules import Scope
from app.participation.models import Participation, SeatChange
from app.participation.operations import act
from app.participation.rules import SeatAction, SeatState
from app.people.models import PersonNeeds
from tests.client import CheckingClient
from tests.factories.accounts import sign_in
from tests.factories.events import add_event, add_session, in_days
from tests.factories.invitations import invite, page_of
from tests.factories.participation import seat
from tests.factories.people import add_person

Db = scoped_session[Session]


@pytest.fixture
def page(as_system: Db) -> str:
    with transaction():
        event = add_event(
            title="Fifth round (closed)",
            attribution=AttributionRule.CHATHAM_HOUSE,
            place="Salon Vert",
        )
        seat(event, add_person("Somebody Else"), state=SeatState.CONFIRMED)
        return page_of(invite(event))


DETAILS_SEEN = re.compile(r'name="details-seen"[^>]* value="(\w+)"')
FORGERY = re.compile(r'name="csrf_token" type="hidden" value="([^"]+)"')


def send(client: CheckingClient, page: str, path: str, **fields: str) -> TestResponse:
    """Send what an old page, or a second tab, would send: the form may not be on offer any more."""
    found = FORGERY.search(client.get("/account/sign-in").text)
    assert found
    return client.post(f"{page}{path}", data={"csrf_token": found[1], **fields})


def state(session: Db) -> SeatState:
    session.rollback()
    return session.scalars(
        select(Participation.state).join(
            Invitation, Invitation.participation_id == Participation.id
        )
    ).one()


def test_it_says_who_is_invited_to_what_by_when_and_under_which_rule(
    client: CheckingClient, page: str
) -> None:
    shown = client.get(page)
    words = shown.get_data(as_text=True)
    assert shown.status_code == 200
    for said in (
        "Invitation for Vera Kim",
        "Fifth round (closed)",
        "Please answer by",
        "New York time",
        "Salon Vert",
        "neither the identity nor the affiliation",
        "Yes, I will come",
        "I do not know yet",
        "No, I cannot come",
    ):
        assert said in words
    assert "Somebody Else" not in words


def test_it_is_kept_out_of_caches_search_engines_and_the_referrers_of_others(
    client: CheckingClient, page: str
) -> None:
    shown = client.get(page)
    assert shown.headers["Cache-Control"] == "no-store"
    assert shown.headers["Referrer-Policy"] == "same-origin"
    assert '<meta name="robots" content="noindex">' in shown.get_data(as_text=True)


YES, PERHAPS, NO = "Yes, I will come", "I do not know yet", "No, I cannot come"


@pytest.mark.parametrize(
    ("button", "becomes"),
    [
        (YES, (SeatState.ACCEPTED, "You are coming.")),
        (PERHAPS, (SeatState.TENTATIVE, "You do not know yet")),
        (NO, (SeatState.DECLINED, "You are not coming.")),
    ],
)
def test_each_answer_is_one_button(
    client: CheckingClient, session: Db, page: str, button: str, becomes: tuple[SeatState, str]
) -> None:
    sent = client.submit(page, {"words": "With thanks"}, button=button)
    assert (sent.status_code, sent.headers["Location"]) == (303, "./")
    assert becomes[1] in client.get(page).text
    assert state(session) is becomes[0]
    assert session.scalars(select(Reply.words)).all() == ["With thanks"]


def rows(session: Db) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table, as the database holds it."""
    session.rollback()
    return {
        table.name: sorted(map(tuple, session.connection().execute(select(table))), key=str)
        for table in Base.metadata.sorted_tables
    }


@pytest.mark.parametrize("path", ["", "event.ics"])
@pytest.mark.parametrize("method", ["HEAD", "GET"])
def test_looking_changes_nothing(
    client: CheckingClient, session: Db, page: str, path: str, method: str
) -> None:
    before = rows(session)
    for _time in range(3):
        assert client.open(f"{page}{path}", method=method).status_code == 200
    assert rows(session) == before


@pytest.mark.parametrize(
    "path", ["answer", "details", "consent", "substitute", "substitute/x/take-back", "opened"]
)
def test_what_changes_something_cannot_be_looked_at(
    client: CheckingClient, session: Db, page: str, path: str
) -> None:
    before = rows(session)
    assert client.get(f"{page}{path}").status_code in {404, 405}
    assert rows(session) == before


def test_the_same_post_twice_is_done_once(client: CheckingClient, session: Db, page: str) -> None:
    fields = {"answer": "accept", "words": "Gladly", "once": "thesamekeytwice"}
    for _time in range(2):
        assert send(client, page, "answer", **fields).headers["Location"] == "./"
    session.rollback()
    assert session.scalar(select(func.count(Reply.id))) == 1
    assert session.scalar(select(func.count(Job.id))) == 1


def test_the_same_answer_again_adds_only_its_words(
    client: CheckingClient, session: Db, page: str
) -> None:
    for words in ("", "", "Vegetarian, by the way"):
        assert send(client, page, "answer", answer="accept", words=words).status_code == 303
    assert state(session) is SeatState.ACCEPTED
    assert session.scalars(select(Reply.words).order_by(Reply.id)).all() == [
        "",
        "Vegetarian, by the way",
    ]


def test_a_mind_may_be_changed_and_the_record_keeps_each_step(
    client: CheckingClient, session: Db, page: str
) -> None:
    for button in (YES, NO, PERHAPS, YES):
        client.submit(page, button=button)
    changes = session.execute(
        select(SeatChange.became, SeatChange.channel)
        .join(Invitation, Invitation.participation_id == SeatChange.participation_id)
        .order_by(SeatChange.id)
    ).all()
    assert [became for became, _channel in changes][2:] == [
        SeatState.ACCEPTED,
        SeatState.WITHDREW,
        SeatState.TENTATIVE,
        SeatState.ACCEPTED,
    ]
    assert {channel.value for _became, channel in changes[2:]} == {"link"}


def test_no_answer_is_said_beside_the_field_and_nothing_typed_is_lost(
    client: CheckingClient, session: Db, page: str
) -> None:
    sent = send(client, page, "answer", words="I shall see")
    assert sent.status_code == 422
    assert "Choose an answer." in sent.text
    assert "I shall see" in sent.text
    assert state(session) is SeatState.INVITED


def test_after_the_deadline_no_answer_is_taken(
    client: CheckingClient, session: Db, page: str, as_system: Db
) -> None:
    with transaction():
        invitation = as_system.scalars(select(Invitation)).one()
        invitation.deadline_at = now() - timedelta(minutes=1)
    shown = client.get(page)
    assert "The time to answer has run out." in shown.text
    assert YES not in shown.text
    late = send(client, page, "answer", answer="accept", words="Sorry, late")
    assert late.status_code == 409
    assert "Sorry, late" in late.text
    assert state(session) is SeatState.INVITED


@pytest.mark.parametrize("why", ["unknown", "expired", "revoked", "renewed"])
def test_a_link_that_leads_nowhere_answers_like_a_missing_page_and_names_a_contact(
    client: CheckingClient, as_system: Db, page: str, why: str
) -> None:
    with transaction():
        invitation = as_system.scalars(select(Invitation)).one()
        if why == "expired":
            invitation.token_expires_at = now() - timedelta(seconds=1)
        elif why == "revoked":
            operations.revoke(invitation)
        elif why == "renewed":
            operations.renew(invitation)
    url = "/invitations/nobody-has-this/" if why == "unknown" else page
    answers = [client.get(url), client.get(f"{url}event.ics"), send(client, url, "answer")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    assert "events@example.org" in answers[0].text
    assert "Fifth round" not in answers[0].text


def test_a_renewed_link_leads_to_the_page(client: CheckingClient, as_system: Db, page: str) -> None:
    with transaction():
        invitation = as_system.scalars(select(Invitation)).one()
        operations.renew(invitation)
        renewed = page_of(invitation)
    assert renewed != page
    assert client.get(renewed).status_code == 200


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (events.cancel, "The event has been cancelled."),
        (events.postpone, "The event is postponed."),
    ],
)
def test_an_event_that_is_off_says_so_and_takes_no_answer(
    client: CheckingClient, as_system: Db, page: str, step: Callable[..., object], said: str
) -> None:
    with transaction():
        step(as_system.scalars(select(Invitation)).one().event)
    shown = client.get(page)
    assert (shown.status_code, said in shown.text, YES in shown.text) == (200, True, False)
    assert send(client, page, "answer", answer="accept").status_code == 409


@pytest.mark.parametrize("step", [events.cancel, events.postpone])
def test_a_no_that_crossed_the_news_gives_the_seat_back_all_the_same(
    client: CheckingClient,
    session: Db,
    as_system: Db,
    page: str,
    step: Callable[..., object],
) -> None:
    client.submit(page, button=YES)
    with transaction():
        step(as_system.scalars(select(Invitation)).one().event)
    answer = send(client, page, "answer", answer="decline", words="I am ill")
    assert answer.status_code == 303
    assert "The event" in client.get(page).text
    assert session.scalars(select(Reply.words).order_by(Reply.id)).all()[-1] == "I am ill"
    assert state(session) is SeatState.WITHDREW


@pytest.mark.parametrize(
    ("action", "said"),
    [
        (SeatAction.DISINVITE, "This invitation has been taken back."),
        (SeatAction.SUBSTITUTE, "Your place has passed to somebody else."),
    ],
)
def test_whoever_is_not_invited_any_more_reads_so_and_no_more(
    client: CheckingClient, as_system: Db, page: str, action: SeatAction, said: str
) -> None:
    client.submit(page, button=YES)
    seen = DETAILS_SEEN.findall(client.get(page).text)[0]
    with transaction():
        act(as_system.scalars(select(Invitation)).one().seat, action)
    shown = client.get(page)
    assert (shown.status_code, said in shown.text) == (200, True)
    assert "Salon Vert" not in shown.text
    assert client.get(f"{page}event.ics").status_code == 404
    told = {"details-dietary": "No pork", "details-seen": seen}
    late = send(client, page, "details", **told)
    assert (late.status_code, "No pork" in late.text, "Salon Vert" in late.text) == (
        409,
        True,
        False,
    )
    assert send(client, page, "consent", **{"consent-listed": "yes"}).status_code == 409
    as_system.rollback()
    assert as_system.scalars(select(PersonNeeds)).all() == []
    assert as_system.scalars(select(Consent)).all() == []


def test_needs_are_for_the_guest_who_told_them_by_this_link_alone(
    client: CheckingClient, session: Db, as_system: Db, page: str
) -> None:
    with transaction():
        person = as_system.scalars(select(Invitation)).one().seat.person
        as_system.add(PersonNeeds(person_id=person.id, dietary="Told elsewhere", access=""))
    client.submit(page, button=YES)
    assert "Told elsewhere" not in client.get(page).text
    client.submit(page, {"details-arrival": "By train"}, button="Save", form=0)
    session.rollback()
    assert session.scalars(select(PersonNeeds.dietary)).all() == ["Told elsewhere"]
    client.submit(page, {"details-dietary": "No pork"}, button="Save", form=0)
    assert "No pork" in client.get(page).text
    assert session.scalars(select(PersonNeeds.dietary)).all() == ["No pork"]


def test_who_comes_along_is_kept_and_can_be_left_at_home(
    client: CheckingClient, session: Db, page: str
) -> None:
    client.submit(page, button=YES)
    one = {"details-companions-0-kind": "interpreter", "details-companions-0-name": "Ha-neul Jo"}
    client.submit(page, one, button="Save", form=0)
    shown = client.get(page).text
    assert "Ha-neul Jo" in shown
    client.submit(page, {"details-companions-0-kind": ""}, button="Save", form=0)
    assert "Ha-neul Jo" not in client.get(page).text


def test_of_two_open_pages_the_later_reads_first_who_was_said_to_come_along(
    client: CheckingClient, page: str
) -> None:
    client.submit(page, button=YES)
    seen = DETAILS_SEEN.findall(client.get(page).text)[0]
    one = {"details-companions-0-kind": "interpreter", "details-companions-0-name": "Ha-neul Jo"}
    client.submit(page, one, button="Save", form=0)
    late = {"details-arrival": "By train", "details-companions-0-kind": "", "details-seen": seen}
    shown = client.submit(page, late, button="Save", form=0)
    assert shown.status_code == 409
    assert "Interpreter, Ha-neul Jo, 1" in shown.text
    assert "By train" in shown.text


def test_consent_is_kept_with_its_history_and_a_refusal_keeps_the_guest_off_every_list(
    client: CheckingClient, session: Db, page: str
) -> None:
    client.submit(page, button=YES)
    listed = []
    for said in ("no", "yes", "no", "no"):
        client.submit(page, {"consent-listed": said}, button="Save", form=1)
        session.rollback()
        listed.append(
            session.scalars(
                select(Participation.listed).join(
                    Invitation, Invitation.participation_id == Participation.id
                )
            ).one()
        )
    assert listed == [False, True, False, False]
    history = session.execute(
        select(Consent.given, Consent.replaced_at.is_(None)).order_by(Consent.id)
    ).all()
    assert [tuple(one) for one in history] == [(False, False), (True, False), (False, True)]


def test_after_the_event_a_consent_can_be_taken_back_and_the_name_is_gone_at_once(
    client: CheckingClient, as_system: Db
) -> None:
    with transaction():
        event = add_event(
            title="A panel",
            local_start=in_days(-3),
            state=EventState.HELD,
            publication=Publication.PUBLIC,
        )
        given = seat(event, add_person("Vera Kim"), state=SeatState.ATTENDED)
        page = page_of(invite(event, given=given))
        operations.set_consents(given, {Scope.LISTED: True})
    public = [f"/events/{event.slug}", "/archive/?q=vera", "/search?q=vera"]
    assert ["Vera Kim" in client.get(one).text for one in public] == [True, True, True]
    client.submit(page, {"consent-listed": "no", "consent-recorded": "no"}, button="Save", form=0)
    assert ["Vera Kim" in client.get(one).text for one in public] == [False, False, False]
    sign_in(client)
    assert "refuses, since “A panel”, to be in its recordings" in client.get("/staff/").text


def test_consent_does_not_list_whom_staff_keep_off_the_list(
    client: CheckingClient, session: Db, as_system: Db, page: str
) -> None:
    with transaction():
        as_system.scalars(select(Invitation)).one().seat.listed = False
    client.submit(page, button=YES)
    client.submit(page, {"consent-listed": "yes"}, button="Save", form=1)
    session.rollback()
    assert session.scalars(select(Consent.given)).all() == [True]
    assert session.scalars(
        select(Participation.listed).join(
            Invitation, Invitation.participation_id == Participation.id
        )
    ).all() == [False]


def test_a_substitute_is_proposed_once_and_can_be_taken_back(
    client: CheckingClient, session: Db, page: str
) -> None:
    somebody = {"name-name": "Deputy Minister Park", "name-email": "park@example.org"}
    assert client.submit(page, somebody, button="Propose").status_code == 303
    again = client.submit(page, somebody, button="Propose")
    assert (again.status_code, "already" in again.text) == (409, True)
    client.submit(page, button="Take it back Deputy Minister Park")
    session.rollback()
    assert [one.value for one in session.scalars(select(Proposal.state))] == ["taken_back"]
    assert state(session) is SeatState.INVITED


def test_a_guest_of_one_event_cannot_take_back_what_another_proposed(
    client: CheckingClient, session: Db, as_system: Db, page: str
) -> None:
    with transaction():
        other = invite(add_event(title="Another round (closed)"), name="Other Guest")
        theirs = operations.propose(
            other, {"name": "A", "title": "", "organisation": "", "email": "", "words": ""}
        )
        key = theirs.key
    assert send(client, page, f"substitute/{key}/take-back").status_code == 404
    assert [one.value for one in session.scalars(select(Proposal.state))] == ["waiting"]


def test_after_a_yes_the_page_has_the_code_for_the_door_and_the_calendar_names_nobody(
    client: CheckingClient, page: str
) -> None:
    assert "At the door" not in client.get(page).text
    client.submit(page, button=YES)
    assert "At the door" in client.get(page).text
    calendar = client.get(f"{page}event.ics")
    assert calendar.mimetype == "text/calendar"
    assert "METHOD:PUBLISH" in calendar.text
    assert "ATTENDEE" not in calendar.text


def test_a_guest_may_see_the_open_agenda_and_not_what_is_closed(
    client: CheckingClient, as_system: Db, page: str
) -> None:
    with transaction():
        event = as_system.scalars(select(Invitation)).one().event
        add_session(event, title="Where the hotlines stand")
        add_session(event, title="Only the principals", public=False)
    shown = client.get(page).text
    assert "Where the hotlines stand" in shown
    assert "Only the principals" not in shown


def test_the_trail_says_that_it_was_a_guest_by_link(
    client: CheckingClient, session: Db, page: str
) -> None:
    client.submit(page, button=YES)
    session.rollback()
    actors = session.scalars(select(AuditEntry.actor).order_by(AuditEntry.id.desc()).limit(1))
    assert actors.all() == ["guest by link"]


def test_no_token_rests_in_the_database(client: CheckingClient, session: Db, page: str) -> None:
    token = page.split("/")[2]
    client.submit(page, button=YES)
    client.submit(page, {"details-arrival": "By train"}, button="Save", form=0)
    assert token not in str(rows(session))
