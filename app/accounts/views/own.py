"""A user's own account: roles, sessions, password."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import signed_in
from app.access.enforcement import current_viewer
from app.access.viewers import StaffMember
from app.accounts import mail, passwords, queries, scopes
from app.accounts.forms import ChangePasswordForm
from app.accounts.operations import passwords as password_operations
from app.accounts.operations import sessions, tries
from app.accounts.role_names import role_line
from app.config import current_settings
from app.core.errors import NotFound
from app.infra.transaction import transaction
from app.web.network import network_of_client

bp = Blueprint("account", __name__)


@bp.get("/account/")
@signed_in
def show() -> ResponseReturnValue:
    """Show what the signed-in user is and where they are signed in."""
    return _page(ChangePasswordForm())


@bp.post("/account/password")
@signed_in
def change_password() -> ResponseReturnValue:
    """Replace the password, proved by the present one, and end all other sessions."""
    viewer = _me()
    form = ChangePasswordForm()
    form.owner_email = viewer.email
    if not form.validate():
        return _page(form), 422
    with transaction():
        within = tries.may_try_password(viewer.email, network_of_client())
    if not within:
        form.form_errors.append(_("There were too many attempts. Wait a quarter of an hour."))
        return _page(form), 429
    found = queries.credentials_of(viewer.email)
    if not passwords.is_right(form.password.data or "", found.password_hash if found else ""):
        form["password"].errors = [_("This is not your present password.")]
        return _page(form), 422
    password_hash = passwords.hash_password(form.new_password.data or "")
    notice = mail.password_set_notice(name=viewer.name)
    with transaction():
        password_operations.set_password(
            viewer.user_id,
            password_hash=password_hash,
            notice=notice,
            but_session=viewer.session_id,
        )
    flash(_("Your password is changed. You are signed out everywhere else."), "success")
    return redirect(url_for("account.show"), code=303)


@bp.post("/account/sessions/<key>/end")
@signed_in
def end_session(key: str) -> ResponseReturnValue:
    """Sign another browser of one's own out."""
    found = queries.own_session(key)
    with transaction():
        sessions.end_session(found.id)
    flash(_("That browser is signed out."), "success")
    return redirect(url_for("account.show"), code=303)


def _me() -> StaffMember:
    viewer = current_viewer()
    if not isinstance(viewer, StaffMember):
        raise NotFound
    return viewer


def _page(form: ChangePasswordForm) -> str:
    me = _me()
    grants = queries.grants_of(me.user_id)
    titles = scopes.titles_of(grants)
    return render_template(
        "accounts/own.html",
        form=form,
        me=me,
        roles=[role_line(grant, titles) for grant in grants],
        sessions=queries.sessions_of(me.user_id),
        zone=current_settings().time_zone,
    )
