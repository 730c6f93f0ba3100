"""An evening with a door: a public event that begins within the hour."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.core.clock import now
from app.events.models import Event
from app.infra.transaction import transaction
from tests.factories.events import ZONE
from tests.factories.registration import add_open_event


def this_evening() -> datetime:
    """Return half an hour from now, on the wall clock of the event."""
    return (now() + timedelta(minutes=30)).astimezone(ZoneInfo(ZONE)).replace(tzinfo=None, second=0)


@pytest.fixture
def evening(as_system: object) -> Event:
    """Give an open event of thirty places whose door is open."""
    with transaction():
        return add_open_event(capacity=30, local_start=this_evening())
