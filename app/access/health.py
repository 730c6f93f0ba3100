"""Whether the process lives, and whether it can do its work."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from app.access.doors import public
from app.extensions import db
from app.infra.migrations import newest_revision

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@public
def alive() -> ResponseReturnValue:
    """Say that the process answers; asks nothing else."""
    return {"status": "ok"}


@bp.get("/readyz")
@public
def ready() -> ResponseReturnValue:
    """Say whether the database answers and is of the version that this code needs."""
    revision = db.session.scalar(text("SELECT version_num FROM alembic_version"))
    if revision != newest_revision():
        return {"status": "The database needs `parley db upgrade`."}, 503
    return {"status": "ready"}
