"""Parley's own processes, started for tests as an installation starts them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from app.config import ROOT, VARIABLES, Settings

PARLEY = str(Path(sys.executable).with_name("parley"))


def environ(settings: Settings, **others: str) -> dict[str, str]:
    """Return the environment that describes ``settings``, with ``others`` on top."""
    said = {variable: str(getattr(settings, name)) for name, variable in VARIABLES.items()}
    kept = {name: value for name, value in os.environ.items() if name not in said}
    return kept | {name: value for name, value in said.items() if value} | others


def start(
    settings: Settings, *arguments: str, command: str = PARLEY, **others: str
) -> subprocess.Popen[str]:
    """Start ``parley`` with ``arguments`` under ``settings``."""
    return subprocess.Popen(
        [command, *arguments],
        cwd=ROOT,
        env=environ(settings, **others),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
