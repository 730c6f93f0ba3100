"""Events of a file: added without anything of them being public, or led to what the file says now."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.clock import now
from app.events.dates import Dates
from app.events.models import Event
from app.events.operations import (
    add_previous_date,
    cancel,
    confirm,
    create_event,
    edit_event,
    hold,
    mark_held,
    move_online,
    postpone,
    set_join_link,
    set_notes,
    set_topics,
)
from app.events.rules import (
    EventKind,
    Format,
    RegistrationMode,
)
from app.imports.calendars.found import Found, Standing
from app.imports.calendars.writing.steps import clock
from app.programmes.models import Programme, Series, Topic


@dataclass(frozen=True, kw_only=True)
class Into:
    """Where new events belong. Without ``kind``, one with sessions is a conference, else a panel."""

    owner_id: int | None = None
    kind: EventKind | None = None
    programme: Programme | None = None
    series: Series | None = None

    def kind_of(self, found: Found) -> EventKind:
        """What sort of meeting a new event is taken to be."""
        many = found.meeting_of_many or bool(found.parts)
        return self.kind or (EventKind.CONFERENCE if many else EventKind.PANEL)


def add(found: Found, into: Into, topics: list[Topic]) -> Event:
    """Return a new event that nobody outside sees, as far as it has come."""
    dates = found.dates
    over = is_over(dates)
    event = create_event(
        kind=into.kind_of(found),
        title=found.title,
        owner_id=into.owner_id,
        zone=dates.zone if dates else _ZONE_OF_NOTHING,
        date_only=dates.date_only if dates else False,
        programme=into.programme,
        series=into.series,
        format=Format.HYBRID if found.moved_online else found.format,
        place=found.place,
        confidential=found.confidential,
        registration=RegistrationMode.BY_INVITATION,
        source_ref=found.ref,
        **clock(dates),
        summary_upcoming="" if over else found.text,
        summary_past=found.text if over else "",
    )
    if found.language:
        edit_event(event, language=found.language)
    for former in found.former:
        add_previous_date(event, former)
    _say(event, found, topics)
    _lead(event, found)
    return event


_ZONE_OF_NOTHING = "UTC"


def is_over(dates: Dates | None) -> bool:
    """Whether that is past."""
    return dates is not None and dates.span.is_past(now())


def _say(event: Event, found: Found, topics: list[Topic]) -> None:
    """Write down what only staff and guests read, and what it is about."""
    if found.notes:
        set_notes(event, notes=found.notes)
    if found.join_url.startswith("https://"):
        set_join_link(event, url=found.join_url)
    if topics:
        set_topics(event, [topic.name for topic in topics])


def _lead(event: Event, found: Found) -> None:
    """Bring a new event as far as the file says that it has come."""
    if found.standing is Standing.CANCELLED:
        cancel(event)
    elif event.starts_at is None:
        return
    elif found.standing is Standing.TENTATIVE:
        hold(event)
    else:
        confirm(event)
        if found.standing is Standing.POSTPONED:
            postpone(event)
            return
        if found.moved_online:
            move_online(event)
        if is_over(found.dates):
            mark_held(event)
