"""The design of a game: teams, roles and who plays them, scenarios, moves, injects, indicators."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
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
    column,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.clock import now
from app.core.text import random_key
from app.events.models import Event
from app.extensions import Base
from app.games.rules import (
    InjectKind,
    Medium,
    MoveState,
    Phase,
    Readiness,
    Sight,
    TeamKind,
    Traffic,
)
from app.infra.types import UTCDateTime, enum_type
from app.participation.models import Participation

inject_file = Table(
    "game_inject_file",
    Base.metadata,
    Column("inject_id", ForeignKey("game_inject.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "file_id", ForeignKey("game_file.id", ondelete="RESTRICT"), primary_key=True, index=True
    ),
)


def once_for_a_team(table: str, *columns: str) -> Index:
    """Keep what is for a whole team from being there twice: no database takes two empty roles for equal."""
    no_role = column("role_id").is_(None)
    return Index(
        f"uq_{table}_team_once",
        *columns,
        "team_id",
        unique=True,
        sqlite_where=no_role,
        postgresql_where=no_role,
    )


class Game(Base):
    """What makes a game of an event: how it is played, and how far play has come.

    ``phase``, ``move_number``, ``move_state``, ``due_seconds`` and ``clock`` follow from the log and are
    written with each entry, so that one row tells every desk how things stand. ``pace`` is how many hours pass in the game for
    one real hour; ``lead_hours`` how long before its phase a scenario is given to the teams.
    """

    __tablename__ = "game"
    __table_args__ = (
        CheckConstraint("pace > 0", name="time_goes_on"),
        CheckConstraint("lead_hours BETWEEN 0 AND 720", name="lead_hours_bounded"),
    )

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )
    traffic: Mapped[Traffic] = mapped_column(enum_type(Traffic), default=Traffic.OPEN)
    pace: Mapped[int] = mapped_column(default=1)
    lead_hours: Mapped[int] = mapped_column(default=12)

    phase: Mapped[Phase] = mapped_column(enum_type(Phase), default=Phase.SCHEDULED)
    move_number: Mapped[int] = mapped_column(default=0)
    move_state: Mapped[MoveState] = mapped_column(enum_type(MoveState), default=MoveState.PLANNED)
    due_seconds: Mapped[int | None]
    clock: Mapped[dict[str, Any] | None] = mapped_column(JSON)

    event: Mapped[Event] = relationship()
    teams: Mapped[list[GameTeam]] = relationship(
        back_populates="game", cascade="all, delete-orphan", order_by="GameTeam.position"
    )


class GamePlan(Base):
    """What a game is to find out, and which parts of its record may be public, each by itself."""

    __tablename__ = "game_plan"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("game.event_id", ondelete="CASCADE"), primary_key=True
    )
    purpose: Mapped[str] = mapped_column(Text, default="")
    questions: Mapped[str] = mapped_column(Text, default="")
    objectives: Mapped[str] = mapped_column(Text, default="")
    assumptions: Mapped[str] = mapped_column(Text, default="")
    hot_wash: Mapped[str] = mapped_column(Text, default="")

    game: Mapped[Game] = relationship()


class GameRelease(Base):
    """Which parts of a finished game are public; that it was held is the event's own release."""

    __tablename__ = "game_release"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("game.event_id", ondelete="CASCADE"), primary_key=True
    )
    players: Mapped[bool] = mapped_column(default=False)
    castings: Mapped[bool] = mapped_column(default=False)
    decisions: Mapped[bool] = mapped_column(default=False)
    injects: Mapped[bool] = mapped_column(default=False)
    messages: Mapped[bool] = mapped_column(default=False)

    game: Mapped[Game] = relationship()


