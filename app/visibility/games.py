"""Who may see games: staff what they may read of the event, players what was put before them.

A visitor sees of a game only what was released of it after its end, each part by its own switch.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Select,
    column,
    false,
    literal,
    select,
    table,
    true,
    tuple_,
    union_all,
)
from sqlalchemy.orm import object_session
from sqlalchemy.orm.util import identity_key

from app.access.enforcement import visible
from app.access.roles import Permission
from app.access.viewers import TokenHolder, Viewer
from app.extensions import Base
from app.games.models import (
    Addressee,
    Casting,
    Delivery,
    Game,
    GameDraft,
    GameEntry,
    GameFile,
    GameItem,
    GameMove,
    GamePlan,
    GameRelease,
    GameRole,
    GameSnapshot,
    GameTeam,
    Indicator,
    Inject,
    Lesson,
    Presence,
    Reading,
    Scenario,
    ScenarioTime,
    ScenarioVersion,
    SecretBrief,
)
from app.games.rules import ItemKind, Phase, Sight, TeamKind
from app.invitations.rules import ATTENDING, Scope
from app.visibility.conditions import (
    Column,
    Condition,
    among,
    casting,
    consent,
    event,
    game,
    of_event,
    of_seat,
    own_seat,
    participation,
    plain,
    publicly_billed,
    released,
    within,
)
from app.visibility.conditions import game_release as release
from app.visibility.logic import and_, exists, or_

role = plain(GameRole)
team = plain(GameTeam)
scenario = plain(Scenario)
inject = plain(Inject)
delivery = plain(Delivery)
move = plain(GameMove)
item = plain(GameItem)
corrected = plain(GameItem, "_corrected")
file_of_item = table("game_item_file", column("item_id"), column("file_id")).alias(
    "game_item_file_"
)

SWITCHES = (
    release.c.players,
    release.c.castings,
    release.c.decisions,
    release.c.injects,
    release.c.messages,
)

held = (
    casting.join(role, role.c.id == casting.c.role_id)
    .join(team, team.c.id == role.c.team_id)
    .join(game, game.c.event_id == casting.c.event_id)
    .join(participation, participation.c.id == casting.c.participation_id)
)
"""Who plays what: a few rows for each seat. All that is asked of them is asked once for a statement,
never for each row of the log, so that desks stay quick however long it grows."""


def run_by(viewer: Viewer, event_id: Column) -> Condition:
    """Staff who may read the event run its game, or look over the shoulder of who does."""
    if not viewer.reach(Permission.READ):
        return false()
    return of_event(event_id, within(viewer, Permission.READ))


def own_place(viewer: Viewer, seat_id: Column) -> Condition:
    """The seat is the viewer's, who has said yes to it: whoever declines sees nothing of the game."""
    if seat_of(viewer) is None:
        return false()
    accepted = of_seat(seat_id, among(participation.c.state, ATTENDING))
    return and_(own_seat(viewer, seat_id), accepted)


def seat_of(viewer: Viewer) -> int | None:
    """Return the seat whose link the viewer came by; nobody else plays."""
    return viewer.participation_id if isinstance(viewer, TokenHolder) else None


def castings_of(viewer: Viewer, *columns: Column) -> Select[Any]:
    """Choose ``columns`` of what the viewer plays, did play or is to play, having said yes."""
    mine = select(*columns).where(
        own_seat(viewer, casting.c.participation_id), among(participation.c.state, ATTENDING)
    )
    return mine.select_from(held).correlate(None)


def played_by(viewer: Viewer, event_id: Column) -> Condition:
    """The viewer plays in the game, now or at another move."""
    if seat_of(viewer) is None:
        return false()
    condition: Condition = event_id.in_(castings_of(viewer, casting.c.event_id))
    return condition


def holds_role_in(viewer: Viewer, team_id: Column, role_id: Column = None) -> Condition:
    """The viewer plays in the team at present, and that very role where the row names one."""
    if seat_of(viewer) is None:
        return false()
    now = and_(
        casting.c.from_move <= game.c.move_number,
        or_(casting.c.to_move.is_(None), casting.c.to_move >= game.c.move_number),
    )
    in_team: Condition = team_id.in_(castings_of(viewer, role.c.team_id).where(now))
    if role_id is None:
        return in_team
    in_role = role_id.in_(castings_of(viewer, role.c.id).where(now))
    return or_(and_(role_id.is_(None), in_team), in_role)


