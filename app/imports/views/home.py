"""The page that tells the kinds of files apart, and what was loaded lately."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.enforcement import current_viewer
from app.access.roles import Permission
from app.config import current_settings
from app.imports import queries
from app.imports.jobs import KINDS, LOADINGS
from app.imports.views.blueprint import bp
from app.imports.views.work import STATES


@bp.get("/")
@staff(Permission.IMPORT)
def index() -> ResponseReturnValue:
    """Show what can be loaded, and what was loaded lately."""
    jobs = queries.latest_jobs(KINDS)
    return render_template(
        "imports/index.html",
        jobs=jobs,
        names=queries.file_names(jobs),
        kinds={kind: _(label) for kind, label in KINDS.items()},
        loadings=LOADINGS,
        states={state: (look, _(word)) for state, (look, word) in STATES.items()},
        zone=current_settings().time_zone,
        everywhere=current_viewer().reach(Permission.IMPORT).everywhere,
    )
