"""What a guest refused on a seat stays refused on the one that replaced it, once two persons are one."""

from __future__ import annotations

from sqlalchemy import insert, select, update

from app.access.enforcement import current_user_id
from app.core.clock import now
from app.extensions import db
from app.invitations.models import Consent
from app.participation.rules import Channel


def keep_refusals(kept: int, *, left: int) -> None:
    """Let every refusal that stands on the seat ``left`` stand on ``kept``, seen by whoever merges or not."""
    connection = db.session.connection()
    standing = select(Consent.scope).where(Consent.replaced_at.is_(None), Consent.given.is_(False))
    known = set(connection.scalars(standing.where(Consent.participation_id == kept)))
    for scope in set(connection.scalars(standing.where(Consent.participation_id == left))) - known:
        connection.execute(
            update(Consent)
            .where(
                Consent.participation_id == kept,
                Consent.scope == scope,
                Consent.replaced_at.is_(None),
            )
            .values(replaced_at=now())
        )
        connection.execute(
            insert(Consent).values(
                participation_id=kept,
                scope=scope,
                given=False,
                channel=Channel.STAFF,
                user_id=current_user_id(),
            )
        )
