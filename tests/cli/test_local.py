"""The secret of a development installation: made once, kept for its owner, never in production."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from app.cli.local import adopt, ensure_secret


@pytest.fixture
def development(tmp_path: Path) -> dict[str, str]:
    """Give the environment of an installation in a folder that does not exist yet."""
    return {"PARLEY_ENV": "development", "PARLEY_INSTANCE": str(tmp_path / "instance")}


def test_the_secret_is_made_once_and_kept(development: dict[str, str]) -> None:
    first, second = dict(development), dict(development)
    ensure_secret(first)
    ensure_secret(second)
    assert len(first["SECRET_KEY"]) == 64
    assert second["SECRET_KEY"] == first["SECRET_KEY"]


def test_only_the_owner_may_read_the_secret(development: dict[str, str]) -> None:
    ensure_secret(development)
    file = Path(development["PARLEY_INSTANCE"]) / "secret_key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_given_secret_is_left_alone(development: dict[str, str]) -> None:
    development["SECRET_KEY"] = "given"
    ensure_secret(development)
    assert development["SECRET_KEY"] == "given"
    assert not Path(development["PARLEY_INSTANCE"]).exists()


def test_production_is_given_no_secret(tmp_path: Path) -> None:
    environ = {"PARLEY_INSTANCE": str(tmp_path / "instance")}
    ensure_secret(environ)
    adopt(environ)
    assert environ == {"PARLEY_INSTANCE": str(tmp_path / "instance")}


def test_a_command_finds_the_installation_that_was_run_here(development: dict[str, str]) -> None:
    ensure_secret(development)
    environ = {"PARLEY_INSTANCE": development["PARLEY_INSTANCE"]}
    adopt(environ)
    assert environ == development


@pytest.mark.parametrize("said", [{"PARLEY_ENV": "production"}, {"SECRET_KEY": "given"}])
def test_what_the_environment_says_is_not_overruled(
    development: dict[str, str], said: dict[str, str]
) -> None:
    ensure_secret(development)
    environ = {"PARLEY_INSTANCE": development["PARLEY_INSTANCE"], **said}
    before = dict(environ)
    adopt(environ)
    assert environ == before
