"""The installation on one's own machine: its secret is made once and kept in the instance folder.

In production nothing is made up: there, a missing secret stops the start.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import MutableMapping
from pathlib import Path

from app.config import ROOT

Environ = MutableMapping[str, str]


def ensure_secret(environ: Environ) -> None:
    """Give a development environment its kept secret; one is made the first time."""
    if environ.get("PARLEY_ENV") != "development" or environ.get("SECRET_KEY"):
        return
    file = _secret_file(environ)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        # Created so that at no moment anyone else can read it.
        descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        environ["SECRET_KEY"] = file.read_text(encoding="ascii").strip()
        return
    environ["SECRET_KEY"] = secrets.token_hex(32)
    with os.fdopen(descriptor, "w", encoding="ascii") as opened:
        opened.write(environ["SECRET_KEY"])


def adopt(environ: Environ) -> None:
    """Let every command find the installation that ``make run`` made, without further settings.

    Only where the environment says neither which kind of installation this is nor its secret.
    """
    said = environ.get("PARLEY_ENV") or environ.get("SECRET_KEY")
    if not said and _secret_file(environ).exists():
        environ["PARLEY_ENV"] = "development"
    ensure_secret(environ)


def _secret_file(environ: Environ) -> Path:
    return Path(environ.get("PARLEY_INSTANCE") or ROOT / "instance") / "secret_key"
