"""The planted worlds of the guards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

from app.infra.transaction import transaction
from tests.guards.world import World

TODAY = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


@pytest.fixture
def one_moment() -> Iterator[None]:
    """Let the clock stand still, so that two readings differ in nothing but what is there."""
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def open_world(one_moment: None, as_system: object) -> World:
    """Give a world of which only the public side has been planted."""
    world = World()
    with transaction():
        world.plant_open()
    return world


@pytest.fixture
def world(open_world: World) -> World:
    """Give a world with its private side."""
    with transaction():
        open_world.plant_secret()
    return open_world
