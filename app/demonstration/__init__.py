"""The demonstration: a programme with a past, a private side and a future, built as staff would."""

from __future__ import annotations

from sqlalchemy import select

from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM
from app.accounts.models import User
from app.accounts.passwords import hash_password
from app.demonstration import (
    accounts,
    cast,
    convened,
    directory,
    door,
    games,
    invitations,
    on_record,
    panels,
    places,
    private,
    programme,
    publications,
    seats,
    upcoming,
)
from app.events.models import Event
from app.extensions import db
from app.infra.transaction import transaction

__all__ = ["build", "is_empty"]


def build(password: str) -> None:
    """Fill an empty database; all of it or, if anything fails, nothing.

    Every account gets ``password``. Upcoming events lie ahead of the day on which this is
    called. Real people stand only in public roles that are on record; whatever is private
    says "(closed)" in its title, so that a leak is seen at once.
    """
    # Hashing is slow on purpose and would keep every other writer waiting.
    password_hash = hash_password(password)
    with viewing_as(SYSTEM), transaction():
        korea = programme.add_north_korea()
        water = programme.add_water()
        staff = accounts.add_staff(password_hash, programme=korea)
        people = cast.add_people()
        rooms = places.add_rooms()
        panels.add_past_panels(korea, staff, people)
        on_record.add_conferences(staff.officer.id)
        convened.add_convened(korea, staff)
        private.add_private_side(korea, staff, people, rooms)
        games.add_past_game(korea, staff)
        private.add_neighbour(water, staff, people)
        seats.add_half_invited_workshop(korea, staff)
        upcoming.add_upcoming(korea, staff, people, rooms)
        directory.add_directory()
        publications.add_publications(korea, people)
        invitations.add_invitations(korea, staff)
        games.add_ready_game(korea, staff)
        door.add_open_door(upcoming.Agenda(korea, staff, people))


def is_empty() -> bool:
    """Whether nobody has used this database yet: it has neither users nor events."""
    with viewing_as(SYSTEM):
        return not any(db.session.scalar(select(model.id).limit(1)) for model in (User, Event))
