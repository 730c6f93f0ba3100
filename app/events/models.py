"""Events, their sessions, partners, notices, recordings, and what stays private about them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.clock import Span, now
from app.core.text import random_key
from app.events.rules import (
    RELEASED,
    AttributionRule,
    EventKind,
    EventState,
    Format,
    PartnerRole,
    Publication,
    RecordingKind,
    RegistrationMode,
    SessionKind,
    Track,
    TranscriptState,
    audio_type,
)
from app.extensions import Base
from app.infra.types import UTCDateTime, enum_type
from app.people.models import Organisation
from app.programmes.models import Programme, Region, Series, Topic

event_topic = Table(
    "event_topic",
    Base.metadata,
    Column("event_id", ForeignKey("event.id", ondelete="CASCADE"), primary_key=True),
    Column("topic_id", ForeignKey("topic.id", ondelete="RESTRICT"), primary_key=True, index=True),
)
event_region = Table(
    "event_region",
    Base.metadata,
    Column("event_id", ForeignKey("event.id", ondelete="CASCADE"), primary_key=True),
    Column("region_id", ForeignKey("region.id", ondelete="RESTRICT"), primary_key=True, index=True),
)


class Event(Base):
    """Something the institute convenes.

    Times are kept twice: the wall clock in the event's zone, which is what was agreed, and
    the instants that follow from it. An event without a date (an idea, or postponed) has
    neither. Only what may be shown once the event is public stands in this table.
    """

    __tablename__ = "event"
    __table_args__ = (
        CheckConstraint("ends_at >= starts_at", name="ends_after_start"),
        CheckConstraint("(starts_at IS NULL) = (ends_at IS NULL)", name="both_ends_or_none"),
        CheckConstraint(
            "NOT confidential OR publication = 'unpublished'", name="confidential_is_unpublished"
        ),
        Index("ix_event_public_by_date", "publication", "ends_at", "id"),
        Index("ix_event_dates", "starts_at", "ends_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    uid: Mapped[str] = mapped_column(String(120), unique=True)
    slug: Mapped[str] = mapped_column(String(160), unique=True)
    source_ref: Mapped[str | None] = mapped_column(String(120), unique=True)

    kind: Mapped[EventKind] = mapped_column(enum_type(EventKind))
    title: Mapped[str] = mapped_column(String(300))
    subtitle: Mapped[str] = mapped_column(String(300), default="")
    programme_id: Mapped[int | None] = mapped_column(
        ForeignKey("programme.id", ondelete="RESTRICT"), index=True
    )
    series_id: Mapped[int | None] = mapped_column(
        ForeignKey("series.id", ondelete="RESTRICT"), index=True
    )
    ordinal: Mapped[str] = mapped_column(String(40), default="")
    owner_id: Mapped[int | None] = mapped_column(
        ForeignKey("user_account.id", ondelete="SET NULL"), index=True
    )

    state: Mapped[EventState] = mapped_column(enum_type(EventState), default=EventState.IDEA)
    publication: Mapped[Publication] = mapped_column(
        enum_type(Publication), default=Publication.UNPUBLISHED
    )
    published_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    confidential: Mapped[bool] = mapped_column(default=False)
    attribution: Mapped[AttributionRule] = mapped_column(enum_type(AttributionRule))
    track: Mapped[Track | None] = mapped_column(enum_type(Track))
    attribution_wording: Mapped[str] = mapped_column(Text, default="")

    local_start: Mapped[datetime | None] = mapped_column(DateTime)
    local_end: Mapped[datetime | None] = mapped_column(DateTime)
    zone: Mapped[str] = mapped_column(String(60))
    date_only: Mapped[bool] = mapped_column(default=False)
    starts_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    ends_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    format: Mapped[Format] = mapped_column(enum_type(Format), default=Format.IN_PERSON)
    moved_online: Mapped[bool] = mapped_column(default=False)
    place: Mapped[str] = mapped_column(String(300), default="")
    language: Mapped[str] = mapped_column(String(60), default="")
    hashtag: Mapped[str] = mapped_column(String(60), default="")
    summary_upcoming: Mapped[str] = mapped_column(Text, default="")
    summary_past: Mapped[str] = mapped_column(Text, default="")
    highlighted: Mapped[bool] = mapped_column(default=False)

    registration: Mapped[RegistrationMode] = mapped_column(
        enum_type(RegistrationMode), default=RegistrationMode.BY_INVITATION
    )

    sequence: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now, onupdate=now)

    programme: Mapped[Programme | None] = relationship(foreign_keys=[programme_id])
    series: Mapped[Series | None] = relationship()
    topics: Mapped[list[Topic]] = relationship(secondary=event_topic, order_by="Topic.name")
    regions: Mapped[list[Region]] = relationship(secondary=event_region, order_by="Region.name")
    sessions: Mapped[list[EventSession]] = relationship(
        back_populates="event", cascade="all, delete-orphan", order_by="EventSession.position"
    )
    partners: Mapped[list[EventPartner]] = relationship(
        back_populates="event", cascade="all, delete-orphan", order_by="EventPartner.position"
    )
    previous_dates: Mapped[list[PreviousDate]] = relationship(
        back_populates="event", cascade="all, delete-orphan", order_by="PreviousDate.id"
    )
    notices: Mapped[list[EventNotice]] = relationship(
        back_populates="event", cascade="all, delete-orphan", order_by="EventNotice.at"
    )
    recordings: Mapped[list[Recording]] = relationship(
        back_populates="event", cascade="all, delete-orphan", order_by="Recording.id"
    )
    dossier: Mapped[EventDossier | None] = relationship(
        back_populates="event", cascade="all, delete-orphan"
    )
    join_link: Mapped[JoinLink | None] = relationship(
        back_populates="event", cascade="all, delete-orphan"
    )

    @property
    def span(self) -> Span | None:
        """When it is held, or None while it has no date."""
        if self.starts_at is None:
            return None
        return Span(self.starts_at, self.ends_at, self.zone, self.date_only)

    @property
    def is_released(self) -> bool:
        """Whether it has a public page, with its people or without."""
        return self.publication in RELEASED


class EventSession(Base):
    """One part of an event: a panel, a keynote, a meal, with its own rule and visibility."""

    __tablename__ = "event_session"
    __table_args__ = (
        UniqueConstraint("event_id", "position"),
        CheckConstraint("ends_at IS NULL OR ends_at >= starts_at", name="ends_after_start"),
        Index("ix_event_session_dates", "starts_at", "ends_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    source_ref: Mapped[str | None] = mapped_column(String(120), unique=True)
    position: Mapped[int]
    kind: Mapped[SessionKind] = mapped_column(enum_type(SessionKind), default=SessionKind.PANEL)
    title: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text, default="")
    local_start: Mapped[datetime | None] = mapped_column(DateTime)
    local_end: Mapped[datetime | None] = mapped_column(DateTime)
    starts_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    ends_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    place: Mapped[str] = mapped_column(String(300), default="")
    attribution: Mapped[AttributionRule | None] = mapped_column(enum_type(AttributionRule))
    public: Mapped[bool] = mapped_column(default=True)

    event: Mapped[Event] = relationship(back_populates="sessions")

    def span_in(self, zone: str) -> Span | None:
        """When it is held, in the ``zone`` of its event; None while that is not known."""
        if self.starts_at is None:
            return None
        return Span(self.starts_at, self.ends_at, zone)


class EventPartner(Base):
    """An organisation's part in an event: convener, co-convener, host, sponsor, …"""

    __tablename__ = "event_partner"
    __table_args__ = (UniqueConstraint("event_id", "organisation_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="RESTRICT"), index=True
    )
    role: Mapped[PartnerRole] = mapped_column(enum_type(PartnerRole))
    position: Mapped[int] = mapped_column(default=0)

    event: Mapped[Event] = relationship(back_populates="partners")
    organisation: Mapped[Organisation] = relationship()


class PreviousDate(Base):
    """A date the event once had; every one is kept when it is rescheduled."""

    __tablename__ = "previous_date"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    starts_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ends_at: Mapped[datetime] = mapped_column(UTCDateTime)
    zone: Mapped[str] = mapped_column(String(60))
    date_only: Mapped[bool] = mapped_column(default=False)
    replaced_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)

    event: Mapped[Event] = relationship(back_populates="previous_dates")

    @property
    def span(self) -> Span:
        """When it would have been held."""
        return Span(self.starts_at, self.ends_at, self.zone, self.date_only)


