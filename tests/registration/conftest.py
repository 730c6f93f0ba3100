"""Guests in tests type as fast as they like."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.registration.forms import guests as forms


@pytest.fixture(autouse=True)
def _typing_takes_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "QUICKEST", timedelta(0))
