"""The after-action report, as a page and on paper."""

from __future__ import annotations

from flask import Response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import audit
from app.access.doors import staff
from app.access.roles import Permission
from app.core.messages import N_
from app.documents.press import press
from app.games.exports.report import data_of
from app.games.report import report_of
from app.games.rules import PHASE_LABELS
from app.games.views.after.blueprint import bp, opened
from app.infra.transaction import transaction


@bp.get("/report/")
@staff(Permission.READ)
def report(key: str) -> ResponseReturnValue:
    """Show the report as far as the game has come."""
    event, game = opened(key)
    return render_template(
        "games/after/report.html",
        event=event,
        game=game,
        phase=_(PHASE_LABELS[game.phase]),
        report=report_of(game),
    )


@bp.post("/report.pdf")
@staff(Permission.READ)
def report_pdf(key: str) -> ResponseReturnValue:
    """Give the report as PDF. Not a link, since it is written into the trail."""
    event, game = opened(key)
    data, name = data_of(event, report_of(game)), f"after-action-report-{event.slug}.pdf"
    with transaction():
        audit.record(N_("downloaded the after-action report of"), "event", key)
    answer = Response(press("report", data), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
