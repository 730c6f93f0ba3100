"""Delegations, and who is thought of for a seat."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.orm import joinedload, selectinload

from app.core.errors import NotFound
from app.events.models import Event
from app.extensions import db
from app.participation.models import Candidate, Delegation, Participation
from app.participation.rules import GONE_STATES, is_free_for_next
from app.people.models import Affiliation, Organisation, Person


@dataclass(frozen=True)
class Filled:
    """How many seats of a delegation are not given up, with a name and without."""

    named: int = 0
    unnamed: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.named + self.unnamed


def delegations_of(event: Event) -> Sequence[Delegation]:
    """Return the delegations of ``event``: as staff ordered them, else by country."""
    return db.session.scalars(
        select(Delegation)
        .where(Delegation.event_id == event.id)
        .order_by(Delegation.position, Delegation.country, Delegation.label, Delegation.id)
    ).all()


def delegation_for(event: Event, key: str) -> Delegation:
    """Return the delegation of ``event`` with ``key``. Raises NotFound."""
    found = db.session.scalar(
        select(Delegation).where(Delegation.event_id == event.id, Delegation.key == key)
    )
    if found is None:
        raise NotFound
    return found


def filled_seats(event: Event) -> Mapping[int, Filled]:
    """Return how many seats each delegation of ``event`` fills, by its number: one statement."""
    named = func.sum(case((Participation.person_id.is_not(None), 1), else_=0))
    counted = (
        select(Participation.delegation_id, named, func.count(Participation.id))
        .where(
            Participation.event_id == event.id,
            Participation.delegation_id.is_not(None),
            Participation.state.not_in(GONE_STATES),
        )
        .group_by(Participation.delegation_id)
    )
    return {
        delegation: Filled(named, total - named)
        for delegation, named, total in db.session.execute(counted)
    }


@dataclass(frozen=True)
class DelegationList:
    """One delegation as its list is handed out: the head first, then in the order of the table."""

    delegation: Delegation
    members: Sequence[Participation]
    filled: Filled

    @property
    def over(self) -> int:
        """How many more seats it fills than were agreed."""
        agreed = self.delegation.size
        return 0 if agreed is None else max(0, self.filled.total - agreed)


def delegation_lists(event: Event) -> list[DelegationList]:
    """Return the delegations of ``event`` with the seats that are not given up."""
    members: dict[int, list[Participation]] = defaultdict(list)
    for seat in _members(event):
        members[seat.delegation_id or 0].append(seat)
    return [
        DelegationList(side, _head_first(members[side.id]), _filled(members[side.id]))
        for side in delegations_of(event)
    ]


def _members(event: Event) -> Sequence[Participation]:
    return db.session.scalars(
        select(Participation)
        .where(
            Participation.event_id == event.id,
            Participation.delegation_id.is_not(None),
            Participation.state.not_in(GONE_STATES),
        )
        .options(
            joinedload(Participation.person)
            .selectinload(Person.affiliations)
            .joinedload(Affiliation.organisation)
            .selectinload(Organisation.former_names),
            joinedload(Participation.event),
            selectinload(Participation.roles),
        )
        .order_by(Participation.position, Participation.id)
    ).all()


def _head_first(members: Sequence[Participation]) -> list[Participation]:
    return sorted(
        members,
        key=lambda seat: not seat.is_head,
    )


def _filled(members: Sequence[Participation]) -> Filled:
    named = sum(1 for seat in members if seat.person_id is not None)
    return Filled(named, len(members) - named)


def candidates_of(seat: Participation) -> Sequence[Candidate]:
    """Return the candidates for ``seat`` by rank, those who were given it too."""
    return db.session.scalars(
        select(Candidate)
        .where(Candidate.participation_id == seat.id)
        .options(joinedload(Candidate.person))
        .order_by(Candidate.rank, Candidate.id)
    ).all()


def candidate_for(seat: Participation, key: str) -> Candidate:
    """Return the candidate for ``seat`` with ``key``. Raises NotFound."""
    found = next((one for one in candidates_of(seat) if one.key == key), None)
    if found is None:
        raise NotFound
    return found


def next_candidates(seats: Iterable[Participation]) -> dict[int, Candidate]:
    """Return whom to propose now, by the number of the seat, for those of ``seats`` that are free."""
    free = [
        seat.id for seat in seats if is_free_for_next(seat.state, named=seat.person_id is not None)
    ]
    if not free:
        return {}
    waiting = db.session.scalars(
        select(Candidate)
        .where(Candidate.participation_id.in_(free), Candidate.seated_at.is_(None))
        .options(joinedload(Candidate.person))
        .order_by(Candidate.rank.desc(), Candidate.id.desc())
    )
    return {candidate.participation_id: candidate for candidate in waiting}


def next_candidate(seat: Participation) -> Candidate | None:
    """Return whom to propose for ``seat`` now, or None."""
    return next_candidates([seat]).get(seat.id)
