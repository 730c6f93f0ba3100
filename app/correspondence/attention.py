"""Mail that could not be delivered, and letters that wait to be sent, for the page of today."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.access.roles import Permission
from app.correspondence.models import Mailing
from app.correspondence.rules import PURPOSE_LABELS, MailingState
from app.events.attention import Attention
from app.events.queries import may
from app.extensions import db
from app.infra.models import MailState, OutboxMail

MOST = 10
"""More drafts than anyone is reminded of at once."""


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


def letters_needing_attention() -> list[Attention]:
    """Name the letters that were composed and wait for somebody to read and send them."""
    waiting = db.session.scalars(
        select(Mailing)
        .where(Mailing.state == MailingState.DRAFT)
        .options(joinedload(Mailing.event))
        .order_by(Mailing.created_at.desc(), Mailing.id.desc())
        .limit(MOST)
    )
    return [_about(mailing) for mailing in waiting if may(Permission.EDIT, mailing.event)]


def _about(mailing: Mailing) -> Attention:
    purpose = _(PURPOSE_LABELS[mailing.purpose])
    sentence = _(
        "A letter about “%(title)s” waits to be sent: %(purpose)s.",
        title=mailing.event.title,
        purpose=f"{purpose}: {mailing.title}" if mailing.title else purpose,
    )
    href = url_for("mailings.show", key=mailing.event.key, mailing=mailing.key)
    return Attention(sentence, _("Read and send"), href, 15)
