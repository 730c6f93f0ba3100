"""A new event, with the defaults of its kind."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from app.core.clock import is_zone
from app.core.errors import InvalidInput
from app.core.messages import N_
from app.core.text import random_key
from app.events.dates import Dates, agreed_dates
from app.events.models import Event
from app.events.operations.access import name_on
from app.events.operations.trail import changed
from app.events.rules import (
    KIND_DEFAULTS,
    AttributionRule,
    EventKind,
    Format,
    RegistrationMode,
    Track,
)
from app.events.signals import admission_changed
from app.extensions import db
from app.programmes.models import Programme, Series


def create_event(
    *,
    kind: EventKind,
    title: str,
    owner_id: int | None,
    zone: str,
    local_start: datetime | None = None,
    local_end: datetime | None = None,
    date_only: bool = False,
    fold: int | None = None,
    end_fold: int | None = None,
    subtitle: str = "",
    programme: Programme | None = None,
    series: Series | None = None,
    ordinal: str = "",
    format: Format = Format.IN_PERSON,  # noqa: A002 - the field's own word.
    place: str = "",
    hashtag: str = "",
    confidential: bool = False,
    attribution: AttributionRule | None = None,
    track: Track | None = None,
    registration: RegistrationMode | None = None,
    summary_upcoming: str = "",
    summary_past: str = "",
    source_ref: str | None = None,
) -> Event:
    """Return a new event: an idea, and not public.

    What is left out comes from the defaults of its ``kind``. Without ``local_end`` it lasts as
    long as its kind usually does. A confidential event lets in its owner and nobody else. Its
    address tells nothing before it is published. Raises InvalidInput for impossible times.
    """
    defaults = KIND_DEFAULTS[kind]
    if not is_zone(zone):
        raise InvalidInput(N_("Choose a time zone from the list."))
    key = random_key()
    event = Event(
        key=key,
        uid=str(uuid4()),
        slug=key,
        source_ref=source_ref,
        kind=kind,
        title=title,
        subtitle=subtitle,
        programme=programme,
        series=series,
        ordinal=ordinal,
        owner_id=owner_id,
        confidential=confidential,
        attribution=attribution or defaults.attribution,
        track=track or defaults.track,
        zone=zone,
        format=format,
        place=place,
        hashtag=hashtag,
        registration=registration or defaults.registration,
        summary_upcoming=summary_upcoming,
        summary_past=summary_past,
    )
    if local_start is not None:
        give_dates(
            event,
            agreed_dates(
                zone=zone,
                local_start=local_start,
                local_end=local_end,
                date_only=date_only,
                minutes=defaults.minutes,
                fold=fold,
                end_fold=end_fold,
            ),
        )
    db.session.add(event)
    db.session.flush()
    if confidential and owner_id is not None:
        name_on(event, owner_id)
    changed(event, N_("created"))
    admission_changed.send(event)
    return event


def give_dates(event: Event, dates: Dates) -> None:
    """Set every field that tells when the event is held."""
    event.zone, event.date_only = dates.zone, dates.date_only
    event.local_start, event.local_end = dates.local_start, dates.local_end
    event.starts_at, event.ends_at = dates.starts_at, dates.ends_at
