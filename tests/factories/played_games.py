"""Games for tests, designed and played by the operations."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.events.models import Event
from app.events.rules import EventKind
from app.extensions import db
from app.games.models import Game, GameFile, GameRole, GameTeam, Inject
from app.games.operations import design
from app.games.rules import Medium, Readiness, TeamKind
from app.infra.tokens import personal_token
from app.invitations.models import Invitation
from app.participation.models import Participation
from app.participation.rules import SeatState
from tests.factories.events import add_event
from tests.factories.invitations import invite


@dataclass
class Table:
    """A game with its invited players by the names of their roles: "US Head", "Observer" and so on."""

    event: int
    key: str
    seats: dict[str, int] = field(default_factory=dict)
    desks: dict[str, str] = field(default_factory=dict)

    @property
    def game(self) -> Game:
        """The game, read afresh."""
        return db.session.get_one(Game, self.event)

    def seat(self, name: str) -> Participation:
        """The seat of the player of a role."""
        return db.session.get_one(Participation, self.seats[name])

    def team(self, name: str) -> GameTeam:
        """The team with that name."""
        return next(one for one in self.game.teams if one.name == name)

    def role(self, name: str) -> GameRole:
        """The role of a player."""
        team, _space, role = name.partition(" ")
        return next(one for one in self.team(team).roles if one.name == role)


def desk_of(invitation: Invitation) -> str:
    """Return the address of the desk of whoever was invited."""
    return f"/play/{personal_token(invitation.seed)}/"


def lay_table(**facts: str) -> Table:
    """Design a game of two teams of two (US, DPRK: Head, Aide), an observer, and a guest without a role."""
    event: Event = add_event(kind=EventKind.PEACE_GAME, title="Beyond Deterrence", **facts)
    game = design.start_design(event)
    table = Table(event.id, event.key)

    def welcome(name: str, role: GameRole | None) -> None:
        asked = invite(event, name=f"{name} Player", state=SeatState.CONFIRMED)
        if role is not None:
            design.cast(role, asked.seat)
        table.seats[name], table.desks[name] = asked.seat.id, desk_of(asked)

    for name in ("US", "DPRK"):
        team = design.add_team(game, name=name, public_brief=f"All know of {name}.")
        for part in ("Head", "Aide"):
            welcome(f"{name} {part}", design.add_role(team, name=part, leads=part == "Head"))
    watchers = next(one for one in game.teams if one.kind is TeamKind.OBSERVERS)
    welcome("Observer", design.add_role(watchers, name="Observer"))
    welcome("Guest", None)
    design.add_move(
        game, title="The first week", situation="It begins.", ask="What do you do?", due_minutes=60
    )
    return table


def add_ready_inject(table: Table, title: str, *to: GameTeam | GameRole, **facts: object) -> Inject:
    """Put an inject on the list that may be released."""
    return design.add_inject(
        table.game,
        title=title,
        to=list(to),
        readiness=Readiness.APPROVED,
        medium=Medium(facts.pop("medium", Medium.CABLE)),
        **facts,
    )


def add_file(table: Table, name: str, content: bytes) -> GameFile:
    """Keep a file that may go with an inject."""
    file = GameFile(event_id=table.event, name=name, mime_type="text/plain", content=content)
    db.session.add(file)
    db.session.flush()
    return file
