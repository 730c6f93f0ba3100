"""Who may see an event: those named on it, and whether it is confidential."""

from __future__ import annotations

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission, StaffRole
from app.core.errors import NotFound
from app.events import operations
from app.events.forms.admission import ROLES_FOR_ONE_EVENT, LetInForm
from app.events.models import Event
from app.events.queries import colleagues, event_for, named_on
from app.events.views.blueprint import bp
from app.web.answers import answer_form
from app.web.forms import Form


@bp.get("/events/<key>/access")
@staff(Permission.READ)
def access(key: str) -> ResponseReturnValue:
    """Show who is named on the event, and who else may see it."""
    return _page(event_for(key))


@bp.post("/events/<key>/access")
@staff(Permission.RELEASE)
def let_in(key: str) -> ResponseReturnValue:
    """Let a colleague in."""
    event = event_for(key, Permission.RELEASE)
    form = _form()

    def change() -> str:
        user = next((user for user in colleagues() if user.key == form.user.data), None)
        if user is None:
            raise NotFound
        operations.let_in(event, user, role=StaffRole(form.role.data))
        return _saved(event, _("%(name)s may see the event now.", name=user.name))

    return answer_form(form, change=change, page=lambda: _page(event, let_in=form))


@bp.post("/events/<key>/access/<user_key>/<role>/remove")
@staff(Permission.RELEASE)
def shut_out(key: str, user_key: str, role: str) -> ResponseReturnValue:
    """Take back a colleague's role for this event."""
    event = event_for(key, Permission.RELEASE)
    form = Form()

    def change() -> str:
        held = (one for one in named_on(event) if (one.user.key, one.role) == (user_key, role))
        if (grant := next(held, None)) is None:
            raise NotFound
        operations.shut_out(event, grant)
        return _saved(event, _("The role is taken back."))

    return answer_form(form, change=change, page=lambda: _page(event, form))


@bp.post("/events/<key>/confidential")
@staff(Permission.RELEASE)
def keep_confidential(key: str) -> ResponseReturnValue:
    """Hide the event from everybody who is not named on it."""
    event = event_for(key, Permission.RELEASE)
    form = Form()

    def change() -> str:
        operations.keep_confidential(event)
        return _saved(event, _("The event is confidential: only those named here can see it."))

    return answer_form(form, change=change, page=lambda: _page(event, form))


@bp.post("/events/<key>/not-confidential")
@staff(Permission.RELEASE)
def lift_confidentiality(key: str) -> ResponseReturnValue:
    """Show the event again to all staff whose roles reach it."""
    event = event_for(key, Permission.RELEASE)
    form = Form()

    def change() -> str:
        operations.lift_confidentiality(event)
        return _saved(event, _("The event is no longer confidential."))

    return answer_form(form, change=change, page=lambda: _page(event, form))


def _saved(event: Event, said: str) -> str:
    flash(said, "success")
    return url_for("events.access", key=event.key)


def _form(**options: object) -> LetInForm:
    return LetInForm(users=list(colleagues()), prefix="let-in", **options)


def _page(event: Event, form: Form | None = None, *, let_in: LetInForm | None = None) -> str:
    return render_template(
        "events/access.html",
        event=event,
        named=named_on(event),
        roles={role.value: words for role, words in ROLES_FOR_ONE_EVENT.items()},
        form=form or Form(formdata=None),
        let_in=let_in or _form(formdata=None),
    )
