"""Teams, roles and who plays them, also while the game is on: then the log tells of each change.

None commits.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select

from app.core.errors import InvalidInput, Refused
from app.core.messages import N_
from app.extensions import db
from app.games.models import (
    Addressee,
    Casting,
    Delivery,
    Game,
    GameItem,
    GameRole,
    GameTeam,
    SecretBrief,
)
from app.games.operations import control
from app.games.operations.control import BEING_PLAYED
from app.games.operations.design import cast, set_secret_brief
from app.games.queries import state_of
from app.games.queries.design import secrets_of
from app.games.rules import Phase, Rewritten, TeamKind, reader_key
from app.participation.models import Participation


def edit_team(team: GameTeam, *, name: str, kind: TeamKind, public_brief: str) -> None:
    """Say anew what the team is. Raises Refused for another kind once play has used it."""
    if kind is not team.kind:
        _require_unplayed(
            Delivery.team_id == team.id,
            GameItem.team_id == team.id,
            N_("This team has played, so it stays what it is."),
        )
    require_free_name(team.event_id, name, but=team)
    was = {"name": team.name, "kind": team.kind.value, "public_brief": team.public_brief}
    became = {"name": name, "kind": kind.value, "public_brief": public_brief}
    team.name, team.kind, team.public_brief = name, kind, public_brief
    control.rewritten(team.game, Rewritten.TEAM, about=team.key, was=was, became=became)


def edit_role(role: GameRole, *, name: str, leads: bool, public_brief: str) -> None:
    """Say anew what the role is."""
    require_free_role(role.team, name, but=role)
    was = {"name": role.name, "leads": role.leads, "public_brief": role.public_brief}
    became = {"name": name, "leads": leads, "public_brief": public_brief}
    role.name, role.leads, role.public_brief = name, leads, public_brief
    about = reader_key(role.team, role)
    control.rewritten(role.team.game, Rewritten.ROLE, about=about, was=was, became=became)


def edit_brief(team: GameTeam, role: GameRole | None = None, **texts: str) -> None:
    """Say anew what ``team``, or one ``role`` of it, alone may read. See ``design.set_secret_brief``."""
    standing = secrets_of(team.game).get((team.id, role.id if role else None))
    was = {name: getattr(standing, name) if standing else "" for name in texts}
    set_secret_brief(team, role, **texts)
    about = reader_key(team, role)
    control.rewritten(team.game, Rewritten.BRIEF, about=about, was=was, became=texts)


def require_free_name(event_id: int, name: str, *, but: GameTeam | None = None) -> None:
    """Raise InvalidInput if another team has that name, or lists cannot hold it."""
    require_listable(name)
    if ":" in name:
        raise InvalidInput(
            N_("The name of a team cannot hold a colon, which parts it from a role.")
        )
    query = select(GameTeam.id, GameTeam.name).where(GameTeam.event_id == event_id)
    others = [row for row in db.session.execute(query) if row.id != (but.id if but else None)]
    if any(row.name.casefold() == name.casefold() for row in others):
        raise InvalidInput(N_("There is a team of this name already."))


def require_free_role(team: GameTeam, name: str, *, but: GameRole | None = None) -> None:
    """Raise InvalidInput if another role of the team has that name, or lists cannot hold it."""
    require_listable(name)
    if any(one.name.casefold() == name.casefold() for one in team.roles if one is not but):
        raise InvalidInput(N_("There is a role of this name in the team already."))


def require_listable(name: str) -> None:
    """Raise InvalidInput for a name with a semicolon, which parts the readers in the list of injects."""
    if ";" in name:
        raise InvalidInput(N_("A name cannot hold a semicolon."))


def move_team(team: GameTeam, *, up: bool) -> None:
    """Let the team change places with its neighbour."""
    _swap(list(team.game.teams), team, up=up)


def move_role(role: GameRole, *, up: bool) -> None:
    """Let the role change places with its neighbour."""
    _swap(list(role.team.roles), role, up=up)


def delete_team(team: GameTeam) -> None:
    """Take the team out of the game. Raises Refused once play has used it."""
    _require_unplayed(
        Delivery.team_id == team.id,
        GameItem.team_id == team.id,
        N_("This team has played, so it stays. Its roles can be left empty."),
    )
    for role in team.roles:
        _require_uncast(role)
    _require_awaited_by_none(
        team,
        Addressee.team_id == team.id,
        [team.key, *(reader_key(team, role) for role in team.roles)],
    )
    for secret in db.session.scalars(select(SecretBrief).where(SecretBrief.team_id == team.id)):
        db.session.delete(secret)
    db.session.flush()
    db.session.delete(team)
    db.session.flush()


def delete_role(role: GameRole) -> None:
    """Take the role out of its team. Raises Refused once play has used it, or waits to."""
    _require_unplayed(
        Delivery.role_id == role.id,
        GameItem.role_id == role.id,
        N_("This role has played, so it stays. End its castings instead."),
    )
    _require_uncast(role)
    _require_awaited_by_none(role.team, Addressee.role_id == role.id, [reader_key(role.team, role)])
    for secret in db.session.scalars(select(SecretBrief).where(SecretBrief.role_id == role.id)):
        db.session.delete(secret)
    db.session.flush()
    db.session.delete(role)
    db.session.flush()


def give_role(
    game: Game,
    role: GameRole,
    seat: Participation,
    *,
    from_move: int = 0,
    to_move: int | None = None,
) -> Casting:
    """Cast ``seat`` in ``role``; what was played before stays as it was.

    Raises Refused after the end, InvalidInput for a seat that holds the role in these moves already.
    """
    _require_not_over(game)
    from_move = max(from_move, game.move_number)
    last = to_move if to_move is not None else 10**6
    for held in role.castings:
        if (
            held.participation_id == seat.id
            and held.from_move <= last
            and (held.to_move is None or held.to_move >= from_move)
        ):
            raise InvalidInput(N_("This seat holds the role in these moves already."))
    casting = cast(role, seat, from_move=from_move, to_move=to_move)
    _tell(game, seat, became=role, from_move=from_move)
    return casting


def end_role(game: Game, casting: Casting) -> None:
    """Take the role from whoever holds it: from the present move on, or altogether before the start."""
    _require_not_over(game)
    was, seat, from_move = casting.role, casting.seat, max(game.move_number, casting.from_move)
    _cut(casting, game.move_number)
    _tell(game, seat, was=was, from_move=from_move)


def switch_role(game: Game, casting: Casting, role: GameRole, *, at_move: int) -> Casting:
    """Let whoever holds ``casting`` play ``role`` instead, from ``at_move`` on.

    Raises Refused for a move that was played already, InvalidInput for the role that is held.
    """
    _require_not_over(game)
    if at_move < game.move_number:
        raise Refused(N_("That move has been played. Choose the present one or a later one."))
    if role.id == casting.role_id:
        raise InvalidInput(N_("This seat holds the role already."))
    if casting.to_move is not None and at_move > casting.to_move:
        raise InvalidInput(N_("The role ends before that move."))
    was, seat, to_move = casting.role, casting.seat, casting.to_move
    from_move = max(at_move, casting.from_move)
    _cut(casting, from_move)
    again = cast(role, seat, from_move=from_move, to_move=to_move)
    _tell(game, seat, was=was, became=role, from_move=from_move)
    return again


def _cut(casting: Casting, at_move: int) -> None:
    """End ``casting`` before ``at_move``; of one that never began, nothing stays."""
    if casting.from_move >= at_move:
        casting.role.castings.remove(casting)
        db.session.delete(casting)
    else:
        casting.to_move = at_move - 1
    db.session.flush()


def _tell(
    game: Game,
    seat: Participation,
    *,
    was: GameRole | None = None,
    became: GameRole | None = None,
    from_move: int,
) -> None:
    """While the game is on, its log tells which seat was cast anew."""
    if game.phase in BEING_PLAYED:
        control.recast(game, seat, was=was, became=became, from_move=from_move)


def _require_not_over(game: Game) -> None:
    if game.phase.is_over:
        raise Refused(N_("The game is over."))


def _require_unplayed(
    delivered: ColumnElement[bool], written: ColumnElement[bool], refusal: str
) -> None:
    used = select(Delivery.id).where(delivered), select(GameItem.id).where(written)
    if any(db.session.scalar(query.limit(1)) for query in used):
        raise Refused(refusal)


def _require_uncast(role: GameRole) -> None:
    """Raise Refused once the game has begun and somebody plays the role, or did: the record keeps who."""
    if role.team.game.phase is not Phase.SCHEDULED and role.castings:
        raise Refused(
            N_(
                "The game has begun, and this role is cast or was, so it stays. End its castings instead."
            )
        )


def _require_awaited_by_none(
    team: GameTeam, addressed: ColumnElement[bool], readers: Sequence[str]
) -> None:
    """Raise Refused while the game is on and something is to reach who is to go."""
    if team.game.phase not in BEING_PLAYED:
        return
    if db.session.scalar(select(Addressee.id).where(addressed).limit(1)):
        raise Refused(N_("The game is on, and an inject is to them. Readdress it first."))
    if any(set(readers) & set(message.to) for message in state_of(team.game).held.values()):
        raise Refused(N_("A message to them waits for control. Decide on it first."))


def _swap(
    stand: Sequence[GameTeam] | Sequence[GameRole], one: GameTeam | GameRole, *, up: bool
) -> None:
    """Let ``one`` change places with its neighbour; at the end of the row nothing happens."""
    row: list[GameTeam | GameRole] = list(stand)
    here = row.index(one)
    there = here - 1 if up else here + 1
    if 0 <= there < len(row):
        row[here], row[there] = row[there], row[here]
    for position, each in enumerate(row, start=1):
        each.position = position
