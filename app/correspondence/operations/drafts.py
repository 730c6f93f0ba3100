"""A single draft of a mailing: its own words, and the same words once more."""

from __future__ import annotations

from app.access import audit
from app.access.enforcement import current_user_id
from app.core.errors import Refused
from app.core.messages import N_
from app.correspondence.letters import letter
from app.correspondence.models import Mailing
from app.correspondence.operations.releasing import edit_mail
from app.correspondence.rules import MailingState, TemplatePurpose, filled
from app.correspondence.rules.placeholders import require_words
from app.events.models import Event
from app.extensions import db
from app.infra.models import OutboxMail
from app.infra.outbox import enqueue

OWN = "letter"
"""Under this name a mail's facts keep the words that were typed for its reader alone."""


def words_of(mail: OutboxMail, mailing: Mailing) -> str:
    """Return the words of a draft as staff may change them: facts filled in, ``{link}`` kept."""
    facts = mail.facts or {}
    return facts.get(OWN) or filled(mailing.body, {**facts, "link": "{link}"})


def rewrite(mail: OutboxMail, mailing: Mailing, *, subject: str, body: str) -> None:
    """Give one reader a letter of their own; the others keep theirs.

    Raises InvalidInput for words that cannot be sent, Refused once the mail is on its way.
    """
    require_words(mailing.purpose, subject=subject, body=body)
    facts = dict(mail.facts or {})
    made = letter(subject=subject, body=body).for_reader(facts)
    edit_mail(mail, subject=made.subject, text=made.text, html=made.html)
    mail.facts = {**facts, OWN: body}
    audit.record(N_("changed a mail for"), "event", mailing.event.key, mail=mail.key)


def draft_again(mail: OutboxMail, event: Event, *, preface: str = "") -> Mailing:
    """Return a mailing with the same mail once more, as a draft, after a ``preface``.

    Raises Refused for a mail whose words are its reader's alone.
    """
    if mail.is_sealed:
        raise Refused(N_("This mail cannot be written again; its words are its reader’s alone."))
    facts = {**(mail.facts or {}), "name": mail.to_name}
    words = f"{preface}\n\n{mail.body_text}".strip()
    mailing = Mailing(
        event=event,
        purpose=TemplatePurpose.FREE,
        title=mail.to_name,
        subject=mail.subject,
        body=words,
        state=MailingState.DRAFT,
        created_by=current_user_id(),
    )
    db.session.add(mailing)
    db.session.flush()
    made = letter(subject=mail.subject, body=words)
    enqueue(
        to_address=mail.to_address,
        to_name=mail.to_name,
        subject=mail.subject,
        text=made.text,
        html=made.html,
        dedupe=f"again:{mailing.key}:{mail.key}",
        about=mail.about,
        whom=mail.whom,
        batch=mailing.key,
        token_seed=mail.token_seed,
        facts={**facts, OWN: words},
        draft=True,
        calendar=mail.calendar,
        calendar_method=mail.calendar_method,
    )
    audit.record(N_("drafted a mail again for"), "event", event.key, mail=mail.key)
    return mailing
