"""The ``parley`` command: one group, one file per subject, each with its ``command``."""

from __future__ import annotations

import os
from importlib import import_module

import click
from flask import Flask
from flask.cli import FlaskGroup

from app.cli import local
from app.config import SettingsError

SUBJECTS = ("run", "demo", "user", "imports", "worker", "doctor")


def _create() -> Flask:
    from app.factory import create_app

    try:
        return create_app()
    except SettingsError as error:
        raise click.ClickException(str(error)) from None


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
