"""Delegations: one side's part of an event, and the people thought of for its seats."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.clock import now
from app.core.text import random_key
from app.events.models import Event
from app.extensions import Base
from app.infra.types import UTCDateTime
from app.participation.models.seats import Participation
from app.people.models import Person


class Delegation(Base):
    """One side's people at one event; its head is the member with that role.

    ``label`` and ``country`` are words of this event alone, since how a country is called is
    agreed meeting by meeting. ``size`` is how many seats it may fill, if that is agreed.
    ``focal_*`` is whoever names its members for us. Never public.
    """

    __tablename__ = "delegation"
    __table_args__ = (
        UniqueConstraint("event_id", "label"),
        CheckConstraint("size IS NULL OR size >= 0", name="size_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    label: Mapped[str] = mapped_column(String(120))
    country: Mapped[str] = mapped_column(String(80), default="")
    size: Mapped[int | None]
    focal_name: Mapped[str] = mapped_column(String(200), default="")
    focal_email: Mapped[str] = mapped_column(String(254), default="")
    focal_phone: Mapped[str] = mapped_column(String(60), default="")
    position: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)

    event: Mapped[Event] = relationship()


class Candidate(Base):
    """Somebody thought of for a seat, by rank: the next one is proposed when one before says no.

    ``seated_at`` says that they were given it; whoever has not, still waits. Never public, and
    never told to a guest: nobody learns that they are second choice.
    """

    __tablename__ = "seat_candidate"
    __table_args__ = (UniqueConstraint("participation_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    participation_id: Mapped[int] = mapped_column(
        ForeignKey("participation.id", ondelete="CASCADE")
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    rank: Mapped[int]
    note: Mapped[str] = mapped_column(String(300), default="")
    seated_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    seat: Mapped[Participation] = relationship()
    person: Mapped[Person] = relationship()
