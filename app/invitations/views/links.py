"""Looking by a personal link: as its holder and nobody else, whoever is signed in at this browser."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from flask import render_template
from flask.typing import ResponseReturnValue

from app.access.enforcement import look_as
from app.access.viewers import TokenHolder
from app.core.errors import NotFound
from app.invitations.rsvp_page import the_house

BACK = "./"
BACK_FROM_BELOW = "../../"
"""The way back to the page itself. Where a form led is stored, and a token must not be."""

Held = TypeVar("Held")
View = Callable[..., ResponseReturnValue]


def by_link_of(
    holder_of: Callable[[str], TokenHolder], held_by: Callable[[TokenHolder], Held]
) -> Callable[[View], View]:
    """Return a decorator that gives a view its token and what the token is for.

    A link that leads nowhere answers like a missing page, with an address to write to.
    """

    def by_link(view: View) -> View:
        @wraps(view)
        def wrapped(token: str, **more: str) -> ResponseReturnValue:
            try:
                holder = holder_of(token)
                look_as(holder)
                held = held_by(holder)
            except NotFound:
                return render_template("invitations/unknown.html", contact=the_house()), 404
            return view(token, held, **more)

        return wrapped

    return by_link
