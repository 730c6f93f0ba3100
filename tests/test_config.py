"""Settings: what the environment says, what follows from it, and what stops the start."""

from __future__ import annotations

from pathlib import Path

import pytest
from email_validator import validate_email

from app.config import Settings, SettingsError

ENOUGH = {"SECRET_KEY": "x" * 32, "PARLEY_BASE_URL": "https://events.example.org/"}


def test_secret_and_address_are_enough() -> None:
    settings = Settings.from_environ(ENOUGH)
    assert settings.environment == "production"
    assert settings.base_url == "https://events.example.org"
    assert settings.secure_cookies
    assert settings.on_sqlite


@pytest.mark.parametrize(
    ("address", "sender"),
    [
        ("https://events.example.org", "events@events.example.org"),
        ("http://127.0.0.1:8000", "events@localhost.localdomain"),
        ("http://[::1]:8000", "events@localhost.localdomain"),
        ("http://localhost:8000", "events@localhost.localdomain"),
    ],
)
def test_mail_is_sent_from_an_address_that_mail_accepts(address: str, sender: str) -> None:
    settings = Settings.from_environ({**ENOUGH, "PARLEY_BASE_URL": address})
    assert settings.mail_from == sender
    validate_email(settings.mail_from, check_deliverability=False)


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("postgres://u:p@db/parley", "postgresql+psycopg://u:p@db/parley"),
        ("postgresql://u:p@db/parley", "postgresql+psycopg://u:p@db/parley"),
        ("sqlite:////srv/parley.db", "sqlite:////srv/parley.db"),
    ],
)
def test_the_usual_database_addresses_are_understood(given: str, url: str) -> None:
    assert Settings.from_environ({**ENOUGH, "DATABASE_URL": given}).database_url == url


def test_the_database_is_a_file_in_the_instance_folder(tmp_path: Path) -> None:
    settings = Settings.from_environ({**ENOUGH, "PARLEY_INSTANCE": str(tmp_path)})
    assert settings.database_url == f"sqlite:///{tmp_path}/parley.db"


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        ("SECRET_KEY", "", "SECRET_KEY is not set"),
        ("SECRET_KEY", "x" * 31, "SECRET_KEY is too short"),
        ("PARLEY_BASE_URL", "", "PARLEY_BASE_URL is not set"),
        ("PARLEY_BASE_URL", "events.example.org", "PARLEY_BASE_URL must look like"),
        ("PARLEY_BASE_URL", "ftp://events.example.org", "PARLEY_BASE_URL must look like"),
        ("PARLEY_ENV", "staging", "PARLEY_ENV must be one of"),
        ("DATABASE_URL", "mysql://localhost/parley", "DATABASE_URL must begin with"),
        ("PORT", "http", "PORT must be a whole number"),
    ],
)
def test_what_cannot_work_stops_the_start(variable: str, value: str, sentence: str) -> None:
    with pytest.raises(SettingsError, match=sentence):
        Settings.from_environ({**ENOUGH, variable: value})
