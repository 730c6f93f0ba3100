"""Who comes along with a guest."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.text import random_key
from app.extensions import Base
from app.infra.types import enum_type
from app.participation.models.seats import Participation
from app.participation.rules import CompanionKind


class Companion(Base):
    """Somebody, or several of a kind, who come along: catered for, but not of the meeting.

    Either one with a ``name`` or ``count`` without names. Never public.
    """

    __tablename__ = "companion"
    __table_args__ = (CheckConstraint("count BETWEEN 1 AND 50", name="count_plausible"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    participation_id: Mapped[int] = mapped_column(
        ForeignKey("participation.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[CompanionKind] = mapped_column(enum_type(CompanionKind))
    name: Mapped[str] = mapped_column(String(200), default="")
    count: Mapped[int] = mapped_column(default=1)
    note: Mapped[str] = mapped_column(String(300), default="")

    seat: Mapped[Participation] = relationship()
