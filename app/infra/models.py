"""Tables that know nothing of the field: audit, outbox, jobs, uploads, answers, throttles, version."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import now
from app.core.text import random_key
from app.extensions import Base
from app.infra.types import UTCDateTime, enum_type


class AuditEntry(Base):
    """Who saw or changed what, and when. Rows are only ever added: triggers refuse the rest."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_thing", "thing", "thing_key", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    actor_id: Mapped[int | None]
    actor: Mapped[str] = mapped_column(String(254))
    action: Mapped[str] = mapped_column(String(60))
    thing: Mapped[str] = mapped_column(String(40))
    thing_key: Mapped[str] = mapped_column(String(40))
    detail: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)


class MailState(StrEnum):
    """Where a mail stands. A draft waits for somebody to read it; only what is queued is sent."""

    DRAFT = "draft"
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    DISCARDED = "discarded"


class OutboxMail(Base):
    """A mail to one person, written in the transaction of its cause and sent by the worker.

    ``about`` is the public key of the event it speaks of, ``whom`` that of the person in the
    directory it is to, ``batch`` that of what it was composed together with; each may be empty.
    With a ``token_seed``, the words hold ``tokens.STAND_IN`` where the reader's personal token
    belongs, which is put in as the mail leaves, and rests nowhere. Answers go to ``reply_to``,
    if it is given. ``facts`` are what was filled
    into a letter that was composed for many; nothing, where it was written by itself.
    """

    __tablename__ = "outbox_mail"
    __table_args__ = (
        UniqueConstraint("dedupe", name="uq_outbox_mail_dedupe"),
        UniqueConstraint("message_id", name="uq_outbox_mail_message_id"),
        Index("ix_outbox_mail_due", "state", "due_at"),
        Index("ix_outbox_mail_about", "about"),
        Index("ix_outbox_mail_whom", "whom"),
        Index("ix_outbox_mail_batch", "batch", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    dedupe: Mapped[str] = mapped_column(String(200))
    message_id: Mapped[str] = mapped_column(String(200))
    about: Mapped[str] = mapped_column(String(40), default="")
    whom: Mapped[str] = mapped_column(String(40), default="")
    batch: Mapped[str] = mapped_column(String(40), default="")
    token_seed: Mapped[str] = mapped_column(String(120), default="")
    reply_to: Mapped[str] = mapped_column(String(254), default="")
    facts: Mapped[dict[str, str] | None] = mapped_column(JSON, deferred=True)
    to_name: Mapped[str] = mapped_column(String(200), default="")
    to_address: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(300))
    body_text: Mapped[str] = mapped_column(Text)
    body_html: Mapped[str] = mapped_column(Text)
    calendar: Mapped[str] = mapped_column(Text, default="")
    calendar_method: Mapped[str] = mapped_column(String(20), default="PUBLISH")
    state: Mapped[MailState] = mapped_column(enum_type(MailState), default=MailState.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    lease_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    error: Mapped[str] = mapped_column(String(500), default="")

    @property
    def is_sealed(self) -> bool:
        """Whether its words are its reader's alone: a mail about an account holds a way in."""
        return not self.about


class JobState(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Job(Base):
    """Slow work, asked for by a request and done by the worker, with its progress."""

    __tablename__ = "job"
    __table_args__ = (
        Index("ix_job_due", "state", "due_at"),
        CheckConstraint("done <= total OR total = 0", name="done_within_total"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    kind: Mapped[str] = mapped_column(String(60))
    payload: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    state: Mapped[JobState] = mapped_column(enum_type(JobState), default=JobState.WAITING)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    report: Mapped[dict[str, object]] = mapped_column(JSON, default=dict)
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    lease_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    created_by: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    finished_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    error: Mapped[str] = mapped_column(String(500), default="")


class Upload(Base):
    """A file that someone sent to be read by a job; kept in the database, so any machine can read it."""

    __tablename__ = "upload"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    name: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    created_by: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)


class Answer(Base):
    """Where a form that was sent once led to, so that sending it again leads there too."""

    __tablename__ = "answer"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    location: Mapped[str] = mapped_column(String(500))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now, index=True)


class Throttle(Base):
    """How often something was tried within a window, counted in the database for all processes."""

    __tablename__ = "throttle"

    bucket: Mapped[str] = mapped_column(String(120), primary_key=True)
    window_ends: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    tries: Mapped[int] = mapped_column(default=0)


class PublicVersion(Base):
    """One row with one number, raised by every write to anything a visitor could see."""

    __tablename__ = "public_version"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    number: Mapped[int] = mapped_column(default=1)


class Heartbeat(Base):
    """When a kind of process was last seen at work."""

    __tablename__ = "heartbeat"

    process: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
