"""Users, made and given roles by an administrator."""

from __future__ import annotations

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
from app.core.errors import Refused
from app.infra.tokens import new_token
from app.web.answers import answer_form, answer_once
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
    form, token = NewUserForm(), new_token()
    letter = mail.welcome_letter(name=str(form.name.data), token=token)

    def change() -> str:
        user = users.add_user(name=str(form.name.data), email=str(form.email.data))
        users.grant_role(user, role=form.chosen_role, **scopes.bounds_of(form.scope.data))
        passwords.send_link(user.id, token=token, life=FIRST_LINK_LIFE, letter=letter)
        flash(_("The user is made. The link to set a password is on its way by mail."), "success")
        return url_for("users.show", key=user.key)

    return answer_form(form, change=change, page=lambda: _new_page(form))


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

    def change() -> str:
        users.edit_user(
            queries.user_for(key), name=str(form.name.data), active=bool(form.active.data)
        )
        flash(_("Saved."), "success")
        return url_for("users.show", key=key)

    return answer_form(form, change=change, page=lambda: _page(queries.user_for(key), form=form))


@bp.post("/<key>/roles")
@staff(Permission.ADMINISTER)
def grant_role(key: str) -> ResponseReturnValue:
    """Give one more role."""
    form = RoleForm(prefix="role")

    def change() -> str:
        bounds = scopes.bounds_of(form.scope.data)
        users.grant_role(queries.user_for(key), role=form.chosen_role, **bounds)
        flash(_("The role is given. It counts from the next page that the user opens."), "success")
        return url_for("users.show", key=key)

    return answer_form(form, change=change, page=lambda: _page(queries.user_for(key), roles=form))


@bp.post("/<key>/roles/<grant_key>/withdraw")
@staff(Permission.ADMINISTER)
def withdraw_role(key: str, grant_key: str) -> ResponseReturnValue:
    """Take one role away."""
    page = url_for("users.show", key=key)

    def work() -> str:
        users.withdraw_role(queries.grant_for(queries.user_for(key), grant_key))
        flash(_("The role is taken away."), "success")
        return page

    try:
        return answer_once(Form().once.data, work)
    except Refused as refusal:
        flash(_(refusal.message, **refusal.facts), "error")
        return redirect(page, code=303)


@bp.post("/<key>/link")
@staff(Permission.ADMINISTER)
def send_link(key: str) -> ResponseReturnValue:
    """Mail the user a new link by which to set a password."""
    token = new_token()
    letter = mail.welcome_letter(name=queries.user_for(key).name, token=token)

    def work() -> str:
        user = queries.user_for(key)
        passwords.send_link(user.id, token=token, life=FIRST_LINK_LIFE, letter=letter)
        flash(_("The link is on its way by mail."), "success")
        return url_for("users.show", key=key)

    return answer_once(Form().once.data, work)


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