class EventNotice(Base):
    """A dated, public word about a change: postponed, moved online, "X will speak instead of Y"."""

    __tablename__ = "event_notice"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)

    event: Mapped[Event] = relationship(back_populates="notices")


class Recording(Base):
    """A video, a podcast or a transcript of an event or of one of its sessions.

    One without an address is only known to exist; it is not shown. A transcript whose text is
    kept here has a state instead. ``file_url`` is the file of sound itself, where ``url`` is the
    page on which it is heard.
    """

    __tablename__ = "recording"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    session_id: Mapped[int | None] = mapped_column(
        ForeignKey("event_session.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[RecordingKind] = mapped_column(enum_type(RecordingKind))
    url: Mapped[str] = mapped_column(String(500), default="")
    title: Mapped[str] = mapped_column(String(300), default="")
    public: Mapped[bool] = mapped_column(default=True)
    language: Mapped[str] = mapped_column(String(35), default="")
    seconds: Mapped[int | None]
    uploaded_on: Mapped[date | None]
    file_url: Mapped[str] = mapped_column(String(500), default="")
    file_bytes: Mapped[int | None]
    file_type: Mapped[str] = mapped_column(String(80), default="")
    credit: Mapped[str] = mapped_column(String(300), default="")
    licence: Mapped[str] = mapped_column(String(120), default="")
    poster: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    poster_key: Mapped[str | None] = mapped_column(String(24))
    transcript_state: Mapped[TranscriptState | None] = mapped_column(enum_type(TranscriptState))
    taken_down_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    taken_down_reason: Mapped[str] = mapped_column(Text, default="", deferred=True)

    event: Mapped[Event] = relationship(back_populates="recordings")
    session: Mapped[EventSession | None] = relationship()
    captions: Mapped[list[Caption]] = relationship(
        back_populates="recording", cascade="all, delete-orphan", order_by="Caption.language"
    )

    @property
    def sound(self) -> tuple[str, str]:
        """Return the address and the MIME type of its file of sound; both empty if there is none."""
        url = self.file_url or (self.url if audio_type(self.url) else "")
        return url, self.file_type or audio_type(url)


class Caption(Base):
    """The words of a recording in one language: a link to them, or the WebVTT file itself."""

    __tablename__ = "caption"
    __table_args__ = (UniqueConstraint("recording_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    recording_id: Mapped[int] = mapped_column(ForeignKey("recording.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(35))
    url: Mapped[str] = mapped_column(String(500), default="")
    content: Mapped[str] = mapped_column(Text, default="", deferred=True)

    recording: Mapped[Recording] = relationship(back_populates="captions")


class EventDossier(Base):
    """What staff alone know about an event: why it was cancelled, and their notes."""

    __tablename__ = "event_dossier"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )
    private_reason: Mapped[str] = mapped_column(Text, default="")
    notes: Mapped[str] = mapped_column(Text, default="")

    event: Mapped[Event] = relationship(back_populates="dossier")


class JoinLink(Base):
    """Where a virtual event is joined; for staff and for those who hold a seat."""

    __tablename__ = "join_link"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )
    url: Mapped[str] = mapped_column(String(500))
    instructions: Mapped[str] = mapped_column(Text, default="")

    event: Mapped[Event] = relationship(back_populates="join_link")


class FormerSlug(Base):
    """An address an event had before; it leads to the present one for ever."""

    __tablename__ = "former_slug"

    slug: Mapped[str] = mapped_column(String(160), primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)


class Tombstone(Base):
    """What stays at the address of an event that was public and was withdrawn."""

    __tablename__ = "tombstone"

    slug: Mapped[str] = mapped_column(String(160), primary_key=True)
    notice: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
