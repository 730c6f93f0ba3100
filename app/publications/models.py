"""Publications, who wrote them, where they can be read, and what they belong to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.clock import now
from app.core.text import random_key
from app.events.models import Event
from app.extensions import Base
from app.infra.types import UTCDateTime, enum_type
from app.people.models import Person
from app.programmes.models import Programme, Topic
from app.publications.rules import AuthorRole, OutputKind

output_event = Table(
    "output_event",
    Base.metadata,
    Column("output_id", ForeignKey("output.id", ondelete="CASCADE"), primary_key=True),
    Column("event_id", ForeignKey("event.id", ondelete="CASCADE"), primary_key=True, index=True),
)
output_topic = Table(
    "output_topic",
    Base.metadata,
    Column("output_id", ForeignKey("output.id", ondelete="CASCADE"), primary_key=True),
    Column("topic_id", ForeignKey("topic.id", ondelete="RESTRICT"), primary_key=True, index=True),
)


class Output(Base):
    """Something the institute publishes; private until it is released.

    ``published_on`` is as exact as is known: "2020", "2020-02" or "2020-02-14". The essays of
    a series of essays have it as their ``parent``. What was released once and no longer is
    public was withdrawn.
    """

    __tablename__ = "output"
    __table_args__ = (Index("ix_output_published_on", "public", "published_on", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    slug: Mapped[str] = mapped_column(String(160), unique=True)
    title: Mapped[str] = mapped_column(String(300))
    subtitle: Mapped[str] = mapped_column(String(300), default="")
    kind: Mapped[OutputKind] = mapped_column(enum_type(OutputKind))
    abstract: Mapped[str] = mapped_column(Text, default="")
    series_title: Mapped[str] = mapped_column(String(200), default="")
    series_number: Mapped[str] = mapped_column(String(40), default="")
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("output.id", ondelete="SET NULL"), index=True
    )
    published_on: Mapped[str] = mapped_column(String(10), default="")
    languages: Mapped[str] = mapped_column(String(200), default="")
    isbn: Mapped[str] = mapped_column(String(20), default="")
    doi: Mapped[str] = mapped_column(String(200), default="")
    publisher: Mapped[str] = mapped_column(String(200), default="")
    disclaimer: Mapped[str] = mapped_column(Text, default="")
    programme_id: Mapped[int | None] = mapped_column(
        ForeignKey("programme.id", ondelete="RESTRICT"), index=True
    )
    public: Mapped[bool] = mapped_column(default=False)
    released_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now, onupdate=now)

    programme: Mapped[Programme | None] = relationship()
    parent: Mapped[Output | None] = relationship(remote_side="Output.id")
    authors: Mapped[list[OutputAuthor]] = relationship(
        back_populates="output",
        cascade="all, delete-orphan",
        order_by="OutputAuthor.position, OutputAuthor.id",
    )
    links: Mapped[list[OutputLink]] = relationship(
        back_populates="output", cascade="all, delete-orphan", order_by="OutputLink.id"
    )
    events: Mapped[list[Event]] = relationship(
        secondary=output_event, order_by="Event.starts_at.desc(), Event.id"
    )
    topics: Mapped[list[Topic]] = relationship(secondary=output_topic, order_by="Topic.name")

    @property
    def is_withdrawn(self) -> bool:
        """Whether everyone could read it once, and nobody can any more."""
        return self.released_at is not None and not self.public

    @property
    def number_in_series(self) -> str:
        """Return "Peaceworks No. 157", or as much of it as there is."""
        number = self.series_number
        return (
            f"{self.series_title} No. {number}"
            if number and self.series_title
            else (self.series_title or number)
        )


class OutputAuthor(Base):
    """A person as the author or editor of a publication, billed as on the day it appeared.

    ``billed_at`` says that the billing stands: it was written by hand, or copied on release.
    """

    __tablename__ = "output_author"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    output_id: Mapped[int] = mapped_column(ForeignKey("output.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    role: Mapped[AuthorRole] = mapped_column(enum_type(AuthorRole))
    billing_name: Mapped[str] = mapped_column(String(200))
    billing_native_name: Mapped[str] = mapped_column(String(120), default="")
    billing_native_lang: Mapped[str] = mapped_column(String(12), default="")
    billing_offices: Mapped[str] = mapped_column(Text, default="")
    billed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    output: Mapped[Output] = relationship(back_populates="authors")
    person: Mapped[Person] = relationship()

    @property
    def offices(self) -> list[str]:
        """The offices held then, one line each."""
        return [line for line in self.billing_offices.splitlines() if line]


class OutputLink(Base):
    """Where a publication can be read, in one language."""

    __tablename__ = "output_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    output_id: Mapped[int] = mapped_column(ForeignKey("output.id", ondelete="CASCADE"), index=True)
    language: Mapped[str] = mapped_column(String(60), default="")
    label: Mapped[str] = mapped_column(String(120), default="")
    url: Mapped[str] = mapped_column(String(500))

    output: Mapped[Output] = relationship(back_populates="links")


class OutputSlug(Base):
    """An address at which a publication once was; ``withdrawn_at`` if nothing is there any more."""

    __tablename__ = "output_slug"

    slug: Mapped[str] = mapped_column(String(160), primary_key=True)
    output_id: Mapped[int] = mapped_column(ForeignKey("output.id", ondelete="CASCADE"), index=True)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
