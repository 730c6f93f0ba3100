"""Venues, rooms and who has booked them when."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.clock import now
from app.core.text import random_key
from app.events.models import Event, EventSession
from app.extensions import Base
from app.infra.types import UTCDateTime


class Venue(Base):
    """A place with an address; shown once a public event is held there."""

    __tablename__ = "venue"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    address: Mapped[str] = mapped_column(String(300), default="")
    city: Mapped[str] = mapped_column(String(120), default="")
    zone: Mapped[str] = mapped_column(String(60))

    rooms: Mapped[list[Room]] = relationship(
        back_populates="venue", cascade="all, delete-orphan", order_by="Room.name"
    )


class Room(Base):
    """A room of a venue; at one time it holds one event."""

    __tablename__ = "room"
    __table_args__ = (UniqueConstraint("venue_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(120))
    capacity: Mapped[int | None]

    venue: Mapped[Venue] = relationship(back_populates="rooms")


class RoomBooking(Base):
    """A room taken for an event, or for one session of it, from one instant to another.

    Two bookings of one room never overlap, unless one of them carries a reason why it may
    (``shared_because``). PostgreSQL keeps that by an exclusion constraint, SQLite by a
    trigger in the same writing transaction.
    """

    __tablename__ = "room_booking"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        Index("ix_room_booking_when", "room_id", "starts_at", "ends_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    room_id: Mapped[int] = mapped_column(ForeignKey("room.id", ondelete="RESTRICT"))
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    session_id: Mapped[int | None] = mapped_column(
        ForeignKey("event_session.id", ondelete="CASCADE"), index=True
    )
    starts_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ends_at: Mapped[datetime] = mapped_column(UTCDateTime)
    shared_because: Mapped[str | None] = mapped_column(String(300))

    room: Mapped[Room] = relationship()
    event: Mapped[Event] = relationship()
    session: Mapped[EventSession | None] = relationship()


class ClashAccepted(Base):
    """Why staff went ahead although a person or a room is in two places at once."""

    __tablename__ = "clash_accepted"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    accepted_by: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