def before(viewer: Viewer, d: Column) -> Condition:
    """The delivery is to the viewer, or to anybody where the viewer observes.

    A role that begins at a later move is not held yet. What was delivered in a move is read by
    whoever still held the role then; a newcomer reads all that came before.
    """
    if seat_of(viewer) is None:
        return false()

    def read(column: Column, *wanted: Condition) -> CompoundSelect[Any]:
        """Pair ``column`` with each move up to the last; 0 is the time before the first."""
        begun = and_(casting.c.from_move <= game.c.move_number, *wanted)
        until = or_(casting.c.to_move.is_(None), casting.c.to_move >= move.c.number)
        in_moves = castings_of(viewer, column, move.c.number).join(
            move, and_(move.c.event_id == casting.c.event_id, until)
        )
        return union_all(
            castings_of(viewer, column, literal(0)).where(begun), in_moves.where(begun)
        )

    watched = read(casting.c.event_id, team.c.kind == TeamKind.OBSERVERS)
    return or_(
        and_(
            d.role_id.is_(None),
            tuple_(d.team_id, d.move_number).in_(read(role.c.team_id)),
        ),
        tuple_(d.role_id, d.move_number).in_(read(role.c.id)),
        tuple_(d.event_id, d.move_number).in_(watched),
    )


def told_of(event_id: Column, *switches: Column) -> Condition:
    """The game is over, its event is public, and one of ``switches`` was thrown (none: that is all)."""
    told = game.join(event, event.c.id == game.c.event_id)
    if switches:
        told = told.join(release, and_(release.c.event_id == game.c.event_id, or_(*switches)))
    over = select(game.c.event_id).where(game.c.phase == Phase.FINISHED, released())
    condition: Condition = event_id.in_(over.select_from(told).correlate(None))
    return condition


@visible(Game)
def _(viewer: Viewer) -> Condition:
    return or_(
        run_by(viewer, Game.event_id), played_by(viewer, Game.event_id), told_of(Game.event_id)
    )


@visible(GameRelease)
def _(viewer: Viewer) -> Condition:
    return or_(run_by(viewer, GameRelease.event_id), told_of(GameRelease.event_id))


@visible(GameTeam)
def _(viewer: Viewer) -> Condition:
    """Everybody who plays knows the teams; a visitor learns of them with the first thing that is told."""
    return or_(
        run_by(viewer, GameTeam.event_id),
        played_by(viewer, GameTeam.event_id),
        told_of(GameTeam.event_id, *SWITCHES),
    )


@visible(GameRole)
def _(viewer: Viewer) -> Condition:
    return or_(
        run_by(viewer, GameRole.event_id),
        played_by(viewer, GameRole.event_id),
        told_of(GameRole.event_id, release.c.castings),
    )


@visible(Casting)
def _(viewer: Viewer) -> Condition:
    """Players know their own. Of *who played what* a visitor is told those who agreed to be listed."""
    publicly_cast = exists(
        select(participation.c.id)
        .where(
            participation.c.id == Casting.participation_id,
            publicly_billed(participation.c),
            participation.c.id.in_(
                select(consent.c.participation_id).where(
                    consent.c.scope == Scope.LISTED,
                    consent.c.given.is_(True),
                    consent.c.replaced_at.is_(None),
                )
            ),
        )
        .correlate_except(participation)
    )
    return or_(
        run_by(viewer, Casting.event_id),
        own_place(viewer, Casting.participation_id),
        and_(told_of(Casting.event_id, release.c.castings), publicly_cast),
    )


@visible(SecretBrief)
def _(viewer: Viewer) -> Condition:
    return or_(
        run_by(viewer, SecretBrief.event_id),
        holds_role_in(viewer, SecretBrief.team_id, SecretBrief.role_id),
    )


@visible(GameItem)
def _(viewer: Viewer) -> Condition:
    """What stands before the viewer by a delivery; some of it is told after the end."""
    before_viewer = exists(
        select(delivery.c.id)
        .where(delivery.c.item_id == GameItem.id, before(viewer, delivery.c))
        .correlate_except(delivery)
    )
    return or_(run_by(viewer, GameItem.event_id), before_viewer, item_is_public(GameItem))


def item_is_public(i: Column) -> Condition:
    """The item is of a kind that its switch made public, or corrects such a one.

    A message that reached no other team, because it was to control or was held back, stays private,
    and so does an outcome that not every team was told, and what corrects either.
    """

    def itself(one: Column, kinds: tuple[ItemKind, ...]) -> Condition:
        reached = exists(
            select(delivery.c.id)
            .where(delivery.c.item_id == one.id, delivery.c.own.is_(False))
            .correlate_except(delivery)
        )
        untold = exists(
            select(team.c.id)
            .where(
                team.c.event_id == one.event_id,
                team.c.kind == TeamKind.TEAM,
                team.c.id.not_in(
                    select(delivery.c.team_id)
                    .where(delivery.c.item_id == one.id, delivery.c.role_id.is_(None))
                    .correlate_except(delivery)
                ),
            )
            .correlate_except(team)
        )
        needs = {ItemKind.MESSAGE: reached, ItemKind.OUTCOME: ~untold}
        return or_(*(and_(one.kind == kind, needs.get(kind, true())) for kind in kinds))

    def of(kinds: tuple[ItemKind, ...]) -> Condition:
        corrects = exists(
            select(corrected.c.id)
            .where(corrected.c.id == i.corrects_id, itself(corrected.c, kinds))
            .correlate_except(corrected)
        )
        return or_(itself(i, kinds), and_(i.kind == ItemKind.CORRECTION, corrects))

    switched = (
        ((ItemKind.SUBMISSION, ItemKind.OUTCOME), release.c.decisions),
        ((ItemKind.SCENARIO, ItemKind.SITUATION, ItemKind.INJECT), release.c.injects),
        ((ItemKind.MESSAGE,), release.c.messages),
    )
    return or_(*(and_(of(kinds), told_of(i.event_id, switch)) for kinds, switch in switched))


