"""Who speaks: billed exactly as printed, and named in public no sooner than staff say so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from app.core.messages import N_
from app.events.models import Event, EventSession
from app.events.rules import EventState
from app.imports.calendars.found import Found, Speaker, origin
from app.imports.calendars.writing.steps import Step
from app.imports.directory import Directory
from app.imports.names import Printed
from app.imports.peers.writing import way
from app.participation.models import Participation
from app.participation.operations import act, seat, set_billing
from app.participation.rules import Channel, SeatState

_OVER = frozenset({EventState.HELD, EventState.CLOSED_OUT})


@dataclass(frozen=True)
class Billed:
    """A speaker, and under which session of the event; under none, they speak at the event itself."""

    part: str
    speaker: Speaker


def billed(found: Found) -> Iterator[Billed]:
    """Everybody in the order of the programme."""
    for speaker in found.speakers:
        yield Billed("", speaker)
    for part in found.parts:
        for speaker in part.speakers:
            yield Billed(part.ref, speaker)


def printed(found: Found, speaker: Speaker) -> Printed:
    """The name, where it stands."""
    return Printed(found.ref, speaker.name, speaker.offices)


def ref_of(event: Event, one: Billed) -> str:
    """The origin of a seat, the same whether people come by themselves or with the whole event."""
    return origin(event.key, f"{one.part}/{one.speaker.ref}")


def add(
    event: Event, found: Found, one: Billed, session: EventSession | None, directory: Directory
) -> Participation:
    """Return a new seat, of whoever the directory knows by that name, or of somebody new."""
    speaker = one.speaker
    return seat(
        event,
        person=directory.person(printed(found, speaker)),
        session=session,
        roles=[speaker.role],
        state=_state(event, speaker),
        listed=speaker.confirmed and not event.is_released,
        source_ref=ref_of(event, one),
        billing_name=speaker.name,
        billing_offices=speaker.offices,
        channel=Channel.IMPORT,
    )


def _state(event: Event, speaker: Speaker) -> SeatState:
    """Whoever is in the programme of a past event was there, as far as anybody knows."""
    if not speaker.confirmed:
        return SeatState.ACCEPTED
    return SeatState.ATTENDED if event.state in _OVER else SeatState.CONFIRMED


def steps(taken: Participation, speaker: Speaker) -> Iterator[Step]:
    """What has to change for the seat to be as the file says."""
    was = taken.billing_name, taken.billing_offices
    name = speaker.name or taken.billing_name
    offices = speaker.offices or taken.billing_offices
    if was != (name, offices):
        yield Step(
            N_("Billing"),
            ", ".join(filter(None, was)),
            ", ".join(filter(None, (name, offices))),
            partial(set_billing, taken, name=name, offices=offices),
        )
    if speaker.confirmed and taken.state is SeatState.ACCEPTED:
        yield Step(
            N_("Seat"), taken.state.value, SeatState.CONFIRMED.value, partial(_confirm, taken)
        )


def _confirm(taken: Participation) -> None:
    for step in way(taken.state, SeatState.CONFIRMED):
        act(taken, step, channel=Channel.IMPORT)
