"""The ``parley`` command: one group, one file per subject, each with its ``command``."""

from __future__ import annotations

import os
from importlib import import_module

from flask import Flask
from flask.cli import FlaskGroup, NoAppException

from app.cli import local
from app.config import SettingsError

SUBJECTS = ("run", "demo", "user", "imports", "people", "search", "worker", "mail", "doctor")


def _create() -> Flask:
    from app.factory import create_app
    from app.infra import migrations

    try:
        app = create_app()
    except SettingsError as error:
        raise NoAppException(str(error)) from None
    migrations.bind(app)
    return app


cli = FlaskGroup(
    name="parley",
    create_app=_create,
    add_default_commands=False,
    help="Look after an installation of Parley.",
)
for subject in SUBJECTS:
    cli.add_command(import_module(f"app.cli.{subject}").command)


def main() -> None:
    """Run the command; the entry point of the ``parley`` script."""
    local.adopt(os.environ)
    cli()
