"""A game with thirty players to measure on, designed and played by the operations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from app.core.clock import now
from app.events.operations import create_event
from app.events.rules import EventKind
from app.extensions import db
from app.games.models import Game, GameMove, GameRole, Indicator
from app.games.operations import control, design, playing
from app.games.queries import state_of
from app.games.rules import Readiness, Sight
from app.infra.tokens import personal_token
from app.infra.transaction import transaction
from app.invitations import operations as invitations
from app.invitations.rules import Stage
from app.participation.models import Participation
from app.participation.operations import seat
from app.participation.rules import Role, SeatState
from app.people.operations import add_person

TEAMS, PLAYERS = 5, 6
INJECTS = 25
WORDS = (
    "The embassy reports that the other side may be ready to talk, if nobody asks in public. " * 3
)
AT_ONCE = 250


@dataclass(frozen=True)
class Laid:
    """A game that has begun, with its first move open, and the addresses of its desks."""

    event: int
    key: str
    injects: list[str]
    desks: list[str]
    seats: list[int]


def lay() -> Laid:
    """Design the game, cast and invite everybody, start it and open its first move."""
    with transaction():
        event = create_event(
            kind=EventKind.PEACE_GAME,
            title="A game of thirty",
            owner_id=None,
            zone="America/New_York",
            local_start=(now() + timedelta(days=1)).replace(tzinfo=None, minute=0, second=0),
        )
        game = design.start_design(event)
        held = [_cast(role) for role in _roles(game)]
        wave = invitations.open_wave(
            event, name="Players", stage=Stage.INVITATION, deadline_at=now() + timedelta(days=9)
        )
        asked = [invitations.invitation_for(one) for one in held]
        invitations.mark_sent(wave, asked)
        move = design.add_move(game, title="The first week", situation=WORDS, due_minutes=60)
        teams = [team for team in game.teams if team.name.startswith("Team")]
        made = [
            design.add_inject(
                game,
                title=f"Cable {number}",
                to=teams,
                move=move,
                body=WORDS,
                readiness=Readiness.APPROVED,
                offset_seconds=60 * number,
            )
            for number in range(INJECTS)
        ]
        design.add_indicator(game, name="Tension", sight=Sight.EVERYONE)
        laid = Laid(
            event.id,
            event.key,
            [one.key for one in made],
            [f"/play/{personal_token(one.seed)}/" for one in asked],
            [one.id for one in held],
        )
    with transaction():
        game = db.session.get_one(Game, laid.event)
        control.begin(game)
        control.open_move(game, db.session.get_one(GameMove, move.id))
    return laid


def _roles(game: Game) -> list[GameRole]:
    teams = [design.add_team(game, name=f"Team {number}") for number in range(TEAMS)]
    return [
        design.add_role(team, name=f"Part {part}", leads=part == 0)
        for team in teams
        for part in range(PLAYERS)
    ]


def _cast(role: GameRole) -> Participation:
    person = add_person(display_name=f"Player {role.id} Example")
    held = seat(
        role.team.game.event, person=person, roles=[Role.PARTICIPANT], state=SeatState.CONFIRMED
    )
    design.cast(role, held)
    return held


def lengthen(laid: Laid, entries: int) -> None:
    """Let the log grow to ``entries``: messages, observations, and now and then an indicator."""
    game = db.session.get_one(Game, laid.event)
    length = _length(game)
    while length < entries:
        with transaction():
            game = db.session.get_one(Game, laid.event)
            others = [team.key for team in game.teams if team.name.startswith("Team")]
            for number in range(length, min(entries, length + AT_ONCE)):
                _happen(game, laid, others, number)
        length = _length(game)


def _length(game: Game) -> int:
    return state_of(game).seq


def _happen(game: Game, laid: Laid, others: list[str], number: int) -> None:
    if number % 10 == 0:
        indicator = db.session.query(Indicator).filter_by(event_id=laid.event).one()
        control.set_indicator(game, indicator, number // 10 % 2 + 3)
    elif number % 3 == 0:
        control.observe(game, f"They hesitated, for the {number}th time.")
    else:
        held = db.session.get_one(Participation, laid.seats[number % len(laid.seats)])
        to = [others[(number + number // len(laid.seats)) % len(others)]]
        playing.send_message(game, held, to=[*to, "control"], title=f"Word {number}", text=WORDS)
