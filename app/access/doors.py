"""Closed unless opened: every route says who may open it, or nobody can."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.access.enforcement import current_viewer
from app.access.roles import Permission
from app.access.viewers import StaffMember

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Door:
    """Who may open a route: everyone, or staff with a permission (anywhere at all)."""

    public: bool
    permission: Permission | None = None
    signed_in: bool = False


class RouteWithoutDoor(RuntimeError):
    """A route does not say who may open it, so the application does not start."""


def public(view: View) -> View:
    """Open the route to everyone; what they see there is decided row by row."""
    return _with(Door(public=True), view)


def signed_in(view: View) -> View:
    """Open the route to anyone who has signed in, whatever their role."""
    return _with(Door(public=False, signed_in=True), view)


def staff(permission: Permission) -> Callable[[View], View]:
    """Open the route to staff who hold ``permission`` for anything.

    Whether they hold it for the thing at hand is asked when the thing is loaded.
    """

    def open_to_staff(view: View) -> View:
        return _with(Door(public=False, permission=permission), view)

    return open_to_staff


def _with(door: Door, view: View) -> View:
    view.door = door  # type: ignore[attr-defined]  # Functions carry their door with them.
    return view


def door_of(app: Flask, endpoint: str) -> Door | None:
    """Return the door of ``endpoint``, or None if it has none."""
    if endpoint == "static" or endpoint.endswith(".static"):
        return Door(public=True)
    door: Door | None = getattr(app.view_functions[endpoint], "door", None)
    return door


def require_doors(app: Flask) -> None:
    """Check every route of ``app``. Raises RouteWithoutDoor."""
    without = sorted(name for name in app.view_functions if door_of(app, name) is None)
    if without:
        raise RouteWithoutDoor(f"Nothing says who may open: {', '.join(without)}.")


def check_door() -> ResponseReturnValue | None:
    """Before each request: let in, send to sign in, or answer as if nothing were there."""
    if request.endpoint is None:
        return None
    door = door_of(current_app, request.endpoint)
    if door is None:
        abort(404)
    if may_open(request.endpoint):
        return None
    if not isinstance(current_viewer(), StaffMember):
        return redirect(url_for("accounts.sign_in", next=_return_address()))
    return abort(404)


def may_open(endpoint: str) -> bool:
    """Whether the present viewer finds the door of ``endpoint`` open."""
    door = door_of(current_app, endpoint)
    viewer = current_viewer()
    if door is None or door.public:
        return door is not None
    if not isinstance(viewer, StaffMember):
        return False
    return door.permission is None or bool(viewer.reach(door.permission))


def _return_address() -> str | None:
    """Where to go after signing in; a form that was being sent cannot be repeated by a link."""
    if request.method != "GET":
        return None
    return request.full_path.rstrip("?")
