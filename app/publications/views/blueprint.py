"""Where the pages of this room are."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("publications", __name__, url_prefix="/staff/publications")
