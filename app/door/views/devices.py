"""What the script of the door asks: the list for the day, what is new, and to be believed once."""

from __future__ import annotations

from flask import Blueprint, current_app, jsonify, request, send_from_directory
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from app.access.doors import staff
from app.access.roles import Permission
from app.door.devices import as_reply, as_roster, entries_of, ops_in
from app.door.operations import record
from app.door.queries import door_of_event, guests_of, log_rows
from app.infra.transaction import transaction

bp = Blueprint("door_devices", __name__, url_prefix="/staff/door")


@bp.get("/worker.js")
@staff(Permission.CHECK_IN)
def worker() -> ResponseReturnValue:
    """Give the service worker from where it may serve the pages of the door, and no other."""
    folder = current_app.static_folder or ""
    answer = send_from_directory(folder, "js/door-worker.js", mimetype="text/javascript")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@bp.get("/<key>/roster.json")
@staff(Permission.CHECK_IN)
def roster(key: str) -> ResponseReturnValue:
    """Give the guests and the log, and a fresh proof that what is sent next comes from our page."""
    event = door_of_event(key)
    last = max((row.id for row, _by in log_rows(event)), default=0)
    return jsonify(
        {**as_roster(event, guests_of(event, waiting=True), last=last), "token": generate_csrf()}
    )


@bp.get("/<key>/news.json")
@staff(Permission.CHECK_IN)
def news(key: str) -> ResponseReturnValue:
    """Give what was said at the door since a device asked last."""
    return jsonify(_news(key))


@bp.post("/<key>/sync")
@staff(Permission.CHECK_IN)
def sync(key: str) -> ResponseReturnValue:
    """Take what a device says, once however often it is said, and tell what became of it."""
    ops = ops_in(request.get_json())
    with transaction():
        told = [as_reply(each) for each in record(door_of_event(key), ops)]
    return jsonify({"told": told, **_news(key)})


def _news(key: str) -> dict[str, object]:
    since = request.args.get("since", "0")
    event = door_of_event(key)
    number = int(since) if since.isascii() and since.isdecimal() and len(since) < 10 else 0
    rows = log_rows(event, since=number)
    if not rows:
        return {"last": number, "entries": []}
    new = frozenset(row.op_id for row, _by in rows)
    return {"last": rows[-1][0].id, "entries": entries_of(guests_of(event), among=new)}
