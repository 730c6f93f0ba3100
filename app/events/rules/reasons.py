"""Why a visitor does not see a part of an event; no reason means that they do.

The same policy stands in ``app/visibility/`` as conditions on rows. A test holds both against
each other for every combination, so that what staff are told is what a visitor meets.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.core.messages import N_
from app.events.rules.attribution import AttributionRule, names_may_be_shown
from app.events.rules.publication import RELEASED, Publication
from app.events.rules.recordings import TranscriptState


class Reason(StrEnum):
    """What keeps something from visitors, the strictest first."""

    NEVER_PUBLIC = "never_public"
    EVENT_WITHDRAWN = "event_withdrawn"
    EVENT_NOT_RELEASED = "event_not_released"
    WITHOUT_PEOPLE = "without_people"
    EVENT_RULE = "event_rule"
    SESSION_CLOSED = "session_closed"
    SESSION_RULE = "session_rule"
    NEVER_LISTED = "never_listed"
    REFUSED = "refused"
    NO_PERSON = "no_person"
    NOT_COMING = "not_coming"
    NEVER_CONFIRMED = "never_confirmed"
    NOT_BILLED = "not_billed"
    NOT_LISTED = "not_listed"
    INNER_ROLE = "inner_role"
    TAKEN_DOWN = "taken_down"
    RECORDING_PRIVATE = "recording_private"
    TRANSCRIPT_PRIVATE = "transcript_private"
    NO_ADDRESS = "no_address"
    PROGRAMME_PRIVATE = "programme_private"
    SERIES_PRIVATE = "series_private"
    PUBLICATION_PRIVATE = "publication_private"


REASON_LABELS: dict[Reason, str] = {
    Reason.NEVER_PUBLIC: N_("This is never public, whatever is released."),
    Reason.EVENT_WITHDRAWN: N_("The event is withdrawn."),
    Reason.EVENT_NOT_RELEASED: N_("The event is not released."),
    Reason.WITHOUT_PEOPLE: N_("The event is released without its people."),
    Reason.EVENT_RULE: N_("The rule of the event covers who took part."),
    Reason.SESSION_CLOSED: N_("The session is closed."),
    Reason.SESSION_RULE: N_("The session has its own rule, which covers who took part."),
    Reason.NEVER_LISTED: N_("The person is never listed in public."),
    Reason.REFUSED: N_("The guest refused to be listed."),
    Reason.NO_PERSON: N_("The seat is kept for somebody who is not named yet."),
    Reason.NOT_COMING: N_("Not invited yet, or not coming."),
    Reason.NEVER_CONFIRMED: N_("The event is over, and the seat was never confirmed."),
    Reason.NOT_BILLED: N_("Name and office are not settled: that happens on confirmation."),
    Reason.NOT_LISTED: N_("The seat is not to be listed."),
    Reason.INNER_ROLE: N_("Such a role is never public."),
    Reason.TAKEN_DOWN: N_("It was taken down."),
    Reason.RECORDING_PRIVATE: N_("It is not marked as public."),
    Reason.TRANSCRIPT_PRIVATE: N_("The transcript is not released."),
    Reason.NO_ADDRESS: N_("It has no address yet."),
    Reason.PROGRAMME_PRIVATE: N_("The programme is private."),
    Reason.SERIES_PRIVATE: N_("The series is private, and so is its name."),
    Reason.PUBLICATION_PRIVATE: N_("The publication is not released."),
}

Reasons = tuple[Reason, ...]


@dataclass(frozen=True, kw_only=True)
class Within:
    """The event something belongs to, and the session of it, if it is of one."""

    publication: Publication
    rule: AttributionRule
    of_session: bool = False
    session_public: bool = True
    session_rule: AttributionRule | None = None


def why_event(publication: Publication) -> Reasons:
    """Return why the event has no public page."""
    if publication in RELEASED:
        return ()
    if publication is Publication.WITHDRAWN:
        return (Reason.EVENT_WITHDRAWN,)
    return (Reason.EVENT_NOT_RELEASED,)


def why_place(where: Within) -> Reasons:
    """Return why a session, or the room taken for it, is hidden."""
    closed = where.of_session and not where.session_public
    return why_event(where.publication) + _if(closed, Reason.SESSION_CLOSED)


def why_names(where: Within) -> Reasons:
    """Return why nobody may be named there; recordings say names too."""
    own = where.session_rule
    return (
        *why_event(where.publication),
        *_if(where.publication is Publication.WITHOUT_PEOPLE, Reason.WITHOUT_PEOPLE),
        *_if(not names_may_be_shown(where.rule), Reason.EVENT_RULE),
        *_if(where.of_session and not where.session_public, Reason.SESSION_CLOSED),
        *_if(
            where.of_session and own is not None and not names_may_be_shown(own),
            Reason.SESSION_RULE,
        ),
    )


def why_recording(
    where: Within,
    *,
    public: bool,
    taken_down: bool,
    has_address: bool,
    transcript: TranscriptState | None,
) -> Reasons:
    """Return why a recording is hidden; ``transcript`` is how far its text is, if one is kept here."""
    unreleased = transcript not in {None, TranscriptState.PUBLIC}
    return (
        *why_names(where),
        *_if(taken_down, Reason.TAKEN_DOWN),
        *_if(not public, Reason.RECORDING_PRIVATE),
        *_if(unreleased, Reason.TRANSCRIPT_PRIVATE),
        *_if(transcript is None and not has_address, Reason.NO_ADDRESS),
    )


def why_named(publication: Publication, *, public: bool, private: Reason) -> Reasons:
    """Return why the event does not name its programme or series; ``private`` is theirs to say."""
    return why_event(publication) + _if(not public, private)


def _if(holds: bool, reason: Reason) -> Reasons:  # noqa: FBT001 - reads as a sentence.
    return (reason,) if holds else ()
