"""Pools: for whom how many places are kept, and when they may be taken."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.text import random_key
from app.events.models import Event
from app.extensions import Base
from app.infra.types import UTCDateTime
from app.registration.rules import Count, Terms


class Pool(Base):
    """Places of one sort at an event: in person, virtual, press.

    ``taken`` counts the seats of parties that are registered or have an offer, ``waiting`` the
    parties in line, ``tickets`` the numbers drawn on joining it; ``app/registration/seats.py``
    alone changes them. ``taken`` may be above what is allowed once that was lowered.
    """

    __tablename__ = "registration_pool"
    __table_args__ = (
        UniqueConstraint("event_id", "name"),
        CheckConstraint("capacity IS NULL OR capacity >= 0", name="no_negative_capacity"),
        CheckConstraint("taken >= 0", name="no_negative_seats"),
        CheckConstraint("waiting >= 0", name="no_negative_line"),
        CheckConstraint("overbooking BETWEEN 0 AND 100", name="overbooking_in_percent"),
        CheckConstraint("party_limit BETWEEN 1 AND 20", name="parties_of_people"),
        CheckConstraint("offer_hours BETWEEN 1 AND 720", name="offers_end"),
        CheckConstraint("closes_at > opens_at", name="opens_before_it_closes"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(80))
    gets_link: Mapped[bool] = mapped_column(default=False)
    capacity: Mapped[int | None]
    overbooking: Mapped[int] = mapped_column(default=0)
    opens_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    closes_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    approval: Mapped[bool] = mapped_column(default=False)
    party_limit: Mapped[int] = mapped_column(default=1)
    names_companions: Mapped[bool] = mapped_column(default=True)
    waiting_list: Mapped[bool] = mapped_column(default=True)
    automatic: Mapped[bool] = mapped_column(default=False)
    offer_hours: Mapped[int] = mapped_column(default=48)
    passing: Mapped[bool] = mapped_column(default=False)
    taken: Mapped[int] = mapped_column(default=0)
    waiting: Mapped[int] = mapped_column(default=0)
    tickets: Mapped[int] = mapped_column(default=0)

    event: Mapped[Event] = relationship()

    @property
    def count(self) -> Count:
        """How full it is."""
        return Count(
            capacity=self.capacity,
            overbooking=self.overbooking,
            taken=self.taken,
            waiting=self.waiting,
            passing=self.passing,
        )

    @property
    def terms(self) -> Terms:
        """What it asks of those who come."""
        return Terms(
            count=self.count,
            opens_at=self.opens_at,
            closes_at=self.closes_at,
            approval=self.approval,
            waiting_list=self.waiting_list,
        )


class RegistrationTerms(Base):
    """What guests of an event are told about their data, and how long it is kept.

    An event without a row keeps it for the usual time. ``purged_at`` says when the data of its
    guests was deleted.
    """

    __tablename__ = "registration_terms"
    __table_args__ = (CheckConstraint("keep_months BETWEEN 0 AND 120", name="kept_for_months"),)

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )
    keep_months: Mapped[int]
    privacy: Mapped[str] = mapped_column(Text, default="")
    purged_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
