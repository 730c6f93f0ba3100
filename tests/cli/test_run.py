"""``parley run``: from nothing to a site that answers, and back to nothing."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest

from app.infra.caught import caught_mails
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


@pytest.fixture
def development(production: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """Give the environment of an installation on one's own machine whose database is in use."""
    environ = production | {"PARLEY_ENV": "development", "PARLEY_DEMO_PASSWORD": "demonstration"}
    instance = Path(environ["PARLEY_INSTANCE"])
    instance.mkdir()
    subprocess.run([PARLEY, "db", "upgrade"], env=environ, check=True, capture_output=True)
    subprocess.run(
        [PARLEY, "user", "add", "admin@example.org", "--name", "Ada"],
        env=environ,
        check=True,
        capture_output=True,
    )
    letter = (
        "from app.cli import _create\n"
        "from app.access.enforcement import viewing_as\n"
        "from app.access.viewers import SYSTEM\n"
        "from app.infra.outbox import enqueue\n"
        "from app.infra.transaction import transaction\n"
        "with _create().app_context(), viewing_as(SYSTEM), transaction():\n"
        "    enqueue(to_address='vera@example.org', to_name='Vera', subject='Caught',\n"
        "            text='Dear Vera', html='<p>Dear Vera</p>', dedupe='letter', about='event')\n"
    )
    subprocess.run([sys.executable, "-c", letter], env=environ, check=True)
    return environ


@pytest.mark.parametrize("sent_to", ["the catcher", "a folder"])
def test_on_ones_own_machine_mail_is_caught(
    development: dict[str, str], tmp_path: Path, sent_to: str
) -> None:
    folder = Path(development["PARLEY_INSTANCE"]) / "mail"
    if sent_to == "a folder":
        folder = tmp_path / "elsewhere"
        development["PARLEY_MAIL_URL"] = f"file:{folder}"
    process = run(development)
    assert process.stdout is not None
    said = []
    while "Ctrl-C" not in (line := process.stdout.readline()):
        assert line, "It ended before it was ready."
        said.append(line)
    deadline = time.monotonic() + 30
    while not (mails := caught_mails(folder)[0]) and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)
    address = f"{development['PARLEY_BASE_URL']}/staff/caught/"
    assert any(address in line for line in said) is (sent_to == "the catcher")
    assert [mail.subject for mail in mails] == ["Caught"]
    assert process.returncode == 0


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
