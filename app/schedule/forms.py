"""What staff type about venues, rooms and bookings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange, Optional

from app.events.forms.choices import time_zones
from app.events.models import Event, EventSession
from app.schedule.models import Room, Venue
from app.web.answers import EditForm
from app.web.choices import SelectField
from app.web.forms import Form, LineField
from app.web.forms import lazy_gettext as _

WHOLE, EACH = "", "each"
"""The answers to "for what" that are no single session."""


class VenueForm(EditForm):
    """A place with an address and a clock."""

    name = LineField(_("Name"), limit=200, validators=[InputRequired(_("Type the name."))])
    address = LineField(_("Address"))
    city = LineField(_("City"), limit=120)
    zone = SelectField(_("Time zone"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone.choices = time_zones()


class RoomForm(EditForm):
    """A room of a venue."""

    name = LineField(_("Name"), limit=120, validators=[InputRequired(_("Type the name."))])
    capacity = IntegerField(_("Places"), validators=[Optional(), NumberRange(min=1, max=100_000)])


class BookingForm(Form):
    """A room, for the event or for sessions of it."""

    room = SelectField(_("Room"), validators=[InputRequired(_("Choose a room."))])
    what = SelectField(_("For"))
    reason = LineField(
        _("Reason to share the room"),
        description=_("It is kept with the event and read by colleagues."),
    )

    def __init__(self, *args: Any, event: Event, rooms: Sequence[Room], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.room.choices = [(room.key, room_label(room)) for room in rooms]
        self.what.choices = [
            (WHOLE, gettext("The whole event")),
            *([(EACH, gettext("Each session that has a time"))] if timed(event) else []),
            *((session.key, session.title) for session in timed(event)),
        ]

    def sessions(self, event: Event) -> list[EventSession | None]:
        """What the room is wanted for: sessions, or None for the whole event."""
        if self.what.data == EACH:
            return list(timed(event))
        return [next((one for one in timed(event) if one.key == self.what.data), None)]


def timed(event: Event) -> list[EventSession]:
    """The sessions that have a time, for which alone a room can be kept."""
    return [session for session in event.sessions if session.starts_at is not None]


def room_label(room: Room) -> str:
    """The room with its venue and how many it holds."""
    name = f"{room.venue.name}, {room.name}"
    if room.capacity is None:
        return name
    return gettext("%(room)s (%(places)s places)", room=name, places=room.capacity)


def venue_values(venue: Venue) -> dict[str, object]:
    """What a form about ``venue`` shows."""
    return {
        "name": venue.name,
        "address": venue.address,
        "city": venue.city,
        "zone": venue.zone,
    }
