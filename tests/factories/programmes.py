"""Programmes, series and topics for tests."""

from __future__ import annotations

from app.programmes import operations
from app.programmes.models import Programme, Series
from app.programmes.rules import SeriesKind


def add_programme(*, name: str = "Northeast Asia", public: bool = False) -> Programme:
    """Make a programme, in the transaction of the caller."""
    return operations.add_programme(name=name, public=public)


def add_series(
    *,
    title: str = "Pacific Rim Dialogue",
    kind: SeriesKind = SeriesKind.DIALOGUE,
    programme: Programme | None = None,
    public: bool = False,
) -> Series:
    """Make a series, in the transaction of the caller."""
    return operations.add_series(title=title, kind=kind, programme=programme, public=public)
