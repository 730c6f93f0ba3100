"""What balance staff want an event to have."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.events.models import Event
from app.extensions import Base
from app.infra.types import enum_type
from app.participation.rules import Axis


class BalanceTarget(Base):
    """How many guests of one group an event should have. Never public."""

    __tablename__ = "balance_target"
    __table_args__ = (
        UniqueConstraint("event_id", "axis", "value"),
        CheckConstraint("wanted >= 1", name="wanted_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    axis: Mapped[Axis] = mapped_column(enum_type(Axis))
    value: Mapped[str] = mapped_column(String(120))
    wanted: Mapped[int]

    event: Mapped[Event] = relationship()
