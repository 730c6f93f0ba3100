"""Names that are put forward: by a guest for their own place. Staff decide."""

from __future__ import annotations

from typing import TypedDict

from sqlalchemy import select, update

from app.access import audit
from app.access.enforcement import current_user_id
from app.core.clock import now
from app.core.errors import Closed, Refused
from app.core.messages import N_
from app.extensions import db
from app.invitations.models import Invitation, Proposal
from app.invitations.operations.answering import GUEST, Teller
from app.invitations.queries import standing_of
from app.invitations.rules import ProposalState, Standing
from app.participation.models import Participation
from app.participation.operations import substitute
from app.people.models import Person

MAY_PROPOSE = frozenset(
    {Standing.ASKED, Standing.PERHAPS, Standing.COMING, Standing.NOT_COMING, Standing.TOO_LATE}
)
"""While things stand so, a guest may still name somebody else."""

MOST_WAITING = 3
"""More names at once than anyone needs; a program would send more."""


class NameFacts(TypedDict):
    """Who is put forward."""

    name: str
    title: str
    organisation: str
    email: str
    words: str


def propose(invitation: Invitation, facts: NameFacts, *, teller: Teller = GUEST) -> Proposal:
    """Put somebody forward for the guest's own place. Raises Closed, Refused."""
    if standing_of(invitation) not in MAY_PROPOSE:
        raise Closed(N_("Nobody can be proposed here any more. Please write to us."))
    waiting = _waiting_for(invitation.seat)
    if any(one.name.casefold() == facts["name"].casefold() for one in waiting):
        raise Refused(N_("You have proposed this name already. We will write to you."))
    if len(waiting) >= MOST_WAITING:
        raise Refused(N_("You have proposed several people already. We will write to you."))
    proposal = Proposal(
        event_id=invitation.event_id,
        participation_id=invitation.participation_id,
        channel=teller.channel,
        told_by=teller.name,
        user_id=current_user_id(),
        **facts,
    )
    db.session.add(proposal)
    db.session.flush()
    _record(N_("had a substitute proposed for"), proposal, invitation.event.key)
    return proposal


def take_back(proposal: Proposal) -> bool:
    """Forget a name that nobody has decided on; False if that is too late, or done before."""
    return _decide(proposal, ProposalState.TAKEN_BACK)


def refuse(proposal: Proposal, *, answer: str = "") -> None:
    """Say no, with a word for whoever proposed the name. Raises Refused where it was decided before."""
    if not _decide(proposal, ProposalState.REFUSED, answer=answer):
        raise Refused(N_("Somebody has decided on this name already."))
    _record(N_("refused a substitute for"), proposal, proposal.event.key)


def accept(proposal: Proposal, *, person: Person, answer: str = "") -> Participation:
    """Give the place to ``person``, who was put forward; the old seat stays in the record.

    Raises Refused where it was decided before, or the seat cannot be passed on (any more).
    """
    if not _decide(proposal, ProposalState.TAKEN, answer=answer):
        raise Refused(N_("Somebody has decided on this name already."))
    new = substitute(proposal.seat, person=person, note=proposal.name)
    proposal.seated_id = new.id
    _record(N_("accepted a substitute for"), proposal, proposal.event.key)
    return new


def _waiting_for(seat: Participation) -> list[Proposal]:
    of_seat = select(Proposal).where(
        Proposal.participation_id == seat.id, Proposal.state == ProposalState.WAITING
    )
    return list(db.session.scalars(of_seat))


def _decide(proposal: Proposal, state: ProposalState, *, answer: str = "") -> bool:
    """Decide on a name that waits; False if it does not wait any more."""
    decided = db.session.scalar(
        update(Proposal)
        .where(Proposal.id == proposal.id, Proposal.state == ProposalState.WAITING)
        .values(state=state, answer=answer, decided_at=now(), decided_by=current_user_id())
        .returning(Proposal.id)
    )
    return decided is not None


def _record(action: str, proposal: Proposal, event_key: str) -> None:
    audit.record(action, "event", event_key, proposal=proposal.key)
