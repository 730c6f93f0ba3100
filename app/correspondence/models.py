"""Letters to guests: templates, what was composed together, and reminders."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.clock import now
from app.core.text import random_key
from app.correspondence.rules import Anchor, MailingState, TemplatePurpose
from app.events.models import Event
from app.extensions import Base
from app.infra.types import UTCDateTime, enum_type


class MailTemplate(Base):
    """A text to begin with, for one purpose: of the house for a kind of event, or of one event.

    ``kind`` is empty where it serves every kind, ``event_id`` where it is the house's. Where
    neither has one, ``defaults.py`` does.
    """

    __tablename__ = "mail_template"
    __table_args__ = (
        Index(
            "uq_mail_template_of_house",
            "purpose",
            "kind",
            unique=True,
            sqlite_where=text("event_id IS NULL"),
            postgresql_where=text("event_id IS NULL"),
        ),
        Index("uq_mail_template_of_event", "event_id", "purpose", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    purpose: Mapped[TemplatePurpose] = mapped_column(enum_type(TemplatePurpose))
    kind: Mapped[str] = mapped_column(String(40), default="")
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    subject: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text)
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now, onupdate=now)


class Mailing(Base):
    """What was composed together: one letter, and a mail of it in the outbox for each reader.

    The mails have this ``key`` as their ``batch``. ``left_out`` tells who was not written to
    and why, one to a line. ``subject`` and ``body`` are kept as they were written, with their placeholders.
    """

    __tablename__ = "mailing"
    __table_args__ = (
        Index("ix_mailing_event", "event_id", "created_at"),
        Index("ix_mailing_due", "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    purpose: Mapped[TemplatePurpose] = mapped_column(enum_type(TemplatePurpose))
    title: Mapped[str] = mapped_column(String(200), default="")
    audience: Mapped[dict[str, list[str]]] = mapped_column(JSON, default=dict)
    subject: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text)
    left_out: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[MailingState] = mapped_column(enum_type(MailingState), default=MailingState.DRAFT)
    due_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    released_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    created_by: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)

    event: Mapped[Event] = relationship()


class Reminder(Base):
    """A letter that Parley composes by itself, some hours before or after a moment of the event.

    ``hours`` are negative before it. ``due_at`` follows when the event moves and is empty
    while the event has no such moment, when that is past, and while the event is called off.
    ``done_at`` says that it was composed, or that there was nobody to write to.
    """

    __tablename__ = "reminder"
    __table_args__ = (
        Index("ix_reminder_due", "due_at"),
        UniqueConstraint("mailing_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[TemplatePurpose] = mapped_column(enum_type(TemplatePurpose))
    anchor: Mapped[Anchor] = mapped_column(enum_type(Anchor))
    hours: Mapped[int]
    by_itself: Mapped[bool] = mapped_column(default=False)
    audience: Mapped[dict[str, list[str]]] = mapped_column(JSON, default=dict)
    subject: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text)
    due_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    mailing_id: Mapped[int | None] = mapped_column(ForeignKey("mailing.id", ondelete="SET NULL"))
    done_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    created_by: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)

    event: Mapped[Event] = relationship()
