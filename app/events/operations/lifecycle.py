"""The way of an event from idea to archive, one verb for each step."""

from __future__ import annotations

from app.core.clock import now
from app.core.errors import Refused
from app.core.messages import N_
from app.core.states import next_state
from app.events.models import Event
from app.events.operations.dates import drop_dates, keep_date
from app.events.operations.trail import changed, give_notice, keep_reason, tell_calendars
from app.events.rules import TRANSITIONS, EventAction, Format
from app.events.signals import event_called_off


def hold(event: Event) -> Event:
    """Hold its date. Raises Refused without a date, or from a state that has no such step."""
    after = next_state(TRANSITIONS, event.state, EventAction.HOLD)
    _require_date(event)
    event.state = after
    changed(event, N_("held the date of"))
    return event


def confirm(event: Event) -> Event:
    """Say that it will be held. Raises Refused without a date, or from where there is no such step."""
    after = next_state(TRANSITIONS, event.state, EventAction.CONFIRM)
    _require_date(event)
    event.state = after
    changed(event, N_("confirmed"))
    return event


def postpone(event: Event, *, notice: str = "", private_reason: str = "") -> Event:
    """Take its date away until there is a new one; the old one is kept. Rooms become free.

    ``notice`` is public, ``private_reason`` is for staff. Raises Refused.
    """
    after = next_state(TRANSITIONS, event.state, EventAction.POSTPONE)
    keep_date(event)
    drop_dates(event)
    event.state = after
    _tell(event, notice, private_reason)
    changed(event, N_("postponed"))
    event_called_off.send(event)
    return event


def cancel(event: Event, *, notice: str = "", private_reason: str = "") -> Event:
    """Call it off for good; its page stays, and says so. Rooms become free.

    ``notice`` is public, ``private_reason`` is for staff. Raises Refused.
    """
    event.state = next_state(TRANSITIONS, event.state, EventAction.CANCEL)
    _tell(event, notice, private_reason)
    changed(event, N_("cancelled"))
    event_called_off.send(event)
    return event


def move_online(event: Event, *, notice: str = "", private_reason: str = "") -> Event:
    """Hold it on screens alone, at the same time. Raises Refused if it is virtual already."""
    after = next_state(TRANSITIONS, event.state, EventAction.MOVE_ONLINE)
    if event.format is Format.VIRTUAL:
        raise Refused(N_("This event is virtual already."))
    event.state = after
    event.format, event.moved_online = Format.VIRTUAL, True
    _tell(event, notice, private_reason)
    changed(event, N_("moved online"))
    return event


def reinstate(event: Event, *, notice: str = "") -> Event:
    """Bring a cancelled event back as a hold. Raises Refused."""
    event.state = next_state(TRANSITIONS, event.state, EventAction.REINSTATE)
    _tell(event, notice, "")
    changed(event, N_("reinstated"))
    return event


def mark_held(event: Event) -> Event:
    """Say that it took place. Raises Refused before it has begun."""
    after = next_state(TRANSITIONS, event.state, EventAction.MARK_HELD)
    if event.span is None or now() < event.span.begins_at:
        raise Refused(N_("This event has not begun yet."))
    event.state = after
    changed(event, N_("marked as held"))
    return event


def close_out(event: Event) -> Event:
    """Say that nothing is left to do about it. Raises Refused."""
    event.state = next_state(TRANSITIONS, event.state, EventAction.CLOSE_OUT)
    changed(event, N_("closed out"))
    return event


def reopen(event: Event) -> Event:
    """Take back the last step of an event that is over. Raises Refused."""
    event.state = next_state(TRANSITIONS, event.state, EventAction.REOPEN)
    changed(event, N_("reopened"))
    return event


def _require_date(event: Event) -> None:
    if event.starts_at is None:
        raise Refused(N_("This event has no date. Give it one first."))


def _tell(event: Event, notice: str, private_reason: str) -> None:
    give_notice(event, notice)
    keep_reason(event, private_reason)
    tell_calendars(event)
