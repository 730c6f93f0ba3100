"""What was merged, so that it can be undone, and which persons are known to be two."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, Float, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.clock import now
from app.core.text import random_key
from app.extensions import Base
from app.infra.types import UTCDateTime
from app.people.models.person import Person


class PersonMerge(Base):
    """That one person was found to be another: ``merged`` was taken up into ``survivor``."""

    __tablename__ = "person_merge"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    survivor_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    merged_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    merged_name: Mapped[str] = mapped_column(String(200), default="")
    merged_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    merged_by: Mapped[str] = mapped_column(String(254), default="")
    undone_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    survivor: Mapped[Person] = relationship(foreign_keys=[survivor_id])
    merged: Mapped[Person] = relationship(foreign_keys=[merged_id])


class MergeRecord(Base):
    """What a merge moved and changed. Nobody reads it: it may hold what only some may know."""

    __tablename__ = "merge_record"

    merge_id: Mapped[int] = mapped_column(
        ForeignKey("person_merge.id", ondelete="CASCADE"), primary_key=True
    )
    moved: Mapped[list[list[object]]] = mapped_column(JSON, default=list)
    changed: Mapped[dict[str, list[object]]] = mapped_column(JSON, default=dict)


class DistinctPair(Base):
    """Two persons of whom somebody said that they are not one; ``one_id`` is the lower number."""

    __tablename__ = "distinct_pair"

    one_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    other_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    said_by: Mapped[str] = mapped_column(String(254), default="")
    said_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)


class DuplicateSuggestion(Base):
    """Two persons who may be one, as the last search found; ``one_id`` is the lower number."""

    __tablename__ = "duplicate_suggestion"

    one_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    other_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    reasons: Mapped[list[str]] = mapped_column(JSON, default=list)
    points: Mapped[float] = mapped_column(Float, default=0.0)

    one: Mapped[Person] = relationship(foreign_keys=[one_id])
    other: Mapped[Person] = relationship(foreign_keys=[other_id])
