"""Two at once want one room."""

from __future__ import annotations

from threading import Barrier, Thread

from sqlalchemy import func, select

from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM
from app.core.errors import Conflict
from app.events.models import Event
from app.extensions import db
from app.infra.transaction import transaction
from app.schedule import operations
from app.schedule.models import Room, RoomBooking
from tests.factories.events import add_event
from tests.factories.schedule import add_room

RUNNERS = 6


def test_one_of_many_gets_the_room(app, as_system):
    with transaction():
        room_id = add_room().id
        event_ids = [add_event().id for _ in range(RUNNERS)]
    start, outcomes = Barrier(RUNNERS), []

    def run(event_id: int) -> None:
        with app.app_context(), viewing_as(SYSTEM):
            start.wait()
            try:
                with transaction() as session:
                    event, room = session.get(Event, event_id), session.get(Room, room_id)
                    operations.book(event, room=room)
                outcomes.append("booked")
            except Conflict:
                outcomes.append("taken")

    threads = [Thread(target=run, args=[event_id]) for event_id in event_ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["booked"] + ["taken"] * (RUNNERS - 1)
    assert db.session.scalar(select(func.count(RoomBooking.id))) == 1
