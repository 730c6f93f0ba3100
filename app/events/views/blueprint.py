"""The blueprint that all staff pages of events share."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("events", __name__, url_prefix="/staff")
