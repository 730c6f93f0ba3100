"""What a role can be bounded by. The features above tell it here; accounts know none of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from flask import Flask, current_app
from flask_babel import gettext
from flask_babel.speaklater import LazyString

from app.accounts.models import Grant
from app.core.errors import NotFound


@dataclass(frozen=True)
class Thing:
    """A programme or an event, as far as the choice of bounds needs it."""

    id: int
    key: str
    title: str


Things = Callable[[Collection[int] | None], Sequence[Thing]]
"""Return the things with these ids that the viewer sees, or (None) those to choose among."""


@dataclass(frozen=True)
class Scope:
    """One kind of bounds: which column of a grant holds it, what it is called, what there is."""

    column: Literal["programme_id", "event_id"]
    label: LazyString
    things: Things


def add_scope(app: Flask, scope: Scope) -> None:
    """Let roles in ``app`` be bounded by ``scope``; called in a feature's ``init_app``."""
    app.extensions.setdefault("grant_scopes", []).append(scope)


def scopes() -> Sequence[Scope]:
    """Return the kinds of bounds that there are."""
    found: list[Scope] = current_app.extensions.get("grant_scopes", [])
    return found


def choices() -> dict[str, list[tuple[str, str]]]:
    """Return what a role can be for: everything (""), or one of the things of each kind."""
    return {gettext("The institute"): [("", gettext("Everything"))]} | {
        str(scope.label): [(f"{scope.column}:{thing.key}", thing.title) for thing in found]
        for scope in scopes()
        if (found := scope.things(None))
    }


def bounds_of(value: str) -> dict[str, int]:
    """Return the columns that a value of ``choices`` stands for; none for "" (everything).

    Raises NotFound for anything else.
    """
    if not value:
        return {}
    column, _, key = value.partition(":")
    for scope in scopes():
        if scope.column == column:
            for thing in scope.things(None):
                if thing.key == key:
                    return {column: thing.id}
    raise NotFound


def titles_of(grants: Collection[Grant]) -> dict[tuple[str, int], str]:
    """Return the titles of what the grants are bounded by, one question for each kind."""
    titles: dict[tuple[str, int], str] = {}
    for scope in scopes():
        ids = {found for grant in grants if (found := getattr(grant, scope.column))}
        for thing in scope.things(ids) if ids else ():
            titles[scope.column, thing.id] = thing.title
    return titles