class GameTeam(Base):
    """A team, control, or the observers."""

    __tablename__ = "game_team"
    __table_args__ = (UniqueConstraint("event_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    event_id: Mapped[int] = mapped_column(ForeignKey("game.event_id", ondelete="CASCADE"))
    kind: Mapped[TeamKind] = mapped_column(enum_type(TeamKind), default=TeamKind.TEAM)
    name: Mapped[str] = mapped_column(String(80))
    position: Mapped[int] = mapped_column(default=0)
    public_brief: Mapped[str] = mapped_column(Text, default="")

    game: Mapped[Game] = relationship(back_populates="teams")
    roles: Mapped[list[GameRole]] = relationship(
        back_populates="team", cascade="all, delete-orphan", order_by="GameRole.position"
    )


class GameRole(Base):
    """A part to play in a team. Whoever ``leads`` may submit the team's decision."""

    __tablename__ = "game_role"
    __table_args__ = (UniqueConstraint("team_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    event_id: Mapped[int] = mapped_column(
        ForeignKey("game.event_id", ondelete="CASCADE"), index=True
    )
    team_id: Mapped[int] = mapped_column(ForeignKey("game_team.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(120))
    position: Mapped[int] = mapped_column(default=0)
    leads: Mapped[bool] = mapped_column(default=False)
    public_brief: Mapped[str] = mapped_column(Text, default="")

    team: Mapped[GameTeam] = relationship(back_populates="roles")
    castings: Mapped[list[Casting]] = relationship(
        back_populates="role", cascade="all, delete-orphan", order_by="Casting.id"
    )


class SecretBrief(Base):
    """What a team, or one role of it, alone may read: the brief, its goals, its red lines."""

    __tablename__ = "game_secret_brief"
    __table_args__ = (
        UniqueConstraint("team_id", "role_id"),
        once_for_a_team("game_secret_brief"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(
        ForeignKey("game.event_id", ondelete="CASCADE"), index=True
    )
    team_id: Mapped[int] = mapped_column(ForeignKey("game_team.id", ondelete="CASCADE"))
    role_id: Mapped[int | None] = mapped_column(
        ForeignKey("game_role.id", ondelete="CASCADE"), index=True
    )
    brief: Mapped[str] = mapped_column(Text, default="")
    goals: Mapped[str] = mapped_column(Text, default="")
    red_lines: Mapped[str] = mapped_column(Text, default="")

    team: Mapped[GameTeam] = relationship()
    role: Mapped[GameRole | None] = relationship()


class Casting(Base):
    """Who plays a role, from which move to which (both included; None: to the end).

    A role may be held by two people, a person may hold two, and change at a move. Move 0 is the
    time before the first.
    """

    __tablename__ = "game_casting"
    __table_args__ = (
        CheckConstraint("to_move IS NULL OR to_move >= from_move", name="ends_after_start"),
        Index("ix_game_casting_seat", "participation_id", "event_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    event_id: Mapped[int] = mapped_column(
        ForeignKey("game.event_id", ondelete="CASCADE"), index=True
    )
    role_id: Mapped[int] = mapped_column(ForeignKey("game_role.id", ondelete="CASCADE"), index=True)
    participation_id: Mapped[int] = mapped_column(
        ForeignKey("participation.id", ondelete="CASCADE")
    )
    from_move: Mapped[int] = mapped_column(default=0)
    to_move: Mapped[int | None]

    role: Mapped[GameRole] = relationship(back_populates="castings")
    seat: Mapped[Participation] = relationship()


class Scenario(Base):
    """A hypothetical that a phase of the game plays; its text as it is now, in its version."""

    __tablename__ = "game_scenario"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    event_id: Mapped[int] = mapped_column(ForeignKey("game.event_id", ondelete="CASCADE"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)

    times: Mapped[list[ScenarioTime]] = relationship(
        back_populates="scenario", cascade="all, delete-orphan"
    )
    versions: Mapped[list[ScenarioVersion]] = relationship(
        back_populates="scenario", cascade="all, delete-orphan", order_by="ScenarioVersion.version"
    )


class ScenarioVersion(Base):
    """The text of a scenario as it once was."""

    __tablename__ = "game_scenario_version"
    __table_args__ = (UniqueConstraint("scenario_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    scenario_id: Mapped[int] = mapped_column(ForeignKey("game_scenario.id", ondelete="CASCADE"))
    version: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)

    scenario: Mapped[Scenario] = relationship(back_populates="versions")


class ScenarioTime(Base):
    """When a scenario is given to a team, an instant in UTC."""

    __tablename__ = "game_scenario_time"
    __table_args__ = (UniqueConstraint("scenario_id", "team_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    scenario_id: Mapped[int] = mapped_column(ForeignKey("game_scenario.id", ondelete="CASCADE"))
    team_id: Mapped[int] = mapped_column(ForeignKey("game_team.id", ondelete="CASCADE"), index=True)
    release_at: Mapped[datetime] = mapped_column(UTCDateTime)

    scenario: Mapped[Scenario] = relationship(back_populates="times")
    team: Mapped[GameTeam] = relationship()


class GameMove(Base):
    """A span of play: when it is planned in real time (UTC), and the situation in game time.

    ``situation_at`` is a wall clock of the game's world, without a zone; it may lie before that
    of the move before. ``ask`` is what each team is to decide, ``due_minutes`` after the move opens.
    """

    __tablename__ = "game_move"
    __table_args__ = (
        UniqueConstraint("event_id", "number"),
        CheckConstraint("ends_at IS NULL OR ends_at >= starts_at", name="ends_after_start"),
        CheckConstraint("number > 0", name="numbered_from_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    event_id: Mapped[int] = mapped_column(ForeignKey("game.event_id", ondelete="CASCADE"))
    scenario_id: Mapped[int | None] = mapped_column(
        ForeignKey("game_scenario.id", ondelete="SET NULL"), index=True
    )
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    starts_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    ends_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    situation_at: Mapped[datetime | None] = mapped_column(DateTime)
    situation: Mapped[str] = mapped_column(Text, default="")
    ask: Mapped[str] = mapped_column(Text, default="")
    due_minutes: Mapped[int | None]

    scenario: Mapped[Scenario | None] = relationship()


class Inject(Base):
    """One line of the list of injects (MSEL): what control puts before whom, and when.

    ``number`` is text ("12a") and stays with it; ``rank`` orders the list. The time is real:
    an instant ``planned_at`` in UTC, or ``offset_seconds`` from the opening of its move.
    ``game_at`` is a wall clock of the game's world. What was released never changes: the log
    holds it as it was.
    """

    __tablename__ = "game_inject"
    __table_args__ = (
        UniqueConstraint("event_id", "number"),
        CheckConstraint("planned_at IS NULL OR offset_seconds IS NULL", name="one_time"),
        Index("ix_game_inject_move", "move_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    event_id: Mapped[int] = mapped_column(ForeignKey("game.event_id", ondelete="CASCADE"))
    number: Mapped[str] = mapped_column(String(12))
    rank: Mapped[str] = mapped_column(String(24), default="")
    title: Mapped[str] = mapped_column(String(200))
    move_id: Mapped[int | None] = mapped_column(ForeignKey("game_move.id", ondelete="RESTRICT"))
    kind: Mapped[InjectKind] = mapped_column(enum_type(InjectKind), default=InjectKind.SCRIPTED)
    readiness: Mapped[Readiness] = mapped_column(enum_type(Readiness), default=Readiness.DRAFT)
    medium: Mapped[Medium] = mapped_column(enum_type(Medium), default=Medium.CABLE)
    planned_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    offset_seconds: Mapped[int | None]
    game_at: Mapped[datetime | None] = mapped_column(DateTime)
    sender: Mapped[str] = mapped_column(String(120), default="")
    body: Mapped[str] = mapped_column(Text, default="")
    controller: Mapped[str] = mapped_column(String(120), default="")
    expected: Mapped[str] = mapped_column(Text, default="")
    objective: Mapped[str] = mapped_column(String(300), default="")
    depends_on_id: Mapped[int | None] = mapped_column(
        ForeignKey("game_inject.id", ondelete="SET NULL"), index=True
    )

    move: Mapped[GameMove | None] = relationship()
    depends_on: Mapped[Inject | None] = relationship(remote_side="Inject.id")
    to: Mapped[list[Addressee]] = relationship(
        back_populates="inject", cascade="all, delete-orphan", order_by="Addressee.id"
    )
    files: Mapped[list[GameFile]] = relationship(secondary=inject_file, order_by="GameFile.id")


class Addressee(Base):
    """A team, or one role of it, to which an inject goes."""

    __tablename__ = "game_addressee"
    __table_args__ = (
        UniqueConstraint("inject_id", "team_id", "role_id"),
        once_for_a_team("game_addressee", "inject_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    inject_id: Mapped[int] = mapped_column(ForeignKey("game_inject.id", ondelete="CASCADE"))
    team_id: Mapped[int] = mapped_column(ForeignKey("game_team.id", ondelete="CASCADE"), index=True)
    role_id: Mapped[int | None] = mapped_column(
        ForeignKey("game_role.id", ondelete="CASCADE"), index=True
    )

    inject: Mapped[Inject] = relationship(back_populates="to")
    team: Mapped[GameTeam] = relationship()
    role: Mapped[GameRole | None] = relationship()


class GameFile(Base):
    """A file that goes with an inject. It never changes; another version is another file."""

    __tablename__ = "game_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    event_id: Mapped[int] = mapped_column(
        ForeignKey("game.event_id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(200))
    mime_type: Mapped[str] = mapped_column(String(80))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class Indicator(Base):
    """Something that control keeps a value of, such as tension, on a scale from low to high."""

    __tablename__ = "game_indicator"
    __table_args__ = (
        UniqueConstraint("event_id", "name"),
        CheckConstraint("low < high", name="has_a_scale"),
        CheckConstraint("start BETWEEN low AND high", name="starts_on_its_scale"),
        CheckConstraint("(sight = 'team') = (team_id IS NOT NULL)", name="team_if_one_team_sees"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    event_id: Mapped[int] = mapped_column(ForeignKey("game.event_id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(80))
    position: Mapped[int] = mapped_column(default=0)
    low: Mapped[int] = mapped_column(default=0)
    high: Mapped[int] = mapped_column(default=10)
    start: Mapped[int] = mapped_column(default=5)
    low_label: Mapped[str] = mapped_column(String(80), default="")
    high_label: Mapped[str] = mapped_column(String(80), default="")
    sight: Mapped[Sight] = mapped_column(enum_type(Sight), default=Sight.CONTROL)
    team_id: Mapped[int | None] = mapped_column(
        ForeignKey("game_team.id", ondelete="CASCADE"), index=True
    )

    team: Mapped[GameTeam | None] = relationship()
