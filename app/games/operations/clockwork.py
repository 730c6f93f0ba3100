"""What the clock does by itself: scheduled injects at their time, scenarios at theirs."""

from __future__ import annotations

import logging
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.core.clock import now
from app.core.errors import NotFound, Refused
from app.events.models import Event
from app.extensions import Base, db
from app.games.engine import falls_due
from app.games.models import Addressee, Game, Inject, Scenario, ScenarioTime
from app.games.operations.control import OFF, release_inject, release_scenario
from app.games.queries import plan_of, state_of
from app.games.rules import Phase, Readiness
from app.infra.transaction import transaction

log = logging.getLogger(__name__)

Found = TypeVar("Found", bound=Base)


def release_what_is_due() -> int:
    """Release each inject and scenario whose time has come, one transaction each; how many.

    Looking takes no lock; what is found is asked again under it, so that whatever control did
    meanwhile stands. After an interruption everything overdue is released, first come first.
    """
    return sum(_release_scenarios(event) + _release_injects(event) for event in _games_in_play())


def _games_in_play() -> list[int]:
    """Also those that pause: a scenario is given at its hour, for instance in the evening."""
    in_play = (
        select(Game.event_id)
        .join(Event, Event.id == Game.event_id)
        .where(
            Game.phase.in_([Phase.SCHEDULED, Phase.RUNNING, Phase.PAUSED]),
            Event.state.not_in(OFF),
        )
    )
    return list(db.session.scalars(in_play))


def _release_injects(event_id: int) -> int:
    game = db.session.get_one(Game, event_id)
    if game.phase is not Phase.RUNNING:
        return 0
    waiting = db.session.scalars(
        select(Inject)
        .where(Inject.event_id == event_id, Inject.readiness == Readiness.SCHEDULED)
        .options(
            joinedload(Inject.move),
            joinedload(Inject.depends_on),
            selectinload(Inject.to).options(joinedload(Addressee.team), joinedload(Addressee.role)),
        )
    ).all()
    by_key = {one.key: one.id for one in waiting}
    plans = [plan_of(one) for one in waiting]
    due = falls_due(plans, state_of(game), now())
    return sum(_release_one(event_id, by_key[plan.key]) for plan in due)


def _release_one(event_id: int, inject_id: int) -> int:
    try:
        with transaction() as session:
            release_inject(
                _still(session, Game, event_id), _still(session, Inject, inject_id), by_clock=True
            )
    except (Refused, NotFound) as refusal:
        log.info("Inject %s of game %s was not released: %s", inject_id, event_id, refusal)
        return 0
    return 1


def _still(session: Session, model: type[Found], id_: int) -> Found:
    """Return what was found before the lock was held. Raises NotFound if it was deleted meanwhile."""
    found = session.get(model, id_)
    if found is None:
        raise NotFound
    return found


def _release_scenarios(event_id: int) -> int:
    due = db.session.execute(
        select(Scenario.id, ScenarioTime.team_id)
        .join(ScenarioTime, ScenarioTime.scenario_id == Scenario.id)
        .where(Scenario.event_id == event_id, ScenarioTime.release_at <= now())
        .order_by(ScenarioTime.release_at, Scenario.number)
    ).all()
    if not due:
        return 0
    given = state_of(db.session.get_one(Game, event_id)).scenarios
    released = 0
    for scenario_id in dict.fromkeys(row.id for row in due):
        teams = [row.team_id for row in due if row.id == scenario_id]
        released += _release_scenario(event_id, scenario_id, teams, given)
    return released


def _release_scenario(
    event_id: int, scenario_id: int, team_ids: list[int], given: dict[str, dict[str, int]]
) -> int:
    scenario = db.session.get(Scenario, scenario_id)
    waiting = [
        one.team.key
        for one in (scenario.times if scenario else ())
        if one.team_id in team_ids and one.team.key not in given.get(one.scenario.key, {})
    ]
    if not waiting:
        return 0
    try:
        with transaction() as session:
            release_scenario(
                _still(session, Game, event_id), _still(session, Scenario, scenario_id), to=waiting
            )
    except (Refused, NotFound) as refusal:
        log.info("Scenario %s of game %s was not released: %s", scenario_id, event_id, refusal)
        return 0
    return 1
