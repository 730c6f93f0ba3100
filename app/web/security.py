"""The headers that every answer carries, and what may be kept by whom."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response, abort, current_app, request
from werkzeug.datastructures import MultiDict

from app.config import current_settings
from app.core.errors import DomainError
from app.core.messages import N_

POLICY = "; ".join(  # noqa: FLY002 - one directive a line is easier to read than one long line.
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "media-src 'self' https:",
        "frame-src https://www.youtube-nocookie.com https://player.vimeo.com",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
"""Nothing inline, nothing from elsewhere but a recording that the reader asked for by a click."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not "no-referrer": over HTTPS the protection against forged forms needs the referrer.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

EMBEDDED_POLICY = "; ".join(  # noqa: FLY002 - as above.
    (
        "default-src 'none'",
        "style-src 'self'",
        "font-src 'self'",
        "form-action 'none'",
        "frame-ancestors *",
        "base-uri 'none'",
    )
)
"""A page to be framed by anyone: it runs nothing, sends nothing, and only shows what is public."""

View = TypeVar("View", bound=Callable[..., Any])
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")


def embeddable(view: View) -> View:
    """Let other sites show the decorated page in a frame. It must hold nothing to be clicked by mistake."""
    view.embeddable = True  # type: ignore[attr-defined]  # As doors do.
    return view


def shown_elsewhere(view: View) -> View:
    """Let other sites show the decorated picture."""
    view.shown_elsewhere = True  # type: ignore[attr-defined]  # As doors do.
    return view


def set_headers(response: Response) -> Response:
    """Add the headers, and keep every answer out of caches unless it said otherwise itself."""
    for name, value in _headers().items():
        response.headers.setdefault(name, value)
    if current_settings().secure_cookies:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if request.endpoint != "static" and "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response


def _headers() -> dict[str, str]:
    view = current_app.view_functions.get(request.endpoint or "")
    headers = dict(HEADERS)
    if getattr(view, "embeddable", False):
        headers["Content-Security-Policy"] = EMBEDDED_POLICY
        del headers["X-Frame-Options"]
    if getattr(view, "shown_elsewhere", False):
        headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return headers


def framing_own_pages(response: Response) -> Response:
    """Let the page of ``response`` frame pages of this site that allow it."""
    policy = POLICY.replace("frame-src", "frame-src 'self'")
    response.headers["Content-Security-Policy"] = policy
    return response


def in_own_frame(response: Response) -> Response:
    """Let pages of this site, and no others, frame the one of ``response``, in which no script runs."""
    policy = POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
    policy = policy.replace("script-src 'self'", "script-src 'none'")
    response.headers["Content-Security-Policy"] = policy
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


def refuse_controls() -> None:
    """Before each request: nothing has a control character in its address.

    A line break could not be led on from, and PostgreSQL takes no NUL in a text.
    """
    if _holds_nul(request.args) or _CONTROLS.search(request.path):
        abort(404)


def refuse_nul() -> None:
    """Before a form is read: none holds a NUL, in a field, its name or that of a file.

    No keyboard types one and PostgreSQL takes none. Other controls come along when text is pasted;
    the fields take those out themselves.
    """
    names = [name for each in request.files.values() if (name := each.filename)]
    if _holds_nul(request.form) or any("\x00" in name for name in [*request.files, *names]):
        raise DomainError(
            N_("What was sent holds a character that no text has (NUL). Nothing was changed.")
        )


def _holds_nul(sent: MultiDict[str, str]) -> bool:
    return any("\x00" in text for pair in sent.items(multi=True) for text in pair)


def init_app(app: Flask) -> None:
    """Send the headers with every answer of ``app``, and refuse impossible addresses."""
    app.before_request(refuse_controls)
    app.after_request(set_headers)
