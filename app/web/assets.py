"""Addresses of static files that change with their content, so that browsers may keep them for ever."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, Response, current_app, request, url_for

A_YEAR = 31_536_000


@cache
def _content_hash(path: Path, _modified: float) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def asset_url(filename: str) -> str:
    """Return the address of ``static/<filename>``, with a hash of what the file holds now."""
    path = Path(current_app.static_folder or "") / filename
    return url_for("static", filename=filename, v=_content_hash(path, path.stat().st_mtime))


def _keep_unchanging_files(response: Response) -> Response:
    """Hashed addresses change with the file; the names of fonts carry their version."""
    unchanging = "v" in request.args or request.path.startswith("/static/fonts/")
    if request.endpoint == "static" and unchanging and response.status_code == 200:
        response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response


def init_app(app: Flask) -> None:
    """Give the templates of ``app`` ``asset_url``."""
    app.jinja_env.globals["asset_url"] = asset_url
    app.after_request(_keep_unchanging_files)
