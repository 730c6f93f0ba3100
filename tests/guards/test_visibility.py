"""The policy as a table: which rows of which table who sees."""

from __future__ import annotations

import pytest
from sqlalchemy import func, inspect, select
from sqlalchemy.orm import Session, scoped_session

from app.access.enforcement import PREDICATES, viewing_as
from app.access.roles import StaffRole
from app.access.viewers import ANONYMOUS, NOBODY, GrantHeld, StaffMember, TokenHolder, Viewer
from app.extensions import Base, db
from app.infra.transaction import transaction
from app.visibility import NEVER_PUBLIC
from tests.guards.planting import models
from tests.guards.world import ALWAYS_OPEN, EXAMPLES, World

TABLE = """
    table                 nobody visitor guest desk reader coordinator officer administrator named
    account_token         -      -       -     -    -      -           -       -             -
    affiliation           -      p       p     pu   pu     pu          psuc    psuc          pc
    answer                -      -       -     -    -      -           -       -             -
    arrival               -      -       -     u    -      u           u       psu           c
    audit_entry           -      -       -     -    -      u           u       psu           c
    balance_target        -      -       -     -    u      u           u       psu           c
    biography             -      p       p     p    pu     pu          psuc    psuc          pc
    caption               -      p       p     p    pu     pu          pu      psu           pc
    clash_accepted        -      -       -     -    u      u           u       psu           c
    companion             -      -       -     -    u      u           u       psu           c
    consent               -      -       -     -    u      u           u       psu           c
    contact_source        -      -       -     -    pu     pu          psuc    psuc          pc
    delegation            -      -       -     -    u      u           u       psu           c
    distinct_pair         -      -       -     -    pu     pu          psuc    psuc          pc
    door_note             -      -       -     u    -      u           u       psu           c
    duplicate_suggestion  -      -       -     -    pu     pu          psuc    psuc          pc
    email_address         -      -       -     -    pu     pu          psuc    psuc          pc
    event                 -      ps      psu   psu  psu    psu         psu     psu           psc
    event_dossier         -      -       -     -    u      u           u       psu           c
    event_notice          -      ps      psu   psu  psu    psu         psu     psu           psc
    event_partner         -      p       p     p    pu     pu          pu      pu            pc
    event_session         -      p       pu    p    pu     pu          pu      psu           pc
    former_slug           -      ps      psu   psu  psu    psu         psu     psu           psc
    game                  -      ps      ps    ps   psu  psu         psu     psu           psc
    game_addressee        -      -       -     -    u    u           u       psu           c
    game_casting          -      p       p     p    pu   pu          pu      psu           pc
    game_delivery         -      ps      ps    ps   psu  psu         psu     psu           psc
    game_draft            -      -       -     -    -    -           -       -             -
    game_entry            -      -       -     -    u    u           u       psu           c
    game_file             -      -       -     -    u    u           u       psu           c
    game_indicator        -      -       -     -    u    u           u       psu           c
    game_inject           -      -       -     -    u    u           u       psu           c
    game_item             -      ps      ps    ps   psu  psu         psu     psu           psc
    game_lesson           -      -       -     -    u    u           u       psu           c
    game_move             -      ps      ps    ps   psu  psu         psu     psu           psc
    game_plan             -      -       -     -    u    u           u       psu           c
    game_presence         -      -       -     -    u    u           u       psu           c
    game_reading          -      -       -     -    u    u           u       psu           c
    game_release          -      ps      ps    ps   psu  psu         psu     psu           psc
    game_role             -      ps      ps    ps   psu  psu         psu     psu           psc
    game_scenario         -      -       -     -    u    u           u       psu           c
    game_scenario_time    -      -       -     -    u    u           u       psu           c
    game_scenario_version -      -       -     -    u    u           u       psu           c
    game_secret_brief     -      -       -     -    u    u           u       psu           c
    game_snapshot         -      -       -     -    u    u           u       psu           c
    game_team             -      ps      ps    ps   psu  psu         psu     psu           psc
    head_shot             -      p       p     p    pu     pu          psuc    psuc          pc
    invitation            -      -       -     -    u      u           u       psu           c
    invitation_reply      -      -       -     -    u      u           u       psu           c
    invitation_settings   -      -       u     -    u      u           u       psu           c
    invitation_wave       -      -       -     -    u      u           u       psu           c
    job                   -      -       -     -    -      -           -       -             -
    join_link             -      -       u     -    u      u           u       psu           c
    loaded_event          -      -       -     -    u      u           u       psu           c
    login_session         -      -       -     -    -      -           -       -             -
    mail_template         -      -       -     -    -      u           u       psu           c
    mailing               -      -       -     -    -      u           u       psu           c
    merge_record          -      -       -     -    -      -           -       -             -
    name_variant          -      -       -     pu   pu     pu          psuc    psuc          pc
    nomination_link       -      -       -     -    u      u           u       psu           c
    organisation          -      p       p     pu   psuc   psuc        psuc    psuc          psuc
    organisation_name     -      -       -     -    psuc   psuc        psuc    psuc          psuc
    output                -      ps      ps    ps   ps     ps          psu     psuc          ps
    output_author         -      p       p     p    p      p           pu      puc           p
    output_link           -      ps      ps    ps   ps     ps          psu     psuc          ps
    output_slug           -      ps      ps    ps   ps     ps          psu     psuc          ps
    outbox_mail           -      -       -     -    -      u           u       psu           c
    participation         -      p       p     pu   pu     pu          pu      psu           pc
    participation_role    -      p       p     pu   pu     pu          pu      psu           pc
    person                -      p       p     pu   pu     pu          psuc    psuc          pc
    person_dossier        -      -       -     -    pu     pu          psuc    psuc          pc
    person_merge          -      -       -     -    pu     pu          psuc    psuc          pc
    person_needs          -      -       -     -    -      pu          pu      psuc          pc
    person_search         -      -       -     -    pu     pu          psuc    psuc          pc
    phone                 -      -       -     -    pu     pu          psuc    psuc          pc
    previous_date         -      ps      psu   psu  psu    psu         psu     psu           psc
    programme             -      ps      ps    ps   psuc   psuc        psuc    psuc          psuc
    programme_text        -      ps      ps    ps   psuc   psuc        psuc    psuc          psuc
    recording             -      p       p     p    pu     pu          pu      psu           pc
    region                -      ps      ps    ps   psuc   psuc        psuc    psuc          psuc
    registration          -      -       u     -    -      u           u       psu           c
    registration_answer   -      -       u     -    -      u           u       psu           c
    registration_change   -      -       -     -    -      u           u       psu           c
    registration_file     -      -       -     -    -      u           u       psu           c
    registration_pool     -      ps      psu   psu  psu    psu         psu     psu           psc
    registration_question -      ps      psu   psu  psu    psu         psu     psu           psc
    registration_terms    -      ps      psu   psu  psu    psu         psu     psu           psc
    remembered_columns    -      -       -     -    -      -           psuc    psuc          -
    reminder              -      -       -     -    -      u           u       psu           c
    role_grant            -      -       -     -    u      u           u       psu           c
    room                  -      p       p     psuc psuc   psuc        psuc    psuc          psuc
    room_booking          -      p       p     p    pu     pu          pu      psu           pc
    seat_candidate        -      -       -     -    u      u           u       psu           c
    seat_change           -      -       -     -    u      u           u       psu           c
    seat_note             -      -       -     -    u      u           u       psu           c
    seat_proposal         -      -       -     -    u      u           u       psu           c
    series                -      ps      ps    ps   psu    psu         psu     psu           psc
    strand                -      ps      ps    ps   psuc   psuc        psuc    psuc          psuc
    throttle              -      -       -     -    -      -           -       -             -
    topic                 -      ps      ps    ps   psuc   psuc        psuc    psuc          psuc
    transcript_turn       -      p       p     p    pu     pu          pu      psu           pc
    upload                -      -       -     -    -      -           -       -             -
    user_account          -      -       -     psuc psuc   psuc        psuc    psuc          psuc
    venue                 -      p       p     psuc psuc   psuc        psuc    psuc          psuc
    walk_in               -      -       -     u    -      u           u       psu           c
"""
"""The guest holds a link to the private event. Desk, reader and coordinator are let in to it alone,
the officer to its programme; the administrator to everything; and one coordinator, who is named
on it, to the confidential event. A dash stands for nothing at all."""

