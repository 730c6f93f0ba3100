"""How many guests of each group an event has: one statement counts, another one knows the targets."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from flask_babel import gettext as _
from sqlalchemy import exists, func, select

from app.events.models import Event
from app.extensions import db
from app.participation.models import (
    BalanceTarget,
    Delegation,
    Participation,
    ParticipationRole,
)
from app.participation.rules import SECTOR_LABELS, SeatState, Sector
from app.participation.rules.balance import (
    NOT_COUNTED,
    STAGE_STATES,
    Axis,
    Stage,
    Tally,
)

Counts = Mapping[Stage, int]
Targets = Mapping[tuple[Axis, str], int]


def balance_of(event: Event) -> dict[Axis, list[Tally]]:
    """Return the groups of ``event`` on each axis: by name, and last those of whom it is not known."""
    counted = _counted(event)
    wanted = targets_of(event)
    sides = dict(
        db.session.execute(
            select(Delegation.key, Delegation.label).where(Delegation.event_id == event.id)
        )
        .tuples()
        .all()
    )
    return {axis: _tallies(axis, counted[axis], wanted, sides) for axis in Axis}


def targets_of(event: Event) -> Targets:
    """Return how many guests of each group staff want."""
    found = db.session.scalars(select(BalanceTarget).where(BalanceTarget.event_id == event.id))
    return {(target.axis, target.value): target.wanted for target in found}


def _counted(event: Event) -> Mapping[Axis, Mapping[str, Counter[Stage]]]:
    of_the_meeting = exists(
        select(ParticipationRole.id).where(
            ParticipationRole.participation_id == Participation.id,
            ParticipationRole.role.not_in(NOT_COUNTED),
        )
    )
    groups = (Participation.country, Participation.sector, Delegation.key, Participation.gender)
    statement = (
        select(Participation.state, func.count(Participation.id), *groups)
        .outerjoin(Delegation, Delegation.id == Participation.delegation_id)
        .where(
            Participation.event_id == event.id,
            Participation.state.in_(STAGE_STATES[Stage.INVITED]),
            of_the_meeting,
        )
        .group_by(Participation.state, *groups)
    )
    found: dict[Axis, dict[str, Counter[Stage]]] = {axis: defaultdict(Counter) for axis in Axis}
    for state, count, country, sector, side, gender in db.session.execute(statement):
        for axis, value in zip(Axis, (country, sector, side, gender), strict=True):
            for stage in _stages(state):
                found[axis][value or ""][stage] += count
    return found


def _stages(state: SeatState) -> Iterable[Stage]:
    return (stage for stage in Stage if state in STAGE_STATES[stage])


def _tallies(
    axis: Axis,
    counted: Mapping[str, Counter[Stage]],
    wanted: Targets,
    sides: Mapping[str, str],
) -> list[Tally]:
    aimed_at = {value for on, value in wanted if on is axis}
    tallies = [
        Tally(
            value=value,
            label=_label(axis, value, sides),
            counts={stage: counted.get(value, Counter())[stage] for stage in Stage},
            wanted=wanted.get((axis, value), 0),
        )
        for value in {*counted, *aimed_at}
    ]
    return sorted(tallies, key=lambda tally: (not tally.value, tally.label.casefold()))


def _label(axis: Axis, value: str, sides: Mapping[str, str]) -> str:
    if not value:
        return _("(not said)") if axis is not Axis.SIDE else _("(none)")
    if axis is Axis.SECTOR:
        return _(SECTOR_LABELS[Sector(value)])
    if axis is Axis.SIDE:
        return sides.get(value, _("(removed)"))
    return value


def totals_of(tallies: Sequence[Tally]) -> Counts:
    """Return how many guests there are at each stage."""
    return {stage: sum(tally.counts[stage] for tally in tallies) for stage in Stage}
