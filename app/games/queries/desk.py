"""What stands on a player's desk. All of it is rows that the viewer may see; nothing is counted besides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import ColumnElement, case, exists, func, literal, or_, select, union_all
from sqlalchemy.orm import contains_eager, joinedload, undefer

from app.access.aside import rows_for_all
from app.core.errors import NotFound
from app.extensions import db
from app.games.models import (
    Casting,
    Delivery,
    Game,
    GameDraft,
    GameEntry,
    GameFile,
    GameItem,
    GameMove,
    GameTeam,
    Indicator,
    Reading,
    SecretBrief,
    item_file,
)
from app.games.queries.places import Place, reaches
from app.games.rules import ItemKind, Medium, MoveState

INBOX_PAGE = 50
NEWS_PAGE = 20
HISTORY = 60
POINTS = 200
"""At most so many values of indicators are drawn."""

ASKING = (MoveState.OPEN, MoveState.CLOSED)
"""In these states of a move a decision may be handed in, late perhaps."""
NEWS_MEDIA = (Medium.NEWS, Medium.SOCIAL_POST)
MAIL = (
    ItemKind.SCENARIO,
    ItemKind.SITUATION,
    ItemKind.INJECT,
    ItemKind.MESSAGE,
    ItemKind.OUTCOME,
    ItemKind.CORRECTION,
)
"""What lies in the inbox; news have a feed of their own."""

IS_NEWS = (GameItem.kind == ItemKind.INJECT) & GameItem.medium.in_(NEWS_MEDIA)
IS_MAIL = GameItem.kind.in_(MAIL) & or_(
    GameItem.medium.is_(None), GameItem.medium.not_in(NEWS_MEDIA)
)


@dataclass(frozen=True, kw_only=True)
class Slice:
    """Some deliveries, the latest first; ``older`` is where the next ones begin, if there are any."""

    deliveries: tuple[Delivery, ...] = ()
    older: str = ""


@dataclass(frozen=True, kw_only=True)
class OnDesk:
    """What lies on a desk: what came from others, what the team handed in, and what it wrote."""

    inbox: Slice
    news: Slice
    background: Slice
    """The situations and scenarios."""
    handed_in: Slice
    """The decisions of the team in all their versions."""
    sent: Slice
    check: GameItem | None
    """The latest communication check."""


def on_desk(place: Place, watched: GameTeam | None, *, before: str = "") -> OnDesk:
    """Return what lies on the desk; of the inbox the latest, or what came before an item."""
    came: list[ColumnElement[bool]] = [IS_MAIL]
    if watched is None:
        came.append(Delivery.own.is_(False))
    if before:
        came.append(Delivery.id < _arrival(place, watched, before))
    wrote = (GameItem.kind == ItemKind.MESSAGE, Delivery.own.is_(True))
    found = _slices(
        place,
        watched,
        inbox=(INBOX_PAGE, *came),
        news=(NEWS_PAGE, IS_NEWS),
        background=(HISTORY, GameItem.kind.in_([ItemKind.SCENARIO, ItemKind.SITUATION])),
        handed_in=(HISTORY, GameItem.kind == ItemKind.SUBMISSION),
        **({} if place.observes else {"sent": (HISTORY, *wrote)}),
        **({"check": (1, GameItem.kind == ItemKind.CHECK)} if place.plays else {}),
    )
    check = found.pop("check", Slice()).deliveries
    return OnDesk(
        inbox=found["inbox"],
        news=found["news"],
        background=found["background"],
        handed_in=found["handed_in"],
        sent=found.get("sent", Slice()),
        check=check[0].item if check else None,
    )


def last_check(place: Place) -> GameItem | None:
    """Return the latest communication check."""
    found = _slices(place, None, found=(1, GameItem.kind == ItemKind.CHECK))["found"].deliveries
    return found[0].item if found else None


def item_on_desk(place: Place, watched: GameTeam | None, key: str) -> Delivery:
    """Return the item with that public key, by which it reached the desk. Raises NotFound."""
    found = _slices(place, watched, found=(1, GameItem.key == key))["found"].deliveries
    if not found:
        raise NotFound
    return found[0]


def file_on_desk(event_id: int, key: str) -> GameFile:
    """Return a file that came with an item the viewer has. Raises NotFound."""
    found = db.session.scalar(
        select(GameFile)
        .where(GameFile.event_id == event_id, GameFile.key == key)
        .options(undefer(GameFile.content))
    )
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True)
class Unread:
    """How many items nobody at this seat has opened."""

    mail: int = 0
    news: int = 0


def unread(place: Place) -> Unread:
    """Return how much of the inbox and of the news is unread; of an observer, nothing is."""
    if place.observes or not place.held:
        return Unread()
    marked = (
        select(Reading.id)
        .where(Reading.item_id == Delivery.item_id, Reading.participation_id == place.seat.id)
        .exists()
    )
    found = db.session.execute(
        select(
            func.count(case((IS_MAIL, Delivery.item_id)).distinct()),
            func.count(case((IS_NEWS, Delivery.item_id)).distinct()),
        )
        .select_from(Delivery)
        .join(GameItem, GameItem.id == Delivery.item_id)
        .where(reaches(place), Delivery.own.is_(False), ~marked)
    ).one()
    return Unread(*found)


def marked_read(place: Place, items: Iterable[GameItem]) -> frozenset[int]:
    """Return the ids of those of ``items`` that were opened from this seat."""
    return frozenset(
        db.session.scalars(
            select(Reading.item_id).where(
                Reading.participation_id == place.seat.id,
                Reading.item_id.in_(sorted({one.id for one in items})),
            )
        )
    )


def corrections_of(
    place: Place, watched: GameTeam | None, items: Iterable[GameItem]
) -> Mapping[int, Sequence[GameItem]]:
    """Return what was said later to correct each of ``items``, by their ids, the first one first."""
    about = sorted({one.id for one in items})
    found = db.session.scalars(
        select(GameItem)
        .where(
            GameItem.corrects_id.in_(about),
            exists(
                select(Delivery.id).where(Delivery.item_id == GameItem.id, reaches(place, watched))
            ),
        )
        .order_by(GameItem.id)
    )
    by_item: dict[int, list[GameItem]] = {}
    for one in found:
        by_item.setdefault(one.corrects_id or 0, []).append(one)
    return by_item


def beside_it(place: Place, watched: GameTeam | None, item: GameItem) -> Mapping[int, GameItem]:
    """Return the items that ``item`` corrects or answers, as far as they are on the desk, by id."""
    wanted = [one for one in (item.corrects_id, item.answers_id) if one is not None]
    if not wanted:
        return {}
    beside = _slices(place, watched, found=(len(wanted) * 2, GameItem.id.in_(wanted)))["found"]
    return {one.item_id: one.item for one in beside.deliveries}


def addressees_of(deliveries: Iterable[Delivery]) -> Mapping[int, Mapping[str, object]]:
    """Return, for messages that this team wrote itself, to whom it wrote them and whether they waited.

    The log is closed to players, and so is what became of a message. What they wrote on it
    themselves they know, and nothing else is read here: whoever changed sides does not learn it
    of what the old team wrote since.
    """
    own = [one.item_id for one in deliveries if one.own]
    if not own:
        return {}
    rows = rows_for_all(
        select(GameItem.id, GameEntry.data)
        .join(GameEntry, GameEntry.id == GameItem.entry_id)
        .where(GameItem.id.in_(own), GameItem.kind == ItemKind.MESSAGE)
    )
    told = ("addressed", "to_control", "held")
    return {row.id: {name: row.data.get(name) for name in told} for row in rows}


def files_of(items: Iterable[GameItem]) -> Mapping[int, int]:
    """Return how many files came with each of ``items``, all of which the viewer has, by their ids."""
    rows = rows_for_all(
        select(item_file.c.item_id, func.count().label("files"))
        .where(item_file.c.item_id.in_(sorted({one.id for one in items})))
        .group_by(item_file.c.item_id)
    )
    return {row.item_id: row.files for row in rows}


def teams_with_roles(game: Game) -> Sequence[GameTeam]:
    """Return the teams with their roles, control and observers among them."""
    found = db.session.scalars(
        select(GameTeam)
        .where(GameTeam.event_id == game.event_id)
        .options(joinedload(GameTeam.roles))
        .order_by(GameTeam.position, GameTeam.id)
    )
    return found.unique().all()


def secrets_of(place: Place) -> Sequence[SecretBrief]:
    """Return the secret briefs that the viewer may read now, that of the team first."""
    return db.session.scalars(
        select(SecretBrief)
        .where(
            SecretBrief.event_id == place.game.event_id,
            SecretBrief.team_id.in_(sorted({one.team_id for one in place.roles})),
        )
        .options(joinedload(SecretBrief.team), joinedload(SecretBrief.role))
        .order_by(SecretBrief.role_id.is_not(None), SecretBrief.id)
    ).all()


def present_move(game: Game) -> GameMove | None:
    """Return the move that is played."""
    return db.session.scalar(
        select(GameMove).where(
            GameMove.event_id == game.event_id, GameMove.number == game.move_number
        )
    )


def draft_of(place: Place) -> GameDraft | None:
    """Return what the team is about to hand in for the present move."""
    if place.team is None or not place.plays:
        return None
    return db.session.scalar(
        select(GameDraft).where(
            GameDraft.team_id == place.team.id, GameDraft.move_number == place.game.move_number
        )
    )


@dataclass(frozen=True, kw_only=True)
class Told:
    """An indicator as far as it was told, the first value first."""

    indicator: Indicator
    values: tuple[int, ...]
    at: datetime | None = None


def indicators(place: Place, watched: GameTeam | None) -> list[Told]:
    """Return the indicators that the viewer sees, with the values that reached the desk."""
    known = db.session.scalars(
        select(Indicator)
        .where(Indicator.event_id == place.game.event_id)
        .order_by(Indicator.position, Indicator.id)
    ).all()
    if not known:
        return []
    rows = db.session.execute(
        select(GameItem.id, GameItem.title, GameItem.body, GameItem.at)
        .join(Delivery, Delivery.item_id == GameItem.id)
        .where(reaches(place, watched), GameItem.kind == ItemKind.INDICATOR)
        .order_by(Delivery.id.desc())
        .limit(POINTS)
    ).all()
    told: dict[str, dict[int, tuple[int, datetime]]] = {}
    for row in reversed(rows):
        told.setdefault(row.title, {})[row.id] = (int(row.body), row.at)
    made = []
    for one in known:
        points = list(told.get(one.name, {}).values())
        values = (*(() if len(rows) == POINTS else (one.start,)), *(value for value, _at in points))
        made.append(Told(indicator=one, values=values, at=points[-1][1] if points else None))
    return made


def stamp(event_id: int, seat_id: int, watched: int | None = None) -> str:
    """Return what changes whenever something on the desk of the viewer's seat does, and only then.

    It is made of what the desk shows. It names an item by its random key and not by a number,
    of which one could read how much happened elsewhere. Before its dot it says how the game and the
    seat stand, behind it what came.
    """
    of_team = [] if watched is None else [Delivery.team_id == watched]
    latest = (
        select(GameItem.key)
        .join(Delivery, Delivery.item_id == GameItem.id)
        .where(Delivery.event_id == event_id, *of_team)
        .order_by(Delivery.id.desc())
        .limit(1)
    )
    drafted = select(func.max(GameDraft.at)).where(GameDraft.event_id == event_id)
    stands = db.session.execute(
        select(
            Game.phase,
            Game.move_number,
            Game.due_seconds,
            Game.clock,
            Game.traffic,
            Game.move_state,
            latest.scalar_subquery(),
            drafted.scalar_subquery(),
        ).where(Game.event_id == event_id)
    ).one_or_none()
    castings = db.session.execute(
        select(Casting.key, Casting.role_id, Casting.to_move < Game.move_number)
        .join(Game, Game.event_id == Casting.event_id)
        .where(
            Casting.event_id == event_id,
            Casting.participation_id == seat_id,
            Casting.from_move <= Game.move_number,
        )
        .order_by(Casting.id)
    ).all()
    *standing, move_state, latest_key, drafted_at = stands or (None, None, None)
    # Once nothing is asked, what is ruled and told of other teams is none of this one's business.
    asks = move_state if move_state in ASKING else None
    return f"{_in_letters(standing, asks, castings)}.{_in_letters(latest_key, drafted_at)}"


def _in_letters(*told: object) -> str:
    return sha256(repr(told).encode()).hexdigest()[:12]


def _arrival(place: Place, watched: GameTeam | None, key: str) -> int:
    """When, in the order of deliveries, an item reached the desk. Raises NotFound."""
    arrived = db.session.scalar(
        select(func.max(Delivery.id))
        .join(GameItem, GameItem.id == Delivery.item_id)
        .where(reaches(place, watched), GameItem.key == key)
    )
    if arrived is None:
        raise NotFound
    return arrived


def _slices(
    place: Place, watched: GameTeam | None, **wanted: tuple[int, *tuple[ColumnElement[bool], ...]]
) -> dict[str, Slice]:
    """Return several slices by their names: how many deliveries, and which, for each.

    Where they are is looked up aside, for the predicates of two tables in each of six questions
    would be most of what a desk costs. What is there is then read as the viewer, once.
    """
    reached = reaches(place, watched)
    parts = union_all(
        *(
            select(
                select(Delivery.id, literal(name).label("part"))
                .join(GameItem, GameItem.id == Delivery.item_id)
                .where(reached, *conditions)
                .order_by(Delivery.id.desc())
                .limit(most + 1)
                .subquery()
            )
            for name, (most, *conditions) in wanted.items()
        )
    ).subquery()
    where = rows_for_all(select(parts.c.id, parts.c.part))
    deliveries = db.session.scalars(
        select(Delivery)
        .join(Delivery.item)
        .where(Delivery.id.in_(sorted({row.id for row in where})))
        .order_by(Delivery.id.desc())
        .options(contains_eager(Delivery.item))
    ).all()
    ids = {name: {row.id for row in where if row.part == name} for name in wanted}
    return {
        name: _slice([one for one in deliveries if one.id in ids[name]], most)
        for name, (most, *_conditions) in wanted.items()
    }


def _slice(found: Sequence[Delivery], most: int) -> Slice:
    # What goes to a team and to one role of it reaches who plays that role twice.
    once = {one.item_id: one for one in reversed(found[:most])}
    kept = sorted(once.values(), key=lambda one: one.id, reverse=True)
    return Slice(
        deliveries=tuple(kept), older=kept[-1].item.key if len(found) > most and kept else ""
    )
