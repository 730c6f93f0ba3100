"""The append-only trail of who saw or changed what."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Flask, Response, g
from sqlalchemy import insert

from app.access.enforcement import current_viewer
from app.access.viewers import StaffMember, Viewer
from app.extensions import db
from app.infra.models import AuditEntry
from app.infra.transaction import transaction


def record(action: str, thing: str, key: str, **detail: str) -> None:
    """Write that the present viewer did ``action`` to the ``thing`` with the public ``key``.

    Stands in the transaction of the change itself. ``detail`` holds no secrets.
    """
    db.session.add(_entry(current_viewer(), action, thing, key, detail))


def record_many(action: str, thing: str, keys: Iterable[str]) -> None:
    """Write the same of many things, in one statement."""
    written = [_entry(current_viewer(), action, thing, key, {}) for key in keys]
    names = ("actor_id", "actor", "action", "thing", "thing_key", "detail")
    rows = [{name: getattr(entry, name) for name in names} for entry in written]
    if rows:
        db.session.execute(insert(AuditEntry), rows)


def note_seen(thing: str, key: str) -> None:
    """Remember that this request shows something confidential; written before it is answered."""
    g.setdefault("seen", []).append((thing, key))


def _entry(viewer: Viewer, action: str, thing: str, key: str, detail: dict[str, str]) -> AuditEntry:
    return AuditEntry(
        actor_id=viewer.user_id if isinstance(viewer, StaffMember) else None,
        actor=viewer.label,
        action=action,
        thing=thing,
        thing_key=key,
        detail=detail,
    )


def write_what_was_seen(response: Response) -> Response:
    """After the page is made, before it is sent: no confidential page leaves without its entry."""
    seen: list[tuple[str, str]] = g.pop("seen", [])
    if seen and response.status_code < 400:
        viewer = current_viewer()
        with transaction(claims=True) as session:
            for thing, key in dict.fromkeys(seen):
                session.add(_entry(viewer, "saw", thing, key, {}))
    return response


def init_app(app: Flask) -> None:
    """Write the trail of each request of ``app``."""
    app.after_request(write_what_was_seen)
