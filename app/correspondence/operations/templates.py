"""Which text a letter begins with, and keeping texts of one's own."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import or_, select

from app.access import audit
from app.core.messages import N_
from app.correspondence.defaults import DEFAULTS
from app.correspondence.models import MailTemplate
from app.correspondence.rules import TemplatePurpose
from app.correspondence.rules.placeholders import require_words
from app.events.models import Event
from app.events.rules import EventKind
from app.extensions import db


def words_for(purpose: TemplatePurpose, event: Event) -> tuple[str, str]:
    """Return subject and body to begin with: the event's own, its kind's, the house's, or ours."""
    found = db.session.scalars(
        select(MailTemplate).where(
            MailTemplate.purpose == purpose,
            or_(MailTemplate.event_id == event.id, MailTemplate.event_id.is_(None)),
            MailTemplate.kind.in_(("", event.kind.value)),
        )
    ).all()
    if found:
        nearest = max(found, key=lambda one: (one.event_id is not None, one.kind != ""))
        return nearest.subject, nearest.body
    return own_words(purpose)


def own_words(purpose: TemplatePurpose) -> tuple[str, str]:
    """Return the subject and body that Parley brings along."""
    subject, body = DEFAULTS[purpose]
    return _(subject), _(body)


def template_of(
    purpose: TemplatePurpose, *, kind: EventKind | None = None, event: Event | None = None
) -> MailTemplate | None:
    """Return the text that was written for exactly this, or None."""
    return db.session.scalar(
        select(MailTemplate).where(
            MailTemplate.purpose == purpose,
            MailTemplate.kind == (kind.value if kind else ""),
            MailTemplate.event_id == (event.id if event else None),
        )
    )


def write_template(
    purpose: TemplatePurpose,
    *,
    subject: str,
    body: str,
    kind: EventKind | None = None,
    event: Event | None = None,
) -> MailTemplate:
    """Keep a text for ``purpose``: of the house, of a ``kind`` of event, or of one ``event``.

    Raises InvalidInput for words that could not be sent.
    """
    require_words(purpose, subject=subject, body=body)
    template = template_of(purpose, kind=kind, event=event)
    if template is None:
        template = MailTemplate(
            purpose=purpose,
            kind=kind.value if kind else "",
            event_id=event.id if event else None,
        )
        db.session.add(template)
    template.subject = subject
    template.body = body
    db.session.flush()
    _note(N_("wrote a mail template"), template, event)
    return template


def forget_template(template: MailTemplate, event: Event | None = None) -> None:
    """Take a text back, so that what stands behind it serves again."""
    _note(N_("took back a mail template"), template, event)
    db.session.delete(template)


def _note(action: str, template: MailTemplate, event: Event | None) -> None:
    if event is not None:
        audit.record(action, "event", event.key, purpose=template.purpose.value)
    else:
        audit.record(action, "mail_template", template.key, purpose=template.purpose.value)
