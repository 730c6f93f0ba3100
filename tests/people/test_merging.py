"""Two persons become one, with all that was theirs, and two again."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.core.errors import Refused
from app.extensions import Base, db
from app.infra.models import AuditEntry, OutboxMail
from app.infra.outbox import enqueue
from app.infra.transaction import transaction
from app.participation.models import Participation
from app.people import operations, queries
from app.people.models import NameVariant, Person, PersonMerge
from app.people.references import OWN, references
from tests.factories.events import add_event
from tests.factories.participation import seat
from tests.factories.people import add_person


@pytest.fixture
def writing(as_system):
    with transaction():
        yield as_system


@pytest.fixture
def two(writing):
    """Sook-hee twice: with a seat, a mail, an address, an office and needs each."""
    persons = []
    for name, address in (("Kim Sook-hee", "kim@example.org"), ("Sookhee Kim", "sook@example.org")):
        person = add_person(name, email=f"{address}\noffice@example.org")
        operations.add_affiliation(person, title=f"Office of {name}")
        operations.set_needs(person, dietary=f"Diet of {name}", access="")
        operations.set_dossier(person, notes=f"Notes of {name}", gender="woman")
        seat(add_event(title=f"Event of {name}"), person=person)
        enqueue(
            to_address=address,
            to_name=name,
            subject="Hello",
            text="Hello",
            html="<p>Hello</p>",
            dedupe=name,
            whom=person.key,
        )
        persons.append(person)
    writing.flush()
    return persons


def standing(person: Person) -> dict[str, object]:
    """Everything that is the person's."""
    db.session.flush()
    db.session.expire_all()
    return {
        "name": person.display_name,
        "addresses": sorted(each.address for each in person.addresses),
        "offices": sorted(each.title for each in person.affiliations),
        "dietary": person.needs.dietary if person.needs else None,
        "notes": person.dossier.notes if person.dossier else None,
        "variants": sorted(each.text for each in person.variants),
        "seats": db.session.scalars(
            select(Participation.id).where(Participation.person_id == person.id)
        ).all(),
        "mails": db.session.scalars(
            select(OutboxMail.to_address).where(OutboxMail.whom == person.key)
        ).all(),
    }


def test_all_that_was_of_either_is_of_the_survivor(two):
    survivor, merged = two
    operations.merge(survivor, merged)
    now = standing(survivor)
    assert len(now.pop("seats")) == 2
    assert now == {
        "name": "Kim Sook-hee",
        "addresses": ["kim@example.org", "office@example.org", "sook@example.org"],
        "offices": ["Office of Kim Sook-hee", "Office of Sookhee Kim"],
        "dietary": "Diet of Kim Sook-hee\n\nDiet of Sookhee Kim",
        "notes": "Notes of Kim Sook-hee\n\nNotes of Sookhee Kim",
        "variants": ["Sookhee Kim"],
        "mails": ["kim@example.org", "sook@example.org"],
    }


def test_undone_both_are_what_they_were(two):
    before = [standing(person) for person in two]
    record = operations.merge(*two)
    parted = operations.unmerge(record)
    assert (parted.kept, parted.missing) == ([], 0)
    assert [standing(person) for person in two] == before


def test_a_fact_that_was_changed_since_stays_and_is_named(two):
    survivor, merged = two
    record = operations.merge(survivor, merged, take=frozenset({"name"}))
    assert survivor.display_name == "Sookhee Kim"
    operations.set_name(survivor, display_name="Kim Suk-hee")
    assert operations.unmerge(record).kept == ["name"]
    assert survivor.display_name == "Kim Suk-hee"


def test_what_went_away_since_is_counted(two):
    survivor, merged = two
    record = operations.merge(survivor, merged)
    operations.remove_affiliation(survivor.affiliations[1])
    db.session.flush()
    assert operations.unmerge(record).missing == 1


def test_a_chain_is_undone_from_its_end(two):
    first, second = two
    third = add_person("Sook-hee Kim")
    early = operations.merge(second, first)
    late = operations.merge(third, second)
    with pytest.raises(Refused, match="Undo that merge first"):
        operations.unmerge(early)
    operations.unmerge(late)
    operations.unmerge(early)
    with pytest.raises(Refused, match="undone already"):
        operations.unmerge(early)
    assert [each.merged_into_id for each in (first, second, third)] == [None, None, None]


def test_nobody_is_merged_with_themselves_or_twice(two):
    survivor, merged = two
    with pytest.raises(Refused):
        operations.merge(survivor, survivor)
    operations.merge(survivor, merged)
    with pytest.raises(Refused):
        operations.merge(add_person("Ann Lee"), merged)


def test_whoever_was_merged_is_found_as_the_survivor(two):
    survivor, merged = two
    operations.merge(survivor, merged)
    assert [found.key for found in queries.find_people("sookhee").people] == [survivor.key]
    assert [found.key for found in queries.find_people("sook@example.org").people] == [survivor.key]


def test_the_trail_tells_of_both_and_of_no_secret(two):
    operations.unmerge(operations.merge(*two))
    db.session.flush()
    entries = db.session.scalars(select(AuditEntry).where(AuditEntry.thing == "person")).all()
    told = " ".join(f"{entry.action} {entry.detail}" for entry in entries)
    assert "merged" in told
    assert "parted again" in told
    assert "Diet of" not in told
    assert "Notes of" not in told


def test_two_who_were_parted_are_not_suggested_again(two):
    operations.unmerge(operations.merge(*two))
    assert queries.distinct_pairs() == {tuple(sorted(person.id for person in two))}


def test_every_table_that_speaks_of_a_person_moves_or_is_named():
    """A table of a later room comes along by itself; those of this room are told apart by hand."""
    known = {each.table.name for each in references()} | OWN
    speaking = {
        table.name
        for table in Base.metadata.sorted_tables
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name == "person"
    }
    assert speaking <= known


def test_the_record_of_a_merge_names_who_was_merged(two):
    record = operations.merge(*two)
    assert (record.merged_name, db.session.scalar(select(PersonMerge.key))) == (
        "Sookhee Kim",
        record.key,
    )
    assert db.session.scalar(select(NameVariant.text)) == "Sookhee Kim"
