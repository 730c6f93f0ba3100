"""What control does. Each raises Refused where the engine refuses; none commits."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.access.enforcement import current_viewer
from app.access.viewers import StaffMember
from app.core.errors import NotFound, Refused
from app.core.messages import N_
from app.events.rules import EventState
from app.extensions import db
from app.games.engine import GameState, Step, decisions
from app.games.engine.state import Ruling
from app.games.models import (
    Game,
    GameEntry,
    GameItem,
    GameMove,
    GameRole,
    GameTeam,
    Indicator,
    Inject,
    Scenario,
)
from app.games.operations import design
from app.games.operations.acting import Done, Words, act
from app.games.queries import move_plan, plan_of, team_keys
from app.games.rules import (
    InjectKind,
    ItemKind,
    Medium,
    Method,
    Phase,
    Readiness,
    Rewritten,
    Sight,
    number_after,
    reader_key,
)
from app.participation.models import Participation

BEING_PLAYED = frozenset({Phase.RUNNING, Phase.PAUSED})

OFF = frozenset({EventState.CANCELLED, EventState.POSTPONED})
"""How an event stands whose game nobody plays, whatever was planned."""


def actor() -> str:
    """Who acts for control, in words for the log."""
    viewer = current_viewer()
    return viewer.name if isinstance(viewer, StaffMember) else viewer.label


def begin(game: Game) -> Done:
    """STARTEX. Raises Refused where the event is off."""
    if game.event.state in OFF:
        raise Refused(N_("This event was called off. Give it a date again first."))
    return _do(game, decisions.begin)


def pause(game: Game) -> Done:
    """PAUSEX."""
    return _do(game, decisions.pause)


def resume(game: Game) -> Done:
    """Let the clock go on."""
    return _do(game, decisions.resume)


def finish(game: Game) -> Done:
    """ENDEX."""
    return _do(game, decisions.finish)


def call_off(game: Game, *, reason: str) -> Done:
    """Give the game up."""
    return _do(game, partial(decisions.call_off, reason=reason))


def open_move(game: Game, move: GameMove) -> Done:
    """Open ``move`` and put its situation before every team."""
    plan, to = move_plan(game, move), team_keys(game)
    return _do(
        game,
        partial(decisions.open_move, plan=plan, to=to),
        Words(kind=ItemKind.SITUATION, title=move.title, body=move.situation),
    )


def close_move(game: Game, *, number: int | None = None) -> Done:
    """Close the submissions of the present move, if it is move ``number`` where that is given."""
    return _do(game, partial(decisions.close_move, number=number))


def call_check(game: Game) -> Done:
    """Ask every player whether this reaches them."""
    return _do(
        game,
        partial(decisions.call_check, to=team_keys(game)),
        Words(kind=ItemKind.CHECK),
    )


def release_scenario(game: Game, scenario: Scenario, *, to: Sequence[str] | None = None) -> Done:
    """Give ``scenario`` in its present version to the teams ``to``, or to all that lack it."""
    return act(
        game,
        lambda state, _at: decisions.release_scenario(
            state,
            scenario=scenario.key,
            version=scenario.version,
            to=team_keys(game) if to is None else to,
        ),
        actor=actor(),
        words=Words(kind=ItemKind.SCENARIO, title=scenario.title, body=scenario.text),
    )


def release_inject(
    game: Game, inject: Inject, *, by_clock: bool = False, despite: bool = False
) -> Done:
    """Put ``inject`` before its readers, as it is at this moment and for ever after."""
    plan = plan_of(inject)
    return act(
        game,
        lambda state, at: decisions.release_inject(
            state, plan, at=at, by_clock=by_clock, despite=despite
        ),
        actor=actor(),
        words=Words(
            kind=ItemKind.INJECT,
            title=inject.title,
            body=inject.body,
            sender=inject.sender,
            medium=inject.medium,
            game_at=inject.game_at,
            files=inject.files,
        ),
    )


def release_ad_hoc(
    game: Game,
    *,
    title: str,
    to: Sequence[GameTeam | GameRole],
    body: str,
    sender: str = "",
    medium: Medium = Medium.CABLE,
    move: GameMove | None = None,
    recalls: Inject | None = None,
) -> Done:
    """Put before the readers ``to`` what nobody had planned; it goes on the list, so the record has it.

    One that ``recalls`` another is numbered after it, and depends on it.
    """
    inject = design.add_inject(
        game,
        number=number_after(recalls.number, design.numbers_taken(game)) if recalls else "",
        depends_on=recalls,
        title=title,
        to=to,
        body=body,
        sender=sender,
        medium=medium,
        move=move,
        kind=InjectKind.AD_HOC,
        readiness=Readiness.APPROVED,
    )
    return release_inject(game, inject)


def roll(sides: int) -> int:
    """Roll a die that nobody can foresee."""
    return secrets.randbelow(sides) + 1


def hold_inject(game: Game, inject: Inject) -> Done:
    """Keep ``inject`` back until it is released by hand."""
    return _do(game, partial(decisions.hold_inject, plan=plan_of(inject)))


def skip_inject(game: Game, inject: Inject, *, reason: str = "") -> Done:
    """Leave ``inject`` out."""
    return _do(game, partial(decisions.skip_inject, plan=plan_of(inject), reason=reason))


def restore_inject(game: Game, inject: Inject) -> Done:
    """Put ``inject`` back on the list."""
    return _do(game, partial(decisions.restore_inject, plan=plan_of(inject)))


def forward_message(game: Game, *, message: int) -> Done:
    """Pass the held message on; ``message`` is the number of its entry."""
    return _do(game, partial(decisions.forward_message, message=message))


def block_message(game: Game, *, message: int, reason: str = "") -> Done:
    """Do not pass the held message on."""
    return _do(game, partial(decisions.block_message, message=message, reason=reason))


def adjudicate(
    game: Game,
    *,
    move: int,
    teams: Sequence[str],
    method: Method,
    reasons: str,
    arguments_for: str = "",
    arguments_against: str = "",
    die: tuple[int, int, int] | None = None,
    votes: tuple[int, int] | None = None,
    supersedes: int | None = None,
) -> Done:
    """Rule on what ``teams`` decided in ``move``; see the engine for the rest."""
    return _do(
        game,
        partial(
            decisions.adjudicate,
            move=move,
            teams=teams,
            method=method,
            reasons=reasons,
            arguments_for=arguments_for,
            arguments_against=arguments_against,
            die=die,
            votes=votes,
            supersedes=supersedes,
        ),
    )


def publish_outcome(
    game: Game, *, ruling: int, to: Sequence[str], title: str, outcome: str
) -> Done:
    """Tell ``to`` what came of it, in the words of ``outcome``."""
    return _do(
        game,
        partial(decisions.publish_outcome, ruling=ruling, to=to),
        Words(kind=ItemKind.OUTCOME, title=title, body=outcome),
    )


def set_indicator(game: Game, indicator: Indicator, value: int, *, reason: str = "") -> Done:
    """Set ``indicator`` and show its value to whoever sees it; why, control alone reads."""
    to: Sequence[str] = ()
    if indicator.sight is Sight.EVERYONE:
        to = team_keys(game)
    elif indicator.team is not None:
        to = (indicator.team.key,)
    return _do(
        game,
        partial(
            decisions.set_indicator,
            indicator=indicator.key,
            value=value,
            scale=(indicator.low, indicator.high),
            reason=reason,
            to=to,
        ),
        Words(kind=ItemKind.INDICATOR, title=indicator.name, body=str(value)) if to else None,
    )


def correct(game: Game, item: GameItem, *, text: str) -> Done:
    """Correct what ``item`` said before all whom it has reached; the item itself stays as it was.

    What corrects a correction stands beside the item that was corrected first.
    """
    reached = [reader_key(one.team, one.role) for one in item.deliveries]
    return _do(
        game,
        partial(decisions.correct, entry=item.entry.seq, to=reached),
        Words(
            kind=ItemKind.CORRECTION,
            title=item.title,
            body=text,
            sender=item.sender,
            corrects=item.corrects_id or item.id,
        ),
    )


def observe(game: Game, text: str, *, about: int | None = None) -> Done:
    """Note what was observed, of this moment or of the entry with number ``about``."""
    return _do(game, partial(decisions.observe, text=text, about=about))


def recast(
    game: Game,
    seat: Participation,
    *,
    was: GameRole | None,
    became: GameRole | None,
    from_move: int,
) -> Done:
    """Note that ``seat`` changed its role during play."""
    return _do(
        game,
        partial(
            decisions.recast,
            seat=seat.key,
            was=_reader(was),
            became=_reader(became),
            from_move=from_move,
        ),
    )


def rewritten(
    game: Game,
    what: Rewritten,
    *,
    about: str | None = None,
    was: Mapping[str, Any],
    became: Mapping[str, Any],
) -> None:
    """While the game is on, let its log tell what of the design was written anew, old words and new."""
    if game.phase in BEING_PLAYED and was != became:
        _do(game, partial(decisions.rewrite, what=what, about=about, was=was, became=became))


def _reader(role: GameRole | None) -> str | None:
    return reader_key(role.team, role) if role else None


def standing_ruling(state: GameState, ruling: int) -> Ruling:
    """Return the ruling that was made by entry ``ruling``. Raises NotFound."""
    found = state.rulings.get(str(ruling))
    if found is None:
        raise NotFound
    return found


def item_of(game: Game, key: str) -> GameItem:
    """Return the item of ``game`` with that public key, its deliveries loaded. Raises NotFound."""
    item = db.session.scalar(
        select(GameItem)
        .where(GameItem.event_id == game.event_id, GameItem.key == key)
        .options(selectinload(GameItem.deliveries))
    )
    if item is None:
        raise NotFound
    return item


def entry_of(game: Game, seq: int) -> GameEntry:
    """Return the entry of ``game`` with number ``seq``. Raises NotFound."""
    entry = db.session.scalar(
        select(GameEntry).where(GameEntry.event_id == game.event_id, GameEntry.seq == seq)
    )
    if entry is None:
        raise NotFound
    return entry


def _do(game: Game, decide: Callable[[GameState], Step], words: Words | None = None) -> Done:
    return act(game, lambda state, _at: decide(state), actor=actor(), words=words)
