"""Two officers, each sure that the other one will stay, take each other's role at once."""

from __future__ import annotations

from threading import Barrier, Thread

from sqlalchemy import select

from app.access.enforcement import viewing_as
from app.access.roles import StaffRole
from app.access.viewers import SYSTEM
from app.accounts.models import Grant
from app.core.errors import Refused
from app.events import operations
from app.events.models import Event
from app.infra.transaction import transaction
from tests.factories.accounts import add_user
from tests.factories.events import add_event


def test_a_confidential_event_keeps_somebody_who_can_open_it(app, as_system):
    with transaction():
        event = add_event(confidential=True)
        event_id = event.id
        grant_ids = [
            operations.let_in(event, add_user(), role=StaffRole.PROGRAMME_OFFICER).id
            for _ in range(2)
        ]
    start, outcomes = Barrier(2), []

    def shut_out(grant_id: int) -> None:
        with app.app_context(), viewing_as(SYSTEM):
            start.wait()
            try:
                with transaction() as session:
                    event, grant = session.get(Event, event_id), session.get(Grant, grant_id)
                    operations.shut_out(event, grant)
                outcomes.append("gone")
            except Refused:
                outcomes.append("refused")

    threads = [Thread(target=shut_out, args=[grant_id]) for grant_id in grant_ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["gone", "refused"]
    as_system.rollback()
    assert len(as_system.scalars(select(Grant).where(Grant.event_id == event_id)).all()) == 1
