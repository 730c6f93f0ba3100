"""Caught mail, as an administrator reads it on a machine of their own."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from app.access.roles import StaffRole
from app.config import Settings
from app.factory import create_app
from app.infra.delivery import deliver_some
from app.infra.mail import FolderPostman
from app.infra.outbox import enqueue
from app.infra.transaction import transaction
from tests.client import CheckingClient
from tests.factories.accounts import sign_in

ENTRY = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
LINK = "http://localhost/invitations/token-of-vera?a=1&b=2"


@pytest.fixture
def folder(app: Flask, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where mail is caught for this test alone."""
    monkeypatch.setitem(
        app.extensions, "settings", replace(settings, mail_url=f"file:{tmp_path / 'mail'}")
    )
    return tmp_path / "mail"


@pytest.fixture
def address(folder: Path, as_system: object) -> str:
    """Where the one caught mail is read."""
    with transaction():
        enqueue(
            to_address="vera+talks@example.org",
            to_name="Vera <script>",
            subject="Grüße <b>aus 서울</b>",
            text=f"Dear Vera\n{LINK}\n<script>alert(1)</script>\n",
            html=f'<style>p {{ color: red }}</style><p>Dear Vera <a href="{LINK}">Open</a></p>',
            dedupe="letter",
            about="event",
            calendar=ENTRY,
            calendar_method="REQUEST",
        )
    deliver_some(FolderPostman(folder))
    (file,) = folder.glob("*.eml")
    return f"/staff/caught/{file.stem}"


def test_an_administrator_finds_a_mail_and_reads_it(client: CheckingClient, address: str) -> None:
    sign_in(client)
    assert f'href="{address}"' in client.get("/staff/caught/?q=VERA%2Btalks").text
    assert f'href="{address}"' not in client.get("/staff/caught/?q=nobody").text
    page = client.get(address).text
    assert "Grüße &lt;b&gt;aus 서울&lt;/b&gt;" in page
    assert "<script>alert" not in page
    assert 'href="http://localhost/invitations/token-of-vera?a=1&amp;b=2"' in page
    assert "Auto-Submitted" in page


def test_shown_as_html_it_can_do_nothing(client: CheckingClient, address: str) -> None:
    sign_in(client)
    answer = client.get(f"{address}/html")
    assert f'<a href="{LINK}">' in answer.text
    policy = answer.headers["Content-Security-Policy"]
    assert re.fullmatch(
        r"sandbox; default-src 'none'; style-src 'sha256-\S+'; frame-ancestors 'none'", policy
    )


def test_what_came_along_is_a_download(client: CheckingClient, address: str) -> None:
    sign_in(client)
    assert f'href="{address}/attachments/1">event.ics<' in client.get(address).text
    answer = client.get(f"{address}/attachments/1")
    assert answer.data.decode() == ENTRY
    assert answer.headers["Content-Disposition"] == "attachment; filename=event.ics"
    for number in ("0", "2"):
        assert client.get(f"{address}/attachments/{number}").status_code == 404


def test_nothing_caught_is_said(client: CheckingClient, folder: Path) -> None:
    sign_in(client)
    assert f"It is kept in {folder}." in client.get("/staff/caught/").text


@pytest.mark.parametrize("page", ["", "/html", "/attachments/1"])
@pytest.mark.parametrize(
    "role", [role for role in StaffRole if role is not StaffRole.ADMINISTRATOR]
)
def test_nobody_but_administrators_knows_of_it(
    client: CheckingClient, address: str, role: StaffRole, page: str
) -> None:
    sign_in(client, role=role)
    missing = client.get("/staff/no-such-page")
    hidden = client.get(f"{address}{page}")
    assert (hidden.status_code, hidden.text) == (404, missing.text)
    assert client.get("/staff/caught/").text == missing.text
    assert "Caught mail" not in client.get("/staff/").text


@pytest.mark.parametrize(
    ("environment", "there"), [("production", False), ("development", True), ("test", True)]
)
def test_in_production_there_are_no_such_pages(
    tmp_path: Path, environment: str, there: bool
) -> None:
    app = create_app(
        Settings.from_environ(
            {
                "SECRET_KEY": "s" * 40,
                "PARLEY_ENV": environment,
                "PARLEY_BASE_URL": "https://events.example.org",
                "PARLEY_INSTANCE": str(tmp_path),
            }
        )
    )
    assert any(name.startswith("caught.") for name in app.view_functions) is there
