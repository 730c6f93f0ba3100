"""Seats at events, and the roles that each one carries."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.clock import now
from app.core.text import random_key
from app.events.models import Event, EventSession
from app.extensions import Base
from app.infra.types import UTCDateTime, enum_type
from app.participation.rules import Channel, Role, SeatState, Sector
from app.people.models import Person

if TYPE_CHECKING:
    from app.participation.models.delegations import Delegation


class Participation(Base):
    """One seat at one event, or at one session of it.

    ``listed`` is the participant's consent to be named in public; ``billing_*`` is what is
    shown, copied when the seat was confirmed. ``billing_offices`` has one office per line.
    ``country``, ``sector`` and ``gender`` are copied from the directory when the person is
    seated and may be changed for this event; no page shows them to a visitor. ``replaces``
    is the seat whose place this one took, so that a chain of substitutes can be followed.
    """

    __tablename__ = "participation"
    __table_args__ = (
        Index("ix_participation_person", "person_id", "event_id"),
        Index("ix_participation_event", "event_id", "session_id", "position"),
        Index("ix_participation_place", "event_id", "position", "id"),
        Index("ix_participation_state", "event_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    session_id: Mapped[int | None] = mapped_column(
        ForeignKey("event_session.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    source_ref: Mapped[str | None] = mapped_column(String(120), unique=True)
    seat_label: Mapped[str] = mapped_column(String(200), default="")
    delegation_id: Mapped[int | None] = mapped_column(
        ForeignKey("delegation.id", ondelete="SET NULL"), index=True
    )
    replaces_id: Mapped[int | None] = mapped_column(
        ForeignKey("participation.id", ondelete="SET NULL"), index=True
    )
    state: Mapped[SeatState] = mapped_column(enum_type(SeatState), default=SeatState.SHORTLISTED)
    position: Mapped[int] = mapped_column(default=0)
    listed: Mapped[bool] = mapped_column(default=True)
    city_zone: Mapped[str] = mapped_column(String(60), default="")
    paper_title: Mapped[str] = mapped_column(String(300), default="")
    country: Mapped[str] = mapped_column(String(80), default="")
    sector: Mapped[Sector | None] = mapped_column(enum_type(Sector))
    gender: Mapped[str] = mapped_column(String(40), default="")
    personal_capacity: Mapped[bool] = mapped_column(default=False)

    billing_name: Mapped[str] = mapped_column(String(240), default="")
    billing_native_name: Mapped[str] = mapped_column(String(120), default="")
    billing_native_lang: Mapped[str] = mapped_column(String(12), default="")
    billing_offices: Mapped[str] = mapped_column(Text, default="")
    billed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)

    event: Mapped[Event] = relationship()
    session: Mapped[EventSession | None] = relationship()
    person: Mapped[Person | None] = relationship()
    delegation: Mapped[Delegation | None] = relationship()
    replaces: Mapped[Participation | None] = relationship(remote_side="Participation.id")
    roles: Mapped[list[ParticipationRole]] = relationship(
        back_populates="participation",
        cascade="all, delete-orphan",
        order_by="ParticipationRole.position",
    )
    note: Mapped[SeatNote | None] = relationship(
        back_populates="participation", cascade="all, delete-orphan"
    )

    @property
    def name(self) -> str:
        """Whose it is: the person’s name, or for whom it is kept."""
        return self.person.display_name if self.person else self.seat_label

    @property
    def is_head(self) -> bool:
        """Whether it is the head’s of its delegation."""
        return any(held.role is Role.HEAD_OF_DELEGATION for held in self.roles)

    @property
    def known_offices(self) -> list[str]:
        """The offices as billed; before that, those that the directory knows for the day."""
        if self.billed_at is not None:
            return self.offices
        if self.person is None:
            return []
        span = self.event.span
        return self.person.offices_on(span.first_day if span else now().date())

    @property
    def offices(self) -> list[str]:
        """The offices held then, one line each."""
        return [line for line in self.billing_offices.splitlines() if line]


class ParticipationRole(Base):
    """One role of a seat; a moderator may also give the opening remarks."""

    __tablename__ = "participation_role"
    __table_args__ = (UniqueConstraint("participation_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    participation_id: Mapped[int] = mapped_column(
        ForeignKey("participation.id", ondelete="CASCADE")
    )
    role: Mapped[Role] = mapped_column(enum_type(Role))
    position: Mapped[int] = mapped_column(default=0)

    participation: Mapped[Participation] = relationship(back_populates="roles")


class SeatNote(Base):
    """What staff wrote beside a seat; never public."""

    __tablename__ = "seat_note"

    participation_id: Mapped[int] = mapped_column(
        ForeignKey("participation.id", ondelete="CASCADE"), primary_key=True
    )
    text: Mapped[str] = mapped_column(Text)

    participation: Mapped[Participation] = relationship(back_populates="note")


class SeatChange(Base):
    """One change of a seat's state: who made it, when, how word of it came, and why.

    ``told_by`` names whoever spoke for the guest, such as an assistant.
    """

    __tablename__ = "seat_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    participation_id: Mapped[int] = mapped_column(
        ForeignKey("participation.id", ondelete="CASCADE"), index=True
    )
    was: Mapped[SeatState | None] = mapped_column(enum_type(SeatState))
    became: Mapped[SeatState] = mapped_column(enum_type(SeatState))
    changed_by: Mapped[int | None]
    channel: Mapped[Channel] = mapped_column(enum_type(Channel), default=Channel.STAFF)
    told_by: Mapped[str] = mapped_column(String(200), default="")
    note: Mapped[str] = mapped_column(String(300), default="")
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
