"""Errors become pages in one place; what the domain refuses keeps its sentence and its status."""

from __future__ import annotations

import logging

from flask import Flask, Response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

from app.core.errors import DomainError

log = logging.getLogger(__name__)

PAGES = {400, 404, 405, 410, 413, 422, 429, 500, 503}


def _page(status: int, message: str = "") -> ResponseReturnValue:
    shown = status if status in PAGES else (500 if status >= 500 else 400)
    return render_template(f"errors/{shown}.html", message=message), status


def _on_http(error: HTTPException) -> ResponseReturnValue:
    # Whoever may not see a thing is told what everyone is told of a thing that is not there.
    if error.response is not None:
        return error.response
    status = error.code or 500
    return _page(404 if status in {401, 403} else status)


def _on_foreign_host(error: SecurityError) -> ResponseReturnValue:
    """Answer in plain text: under a name that is not ours no address of a page can be made."""
    del error
    return Response(_("This site is not known by that name."), 400, mimetype="text/plain")


def _on_domain(error: DomainError) -> ResponseReturnValue:
    if error.status == 404:
        return _page(404)
    return _page(error.status, _(error.message, **error.facts))


def _on_csrf(error: CSRFError) -> ResponseReturnValue:
    del error
    return _page(
        400,
        _(
            "This form was open for so long, or in a browser that keeps no cookies, that we "
            "cannot tell it came from you. Go back, reload the page and send it again."
        ),
    )


def _on_anything(error: Exception) -> ResponseReturnValue:
    log.error("Unexpected failure", exc_info=error)
    return _page(500)


def init_app(app: Flask) -> None:
    """Let ``app`` answer errors with pages."""
    app.register_error_handler(CSRFError, _on_csrf)
    app.register_error_handler(DomainError, _on_domain)
    app.register_error_handler(HTTPException, _on_http)
    app.register_error_handler(SecurityError, _on_foreign_host)
    app.register_error_handler(Exception, _on_anything)
