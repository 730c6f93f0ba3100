"""What sorts of meetings, parts, partners and recordings there are, and their words."""

from __future__ import annotations

from enum import StrEnum

from app.core.messages import N_


class EventKind(StrEnum):
    """What sort of meeting an event is."""

    DIALOGUE_ROUND = "dialogue_round"
    ROUNDTABLE = "roundtable"
    PANEL = "panel"
    WORKSHOP = "workshop"
    STUDY_GROUP_SESSION = "study_group_session"
    PEACE_GAME = "peace_game"
    BRIEFING = "briefing"
    CONFERENCE = "conference"
    GROUP_VISIT = "group_visit"


EVENT_KIND_LABELS: dict[EventKind, str] = {
    EventKind.DIALOGUE_ROUND: N_("Dialogue round"),
    EventKind.ROUNDTABLE: N_("Roundtable"),
    EventKind.PANEL: N_("Panel"),
    EventKind.WORKSHOP: N_("Workshop"),
    EventKind.STUDY_GROUP_SESSION: N_("Study-group session"),
    EventKind.PEACE_GAME: N_("Peace game"),
    EventKind.BRIEFING: N_("Briefing or lecture"),
    EventKind.CONFERENCE: N_("Conference"),
    EventKind.GROUP_VISIT: N_("Group visit"),
}


class Track(StrEnum):
    """How official a dialogue is: a label that we give, which others may see differently."""

    TRACK_1 = "track_1"
    TRACK_1_5 = "track_1_5"
    TRACK_2 = "track_2"
    TRACK_3 = "track_3"


TRACK_LABELS: dict[Track, str] = {
    Track.TRACK_1: N_("Track 1"),
    Track.TRACK_1_5: N_("Track 1.5"),
    Track.TRACK_2: N_("Track 2"),
    Track.TRACK_3: N_("Track 3"),
}


class Format(StrEnum):
    """Where people are: together in a room, each at a screen, or both."""

    IN_PERSON = "in_person"
    VIRTUAL = "virtual"
    HYBRID = "hybrid"


FORMAT_LABELS: dict[Format, str] = {
    Format.IN_PERSON: N_("In person"),
    Format.VIRTUAL: N_("Virtual"),
    Format.HYBRID: N_("In person and virtual"),
}


class PartnerRole(StrEnum):
    """What an organisation is to an event."""

    CONVENER = "convener"
    CO_CONVENER = "co_convener"
    HOST = "host"
    CO_HOST = "co_host"
    SPONSOR = "sponsor"
    FUNDER = "funder"
    PARTNER = "partner"


PARTNER_ROLE_LABELS: dict[PartnerRole, str] = {
    PartnerRole.CONVENER: N_("Convener"),
    PartnerRole.CO_CONVENER: N_("Co-convener"),
    PartnerRole.HOST: N_("Host"),
    PartnerRole.CO_HOST: N_("Co-host"),
    PartnerRole.SPONSOR: N_("Sponsor"),
    PartnerRole.FUNDER: N_("Funder"),
    PartnerRole.PARTNER: N_("Partner"),
}


class SessionKind(StrEnum):
    """What happens in one part of an event."""

    SESSION = "session"
    PANEL = "panel"
    ROUNDTABLE = "roundtable"
    KEYNOTE = "keynote"
    REMARKS = "remarks"
    BILATERAL = "bilateral"
    TOUR = "tour"
    BREAK = "break"
    MEAL = "meal"
    REGISTRATION = "registration"

    @property
    def is_pause(self) -> bool:
        """Whether nobody is billed in it: a break, a meal, the desk at the door."""
        return self in {SessionKind.BREAK, SessionKind.MEAL, SessionKind.REGISTRATION}


SESSION_KIND_LABELS: dict[SessionKind, str] = {
    SessionKind.SESSION: N_("Session"),
    SessionKind.PANEL: N_("Panel"),
    SessionKind.ROUNDTABLE: N_("Roundtable"),
    SessionKind.KEYNOTE: N_("Keynote"),
    SessionKind.REMARKS: N_("Remarks"),
    SessionKind.BILATERAL: N_("Bilateral"),
    SessionKind.TOUR: N_("Tour"),
    SessionKind.BREAK: N_("Break"),
    SessionKind.MEAL: N_("Meal"),
    SessionKind.REGISTRATION: N_("Registration"),
}


class RegistrationMode(StrEnum):
    """Who may come: those invited, whoever registers, or whom staff choose of those who ask."""

    BY_INVITATION = "by_invitation"
    OPEN = "open"
    BY_APPLICATION = "by_application"


REGISTRATION_MODE_LABELS: dict[RegistrationMode, str] = {
    RegistrationMode.BY_INVITATION: N_("By invitation"),
    RegistrationMode.OPEN: N_("Open registration"),
    RegistrationMode.BY_APPLICATION: N_("By application"),
}
