"""The page of one event: what it says, when, and what it keeps to itself."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine

from app.events import operations
from app.events.rules import (
    AttributionRule,
    EventKind,
    EventState,
    Format,
    PartnerRole,
    Publication,
    RecordingKind,
    RegistrationMode,
)
from app.participation.operations import bill
from app.participation.rules import Role, SeatState
from app.people.operations import add_affiliation
from app.programmes.operations import add_series
from app.programmes.rules import SeriesKind
from tests.archive.conftest import Writing
from tests.client import CheckingClient
from tests.databases import count_statements
from tests.factories.events import add_event, add_session
from tests.factories.participation import seat
from tests.factories.people import add_organisation, add_person
from tests.factories.programmes import add_programme
from tests.pages import parse, text_of

BEFORE = datetime(2026, 5, 4, 12, tzinfo=UTC)
START = datetime(2026, 5, 20, 10)
END = datetime(2026, 5, 20, 12)
DURING = datetime(2026, 5, 20, 15, tzinfo=UTC)
AT_THE_END = datetime(2026, 5, 20, 16, tzinfo=UTC)
URL = "/events/what-the-talks-taught"
STATEMENTS = 15
"""The event, six lists of it, its places, people and roles, rooms, and its neighbours in the series."""


@pytest.fixture(autouse=True)
def before(app: object) -> object:
    with time_machine.travel(BEFORE, tick=False) as clock:
        yield clock


def add(**facts: Any) -> Any:
    facts.setdefault("publication", Publication.PUBLIC)
    return add_event(local_start=START, local_end=END, **facts)


def linked_data(html: str) -> list[dict[str, Any]]:
    scripts = parse(html).iter("script")
    return [
        json.loads("".join(script.itertext()))
        for script in scripts
        if script.get("type") == "application/ld+json"
    ]


def test_the_text_and_the_way_in_turn_on_the_end(client: CheckingClient, writing: Writing) -> None:
    with writing():
        add(
            summary_upcoming="Experts **will discuss** it.",
            summary_past="Experts **discussed** it.",
            registration=RegistrationMode.OPEN,
        )
    said = {}
    for at in (BEFORE, DURING, AT_THE_END):
        with time_machine.travel(at, tick=False):
            text = client.get(URL).text
        said[at] = (
            "will discuss" in text,
            "discussed" in text,
            f"{URL}/register" in text,
            "captions, an interpreter" in text and "subject=What%20the%20talks%20taught" in text,
        )
    assert said == {
        BEFORE: (True, False, True, True),
        DURING: (True, False, True, True),
        AT_THE_END: (False, True, False, False),
    }


def test_says_when_in_the_zone_of_the_event_by_its_name(
    client: CheckingClient, writing: Writing
) -> None:
    with writing():
        add(zone="Asia/Seoul")
    page = parse(client.get(URL).text)
    when = next(one for one in page.iter("p") if one.get("class") == "when")
    assert "Wednesday, 20 May 2026" in text_of(when)
    assert "Seoul time (KST)" in text_of(when)
    own = [one for one in when.iter("time") if one.get("data-own")]
    assert [one.get("datetime") for one in own] == ["2026-05-20T10:00:00+09:00"]


def test_bills_people_with_the_office_they_held_then(
    client: CheckingClient, writing: Writing
) -> None:
    with writing():
        event = add()
        person = add_person("Frank Example", title="Senior Expert, North Korea")
        seat(event, person, roles=[Role.PANELLIST])
        moderator = add_person("Ann Example", title="Chair")
        seat(event, moderator, roles=[Role.MODERATOR, Role.OPENING_REMARKS])
        person.affiliations[0].title = "Senior Expert, Northeast Asia"
    text = client.get(URL).text
    assert "Senior Expert, North Korea" in text
    assert "Senior Expert, Northeast Asia" not in text
    assert text.index("Frank Example") < text.index("Ann Example")
    assert "Opening remarks, Moderator" in text


@pytest.mark.parametrize(
    ("state", "word_before", "there_after"),
    [
        (SeatState.CONFIRMED, "", True),
        (SeatState.ACCEPTED, "To be confirmed", False),
        (SeatState.INVITED, "Invited", False),
        (SeatState.UNABLE_TO_ATTEND, "Unable to attend", True),
        (SeatState.DECLINED, None, False),
        (SeatState.SHORTLISTED, None, False),
    ],
)
def test_is_only_as_sure_of_a_guest_as_the_guest_is(
    client: CheckingClient,
    writing: Writing,
    state: SeatState,
    word_before: str | None,
    there_after: bool,
) -> None:
    with writing():
        bill(seat(add(), add_person("Min Example"), state=state))
    text = client.get(URL).text
    assert ("Min Example" in text) is (word_before is not None)
    assert word_before is None or word_before in text
    performers = [one.get("performer") for one in linked_data(text) if one["@type"] == "Event"]
    assert (performers != [None]) is (state is SeatState.CONFIRMED)
    with time_machine.travel(AT_THE_END, tick=False):
        assert ("Min Example" in client.get(URL).text) is there_after


def test_closed_sessions_and_hidden_seats_leave_no_trace(
    client: CheckingClient, writing: Writing
) -> None:
    with writing():
        event = add(title="A mixed event")
        add_session(event, title="Public panel")
        dinner = add_session(event, title="Dinner (closed)", public=False)
        seat(event, add_person("Guest (closed)"), session=dinner)
        seat(event, add_person("Unlisted (closed)", never_list=True))
        seat(event, add_person("Interpreter (closed)"), roles=[Role.INTERPRETER])
    text = client.get("/events/a-mixed-event").text
    assert "Public panel" in text
    assert "(closed)" not in text


def test_shows_no_names_under_a_rule_that_covers_them(
    client: CheckingClient, writing: Writing
) -> None:
    with writing():
        rule = AttributionRule.CHATHAM_HOUSE
        event = add(attribution=rule, publication=Publication.WITHOUT_PEOPLE)
        seat(event, add_person("Min Example"))
    text = client.get(URL).text
    assert "Chatham House Rule" in text
    assert "Min Example" not in text
    assert client.get("/people/min-example").status_code == 404


@pytest.mark.parametrize("publication", [Publication.UNPUBLISHED, None])
def test_a_private_event_and_none_answer_alike(
    client: CheckingClient, writing: Writing, publication: Publication | None
) -> None:
    if publication is not None:
        with writing():
            event = add(publication=publication)
            url = f"/events/{event.slug}"
    else:
        url = "/events/there-is-none"
    page, calendar = client.get(url), client.get(f"{url}.ics")
    assert (page.status_code, calendar.status_code) == (404, 404)
    assert page.data == client.get("/events/other").data


def test_one_address_for_one_event(client: CheckingClient, writing: Writing) -> None:
    with writing():
        operations.change_slug(add(), slug="new-address")
    led = {}
    for path in (URL, "/events/New-Address", "/events/new-address/"):
        answer = client.get(path)
        led[path] = (answer.status_code, answer.headers.get("Location"))
    assert set(led.values()) == {(301, "/events/new-address")}
    assert client.get("/events/new-address").status_code == 200


def test_a_withdrawn_event_leaves_a_notice_and_nothing_else(
    client: CheckingClient, writing: Writing
) -> None:
    with writing():
        event = add()
        operations.withdraw(event, notice="At the wish of a speaker.")
    answer = client.get(URL)
    assert answer.status_code == 410
    assert "At the wish of a speaker." in answer.text
    assert "talks" not in answer.text
    assert client.get(f"{URL}.ics").status_code == 404


def test_a_moved_event_shows_the_old_date_and_says_so_to_machines(
    client: CheckingClient, writing: Writing
) -> None:
    with writing():
        event = add(format=Format.VIRTUAL)
        for day in (27, 28):
            operations.reschedule(
                event,
                local_start=datetime(2026, 5, day, 10),
                local_end=datetime(2026, 5, day, 12),
                notice=f"Moved to the {day}th.",
            )
    text = client.get(URL).text
    described = linked_data(text)[0]
    assert "Moved to the 28th." in text
    assert described["eventStatus"] == "https://schema.org/EventRescheduled"
    assert described["startDate"] == "2026-05-28T10:00:00-04:00"
    assert described["previousStartDate"] == [
        "2026-05-20T10:00:00-04:00",
        "2026-05-27T10:00:00-04:00",
    ]
    assert described["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"
    assert described["location"]["@type"] == "VirtualLocation"


@pytest.mark.parametrize(
    ("state", "status", "word"),
    [
        (EventState.CANCELLED, "EventCancelled", "Cancelled"),
        (EventState.POSTPONED, "EventPostponed", "Postponed"),
    ],
)
def test_an_event_called_off_stays_and_says_so(
    client: CheckingClient, writing: Writing, state: EventState, status: str, word: str
) -> None:
    with writing():
        add(state=state, registration=RegistrationMode.OPEN)
    text = client.get(URL).text
    assert linked_data(text)[0]["eventStatus"] == f"https://schema.org/{status}"
    assert word in text
    assert "/register" not in text


def test_no_title_closes_the_description_for_machines(
    client: CheckingClient, writing: Writing
) -> None:
    title = "</script><script>alert(1)</script> & “more”"
    with writing():
        event = add(title=title)
        url = f"/events/{event.slug}"
    assert linked_data(client.get(url).text)[0]["name"] == title


def test_machines_learn_who_convenes_and_what_was_recorded(
    client: CheckingClient, writing: Writing
) -> None:
    with writing():
        event = add()
        for name, role in (("Co-Host", PartnerRole.CO_HOST), ("Funder", PartnerRole.FUNDER)):
            operations.add_partner(event, organisation=add_organisation(name), role=role)
        url = "https://www.youtube.com/watch?v=abcdefghijk"
        operations.add_recording(event, kind=RecordingKind.VIDEO, url=url)
    with time_machine.travel(AT_THE_END, tick=False):
        text = client.get(URL).text
    described = linked_data(text)[0]
    assert [one["name"] for one in described["organizer"]] == ["The Institute", "Co-Host"]
    assert [one["name"] for one in described["sponsor"]] == ["Funder"]
    assert described["recordedIn"][0]["url"] == url
    assert "https://www.youtube-nocookie.com/embed/abcdefghijk" in text


def test_the_recording_of_a_session_stands_in_the_agenda(
    client: CheckingClient, writing: Writing
) -> None:
    url = "https://www.youtube.com/watch?v=abcdefghijk"
    with writing():
        event = add()
        session = add_session(event, title="Keynote")
        operations.add_recording(event, kind=RecordingKind.VIDEO, url=url, session=session)
    with time_machine.travel(AT_THE_END, tick=False):
        page = parse(client.get(URL).text)
    (link,) = [link for link in page.iter("a") if link.get("href") == url]
    assert text_of(link) == "Video (YouTube)"
    assert [one.get("class") for one in page.iter() if "recording" in (one.get("class") or "")] == [
        "agenda-recordings"
    ]


def test_every_date_it_once_had_is_kept(client: CheckingClient, writing: Writing) -> None:
    with writing():
        event = add()
        for day in (21, 22):
            operations.reschedule(
                event,
                local_start=datetime(2026, 5, day, 10),
                local_end=datetime(2026, 5, day, 12),
                notice="Moved.",
            )
    struck = [text_of(one) for one in parse(client.get(URL).text).iter("s")]
    assert struck == ["Formerly: Wednesday, 20 May 2026", "Formerly: Thursday, 21 May 2026"]


def test_leads_to_the_public_neighbours_in_its_series_alone(
    client: CheckingClient, writing: Writing
) -> None:
    with writing():
        series = add_series(title="Dialogues", kind=SeriesKind.DIALOGUE, public=True)
        for day, publication in ((18, "public"), (19, "unpublished"), (22, "public")):
            add_event(
                title=f"Round of the {day}th",
                series=series,
                local_start=datetime(2026, 5, day, 10),
                publication=Publication(publication),
            )
        add(series=series, ordinal="3rd")
    links = {
        link.get("rel"): link.get("href")
        for link in parse(client.get(URL).text).iter("a")
        if link.get("rel") in {"prev", "next"}
    }
    assert links == {"prev": "/events/round-of-the-18th", "next": "/events/round-of-the-22th"}


def test_the_agenda_goes_day_by_day_with_its_people(
    client: CheckingClient, writing: Writing
) -> None:
    with writing():
        event = add_event(
            title="A conference",
            kind=EventKind.CONFERENCE,
            publication=Publication.PUBLIC,
            local_start=START,
            local_end=datetime(2026, 5, 21, 17),
        )
        for day in (20, 21):
            session = add_session(
                event, title=f"Panel of the {day}th", local_start=datetime(2026, 5, day, 10)
            )
            chair = add_person(f"Chair {day}", title="Professor")
            seat(event, chair, roles=[Role.CHAIR], session=session)
    page = parse(client.get("/events/a-conference").text)
    items = [item for item in page.iter("li") if item.find("h4") is not None]
    assert [text_of(item) for item in items] == [
        "10:00 am to 11:00 am Panel of the 20th Chair: Chair 20",
        "10:00 am to 11:00 am Panel of the 21th Chair: Chair 21",
    ]
    assert [text_of(heading) for heading in page.iter("h3")] == [
        "Wednesday, 20 May 2026",
        "Thursday, 21 May 2026",
    ]


@pytest.mark.parametrize("people", [1, 6])
def test_asks_as_much_for_many_people_as_for_one(
    client: CheckingClient, writing: Writing, people: int
) -> None:
    with writing():
        series = add_series(title="Dialogues", kind=SeriesKind.DIALOGUE, public=True)
        event = add(series=series, programme=add_programme(public=True))
        for number in range(people):
            person = add_person(f"Person {number}", title="Expert")
            add_affiliation(person, title="Adviser")
            seat(event, person)
            add_session(event, title=f"Session {number}")
            organisation = add_organisation(f"Partner {number}")
            operations.add_partner(event, organisation=organisation, role=PartnerRole.PARTNER)
        operations.set_topics(event, [f"Topic {number}" for number in range(people)])
    client.get("/events/")
    with count_statements() as statements:
        assert client.get(URL).status_code == 200
    assert len(statements) == STATEMENTS
