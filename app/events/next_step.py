"""What is to be done next about an event: one step, or none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.core.clock import now
from app.core.messages import N_
from app.events.models import Event
from app.events.rules import KIND_DEFAULTS, EventState, Phase, Publication, RegistrationMode, phase


@dataclass(frozen=True)
class Step:
    """What to do, as a message id, and the page of the workspace where it is done."""

    message: str
    endpoint: str


_BY_STATE = {
    EventState.HOLD: Step(N_("Confirm it, or let the date go"), "events.life"),
    EventState.POSTPONED: Step(N_("Give it a new date"), "events.life"),
    EventState.HELD: Step(N_("Complete the record, then close it out"), "events.life"),
}


def next_step(event: Event, at: datetime | None = None) -> Step | None:
    """Return what is to be done next about ``event``, or None if there is nothing."""
    stage = phase(event.span, event.state, at or now())
    if event.state is EventState.IDEA and event.span is None:
        return Step(N_("Give it a date"), "events.dates")
    if event.state is EventState.IDEA:
        return Step(N_("Hold or confirm the date"), "events.life")
    if event.state is EventState.CONFIRMED and stage is Phase.PAST:
        return Step(N_("Mark it as held"), "events.life")
    if event.state is EventState.CONFIRMED and _waits_for_release(event):
        return Step(N_("Publish it"), "events.publication")
    return _BY_STATE.get(event.state)


def _waits_for_release(event: Event) -> bool:
    """Whether an event of a public kind, not by invitation alone, is not public yet."""
    return (
        event.publication is Publication.UNPUBLISHED
        and not event.confidential
        and event.registration is not RegistrationMode.BY_INVITATION
        and KIND_DEFAULTS[event.kind].public
    )
