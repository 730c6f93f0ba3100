"""Everything that the page of one event says, decided before the template prints it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from urllib.parse import quote, urlencode

from flask_babel import gettext as _
from markupsafe import Markup

from app.archive.agenda import AgendaDay, agenda_of
from app.archive.citations import Citation, cite
from app.archive.lines import (
    Billing,
    billing,
    event_href,
    once_each,
    organisation_href,
    series_href,
)
from app.archive.linked_data import absolute
from app.archive.media import Shown, shown, transcript_href, transcripts_in
from app.archive.queries import Appearance, Neighbours
from app.config import current_settings
from app.core.clock import Span
from app.events.models import Event
from app.events.rules import (
    ATTRIBUTION_LABELS,
    ATTRIBUTION_WORDINGS,
    EVENT_KIND_LABELS,
    FORMAT_LABELS,
    HEARD,
    PARTNER_ROLE_LABELS,
    PHASE_LABELS,
    Format,
    Phase,
    RecordingKind,
    phase,
)
from app.registration.models import Pool
from app.registration.queries import door_of
from app.registration.rules import DOOR_ACTIONS, DOOR_WORDS, Door
from app.schedule.models import RoomBooking

Fact = tuple[str, str | Markup]
OVER = frozenset({Phase.PAST, Phase.CANCELLED})
"""Nobody comes any more."""


@dataclass(frozen=True, kw_only=True)
class EventPage:
    """What ``templates/archive/event.html`` prints."""

    event: Event
    phase: Phase
    phase_label: str
    label: str
    span: Span | None
    old: Sequence[Span]
    summary: str
    door: Door
    door_words: str
    door_action: str
    agenda: Sequence[AgendaDay]
    people: Sequence[Billing]
    videos: Sequence[Shown]
    heard: Sequence[Shown]
    others: Sequence[Shown]
    transcripts: Sequence[tuple[str, str]]
    facts: Sequence[Fact]
    attribution: str
    citation: Citation | None
    shares: Sequence[tuple[str, str]]
    neighbours: Neighbours

    @property
    def is_past(self) -> bool:
        """Whether it is over: then what was said counts, and no longer how to come."""
        return self.phase is Phase.PAST


def event_page(
    event: Event,
    people: Sequence[Appearance],
    *,
    pools: Sequence[Pool],
    bookings: Sequence[RoomBooking],
    neighbours: Neighbours,
    at: datetime,
) -> EventPage:
    """Return what the page of ``event`` says at the instant ``at``."""
    now_is = phase(event.span, event.state, at)
    found_door = door_of(event, pools)
    # Those of single sessions stand in the agenda.
    of_all = (one for one in event.recordings if one.session_id is None)
    seen = [found for one in of_all if (found := shown(event, one))]
    return EventPage(
        event=event,
        phase=now_is,
        phase_label=_(PHASE_LABELS[now_is]),
        label=_label(event),
        span=event.span,
        old=[one.span for one in event.previous_dates],
        summary=summary_at(event, at),
        door=found_door,
        door_words=_(DOOR_WORDS[found_door]),
        door_action=_(DOOR_ACTIONS[found_door]) if found_door in DOOR_ACTIONS else "",
        agenda=agenda_of(event, people),
        people=[billing(one) for one in once_each(people)],
        videos=[one for one in seen if one.kind == RecordingKind.VIDEO],
        heard=[one for one in seen if one.kind in HEARD],
        others=[one for one in seen if one.kind == RecordingKind.TRANSCRIPT],
        transcripts=[
            (one.session.title if one.session else one.title, transcript_href(event, one))
            for one in transcripts_in(event)
        ],
        facts=_facts(event, bookings, open_to_come=now_is not in OVER),
        attribution=event.attribution_wording or _(ATTRIBUTION_WORDINGS[event.attribution]),
        citation=_citation(event),
        shares=_shares(event),
        neighbours=neighbours,
    )


def summary_at(event: Event, at: datetime) -> str:
    """Return the text that is true at ``at``: what will be, or, from the end on, what was."""
    past = phase(event.span, event.state, at) is Phase.PAST
    first, second = event.summary_upcoming, event.summary_past
    return (second or first) if past else first


def turns(event: Event, pools: Sequence[Pool], at: datetime) -> datetime | None:
    """Return the next instant at which the page changes by itself."""
    doors = (instant for pool in pools for instant in (pool.opens_at, pool.closes_at))
    instants = (event.starts_at, event.ends_at, *doors)
    return min((instant for instant in instants if instant and instant > at), default=None)


def _label(event: Event) -> str:
    kind = _(EVENT_KIND_LABELS[event.kind])
    return f"{kind}, {_(FORMAT_LABELS[event.format])}"


def _facts(event: Event, bookings: Sequence[RoomBooking], *, open_to_come: bool) -> list[Fact]:
    # The place stands under the date already, and often names the room.
    rooms = [
        f"{one.room.name}, {one.room.venue.name}"
        for one in bookings
        if not one.session_id and one.room.name not in event.place
    ]
    address = next((one.room.venue.address for one in bookings if one.room.venue.address), "")
    facts: list[tuple[str, str | Markup]] = [
        (_("Room"), "; ".join(dict.fromkeys(rooms))),
        (_("Address"), address if event.format is not Format.VIRTUAL else ""),
        (_("Language"), event.language),
        (_("Hashtag"), f"#{event.hashtag.lstrip('#')}" if event.hashtag else ""),
        *_partners(event),
        (_("Programme"), _programme(event)),
        (_("Series"), _series(event)),
        (_("Topics"), _topics(event)),
        (_("Regions"), _regions(event)),
        (_("Rule"), _(ATTRIBUTION_LABELS[event.attribution])),
        (_("Taking part"), _help(event) if open_to_come else ""),
    ]
    return [(term, value) for term, value in facts if value]


def _programme(event: Event) -> Markup:
    if event.programme is None or not event.programme.public:
        return Markup()
    name = event.programme.page_title or event.programme.name
    return Markup('<a href="/programmes/{}">{}</a>').format(event.programme.slug, name)


def _series(event: Event) -> Markup:
    if event.series is None:
        return Markup()
    name = Markup("{}").format(event.series.title)
    if event.series.public:
        name = Markup('<a href="{}">{}</a>').format(series_href(event.series.slug), name)
    return Markup(" · ").join(part for part in (name, event.ordinal) if part)


def _topics(event: Event) -> Markup:
    link = Markup('<a href="/topics/{}">{}</a>')
    return Markup(", ").join(link.format(quote(one.slug), one.name) for one in event.topics)


def _regions(event: Event) -> Markup:
    link = Markup('<a href="/regions/{}">{}</a>')
    return Markup(", ").join(link.format(quote(one.slug), one.name) for one in event.regions)


def _partners(event: Event) -> list[Fact]:
    """Return the organisations by what they are to the event, in the order of the event."""
    by_role: dict[str, list[Markup]] = {}
    for partner in event.partners:
        organisation = partner.organisation
        link = Markup('<a href="{}">{}</a>')
        name = link.format(organisation_href(organisation), organisation.name)
        by_role.setdefault(_(PARTNER_ROLE_LABELS[partner.role]), []).append(name)
    return [(role, Markup(", ").join(names)) for role, names in by_role.items()]


def _help(event: Event) -> Markup:
    """Return whom to write to for what somebody needs in order to take part."""
    address = parseaddr(current_settings().mail_from)[1]
    subject = urlencode({"subject": event.title}, quote_via=quote)
    link = Markup('<a href="mailto:{}?{}">{}</a>').format(
        quote(address, safe="@"), subject, address
    )
    said = _(
        "If you need captions, an interpreter, a way without steps or anything else, write to "
        "%(address)s.",
        address=link,
    )
    return Markup(said)  # noqa: S704 - the address in it is escaped, the rest is ours.


def _citation(event: Event) -> Citation | None:
    if event.span is None:
        return None
    return cite(
        institute=current_settings().institute_name,
        title=event.title,
        kind=EVENT_KIND_LABELS[event.kind],
        place=event.place if event.format is not Format.VIRTUAL else "",
        span=event.span,
        url=absolute(event_href(event.slug)),
        key=f"{event.slug}-{event.span.first_day.year}",
    )


def _shares(event: Event) -> list[tuple[str, str]]:
    """Return plain links: nobody is told of the reader before they follow one."""
    url = absolute(event_href(event.slug))
    mail = urlencode({"subject": event.title, "body": url}, quote_via=quote)
    return [
        (_("By e-mail"), f"mailto:?{mail}"),
        ("LinkedIn", f"https://www.linkedin.com/sharing/share-offsite/?{urlencode({'url': url})}"),
        (
            "Bluesky",
            f"https://bsky.app/intent/compose?{urlencode({'text': f'{event.title} {url}'})}",
        ),
        ("X", f"https://x.com/intent/post?{urlencode({'text': event.title, 'url': url})}"),
    ]
