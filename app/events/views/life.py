"""Dates and state: each step of an event's life is a page that says what it does, and one POST."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.core.clock import now
from app.core.errors import NotFound
from app.core.messages import N_
from app.core.states import actions_from
from app.events import operations
from app.events.forms.life import NoticeForm, StepForm
from app.events.models import Event
from app.events.queries import event_for
from app.events.rules import (
    EVENT_ACTION_LABELS,
    EVENT_STATE_LABELS,
    TRANSITIONS,
    EventAction,
    Format,
)
from app.events.views.blueprint import bp
from app.web.answers import answer_form

Operation = Callable[..., Event]


@dataclass(frozen=True)
class Step:
    """What a step does, said before it is done, and whether others hear of it."""

    operation: Operation
    effect: str
    tells: bool = False
    grave: bool = False


STEPS: Mapping[EventAction, Step] = {
    EventAction.HOLD: Step(
        operations.hold, N_("The date is kept free: people and rooms count as taken.")
    ),
    EventAction.CONFIRM: Step(operations.confirm, N_("The event will be held as planned.")),
    EventAction.MOVE_ONLINE: Step(
        operations.move_online,
        N_("The event is held on screens alone, at the same time."),
        tells=True,
    ),
    EventAction.POSTPONE: Step(
        operations.postpone,
        N_("The event loses its date until you give it a new one. Its rooms become free."),
        tells=True,
    ),
    EventAction.CANCEL: Step(
        operations.cancel,
        N_("The event will not be held. Its rooms become free; its page stays and says so."),
        tells=True,
        grave=True,
    ),
    EventAction.REINSTATE: Step(
        operations.reinstate,
        N_("The event comes back on hold. Rooms have to be booked, and guests asked, again."),
    ),
    EventAction.MARK_HELD: Step(operations.mark_held, N_("The event took place.")),
    EventAction.CLOSE_OUT: Step(
        operations.close_out, N_("Nothing is left to do: text, recordings and people are complete.")
    ),
    EventAction.REOPEN: Step(operations.reopen, N_("The last step is taken back.")),
}
"""The steps that are a question and a button; another date is asked for on a page of its own."""


@bp.get("/events/<key>/life")
@staff(Permission.EDIT)
def life(key: str) -> ResponseReturnValue:
    """Show the date, the dates before it, and which steps are possible from here."""
    event = event_for(key, Permission.EDIT)
    return render_template("events/life.html", event=event, steps=_offers(event))


@bp.get("/events/<key>/life/<action>")
@staff(Permission.EDIT)
def step(key: str, action: str) -> ResponseReturnValue:
    """Say what the step does, and ask what others should read about it."""
    event = event_for(key, Permission.EDIT)
    taken, found = _step(action)
    if found not in actions_from(TRANSITIONS, event.state):
        raise NotFound
    return _page(event, found, taken, NoticeForm() if taken.tells else StepForm())


@bp.post("/events/<key>/life/<action>")
@staff(Permission.EDIT)
def take_step(key: str, action: str) -> ResponseReturnValue:
    """Take the step, if it is still possible."""
    event = event_for(key, Permission.EDIT)
    taken, found = _step(action)
    form = NoticeForm() if taken.tells else StepForm()

    def change() -> str:
        told = (
            {"notice": form.notice.data or "", "private_reason": form.private_reason.data or ""}
            if isinstance(form, NoticeForm)
            else {}
        )
        taken.operation(event, **told)
        flash(
            _("Saved. The event is now: %(state)s.", state=_(EVENT_STATE_LABELS[event.state])),
            "success",
        )
        return url_for("events.life", key=key)

    return answer_form(form, change=change, page=lambda: _page(event, found, taken, form))


@dataclass(frozen=True)
class Offer:
    """A step that is possible now, as the page shows it."""

    label: str
    effect: str
    href: str
    grave: bool


def _offers(event: Event) -> list[Offer]:
    offers = [_offer(event, action) for action in actions_from(TRANSITIONS, event.state)]
    return [offer for offer in offers if offer is not None]


def _offer(event: Event, action: EventAction) -> Offer | None:
    if action is EventAction.RESCHEDULE:
        effect = _("The event gets another date. Sessions move along; the old date is kept.")
        href = url_for("events.dates", key=event.key)
        return Offer(_(EVENT_ACTION_LABELS[action]), effect, href, grave=False)
    if action is EventAction.MOVE_ONLINE and event.format is Format.VIRTUAL:
        return None
    if action in {EventAction.HOLD, EventAction.CONFIRM} and event.span is None:
        return None
    if action is EventAction.MARK_HELD and (event.span is None or now() < event.span.begins_at):
        return None
    found = STEPS[action]
    href = url_for("events.step", key=event.key, action=action.value)
    return Offer(_(EVENT_ACTION_LABELS[action]), _(found.effect), href, found.grave)


def _step(name: str) -> tuple[Step, EventAction]:
    for action, found in STEPS.items():
        if action.value == name:
            return found, action
    raise NotFound


def _page(event: Event, action: EventAction, taken: Step, form: StepForm | NoticeForm) -> str:
    return render_template(
        "events/step.html",
        event=event,
        label=_(EVENT_ACTION_LABELS[action]),
        effect=_(taken.effect),
        grave=taken.grave,
        form=form,
    )
