"""Signing in and out."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import public, signed_in
from app.access.enforcement import current_viewer
from app.access.viewers import StaffMember
from app.accounts import identity, passwords, queries
from app.accounts.forms import SignInForm
from app.accounts.operations import sessions, tries
from app.infra.transaction import transaction
from app.web.network import network_of_client
from app.web.redirects import safe_next

bp = Blueprint("accounts", __name__)

TODAY = "/staff/"
"""Where staff begin when they were going nowhere in particular."""


@bp.get("/account/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    """Ask for address and password, or go on if the browser is signed in."""
    onward = safe_next(request.args.get("next"), TODAY)
    if isinstance(current_viewer(), StaffMember):
        return redirect(onward)
    return _page(SignInForm(formdata=None, next=onward))


@bp.post("/account/sign-in")
@public
def sign_in_now() -> ResponseReturnValue:
    """Check what was typed, and begin a new session."""
    form = SignInForm()
    if not form.validate():
        return _page(form), 422
    if not _may_try(form):
        form.form_errors.append(
            _("There were too many attempts. Wait a quarter of an hour, or set a new password.")
        )
        return _page(form), 429
    user_id = _whose(form)
    if user_id is None:
        form.form_errors.append(_("Address and password do not belong together."))
        return _page(form), 422
    identity.begin(_open_session(user_id, str(form.email.data)))
    return redirect(safe_next(form.next.data, TODAY), code=303)


@bp.post("/account/sign-out")
@signed_in
def sign_out() -> ResponseReturnValue:
    """End this browser's session."""
    present = _present_session()
    with transaction(claims=True):
        if present is not None:
            sessions.end_session(present)
    session.clear()
    flash(_("You are signed out."), "success")
    return redirect(url_for("accounts.sign_in"), code=303)


def _may_try(form: SignInForm) -> bool:
    with transaction(claims=True):
        return tries.may_try_password(str(form.email.data), network_of_client())


def _whose(form: SignInForm) -> int | None:
    """Return the user that address and password prove; it takes as long for nobody."""
    found = queries.credentials_of(str(form.email.data))
    right = passwords.is_right(form.password.data or "", found.password_hash if found else "")
    return found.user_id if found and right else None


def _open_session(user_id: int, email: str) -> str:
    with transaction(claims=True):
        tries.forget_passwords_tried(email)
        return sessions.open_session(
            user_id, agent=request.user_agent.string, instead_of=_present_session()
        )


def _present_session() -> int | None:
    viewer = current_viewer()
    return viewer.session_id if isinstance(viewer, StaffMember) else None


def _page(form: SignInForm) -> str:
    return render_template("accounts/sign_in.html", form=form)
