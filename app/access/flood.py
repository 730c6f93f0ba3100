"""A limit on what one network may send without having signed in."""

from __future__ import annotations

from flask import request

from app.access.enforcement import current_viewer
from app.access.viewers import StaffMember
from app.config import current_settings
from app.extensions import limiter
from app.web.network import network_of_client

READING = {"GET", "HEAD", "OPTIONS"}


def check_flood() -> None:
    """Before each request: answer 429 to more forms a minute than people can send.

    Counted in Redis where there is one, else in each process for itself. Finer limits, by
    address and purpose, are counted in the database (``app.infra.throttle``).
    """
    if request.method not in READING and not isinstance(current_viewer(), StaffMember):
        with limiter.shared_limit(_limit, scope="forms", key_func=network_of_client):
            pass


def _limit() -> str:
    return current_settings().flood_limit
