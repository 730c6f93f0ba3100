"""Addresses of static files that change with their content, so that browsers may keep them for ever."""

from __future__ import annotations

import hashlib
from functools import cache
from io import BytesIO
from mimetypes import guess_type
from pathlib import Path

from flask import Flask, Response, current_app, request, send_file, url_for
from werkzeug.security import safe_join

from app.web.compression import gzipped, is_compressible, takes_gzip

A_YEAR = 31_536_000


@cache
def _content_hash(path: Path, _modified: float) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


@cache
def _compressed(path: Path, _modified: float) -> bytes:
    """Made when it is first asked for; the files are few, and together small."""
    return gzipped(path.read_bytes())


def asset_url(filename: str) -> str:
    """Return the address of ``static/<filename>``, with a hash of what the file holds now."""
    path = Path(current_app.static_folder or "") / filename
    return url_for("static", filename=filename, v=_content_hash(path, path.stat().st_mtime))


def static_file(filename: str) -> Response:
    """Answer with a file of ``static/``, compressed where that helps and the client takes it."""
    path = Path(safe_join(current_app.static_folder or "", filename) or "")
    kind = guess_type(path.name)[0] or ""
    if not path.is_file() or not is_compressible(kind, path.stat().st_size):
        return current_app.send_static_file(filename)
    if takes_gzip(request.headers.get("Accept-Encoding", "")):
        modified = path.stat().st_mtime
        response = send_file(
            BytesIO(_compressed(path, modified)),
            mimetype=kind,
            etag=f"{_content_hash(path, modified)}-gzip",
            last_modified=modified,
        )
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = current_app.send_static_file(filename)
    response.vary.add("Accept-Encoding")
    return response


def _keep_unchanging_files(response: Response) -> Response:
    """Hashed addresses change with the file; the names of fonts carry their version."""
    unchanging = "v" in request.args or request.path.startswith("/static/fonts/")
    if request.endpoint == "static" and unchanging and response.status_code == 200:
        response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response


def init_app(app: Flask) -> None:
    """Give the templates of ``app`` ``asset_url``, and serve its files."""
    app.jinja_env.globals["asset_url"] = asset_url
    app.view_functions["static"] = static_file
    app.after_request(_keep_unchanging_files)
