"""Users, made and given roles by an administrator."""

from __future__ import annotations

from typing import TypeVar

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.accounts import mail, queries, scopes
from app.accounts.forms import NewUserForm, RoleForm, UserForm
from app.accounts.models import User
from app.accounts.operations import passwords, users
from app.accounts.role_names import role_line
from app.accounts.rules import FIRST_LINK_LIFE
from app.core.errors import DomainError, InvalidInput, Refused
from app.infra.once import answered_before, remember_answer
from app.infra.tokens import new_token
from app.infra.transaction import transaction
from app.web.forms import Form

bp = Blueprint("users", __name__, url_prefix="/staff/users")


@bp.get("/")
@staff(Permission.ADMINISTER)
def index() -> ResponseReturnValue:
    """List who may sign in, and as what."""
    found = queries.all_users()
    titles = scopes.titles_of([grant for user in found for grant in user.grants])
    roles = {user.id: [role_line(grant, titles) for grant in user.grants] for user in found}
    return render_template("accounts/users.html", users=found, roles=roles)


@bp.get("/new")
@staff(Permission.ADMINISTER)
def new() -> ResponseReturnValue:
    """Ask for a new user."""
    return _new_page(NewUserForm())


@bp.post("/new")
@staff(Permission.ADMINISTER)
def create() -> ResponseReturnValue:
    """Make the user and mail the link by which they set their first password."""
    form = NewUserForm()
    if not form.validate():
        return _new_page(form), 422
    if location := answered_before(str(form.once.data)):
        return redirect(location, code=303)
    bounds, token = scopes.bounds_of(form.scope.data), new_token()
    letter = mail.welcome_letter(name=str(form.name.data), token=token)
    try:
        with transaction():
            user = users.add_user(name=str(form.name.data), email=str(form.email.data))
            users.grant_role(user, role=form.chosen_role, **bounds)
            passwords.send_link(user.id, token=token, life=FIRST_LINK_LIFE, letter=letter)
            location = url_for("users.show", key=user.key)
            remember_answer(str(form.once.data), location)
    except (InvalidInput, Refused) as refusal:
        return _new_page(_refused(form, refusal)), refusal.status
    flash(_("The user is made. The link to set a password is on its way by mail."), "success")
    return redirect(location, code=303)


@bp.get("/<key>")
@staff(Permission.ADMINISTER)
def show(key: str) -> ResponseReturnValue:
    """Show one user, to be changed."""
    return _page(queries.user_for(key))


@bp.post("/<key>")
@staff(Permission.ADMINISTER)
def edit(key: str) -> ResponseReturnValue:
    """Change name and standing."""
    form = UserForm()
    if not form.validate():
        return _page(queries.user_for(key), form=form), 422
    try:
        with transaction():
            users.edit_user(
                queries.user_for(key), name=str(form.name.data), active=bool(form.active.data)
            )
    except Refused as refusal:
        return _page(queries.user_for(key), form=_refused(form, refusal)), refusal.status
    flash(_("Saved."), "success")
    return redirect(url_for("users.show", key=key), code=303)


@bp.post("/<key>/roles")
@staff(Permission.ADMINISTER)
def grant_role(key: str) -> ResponseReturnValue:
    """Give one more role."""
    form = RoleForm(prefix="role")
    if not form.validate():
        return _page(queries.user_for(key), roles=form), 422
    bounds = scopes.bounds_of(form.scope.data)
    try:
        with transaction():
            users.grant_role(queries.user_for(key), role=form.chosen_role, **bounds)
    except Refused as refusal:
        return _page(queries.user_for(key), roles=_refused(form, refusal)), refusal.status
    flash(_("The role is given. It counts from the next page that the user opens."), "success")
    return redirect(url_for("users.show", key=key), code=303)


@bp.post("/<key>/roles/<grant_key>/withdraw")
@staff(Permission.ADMINISTER)
def withdraw_role(key: str, grant_key: str) -> ResponseReturnValue:
    """Take one role away."""
    try:
        with transaction():
            users.withdraw_role(queries.grant_for(queries.user_for(key), grant_key))
    except Refused as refusal:
        flash(_(refusal.message, **refusal.facts), "error")
    else:
        flash(_("The role is taken away."), "success")
    return redirect(url_for("users.show", key=key), code=303)


@bp.post("/<key>/link")
@staff(Permission.ADMINISTER)
def send_link(key: str) -> ResponseReturnValue:
    """Mail the user a new link by which to set a password."""
    token = new_token()
    letter = mail.welcome_letter(name=queries.user_for(key).name, token=token)
    with transaction():
        user = queries.user_for(key)
        passwords.send_link(user.id, token=token, life=FIRST_LINK_LIFE, letter=letter)
    flash(_("The link is on its way by mail."), "success")
    return redirect(url_for("users.show", key=key), code=303)


Sent = TypeVar("Sent", bound=Form)


def _refused(form: Sent, refusal: DomainError) -> Sent:
    form.form_errors.append(_(refusal.message, **refusal.facts))
    return form


def _new_page(form: NewUserForm) -> str:
    return render_template("accounts/new_user.html", form=form)


def _page(user: User, *, form: UserForm | None = None, roles: RoleForm | None = None) -> str:
    titles = scopes.titles_of(user.grants)
    return render_template(
        "accounts/user.html",
        user=user,
        form=form or UserForm(formdata=None, obj=user),
        roles=roles or RoleForm(formdata=None, prefix="role"),
        held=[(grant.key, role_line(grant, titles)) for grant in user.grants],
    )
