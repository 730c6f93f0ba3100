"""What experts did behind closed doors and is on record: that they met, and never who took part.

Seats are kept for an office or by number. Where the record knows no day, neither does the event:
it lasts the months, or the year, in which it took place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.demonstration.accounts import Staff
from app.demonstration.cast import CARNEGIE, KINU, USIP
from app.demonstration.days import ZONE
from app.events.models import Event
from app.events.operations import (
    add_partner,
    close_out,
    confirm,
    create_event,
    mark_held,
    publish,
    set_regions,
    set_topics,
)
from app.events.rules import EventKind, PartnerRole
from app.participation.operations import seat
from app.participation.rules import Role, SeatState
from app.people.operations import find_or_add_organisation
from app.programmes.models import Programme, Series
from app.programmes.operations import add_series
from app.programmes.rules import SeriesKind


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A meeting of which it is public that it took place; ``seats`` are not."""

    title: str
    kind: EventKind
    first_day: str
    last_day: str
    ordinal: str = ""
    partner: str = ""
    summary: str
    topics: Sequence[str]
    seats: Sequence[tuple[str, Role]]


STUDY_GROUP = Meeting(
    title="China’s Part in Talks with North Korea: the Senior Study Group",
    kind=EventKind.STUDY_GROUP_SESSION,
    first_day="2018-09-01",
    last_day="2018-12-31",
    summary=(
        "From September to December 2018 fifteen experts asked what Beijing wants on the peninsula, "
        "and what it could add to talks about peace and about nuclear weapons. They met in private; "
        "what they found stands in their final report."
    ),
    topics=("Diplomacy", "Nuclear policy"),
    seats=[(f"Member {number}", Role.PARTICIPANT) for number in range(1, 16)],
)

WASHINGTON = Meeting(
    title="Fifth Washington Workshop with the Korea Institute for National Unification",
    kind=EventKind.WORKSHOP,
    first_day="2012-03-28",
    last_day="2012-03-28",
    ordinal="5th",
    partner=KINU,
    summary=(
        "A delegation from Seoul, led by the president of its institute, and its hosts in Washington "
        "spent a day on the peninsula: scholars, with officials among them in their own names. "
        "Nothing was recorded; a written read-out is all that is public."
    ),
    topics=("Diplomacy", "South Korea"),
    seats=(
        ("President of the visiting institute", Role.HEAD_OF_DELEGATION),
        ("Host, for the welcome", Role.WELCOME),
        ("Host, for the introduction", Role.INTRODUCER),
        ("Guest of honour", Role.KEYNOTE),
    ),
)

EXPERTS = [(f"Expert {number}", Role.PARTICIPANT) for number in range(1, 13)]

WAY_FORWARD = tuple(
    Meeting(
        title=f"{ordinal} Expert Workshop on a Way Forward with North Korea",
        kind=EventKind.WORKSHOP,
        first_day="2024-01-01",
        last_day="2024-12-31",
        ordinal=ordinal,
        partner=CARNEGIE,
        summary=(
            "One of two workshops in which experts weighed the present American approach to North "
            "Korea, asked whether it can last, and worked out recommendations for another."
        ),
        topics=("Nuclear policy", "U.S. policy"),
        seats=[(f"Expert {number}", Role.PARTICIPANT) for number in range(1, 13)],
    )
    for ordinal in ("First", "Second")
)


def add_convened(programme: Programme, staff: Staff) -> None:
    """Write down the study group of 2018 and the workshops of 2012 and 2024, each in its series."""
    for kind, title, meetings, description in (
        (
            SeriesKind.STUDY_GROUP,
            "China–North Korea Senior Study Group",
            (STUDY_GROUP,),
            "Fifteen experts on China’s part in talks with North Korea. Their report is of May 2019.",
        ),
        (
            SeriesKind.WORKSHOPS,
            "Washington Workshops with Seoul",
            (WASHINGTON,),
            "Scholars and, in their own names, officials from both capitals.",
        ),
        (
            SeriesKind.WORKSHOPS,
            "Workshops on a Way Forward",
            WAY_FORWARD,
            "With the Carnegie Endowment: can the present approach last, and what could follow it?",
        ),
    ):
        series = add_series(
            title=title, kind=kind, programme=programme, description=description, public=True
        )
        for meeting in meetings:
            _add(meeting, series, programme, staff)


def _add(meeting: Meeting, series: Series, programme: Programme, staff: Staff) -> Event:
    event = create_event(
        kind=meeting.kind,
        title=meeting.title,
        owner_id=staff.officer.id,
        zone=ZONE,
        local_start=datetime.fromisoformat(meeting.first_day),
        local_end=datetime.fromisoformat(meeting.last_day),
        date_only=True,
        programme=programme,
        series=series,
        ordinal=meeting.ordinal,
        summary_past=meeting.summary,
    )
    set_topics(event, meeting.topics)
    set_regions(event, ["Korean Peninsula", "Northeast Asia"])
    add_partner(event, organisation=find_or_add_organisation(USIP), role=PartnerRole.CONVENER)
    if meeting.partner:
        partner = find_or_add_organisation(meeting.partner)
        add_partner(event, organisation=partner, role=PartnerRole.CO_CONVENER)
    confirm(event)
    for label, role in meeting.seats:
        seat(event, seat_label=label, roles=[role], state=SeatState.ATTENDED)
    mark_held(event)
    return publish(close_out(event), without_people=True)
