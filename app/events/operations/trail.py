"""What every change of an event leaves behind."""

from __future__ import annotations

from app.access import audit
from app.events.models import Event, EventDossier, EventNotice


def changed(event: Event, action: str, **detail: str) -> None:
    """Write ``action``, a message id, into the audit trail of ``event``."""
    audit.record(action, "event", event.key, **detail)


def tell_calendars(event: Event) -> None:
    """Let calendars that hold the event replace what they have (RFC 5545, SEQUENCE)."""
    event.sequence += 1


def give_notice(event: Event, notice: str) -> None:
    """Show a dated word about a change on the event's page, if there is one to show."""
    if notice:
        event.notices.append(EventNotice(text=notice))


def keep_reason(event: Event, reason: str) -> None:
    """Keep why something was done, for staff alone, after the reasons given before."""
    if not reason:
        return
    dossier = dossier_of(event)
    dossier.private_reason = "\n\n".join(part for part in (dossier.private_reason, reason) if part)


def dossier_of(event: Event) -> EventDossier:
    """Return what staff alone know about the event, begun if there is nothing yet."""
    if event.dossier is None:
        event.dossier = EventDossier()
    return event.dossier
