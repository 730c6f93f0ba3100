"""The log of the door, what the desk has to know of a guest, and guests whom nobody expected."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import now
from app.core.text import random_key
from app.door.rules import ArrivalKind
from app.extensions import Base
from app.infra.types import UTCDateTime, enum_type


class WalkIn(Base):
    """A guest whom nobody expected: a name and an organisation, as told at the door."""

    __tablename__ = "walk_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    organisation: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)


class DoorNote(Base):
    """What the desk has to know about one guest: "Meet at the door: ramp". Nothing of diets or files."""

    __tablename__ = "door_note"
    __table_args__ = (
        CheckConstraint(
            "(participation_id IS NULL) <> (registration_id IS NULL)", name="of_one_guest"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    participation_id: Mapped[int | None] = mapped_column(
        ForeignKey("participation.id", ondelete="CASCADE"), unique=True
    )
    registration_id: Mapped[int | None] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), unique=True
    )
    text: Mapped[str] = mapped_column(String(120))


class Arrival(Base):
    """One entry of the log of the door; entries are added, never changed.

    ``op_id`` comes from the device that said it, so that saying it again adds nothing.
    ``device_at`` is what the clock of the device showed. ``undoes`` names the entry that is taken
    back, which another device may have still to send.
    """

    __tablename__ = "arrival"
    __table_args__ = (
        CheckConstraint("people > 0", name="somebody"),
        CheckConstraint(
            "CASE WHEN participation_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN registration_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN walk_in_id IS NULL THEN 0 ELSE 1 END = 1",
            name="of_one_guest",
        ),
        Index("ix_arrival_event", "event_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    op_id: Mapped[str] = mapped_column(String(36), unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    participation_id: Mapped[int | None] = mapped_column(
        ForeignKey("participation.id", ondelete="CASCADE"), index=True
    )
    registration_id: Mapped[int | None] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), index=True
    )
    walk_in_id: Mapped[int | None] = mapped_column(
        ForeignKey("walk_in.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[ArrivalKind] = mapped_column(enum_type(ArrivalKind))
    people: Mapped[int] = mapped_column(default=1)
    extra: Mapped[bool] = mapped_column(default=False)
    undoes: Mapped[str] = mapped_column(String(36), default="")
    device: Mapped[str] = mapped_column(String(36), default="")
    recorded_by: Mapped[int | None] = mapped_column(
        ForeignKey("user_account.id", ondelete="SET NULL")
    )
    device_at: Mapped[datetime] = mapped_column(UTCDateTime)
    received_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
