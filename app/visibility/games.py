"""Who may see games: staff what they may read of the event, players what was put before them.

A visitor sees of a game only what was released of it after its end, each part by its own switch.
"""

from __future__ import annotations

from sqlalchemy import and_, column, exists, false, or_, select, table, true

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
from app.invitations.rules import ATTENDING
from app.visibility.conditions import (
    Column,
    Condition,
    of_event,
    of_seat,
    own_seat,
    participation,
    plain,
    publicly_billed,
    released,
    within,
)

game = plain(Game)
casting = plain(Casting)
role = plain(GameRole)
team = plain(GameTeam)
scenario = plain(Scenario)
inject = plain(Inject)
delivery = plain(Delivery)
release = plain(GameRelease)
item = plain(GameItem)
corrected = plain(GameItem, "_corrected")
file_of_item = table("game_item_file", column("item_id"), column("file_id")).alias(
    "game_item_file_"
)


def run_by(viewer: Viewer, event_id: Column) -> Condition:
    """Staff who may read the event run its game, or look over the shoulder of who does."""
    return of_event(event_id, within(viewer, Permission.READ))


def has_seat(viewer: Viewer) -> bool:
    """Whether the viewer came by the link of a seat; nobody else plays."""
    return isinstance(viewer, TokenHolder) and viewer.participation_id is not None


def played_by(viewer: Viewer, event_id: Column) -> Condition:
    """The viewer's link is for a seat at the game that accepted and was given a role."""
    if not has_seat(viewer):
        return false()
    return exists(
        select(casting.c.id)
        .where(casting.c.event_id == event_id, own_place(viewer, casting.c.participation_id))
        .correlate_except(casting)
    )


def own_place(viewer: Viewer, seat_id: Column) -> Condition:
    """The seat is the viewer's, who has said yes to it: whoever declines sees nothing of the game."""
    if not has_seat(viewer):
        return false()
    accepted = of_seat(seat_id, participation.c.state.in_(ATTENDING))
    return and_(own_seat(viewer, seat_id), accepted)


def held_in(move: Column = None) -> Condition:
    """The role has begun, and did not end before ``move`` (None: the present one)."""
    return and_(
        casting.c.from_move <= game.c.move_number,
        or_(
            casting.c.to_move.is_(None),
            casting.c.to_move >= (game.c.move_number if move is None else move),
        ),
    )


def holds_role_in(
    viewer: Viewer, team_id: Column, role_id: Column = None, *, move: Column = None
) -> Condition:
    """The viewer plays in the team, and that very role where the row names one.

    A role that begins at a later move is not held yet. With ``move``: what was delivered in that
    move is read by whoever still held the role then; a newcomer reads all that came before.
    """
    if not has_seat(viewer):
        return false()
    joined = casting.join(role, role.c.id == casting.c.role_id).join(
        game, game.c.event_id == casting.c.event_id
    )
    return exists(
        select(casting.c.id)
        .select_from(joined)
        .where(
            role.c.team_id == team_id,
            true() if role_id is None else or_(role_id.is_(None), role.c.id == role_id),
            held_in(move),
            own_place(viewer, casting.c.participation_id),
        )
        .correlate_except(casting, role, game)
    )


def observed_by(viewer: Viewer, event_id: Column, *, move: Column) -> Condition:
    """The viewer was among the observers in ``move``, who read what any team was given."""
    if not has_seat(viewer):
        return false()
    joined = (
        casting.join(role, role.c.id == casting.c.role_id)
        .join(team, team.c.id == role.c.team_id)
        .join(game, game.c.event_id == casting.c.event_id)
    )
    return exists(
        select(casting.c.id)
        .select_from(joined)
        .where(
            casting.c.event_id == event_id,
            team.c.kind == TeamKind.OBSERVERS,
            held_in(move),
            own_place(viewer, casting.c.participation_id),
        )
        .correlate_except(casting, role, team, game)
    )


def before(viewer: Viewer, d: Column) -> Condition:
    """The delivery is to the viewer, or to anybody where the viewer observes."""
    return or_(
        holds_role_in(viewer, d.team_id, d.role_id, move=d.move_number),
        observed_by(viewer, d.event_id, move=d.move_number),
    )


def told_of(event_id: Column, *switches: Column) -> Condition:
    """The game is over, its event is public, and one of ``switches`` was thrown (none: that is all)."""
    over = exists(
        select(game.c.event_id)
        .where(game.c.event_id == event_id, game.c.phase == Phase.FINISHED)
        .correlate_except(game)
    )
    told = and_(of_event(event_id, released()), over)
    if not switches:
        return told
    thrown = exists(
        select(release.c.event_id)
        .where(release.c.event_id == event_id, or_(*switches))
        .correlate_except(release)
    )
    return and_(told, thrown)


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
    """Everybody who plays knows who plays; a visitor learns it after the end."""
    return or_(
        run_by(viewer, GameTeam.event_id),
        played_by(viewer, GameTeam.event_id),
        told_of(GameTeam.event_id),
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
    """Players know their own. *Who played what* has a switch of its own, and each seat its consent."""
    publicly_cast = exists(
        select(participation.c.id)
        .where(
            participation.c.id == Casting.participation_id,
            publicly_billed(participation.c),
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
    """The item is of a kind that its switch made public, or corrects such a one."""

    def of(kinds: tuple[ItemKind, ...]) -> Condition:
        corrects = exists(
            select(corrected.c.id)
            .where(corrected.c.id == i.corrects_id, corrected.c.kind.in_(kinds))
            .correlate_except(corrected)
        )
        return or_(i.kind.in_(kinds), and_(i.kind == ItemKind.CORRECTION, corrects))

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
