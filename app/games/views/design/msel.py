"""The list of injects as a file: taken along, checked, and brought back."""

from __future__ import annotations

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from app.access.doors import staff
from app.access.enforcement import current_user_id
from app.access.roles import Permission
from app.core.errors import InvalidInput, NotFound
from app.core.text import clean_line
from app.extensions import db
from app.games.forms.design.injects import ListFileForm
from app.games.models import Game
from app.games.msel.loading import known_of, load_list
from app.games.msel.reading import ReadList, read_list
from app.games.msel.words import COLUMNS
from app.games.msel.writing import cells_of, guarded
from app.games.queries.design import game_for
from app.games.views.design.blueprint import bp
from app.infra.models import Upload
from app.web.answers import answer_form
from app.web.downloads import csv_download, xlsx_download
from app.web.forms import Form

LONGEST_NAME = 200
MOST_SHOWN = 200
"""So many faults are named; who mends those sees the rest."""


@bp.get("/injects.<any(csv, xlsx):kind>")
@staff(Permission.READ)
def export_list(key: str, kind: str) -> ResponseReturnValue:
    """Give the list as a spreadsheet; what comes back unchanged changes nothing."""
    game = game_for(key)
    known = known_of(game)
    rows = [cells_of(line, known) for line in known.lines.values()]
    name = f"injects-{game.event.key}.{kind}"
    if kind == "xlsx":
        return xlsx_download(name, COLUMNS, rows)
    return csv_download(name, COLUMNS, [[guarded(cell) for cell in row] for row in rows])


@bp.get("/injects/import")
@staff(Permission.EDIT)
def import_list(key: str) -> ResponseReturnValue:
    """Ask for a file."""
    return _page(game_for(key, Permission.EDIT), ListFileForm())


@bp.post("/injects/import")
@staff(Permission.EDIT)
def upload_list(key: str) -> ResponseReturnValue:
    """Keep the file, and show what it would do; one that is no table is told so here."""
    game = game_for(key, Permission.EDIT)
    form = ListFileForm()
    content = b""

    def unreadable() -> bool:
        nonlocal content
        content = form.take()
        try:
            read_list(content, known_of(game))
        except InvalidInput as refusal:
            form.file.errors = [_(refusal.message, **refusal.facts)]
            return True
        return False

    def change() -> str:
        upload = Upload(
            name=clean_line(form.file.data.filename or "", 10_000)[-LONGEST_NAME:],
            content=content,
            created_by=current_user_id(),
        )
        db.session.add(upload)
        db.session.flush()
        return url_for(".check_list", key=key, upload=upload.key)

    return answer_form(form, change=change, page=lambda: _page(game, form), stops=unreadable)


@bp.get("/injects/import/<upload>")
@staff(Permission.EDIT)
def check_list(key: str, upload: str) -> ResponseReturnValue:
    """Show what the file would do, or what is wrong with it by row and column; nothing is written."""
    game = game_for(key, Permission.EDIT)
    return _checked_page(game, _upload(upload), Form())


@bp.post("/injects/import/<upload>")
@staff(Permission.EDIT)
def take_list(key: str, upload: str) -> ResponseReturnValue:
    """Write what the file says, all of it or nothing."""
    game = game_for(key, Permission.EDIT)
    file = _upload(upload)
    form = Form()

    def change() -> str:
        read = load_list(game, file.content)
        flash(
            _(
                "The list is loaded: %(added)s new, %(changed)s changed, %(same)s as they were.",
                added=len(read.added),
                changed=len(read.changed),
                same=len(read.unchanged),
            ),
            "success",
        )
        return url_for(".injects", key=key)

    return answer_form(form, change=change, page=lambda: _checked_page(game, file, form))


def _upload(key: str) -> Upload:
    upload = db.session.scalar(select(Upload).where(Upload.key == key))
    if upload is None:
        raise NotFound
    return upload


def _page(game: Game, form: ListFileForm) -> str:
    return render_template(
        "games/design/import.html", event=game.event, game=game, form=form, columns=COLUMNS
    )


def _checked_page(game: Game, upload: Upload, form: Form) -> str:
    try:
        read = read_list(upload.content, known_of(game))
    except InvalidInput as refusal:
        read = ReadList()
        form.form_errors.append(_(refusal.message, **refusal.facts))
    faults = sorted(read.faults, key=lambda fault: fault.line)
    return render_template(
        "games/design/checked.html",
        event=game.event,
        game=game,
        form=form,
        name=upload.name,
        address=request.path,
        read=read,
        faults=faults[:MOST_SHOWN],
        more=max(0, len(faults) - MOST_SHOWN),
        titles={line.number: line.title for line in read.lines},
    )
