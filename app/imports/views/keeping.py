"""What a page keeps of a file for the work that follows, and how it asks for that work."""

from __future__ import annotations

from flask import url_for

from app.access.enforcement import current_user_id
from app.core.text import clean_line
from app.extensions import db
from app.imports.forms import UploadForm
from app.infra.jobs import enqueue_job
from app.infra.models import Upload

LONGEST_NAME = 200


def keep(form: UploadForm) -> Upload:
    """Write down the file that ``form`` took, as the present user's own."""
    file = Upload(
        name=clean_line(form.file.data.filename or "", 10_000)[-LONGEST_NAME:],
        content=form.content,
        created_by=current_user_id(),
    )
    db.session.add(file)
    db.session.flush()
    return file


def enqueue(kind: str, payload: dict[str, str]) -> str:
    """Ask the worker for the work, and return where one may watch it."""
    work = enqueue_job(kind, created_by=current_user_id(), payload=payload)
    db.session.flush()
    return url_for("imports.job", key=work.key)
