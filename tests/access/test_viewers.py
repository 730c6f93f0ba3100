"""How far the grants of a viewer reach."""

from __future__ import annotations

import pytest

from app.access.roles import NEVER_FOR_ONE_EVENT, Permission, StaffRole
from app.access.viewers import (
    ANONYMOUS,
    NOBODY,
    SYSTEM,
    GrantHeld,
    Reach,
    StaffMember,
    TokenHolder,
)


def staff(*grants: GrantHeld) -> StaffMember:
    return StaffMember(1, "Ada Example", "ada@example.org", 1, grants)


@pytest.mark.parametrize(
    ("viewer", "reach"),
    [
        (NOBODY, Reach()),
        (ANONYMOUS, Reach()),
        (TokenHolder(1, registration_id=1), Reach()),
        (SYSTEM, Reach(everywhere=True)),
        (staff(), Reach()),
        (staff(GrantHeld(StaffRole.READER)), Reach(everywhere=True)),
        (staff(GrantHeld(StaffRole.READER, programme_id=3)), Reach(programme_ids=(3,))),
        (staff(GrantHeld(StaffRole.READER, event_id=5)), Reach(event_ids=(5,))),
        (staff(GrantHeld(StaffRole.DESK)), Reach()),
        (
            staff(
                GrantHeld(StaffRole.READER, event_id=5),
                GrantHeld(StaffRole.PROGRAMME_OFFICER, programme_id=3),
                GrantHeld(StaffRole.EVENT_COORDINATOR, event_id=4),
                GrantHeld(StaffRole.DESK, event_id=6),
            ),
            Reach(programme_ids=(3,), event_ids=(4, 5)),
        ),
    ],
)
def test_reading_reaches_as_far_as_all_grants_that_permit_it(viewer, reach):
    assert viewer.reach(Permission.READ) == reach


@pytest.mark.parametrize("permission", sorted(NEVER_FOR_ONE_EVENT))
def test_whoever_is_let_in_to_one_event_starts_and_manages_nothing_beyond_it(permission):
    viewer = staff(*(GrantHeld(role, event_id=5) for role in StaffRole))
    assert viewer.reach(permission) == Reach()
    assert viewer.reach(Permission.EDIT) == Reach(event_ids=(5,))


EVENT = {"event_id": 5, "programme_id": 3}


@pytest.mark.parametrize(
    ("reach", "ordinary", "confidential"),
    [
        (Reach(), False, False),
        (Reach(everywhere=True), True, False),
        (Reach(programme_ids=(3,)), True, False),
        (Reach(programme_ids=(4,)), False, False),
        (Reach(event_ids=(5,)), True, True),
        (Reach(everywhere=True, event_ids=(6,)), True, False),
    ],
)
def test_a_confidential_event_is_reached_only_by_name(reach, ordinary, confidential):
    assert reach.covers(**EVENT, confidential=False) is ordinary
    assert reach.covers(**EVENT, confidential=True) is confidential


def test_an_event_without_programme_is_in_none():
    reach = Reach(programme_ids=(3,))
    assert not reach.covers(event_id=5, programme_id=None, confidential=False)
