"""What is asked about invitations: whose link this is, what a guest was told, who was asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.access.aside import looking_aside
from app.access.viewers import SYSTEM, TokenHolder
from app.core.clock import now
from app.core.errors import NotFound
from app.events.models import Event
from app.events.rules import phase
from app.extensions import db
from app.infra.tokens import token_hash
from app.invitations.models import (
    Consent,
    Invitation,
    InvitationSettings,
    NominationLink,
    Proposal,
    Reply,
    Wave,
)
from app.invitations.rules import (
    Answer,
    Confirmations,
    ProposalState,
    Scope,
    Standing,
    answers_on_offer,
    standing,
)
from app.participation.models import Delegation, Participation
from app.participation.rules import GONE_STATES, SeatState


def guest_of_link(token: str) -> TokenHolder:
    """Return the viewer for whom the invitation's link of ``token`` was made.

    Asked on behalf of the system, since nobody else knows the hash. Raises NotFound for a link
    that is unknown, has run out or was revoked, all alike.
    """
    of_token = select(Invitation.participation_id, Invitation.event_id).where(
        Invitation.token_hash == token_hash(token),
        Invitation.token_expires_at > now(),
        Invitation.revoked_at.is_(None),
    )
    with looking_aside(SYSTEM) as session:
        found = session.execute(of_token).one_or_none()
    if found is None:
        raise NotFound
    return TokenHolder(event_id=found.event_id, participation_id=found.participation_id)


def held_by(holder: TokenHolder) -> Invitation:
    """Return the invitation of ``holder`` with its seat and event, who must be looking."""
    found = db.session.scalar(
        select(Invitation)
        .where(Invitation.participation_id == holder.participation_id)
        .options(
            joinedload(Invitation.seat).joinedload(Participation.person),
            joinedload(Invitation.event).joinedload(Event.join_link),
        )
    )
    if found is None:
        raise NotFound
    return found


def standing_of(invitation: Invitation) -> Standing:
    """How things stand with the invitation at this moment."""
    event = invitation.event
    at = now()
    return standing(
        invitation.seat.state,
        phase(event.span, event.state, at),
        deadline=invitation.deadline_at,
        at=at,
    )


def offered_to(invitation: Invitation, *, by_staff: bool = False) -> tuple[Answer, ...]:
    """What may be answered now; staff who answer for somebody are held by no deadline."""
    event = invitation.event
    at = now()
    return answers_on_offer(
        invitation.seat.state,
        phase(event.span, event.state, at),
        deadline=None if by_staff else invitation.deadline_at,
        at=at,
    )


def focal_point_of_link(token: str) -> TokenHolder:
    """Return the viewer for whom the nomination link of ``token`` was made. Raises NotFound."""
    of_token = select(NominationLink.delegation_id, NominationLink.event_id).where(
        NominationLink.token_hash == token_hash(token),
        NominationLink.token_expires_at > now(),
        NominationLink.revoked_at.is_(None),
    )
    with looking_aside(SYSTEM) as session:
        found = session.execute(of_token).one_or_none()
    if found is None:
        raise NotFound
    return TokenHolder(event_id=found.event_id, delegation_id=found.delegation_id)


def nomination_held_by(holder: TokenHolder) -> NominationLink:
    """Return the link of the focal point ``holder``, with event and delegation. Raises NotFound."""
    found = db.session.scalar(
        select(NominationLink)
        .where(NominationLink.delegation_id == holder.delegation_id)
        .options(joinedload(NominationLink.event), joinedload(NominationLink.delegation))
    )
    if found is None:
        raise NotFound
    return found


def named_by(link: NominationLink) -> Sequence[Proposal]:
    """Return whom the focal point has named, the first one first."""
    return db.session.scalars(
        select(Proposal)
        .where(Proposal.delegation_id == link.delegation_id)
        .order_by(Proposal.at, Proposal.id)
    ).all()


def places_taken(delegation: Delegation) -> int:
    """How many of the delegation's places are taken: seats that stand, and names that wait.

    A number of all seats, whoever looks; a name that replaces a member takes no further place.
    """
    seats = select(func.count(Participation.id)).where(
        Participation.delegation_id == delegation.id, Participation.state.not_in(GONE_STATES)
    )
    waiting = select(func.count(Proposal.id)).where(
        Proposal.delegation_id == delegation.id,
        Proposal.state == ProposalState.WAITING,
        Proposal.participation_id.is_(None),
    )
    with looking_aside(SYSTEM) as session:
        return (session.scalar(seats) or 0) + (session.scalar(waiting) or 0)


def settings_of(event: Event) -> InvitationSettings:
    """Return how ``event`` invites; the usual where nobody has said anything."""
    found = db.session.get(InvitationSettings, event.id)
    return found or InvitationSettings(
        event_id=event.id,
        contact_name="",
        contact_address="",
        confirmations=Confirmations.AS_DRAFTS,
        close_at_deadline=False,
        companions=1,
    )


def replies_to(invitation: Invitation) -> Sequence[Reply]:
    """Return every answer to the invitation, the latest first."""
    return db.session.scalars(
        select(Reply)
        .where(Reply.invitation_id == invitation.id)
        .order_by(Reply.at.desc(), Reply.id.desc())
    ).all()


def consents_of(seat: Participation) -> dict[Scope, list[Consent]]:
    """Return what the guest allowed and refused, by scope, what stands first."""
    found: dict[Scope, list[Consent]] = defaultdict(list)
    for consent in db.session.scalars(
        select(Consent)
        .where(Consent.participation_id == seat.id)
        .order_by(Consent.at.desc(), Consent.id.desc())
    ):
        found[consent.scope].append(consent)
    return found


def standing_consents(seats: Sequence[Participation]) -> Mapping[tuple[int, Scope], bool]:
    """Whether each guest of ``seats`` allowed what, for those who have said anything."""
    found = db.session.execute(
        select(Consent.participation_id, Consent.scope, Consent.given).where(
            Consent.participation_id.in_([seat.id for seat in seats]),
            Consent.replaced_at.is_(None),
        )
    )
    return {(seat_id, scope): given for seat_id, scope, given in found.tuples()}


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


def invitations_of(event: Event) -> Sequence[Invitation]:
    """Return who was asked, by wave and then in the order of the seats."""
    return db.session.scalars(
        select(Invitation)
        .join(Participation, Participation.id == Invitation.participation_id)
        .outerjoin(Wave, Wave.id == Invitation.wave_id)
        .where(Invitation.event_id == event.id)
        .options(
            joinedload(Invitation.seat).joinedload(Participation.person),
            joinedload(Invitation.wave),
        )
        .order_by(Wave.number, Participation.position, Participation.id)
    ).all()


def invitation_of(event: Event, key: str) -> Invitation:
    """Return the invitation ``key`` of ``event``. Raises NotFound."""
    found = db.session.scalar(
        select(Invitation)
        .where(Invitation.event_id == event.id, Invitation.key == key)
        .options(
            joinedload(Invitation.event),
            joinedload(Invitation.seat).joinedload(Participation.person),
        )
    )
    if found is None:
        raise NotFound
    return found


def waves_of(event: Event) -> Sequence[Wave]:
    """Return the waves of ``event`` in their order."""
    return db.session.scalars(
        select(Wave).where(Wave.event_id == event.id).order_by(Wave.number)
    ).all()


def unanswered_after_deadline() -> Sequence[Invitation]:
    """Return the invitations whose time has run out unanswered, at events that close them."""
    return db.session.scalars(
        select(Invitation)
        .join(Participation, Participation.id == Invitation.participation_id)
        .join(InvitationSettings, InvitationSettings.event_id == Invitation.event_id)
        .where(
            Participation.state == SeatState.INVITED,
            Invitation.deadline_at <= now(),
            InvitationSettings.close_at_deadline.is_(True),
        )
        .options(
            joinedload(Invitation.event),
            joinedload(Invitation.seat).selectinload(Participation.roles),
        )
        .order_by(Invitation.id)
    ).all()
