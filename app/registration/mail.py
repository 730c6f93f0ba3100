"""The letters to guests. All guests of a pool get the same words, so each letter is rendered once.

Where the reader's personal link belongs, and their place in line, stands a stand-in; so nothing
has to be rendered while others wait for the lock.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import lru_cache

from app.config import current_settings
from app.core.clock import Span, now
from app.core.messages import N_
from app.events.exports import event_calendar
from app.events.models import Event
from app.events.rules import Format
from app.infra.outbox import Mail, enqueue_all
from app.infra.tokens import STAND_IN
from app.registration.models import Pool
from app.web.mail import Rendered, public_url, render_mail

PLACE_IN_LINE = "~place~"
"""Stands where the number in line belongs."""


class Letter(StrEnum):
    """What a guest is written about."""

    CONFIRMED = "confirmed"
    REQUESTED = "requested"
    WAITING = "waiting"
    OFFER = "offer"
    LAPSED = "lapsed"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    CHANGED = "changed"


@dataclass(frozen=True)
class Wording:
    """Subject, first sentence, what the link does, and what else there is to say."""

    subject: str
    opening: str
    link: str
    closing: str = ""


_OPEN_PAGE = N_("Open your page")
_YOURS_ALONE = N_(
    "If you cannot come, give your place back there. The link is yours alone; please do not pass it on."
)
WORDINGS: dict[Letter, Wording] = {
    Letter.CONFIRMED: Wording(
        N_("Your place is reserved: %(title)s"),
        N_("Your place is reserved."),
        _OPEN_PAGE,
        _YOURS_ALONE,
    ),
    Letter.REQUESTED: Wording(
        N_("Your request has arrived: %(title)s"),
        N_("We have your request for a place. We decide on each one, and write to you again."),
        _OPEN_PAGE,
        N_("On your page you can change or take back what you sent. The link is yours alone."),
    ),
    Letter.WAITING: Wording(
        N_("You are on the waiting list: %(title)s"),
        N_("Every place is taken. You are on the waiting list, number %(place)s in line."),
        N_("See where you stand"),
        N_("When a place is free for you, we write to you. Your page always shows your number."),
    ),
    Letter.OFFER: Wording(
        N_("A place is free for you: %(title)s"),
        N_("A place is free. It is kept for you until %(until)s."),
        N_("Take the place or leave it"),
        N_("Without your answer by then, it goes to the next in line."),
    ),
    Letter.LAPSED: Wording(
        N_("The place went to somebody else: %(title)s"),
        N_("We kept a place for you and heard nothing in time, so it went to the next in line."),
        _OPEN_PAGE,
        N_("If you still want to come, join the waiting list again."),
    ),
    Letter.APPROVED: Wording(
        N_("You have a place: %(title)s"),
        N_("Your request was accepted. Your place is reserved."),
        _OPEN_PAGE,
        _YOURS_ALONE,
    ),
    Letter.REFUSED: Wording(
        N_("About your request: %(title)s"),
        N_("We are sorry: we cannot offer you a place this time."),
        "",
        N_("Thank you for your interest."),
    ),
    Letter.WITHDRAWN: Wording(
        N_("You gave your place back: %(title)s"),
        N_("You are no longer registered."),
        "",
        N_("If this was a mistake, register again on the page of the event."),
    ),
    Letter.CHANGED: Wording(
        N_("Your registration was changed: %(title)s"),
        N_("Your registration was changed. Your page shows how it stands now."),
        _OPEN_PAGE,
        _YOURS_ALONE,
    ),
}

WITH_CALENDAR = frozenset({Letter.CONFIRMED, Letter.APPROVED, Letter.CHANGED})
WITH_PLACE = WITH_CALENDAR
"""Only these say where; and how to join stands on the guest's own page alone."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """All that the words of a letter depend on."""

    title: str
    span: Span | None
    zone: str
    slug: str
    place: str
    online: bool
    pool: str
    until: datetime | None
    base_url: str


@dataclass(frozen=True, kw_only=True)
class Reader:
    """To whom a letter goes, and from what their personal link is made."""

    key: str
    name: str
    email: str
    generation: int
    place: int = 0

    @property
    def seed(self) -> str:
        """From what the token of the personal link is made."""
        return link_seed(self.key, self.generation)


def link_seed(key: str, generation: int) -> str:
    """Return from what the token of a guest's link is made; another ``generation``, another link."""
    return f"registration:{key}:{generation}"


def prepare(letter: Letter, pool: Pool, event: Event, until: datetime | None = None) -> None:
    """Render ``letter`` before the transaction that sends it."""
    _rendered(letter, _facts(letter, pool, event, until))
    if letter in WITH_CALENDAR:
        _entry(event)


def send(
    letter: Letter,
    pool: Pool,
    event: Event,
    reader: Reader,
    *,
    cause: str,
    until: datetime | None = None,
) -> None:
    """Put ``letter`` into the outbox of this transaction; ``cause`` sends it once."""
    words = _rendered(letter, _facts(letter, pool, event, until))
    if reader.place:
        words = _with_place(words, reader.place)
    letter_to = Mail(
        to_address=reader.email,
        to_name=reader.name,
        subject=words.subject,
        text=words.text,
        html=words.html,
        dedupe=f"registration:{reader.key}:{letter.value}:{cause}",
        about=event.key,
        token_seed=reader.seed if STAND_IN in words.text else "",
        calendar=_entry(event) if letter in WITH_CALENDAR else "",
    )
    enqueue_all([letter_to])


def _with_place(words: Rendered, place: int) -> Rendered:
    number = str(place)
    return replace(
        words,
        text=words.text.replace(PLACE_IN_LINE, number),
        html=words.html.replace(PLACE_IN_LINE, number),
    )


def _facts(letter: Letter, pool: Pool, event: Event, until: datetime | None) -> Facts:
    tells_place = letter in WITH_PLACE and event.format is not Format.VIRTUAL
    return Facts(
        title=event.title,
        span=event.span,
        zone=event.zone,
        slug=event.slug,
        place=event.place if tells_place else "",
        online=pool.gets_link and letter in WITH_PLACE,
        pool=pool.name,
        until=until,
        base_url=current_settings().base_url,
    )


@lru_cache(maxsize=512)
def _rendered(letter: Letter, facts: Facts) -> Rendered:
    wording = WORDINGS[letter]
    return render_mail(
        "registration",
        wording=wording,
        page=public_url("guest.page", token=STAND_IN) if wording.link else "",
        event_page=public_url("registration.form", slug=facts.slug),
        place_in_line=PLACE_IN_LINE,
        facts=facts,
    )


def _entry(event: Event) -> str:
    """The entry for the calendar; it is made anew when the event has changed, or is over."""
    if event.span is None:
        return ""
    state = (event.uid, event.updated_at, event.sequence, event.span.is_past(now()))
    made = _entries.get(state)
    if made is None:
        if len(_entries) >= ENTRIES_KEPT:
            _entries.clear()
        made = _entries[state] = event_calendar(event)
    return made


ENTRIES_KEPT = 256
_entries: dict[tuple[object, ...], str] = {}
