"""``parley user``: make users, list them and stop them, from the machine itself."""

from __future__ import annotations

import sys

import click
from email_validator import EmailNotValidError, validate_email
from flask.cli import with_appcontext

from app.access.enforcement import viewing_as
from app.access.roles import StaffRole
from app.access.viewers import SYSTEM
from app.accounts import mail, passwords, queries
from app.accounts.operations import passwords as password_operations
from app.accounts.operations import users
from app.accounts.rules import FIRST_LINK_LIFE, check_password
from app.core.errors import DomainError
from app.infra.tokens import new_token
from app.infra.transaction import transaction

ROLES = [role.value for role in StaffRole]


@click.group("user")
def command() -> None:
    """Make users, list them and stop them."""


@command.command("add")
@click.argument("email")
@click.option("--name", required=True, help="As colleagues know them.")
@click.option(
    "--role",
    type=click.Choice(ROLES),
    default=StaffRole.ADMINISTRATOR.value,
    show_default=True,
    help="Given for everything.",
)
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@with_appcontext
def add(email: str, name: str, role: str, *, password_stdin: bool) -> None:
    """Make the user EMAIL, and print a link to set the password unless one is given."""
    token = new_token()
    try:
        address = validate_email(email, check_deliverability=False).normalized
        password_hash = _hash_of_input(email) if password_stdin else ""
        with viewing_as(SYSTEM), transaction():
            user = users.add_user(name=name, email=address, password_hash=password_hash)
            users.grant_role(user, role=StaffRole(role))
            if not password_stdin:
                password_operations.add_link(user.id, token=token, life=FIRST_LINK_LIFE)
    except (DomainError, EmailNotValidError) as refusal:
        raise click.ClickException(str(refusal)) from None
    click.echo(f"{email} may sign in as {role}.")
    if not password_stdin:
        click.echo(f"Within three days, set the password at {mail.link_to_choose(token)}")


@command.command("list")
@with_appcontext
def show() -> None:
    """Print every user with standing and roles."""
    with viewing_as(SYSTEM):
        for user in queries.all_users():
            standing = "active" if user.active else "stopped"
            roles = ", ".join(
                f"{grant.role.value}{' (bounded)' if grant.is_bounded else ''}"
                for grant in user.grants
            )
            click.echo(f"{user.email}\t{user.name}\t{standing}\t{roles or 'no role'}")


@command.command("disable")
@click.argument("email")
@with_appcontext
def disable(email: str) -> None:
    """Stop EMAIL from signing in, and sign them out everywhere."""
    try:
        with viewing_as(SYSTEM), transaction():
            user = queries.user_by_email(email)
            users.edit_user(user, name=user.name, active=False)
    except DomainError as refusal:
        raise click.ClickException(str(refusal)) from None
    click.echo(f"{email} may no longer sign in.")


def _hash_of_input(email: str) -> str:
    """Hash the first line of standard input. Raises InvalidInput if it cannot be a password."""
    password = sys.stdin.readline().rstrip("\r\n")
    check_password(password, email=email)
    return passwords.hash_password(password)