@visible(Delivery)
def _(viewer: Viewer) -> Condition:
    of_public_item = exists(
        select(item.c.id)
        .where(item.c.id == Delivery.item_id, item_is_public(item.c))
        .correlate_except(item)
    )
    return or_(
        run_by(viewer, Delivery.event_id),
        before(viewer, Delivery),
        of_public_item,
    )


@visible(GameFile)
def _(viewer: Viewer) -> Condition:
    """A file goes with the item that it came with."""
    before_viewer = exists(
        select(delivery.c.id)
        .select_from(delivery.join(file_of_item, file_of_item.c.item_id == delivery.c.item_id))
        .where(file_of_item.c.file_id == GameFile.id, before(viewer, delivery.c))
        .correlate_except(delivery, file_of_item)
    )
    return or_(run_by(viewer, GameFile.event_id), before_viewer)


@visible(GameMove)
def _(viewer: Viewer) -> Condition:
    """Players know the moves that were opened, and no more; their situations are told as injects are."""
    opened = exists(
        select(game.c.event_id)
        .where(game.c.event_id == GameMove.event_id, game.c.move_number >= GameMove.number)
        .correlate_except(game)
    )
    return or_(
        run_by(viewer, GameMove.event_id),
        and_(
            or_(
                played_by(viewer, GameMove.event_id),
                told_of(GameMove.event_id, release.c.injects),
            ),
            opened,
        ),
    )


@visible(Indicator)
def _(viewer: Viewer) -> Condition:
    of_own_team = and_(Indicator.sight == Sight.TEAM, holds_role_in(viewer, Indicator.team_id))
    for_all = and_(Indicator.sight == Sight.EVERYONE, played_by(viewer, Indicator.event_id))
    return or_(run_by(viewer, Indicator.event_id), for_all, of_own_team)


@visible(GameDraft)
def _(viewer: Viewer) -> Condition:
    """What a team is still thinking about is for its members alone."""
    return holds_role_in(viewer, GameDraft.team_id)


@visible(Reading)
def _(viewer: Viewer) -> Condition:
    return or_(run_by(viewer, Reading.event_id), own_place(viewer, Reading.participation_id))


@visible(Presence)
def _(viewer: Viewer) -> Condition:
    return or_(run_by(viewer, Presence.event_id), own_place(viewer, Presence.participation_id))


def _for_control(model: type[Base], event_id: Column) -> None:
    """Of ``model``, only whoever may read the event sees anything."""

    @visible(model)
    def _(viewer: Viewer) -> Condition:
        return run_by(viewer, event_id)


for _model in (GameEntry, GameSnapshot, GamePlan, Scenario, Inject, Lesson):
    _for_control(_model, _model.event_id)


@visible(ScenarioTime)
def _(viewer: Viewer) -> Condition:
    return _of_scenario(viewer, ScenarioTime.scenario_id)


@visible(ScenarioVersion)
def _(viewer: Viewer) -> Condition:
    return _of_scenario(viewer, ScenarioVersion.scenario_id)


@visible(Addressee)
def _(viewer: Viewer) -> Condition:
    of_it = select(inject.c.id).where(
        inject.c.id == Addressee.inject_id, run_by(viewer, inject.c.event_id)
    )
    return exists(of_it.correlate_except(inject))


def _of_scenario(viewer: Viewer, scenario_id: Column) -> Condition:
    of_it = select(scenario.c.id).where(
        scenario.c.id == scenario_id, run_by(viewer, scenario.c.event_id)
    )
    return exists(of_it.correlate_except(scenario))


NEVER_PUBLIC = frozenset(
    {
        Addressee,
        GameDraft,
        GameEntry,
        GameFile,
        GamePlan,
        GameSnapshot,
        Indicator,
        Inject,
        Lesson,
        Presence,
        Reading,
        Scenario,
        ScenarioTime,
        ScenarioVersion,
        SecretBrief,
    }
)
"""Of these a visitor sees no row."""


def is_private_yet(row: Game | GameItem | Delivery, *, comes_or_goes: bool) -> bool:
    """Whether what is written belongs to a game that is not over, of which a visitor sees nothing.

    A game that begins to be one does matter: from then on its players are billed by other rules.
    """
    if isinstance(row, Game):
        return not comes_or_goes and row.phase is not Phase.FINISHED
    session = object_session(row)
    known = session and session.identity_map.get(identity_key(Game, row.event_id))
    return isinstance(known, Game) and known.phase is not Phase.FINISHED


PRIVATE_YET = {Game: is_private_yet, GameItem: is_private_yet, Delivery: is_private_yet}
"""While a game is on, what is played in it leaves the public pages as they are."""
