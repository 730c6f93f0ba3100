"""The tables of peace games: the design, and what happened in play."""

from __future__ import annotations

from app.games.models.design import (
    Addressee,
    Casting,
    Game,
    GameFile,
    GameMove,
    GamePlan,
    GameRelease,
    GameRole,
    GameTeam,
    Indicator,
    Inject,
    Scenario,
    ScenarioTime,
    ScenarioVersion,
    SecretBrief,
    inject_file,
)
from app.games.models.play import (
    Delivery,
    GameEntry,
    GameItem,
    GameSnapshot,
    Lesson,
    Presence,
    Reading,
    item_file,
)

__all__ = [
    "Addressee",
    "Casting",
    "Delivery",
    "Game",
    "GameEntry",
    "GameFile",
    "GameItem",
    "GameMove",
    "GamePlan",
    "GameRelease",
    "GameRole",
    "GameSnapshot",
    "GameTeam",
    "Indicator",
    "Inject",
    "Lesson",
    "Presence",
    "Reading",
    "Scenario",
    "ScenarioTime",
    "ScenarioVersion",
    "SecretBrief",
    "inject_file",
    "item_file",
]
