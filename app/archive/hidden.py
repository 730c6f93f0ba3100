"""What a visitor does not see of an event, kind by kind, and what keeps it from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.archive import queries
from app.events.models import Event, EventSession, Recording
from app.events.rules import (
    REASON_LABELS,
    RECORDING_KIND_LABELS,
    Phase,
    Reason,
    Reasons,
    Within,
    phase,
    why_event,
    why_named,
    why_place,
    why_recording,
)
from app.participation.models import Participation
from app.participation.rules import (
    NEVER_PUBLIC_ROLES,
    ROLE_LABELS,
    SeatFacts,
    in_billing_order,
    why_seat,
)

Thing = tuple[str, Reasons]
"""How something is called, and what keeps it from visitors."""


@dataclass(frozen=True)
class Kept:
    """Things that the same reasons keep from visitors, the strictest reason first."""

    reasons: list[str]
    names: list[str]


@dataclass(frozen=True, kw_only=True)
class Hidden:
    """All that is hidden of one kind, and where staff see to it."""

    title: str
    count: int
    kept: list[Kept]
    href: str = ""


def hidden_of(event: Event, at: datetime) -> list[Hidden]:
    """Return what of ``event`` a visitor does not see at the instant ``at``, as far as the viewer does."""
    sections = (
        (_("The page"), "", _page(event)),
        (_("People"), "seats.index", _people(event, at)),
        (_("Sessions"), "events.agenda", _sessions(event)),
        (_("Recordings and transcripts"), "events.recordings", _recordings(event)),
        (_("Publications"), "", _publications(event)),
        (_("Programme, series and topics"), "", _named(event)),
        (_("Rooms"), "bookings.index", _rooms(event)),
        (_("Among staff"), "", _inside(event)),
    )
    found = []
    for title, endpoint, things in sections:
        kept = [(name, why) for name, why in things if why]
        if kept:
            href = url_for(endpoint, key=event.key) if endpoint else ""
            found.append(Hidden(title=title, count=len(kept), kept=_by_reasons(kept), href=href))
    return found


def _by_reasons(things: Iterable[Thing]) -> list[Kept]:
    together: dict[Reasons, list[str]] = {}
    for name, why in things:
        together.setdefault(why, []).append(name)
    strictness = {reason: place for place, reason in enumerate(Reason)}
    return [
        Kept([_(REASON_LABELS[reason]) for reason in why], together[why])
        for why in sorted(together, key=lambda why: [strictness[one] for one in why])
    ]


def _within(event: Event, session: EventSession | None) -> Within:
    if session is None:
        return Within(publication=event.publication, rule=event.attribution)
    return Within(
        publication=event.publication,
        rule=event.attribution,
        of_session=True,
        session_public=session.public,
        session_rule=session.attribution,
    )


def _page(event: Event) -> Iterator[Thing]:
    yield _("Title, date, place, text, partners and notices"), why_event(event.publication)


def _people(event: Event, at: datetime) -> Iterator[Thing]:
    over = phase(event.span, event.state, at) is Phase.PAST
    refused = queries.refusals_at(event)
    for seat in queries.seats_with_facts(event):
        why = why_seat(
            _within(event, seat.session), _facts(seat, refused=seat.id in refused, over=over)
        )
        yield _seat_name(seat), why
        if not why:
            # The person is shown, but not everything they do there.
            inner = [held.role for held in seat.roles if held.role in NEVER_PUBLIC_ROLES]
            for role in in_billing_order(inner):
                yield f"{_seat_name(seat)}: {_(ROLE_LABELS[role])}", (Reason.INNER_ROLE,)


def _facts(seat: Participation, *, refused: bool, over: bool) -> SeatFacts:
    return SeatFacts(
        has_person=seat.person_id is not None,
        never_list=seat.person is not None and seat.person.never_list,
        refused=refused,
        state=seat.state,
        billed=seat.billed_at is not None,
        listed=seat.listed,
        roles=[held.role for held in seat.roles],
        over=over,
    )


def _seat_name(seat: Participation) -> str:
    return f"{seat.name} ({seat.session.title})" if seat.session else seat.name


def _sessions(event: Event) -> Iterator[Thing]:
    for session in event.sessions:
        yield session.title, why_place(_within(event, session))


def _recordings(event: Event) -> Iterator[Thing]:
    for one in event.recordings:
        kind = _(RECORDING_KIND_LABELS[one.kind])
        yield f"{kind}: {_title_of(event, one)}", why_of_recording(event, one)


def why_of_recording(event: Event, recording: Recording) -> Reasons:
    """Return why a visitor does not see ``recording`` of ``event``."""
    return why_recording(
        _within(event, recording.session),
        public=recording.public,
        taken_down=recording.taken_down_at is not None,
        has_address=bool(recording.url or recording.file_url),
        transcript=recording.transcript_state,
    )


def _title_of(event: Event, recording: Recording) -> str:
    return recording.title or (recording.session.title if recording.session else event.title)


def _publications(event: Event) -> Iterator[Thing]:
    for output in queries.private_outputs_of(event):
        yield output.title, (Reason.PUBLICATION_PRIVATE,)


def _named(event: Event) -> Iterator[Thing]:
    if (programme := event.programme) is not None:
        why = why_named(
            event.publication, public=programme.public, private=Reason.PROGRAMME_PRIVATE
        )
        yield programme.name, why
    if (series := event.series) is not None:
        why = why_named(event.publication, public=series.public, private=Reason.SERIES_PRIVATE)
        yield series.title, why
    for topic in event.topics:
        yield topic.name, why_event(event.publication)


def _rooms(event: Event) -> Iterator[Thing]:
    sessions = {session.id: session for session in event.sessions}
    for booking in queries.bookings_of(event):
        session = sessions.get(booking.session_id) if booking.session_id else None
        name = f"{booking.room.name}, {booking.room.venue.name}"
        where = f"{name} ({session.title})" if session else name
        yield where, why_place(_within(event, session))


def _inside(event: Event) -> Iterator[Thing]:
    never = (Reason.NEVER_PUBLIC,)
    if event.join_link is not None:
        yield _("The join link and how to use it"), never
    if event.dossier is not None and event.dossier.notes:
        yield _("The notes"), never
    if event.dossier is not None and event.dossier.private_reason:
        yield _("The private reason of a change"), never
    if count := queries.count_seat_notes(event):
        yield (
            ngettext("A note beside %(num)d seat", "Notes beside %(num)d seats", count),
            never,
        )