HEAD, *BODY = (line.split() for line in TABLE.strip().splitlines())
POLICY = {
    table: dict(zip(HEAD[1:], (seen.strip("-") for seen in cells), strict=True))
    for table, *cells in BODY
}

LETTERS = {"public": "p", "closed session": "s", "unpublished": "u", "confidential": "c"}
"""One event each: public, public with a closed session, private, and confidential."""

Identity = dict[tuple[str, str], object]


def staff(
    role: StaffRole, *, event_id: int | None = None, programme_id: int | None = None
) -> Viewer:
    """Return a member of staff with one role."""
    grant = GrantHeld(role, programme_id, event_id)
    return StaffMember(10_000, "Ada", "ada@example.org", 10_000, (grant,))


@pytest.fixture
def planted(
    one_moment: None, as_system: scoped_session[Session]
) -> tuple[dict[str, Viewer], Identity]:
    """Give the viewers by name, and the identity of every planted row by table and scenario."""
    world = World(EXAMPLES)
    with transaction():
        world.plant_open()
        world.plant_secret()
        private = world.rows["unpublished"]
        event, programme = private["event"], private["programme"]
        confidential = world.rows["confidential"]["event"]
        viewers = {
            "nobody": NOBODY,
            "visitor": ANONYMOUS,
            "guest": TokenHolder(event.id, registration_id=private["registration"].id),
            "desk": staff(StaffRole.DESK, event_id=event.id),
            "reader": staff(StaffRole.READER, event_id=event.id),
            "coordinator": staff(StaffRole.EVENT_COORDINATOR, event_id=event.id),
            "officer": staff(StaffRole.PROGRAMME_OFFICER, programme_id=programme.id),
            "administrator": staff(StaffRole.ADMINISTRATOR),
            "named": staff(StaffRole.EVENT_COORDINATOR, event_id=confidential.id),
        }
        rows = {
            (table, letter): inspect(row).identity
            for name, letter in LETTERS.items()
            for table, row in world.rows[name].items()
        }
    return viewers, rows


