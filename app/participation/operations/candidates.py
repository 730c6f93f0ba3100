"""People thought of for a seat, and the next one when somebody says no."""

from __future__ import annotations

from typing import Unpack

from sqlalchemy import func, select

from app.access import audit
from app.core.clock import now
from app.core.errors import Refused
from app.core.messages import N_
from app.extensions import db
from app.participation.models import Candidate, Participation
from app.participation.operations.seats import name_seat
from app.participation.operations.steps import How, act, substitute
from app.participation.queries import candidates_of, has_seat
from app.participation.rules import SeatAction, SeatState, is_free_for_next
from app.participation.signals import candidate_seated
from app.people.models import Person


def add_candidate(seat: Participation, *, person: Person, note: str = "") -> Candidate:
    """Return ``person`` as the last candidate for ``seat``. Raises Refused for one that it has."""
    if person.id == seat.person_id:
        raise Refused(N_("%(name)s has this seat."), name=person.display_name)
    if any(one.person_id == person.id for one in candidates_of(seat)):
        raise Refused(N_("%(name)s is a candidate for this seat."), name=person.display_name)
    last = select(func.max(Candidate.rank)).where(Candidate.participation_id == seat.id)
    rank = (db.session.scalar(last) or 0) + 1
    candidate = Candidate(seat=seat, person=person, rank=rank, note=note)
    db.session.add(candidate)
    db.session.flush()
    audit.record(N_("added a candidate"), "event", seat.event.key, seat=seat.key)
    return candidate


def remove_candidate(candidate: Candidate) -> None:
    """Think no longer of them for this seat. Raises Refused once they were given it."""
    if candidate.seated_at is not None:
        raise Refused(N_("They were given the seat, so they stay in the record."))
    audit.record(
        N_("removed a candidate"), "event", candidate.seat.event.key, seat=candidate.seat.key
    )
    db.session.delete(candidate)


def move_candidate(candidate: Candidate, *, up: bool) -> None:
    """Exchange the ranks of the candidate and the neighbour on that side who waits too."""
    waiting = [one for one in candidates_of(candidate.seat) if one.seated_at is None]
    if candidate not in waiting:
        return
    there = waiting.index(candidate) + (-1 if up else 1)
    if 0 <= there < len(waiting):
        other = waiting[there]
        candidate.rank, other.rank = other.rank, candidate.rank


def seat_candidate(candidate: Candidate, **how: Unpack[How]) -> Participation:
    """Give the seat to the candidate, approved and ready to be invited; return that seat.

    A seat that nobody has is named; one that somebody declined, gave up or left unanswered is
    substituted, so that the chain stays in the record. Raises Refused while somebody is
    expected on it, and for a person who has another seat there.
    """
    seat, person = candidate.seat, candidate.person
    if not is_free_for_next(seat.state, named=seat.person_id is not None):
        raise Refused(N_("Somebody is expected on this seat. Wait for their answer."))
    if has_seat(seat.event, person, seat.session):
        raise Refused(N_("%(name)s has a seat there already."), name=person.display_name)
    candidate.seated_at = now()
    if seat.person_id is None:
        given = name_seat(seat, person=person)
        if given.state is SeatState.SHORTLISTED:
            act(given, SeatAction.APPROVE, **how)
    else:
        given = substitute(seat, person=person, state=SeatState.APPROVED, **how)
    candidate_seated.send(given, candidate=candidate)
    return given
