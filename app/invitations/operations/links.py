"""Personal links: given, renewed and revoked."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from app.access import audit
from app.config import current_settings
from app.core.clock import now
from app.core.messages import N_
from app.core.text import random_key
from app.events.models import Event
from app.extensions import db
from app.infra.tokens import personal_token, token_hash
from app.invitations.models import NominationLink, PersonalLink
from app.invitations.rules import link_ends
from app.participation.models import Delegation

WITHOUT_DATE = timedelta(days=365)
"""How long a link lasts while its event has no date."""


def give_link(link: PersonalLink, event: Event) -> None:
    """Let ``link`` have the token of its seed, for as long as the settings say."""
    after = timedelta(days=current_settings().link_days)
    link.token_hash = token_hash(personal_token(link.seed))
    link.token_expires_at = link_ends(event.span, now(), after=after, undated=WITHOUT_DATE)


def open_nominations(delegation: Delegation, *, deadline_at: datetime | None) -> NominationLink:
    """Return the link by which the focal point names the members, made now if there is none.

    A link that was revoked stays so, and another one takes its place.
    """
    found = db.session.scalar(
        select(NominationLink).where(NominationLink.delegation_id == delegation.id)
    )
    if found is None:
        found = NominationLink(
            key=random_key(), event=delegation.event, delegation=delegation, generation=1
        )
        db.session.add(found)
    elif found.revoked_at is not None:
        found.generation += 1
        found.revoked_at = None
    found.deadline_at = deadline_at
    give_link(found, delegation.event)
    db.session.flush()
    return found


def renew(link: PersonalLink) -> None:
    """Make another link; the one before leads nowhere from now on."""
    link.generation += 1
    link.revoked_at = None
    give_link(link, link.event)
    _record(N_("renewed a personal link for"), link)


def revoke(link: PersonalLink) -> None:
    """Let the link lead nowhere; once is once."""
    if link.revoked_at is None:
        link.revoked_at = now()
        _record(N_("revoked a personal link for"), link)


def _record(action: str, link: PersonalLink) -> None:
    audit.record(action, "event", link.event.key, link=link.key)
