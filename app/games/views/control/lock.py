"""The screen lock: a browser shows no page of the staff until whoever is signed in types their password."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import PasswordField
from wtforms.validators import InputRequired

from app.access.doors import staff
from app.access.enforcement import current_viewer
from app.access.roles import Permission
from app.access.viewers import StaffMember
from app.accounts import passwords, queries
from app.accounts.operations import tries
from app.core.errors import NotFound
from app.events.queries import event_for
from app.games.views.control.blueprint import LOCKED, bp, room_at
from app.infra.transaction import transaction
from app.web.forms import Form, lazy_gettext
from app.web.network import network_of_client


class UnlockForm(Form):
    """The password of whoever is signed in."""

    password = PasswordField(
        lazy_gettext("Your password"),
        validators=[InputRequired(lazy_gettext("Type your password."))],
    )


@bp.post("/control/lock")
@staff(Permission.READ)
def lock(key: str) -> ResponseReturnValue:
    """Cover the control room, and all else that staff may open, in this browser."""
    if not Form().validate():
        abort(400)
    session[LOCKED] = event_for(key).key
    return redirect(room_at(key), code=303)


@bp.get("/control/locked")
@staff(Permission.READ)
def locked(key: str) -> ResponseReturnValue:
    """Show that the screen is locked, and nothing of the game."""
    if not session.get(LOCKED):
        return redirect(room_at(key))
    return render_template("games/control/locked.html", key=key, form=UnlockForm())


@bp.post("/control/locked")
@staff(Permission.READ)
def unlock(key: str) -> ResponseReturnValue:
    """Uncover it for whoever types the password of the user who is signed in."""
    viewer, form = current_viewer(), UnlockForm()
    if not isinstance(viewer, StaffMember):
        raise NotFound
    if not form.validate():
        return render_template("games/control/locked.html", key=key, form=form), 422
    with transaction(claims=True):
        within = tries.may_try_password(viewer.email, network_of_client())
    found = queries.credentials_of(viewer.email) if within else None
    right = passwords.is_right(form.password.data or "", found.password_hash if found else "")
    if not right:
        said = _("This is not your password.")
        if not within:
            said = _("There were too many attempts. Wait a quarter of an hour.")
        form["password"].errors = [said]
        return render_template("games/control/locked.html", key=key, form=form), 422
    session.pop(LOCKED, None)
    flash(_("The screen is unlocked."), "success")
    return redirect(room_at(key), code=303)
