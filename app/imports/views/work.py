"""A file at work: how far it has come, what it would do, and what came of it."""

from __future__ import annotations

from typing import Any

from flask import flash, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.access.doors import staff
from app.access.roles import Permission
from app.core.messages import N_
from app.imports import queries
from app.imports.calendars.found import FILE_KIND_LABELS, FileKind
from app.imports.calendars.report import CalendarReport
from app.imports.contacts.report import ContactReport
from app.imports.jobs import (
    CONTACTS,
    EVENTS,
    EVENTS_LOADING,
    GUESTS,
    KINDS,
    LOADED_AFTER,
    LOADING,
    MEDIA,
    MEDIA_LOADING,
    PANELS,
)
from app.imports.operations import release, release_media
from app.imports.peers.report import GuestReport
from app.imports.report import MediaReport, Report
from app.imports.views.blueprint import bp
from app.imports.views.keeping import enqueue
from app.infra.models import Job, JobState
from app.web.answers import answer_once

STATES = {
    JobState.WAITING: ("queued", N_("Waiting")),
    JobState.RUNNING: ("sending", N_("At work")),
    JobState.DONE: ("sent", N_("Done")),
    JobState.FAILED: ("failed", N_("Failed")),
}
"""Each state of a job with the look of its mark and its word."""
OVER = frozenset({JobState.DONE, JobState.FAILED})


@bp.get("/<key>")
@staff(Permission.IMPORT)
def job(key: str) -> ResponseReturnValue:
    """Show how far the work has come, and what came of it or would."""
    work = queries.job_for(key, KINDS)
    name = queries.file_names([work]).get(work.payload["upload"], "")
    if work.state not in OVER:
        return render_template("imports/progress.html", job=work, name=name, words=_words(work))
    if work.state is JobState.FAILED or "facts" in work.report:
        return render_template("imports/refused.html", name=name, reason=_reason(work))
    return _report(work, {"job": work, "name": name, "rehearsed": work.kind in LOADED_AFTER})


def _report(work: Job, context: dict[str, Any]) -> str:
    if work.kind in CONTACTS:
        contacts = ContactReport.of_values(work.report)
        return render_template("imports/contacts_report.html", report=contacts, **context)
    if work.kind in GUESTS:
        guests = GuestReport.of_values(work.report)
        return render_template("imports/guests_report.html", report=guests, **context)
    if work.kind in EVENTS:
        return _events(work, context)
    if work.kind in MEDIA:
        return _media(work, context)
    return _panels(work, context)


def _events(work: Job, context: dict[str, Any]) -> str:
    report = CalendarReport.of_values(work.report)
    return render_template(
        "imports/events_report.html",
        report=report,
        kind=_(FILE_KIND_LABELS[FileKind(report.kind)]),
        waiting=[] if context["rehearsed"] else queries.waiting_for_release(report.releasable),
        **context,
    )


def _media(work: Job, context: dict[str, Any]) -> str:
    report = MediaReport.of_values(work.report)
    keys = [] if context["rehearsed"] else report.keys
    waiting, unread = queries.media_waiting_for_release(keys)
    return render_template(
        "imports/media_report.html", report=report, waiting=waiting, unread=unread, **context
    )


def _panels(work: Job, context: dict[str, Any]) -> str:
    return render_template(
        "imports/report.html",
        report=Report.of_values(work.report),
        ignored=work.report["ignored"],
        waiting=[] if context["rehearsed"] else queries.waiting_for_release(_public_refs(work)),
        **context,
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
    rehearsed = queries.job_for(key, LOADED_AFTER)
    payload = dict(rehearsed.payload)
    # Whether the file is still here: it is forgotten after some days.
    queries.upload_for(payload["upload"])
    return answer_once(
        request.form.get("once"), lambda: enqueue(LOADED_AFTER[rehearsed.kind], payload)
    )


@bp.post("/<key>/release")
@staff(Permission.RELEASE)
def release_all(key: str) -> ResponseReturnValue:
    """Lay open what came from a file and is ready for the public."""
    work = queries.job_for(key, [LOADING, EVENTS_LOADING, MEDIA_LOADING])

    def change() -> str:
        flash(_release(work), "success")
        return url_for("imports.job", key=key)

    return answer_once(request.form.get("once"), change)


def _release(work: Job) -> str:
    if work.kind in MEDIA:
        number = release_media(MediaReport.of_values(work.report).keys)
        return ngettext(
            "%(num)s recording is public now.", "%(num)s recordings are public now.", number
        )
    number = release(_public_refs(work))
    return ngettext("%(num)s event is public now.", "%(num)s events are public now.", number)


def _public_refs(work: Job) -> list[str]:
    """The origins of the events of a file that it calls public."""
    refs: Any = work.report.get("public_refs") or work.report.get("releasable", [])
    return list(refs)


def _words(work: Job) -> str:
    if work.error:
        return _("Something went wrong. It will be tried again in a few minutes.")
    if work.state is not JobState.RUNNING:
        return _("Waiting for the worker to take it up.")
    if work.kind in PANELS:
        return ngettext(
            "%(num)s event is being compared with what is here.",
            "%(num)s events are being compared with what is here.",
            work.total,
        )
    if work.kind in EVENTS:
        return _("%(done)s of %(total)s events are done.", done=work.done, total=work.total)
    if work.total and work.done >= work.total:
        return _("Everybody is compared with everybody who may be the same person.")
    return _("%(done)s of %(total)s are done.", done=work.done, total=work.total)


def _reason(work: Job) -> str:
    report: dict[str, Any] = work.report
    if "facts" in report:
        return _(report["refused"], **report["facts"])
    if work.kind in CONTACTS:
        return _(
            "It was tried several times, and failed each time. %(done)s of %(total)s contacts were "
            "done; load the file again, and it goes on from there.",
            done=work.done,
            total=work.total,
        )
    if work.kind in EVENTS:
        return _(
            "It was tried several times, and failed each time. %(done)s of %(total)s events were "
            "done; load the file again, and it goes on from there.",
            done=work.done,
            total=work.total,
        )
    return _("It was tried several times, and failed each time. Nothing was loaded.")
