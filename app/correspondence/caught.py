"""Mail caught on one's own machine, to be read as its readers would: never in production.

For administrators alone, since a mail about an account holds a way in, and every other speaks of
some event. It is read from files, so neither the rules of rows nor the trail know of it.
"""

from __future__ import annotations

from io import BytesIO

from flask import Blueprint, Flask, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.config import current_settings
from app.core.errors import NotFound
from app.infra.caught import Opened, caught_folder, caught_mail, caught_mails
from app.web.asked import page_in, words_in
from app.web.navigation import Entry, add_to_menu
from app.web.sandbox import sandboxed

bp = Blueprint("caught", __name__, url_prefix="/staff/caught")


def init_app(app: Flask) -> None:
    """Add the pages to ``app``."""
    app.register_blueprint(bp)
    add_to_menu(app, "staff", Entry(_("Caught mail"), "caught.index", 71))


@bp.get("/")
@staff(Permission.ADMINISTER)
def index() -> ResponseReturnValue:
    """List the mails, the latest first."""
    words, page = words_in(request.args), page_in(request.args)
    folder = caught_folder(current_settings())
    found, more = caught_mails(folder, words=words, page=page)
    return render_template(
        "correspondence/caught.html",
        mails=found,
        words=words,
        folder=folder,
        previous=_href(words, page - 1) if page > 1 else None,
        next=_href(words, page + 1) if more else None,
        zone=current_settings().time_zone,
    )


@bp.get("/<name>")
@staff(Permission.ADMINISTER)
def mail(name: str) -> ResponseReturnValue:
    """Show one mail: its words as text, its headers, and what came along."""
    return render_template(
        "correspondence/caught_mail.html", opened=_opened(name), zone=current_settings().time_zone
    )


@bp.get("/<name>/html")
@staff(Permission.ADMINISTER)
def as_html(name: str) -> ResponseReturnValue:
    """Show the mail as its reader sees it, in a page that can do nothing but follow links."""
    html = _opened(name).html
    if not html:
        raise NotFound
    return sandboxed(html)


@bp.get("/<name>/attachments/<int:number>")
@staff(Permission.ADMINISTER)
def attachment(name: str, number: int) -> ResponseReturnValue:
    """Give the file that came along as the one with ``number``, from 1."""
    files = _opened(name).attachments
    if not 1 <= number <= len(files):
        raise NotFound
    file = files[number - 1]
    return send_file(
        BytesIO(file.content),
        mimetype=file.content_type,
        as_attachment=True,
        download_name=file.name or f"attachment-{number}",
    )


def _opened(name: str) -> Opened:
    return caught_mail(caught_folder(current_settings()), name)


def _href(words: str, page: int) -> str:
    return url_for("caught.index", q=words or None, page=page if page > 1 else None)
