"""Play: the log, what was put before readers, and who has read it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    DateTime,
    ForeignKey,
    Index,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.text import random_key
from app.extensions import Base
from app.games.models.design import Game, GameFile, GameRole, GameTeam, once_for_a_team
from app.games.rules import Act, ItemKind, LessonState, Medium
from app.infra.types import UTCDateTime, enum_type

item_file = Table(
    "game_item_file",
    Base.metadata,
    Column("item_id", ForeignKey("game_item.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "file_id", ForeignKey("game_file.id", ondelete="RESTRICT"), primary_key=True, index=True
    ),
)


class GameEntry(Base):
    """One thing that was done, numbered within its game. Rows are only added: triggers refuse the rest.

    ``at`` is the instant in UTC, ``game_at`` the wall clock of the game's world then. ``data`` is
    what the fold needs; the words that readers see stand in the item.
    """

    __tablename__ = "game_entry"
    __table_args__ = (
        UniqueConstraint("event_id", "seq", name="uq_game_entry_seq"),
        Index("ix_game_entry_act", "event_id", "act", "seq"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("game.event_id", ondelete="CASCADE"))
    seq: Mapped[int]
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    game_at: Mapped[datetime | None] = mapped_column(DateTime)
    actor: Mapped[str] = mapped_column(String(254))
    act: Mapped[Act] = mapped_column(enum_type(Act))
    data: Mapped[dict[str, Any]] = mapped_column(JSON)

    item: Mapped[GameItem | None] = relationship(back_populates="entry")


class GameSnapshot(Base):
    """The state of a game as it was at entry ``seq``; the fold goes on from the latest."""

    __tablename__ = "game_snapshot"
    __table_args__ = (UniqueConstraint("event_id", "seq"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("game.event_id", ondelete="CASCADE"))
    seq: Mapped[int]
    state: Mapped[dict[str, Any]] = mapped_column(JSON)


class GameItem(Base):
    """Words as they were put before readers: an inject, a message, a submission, an outcome.

    It is never changed; ``corrects_id`` is the item that a correction is about. ``sender`` is who
    wrote it in the world of the game. Where a team wrote it, ``team_id`` and ``role_id`` are theirs.
    """

    __tablename__ = "game_item"
    __table_args__ = (
        UniqueConstraint("entry_id", name="uq_game_item_entry"),
        Index("ix_game_item_game", "event_id", "kind", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    event_id: Mapped[int] = mapped_column(ForeignKey("game.event_id", ondelete="CASCADE"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("game_entry.id", ondelete="CASCADE"))
    kind: Mapped[ItemKind] = mapped_column(enum_type(ItemKind))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    game_at: Mapped[datetime | None] = mapped_column(DateTime)
    move_number: Mapped[int]
    medium: Mapped[Medium | None] = mapped_column(enum_type(Medium))
    sender: Mapped[str] = mapped_column(String(254), default="")
    team_id: Mapped[int | None] = mapped_column(
        ForeignKey("game_team.id", ondelete="RESTRICT"), index=True
    )
    role_id: Mapped[int | None] = mapped_column(
        ForeignKey("game_role.id", ondelete="RESTRICT"), index=True
    )
    title: Mapped[str] = mapped_column(String(300), default="")
    body: Mapped[str] = mapped_column(Text, default="")
    rationale: Mapped[str] = mapped_column(Text, default="")
    late: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int | None]
    corrects_id: Mapped[int | None] = mapped_column(
        ForeignKey("game_item.id", ondelete="CASCADE"), index=True
    )
    answers_id: Mapped[int | None] = mapped_column(
        ForeignKey("game_item.id", ondelete="CASCADE"), index=True
    )

    game: Mapped[Game] = relationship()
    entry: Mapped[GameEntry] = relationship(back_populates="item")
    team: Mapped[GameTeam | None] = relationship()
    role: Mapped[GameRole | None] = relationship()
    deliveries: Mapped[list[Delivery]] = relationship(back_populates="item")
    files: Mapped[list[GameFile]] = relationship(secondary=item_file, order_by="GameFile.id")


class Delivery(Base):
    """An item before one reader: a team, or one role of it. ``own`` where the team wrote it itself.

    ``move_number`` is that of the play: whoever leaves a team reads nothing delivered later.
    """

    __tablename__ = "game_delivery"
    __table_args__ = (
        UniqueConstraint("item_id", "team_id", "role_id"),
        once_for_a_team("game_delivery", "item_id"),
        Index("ix_game_delivery_team", "team_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(
        ForeignKey("game.event_id", ondelete="CASCADE"), index=True
    )
    item_id: Mapped[int] = mapped_column(ForeignKey("game_item.id", ondelete="CASCADE"))
    team_id: Mapped[int] = mapped_column(ForeignKey("game_team.id", ondelete="RESTRICT"))
    role_id: Mapped[int | None] = mapped_column(
        ForeignKey("game_role.id", ondelete="RESTRICT"), index=True
    )
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    move_number: Mapped[int]
    own: Mapped[bool] = mapped_column(default=False)

    item: Mapped[GameItem] = relationship(back_populates="deliveries")
    team: Mapped[GameTeam] = relationship()
    role: Mapped[GameRole | None] = relationship()


class GameDraft(Base):
    """What a team is about to hand in for a move; its own alone, and no part of the record.

    ``saved_by`` is the role of whoever saved it last.
    """

    __tablename__ = "game_draft"
    __table_args__ = (UniqueConstraint("team_id", "move_number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("game_team.id", ondelete="CASCADE"))
    move_number: Mapped[int]
    event_id: Mapped[int] = mapped_column(
        ForeignKey("game.event_id", ondelete="CASCADE"), index=True
    )
    text: Mapped[str] = mapped_column(Text, default="")
    rationale: Mapped[str] = mapped_column(Text, default="")
    saved_by: Mapped[str] = mapped_column(String(120), default="")
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class Reading(Base):
    """Who has read what, and when first; an observer who reads leaves no mark."""

    __tablename__ = "game_reading"
    __table_args__ = (UniqueConstraint("participation_id", "item_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(
        ForeignKey("game.event_id", ondelete="CASCADE"), index=True
    )
    participation_id: Mapped[int] = mapped_column(
        ForeignKey("participation.id", ondelete="CASCADE")
    )
    item_id: Mapped[int] = mapped_column(ForeignKey("game_item.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class Presence(Base):
    """When a player's desk was last heard of."""

    __tablename__ = "game_presence"

    participation_id: Mapped[int] = mapped_column(
        ForeignKey("participation.id", ondelete="CASCADE"), primary_key=True
    )
    event_id: Mapped[int] = mapped_column(
        ForeignKey("game.event_id", ondelete="CASCADE"), index=True
    )
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class Lesson(Base):
    """What a hot wash or the report asks to be done, by whom, until when."""

    __tablename__ = "game_lesson"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    event_id: Mapped[int] = mapped_column(
        ForeignKey("game.event_id", ondelete="CASCADE"), index=True
    )
    text: Mapped[str] = mapped_column(Text)
    owner: Mapped[str] = mapped_column(String(200), default="")
    due_on: Mapped[date | None]
    state: Mapped[LessonState] = mapped_column(enum_type(LessonState), default=LessonState.OPEN)
