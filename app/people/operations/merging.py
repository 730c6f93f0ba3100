"""One person found to be another: what belongs to either comes together, and can be parted again.

Rows are moved past the viewer's bounds, for a seat at a confidential event belongs to the
survivor as much as any other; what is told of them is told as far as the viewer may see.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

from sqlalchemy import Connection, Table, and_, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from app.access import audit
from app.access.enforcement import current_viewer
from app.core.clock import now
from app.core.errors import Refused
from app.core.messages import N_
from app.extensions import Base, db
from app.infra.public_version import raise_public_version
from app.infra.stale import mark_stale
from app.people.joining import join, part
from app.people.models import (
    Affiliation,
    DistinctPair,
    DuplicateSuggestion,
    MergeRecord,
    Person,
    PersonMerge,
    PersonNeeds,
)
from app.people.operations.filing import file_person
from app.people.operations.surviving import Changed, choose_facts, joined, restore_facts
from app.people.references import Reference, references

NEEDS = ("dietary", "access")
Moved = list[Any]
"""Where a row stands that was moved: table, column, and the values of its primary key now."""


@dataclass
class Parted:
    """What came of undoing a merge. ``kept`` names facts that were changed since, and so stay."""

    kept: list[str] = field(default_factory=list)
    missing: int = 0


def merge(survivor: Person, merged: Person, *, take: frozenset[str] = frozenset()) -> PersonMerge:
    """Take ``merged`` up into ``survivor``, with all that refers to it, and return the record of it.

    ``take`` names the facts that the survivor has from ``merged``; others it keeps, and where it
    has none it has those of ``merged``. A row that would stand there twice stays behind with
    ``merged``. Raises Refused for one and the same person, one who was merged before, or two who
    have both what only one of them can have had.
    """
    if survivor.id == merged.id:
        raise Refused(N_("This is one person already."))
    if survivor.merged_into_id or merged.merged_into_id:
        raise Refused(N_("One of the two was merged already. Look at the list again."))
    joined_up = join(survivor, merged)
    changed = choose_facts(survivor, merged, take) | joined_up
    db.session.flush()
    record = PersonMerge(
        survivor_id=survivor.id,
        merged_id=merged.id,
        merged_name=merged.display_name,
        merged_by=current_viewer().label,
    )
    merged.merged_into_id = survivor.id
    db.session.add(record)
    audit.record(N_("merged"), "person", survivor.key, name=merged.display_name, other=merged.key)
    audit.record(N_("was merged"), "person", merged.key, into=survivor.key)
    db.session.flush()
    changed |= _join_needs(survivor.id, merged.id)
    moved = [row for reference in references() for row in _move(reference, merged, survivor)]
    _forget_suggestions(merged)
    _write_down(record, moved, changed)
    _settle(survivor)
    return record


def _join_needs(survivor_id: int, merged_id: int) -> Changed:
    """What a host must know of either is known of the survivor, whoever merges them."""
    mine, theirs = (
        _row(PersonNeeds, PersonNeeds.person_id == each) for each in (survivor_id, merged_id)
    )
    if mine is None or theirs is None:
        return {}
    changed: Changed = {}
    for name in NEEDS:
        after = joined(mine[name], theirs[name])
        if after != mine[name]:
            changed[f"person_needs.{name}"] = [mine[name], after]
    _write_needs(survivor_id, {fact: after for fact, (_, after) in changed.items()})
    return changed


def _restore_needs(survivor_id: int, changed: Changed) -> list[str]:
    """Give back what was known before; return the names of what was changed since, and so stays."""
    asked = {fact: values for fact, values in changed.items() if fact.startswith("person_needs.")}
    present = _row(PersonNeeds, PersonNeeds.person_id == survivor_id)
    untouched = {
        fact: before
        for fact, (before, after) in asked.items()
        if present is not None and present[fact.partition(".")[2]] == after
    }
    _write_needs(survivor_id, untouched)
    return ["needs"] if len(untouched) < len(asked) else []


def _write_needs(person_id: int, values: dict[str, object]) -> None:
    if values:
        table = _table(PersonNeeds)
        _connection().execute(
            update(table)
            .where(table.c.person_id == person_id)
            .values({fact.partition(".")[2]: value for fact, value in values.items()})
        )


def _move(reference: Reference, merged: Person, survivor: Person) -> list[Moved]:
    """Let the rows of one table speak of the survivor; each alone, for one may be there twice."""
    connection = _connection()
    old, new = _values(reference, merged, survivor)
    rows = connection.execute(select(*reference.primary_key).where(reference.column == old)).all()
    return [
        [reference.table.name, reference.column.name, _after(reference, row, new)]
        for row in rows
        if _moves(connection, reference, tuple(row), new)
    ]


def _moves(connection: Connection, reference: Reference, key: tuple[Any, ...], new: object) -> bool:
    try:
        with connection.begin_nested():
            connection.execute(
                update(reference.table)
                .where(_is_row(reference, key))
                .values({reference.column: new})
            )
    except IntegrityError:
        return False
    return True


def _values(reference: Reference, old: Person, new: Person) -> tuple[object, object]:
    return (old.key, new.key) if reference.by_key else (old.id, new.id)


def _is_row(reference: Reference, key: tuple[Any, ...]) -> Any:
    pairs = zip(reference.primary_key, key, strict=True)
    return and_(*(column == value for column, value in pairs))


def _after(reference: Reference, row: Any, new: object) -> list[object]:
    """The primary key of a row once it is moved: that of a table with one row to a person changes."""
    pairs = zip(reference.primary_key, row, strict=True)
    return [new if column is reference.column else value for column, value in pairs]


def _forget_suggestions(merged: Person) -> None:
    db.session.execute(
        delete(DuplicateSuggestion).where(
            or_(DuplicateSuggestion.one_id == merged.id, DuplicateSuggestion.other_id == merged.id)
        ),
        execution_options={"synchronize_session": False},
    )


def _write_down(record: PersonMerge, moved: list[Moved], changed: Changed) -> None:
    db.session.execute(
        insert(MergeRecord), [{"merge_id": record.id, "moved": moved, "changed": changed}]
    )


def _settle(*persons: Person) -> None:
    """Read again what was moved beneath the session, put offices in order, and file anew."""
    raise_public_version(db.session())
    mark_stale(db.session(), *(("billed", person.id) for person in persons))
    mark_stale(db.session(), *(("person", person.id) for person in persons))
    db.session.expire_all()
    for person in persons:
        offices = sorted(person.affiliations, key=_place)
        for position, office in enumerate(offices, start=1):
            office.position = position
        file_person(person)
    db.session.flush()


def _place(office: Affiliation) -> tuple[int, int]:
    return office.position, office.id


def unmerge(record: PersonMerge) -> Parted:
    """Part the two again, each with what was theirs, and say what could not be put back.

    Raises Refused if it was undone already, or the survivor was merged into somebody since.
    """
    survivor, merged = (
        _row(Person, Person.id == each) for each in (record.survivor_id, record.merged_id)
    )
    if record.undone_at is not None or merged["merged_into_id"] != record.survivor_id:
        raise Refused(N_("This merge was undone already."))
    if survivor["merged_into_id"] is not None:
        raise Refused(N_("The person was merged again since. Undo that merge first."))
    written = _row(MergeRecord, MergeRecord.merge_id == record.id)
    record.undone_at = now()
    _show_again(record)
    one = db.session.get_one(Person, record.survivor_id)
    other = db.session.get_one(Person, record.merged_id)
    facts: Changed = dict(written["changed"])
    parted = Parted(kept=_restore_needs(one.id, facts))
    parted.kept += restore_facts(
        one, other, {fact: values for fact, values in facts.items() if "needs" not in fact}
    )
    db.session.flush()
    parted.missing = _move_back(written["moved"], one, other)
    if not part(facts):
        parted.kept.append("joined")
    _settle(one, other)
    say_distinct(one, other)
    audit.record(N_("parted again"), "person", one.key, name=other.display_name, other=other.key)
    audit.record(N_("parted again"), "person", other.key, name=one.display_name, other=one.key)
    return parted


def _show_again(record: PersonMerge) -> None:
    table = _table(Person)
    _connection().execute(
        update(table).where(table.c.id == record.merged_id).values(merged_into_id=None)
    )
    db.session.flush()
    db.session.expire_all()


def _move_back(moved: list[Moved], survivor: Person, merged: Person) -> int:
    """Return how many rows are gone, or somebody else's by now."""
    by_name = {(each.table.name, each.column.name): each for each in references()}
    missing = 0
    for table, column, key in moved:
        reference = by_name.get((str(table), str(column)))
        if reference is None or not _moves_back(reference, key, survivor, merged):
            missing += 1
    return missing


