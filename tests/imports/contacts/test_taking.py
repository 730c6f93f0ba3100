"""Contacts are taken up once, completed where something is missing, and never overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.imports.contacts.reading import open_file, read_contacts
from app.imports.contacts.report import ContactReport
from app.imports.contacts.searching import search
from app.imports.contacts.taking import BATCH, Taking
from app.imports.models import ContactSource
from app.infra.models import AuditEntry
from app.infra.transaction import transaction
from app.people.models import Affiliation, EmailAddress, Organisation, Person, Phone
from app.people.operations import edit_person

DATA = Path(__file__).parents[2] / "data"
MESSY = (DATA / "contacts_messy.csv").read_bytes()
TABLES = (Person, EmailAddress, Phone, Affiliation, Organisation, ContactSource, AuditEntry)


def report_of(
    content: bytes, *, keep: bool, job: str = "a job", join: bool = False
) -> ContactReport:
    """What loading ``content`` does, or with ``keep`` unset would do."""
    file, report = open_file(content), ContactReport()
    contacts = read_contacts(file, file.guessed(), report, join=join)
    taking = Taking(job, report)
    if keep:
        taking.take(contacts)
    else:
        taking.rehearse(contacts)
    search(taking.new, report, job=job)
    return report


def load(text: str, job: str = "a job", *, join: bool = False) -> ContactReport:
    return report_of(text.encode(), keep=True, job=job, join=join)


def rows(session: Session) -> list[int]:
    return [session.scalar(select(func.count()).select_from(model)) or 0 for model in TABLES]


def person(session: Session, name: str) -> Person:
    return session.scalars(select(Person).where(Person.display_name == name)).one()


def test_the_messy_file_is_rehearsed_without_a_trace_and_then_loaded(as_system: Session) -> None:
    rehearsed = report_of(MESSY, keep=False)
    assert rows(as_system) == [0] * len(TABLES)
    loaded = report_of(MESSY, keep=True)
    assert rehearsed.counts == loaded.counts == {"new": 123, "repeated": 1, "remarks": 5}
    assert loaded.found_doubles == rehearsed.found_doubles > 70
    assert rows(as_system)[0] == 123


@pytest.mark.parametrize(
    "name", ["contacts_messy.csv", "contacts_messy_cp1252.csv", "contacts.xlsx"]
)
def test_the_same_file_twice_changes_nothing(as_system: Session, name: str) -> None:
    content = (DATA / name).read_bytes()
    report_of(content, keep=True)
    before = rows(as_system)
    again = report_of(content, keep=True, job="another job")
    assert rows(as_system) == before
    assert (again.number("known"), again.is_idle, again.doubles) == (123, True, [])


def test_a_row_is_taken_up_with_all_that_it_says(as_system: Session) -> None:
    load(
        "Name,Title,Organisation,E-mail,Mobile,Country,Last contact,Notes\n"
        'Amb. Vera KIM (ret.),Prof.,Institute A,"Vera <v@example.org>; w@example.org",'
        "+1 202 555 0131,Korea,25/09/2006,met\n"
    )
    one = person(as_system, "Vera Kim")
    assert (one.honorific, one.family_name, one.suffix) == ("Amb.", "Kim", "(ret.)")
    assert [each.address for each in one.addresses] == ["v@example.org", "w@example.org"]
    assert [(each.number, each.label) for each in one.phones] == [("+1 202 555 0131", "mobile")]
    assert [each.billed_as for each in one.affiliations] == ["Institute A"]
    assert one.dossier is not None
    assert (one.dossier.country, one.dossier.notes) == ("Korea", "met\nLast contact: 2006-09-25")
    assert one.search is not None
    assert " institute" in one.search.words


def test_what_is_missing_is_filled_and_what_differs_is_told(as_system: Session) -> None:
    load("Name,E-mail,Country\nVera Kim,v@example.org,\n")
    report = load(
        "Name,E-mail,Phone,Country,Organisation\n"
        "Dr. Vera Kim,V@example.org,555 0131,Korea,Institute A\n",
        "another job",
    )
    assert report.counts == {"filled": 1, "told": 4, "repeated": 0, "remarks": 0}
    one = person(as_system, "Vera Kim")
    assert one.dossier is not None
    assert (one.honorific, one.dossier.country) == ("Dr.", "Korea")
    assert [each.number for each in one.phones] == ["555 0131"]

    report = load("Name,E-mail,Country\nVera Kim,v@example.org,Japan\n", "a third job")
    assert report.counts == {"different": 1, "told": 1, "repeated": 0, "remarks": 0}
    assert [(told.was, told.says) for told in report.told] == [("Korea", "Japan")]
    as_system.expire_all()
    assert one.dossier.country == "Korea"


def test_what_staff_changed_since_is_not_changed_back(as_system: Session) -> None:
    text = "Name,E-mail\nVera Kim,v@example.org\n"
    load(text)
    with transaction():
        edit_person(person(as_system, "Vera Kim"), display_name="Vera Kim-Lee", email="")
    assert load(text, "another job").counts == {"known": 1, "repeated": 0, "remarks": 0}
    assert person(as_system, "Vera Kim-Lee").addresses == []


def test_two_people_with_one_address_stay_two(as_system: Session) -> None:
    load("Name,E-mail\nBill Clinton,office@example.org\n")
    report = load("Name,E-mail\nHillary Clinton,office@example.org\n", "another job")
    assert report.number("new") == 1


def test_rows_that_are_not_the_same_stay_apart_unless_somebody_says_otherwise(
    as_system: Session,
) -> None:
    text = (
        "Name,E-mail,Title,Phone\n"
        "Vera Kim,v@example.org,Director,\n"
        "Dr. Vera Kim,V@example.org,Trustee,555 0131\n"
        "Vera Kim,v@example.org,Director,\n"
    )
    apart = load(text)
    assert (apart.number("new"), apart.number("repeated"), apart.found_doubles) == (2, 1, 1)
    assert {apart.doubles[0].line, apart.doubles[0].other_line} == {2, 3}
    assert all((apart.doubles[0].key, apart.doubles[0].other_key))


def test_rows_are_joined_where_somebody_says_so(as_system: Session) -> None:
    text = (
        "Name,E-mail,Title,Phone\n"
        "Vera Kim,v@example.org,Director,\n"
        "Dr. Vera Kim,V@example.org,Trustee,555 0131\n"
    )
    together = load(text, join=True)
    assert (together.number("new"), together.number("repeated")) == (1, 1)
    one = person(as_system, "Vera Kim")
    assert one.dossier is not None
    assert (one.honorific, one.dossier.notes) == ("Dr.", "Title: Trustee")
    assert load(text, "another job", join=True).is_idle


def test_whoever_is_new_may_be_somebody_in_the_directory(as_system: Session) -> None:
    load("Name,Organisation\nJeremi Suri,University of Texas\n")
    report = load("Name,Organisation\nJeremy Suri,U. of Texas\n", "another job")
    [double] = report.doubles
    assert (double.line, double.other_line, double.other_name) == (2, 0, "Jeremi Suri")
    assert double.other_key == person(as_system, "Jeremi Suri").key


def test_a_job_that_died_goes_on_where_it_was(as_system: Session) -> None:
    lines = [f"Person Number{place},p{place}@example.org" for place in range(BATCH * 2 + 7)]
    content = "\n".join(["Name,E-mail", *lines]).encode()
    file = open_file(content)
    contacts = read_contacts(file, file.guessed(), ContactReport(), join=False)

    class Killed(Exception):
        """The worker dies between two batches."""

    def die(_done: int) -> None:
        raise Killed

    with pytest.raises(Killed):
        Taking("a job", ContactReport(), advance=die).take(contacts)
    assert rows(as_system)[0] == BATCH
    report = report_of(content, keep=True)
    assert report.counts == {"new": BATCH * 2 + 7, "repeated": 0, "remarks": 0}
    assert rows(as_system)[0] == BATCH * 2 + 7


def test_a_file_costs_the_same_statements_however_many_rows(as_system: Session) -> None:
    from tests.databases import count_statements

    def statements(number: int) -> int:
        with count_statements() as counted:
            load(
                "Name,E-mail\n"
                + "\n".join(f"Row {number} {n},{n}@{number}.example.org" for n in range(number)),
                f"job {number}",
            )
        return len(counted)

    assert statements(3) == statements(30)
