"""The pages on which staff load files: choose one, see what it would do, let it be done."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, flash, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from app.access.doors import staff
from app.access.enforcement import current_user_id, current_viewer
from app.access.roles import Permission
from app.config import current_settings
from app.core.messages import N_
from app.core.text import clean_line
from app.extensions import db
from app.imports import queries
from app.imports.cells import Fault
from app.imports.forms import FileForm
from app.imports.jobs import LOADING, REHEARSAL, read
from app.imports.operations import release
from app.imports.panels import OPTIONAL, REQUIRED
from app.imports.report import Report
from app.imports.sheet import LONGEST_FILE, Unreadable
from app.infra.jobs import enqueue_job
from app.infra.models import Job, JobState, Upload
from app.programmes.queries import programmes_within
from app.web.answers import answer_form, answer_once
from app.web.navigation import Entry, add_to_menu

bp = Blueprint("imports", __name__, url_prefix="/staff/imports")

KINDS = (REHEARSAL, LOADING)
LONGEST_NAME = 200
MOST_FAULTS = 200
STATES = {
    JobState.WAITING: ("queued", N_("Waiting")),
    JobState.RUNNING: ("sending", N_("At work")),
    JobState.DONE: ("sent", N_("Done")),
    JobState.FAILED: ("failed", N_("Failed")),
}
"""Each state of a job with the look of its mark and its word."""
OVER = frozenset({JobState.DONE, JobState.FAILED})


def init_app(app: Flask) -> None:
    """Add the pages to ``app``."""
    app.register_blueprint(bp)
    add_to_menu(app, "staff", Entry(lazy_gettext("Imports"), "imports.index", 75))


@bp.get("/")
@staff(Permission.IMPORT)
def index() -> ResponseReturnValue:
    """Show the form, and what was loaded lately."""
    return _page(_form())


@bp.post("/")
@staff(Permission.IMPORT)
def upload() -> ResponseReturnValue:
    """Take a file that can be read, and have the worker rehearse it."""
    form = _form()
    faults: list[Fault] = []
    return answer_form(
        form,
        change=lambda: _rehearse(form),
        page=lambda: _page(form, faults),
        stops=lambda: not _is_readable(form, faults),
    )


@bp.get("/<key>")
@staff(Permission.IMPORT)
def job(key: str) -> ResponseReturnValue:
    """Show how far the work has come, and what came of it or would."""
    work = queries.job_for(key, KINDS)
    name = queries.file_names([work]).get(work.payload["upload"], "")
    if work.state not in OVER:
        return render_template("imports/progress.html", job=work, name=name, words=_words(work))
    if work.state is JobState.FAILED or "refused" in work.report:
        return render_template("imports/refused.html", name=name, reason=_reason(work))
    return render_template(
        "imports/report.html",
        job=work,
        name=name,
        report=Report.of_values(work.report),
        ignored=work.report["ignored"],
        rehearsed=work.kind == REHEARSAL,
        waiting=[] if work.kind == REHEARSAL else queries.waiting_for_release(_public_refs(work)),
    )


@bp.get("/<key>/progress")
@staff(Permission.IMPORT)
def progress(key: str) -> ResponseReturnValue:
    """Say how far the work has come, to the script on its page."""
    work = queries.job_for(key, KINDS)
    return jsonify(
        done=work.done, total=work.total, words=_words(work), finished=work.state in OVER
    )


@bp.post("/<key>/load")
@staff(Permission.IMPORT)
def load(key: str) -> ResponseReturnValue:
    """Have the worker do what it rehearsed."""
    rehearsed = queries.job_for(key, [REHEARSAL])
    payload = dict(rehearsed.payload)
    # Whether the file is still here: it is forgotten after some days.
    queries.upload_for(payload["upload"])
    return answer_once(request.form.get("once"), lambda: _enqueue(LOADING, payload))


@bp.post("/<key>/release")
@staff(Permission.RELEASE)
def release_all(key: str) -> ResponseReturnValue:
    """Publish the events that the file calls public."""
    refs = _public_refs(queries.job_for(key, [LOADING]))

    def work() -> str:
        number = release(refs)
        flash(
            ngettext("%(num)s event is public now.", "%(num)s events are public now.", number),
            "success",
        )
        return url_for("imports.job", key=key)

    return answer_once(request.form.get("once"), work)


def _form() -> FileForm:
    everywhere = current_viewer().reach(Permission.IMPORT).everywhere
    within = programmes_within(Permission.IMPORT)
    return FileForm(within=within, none=_("No programme") if everywhere else None)


def _page(form: FileForm, faults: list[Fault] | None = None) -> str:
    jobs = queries.latest_jobs(KINDS)
    return render_template(
        "imports/index.html",
        form=form,
        faults=faults or [],
        jobs=jobs,
        names=queries.file_names(jobs),
        states={state: (look, _(word)) for state, (look, word) in STATES.items()},
        rehearsal=REHEARSAL,
        zone=current_settings().time_zone,
        required=REQUIRED,
        optional=OPTIONAL,
        most_faults=MOST_FAULTS,
    )


def _is_readable(form: FileForm, faults: list[Fault]) -> bool:
    """Whether every row can be read; if not, the form or ``faults`` say why."""
    form.content = form.file.data.read(LONGEST_FILE + 1)
    try:
        faults.extend(read(form.content).faults)
    except Unreadable as refusal:
        form.file.errors = [_(refusal.message, **refusal.facts)]
        return False
    if faults:
        form.file.errors = [_("Nothing was loaded.")]
    return not faults


def _rehearse(form: FileForm) -> str:
    file = Upload(
        name=clean_line(form.file.data.filename or "", 10_000)[-LONGEST_NAME:],
        content=form.content,
        created_by=current_user_id(),
    )
    db.session.add(file)
    db.session.flush()
    return _enqueue(REHEARSAL, {"upload": file.key, "programme": str(form.programme.data or "")})


def _enqueue(kind: str, payload: dict[str, str]) -> str:
    work = enqueue_job(kind, created_by=current_user_id(), payload=payload)
    db.session.flush()
    return url_for("imports.job", key=work.key)


def _public_refs(work: Job) -> list[str]:
    refs: Any = work.report.get("public_refs", [])
    return list(refs)


def _words(work: Job) -> str:
    if work.state is JobState.RUNNING:
        return ngettext(
            "%(num)s event is being compared with what is here.",
            "%(num)s events are being compared with what is here.",
            work.total,
        )
    if work.error:
        return _("Something went wrong. It will be tried again in a few minutes.")
    return _("Waiting for the worker to take it up.")


def _reason(work: Job) -> str:
    report: dict[str, Any] = work.report
    if "refused" in report:
        return _(report["refused"], **report["facts"])
    return _("It was tried several times, and failed each time. Nothing was loaded.")
