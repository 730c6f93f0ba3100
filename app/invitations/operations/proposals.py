"""Names that are put forward: by a guest for their own place, by a focal point for a delegation."""

from __future__ import annotations

from typing import TypedDict

from sqlalchemy import select, update

from app.access import audit
from app.access.enforcement import current_user_id
from app.core.clock import now
from app.core.errors import Closed, Full, Refused
from app.core.messages import N_
from app.events.rules import Phase, phase
from app.extensions import db
from app.invitations.models import Invitation, NominationLink, Proposal
from app.invitations.operations.answering import GUEST, Teller
from app.invitations.queries import named_by, places_taken, standing_of
from app.invitations.rules import PROPOSALS_COUNTED, ProposalState, Standing, is_over
from app.participation.models import Participation
from app.participation.operations import How, seat, substitute
from app.participation.rules import Channel, Role, SeatState
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


def nominate(
    link: NominationLink, facts: NameFacts, *, role: Role, instead_of: Proposal | None = None
) -> Proposal:
    """Name a member of the delegation, or another one ``instead_of`` one who was accepted.

    The same name again changes nothing. Raises Closed after the deadline, Full beyond the quota.
    """
    refuse_late(link)
    for known in named_by(link):
        if known.name.casefold() == facts["name"].casefold() and known.state in PROPOSALS_COUNTED:
            return known
    size = link.delegation.size
    if instead_of is None and size is not None and places_taken(link.delegation) >= size:
        raise Full(N_("Every place of your delegation is taken. Take a name back first."))
    proposal = Proposal(
        event_id=link.event_id,
        delegation_id=link.delegation_id,
        participation_id=instead_of.seated_id if instead_of else None,
        role=role,
        channel=Channel.LINK,
        told_by=link.delegation.focal_name,
        **facts,
    )
    db.session.add(proposal)
    db.session.flush()
    _record(N_("had a member named for"), proposal, link.event.key)
    return proposal


def refuse_late(link: NominationLink) -> None:
    """Refuse what comes after the deadline, or when the event is off or over. Raises Closed."""
    event = link.event
    if phase(event.span, event.state, now()) in {Phase.PAST, Phase.CANCELLED}:
        raise Closed(N_("This event is over."))
    if is_over(link.deadline_at, now()):
        raise Closed(N_("The time to name people has run out. Please write to us."))


def take_back(proposal: Proposal) -> bool:
    """Forget a name that nobody has decided on; False if that is too late, or done before."""
    return _decide(proposal, ProposalState.TAKEN_BACK)


def refuse(proposal: Proposal, *, answer: str = "") -> None:
    """Say no, with a word for whoever proposed the name. Raises Refused where it was decided before."""
    if not _decide(proposal, ProposalState.REFUSED, answer=answer):
        raise Refused(N_("Somebody has decided on this name already."))
    _record(N_("refused a substitute for"), proposal, proposal.event.key)


def accept(proposal: Proposal, *, person: Person, answer: str = "") -> Participation:
    """Give ``person``, who was put forward, an approved seat; one they replace stays in the record.

    Raises Refused where it was decided before, or the seat cannot be passed on (any more).
    """
    if not _decide(proposal, ProposalState.TAKEN, answer=answer):
        raise Refused(N_("Somebody has decided on this name already."))
    new = _seat_for(proposal, person)
    proposal.seated_id = new.id
    _record(N_("accepted a substitute for"), proposal, proposal.event.key)
    return new


def _seat_for(proposal: Proposal, person: Person) -> Participation:
    how: How = {"channel": proposal.channel, "told_by": proposal.told_by}
    if proposal.seat is not None:
        return substitute(proposal.seat, person=person, state=SeatState.APPROVED, **how)
    return seat(
        proposal.event,
        person=person,
        roles=[proposal.role or Role.PARTICIPANT],
        delegation=proposal.delegation,
        state=SeatState.APPROVED,
        channel=proposal.channel,
    )


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
