"""Reminders of one event: letters that Parley composes when their moment comes."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.enforcement import current_user_id
from app.access.roles import Permission
from app.correspondence import queries
from app.correspondence.audiences import audiences
from app.correspondence.forms import ReminderForm, chosen_of
from app.correspondence.operations.reminders import add_reminder, remove_reminder
from app.correspondence.operations.templates import words_for
from app.correspondence.rules import PLACEHOLDERS, PURPOSE_LABELS, Anchor, TemplatePurpose
from app.correspondence.whom import OF, audience_of, found_for, kept
from app.events.models import Event
from app.events.queries import event_for
from app.web.answers import answer_form, answer_once
from app.web.forms import Form

bp = Blueprint("reminders", __name__, url_prefix="/staff/events/<key>/reminders")


@bp.get("/new")
@staff(Permission.EDIT)
def new(key: str) -> ResponseReturnValue:
    """Ask when, to whom and what."""
    event = event_for(key, Permission.EDIT)
    subject, body = words_for(_purpose(), event)
    values = {"subject": subject, "body": body}
    return _page(event, ReminderForm(formdata=None, purpose=_purpose(), data=values))


@bp.post("/new")
@staff(Permission.EDIT)
def add(key: str) -> ResponseReturnValue:
    """Plan the reminder; it moves along with the event."""
    event = event_for(key, Permission.EDIT)
    form = ReminderForm(purpose=_purpose())

    def change() -> str:
        add_reminder(
            event,
            purpose=form.purpose,
            anchor=Anchor(form.anchor.data),
            hours=form.hours,
            audience=_whom(event),
            subject=form.subject.data or "",
            body=form.body.data or "",
            by_itself=bool(form.by_itself.data),
            created_by=current_user_id(),
        )
        flash(_("The reminder is planned. It moves with the event."), "success")
        return url_for("mailings.index", key=key)

    return answer_form(form, change=change, page=lambda: _page(event, form))


@bp.post("/<reminder>/remove")
@staff(Permission.EDIT)
def remove(key: str, reminder: str) -> ResponseReturnValue:
    """Take a reminder away that is still to come."""
    found = queries.reminder_for(event_for(key, Permission.EDIT), reminder)

    def work() -> str:
        remove_reminder(found)
        flash(_("The reminder is removed."), "success")
        return url_for("mailings.index", key=key)

    return answer_once(Form().once.data, work)


def _purpose() -> TemplatePurpose:
    purposes = {purpose.value: purpose for purpose in TemplatePurpose}
    return purposes.get(request.args.get("purpose", ""), TemplatePurpose.PRACTICAL)


def _whom(event: Event) -> dict[str, list[str]]:
    of = audience_of({OF: [request.args.get(OF, "")]})
    return kept(of, chosen_of(list(of.filters(event)), request.args))


def _page(event: Event, form: ReminderForm) -> str:
    values = _whom(event)
    of = audience_of(values)
    return render_template(
        "correspondence/reminder.html",
        event=event,
        form=form,
        audiences=audiences(),
        of=of,
        filters=of.filters(event),
        chosen=values,
        found=found_for(event, values),
        purposes=PURPOSE_LABELS,
        placeholders=PLACEHOLDERS.values(),
        sent_to=url_for("reminders.add", key=event.key) + "?" + request.query_string.decode(),
    )
