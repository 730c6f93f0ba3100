"""How invitations follow what becomes of their letters."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.core.clock import now
from app.correspondence.models import Mailing
from app.correspondence.operations.reminders import follow
from app.extensions import db
from app.infra.models import OutboxMail
from app.invitations.letters import invitation_key
from app.invitations.models import Invitation, NominationLink, Wave
from app.invitations.operations import mark_sent
from app.participation.models import Participation


def on_released(mailing: Mailing, *, mails: Sequence[OutboxMail]) -> None:
    """Those whose letter goes out are invited from now on; the others stay as they were."""
    wave = db.session.scalar(select(Wave).where(Wave.batch == mailing.key))
    if wave is not None:
        mark_sent(wave, _invitations_of(mails))
        # A reminder may be counted from the deadline of these letters.
        db.session.flush()
        follow(mailing.event)
    for link in db.session.scalars(
        select(NominationLink).where(NominationLink.batch == mailing.key)
    ):
        link.sent_at = now()


def _invitations_of(mails: Sequence[OutboxMail]) -> Sequence[Invitation]:
    keys = {key for mail in mails if (key := invitation_key(mail.dedupe))}
    return db.session.scalars(
        select(Invitation)
        .where(Invitation.key.in_(keys))
        .options(
            joinedload(Invitation.event),
            joinedload(Invitation.seat).options(
                joinedload(Participation.person), selectinload(Participation.roles)
            ),
        )
        .order_by(Invitation.id)
    ).all()
