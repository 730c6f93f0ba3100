"""Registrations of the public for events, and what became of each."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.clock import now
from app.core.text import random_key
from app.events.models import Event
from app.extensions import Base
from app.infra.types import UTCDateTime, enum_type
from app.registration.models.pools import Pool
from app.registration.rules import RegistrationState, Source, Step

ONCE_WHERE = text("state IN ('pending', 'waiting', 'offered', 'registered')")


class Registration(Base):
    """One guest of one event, with those who come along.

    The same name at the same address registers once; two people may share an address.
    ``line`` is the place in line, drawn on joining the waiting list. The personal link is made
    from the key and ``link_generation`` (0: from nothing, an old one) and stored as a hash only.
    After ``purged_at`` the row says no more than that somebody was registered.
    """

    __tablename__ = "registration"
    __table_args__ = (
        Index(
            "uq_registration_once",
            "event_id",
            "email_norm",
            "name_norm",
            unique=True,
            sqlite_where=ONCE_WHERE,
            postgresql_where=ONCE_WHERE,
        ),
        Index("ix_registration_event", "event_id", "state", "name_norm"),
        Index("ix_registration_line", "pool_id", "state", "line"),
        CheckConstraint("party_size BETWEEN 1 AND 20", name="party_of_people"),
        CheckConstraint("state <> 'waiting' OR line IS NOT NULL", name="waits_in_line"),
        CheckConstraint("state <> 'offered' OR offered_until IS NOT NULL", name="offer_ends"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    pool_id: Mapped[int] = mapped_column(ForeignKey("registration_pool.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))
    name_norm: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254))
    email_norm: Mapped[str] = mapped_column(String(254), index=True)
    organisation: Mapped[str] = mapped_column(String(200), default="")
    consent_listed: Mapped[bool] = mapped_column(default=False)
    party_size: Mapped[int] = mapped_column(default=1)
    companions: Mapped[list[str]] = mapped_column(JSON, default=list)
    source: Mapped[Source] = mapped_column(enum_type(Source), default=Source.FORM)
    state: Mapped[RegistrationState] = mapped_column(
        enum_type(RegistrationState), default=RegistrationState.REGISTERED
    )
    line: Mapped[int | None]
    offered_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    token_expires_at: Mapped[datetime] = mapped_column(UTCDateTime)
    link_generation: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    purged_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    event: Mapped[Event] = relationship()
    pool: Mapped[Pool] = relationship()
    changes: Mapped[list[GuestChange]] = relationship(
        back_populates="registration", order_by="GuestChange.id"
    )


class GuestChange(Base):
    """A step of a registration after it was made: what, by whom, and why if that was said.

    Where the step is a change of something, ``note`` says from what to what. Rows of old have no
    ``step`` and say all in ``note``.
    """

    __tablename__ = "registration_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), index=True
    )
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    actor: Mapped[str] = mapped_column(String(254))
    step: Mapped[Step | None] = mapped_column(enum_type(Step))
    note: Mapped[str] = mapped_column(Text, default="")

    registration: Mapped[Registration] = relationship(back_populates="changes")
