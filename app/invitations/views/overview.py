"""Who was asked by whom and when, what is to be decided, and how the event invites."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.events.models import Event
from app.events.queries import event_for, may
from app.invitations import operations, queries
from app.invitations.diets import diets_of
from app.invitations.forms import SettingsForm
from app.invitations.forms.staff import settings_values
from app.invitations.models import Invitation, Wave
from app.invitations.rules import CONFIRMATION_LABELS, STAGE_LABELS, Confirmations
from app.participation.queries import companions_expected
from app.participation.rules import COMPANION_KIND_LABELS, SEAT_STATE_LABELS
from app.web.answers import answer_form

bp = Blueprint("invitations", __name__, url_prefix="/staff/events/<key>/invitations")


@bp.get("/")
@staff(Permission.READ)
def index(key: str) -> ResponseReturnValue:
    """Show the waves, who was asked in each and what they said, and names that wait."""
    event = event_for(key)
    asked = [one for one in queries.invitations_of(event) if one.sent_at or one.date_saved_at]
    waves = queries.waves_of(event)
    return render_template(
        "invitations/index.html",
        event=event,
        asked=asked,
        waves=waves,
        answered=_answered(asked, waves),
        letters=queries.letters_by_state(waves),
        waiting=queries.waiting_proposals(event),
        stage_labels=STAGE_LABELS,
        state_labels=SEAT_STATE_LABELS,
        settings=queries.settings_of(event),
        confirmation_labels=CONFIRMATION_LABELS,
        may_edit=may(Permission.EDIT, event),
        may_see_needs=may(Permission.GUESTS, event),
    )


@bp.get("/settings")
@staff(Permission.EDIT)
def settings(key: str) -> ResponseReturnValue:
    """Show how the event invites, to be changed."""
    event = event_for(key, Permission.EDIT)
    form = SettingsForm(formdata=None, data=_values(event))
    form.opened_on(_values(event))
    return _settings_page(event, form)


@bp.post("/settings")
@staff(Permission.EDIT)
def save_settings(key: str) -> ResponseReturnValue:
    """Keep how the event invites."""
    event = event_for(key, Permission.EDIT)
    form = SettingsForm()

    def change() -> str:
        operations.set_settings(
            event,
            contact_name=form.contact_name.data or "",
            contact_address=form.contact_address.data or "",
            confirmations=Confirmations(form.confirmations.data),
            close_at_deadline=bool(form.close_at_deadline.data),
            companions=form.companions.data or 0,
        )
        flash(_("Saved."), "success")
        return url_for("invitations.index", key=key)

    return answer_form(
        form,
        change=change,
        page=lambda: _settings_page(event, form),
        standing=lambda: _values(event),
    )


@bp.get("/needs")
@staff(Permission.GUESTS)
def needs(key: str) -> ResponseReturnValue:
    """Show what caterers and doorkeepers have to know: counts first, then guest by guest."""
    event = event_for(key, Permission.GUESTS)
    found = queries.needs_at(event)
    return render_template(
        "invitations/needs.html",
        event=event,
        needs=found,
        diets=diets_of(one.dietary for one in found),
        companions=companions_expected(event),
        kind_labels=COMPANION_KIND_LABELS,
    )


def _answered(asked: Sequence[Invitation], waves: Sequence[Wave]) -> dict[int, Counter[str]]:
    """How many of each wave stand in which state."""
    found: dict[int, Counter[str]] = {wave.id: Counter() for wave in waves}
    for one in asked:
        if one.wave_id is not None:
            found[one.wave_id][one.seat.state] += 1
    return found


def _values(event: Event) -> dict[str, object]:
    return settings_values(queries.settings_of(event))


def _settings_page(event: Event, form: SettingsForm) -> str:
    return render_template("invitations/settings.html", event=event, form=form)
