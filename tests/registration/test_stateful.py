"""Whatever guests and staff do, in whatever order: the seats and the line are as the rules say.

The model is the pure rules alone; every step is done to it and to the database, and then the two
have to tell the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import delete, select, update

from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM
from app.core.clock import now
from app.core.errors import Full
from app.events.models import Event
from app.extensions import db
from app.infra.stale import SAID
from app.infra.transaction import transaction
from app.registration import operations
from app.registration.models import Pool, Registration
from app.registration.queries import pool_of, pools_of
from app.registration.rules import Count, InLine, RegistrationState, served
from tests.factories.registration import add_open_event

State = RegistrationState
SEATS = st.integers(0, 4)
CROWD = st.lists(st.integers(1, 3), min_size=5, max_size=7)
SIZE = st.integers(1, 3)
WHO = st.integers(0, 1000)


@dataclass
class Party:
    """A guest of the model."""

    name: str
    pool: str
    size: int
    state: State
    place: int = 0


@dataclass
class Places:
    """A pool of the model."""

    capacity: int
    overbooking: int
    passing: bool
    automatic: bool
    approval: bool
    tickets: int = 0


@dataclass
class Model:
    """What should be, by the pure rules."""

    pools: dict[str, Places] = field(default_factory=dict)
    parties: list[Party] = field(default_factory=list)

    def count(self, pool: str) -> Count:
        """How full a pool should be."""
        places = self.pools[pool]
        here = [one for one in self.parties if one.pool == pool]
        return Count(
            capacity=places.capacity,
            overbooking=places.overbooking,
            passing=places.passing,
            taken=sum(p.size for p in here if p.state in {State.REGISTERED, State.OFFERED}),
            waiting=sum(p.state is State.WAITING for p in here),
        )

    def stand(self, party: Party) -> None:
        """Give seats to a newcomer, or a place in line."""
        if self.count(party.pool).takes(party.size):
            party.state = State.REGISTERED
        else:
            self.queue(party)

    def queue(self, party: Party) -> None:
        places = self.pools[party.pool]
        places.tickets += 1
        party.state, party.place = State.WAITING, places.tickets

    def line(self, pool: str) -> list[Party]:
        here = [p for p in self.parties if p.pool == pool and p.state is State.WAITING]
        return sorted(here, key=lambda party: party.place)

    def serve(self, pool: str) -> None:
        """Let the next in."""
        places, line = self.pools[pool], self.line(pool)
        by_id = dict(enumerate(line))
        queue = [InLine(number, party.place, party.size) for number, party in by_id.items()]
        for one in served(queue, self.count(pool).free, passing=places.passing):
            by_id[one.id].state = State.REGISTERED if places.automatic else State.OFFERED


class SeatsMachine(RuleBasedStateMachine):
    """Two pools, and all that can happen to those who want to come."""

    def __init__(self) -> None:
        super().__init__()
        self.model = Model()
        self.names = count(1)

    @initialize(
        first=SEATS,
        second=SEATS,
        overbooking=st.sampled_from([0, 0, 30, 50]),
        passing=st.booleans(),
        automatic=st.booleans(),
        crowd=CROWD,
    )
    def open(  # noqa: PLR0917 - The facts of a pool, drawn by name.
        self,
        first: int,
        second: int,
        overbooking: int,
        passing: bool,
        automatic: bool,
        crowd: list[int],
    ) -> None:
        """Open the doors to a ``crowd``, so that there is something to do."""
        with viewing_as(SYSTEM), transaction():
            db.session.execute(delete(Event), execution_options={SAID: True})
            event = add_open_event(
                capacity=first,
                waiting_list=True,
                party_limit=3,
                overbooking=overbooking,
                passing=passing,
                automatic=automatic,
            )
            self.event_id = event.id
            pool = pools_of(event)[0]
            other = operations.add_pool(event, name="Press", capacity=second, approval=True)
            self.model.pools = {
                pool.key: Places(first, overbooking, passing, automatic, approval=False),
                other.key: Places(second, 0, passing=False, automatic=False, approval=True),
            }
            self.keys = [pool.key, other.key]
        for number, size in enumerate(crowd):
            self.come(size, second=number == 4)

    @contextmanager
    def acting(self) -> Iterator[Event]:
        with viewing_as(SYSTEM), transaction():
            yield db.session.get_one(Event, self.event_id)

    def some(self, who: int, *states: State) -> Party | None:
        here = [one for one in self.model.parties if one.state in states]
        return here[who % len(here)] if here else None

    def act(self, party: Party, step: Callable[[Registration], object]) -> None:
        with self.acting():
            step(
                db.session.scalars(
                    select(Registration).where(Registration.name == party.name)
                ).one()
            )

    def leave(self, party: Party, state: State) -> None:
        party.state = state
        self.model.serve(party.pool)

    @rule(size=SIZE, second=st.booleans())
    def register(self, size: int, second: bool) -> None:
        self.come(size, second=second)

    def come(self, size: int, *, second: bool) -> None:
        party = Party(f"Guest {next(self.names)}", self.keys[second], size, State.PENDING)
        with self.acting() as event:
            operations.register(
                event,
                pool=pool_of(event, party.pool),
                name=party.name,
                email="guest@example.org",
                party_size=1 if second else size,
            )
        party.size = 1 if second else size
        if not self.model.pools[party.pool].approval:
            self.model.stand(party)
        self.model.parties.append(party)

    @rule(who=WHO)
    def register_again(self, who: int) -> None:
        party = self.some(who, State.PENDING, State.WAITING, State.OFFERED, State.REGISTERED)
        if party is None:
            return
        with self.acting() as event:
            again = operations.register(
                event,
                pool=pool_of(event, party.pool),
                name=party.name.upper(),
                email="GUEST@example.org",
            )
        assert not again.new

    @rule(who=WHO)
    def withdraw(self, who: int) -> None:
        party = self.some(who, State.PENDING, State.WAITING, State.OFFERED, State.REGISTERED)
        if party is not None:
            self.act(party, operations.withdraw)
            self.leave(party, State.WITHDRAWN)

    @rule(who=WHO)
    def withdraw_twice(self, who: int) -> None:
        party = self.some(who, State.WITHDRAWN)
        if party is not None:
            self.act(party, operations.withdraw)

    @rule(who=WHO)
    def accept(self, who: int) -> None:
        party = self.some(who, State.OFFERED)
        if party is not None:
            self.act(party, operations.accept_offer)
            party.state = State.REGISTERED

    @rule(who=WHO)
    def expire(self, who: int) -> None:
        party = self.some(who, State.OFFERED)
        if party is None:
            return
        with viewing_as(SYSTEM):
            with transaction():
                ended = now() - timedelta(seconds=1)
                found = Registration.name == party.name
                db.session.execute(update(Registration).where(found).values(offered_until=ended))
            assert operations.end_offers() == 1
        self.leave(party, State.LAPSED)

    @rule(who=WHO)
    def approve(self, who: int) -> None:
        party = self.some(who, State.PENDING)
        if party is not None:
            self.act(party, operations.approve)
            self.model.stand(party)

    @rule(who=WHO)
    def refuse(self, who: int) -> None:
        party = self.some(who, State.PENDING, State.WAITING)
        if party is not None:
            self.act(party, operations.refuse)
            self.leave(party, State.REFUSED)

    @rule(who=WHO)
    def move_to_front(self, who: int) -> None:
        party = self.some(who, State.WAITING)
        if party is not None:
            self.act(party, lambda one: operations.move_to_front(one, reason="A reason"))
            party.place = self.model.line(party.pool)[0].place - 1
            self.model.serve(party.pool)

    @rule(second=st.booleans(), capacity=SEATS)
    def set_capacity(self, second: bool, capacity: int) -> None:
        key = self.keys[second]
        with self.acting() as event:
            operations.edit_pool(pool_of(event, key), event, capacity=capacity)
        if capacity != self.model.pools[key].capacity:
            self.model.pools[key].capacity = capacity
            self.model.serve(key)

    @rule(who=WHO)
    def change_pool(self, who: int) -> None:
        party = self.some(who, State.PENDING, State.WAITING, State.OFFERED, State.REGISTERED)
        if party is None:
            return
        old, new = party.pool, self.keys[party.pool == self.keys[0]]
        held = party.state in {State.OFFERED, State.REGISTERED}
        fits = not held or self.model.count(new).takes(party.size)
        try:
            with self.acting() as event:
                found = select(Registration).where(Registration.name == party.name)
                operations.change_pool(db.session.scalars(found).one(), pool_of(event, new))
        except Full:
            assert not fits
            return
        assert fits
        party.pool = new
        if party.state is State.WAITING:
            self.model.queue(party)
        self.model.serve(old)
        self.model.serve(new)

    @rule(who=WHO, size=SIZE)
    def change_party(self, who: int, size: int) -> None:
        party = self.some(who, State.PENDING, State.WAITING, State.OFFERED, State.REGISTERED)
        if party is None:
            return
        held = party.state in {State.OFFERED, State.REGISTERED}
        more = size - party.size
        fits = not held or more <= 0 or self.model.count(party.pool).fits(more)
        try:
            self.act(
                party,
                lambda one: operations.change_party(
                    one, companions=(), party_size=size, by_staff=True
                ),
            )
        except Full:
            assert not fits
            return
        assert fits
        party.size = size
        self.model.serve(party.pool)

    @precondition(lambda self: self.model.pools)
    @invariant()
    def the_database_tells_the_same(self) -> None:
        """Nobody is lost and nobody twice; each stands where the rules say, in the same order."""
        with viewing_as(SYSTEM):
            found = db.session.execute(
                select(Registration.name, Registration.state, Pool.key, Registration.party_size)
                .join(Pool, Pool.id == Registration.pool_id)
                .order_by(Registration.id)
            )
            assert [tuple(row) for row in found] == [
                (one.name, one.state, one.pool, one.size) for one in self.model.parties
            ]
            for pool in db.session.scalars(select(Pool)):
                assert pool.count == self.model.count(pool.key)
                line = db.session.scalars(
                    select(Registration.name)
                    .where(Registration.pool_id == pool.id, Registration.state == State.WAITING)
                    .order_by(Registration.line, Registration.id)
                )
                assert list(line) == [one.name for one in self.model.line(pool.key)]

    @precondition(lambda self: self.model.pools)
    @invariant()
    def no_seat_lies_empty_that_somebody_waits_for(self) -> None:
        for key, places in self.model.pools.items():
            line, free = self.model.line(key), self.model.count(key).free or 0
            wanting = line if places.passing else line[:1]
            assert all(one.size > free for one in wanting)


def test_whatever_happens_the_seats_are_as_the_rules_say(as_system: object) -> None:
    run_state_machine_as_test(
        SeatsMachine,
        settings=settings(
            max_examples=25,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
