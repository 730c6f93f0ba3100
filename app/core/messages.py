"""Texts for the screen: marked where they are written, translated where they are shown."""

from __future__ import annotations


def N_(text: str) -> str:  # noqa: N802 -- pybabel extracts calls of this name without being told to.
    """Mark ``text`` as a gettext message id and give it back unchanged; ``core`` knows no locale."""
    return text
