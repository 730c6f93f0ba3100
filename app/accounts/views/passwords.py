"""A forgotten password, or the first one: set by a link that comes by mail."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import public
from app.accounts import mail, queries
from app.accounts.forms import AskForLinkForm, NewPasswordForm
from app.accounts.operations import passwords, tries
from app.accounts.passwords import hash_password
from app.accounts.rules import LINK_LIFE
from app.infra.tokens import new_token
from app.infra.transaction import transaction
from app.web.network import network_of_client

bp = Blueprint("passwords", __name__)


@bp.get("/account/forgotten")
@public
def ask() -> ResponseReturnValue:
    """Ask to which address the link shall go."""
    return render_template("accounts/ask_for_link.html", form=AskForLinkForm())


@bp.post("/account/forgotten")
@public
def send() -> ResponseReturnValue:
    """Mail the link if somebody has this address; the answer is the same if nobody has."""
    form = AskForLinkForm()
    if not form.validate():
        return render_template("accounts/ask_for_link.html", form=form), 422
    owner = queries.credentials_of(str(form.email.data))
    token = new_token()
    letter = mail.link_letter(name=owner.name if owner else "", token=token)
    with transaction():
        within = tries.may_ask_for_link(str(form.email.data), network_of_client())
        if within and owner is not None:
            passwords.send_link(owner.user_id, token=token, life=LINK_LIFE, letter=letter)
    if not within:
        form.form_errors.append(_("There were too many requests. Wait an hour, then try again."))
        return render_template("accounts/ask_for_link.html", form=form), 429
    return redirect(url_for("passwords.sent"), code=303)


@bp.get("/account/forgotten/sent")
@public
def sent() -> ResponseReturnValue:
    """Say that the link is on its way, if there is somebody to whom."""
    return render_template("accounts/link_sent.html")


@bp.get("/account/password/<token>")
@public
def choose(token: str) -> ResponseReturnValue:
    """Ask for the new password; opening the link changes nothing, whoever or whatever opens it."""
    owner = queries.link_owner(token)
    if owner is None:
        return render_template("accounts/link_over.html"), 410
    return _page(NewPasswordForm(), owner, token)


@bp.post("/account/password/<token>")
@public
def set_by_link(token: str) -> ResponseReturnValue:
    """Set the password and use the link up."""
    owner = queries.link_owner(token)
    if owner is None:
        return render_template("accounts/link_over.html"), 410
    form = NewPasswordForm()
    form.owner_email = owner.email
    if not form.validate():
        return _page(form, owner, token), 422
    password_hash = hash_password(form.new_password.data or "")
    notice = mail.password_set_notice(name=owner.name)
    with transaction():
        passwords.set_password_by_link(
            owner.user_id, token=token, password_hash=password_hash, notice=notice
        )
    flash(_("Your password is set. Sign in with it."), "success")
    return redirect(url_for("accounts.sign_in"), code=303)


def _page(form: NewPasswordForm, owner: queries.LinkOwner, token: str) -> str:
    return render_template("accounts/choose_password.html", form=form, owner=owner, token=token)
