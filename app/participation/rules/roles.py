"""The roles people have at an event, in the order of billing, and which may ever be public."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from app.core.messages import N_
from app.events.rules import EventKind


class Role(StrEnum):
    """What someone does at an event; the order of definition is the order of billing."""

    HOST = "host"
    WELCOME = "welcome"
    OPENING_REMARKS = "opening_remarks"
    INTRODUCER = "introducer"
    KEYNOTE = "keynote"
    REMARKS = "remarks"
    CHAIR = "chair"
    CO_CHAIR = "co_chair"
    MODERATOR = "moderator"
    HEAD_OF_DELEGATION = "head_of_delegation"
    LEAD_OFF = "lead_off"
    PRESENTER = "presenter"
    PANELLIST = "panellist"
    DISCUSSANT = "discussant"
    COMMENTATOR = "commentator"
    PARTICIPANT = "participant"
    RAPPORTEUR = "rapporteur"
    OBSERVER = "observer"
    INTERPRETER = "interpreter"
    PRESS = "press"
    STAFF = "staff"


ROLE_LABELS: dict[Role, str] = {
    Role.HOST: N_("Host"),
    Role.WELCOME: N_("Welcome"),
    Role.OPENING_REMARKS: N_("Opening remarks"),
    Role.INTRODUCER: N_("Introduction"),
    Role.KEYNOTE: N_("Keynote"),
    Role.REMARKS: N_("Remarks"),
    Role.CHAIR: N_("Chair"),
    Role.CO_CHAIR: N_("Co-chair"),
    Role.MODERATOR: N_("Moderator"),
    Role.HEAD_OF_DELEGATION: N_("Head of delegation"),
    Role.LEAD_OFF: N_("Lead-off speaker"),
    Role.PRESENTER: N_("Presenter"),
    Role.PANELLIST: N_("Panellist"),
    Role.DISCUSSANT: N_("Discussant"),
    Role.COMMENTATOR: N_("Commentator"),
    Role.PARTICIPANT: N_("Participant"),
    Role.RAPPORTEUR: N_("Rapporteur"),
    Role.OBSERVER: N_("Observer"),
    Role.INTERPRETER: N_("Interpreter"),
    Role.PRESS: N_("Press"),
    Role.STAFF: N_("Staff"),
}

NEVER_PUBLIC_ROLES = frozenset({Role.OBSERVER, Role.INTERPRETER, Role.PRESS, Role.STAFF})
"""In the room, but not of the meeting: a seat with no other role than these is never shown."""

_BILLING_ORDER = tuple(Role)
_FOR_EVERY_KIND = (Role.RAPPORTEUR, Role.OBSERVER, Role.INTERPRETER, Role.STAFF)

ROLES_OFFERED: Mapping[EventKind, tuple[Role, ...]] = {
    EventKind.DIALOGUE_ROUND: (
        Role.HEAD_OF_DELEGATION,
        Role.CO_CHAIR,
        Role.LEAD_OFF,
        Role.PRESENTER,
        Role.DISCUSSANT,
        Role.PARTICIPANT,
        *_FOR_EVERY_KIND,
    ),
    EventKind.ROUNDTABLE: (
        Role.MODERATOR,
        Role.CHAIR,
        Role.OPENING_REMARKS,
        Role.PANELLIST,
        Role.DISCUSSANT,
        Role.PARTICIPANT,
        *_FOR_EVERY_KIND,
    ),
    EventKind.PANEL: (
        Role.MODERATOR,
        Role.PANELLIST,
        Role.WELCOME,
        Role.OPENING_REMARKS,
        Role.INTRODUCER,
        Role.KEYNOTE,
        Role.DISCUSSANT,
        Role.PRESS,
        *_FOR_EVERY_KIND,
    ),
    EventKind.WORKSHOP: (
        Role.CHAIR,
        Role.CO_CHAIR,
        Role.WELCOME,
        Role.KEYNOTE,
        Role.PRESENTER,
        Role.DISCUSSANT,
        Role.PARTICIPANT,
        *_FOR_EVERY_KIND,
    ),
    EventKind.STUDY_GROUP_SESSION: (
        Role.CO_CHAIR,
        Role.PRESENTER,
        Role.PARTICIPANT,
        *_FOR_EVERY_KIND,
    ),
    EventKind.PEACE_GAME: (Role.HOST, Role.PARTICIPANT, *_FOR_EVERY_KIND),
    EventKind.BRIEFING: (
        Role.PRESENTER,
        Role.MODERATOR,
        Role.INTRODUCER,
        Role.PARTICIPANT,
        *_FOR_EVERY_KIND,
    ),
    EventKind.CONFERENCE: (
        Role.MODERATOR,
        Role.CHAIR,
        Role.PANELLIST,
        Role.KEYNOTE,
        Role.REMARKS,
        Role.WELCOME,
        Role.INTRODUCER,
        Role.PRESENTER,
        Role.DISCUSSANT,
        Role.COMMENTATOR,
        Role.PRESS,
        *_FOR_EVERY_KIND,
    ),
    EventKind.GROUP_VISIT: (Role.HOST, Role.PRESENTER, Role.PARTICIPANT, *_FOR_EVERY_KIND),
}
"""The roles a form offers first for each kind; any role may be given at any event."""


def in_billing_order(roles: Iterable[Role]) -> list[Role]:
    """The roles as a programme names them: who opens, who leads, who speaks, who listens."""
    return sorted(set(roles), key=_BILLING_ORDER.index)


def public_roles(roles: Iterable[Role]) -> list[Role]:
    """Those of the roles that a public page may name, in billing order; none means no mention."""
    return [role for role in in_billing_order(roles) if role not in NEVER_PUBLIC_ROLES]
