"""Calendar entries of events (RFC 5545), for the public site, the feed and the mail to guests."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from email.utils import parseaddr
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from app.config import Settings, current_settings
from app.core.calendars import Partstat, fold_line
from app.core.clock import Span, now
from app.core.errors import NotFound
from app.core.text import header_guard
from app.events.models import Event
from app.events.rules import EventState, Format
from app.web.filters import span_time, zone_label

if TYPE_CHECKING:
    from icalendar import Calendar, vCalAddress
    from icalendar import Event as Entry

FEED_REFRESH = timedelta(hours=1)
_OFF = frozenset({EventState.CANCELLED, EventState.POSTPONED})
_UNSURE = frozenset({EventState.IDEA, EventState.HOLD})


def event_calendar(event: Event, *, method: str = "PUBLISH", join_url: str = "") -> str:
    """Return a calendar with the one entry of ``event``; lines end in CRLF.

    ``join_url`` goes into the entry as it is: pass it only to those who may join. Nobody who
    takes part is named. Raises NotFound while the event has never had a date.
    """
    span = _span(event)
    if span is None:
        raise NotFound
    calendar = _calendar(method)
    calendar.add_component(_entry(event, span, join_url))
    return _text(calendar)


def calendar_for_guests(event: Event, *, method: str) -> Callable[[str, str, Partstat], str] | None:
    """Return what makes the entry for one guest: from name, address, answer; None if undated.

    ``method`` is REQUEST or CANCEL (RFC 5546). The guest is the only one in it, so nobody learns
    from a calendar who else was asked. The entry is built once; a guest costs one line.
    """
    span = _span(event)
    if span is None:
        return None
    calendar = _calendar(method)
    entry = _entry(event, span, "")
    if method == "CANCEL":
        entry["status"] = "CANCELLED"
    calendar.add_component(entry)
    head, end, tail = _text(calendar).partition("END:VEVENT\r\n")
    return lambda *guest: f"{head}{_attendee(*guest)}{end}{tail}"


def _attendee(name: str, address: str, answer: Partstat) -> str:
    """The line of the one guest. Nobody reads what a calendar replies, so it is not to reply."""
    # Within quotes only quotes themselves need another form, and what would spell one (RFC 6868).
    quoted = header_guard(name).replace("^", "^^").replace('"', "'")
    says = f"PARTSTAT={answer};ROLE=REQ-PARTICIPANT;RSVP=FALSE"
    return fold_line(f'ATTENDEE;CN="{quoted}";{says}:mailto:{header_guard(address)}')


def feed_calendar(events: Iterable[Event]) -> str:
    """Return a calendar to subscribe to, with an entry for each of ``events`` that has a date."""
    calendar = _calendar("PUBLISH")
    name = current_settings().institute_name
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", FEED_REFRESH, parameters={"VALUE": "DURATION"})
    for event in events:
        if span := _span(event):
            calendar.add_component(_entry(event, span, ""))
    return _text(calendar)


def _text(calendar: Calendar) -> str:
    folded: bytes = calendar.to_ical()
    return folded.decode()


def _calendar(method: str) -> Calendar:
    # Imported where it is used, here and below: most visits ask for no calendar.
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Parley//Events//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    return calendar


def _span(event: Event) -> Span | None:
    """The present date; else the last one it had, so that calendars can strike it."""
    if event.span is not None:
        return event.span
    return event.previous_dates[-1].span if event.previous_dates else None


def _entry(event: Event, span: Span, join_url: str) -> Entry:
    settings = current_settings()
    from icalendar import Event as Entry

    entry = Entry()
    entry.add("uid", event.uid)
    # The same event gives the same bytes, so that what has not changed is not sent again.
    entry.add("dtstamp", event.updated_at)
    entry.add("last-modified", event.updated_at)
    entry.add("sequence", event.sequence)
    entry.add("summary", event.title)
    entry.add("status", _status(event))
    entry.add("organizer", _organiser(settings))
    _add_dates(entry, span)
    if location := _location(event, join_url):
        entry.add("location", location)
    if description := _description(event, span, join_url):
        entry.add("description", description)
    if event.is_released:
        entry.add("url", f"{settings.base_url}/events/{event.slug}")
    return entry


def _status(event: Event) -> str:
    """Postponed is CANCELLED too: the old date must leave the calendar, and there is no other yet."""
    if event.state in _OFF or event.span is None:
        return "CANCELLED"
    return "TENTATIVE" if event.state in _UNSURE else "CONFIRMED"


def _organiser(settings: Settings) -> vCalAddress:
    _name, address = parseaddr(settings.mail_from)
    from icalendar import vCalAddress

    organiser = vCalAddress(f"mailto:{address}")
    organiser.params["CN"] = settings.institute_name
    return organiser


def _add_dates(entry: Entry, span: Span) -> None:
    """Whole days end on the day after the last one; hours are in UTC.

    Some versions of Outlook refuse to cancel an entry that names a zone, and for a single
    meeting UTC says the same.
    """
    if span.date_only:
        entry.add("dtstart", span.first_day)
        entry.add("dtend", span.last_day + timedelta(days=1))
        return
    entry.add("dtstart", span.start)
    if span.end is not None and span.end > span.start:
        entry.add("dtend", span.end)


def _location(event: Event, join_url: str) -> str:
    if event.format is not Format.VIRTUAL:
        return event.place
    return join_url or _("Online")


def _description(event: Event, span: Span, join_url: str) -> str:
    over = span.is_past(now())
    summary = (event.summary_past if over else "") or event.summary_upcoming
    hours = "" if span.date_only else f"{span_time(span)}, {zone_label(span)}"
    join = _("Join: %(address)s", address=join_url) if join_url else ""
    return "\n\n".join(part for part in (hours, summary, join) if part)
