"""Where somebody sits in a game: the roles of a seat, and what of the play stands before it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, false, or_, select, true
from sqlalchemy.orm import joinedload

from app.core.errors import NotFound
from app.events.models import Event
from app.extensions import db
from app.games.models import Casting, Delivery, Game, GameRole, GameTeam
from app.games.rules import TeamKind
from app.participation.models import Participation


@dataclass(frozen=True, kw_only=True)
class Place:
    """A seat in a game. ``roles`` are held now, those of the team played for; ``held`` ever, up to now."""

    game: Game
    seat: Participation
    castings: tuple[Casting, ...]
    held: tuple[GameRole, ...]
    roles: tuple[GameRole, ...]

    @property
    def team(self) -> GameTeam | None:
        """The team played for; after the last role, the team of that one."""
        return (self.roles or self.held)[0].team if self.held else None

    @property
    def observes(self) -> bool:
        """Whether the seat only looks on."""
        return self.team is not None and self.team.kind is TeamKind.OBSERVERS

    @property
    def plays(self) -> bool:
        """Whether something may be done from the seat: it holds a role of a team, and play goes on."""
        plays = bool(self.roles) and self.team is not None and self.team.kind is TeamKind.TEAM
        return plays and not self.game.phase.is_over


def place_of(event: Event, seat: Participation) -> Place:
    """Return the place of ``seat`` in the game of ``event``. Raises NotFound where no role was given."""
    game = db.session.scalar(
        select(Game).where(Game.event_id == event.id).options(joinedload(Game.event))
    )
    if game is None:
        raise NotFound
    castings = db.session.scalars(
        select(Casting)
        .where(Casting.event_id == event.id, Casting.participation_id == seat.id)
        .options(joinedload(Casting.role).joinedload(GameRole.team))
        .order_by(Casting.from_move.desc(), Casting.id.desc())
    ).all()
    if not castings:
        raise NotFound
    begun = [one for one in castings if one.from_move <= game.move_number]
    current = [one for one in begun if one.to_move is None or one.to_move >= game.move_number]
    team_id = current[0].role.team_id if current else None
    return Place(
        game=game,
        seat=seat,
        castings=tuple(castings),
        held=tuple(dict.fromkeys(one.role for one in begun)),
        roles=tuple(dict.fromkeys(one.role for one in current if one.role.team_id == team_id)),
    )


def reaches(place: Place, watched: GameTeam | None = None) -> ColumnElement[bool]:
    """The delivery is to this seat by one of its roles; to the team ``watched`` by an observer.

    It says what the viewer's own predicate says of a player, which stands beside it. That alone
    would also let through what became public of other teams after the end, which has no place on
    a desk.
    """
    begun = [one for one in place.castings if one.from_move <= place.game.move_number]
    by_casting = (_by(one, watched) for one in begun)
    return and_(Delivery.event_id == place.game.event_id, or_(false(), *by_casting))


def _by(casting: Casting, watched: GameTeam | None) -> ColumnElement[bool]:
    """What a seat reads for having been given a role: all that came before it was taken away."""
    until = true() if casting.to_move is None else Delivery.move_number <= casting.to_move
    if watched is not None:
        return and_(Delivery.team_id == watched.id, until)
    for_role = or_(Delivery.role_id.is_(None), Delivery.role_id == casting.role_id)
    return and_(Delivery.team_id == casting.role.team_id, for_role, until)
