"""The dates of an event: the first one of an idea, and every later one."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.core.clock import Span
from app.core.errors import Refused
from app.core.states import next_state
from app.events import operations
from app.events.checks import EventDraft, warnings_for
from app.events.forms.dates import DatesForm, fields_of
from app.events.forms.life import RescheduleForm, SetDatesForm
from app.events.models import Event
from app.events.moves import sessions_at
from app.events.queries import event_for
from app.events.rules import KIND_DEFAULTS, TRANSITIONS, EventAction, EventState
from app.events.signals import clash_accepted
from app.events.views.blueprint import bp
from app.web.answers import answer_form


@bp.get("/events/<key>/dates")
@staff(Permission.EDIT)
def dates(key: str) -> ResponseReturnValue:
    """Ask for the dates of the event."""
    event = event_for(key, Permission.EDIT)
    if not _may_move(event):
        return redirect(url_for("events.life", key=key))
    return _page(event, _form(event))


@bp.post("/events/<key>/dates")
@staff(Permission.EDIT)
def save_dates(key: str) -> ResponseReturnValue:
    """Give the event the dates, unless a clash asks for a reason first."""
    event = event_for(key, Permission.EDIT)
    form = _form(event)

    def change() -> str:
        _move(event, form)
        if form.clashes:
            clash_accepted.send(event, reason=form.go_ahead.data)
        flash(_("The dates are saved."), "success")
        return url_for("events.life", key=key)

    return answer_form(
        form,
        change=change,
        page=lambda: _page(event, form),
        standing=lambda: _standing(event),
        stops=lambda: form.stops_at(_against(event, form)),
    )


def _may_move(event: Event) -> bool:
    if event.state is EventState.IDEA:
        return True
    try:
        next_state(TRANSITIONS, event.state, EventAction.RESCHEDULE)
    except Refused:
        return False
    return True


def _move(event: Event, form: SetDatesForm | RescheduleForm) -> None:
    if isinstance(form, RescheduleForm):
        operations.reschedule(
            event,
            notice=form.notice.data or "",
            private_reason=form.private_reason.data or "",
            **form.agreed(),
        )
    else:
        operations.set_dates(event, **form.agreed())


def _against(event: Event, form: DatesForm) -> list[str]:
    if form.dates is None:
        return []
    sessions: dict[int, Span] = sessions_at(event, form.dates)
    return warnings_for(EventDraft(span=form.dates.span, event=event, sessions=sessions))


def _standing(event: Event) -> dict[str, object]:
    stands = fields_of(event.local_start, event.local_end, event.zone, date_only=event.date_only)
    return {"date": None, "start": None, "end_date": None, "end": None} | stands


def _form(event: Event) -> SetDatesForm | RescheduleForm:
    kind = SetDatesForm if event.state is EventState.IDEA else RescheduleForm
    form: SetDatesForm | RescheduleForm = kind(data=_standing(event))
    form.minutes = KIND_DEFAULTS[event.kind].minutes
    form.opened_on(_standing(event))
    return form


def _page(event: Event, form: SetDatesForm | RescheduleForm) -> str:
    return render_template("events/dates.html", event=event, form=form)