def _moves_back(reference: Reference, key: Any, survivor: Person, merged: Person) -> bool:
    """Whether the row is still the survivor's, and went back."""
    new, old = _values(reference, survivor, merged)
    connection = _connection()
    still = connection.execute(
        select(reference.column).where(_is_row(reference, key), reference.column == new)
    ).first()
    return still is not None and _moves(connection, reference, key, old)


def _row(model: type[Base], condition: Any) -> Any:
    """The row as it stands, whoever looks; None if there is none."""
    return _connection().execute(select(_table(model)).where(condition)).mappings().first()


def _table(model: type[Base]) -> Table:
    return cast("Table", model.__table__)


def _connection() -> Connection:
    return db.session.connection()


def say_distinct(one: Person, other: Person) -> None:
    """Remember that the two are not one, so that nobody is asked again."""
    low, high = sorted((one.id, other.id))
    if db.session.get(DistinctPair, (low, high)) is None:
        db.session.add(DistinctPair(one_id=low, other_id=high, said_by=current_viewer().label))
    db.session.execute(
        delete(DuplicateSuggestion).where(
            DuplicateSuggestion.one_id == low, DuplicateSuggestion.other_id == high
        ),
        execution_options={"synchronize_session": False},
    )
    audit.record(N_("said to be somebody else"), "person", one.key, other=other.key)
