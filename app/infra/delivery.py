"""The way of one mail from the outbox to the postman: the network is between two transactions."""

from __future__ import annotations

from app.config import current_settings
from app.extensions import db
from app.infra.mail import MailTrouble, Postman, Unreachable, compose
from app.infra.models import OutboxMail
from app.infra.outbox import claim_mail, mail_is_due, note_sent, note_trouble
from app.infra.transaction import transaction


def deliver_next(postman: Postman) -> bool:
    """Deliver the mail that has waited longest; False if there is none, or no way to send it now.

    Killed in between, the mail is sent once more when its lease ends, under the same Message-ID.
    """
    mail = _claimed()
    if mail is None:
        return False
    settings = current_settings()
    try:
        message = compose(mail, sender=settings.mail_from, sender_name=settings.institute_name)
        postman.deliver(message)
    except MailTrouble as trouble:
        with transaction(claims=True):
            note_trouble(mail, str(trouble), for_good=trouble.for_good)
        return not isinstance(trouble, Unreachable)
    with transaction(claims=True):
        note_sent(mail)
    return True


def _claimed() -> OutboxMail | None:
    """Take a mail under lease, out of the session: no transaction is open while it is sent."""
    if not mail_is_due():
        return None
    with transaction(claims=True) as session:
        mail = claim_mail()
        if mail is not None:
            session.expunge(mail)
    db.session.rollback()
    return mail
