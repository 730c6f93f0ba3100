"""The blueprint that all pages of the design share."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("game_design", __name__, url_prefix="/staff/events/<key>/game")
