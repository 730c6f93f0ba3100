"""``parley run``: from nothing to a site that answers, and back to nothing."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.servers import free_port

PARLEY = Path(sys.executable).with_name("parley")


@pytest.fixture
def production(tmp_path: Path) -> dict[str, str]:
    """Give the environment of a new installation without a demonstration, at a free port."""
    port = str(free_port())
    return {
        "PATH": os.environ["PATH"],
        "PARLEY_BASE_URL": f"http://127.0.0.1:{port}",
        "PARLEY_INSTANCE": str(tmp_path / "instance"),
        "PARLEY_WEB_WORKERS": "1",
        "PORT": port,
        "SECRET_KEY": "only for tests, " * 3,
    }


def run(environ: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [PARLEY, "run"], env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def test_serves_a_ready_site_until_it_is_told_to_stop(production: dict[str, str]) -> None:
    process = run(production)
    assert process.stdout is not None
    while "Ctrl-C" not in (line := process.stdout.readline()):
        assert line, "It ended before it was ready."
    with urlopen(f"{production['PARLEY_BASE_URL']}/readyz", timeout=10) as answer:
        assert answer.status == 200
    process.send_signal(signal.SIGTERM)
    assert process.communicate(timeout=30)[0].endswith("Parley: stopped.\n")
    assert process.returncode == 0
    with socket.socket() as client:
        assert client.connect_ex(("127.0.0.1", int(production["PORT"]))) != 0


def test_says_what_to_do_when_the_port_is_taken(production: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", int(production["PORT"]))):
        process = run(production)
        said = process.communicate(timeout=30)[0]
    assert process.returncode == 1
    assert f"Port {production['PORT']} on 127.0.0.1 cannot be used" in said
    assert f"PORT={int(production['PORT']) + 1} make run" in said


@pytest.mark.parametrize("missing", ["SECRET_KEY", "PARLEY_BASE_URL"])
def test_says_what_is_missing_in_production(production: dict[str, str], missing: str) -> None:
    del production[missing]
    process = run(production)
    said = process.communicate(timeout=30)[0]
    assert process.returncode == 1
    assert said.startswith(f"Error: {missing} is not set.")
