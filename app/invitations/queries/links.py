"""Whose personal link this is, asked on behalf of the system: nobody else knows the hashes."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.access.aside import looking_aside
from app.access.viewers import SYSTEM, TokenHolder
from app.core.clock import now
from app.core.errors import NotFound
from app.events.models import Event
from app.extensions import db
from app.infra.tokens import token_hash
from app.invitations.models import (
    Invitation,
    NominationLink,
)
from app.participation.models import Participation
from app.participation.rules import GONE_STATES


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


def is_seated_elsewhere(seat: Participation) -> bool:
    """Whether whoever has ``seat`` is expected there on another: the directory knew them twice."""
    other = select(Participation.id).where(
        Participation.event_id == seat.event_id,
        Participation.person_id == seat.person_id,
        Participation.id != seat.id,
        Participation.state.not_in(GONE_STATES),
    )
    with looking_aside(SYSTEM) as session:
        return session.scalar(other.limit(1)) is not None


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


def nomination_links(event: Event) -> Mapping[int, NominationLink]:
    """Return the links of focal points, by the number of the delegation."""
    links = select(NominationLink).where(NominationLink.event_id == event.id)
    return {link.delegation_id: link for link in db.session.scalars(links)}
