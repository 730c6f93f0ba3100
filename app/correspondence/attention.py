"""Mail that could not be delivered, for the page of today."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select

from app.events.attention import Attention
from app.extensions import db
from app.infra.models import MailState, OutboxMail


def mail_needing_attention() -> list[Attention]:
    """Say how many mails that the viewer may know of did not arrive."""
    failed = db.session.scalar(
        select(func.count(OutboxMail.id)).where(OutboxMail.state == MailState.FAILED)
    )
    if not failed:
        return []
    sentence = ngettext(
        "%(num)d mail could not be delivered.", "%(num)d mails could not be delivered.", failed
    )
    href = url_for("outbox.index", state=MailState.FAILED.value)
    return [Attention(sentence, _("Look at the outbox"), href, 0)]
