"""Registrations of the public for open events."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.clock import now
from app.core.text import random_key
from app.events.models import Event
from app.extensions import Base
from app.infra.types import UTCDateTime, enum_type
from app.registration.rules import RegistrationState


class Registration(Base):
    """One guest of one event.

    The same name at the same address registers once; two people may share an address.
    The personal link is stored as a hash only.
    """

    __tablename__ = "registration"
    __table_args__ = (
        Index(
            "uq_registration_once",
            "event_id",
            "email_norm",
            "name_norm",
            unique=True,
            sqlite_where=text("state = 'registered'"),
            postgresql_where=text("state = 'registered'"),
        ),
        Index("ix_registration_event", "event_id", "state", "name_norm"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))
    name_norm: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254))
    email_norm: Mapped[str] = mapped_column(String(254), index=True)
    organisation: Mapped[str] = mapped_column(String(200), default="")
    consent_listed: Mapped[bool] = mapped_column(default=False)
    state: Mapped[RegistrationState] = mapped_column(
        enum_type(RegistrationState), default=RegistrationState.REGISTERED
    )
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    token_expires_at: Mapped[datetime] = mapped_column(UTCDateTime)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    event: Mapped[Event] = relationship()
