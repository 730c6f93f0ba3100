"""What the worker does about invitations: confirming answers, and closing those that never came."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from app.core.clock import now
from app.correspondence.composing import compose, release, words_for
from app.correspondence.rules import TemplatePurpose
from app.extensions import db
from app.infra.jobs import Work, handles
from app.infra.transaction import transaction
from app.invitations.letters import recipients_for, rsvp_address
from app.invitations.models import Invitation, Reply
from app.invitations.operations import CONFIRM, close
from app.invitations.queries import settings_of, unanswered_after_deadline
from app.invitations.rules import Answer, Confirmations
from app.participation.models import Participation

LETTERS: Mapping[Answer, tuple[TemplatePurpose, str]] = {
    Answer.ACCEPT: (TemplatePurpose.CONFIRMATION, "REQUEST"),
    Answer.DECLINE: (TemplatePurpose.WITHDRAWN, "CANCEL"),
}
"""What is written after a yes, and after one was taken back: the letter, and what the calendar does."""


@handles(CONFIRM)
def confirm(work: Work) -> Mapping[str, object]:
    """Write to the guest that the answer was understood: as a draft, or at once where the event says so.

    Nothing is written if the answer has changed meanwhile, or was confirmed before.
    """
    with transaction():
        said = db.session.scalar(_reply(int(work.payload["reply"])))
        if said is None or said.confirmed_at is not None or not _still_stands(said):
            return {"written": 0}
        said.confirmed_at = now()
        return {"written": _write(said)}


def close_unanswered() -> None:
    """Close the invitations whose deadline has passed, at events that ask for it.

    Looked for first, because looking takes no lock.
    """
    if not unanswered_after_deadline():
        return
    with transaction():
        for invitation in unanswered_after_deadline():
            close(invitation)


def _reply(number: int) -> Select[tuple[Reply]]:
    return (
        select(Reply)
        .where(Reply.id == number)
        .options(
            joinedload(Reply.invitation).joinedload(Invitation.event),
            joinedload(Reply.invitation)
            .joinedload(Invitation.seat)
            .options(joinedload(Participation.person), selectinload(Participation.roles)),
        )
    )


def _still_stands(said: Reply) -> bool:
    later = select(Reply.id).where(
        Reply.invitation_id == said.invitation_id, Reply.id > said.id, Reply.answer != said.answer
    )
    return said.answer in LETTERS and db.session.scalar(later.limit(1)) is None


def _write(said: Reply) -> int:
    invitation = said.invitation
    event = invitation.event
    purpose, method = LETTERS[said.answer]
    recipients = list(recipients_for(invitation))
    if not recipients:
        return 0
    subject, body = words_for(purpose, event)
    mailing = compose(
        event,
        subject=subject,
        body=body,
        recipients=recipients,
        purpose=purpose,
        link_url=rsvp_address(),
        calendar_method=method if event.span else "",
        sender=invitation.sender,
    )
    if settings_of(event).confirmations is Confirmations.BY_THEMSELVES:
        release(mailing, expected=len(recipients))
    return len(recipients)
