"""The letters to guests. They are rendered before the transaction that sends them."""

from __future__ import annotations

from dataclasses import dataclass

from app.events.exports import event_calendar
from app.events.models import Event
from app.events.rules import Format
from app.infra.outbox import enqueue
from app.infra.tokens import new_token, token_hash
from app.registration.models import Registration
from app.web.mail import Rendered, public_url, render_mail


@dataclass(frozen=True)
class Letter:
    """A letter in words, with the calendar entry that goes along."""

    words: Rendered
    calendar: str


@dataclass(frozen=True)
class Confirmation(Letter):
    """A letter with a personal link, and the fresh token in it, of which only a hash is stored."""

    token: str


def confirmation(event: Event) -> Confirmation:
    """Return the word that a place is reserved, with the guest's own link."""
    token = new_token()
    page = public_url("guest.page", token=token)
    return Confirmation(
        words=render_mail("registration_confirmed", page=page, **_facts(event)),
        calendar=_calendar(event),
        token=token,
    )


def withdrawal(event: Event) -> Letter:
    """Return the word that the place was given back. The calendar entry stays the reader's to delete."""
    words = render_mail(
        "registration_withdrawn",
        event_page=public_url("registration.form", slug=event.slug),
        **_facts(event),
    )
    return Letter(words=words, calendar="")


def send_confirmation(letter: Confirmation, event: Event, *, name: str, email: str) -> None:
    """Put ``letter`` into the outbox of this transaction."""
    _send(letter, event, name=name, email=email, dedupe=f"registered:{token_hash(letter.token)}")


def send_withdrawal(letter: Letter, registration: Registration) -> None:
    """Put ``letter`` into the outbox of this transaction."""
    _send(
        letter,
        registration.event,
        name=registration.name,
        email=registration.email,
        dedupe=f"withdrawn:{registration.key}",
    )


def _send(letter: Letter, event: Event, *, name: str, email: str, dedupe: str) -> None:
    enqueue(
        to_address=email,
        to_name=name,
        subject=letter.words.subject,
        text=letter.words.text,
        html=letter.words.html,
        dedupe=dedupe,
        about=event.key,
        calendar=letter.calendar,
    )


def _facts(event: Event) -> dict[str, object]:
    """What every letter says of the event. The link to join is on the guest's own page alone."""
    return {
        "title": event.title,
        "span": event.span,
        "place": "" if event.format is Format.VIRTUAL else event.place,
        "online": event.format is not Format.IN_PERSON,
    }


def _calendar(event: Event) -> str:
    return event_calendar(event) if event.span else ""
