"""The application as it is put together, before anybody has asked it anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.config import Settings
from app.factory import create_app


@pytest.mark.parametrize(
    ("environment", "host", "status"),
    [
        pytest.param("production", "events.example.org", 200, id="its own name"),
        pytest.param("production", "127.0.0.1:8000", 200, id="a probe of the machine"),
        pytest.param("production", "evil.example", 400, id="another name"),
        pytest.param("development", "some-laptop.local", 200, id="any name while developing"),
    ],
)
def test_it_answers_under_its_own_names_alone(
    tmp_path: Path, environment: str, host: str, status: int
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
    assert app.test_client().get("/healthz", headers={"Host": host}).status_code == status