def seen_by(viewer: Viewer, rows: Identity) -> dict[str, str]:
    """Return, for every table, the letters of the rows that ``viewer`` sees."""
    found = {table: "" for table, _letter in rows}
    with viewing_as(viewer):
        for (table, letter), identity in rows.items():
            if db.session.get(models()[table], identity) is not None:
                found[table] += letter
    return found


def test_everyone_sees_what_the_policy_says(planted: tuple[dict[str, Viewer], Identity]) -> None:
    viewers, rows = planted
    found = {name: seen_by(viewer, rows) for name, viewer in viewers.items()}
    differing = {
        f"{table} for {name}": f"{seen or 'nothing'} instead of {POLICY[table][name] or 'nothing'}"
        for name, tables in found.items()
        for table, seen in tables.items()
        if POLICY[table][name] != seen
    }
    assert differing == {}


def test_a_count_counts_no_more(planted: tuple[dict[str, Viewer], Identity]) -> None:
    viewers, _rows = planted
    with viewing_as(viewers["visitor"]):
        counted = {
            table
            for table, model in models().items()
            if db.session.scalar(select(func.count()).select_from(model))
        }
    never_public = {str(model.__table__) for model in NEVER_PUBLIC}
    assert counted - ALWAYS_OPEN == set(models()) - never_public - ALWAYS_OPEN


def test_the_policy_speaks_of_every_table() -> None:
    assert set(PREDICATES) == {mapper.class_ for mapper in Base.registry.mappers}
    assert set(POLICY) == set(models()) - ALWAYS_OPEN
