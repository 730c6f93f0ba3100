"""What the pages of teams, roles and castings do alike."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.games.forms.design.roster import RoleForm, TeamForm
from app.games.models import Game, GameRole, GameTeam
from app.games.operations import roster
from app.games.queries.design import secrets_of
from app.web.answers import answer_form
from app.web.forms import Form

SECRETS = ("brief", "goals", "red_lines")


def answer_button(
    form: Form, act: Callable[[], object], *, to: str, page: Callable[[], str]
) -> ResponseReturnValue:
    """Do what a button asks for; what is refused is said on the page of the button."""

    def change() -> str:
        act()
        return to

    return answer_form(form, change=change, page=page)


def saved(key: str) -> str:
    """Say that the roster is saved, and return where it is."""
    flash(_("The roster is saved."), "success")
    return url_for(".teams", key=key)


def keep_secret(form: TeamForm | RoleForm, team: GameTeam, role: GameRole | None = None) -> None:
    """Keep what ``team``, or one ``role`` of it, alone may read, as typed."""
    roster.edit_brief(
        team,
        role,
        brief=form.brief.data or "",
        goals=form.goals.data or "",
        red_lines=form.red_lines.data or "",
    )


def secret_values(game: Game, team: int, role: int | None) -> dict[str, object]:
    """Return what the team or the role with these ids alone may read, as forms hold it."""
    secret = secrets_of(game).get((team, role))
    return {name: getattr(secret, name) if secret else "" for name in SECRETS}
