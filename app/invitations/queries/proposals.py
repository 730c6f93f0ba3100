"""Names that were put forward, and how many places they take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.access.aside import looking_aside
from app.access.viewers import SYSTEM
from app.core.errors import NotFound
from app.events.models import Event
from app.extensions import db
from app.invitations.models import (
    NominationLink,
    Proposal,
)
from app.invitations.rules import (
    ProposalState,
)
from app.participation.models import Delegation, Participation
from app.participation.rules import GONE_STATES


def named_by(link: NominationLink) -> Sequence[Proposal]:
    """Return whom the focal point has named, the first one first."""
    return db.session.scalars(
        select(Proposal)
        .where(Proposal.delegation_id == link.delegation_id)
        .order_by(Proposal.at, Proposal.id)
    ).all()


def places_taken(delegation: Delegation) -> int:
    """How many of the delegation's places are taken; see ``places_taken_of``."""
    return places_taken_of([delegation])[delegation.id]


def places_taken_of(delegations: Iterable[Delegation]) -> Counter[int]:
    """How many places are taken, by delegation: seats that stand, and names that wait.

    A number of all seats, whoever looks; a name that replaces a member takes no further place.
    """
    ids = [delegation.id for delegation in delegations]
    seats = select(Participation.delegation_id).where(
        Participation.delegation_id.in_(ids), Participation.state.not_in(GONE_STATES)
    )
    waiting = select(Proposal.delegation_id).where(
        Proposal.delegation_id.in_(ids),
        Proposal.state == ProposalState.WAITING,
        Proposal.participation_id.is_(None),
    )
    with looking_aside(SYSTEM) as session:
        return Counter([*session.scalars(seats), *session.scalars(waiting)])


def proposals_for(seat: Participation) -> Sequence[Proposal]:
    """Return whom the guest put forward in their own place, the latest first."""
    return db.session.scalars(
        select(Proposal)
        .where(Proposal.participation_id == seat.id)
        .order_by(Proposal.at.desc(), Proposal.id.desc())
    ).all()


def waiting_proposals(event: Event) -> Sequence[Proposal]:
    """Return the names that staff have to decide on, the oldest first."""
    return db.session.scalars(
        select(Proposal)
        .where(Proposal.event_id == event.id, Proposal.state == ProposalState.WAITING)
        .options(
            joinedload(Proposal.seat).joinedload(Participation.person),
            joinedload(Proposal.delegation),
        )
        .order_by(Proposal.at, Proposal.id)
    ).all()


def proposal_of(event: Event, key: str) -> Proposal:
    """Return the proposal ``key`` at ``event``. Raises NotFound."""
    found = db.session.scalar(
        select(Proposal)
        .where(Proposal.event_id == event.id, Proposal.key == key)
        .options(
            joinedload(Proposal.event),
            joinedload(Proposal.delegation),
            joinedload(Proposal.seat).selectinload(Participation.roles),
        )
    )
    if found is None:
        raise NotFound
    return found
