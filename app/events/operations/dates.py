"""When an event is held: its first date, and every later one."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.core.clock import to_instant
from app.core.errors import Refused
from app.core.messages import N_
from app.core.states import next_state
from app.events.dates import Dates, agreed_dates
from app.events.models import Event, EventSession, PreviousDate
from app.events.moves import moved_by
from app.events.operations.create import give_dates
from app.events.operations.trail import changed, give_notice, keep_reason, tell_calendars
from app.events.rules import KIND_DEFAULTS, TRANSITIONS, EventAction, EventState, Publication
from app.events.signals import event_moved


def set_dates(
    event: Event,
    *,
    local_start: datetime,
    local_end: datetime | None = None,
    zone: str | None = None,
    date_only: bool = False,
    fold: int | None = None,
    end_fold: int | None = None,
) -> Event:
    """Give an idea its date, or another one: nobody was told yet, so nothing is kept.

    Raises Refused once the date is held, and InvalidInput for impossible times.
    """
    if event.state is not EventState.IDEA:
        raise Refused(N_("Its date is held already. Reschedule the event instead."))
    dates = _dates(
        event,
        local_start=local_start,
        local_end=local_end,
        zone=zone,
        date_only=date_only,
        fold=fold,
        end_fold=end_fold,
    )
    _move(event, dates)
    changed(event, N_("dated"))
    return event


def reschedule(
    event: Event,
    *,
    local_start: datetime,
    local_end: datetime | None = None,
    notice: str = "",
    private_reason: str = "",
    zone: str | None = None,
    date_only: bool = False,
    fold: int | None = None,
    end_fold: int | None = None,
) -> Event:
    """Hold the event at another time; sessions move along, and the old date is kept.

    ``notice`` is public, ``private_reason`` is for staff. A postponed event is confirmed again.
    Raises Refused from a state that has no such step, and InvalidInput for impossible times.
    """
    after = next_state(TRANSITIONS, event.state, EventAction.RESCHEDULE)
    dates = _dates(
        event,
        local_start=local_start,
        local_end=local_end,
        zone=zone,
        date_only=date_only,
        fold=fold,
        end_fold=end_fold,
    )
    keep_date(event)
    event.state = after
    _move(event, dates)
    give_notice(event, notice)
    keep_reason(event, private_reason)
    tell_calendars(event)
    changed(event, N_("rescheduled"), to=dates.local_start.isoformat(timespec="minutes"))
    return event


def keep_date(event: Event) -> None:
    """Remember the present date among the previous ones.

    A date that was only held, for an event nobody has heard of, is not worth remembering.
    """
    only_held = event.state is EventState.HOLD and event.publication is Publication.UNPUBLISHED
    if event.starts_at is None or event.ends_at is None or only_held:
        return
    event.previous_dates.append(
        PreviousDate(
            starts_at=event.starts_at,
            ends_at=event.ends_at,
            zone=event.zone,
            date_only=event.date_only,
        )
    )


def add_previous_date(event: Event, dates: Dates) -> None:
    """Remember a date that the event had before it came here."""
    event.previous_dates.append(
        PreviousDate(
            starts_at=dates.starts_at,
            ends_at=dates.ends_at,
            zone=dates.zone,
            date_only=dates.date_only,
        )
    )
    changed(event, N_("corrected the date of"))


def correct_dates(event: Event, dates: Dates) -> None:
    """Put the record right: the event was not rescheduled, so no former date is kept."""
    was = event.span
    give_dates(event, dates)
    changed(event, N_("corrected the date of"))
    event_moved.send(event, was=was)


def drop_dates(event: Event) -> None:
    """Leave the event without a date. Its sessions keep their wall clock, from which they move on."""
    event.local_start = event.local_end = event.starts_at = event.ends_at = None
    for session in event.sessions:
        session.starts_at = session.ends_at = None


def shift_session(session: EventSession, by: timedelta, zone: str) -> None:
    """Move a session on the wall clock; of a time that comes twice, the first is meant."""
    if session.local_start is None:
        return
    session.local_start += by
    session.starts_at = to_instant(session.local_start, zone, fold=0)
    if session.local_end is not None:
        session.local_end += by
        session.ends_at = to_instant(session.local_end, zone, fold=0)


def _dates(
    event: Event,
    *,
    local_start: datetime,
    local_end: datetime | None,
    zone: str | None,
    date_only: bool,
    fold: int | None,
    end_fold: int | None,
) -> Dates:
    return agreed_dates(
        zone=zone or event.zone,
        local_start=local_start,
        local_end=local_end,
        date_only=date_only,
        minutes=KIND_DEFAULTS[event.kind].minutes,
        fold=fold,
        end_fold=end_fold,
    )


def _move(event: Event, dates: Dates) -> None:
    was, by = event.span, moved_by(event, dates)
    give_dates(event, dates)
    for session in event.sessions:
        shift_session(session, by, dates.zone)
    event_moved.send(event, was=was)
