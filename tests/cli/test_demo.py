"""``parley demo``."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.cli import demo
from app.cli.demo import command
from app.infra.transaction import transaction
from tests.factories.accounts import add_user


@pytest.fixture
def built(monkeypatch):
    """Note with which passwords the demonstration would be built; building it is tested elsewhere."""
    passwords = []
    monkeypatch.setattr("app.demonstration.build", passwords.append)
    return passwords


@pytest.fixture
def run(app):
    """Run ``parley demo`` with these words and give what it answers."""
    return lambda *words: app.test_cli_runner().invoke(command, words, standalone_mode=False)


def test_an_empty_database_is_filled_with_the_password_that_is_set(run, built, settings):
    result = run("--if-empty")
    assert result.return_value is True
    assert built == [settings.demo_password]
    assert settings.demo_password not in result.output


def test_a_random_password_is_printed(run, built, app, settings, monkeypatch):
    monkeypatch.setitem(app.extensions, "settings", replace(settings, demo_password=""))
    result = run()
    [password] = built
    assert len(password) >= 12
    assert f"admin@example.org with the password {password}" in result.output


def test_a_database_in_use_is_left_alone(run, built, as_system):
    with transaction():
        add_user()
    assert run("--if-empty").return_value is False
    refused = run()
    assert "This database is in use" in str(refused.exception)
    assert built == []


def test_in_production_nothing_is_deleted(run, built, app, settings, monkeypatch):
    monkeypatch.setitem(app.extensions, "settings", replace(settings, environment="production"))
    monkeypatch.setattr(demo, "start_over", lambda: pytest.fail("It was deleted."))
    assert "--reset is refused" in str(run("--reset").exception)
    assert built == []
