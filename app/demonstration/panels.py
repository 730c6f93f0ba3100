"""Past public panels as they are on record, each person with the title held then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.demonstration.accounts import Staff
from app.demonstration.cast import USIP, People
from app.demonstration.days import ZONE
from app.events.models import Event
from app.events.operations import (
    add_partner,
    add_recording,
    confirm,
    create_event,
    edit_event,
    mark_held,
    publish,
    set_regions,
    set_topics,
)
from app.events.rules import EventKind, Format, PartnerRole, RecordingKind, RegistrationMode
from app.participation.operations import seat
from app.participation.rules import Role, SeatState
from app.people.operations import find_or_add_organisation
from app.programmes.models import Programme


@dataclass(frozen=True, kw_only=True)
class PastPanel:
    """One panel; ``speakers`` in billing order. Of none of them is the hour on record."""

    title: str
    subtitle: str = ""
    first_day: str
    last_day: str = ""
    kind: EventKind = EventKind.PANEL
    format: Format = Format.IN_PERSON
    place: str = ""
    hashtag: str = ""
    summary: str
    topics: tuple[str, ...]
    speakers: tuple[tuple[str, Role], ...]
    podcast: bool = False
    highlighted: bool = False


PANELS = (
    PastPanel(
        title="Is Diplomacy Possible with North Korea?",
        first_day="2017-11-01",
        last_day="2017-11-30",
        place="U.S. Institute of Peace, Washington, DC",
        hashtag="#NKoreaDiplomacy",
        summary=(
            "In a month of threats and of hints at an opening, four experts and a live audience "
            "asked how real the chance for diplomacy was. The evening was recorded for public "
            "radio. The month is on record, the day is not."
        ),
        topics=("Diplomacy", "Nuclear policy"),
        speakers=(
            ("Todd Zwillich", Role.MODERATOR),
            ("Glyn Ford", Role.PANELLIST),
            ("Frank Aum", Role.PANELLIST),
            ("Jean Lee", Role.PANELLIST),
            ("Anthony Ruggiero", Role.PANELLIST),
        ),
    ),
    PastPanel(
        title="A New Direction for U.S. Policy on North Korea",
        first_day="2020-09-09",
        kind=EventKind.ROUNDTABLE,
        format=Format.VIRTUAL,
        hashtag="#NKPolicyOptions",
        summary=(
            "Five experts with very different answers discussed, in public and on screens, which "
            "new course American policy on North Korea could take."
        ),
        topics=("Diplomacy", "Nuclear policy", "U.S. policy"),
        speakers=(
            ("Frank Aum", Role.MODERATOR),
            ("Christine Ahn", Role.PANELLIST),
            ("Suzanne DiMaggio", Role.PANELLIST),
            ("Markus Garlauskas", Role.PANELLIST),
            ("Van Jackson", Role.PANELLIST),
            ("Ankit Panda", Role.PANELLIST),
        ),
        highlighted=True,
    ),
    PastPanel(
        title="Lessons from the Four Party Peace Talks on the Korean Peninsula",
        first_day="2021-03-17",
        format=Format.VIRTUAL,
        hashtag="#4PartyTalksUSIP",
        summary=(
            "Between 1997 and 1999 the two Koreas, China and the United States sat at one table. "
            "Three who were in the American delegation looked back at what was tried, and at what "
            "is worth trying again."
        ),
        topics=("Diplomacy", "History", "Peace process"),
        speakers=(
            ("Frank Aum", Role.MODERATOR),
            ("Robert Carlin", Role.PANELLIST),
            ("Philip Yun", Role.PANELLIST),
            ("Chip Gregson", Role.PANELLIST),
        ),
        podcast=True,
    ),
    PastPanel(
        title="Why Peace Remains Elusive on the Korean Peninsula",
        subtitle="Seventy years after the Geneva Conference of 1954",
        first_day="2024-07-16",
        summary=(
            "The conference that was to turn the Korean armistice into a peace ended without one. "
            "Seventy years on, the speakers asked why, and what has changed since."
        ),
        topics=("History", "Peace process"),
        speakers=(
            ("Frank Aum", Role.WELCOME),
            ("Mark Tokola", Role.PANELLIST),
            ("Dan Leaf", Role.PANELLIST),
        ),
        podcast=True,
    ),
)


def add_past_panels(programme: Programme, staff: Staff, people: People) -> None:
    """Write down every panel, held and public."""
    for panel in PANELS:
        _add(panel, programme, staff, people)


def _add(panel: PastPanel, programme: Programme, staff: Staff, people: People) -> Event:
    event = create_event(
        kind=panel.kind,
        title=panel.title,
        subtitle=panel.subtitle,
        owner_id=staff.officer.id,
        zone=ZONE,
        local_start=datetime.fromisoformat(panel.first_day),
        local_end=datetime.fromisoformat(panel.last_day or panel.first_day),
        date_only=True,
        programme=programme,
        format=panel.format,
        place=panel.place,
        hashtag=panel.hashtag,
        registration=RegistrationMode.BY_INVITATION,
        summary_past=panel.summary,
    )
    edit_event(event, highlighted=panel.highlighted)
    set_topics(event, panel.topics)
    set_regions(event, ["Korean Peninsula", "Northeast Asia"])
    add_partner(event, organisation=find_or_add_organisation(USIP), role=PartnerRole.CONVENER)
    confirm(event)
    mark_held(event)
    for name, role in panel.speakers:
        seat(event, person=people[name], roles=[role], state=SeatState.ATTENDED)
    if panel.podcast:
        # It is on record that there was one, but not at which address.
        add_recording(event, kind=RecordingKind.PODCAST, url="")
    return publish(event)
