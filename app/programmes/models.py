"""Programmes, strands, series, topics and regions."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    JSON,
    Column,
    ForeignKey,
    Index,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.clock import now
from app.core.text import random_key
from app.extensions import Base
from app.infra.types import UTCDateTime, enum_type
from app.programmes.rules import SeriesKind

strand_series = Table(
    "strand_series",
    Base.metadata,
    Column("strand_id", ForeignKey("strand.id", ondelete="CASCADE"), primary_key=True),
    Column("series_id", ForeignKey("series.id", ondelete="CASCADE"), primary_key=True, index=True),
)


class Programme(Base):
    """A part of the institute that convenes; its page is public once it is released.

    What the page says is a text, of which every version is kept.
    """

    __tablename__ = "programme"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    slug: Mapped[str] = mapped_column(String(160), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    page_title: Mapped[str] = mapped_column(String(200), default="")
    public: Mapped[bool] = mapped_column(default=False)
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now, onupdate=now)

    texts: Mapped[list[ProgrammeText]] = relationship(
        back_populates="programme", cascade="all, delete-orphan", order_by="ProgrammeText.id"
    )

    @property
    def text(self) -> ProgrammeText | None:
        """The text that the page shows now; of all others a visitor sees nothing."""
        at = now()
        return next((one for one in reversed(self.texts) if one.is_out(at)), None)

    @property
    def latest(self) -> ProgrammeText | None:
        """The text that was written last: on the page, waiting for its hour, or a draft."""
        return self.texts[-1] if self.texts else None

    @property
    def standfirst(self) -> str:
        """The one or two sentences that lead in, in Markdown."""
        return self.text.standfirst if self.text else ""


class ProgrammeText(Base):
    """One version of what a programme's page says, in Markdown; it is never changed, only followed.

    It goes out at ``live_at``; without that it is a draft. The latest that is out is shown.
    """

    __tablename__ = "programme_text"
    __table_args__ = (Index("ix_programme_text_live", "programme_id", "live_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"))
    standfirst: Mapped[str] = mapped_column(Text, default="")
    situation: Mapped[str] = mapped_column(Text, default="")
    work: Mapped[str] = mapped_column(Text, default="")
    author: Mapped[str] = mapped_column(String(200), default="")
    saved_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    live_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    zone: Mapped[str] = mapped_column(String(60), default="")

    programme: Mapped[Programme] = relationship(back_populates="texts")
    strands: Mapped[list[Strand]] = relationship(
        back_populates="of_text", cascade="all, delete-orphan", order_by="Strand.position"
    )

    def is_out(self, at: datetime) -> bool:
        """Whether its hour has come; a later text may have taken its place since."""
        return self.live_at is not None and self.live_at <= at


class Strand(Base):
    """One line of a programme's current work, in Markdown, and the series that belong to it.

    It names single series, or kinds of them; those that are public are shown with it.
    """

    __tablename__ = "strand"
    __table_args__ = (UniqueConstraint("text_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    text_id: Mapped[int] = mapped_column(ForeignKey("programme_text.id", ondelete="CASCADE"))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text, default="")
    kinds: Mapped[list[str]] = mapped_column(JSON, default=list)

    of_text: Mapped[ProgrammeText] = relationship(back_populates="strands")
    series: Mapped[list[Series]] = relationship(secondary=strand_series, order_by="Series.title")


class Series(Base):
    """A continuing dialogue, study group or run of workshops; private unless released."""

    __tablename__ = "series"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    slug: Mapped[str] = mapped_column(String(160), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    kind: Mapped[SeriesKind] = mapped_column(enum_type(SeriesKind))
    programme_id: Mapped[int | None] = mapped_column(
        ForeignKey("programme.id", ondelete="RESTRICT"), index=True
    )
    description: Mapped[str] = mapped_column(Text, default="")
    public: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)

    programme: Mapped[Programme | None] = relationship()


class Topic(Base):
    """What events are about; a visitor learns of it from a public event."""

    __tablename__ = "topic"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(160), unique=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)


class Region(Base):
    """The part of the world that events are about; a visitor learns of it from a public event."""

    __tablename__ = "region"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(160), unique=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
