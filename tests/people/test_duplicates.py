"""Who may be one person: the lists whose truth is known, and each rule by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.people.duplicates import Contact, Reason, suggest
from app.people.duplicates.scoring import read_contacts, read_truth, score

DATA = Path(__file__).parents[1] / "data"


@pytest.mark.parametrize(
    ("contacts", "truth"),
    [
        ("contacts_messy.csv", "contacts_truth.csv"),
        ("contacts_elsewhere.csv", "contacts_elsewhere_truth.csv"),
    ],
)
def test_what_is_suggested_is_true_and_nearly_all_that_is(contacts, truth):
    found = suggest(read_contacts((DATA / contacts).read_bytes()))
    told = score(found, read_truth((DATA / truth).read_bytes()))
    assert told.precision >= 0.98
    assert told.recall >= 0.90


def reasons(one: Contact | str, other: Contact | str) -> set[Reason] | None:
    """Why the two may be one; None if they are not suggested."""
    contacts = [
        each if isinstance(each, Contact) else Contact(key=key, name=each)
        for key, each in enumerate((one, other))
    ]
    found = suggest(contacts)
    return set(found[0].reasons) if found else None


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Vera Adeyinka", "vera  adeyinka", Reason.NAME),
        ("Dr. Vera Adeyinka", "Vera Adeyinka", Reason.TITLE),
        ("Adeyinka, Vera", "Vera Adeyinka", Reason.NAME),
        ("Okafor Amara", "Amara Okafor", Reason.ORDER),
        ("V. Adeyinka", "Vera Adeyinka", Reason.INITIALS),
        ("Bill Oakhurst", "William Oakhurst", Reason.NICKNAME),
        ("William (Chip) Oakhurst", "Chip Oakhurst", Reason.NICKNAME),
        ("Vera Adeyinka", "Vera Adeynka", Reason.MISSPELT),
        ("Sergei Lobanovsky", "Sergey Lobanovsky", Reason.ROMANISED),
        ("Anja Böhmermeier", "Anja B?hmermeier", Reason.DAMAGED),
        ("Anja Böhmermeier", "Anja B-hmermeier", Reason.DAMAGED),
        ("Jörg Böhmermeier", "Joerg Boehmermeier", Reason.NAME),
        ("Vera M. Adeyinka", "Vera Adeyinka", Reason.MIDDLE),
        ("김숙희", "Kim Sook-hee / 김숙희", Reason.NATIVE),
    ],
)
def test_one_person_is_written_in_many_ways(one, other, reason):
    found = reasons(one, other)
    assert found is not None
    assert reason in found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Henry A. L. Wexcombe", "Henry W. Wexcombe"),
        ("Walter Hargreave, Jr.", "Walter Hargreave III"),
        ("Oakhurst, Mark", "Oakhurst Freedman"),
        ("Bill Oakhurst", "Hillary Oakhurst"),
        ("Nguyen Van Hung", "Nguyen Van Huong"),
        ("Lars Hansen", "Lars Hanson"),
        ("Daniel Strandberg", "Daniela Strandberg"),
    ],
)
def test_two_persons_are_not_one(one, other):
    assert reasons(one, other) is None


def test_one_address_is_no_proof():
    office = [
        Contact(key=name, name=name, organisation="Example Office", emails=["office@example.org"])
        for name in ("Ruth Okonkwo", "Paul Ferrand")
    ]
    assert suggest(office) == []


def test_an_address_alone_is_known_by_what_it_spells():
    bare = Contact(key=1, emails=["vera.adeyinka@example.org"])
    named = Contact(key=2, name="Vera Adeyinka")
    assert reasons(bare, named) == {Reason.NAME, Reason.BARE_ADDRESS}


def test_initials_alone_need_more_where_the_organisations_differ():
    one = Contact(key=1, name="V. Adeyinka", organisation="Ford Foundation")
    other = Contact(key=2, name="Vera Adeyinka", organisation="Zoological Garden")
    assert reasons(one, other) is None


def test_whoever_could_be_either_of_two_is_suggested_as_neither():
    names = ("D. Kowalczyk", "Dariusz Kowalczyk", "Dorota Kowalczyk")
    assert suggest(Contact(key=name, name=name) for name in names) == []


def test_a_variant_makes_two_one():
    one = Contact(key=1, name="Anna Veldkamp", variants=["Anna Brouwer-Ruiz"])
    other = Contact(key=2, name="Anna Brouwer-Ruiz")
    assert reasons(one, other) == {Reason.VARIANT}


def test_a_mistake_in_an_address_is_read_as_it_was_meant():
    one = Contact(key=1, name="Frank Oakhurst", emails=["frank.oakhurst(at)example.org"])
    other = Contact(key=2, emails=["Frank <mailto:FRANK.OAKHURST@@example.org>"])
    found = reasons(one, other)
    assert found is not None
    assert Reason.ADDRESS in found
