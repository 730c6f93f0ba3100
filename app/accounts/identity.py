"""Who is asking: the cookie leads to a session in the database, and that to a viewer."""

from __future__ import annotations

from typing import cast

from flask import Flask, request, session
from flask_login import AnonymousUserMixin, UserMixin, current_user, login_user

from app.access.enforcement import current_viewer, look_as
from app.access.viewers import ANONYMOUS, StaffMember, Viewer
from app.accounts import queries
from app.extensions import login_manager


class Visitor(AnonymousUserMixin):
    """Someone who has not signed in."""

    viewer: Viewer = ANONYMOUS


class SignedIn(UserMixin):
    """Someone who has; known to Flask-Login by the token of the session, not by the user."""

    def __init__(self, token: str, viewer: StaffMember) -> None:
        self.token = token
        self.viewer: Viewer = viewer

    def get_id(self) -> str:
        return self.token


def _load(token: str) -> SignedIn | None:
    viewer = queries.staff_signed_in_by(token)
    return SignedIn(token, viewer) if viewer else None


def look_as_whoever_asks() -> None:
    """Before each request: let it see what its sender may see.

    Of a visitor nothing is asked of the database.
    """
    if request.endpoint != "static":
        look_as(cast("Visitor | SignedIn", current_user).viewer)


def begin(token: str) -> None:
    """Let this browser go on under the login session of ``token``.

    Whatever its cookie held before is dropped, the token against forged forms included.
    """
    session.clear()
    viewer = queries.staff_signed_in_by(token)
    if viewer is not None:
        login_user(SignedIn(token, viewer))


def _viewer_name() -> dict[str, str]:
    viewer = current_viewer()
    return {"viewer_name": viewer.name if isinstance(viewer, StaffMember) else ""}


def init_app(app: Flask) -> None:
    """Recognise whoever signed in to ``app``."""
    # A session lives in the database and can be ended there; a browser that changes its
    # address or its version is no thief.
    login_manager.session_protection = None  # type: ignore[assignment]  # Documented as its off.
    login_manager.anonymous_user = Visitor
    login_manager.user_loader(_load)
    app.context_processor(_viewer_name)
