"""Composing: one letter becomes a draft in the outbox for each of its readers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from app.core.calendars import Partstat
from app.core.errors import InvalidInput
from app.core.messages import N_
from app.core.text import normalise_email
from app.correspondence.audiences import Recipient
from app.correspondence.facts import facts_of
from app.correspondence.letters import Letter, letter
from app.correspondence.models import Mailing
from app.correspondence.rules import MailingState, TemplatePurpose, placeholders_in
from app.correspondence.rules.placeholders import require_words
from app.events.exports import calendar_for_guests
from app.events.models import Event
from app.extensions import db
from app.infra.outbox import Mail, enqueue_all


def compose(
    event: Event,
    *,
    subject: str,
    body: str,
    recipients: Iterable[Recipient],
    purpose: TemplatePurpose = TemplatePurpose.FREE,
    link_url: str = "",
    calendar_method: str = "",
    due_at: datetime | None = None,
    created_by: int | None = None,
    title: str = "",
    sender: str = "",
    reply_to: str = "",
    left_out: Iterable[tuple[str, str]] = (),
    audience: dict[str, list[str]] | None = None,
) -> Mailing:
    """Return a mailing with one draft per reader; nobody is written to before it is released.

    ``link_url`` is the address of the personal page with ``tokens.STAND_IN`` for its token. A
    ``calendar_method`` ("REQUEST", "CANCEL") puts an entry into each mail, with that guest alone
    in it. Answers go to ``reply_to``, or to the house. Who is found twice gets one letter, and ``left_out`` says so. Raises InvalidInput for
    words that cannot be sent, a link that nobody has, and nobody to write to.
    """
    require_words(purpose, subject=subject, body=body)
    readers, twice = _each_once(recipients)
    asks_for_link = "link" in placeholders_in(body)
    if not readers:
        raise InvalidInput(N_("Nobody is left to write to."))
    if asks_for_link and not (link_url and all(reader.token_seed for reader in readers)):
        raise InvalidInput(N_("Not everyone chosen has a page of their own; take {link} out."))
    mailing = Mailing(
        event=event,
        purpose=purpose,
        title=title,
        audience=audience or {},
        subject=subject,
        body=body,
        left_out="\n".join(f"{name}: {reason}" for name, reason in (*left_out, *twice)),
        state=MailingState.DRAFT,
        due_at=due_at,
        created_by=created_by,
    )
    db.session.add(mailing)
    db.session.flush()
    press = _Press(
        mailing=mailing,
        frame=letter(subject=subject, body=body),
        common={**facts_of(event, sender=sender), "link": link_url if asks_for_link else ""},
        with_link=asks_for_link,
        calendar=calendar_for_guests(event, method=calendar_method) if calendar_method else None,
        calendar_method=calendar_method or "PUBLISH",
        reply_to=reply_to,
    )
    enqueue_all(press.draft(reader) for reader in readers)
    return mailing


@dataclass(frozen=True)
class _Press:
    """What is the same for every mail of a mailing."""

    mailing: Mailing
    frame: Letter
    common: Mapping[str, str]
    with_link: bool
    calendar: Callable[[str, str, Partstat], str] | None
    calendar_method: str
    reply_to: str

    def draft(self, reader: Recipient) -> Mail:
        """Return the mail to ``reader`` as it waits in the outbox."""
        facts = {"name": reader.name, **self.common, **reader.facts}
        words = self.frame.for_reader(facts)
        return Mail(
            to_address=reader.address,
            to_name=reader.name,
            subject=words.subject,
            text=words.text,
            html=words.html,
            dedupe=f"mailing:{self.mailing.key}:{reader.once}"[:200],
            about=self.mailing.event.key,
            whom=reader.person_key,
            batch=self.mailing.key,
            token_seed=reader.token_seed if self.with_link else "",
            facts=facts,
            draft=True,
            reply_to=self.reply_to,
            calendar=self.calendar(reader.name, reader.address, reader.answer)
            if self.calendar
            else "",
            calendar_method=self.calendar_method,
        )


def _each_once(
    recipients: Iterable[Recipient],
) -> tuple[list[Recipient], list[tuple[str, str]]]:
    """Keep the first of those who are the same reader; the others are told as left out."""
    kept: dict[str, Recipient] = {}
    twice: list[tuple[str, str]] = []
    for reader in recipients:
        if reader.once in kept:
            twice.append((reader.name, _("chosen twice: gets one letter")))
        elif not normalise_email(reader.address):
            twice.append((reader.name, _("has no e-mail address")))
        else:
            kept[reader.once] = reader
    return list(kept.values()), twice
