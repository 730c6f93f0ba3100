"""What is done to games. Everything in play goes through ``acting.act``, the one door to the log."""

from __future__ import annotations
