"""The way of an event from idea to archive, and what a page calls the point it has reached."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from app.core.clock import Span
from app.core.messages import N_
from app.events.rules.kinds import Format


class EventState(StrEnum):
    """How far an event has come; "live" is not a state but a matter of the clock."""

    IDEA = "idea"
    HOLD = "hold"
    CONFIRMED = "confirmed"
    HELD = "held"
    CLOSED_OUT = "closed_out"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


EVENT_STATE_LABELS: dict[EventState, str] = {
    EventState.IDEA: N_("Idea"),
    EventState.HOLD: N_("On hold"),
    EventState.CONFIRMED: N_("Confirmed"),
    EventState.HELD: N_("Held"),
    EventState.CLOSED_OUT: N_("Closed out"),
    EventState.POSTPONED: N_("Postponed"),
    EventState.CANCELLED: N_("Cancelled"),
}


class EventAction(StrEnum):
    """What staff do to an event."""

    HOLD = "hold"
    CONFIRM = "confirm"
    RESCHEDULE = "reschedule"
    MOVE_ONLINE = "move_online"
    POSTPONE = "postpone"
    CANCEL = "cancel"
    REINSTATE = "reinstate"
    MARK_HELD = "mark_held"
    CLOSE_OUT = "close_out"
    REOPEN = "reopen"


EVENT_ACTION_LABELS: dict[EventAction, str] = {
    EventAction.HOLD: N_("Hold the date"),
    EventAction.CONFIRM: N_("Confirm"),
    EventAction.RESCHEDULE: N_("Reschedule"),
    EventAction.MOVE_ONLINE: N_("Move online"),
    EventAction.POSTPONE: N_("Postpone"),
    EventAction.CANCEL: N_("Cancel the event"),
    EventAction.REINSTATE: N_("Reinstate"),
    EventAction.MARK_HELD: N_("Mark as held"),
    EventAction.CLOSE_OUT: N_("Close out"),
    EventAction.REOPEN: N_("Reopen"),
}

TRANSITIONS: Mapping[tuple[EventState, EventAction], EventState] = {
    (EventState.IDEA, EventAction.HOLD): EventState.HOLD,
    (EventState.IDEA, EventAction.CONFIRM): EventState.CONFIRMED,
    (EventState.IDEA, EventAction.CANCEL): EventState.CANCELLED,
    (EventState.HOLD, EventAction.CONFIRM): EventState.CONFIRMED,
    (EventState.HOLD, EventAction.RESCHEDULE): EventState.HOLD,
    (EventState.HOLD, EventAction.MOVE_ONLINE): EventState.HOLD,
    (EventState.HOLD, EventAction.POSTPONE): EventState.POSTPONED,
    (EventState.HOLD, EventAction.CANCEL): EventState.CANCELLED,
    (EventState.CONFIRMED, EventAction.MARK_HELD): EventState.HELD,
    (EventState.CONFIRMED, EventAction.RESCHEDULE): EventState.CONFIRMED,
    (EventState.CONFIRMED, EventAction.MOVE_ONLINE): EventState.CONFIRMED,
    (EventState.CONFIRMED, EventAction.POSTPONE): EventState.POSTPONED,
    (EventState.CONFIRMED, EventAction.CANCEL): EventState.CANCELLED,
    (EventState.POSTPONED, EventAction.RESCHEDULE): EventState.CONFIRMED,
    (EventState.POSTPONED, EventAction.HOLD): EventState.HOLD,
    (EventState.POSTPONED, EventAction.CANCEL): EventState.CANCELLED,
    # What was cancelled has lost its rooms and guests, so it comes back as a hold.
    (EventState.CANCELLED, EventAction.REINSTATE): EventState.HOLD,
    (EventState.HELD, EventAction.CLOSE_OUT): EventState.CLOSED_OUT,
    (EventState.HELD, EventAction.REOPEN): EventState.CONFIRMED,
    (EventState.CLOSED_OUT, EventAction.REOPEN): EventState.HELD,
}


class Phase(StrEnum):
    """What a page says of an event at this moment."""

    DATE_TO_COME = "date_to_come"
    SAVE_THE_DATE = "save_the_date"
    UPCOMING = "upcoming"
    LIVE = "live"
    PAST = "past"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


PHASE_LABELS: dict[Phase, str] = {
    Phase.DATE_TO_COME: N_("Date to be announced"),
    Phase.SAVE_THE_DATE: N_("Save the date"),
    Phase.UPCOMING: N_("Upcoming"),
    Phase.LIVE: N_("Live now"),
    Phase.PAST: N_("Past"),
    Phase.POSTPONED: N_("Postponed"),
    Phase.CANCELLED: N_("Cancelled"),
}

_PHASE_OF_STATE: Mapping[EventState, Phase] = {
    EventState.POSTPONED: Phase.POSTPONED,
    EventState.CANCELLED: Phase.CANCELLED,
    # An event may end before its time; once marked as held it is over.
    EventState.HELD: Phase.PAST,
    EventState.CLOSED_OUT: Phase.PAST,
}


def phase(span: Span | None, state: EventState, at: datetime) -> Phase:
    """What the event is at the instant ``at``; upcoming and past turn on its end.

    An idea or a hold whose time went by was never confirmed, so it is not called past: its date is
    to come.
    """
    if state in _PHASE_OF_STATE:
        return _PHASE_OF_STATE[state]
    if span is None:
        return Phase.DATE_TO_COME
    if state in {EventState.IDEA, EventState.HOLD}:
        return Phase.DATE_TO_COME if span.is_past(at) else Phase.SAVE_THE_DATE
    if span.is_past(at):
        return Phase.PAST
    return Phase.LIVE if span.is_live(at) else Phase.UPCOMING


_SCHEMA = "https://schema.org/"
_ATTENDANCE: Mapping[Format, str] = {
    Format.IN_PERSON: "OfflineEventAttendanceMode",
    Format.VIRTUAL: "OnlineEventAttendanceMode",
    Format.HYBRID: "MixedEventAttendanceMode",
}


def schema_status(state: EventState, *, rescheduled: bool, moved_online: bool) -> list[str]:
    """The ``eventStatus`` addresses of schema.org: never empty, two when moved in time and online."""
    if state is EventState.CANCELLED:
        return [f"{_SCHEMA}EventCancelled"]
    if state is EventState.POSTPONED:
        return [f"{_SCHEMA}EventPostponed"]
    changes = {"EventRescheduled": rescheduled, "EventMovedOnline": moved_online}
    return [f"{_SCHEMA}{name}" for name, true in changes.items() if true] or [
        f"{_SCHEMA}EventScheduled"
    ]


def schema_attendance(format_: Format) -> str:
    """The ``eventAttendanceMode`` address of schema.org."""
    return _SCHEMA + _ATTENDANCE[format_]
