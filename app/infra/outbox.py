"""Mail as rows: written with their cause, delivered by the worker, never from a request."""

from __future__ import annotations

import uuid
from urllib.parse import urlsplit

from app.config import current_settings
from app.core.text import header_guard
from app.extensions import db
from app.infra.models import OutboxMail


def enqueue(
    *,
    to_address: str,
    to_name: str,
    subject: str,
    text: str,
    html: str,
    dedupe: str,
    about: str = "",
    calendar: str = "",
    calendar_method: str = "PUBLISH",
) -> OutboxMail:
    """Add a mail to the outbox of the current transaction.

    ``dedupe`` names its cause: the same cause cannot put a second mail beside the first.
    ``about`` is the public key of the event it speaks of, which decides who may read it.
    The Message-ID is fixed here, so that a repeated delivery is recognised as one mail.
    """
    host = urlsplit(current_settings().base_url).hostname or "localhost"
    mail = OutboxMail(
        dedupe=dedupe,
        message_id=f"<{uuid.uuid4().hex}@{host}>",
        about=about,
        to_address=to_address,
        to_name=header_guard(to_name),
        subject=header_guard(subject),
        body_text=text,
        body_html=html,
        calendar=calendar,
        calendar_method=calendar_method,
    )
    db.session.add(mail)
    return mail
