"""A list of contacts is taken up, batch by batch: each is written whole, and known again after a crash."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from sqlalchemy import insert, select
from sqlalchemy.orm import selectinload

from app.extensions import db
from app.imports.contacts.comparing import differences, fill, notes_of
from app.imports.contacts.contact import Contact
from app.imports.contacts.fields import FIELD_LABELS
from app.imports.contacts.known import Recognised, recognise
from app.imports.contacts.report import MOST_LINES, ContactReport, Fate, Told
from app.imports.models import ContactSource
from app.infra.transaction import transaction
from app.people.models import Affiliation, Person
from app.people.operations import DossierFacts, Newcomer, PersonFacts, add_people
from app.people.rules import NameOrder

BATCH = 250
"""So many are written at once; then others may write."""

Advance = Callable[[int], None]
"""Is told after each batch how many contacts are done."""


@dataclass(frozen=True)
class Taking:
    """The work on one file by the job with the key ``job``."""

    job: str
    report: ContactReport
    advance: Advance = lambda _done: None
    new: list[Contact] = field(default_factory=list)
    """Who was not in the directory when this job began."""

    def rehearse(self, contacts: Sequence[Contact]) -> None:
        """Say what would become of ``contacts``; only reads, and so is in nobody's way."""
        for done, batch in _batches(contacts):
            known = recognise(batch, job=self.job)
            there = _people(known)
            for one in batch:
                self._judge(one, known.get(one.ref), there)
            db.session.expunge_all()
            self.advance(done)

    def take(self, contacts: Sequence[Contact]) -> None:
        """Write ``contacts``, each batch in a transaction of its own."""
        for done, batch in _batches(contacts):
            with transaction():
                self._write(batch)
            self.advance(done)

    def _write(self, batch: Sequence[Contact]) -> None:
        known = recognise(batch, job=self.job)
        there = _people(known)
        new = [one for one in batch if self._judge(one, known.get(one.ref), there, keep=True)]
        people = add_people([newcomer(one) for one in new])
        sources = dict(zip((one.ref for one in new), people, strict=True))
        sources.update({ref: each.person_id for ref, each in known.items() if not each.same_row})
        rows = [
            {"ref": ref, "person_id": person_id, "job": self.job}
            for ref, person_id in sources.items()
        ]
        if rows:
            db.session.execute(insert(ContactSource), rows)

    def _judge(
        self,
        one: Contact,
        known: Recognised | None,
        there: Mapping[int, Person],
        *,
        keep: bool = False,
    ) -> bool:
        """Count what becomes of the contact, and return whether it is somebody new."""
        if known is None or (known.same_row and known.here):
            # What a worker wrote before it died is as new as what comes after.
            self.report.count(Fate.NEW)
            if len(self.report.names) < MOST_LINES:
                self.report.names.append(one.display_name)
            self.new.append(one)
            return known is None
        person = None if known.same_row else there.get(known.person_id)
        self.report.count(self._compare(person, one, keep=keep) if person else Fate.KNOWN)
        return False

    def _compare(self, person: Person, one: Contact, *, keep: bool) -> Fate:
        found = differences(person, one)
        for each in found:
            self.report.tell(
                Told(
                    one.line,
                    person.display_name,
                    person.key,
                    FIELD_LABELS[each.field],
                    each.was,
                    each.says,
                )
            )
        if keep:
            fill(person, one, found)
        if any(not each.was for each in found):
            return Fate.FILLED
        return Fate.DIFFERENT if found else Fate.KNOWN


def _batches(contacts: Iterable[Contact]) -> Iterator[tuple[int, list[Contact]]]:
    rest, done = iter(contacts), 0
    while batch := list(islice(rest, BATCH)):
        done += len(batch)
        yield done, batch


def _people(known: Mapping[str, Recognised]) -> dict[int, Person]:
    """Those who are to be compared, with all that is compared."""
    wanted = {each.person_id for each in known.values() if not each.same_row}
    if not wanted:
        return {}
    statement = (
        select(Person)
        .where(Person.id.in_(wanted))
        .options(
            selectinload(Person.affiliations).selectinload(Affiliation.organisation),
            selectinload(Person.addresses),
            selectinload(Person.phones),
            selectinload(Person.variants),
            selectinload(Person.dossier),
            selectinload(Person.search),
        )
    )
    return {person.id: person for person in db.session.scalars(statement)}


def newcomer(one: Contact) -> Newcomer:
    """What the directory is told of a contact that is new to it."""
    return Newcomer(
        display_name=one.display_name,
        name=PersonFacts(
            honorific=one.honorific,
            given_name=one.given_name,
            family_name=one.family_name,
            suffix=one.suffix,
            native_name=one.native_name,
            pronunciation=one.pronunciation,
            name_order=_order(one),
        ),
        emails=one.emails,
        phones=one.phones,
        aliases=one.aliases,
        dossier=DossierFacts(
            country=one.country,
            gender=one.gender,
            languages=one.languages,
            assistant_name=one.assistant_name,
            assistant_email=one.assistant_email,
            assistant_phone=one.assistant_phone,
            notes=notes_of(one),
        ),
        title=one.title,
        unit=one.unit,
        organisation=one.organisation,
    )


def _order(one: Contact) -> NameOrder:
    if not one.given_name:
        return NameOrder.MONONYM
    return NameOrder.FAMILY_FIRST if one.family_first else NameOrder.GIVEN_FIRST
