"""Who may come to an event: the settings of its registration."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.core.clock import to_instant
from app.events import operations
from app.events.forms.admission import RegistrationForm
from app.events.models import Event
from app.events.queries import event_for
from app.events.rules import RegistrationMode
from app.events.views.blueprint import bp
from app.web.answers import answer_form

END_OF_DAY = time(23, 59)


@bp.get("/events/<key>/registration")
@staff(Permission.EDIT)
def registration(key: str) -> ResponseReturnValue:
    """Show who may come, how many and until when."""
    event = event_for(key, Permission.EDIT)
    return _page(event, _form(event))


@bp.post("/events/<key>/registration")
@staff(Permission.EDIT)
def save_registration(key: str) -> ResponseReturnValue:
    """Keep the settings."""
    event = event_for(key, Permission.EDIT)
    form = _form(event)

    def change() -> str:
        operations.set_registration(
            event,
            mode=RegistrationMode(form.mode.data),
            capacity=form.capacity.data,
            closes_at=_closing(event, form),
        )
        flash(_("Saved."), "success")
        return url_for("events.registration", key=key)

    return answer_form(
        form, change=change, page=lambda: _page(event, form), standing=lambda: _standing(event)
    )


def _closing(event: Event, form: RegistrationForm) -> datetime | None:
    """The instant of closing on the clock of the event; of a time that comes twice, the second."""
    if form.closes_on.data is None:
        return None
    local = datetime.combine(form.closes_on.data, form.closes_at.data or END_OF_DAY)
    return to_instant(local, event.zone, fold=1)


def _standing(event: Event) -> dict[str, object]:
    closes = event.registration_closes_at
    local = closes.astimezone(ZoneInfo(event.zone)) if closes else None
    return {
        "mode": event.registration.value,
        "capacity": event.capacity,
        "closes_on": local.date() if local else None,
        "closes_at": local.time() if local else None,
    }


def _form(event: Event) -> RegistrationForm:
    form = RegistrationForm(data=_standing(event))
    form.opened_on(_standing(event))
    return form


def _page(event: Event, form: RegistrationForm) -> str:
    return render_template("events/registration.html", event=event, form=form)
