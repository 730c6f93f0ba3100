"""Invitations and their links, waves, replies, consents, and names that are put forward."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.clock import now
from app.core.text import random_key
from app.events.models import Event
from app.extensions import Base
from app.infra.types import UTCDateTime, enum_type
from app.invitations.rules import Answer, Confirmations, ProposalState, Scope, Stage, Via, seed_of
from app.participation.models import Delegation, Participation
from app.participation.rules import Channel, Role


class PersonalLink:
    """A link that is its reader's alone. Its token follows from a seed; only the hash is kept.

    To renew a link, raise its ``generation``; to revoke it, say when.
    """

    KIND: str
    key: Mapped[str]
    event: Mapped[Event]

    generation: Mapped[int] = mapped_column(default=1)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    token_expires_at: Mapped[datetime] = mapped_column(UTCDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    @property
    def seed(self) -> str:
        """What the token is made from."""
        return seed_of(self.KIND, self.key, self.generation)


class InvitationSettings(Base):
    """How one event invites: who answers questions, and what happens by itself."""

    __tablename__ = "invitation_settings"
    __table_args__ = (CheckConstraint("companions BETWEEN 0 AND 20", name="few_companions"),)

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )
    contact_name: Mapped[str] = mapped_column(String(200), default="")
    contact_address: Mapped[str] = mapped_column(String(254), default="")
    confirmations: Mapped[Confirmations] = mapped_column(
        enum_type(Confirmations), default=Confirmations.AS_DRAFTS
    )
    close_at_deadline: Mapped[bool] = mapped_column(default=False)
    companions: Mapped[int] = mapped_column(default=1)


class Wave(Base):
    """Those who are asked together: first the principals, then, if they decline, the next.

    ``batch`` is the key of the mailing with its letters; what it says of its guests becomes
    true of each as their letter is released.
    """

    __tablename__ = "invitation_wave"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(120), default="")
    stage: Mapped[Stage] = mapped_column(enum_type(Stage), default=Stage.INVITATION)
    via: Mapped[Via] = mapped_column(enum_type(Via), default=Via.GUEST)
    sender: Mapped[str] = mapped_column(String(200), default="")
    deadline_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    batch: Mapped[str] = mapped_column(String(40), default="", index=True)
    created_by: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)

    event: Mapped[Event] = relationship()


class Invitation(PersonalLink, Base):
    """What one seat's guest was asked, until when, by whom, and when they answered.

    A seat has one, from the first letter that is drafted; nobody is asked before it is released,
    at ``sent_at``. Whether it stands is the seat's own state. ``needs_told_at`` says that the
    needs in the directory were told through this link, so that its reader may see them.
    """

    KIND = "rsvp"

    __tablename__ = "invitation"
    __table_args__ = (
        UniqueConstraint("participation_id", name="uq_invitation_one_per_seat"),
        Index("ix_invitation_event", "event_id", "sent_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    participation_id: Mapped[int] = mapped_column(
        ForeignKey("participation.id", ondelete="CASCADE")
    )
    wave_id: Mapped[int | None] = mapped_column(
        ForeignKey("invitation_wave.id", ondelete="SET NULL"), index=True
    )
    sender: Mapped[str] = mapped_column(String(200), default="")
    deadline_at: Mapped[datetime | None] = mapped_column(UTCDateTime, index=True)
    arrival: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    date_saved_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    opened_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    needs_told_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    event: Mapped[Event] = relationship()
    seat: Mapped[Participation] = relationship()
    wave: Mapped[Wave | None] = relationship()


class NominationLink(PersonalLink, Base):
    """By which the focal point of a delegation names its members, until ``deadline_at``."""

    KIND = "nominate"

    __tablename__ = "nomination_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    delegation_id: Mapped[int] = mapped_column(
        ForeignKey("delegation.id", ondelete="CASCADE"), unique=True
    )
    deadline_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    batch: Mapped[str] = mapped_column(String(40), default="", index=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    event: Mapped[Event] = relationship()
    delegation: Mapped[Delegation] = relationship()


class Reply(Base):
    """One answer, as it was given; the last one stands. ``confirmed_at`` says that a letter followed."""

    __tablename__ = "invitation_reply"

    id: Mapped[int] = mapped_column(primary_key=True)
    invitation_id: Mapped[int] = mapped_column(
        ForeignKey("invitation.id", ondelete="CASCADE"), index=True
    )
    answer: Mapped[Answer] = mapped_column(enum_type(Answer))
    words: Mapped[str] = mapped_column(Text, default="")
    channel: Mapped[Channel] = mapped_column(enum_type(Channel))
    told_by: Mapped[str] = mapped_column(String(200), default="")
    user_id: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    confirmed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    invitation: Mapped[Invitation] = relationship()


class Consent(Base):
    """What a guest allowed or refused, when and how; it stands until another takes its place."""

    __tablename__ = "consent"
    __table_args__ = (
        Index(
            "uq_consent_standing",
            "participation_id",
            "scope",
            unique=True,
            sqlite_where=text("replaced_at IS NULL"),
            postgresql_where=text("replaced_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    participation_id: Mapped[int] = mapped_column(
        ForeignKey("participation.id", ondelete="CASCADE"), index=True
    )
    scope: Mapped[Scope] = mapped_column(enum_type(Scope))
    given: Mapped[bool]
    channel: Mapped[Channel] = mapped_column(enum_type(Channel))
    told_by: Mapped[str] = mapped_column(String(200), default="")
    user_id: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    replaced_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Proposal(Base):
    """Somebody who is put forward: by a guest for their own place, or by a focal point; staff decide.

    It is for a place in a delegation, with a ``role``, or for the one at ``participation_id``;
    for both, where a focal point replaces a member. ``seated_id`` is the seat that came of it.
    """

    __tablename__ = "seat_proposal"
    __table_args__ = (
        CheckConstraint(
            "participation_id IS NOT NULL OR delegation_id IS NOT NULL", name="for_a_seat_or_a_side"
        ),
        Index("ix_seat_proposal_event", "event_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    participation_id: Mapped[int | None] = mapped_column(
        ForeignKey("participation.id", ondelete="CASCADE"), index=True
    )
    delegation_id: Mapped[int | None] = mapped_column(
        ForeignKey("delegation.id", ondelete="CASCADE"), index=True
    )
    role: Mapped[Role | None] = mapped_column(enum_type(Role))
    seated_id: Mapped[int | None] = mapped_column(
        ForeignKey("participation.id", ondelete="SET NULL"), index=True
    )
    state: Mapped[ProposalState] = mapped_column(
        enum_type(ProposalState), default=ProposalState.WAITING
    )
    name: Mapped[str] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(String(200), default="")
    organisation: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    words: Mapped[str] = mapped_column(Text, default="")
    answer: Mapped[str] = mapped_column(Text, default="")
    channel: Mapped[Channel] = mapped_column(enum_type(Channel))
    told_by: Mapped[str] = mapped_column(String(200), default="")
    user_id: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    decided_by: Mapped[int | None]

    event: Mapped[Event] = relationship()
    seat: Mapped[Participation | None] = relationship(foreign_keys=[participation_id])
    delegation: Mapped[Delegation | None] = relationship()
    seated: Mapped[Participation | None] = relationship(foreign_keys=[seated_id])
