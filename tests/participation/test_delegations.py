"""Delegations, candidates, companions and substitutes: who has a seat, who waits and who comes along."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM
from app.core.errors import InvalidInput, Refused
from app.core.names.lists import surname_in_capitals
from app.core.states import refusals
from app.events.models import Event
from app.extensions import db
from app.infra.transaction import transaction
from app.participation import operations, queries
from app.participation.models import Participation, SeatChange
from app.participation.operations import (
    act,
    add_candidate,
    add_companion,
    add_delegation,
    keep_seats,
    seat_candidate,
    seat_pasted,
    seat_people,
    seat_those_of,
    substitute,
)
from app.participation.rules import (
    TRANSITIONS,
    Channel,
    CompanionKind,
    Role,
    SeatAction,
    SeatState,
)
from app.participation.rules.pasting import Pasted, pasted_guests
from app.participation.signals import candidate_seated, seat_changed
from app.people.queries import find_people
from tests.factories.accounts import sign_in
from tests.factories.events import add_event
from tests.factories.participation import seat
from tests.factories.people import add_person
from tests.pages import parse


@pytest.fixture
def event(as_system):
    with transaction():
        yield add_event(title="Quiet seas")


@pytest.mark.parametrize("state", [SeatState.SHORTLISTED, SeatState.CONFIRMED, SeatState.DECLINED])
def test_the_page_refuses_every_step_that_is_not_in_the_table(client, session, state):
    with viewing_as(SYSTEM), transaction():
        event = add_event()
        key = seat(event, add_person("Kim"), state=state).key
        address = f"/staff/events/{event.key}/people/{key}/"
    sign_in(client)
    page = client.get(address)
    token = next(
        one.get("value")
        for one in parse(page.text).iter("input")
        if one.get("name") == "csrf_token"
    )
    for number, (_state, action) in enumerate(refusals(TRANSITIONS, [state], SeatAction)):
        data = {"action": action.value, "csrf_token": token, "once": f"again-{number}"}
        assert client.post(f"{address}step", data=data).status_code == 409
    with viewing_as(SYSTEM):
        assert db.session.scalar(select(Participation.state)) is state


def test_a_step_is_told_with_who_said_so_and_whether_to_write(event):
    heard = []

    def listen(seat, **said):
        heard.append((seat.name, said))

    given = seat(event, add_person("Kim"), state=SeatState.INVITED)
    with seat_changed.connected_to(listen):
        act(
            given,
            SeatAction.ACCEPT,
            channel=Channel.ASSISTANT,
            told_by="Max",
            notify=True,
            word="Welcome.",
        )
    assert heard == [
        (
            "Kim",
            {
                "was": SeatState.INVITED,
                "action": SeatAction.ACCEPT,
                "channel": Channel.ASSISTANT,
                "notify": True,
                "word": "Welcome.",
            },
        )
    ]
    change = db.session.scalars(select(SeatChange).order_by(SeatChange.id.desc())).first()
    assert (change.channel, change.told_by) == (Channel.ASSISTANT, "Max")


@pytest.mark.parametrize(
    ("fields", "notify"), [({}, True), ({"notify": "draft"}, True), ({"notify": "no"}, False)]
)
def test_a_draft_is_written_unless_somebody_says_no(client, session, fields, notify):
    with viewing_as(SYSTEM), transaction():
        event = add_event()
        key = seat(event, add_person("Kim"), state=SeatState.INVITED).key
        address = f"/staff/events/{event.key}/people/{key}/"
    sign_in(client)
    token = next(
        one.get("value")
        for one in parse(client.get(address).text).iter("input")
        if one.get("name") == "csrf_token"
    )
    heard = []

    def listen(seat, **said):
        heard.append(said["notify"])

    with seat_changed.connected_to(listen):
        client.post(f"{address}step", data={"action": "accept", "csrf_token": token, **fields})
    assert heard == [notify]


def test_delegations_stand_by_country_until_staff_order_them(event):
    korea = add_delegation(event, label="ROK", country="Korea, Republic of")
    add_delegation(event, label="USA", country="United States")
    add_delegation(event, label="Japan", country="Japan")
    assert [side.label for side in queries.delegations_of(event)] == ["Japan", "ROK", "USA"]
    operations.move_delegation(korea, up=True)
    add_delegation(event, label="China", country="China")
    labels = [side.label for side in queries.delegations_of(event)]
    assert labels == ["ROK", "Japan", "USA", "China"]
    with pytest.raises(InvalidInput):
        add_delegation(event, label="Japan")


def test_a_delegation_knows_its_head_its_quota_and_who_is_missing(event):
    side = add_delegation(event, label="Japan", size=2)
    seat(event, add_person("Sato Hanako")).delegation = side
    head = seat(event, add_person("Tanaka Jiro"), roles=[Role.HEAD_OF_DELEGATION])
    head.delegation = side
    keep_seats(event, number=2, label="Experts", roles=[Role.PARTICIPANT], delegation=side)
    db.session.flush()
    [found] = queries.delegation_lists(event)
    assert [member.name for member in found.members] == [
        "Tanaka Jiro",
        "Sato Hanako",
        "Experts (1)",
        "Experts (2)",
    ]
    assert (found.filled.named, found.filled.unnamed, found.over) == (2, 2, 2)
    with pytest.raises(Refused):
        operations.remove_delegation(side)
    with pytest.raises(InvalidInput):
        keep_seats(event, number=0, label="Nobody", roles=[Role.PARTICIPANT])


def test_the_next_candidate_is_proposed_when_one_says_no_and_the_chain_stays(event):
    given = keep_seats(event, number=1, label="An admiral", roles=[Role.KEYNOTE])[0]
    first, second = (add_candidate(given, person=add_person(name)) for name in ("Ann", "Bea"))
    heard = []

    def listen(seat, *, candidate):
        heard.append((seat.name, candidate.rank))

    with candidate_seated.connected_to(listen):
        assert queries.next_candidate(given) is first
        assert seat_candidate(first) is given
        assert (given.name, given.state) == ("Ann", SeatState.APPROVED)
        assert queries.next_candidate(given) is None
        with pytest.raises(Refused):
            seat_candidate(second)
        act(given, SeatAction.INVITE)
        act(given, SeatAction.DECLINE)
        db.session.flush()
        new = seat_candidate(queries.next_candidate(given))
    db.session.flush()
    assert (new.name, new.state, given.state) == ("Bea", SeatState.APPROVED, SeatState.SUBSTITUTED)
    assert [one.name for one in queries.chain_of(given)] == ["Ann", "Bea"]
    assert queries.next_candidate(new) is None
    assert heard == [("Ann", 1), ("Bea", 2)]
    with pytest.raises(Refused):
        operations.remove_candidate(second)


def test_a_substitute_keeps_the_side_and_takes_the_candidates_over(event):
    side = add_delegation(event, label="Japan")
    given = seat(event, add_person("Ann"))
    given.delegation = side
    waiting = add_candidate(given, person=add_person("Cleo"))
    new = substitute(given, person=add_person("Bea"), channel=Channel.ASSISTANT)
    db.session.flush()
    db.session.expire_all()
    assert (new.delegation.label, new.replaces.name, waiting.seat.name) == ("Japan", "Ann", "Bea")


def test_candidates_change_ranks_and_nobody_waits_twice(event):
    given = seat(event, add_person("Ann"), state=SeatState.INVITED)
    bea = add_person("Bea")
    add_candidate(given, person=bea)
    cleo = add_candidate(given, person=add_person("Cleo"))
    operations.move_candidate(cleo, up=True)
    db.session.flush()
    assert [one.person.display_name for one in queries.candidates_of(given)] == ["Cleo", "Bea"]
    for person in (bea, given.person):
        with pytest.raises(Refused):
            add_candidate(given, person=person)


def test_companions_are_catered_for_while_their_guest_is_expected(event):
    given = seat(event, add_person("Ann"))
    gone = seat(event, add_person("Bea"), state=SeatState.DECLINED)
    add_companion(given, kind=CompanionKind.BODYGUARD, count=2)
    add_companion(given, kind=CompanionKind.SPOUSE, name="Cleo")
    add_companion(gone, kind=CompanionKind.DRIVER)
    assert queries.companions_expected(event) == {
        CompanionKind.SPOUSE: 1,
        CompanionKind.BODYGUARD: 2,
    }
    for facts in ({"count": 0}, {"count": 51}, {"name": "Dot", "count": 2}):
        with pytest.raises(InvalidInput):
            add_companion(given, kind=CompanionKind.OTHER, **facts)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("Kim, Cheol-su", [Pasted("Kim, Cheol-su", "")]),
        ("Ann Lee <ann@example.org>", [Pasted("Ann Lee", "ann@example.org")]),
        (
            '"Lee, Ann" <ann@example.org>, bea@example.org; Cleo',
            [
                Pasted("Lee, Ann", "ann@example.org"),
                Pasted("", "bea@example.org"),
                Pasted("Cleo", ""),
            ],
        ),
        ("ann@example.org\n\nann@example.org", [Pasted("", "ann@example.org")]),
    ],
    ids=["nothing", "a name", "both", "several", "twice"],
)
def test_guests_are_read_out_of_what_was_pasted(text, found):
    assert pasted_guests(text) == found


def test_whoever_is_pasted_is_found_added_or_left_out_with_the_reason(event):
    known = add_person("Ann Lee", email="ann@example.org")
    for _twice in range(2):
        add_person("Kim Min-su")
    seat(event, known)
    guests = pasted_guests("ANN@example.org\nBea New <bea@example.org>\nx@example.org\nKim Min-su")
    gathered = seat_pasted(event, guests, roles=[Role.PARTICIPANT])
    assert [one.person.display_name for one in gathered.seats] == ["Bea New"]
    assert gathered.left == [
        ("Ann Lee", "Has a seat already."),
        ("x@example.org", "Nobody in the directory has this address. Paste the name with it."),
        ("Kim Min-su", "Several people fit. Seat the right one from the directory."),
    ]


def test_a_sentence_that_was_pasted_is_no_name(event):
    sentence = "Please find below whom we hope to see again when we meet in autumn " * 2
    with pytest.raises(InvalidInput, match="too long to be a name"):
        seat_pasted(event, pasted_guests(sentence), roles=[Role.PARTICIPANT])


def test_those_of_an_earlier_event_come_again_by_their_state(event):
    earlier = add_event(title="Last year")
    came = seat(earlier, add_person("Ann"), state=SeatState.ATTENDED).person
    seat(earlier, add_person("Bea"), state=SeatState.ABSENT)
    seat(earlier, seat_label="Nobody", state=SeatState.ATTENDED)
    gathered = seat_those_of(event, earlier, [SeatState.ATTENDED], roles=[Role.PARTICIPANT])
    assert [one.person for one in gathered.seats] == [came]
    again = seat_people(event, [came], roles=[Role.PARTICIPANT])
    assert (again.seats, len(again.left)) == ([], 1)


@pytest.mark.parametrize(
    ("name", "family", "printed"),
    [
        ("Kim Cheol-su", "Kim", "KIM Cheol-su"),
        ("Pera Perić", "Perić", "Pera PERIĆ"),
        ("Kimberly Kim", "Kim", "Kimberly KIM"),
        ("Jesús G. “Chuy” García", "García", "Jesús G. “Chuy” GARCÍA"),
        ("Sukarno", "", "Sukarno"),
        ("知野 雄二", "知野", "知野 雄二"),
    ],
)
def test_lists_have_the_surname_in_capitals(name, family, printed):
    assert surname_in_capitals(name, family) == printed


def test_the_pages_of_a_delegation_and_of_many_new_seats(client, session):
    with viewing_as(SYSTEM), transaction():
        event = add_event(title="Quiet seas")
        earlier = add_event(title="Last year")
        add_person("Bea Example")
        seat(earlier, add_person("Ann Example"), state=SeatState.ATTENDED)
        key, before = event.key, earlier.key
    sign_in(client)
    sides = f"/staff/events/{key}/delegations/"
    assert "No delegation takes part yet." in client.get(sides).text
    client.submit(f"{sides}add", {"label": "Japan", "size": "1"}, button="Add the delegation")
    with viewing_as(SYSTEM):
        side = queries.delegations_of(db.session.scalar(select(Event).where(Event.key == key)))[
            0
        ].key
    kept = {"keep-number": "2", "keep-label": "Experts"}
    client.submit(f"{sides}{side}/", kept, button="Keep the seats")
    page = client.get(sides).text
    assert "2 of 1 seats, 2 not named yet" in page
    assert "1 more than agreed" in page
    gather = f"/staff/events/{key}/people/gather"
    done = client.submit(
        gather, {"guests": "Cleo New <cleo@example.org>"}, button="Seat those pasted"
    )
    assert "1 seat was changed." in done.text
    done = client.submit(
        f"{gather}?from={before}",
        {"states": ["attended"]},
        button="Seat those of the earlier event",
    )
    assert "1 seat was changed." in done.text
    with viewing_as(SYSTEM):
        bea = find_people("bea").people[0].key
    done = client.submit(f"{gather}?q=bea", {"person": [bea]}, button="Seat those ticked")
    assert "1 seat was changed." in done.text
