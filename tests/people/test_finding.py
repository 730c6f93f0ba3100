"""Whoever is looked for is found, however they are written; and the list is in order."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from app.infra.transaction import transaction
from app.people import operations, queries
from app.people.operations import FormerName, VariantFacts
from app.people.rules import OrganisationKind, VariantKind
from tests.databases import count_statements
from tests.factories.people import add_person


@pytest.fixture
def writing(as_system):
    with transaction():
        yield as_system


@pytest.fixture
def kim(writing):
    institute = operations.add_organisation(
        name="Ministry of Unification",
        short_name="MOU",
        kind=OrganisationKind.GOVERNMENT,
        country="",
        website="",
        former_names=[FormerName(name="National Unification Board", began="1969", ended="1998")],
    )
    person = operations.add_person(
        display_name="Kim Dae-jin",
        native_name="김대진",
        native_lang="ko",
        email="dj.kim@example.org",
        phone="+82 (0)2 555-0100, office",
        variants=[
            VariantFacts(text="Gim Dae-jin", kind=VariantKind.ROMANISED),
            VariantFacts(text="金大鎭", kind=VariantKind.NATIVE, lang="zh-Hant"),
            VariantFacts(text="キム・デジン", kind=VariantKind.NATIVE, lang="ja"),
        ],
    )
    operations.add_affiliation(person, title="Adviser", organisation=institute)
    add_person("Vera Example")
    writing.flush()
    return person


@pytest.mark.parametrize(
    "words",
    [
        "kim dae-jin",
        "Kim Dae jin",
        "KIM DAEJIN",
        "daejin kim",
        "dae-jin",
        "gim daejin",
        "김대진",
        "김 대진",
        "대진",
        unicodedata.normalize("NFD", "김대진"),
        "金大",
        "デジン",
        "ｋｉｍ　ｄａｅ",
        "ministry of unif",
        "mou",
        "national unification board",
        "kim unification",
        "dj.kim@example.org",
        "dj.kim",
        "555-0100",
        "+82 (0)2 5550100",
    ],
)
def test_one_person_is_found_by_all_that_is_known(kim, words):
    assert [found.key for found in queries.find_people(words).people] == [kim.key]


@pytest.mark.parametrize("words", ["im", "jin dae kim lee", "대김", "0100555", "%", "_"])
def test_others_are_not_found(kim, words):
    assert [found.key for found in queries.find_people(words).people] == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Jürgen Müller", "mueller"),
        ("Jürgen Müller", "muller jurgen"),
        ("Fiona O'Riordan", "oriordan"),
        ("Fiona O’Riordan", "o riordan"),
        ("Nguyễn Văn Hùng", "nguyen van hung"),
        ("Łukasz Żółć", "lukasz zolc"),
    ],
)
def test_accents_hyphens_and_apostrophes_are_in_nobodys_way(writing, name, words):
    person = add_person(name)
    writing.flush()
    assert [found.key for found in queries.find_people(words).people] == [person.key]


def test_a_changed_name_of_an_organisation_is_found_at_once(kim, writing):
    institute = kim.affiliations[0].organisation
    operations.edit_organisation(
        institute,
        name="Office of Peace",
        short_name="",
        kind=OrganisationKind.GOVERNMENT,
        country="",
        website="",
    )
    writing.flush()
    assert queries.find_people("office of peace").total == 1
    assert queries.find_people("national unification board").total == 1
    assert queries.find_people("ministry of unification").total == 0


def test_everybody_stands_at_their_family_name_whatever_the_script(writing):
    for name, variants in (
        ("김숙희", ["Kim Sook-hee"]),
        ("Vera Jones", []),
        ("山田太郎", ["Yamada Taro"]),
        ("Ban Ki-moon", []),
        ("Li Wei", []),
    ):
        facts = [
            VariantFacts(text=text, kind=VariantKind.ROMANISED)
            if text != "Yamada Taro"
            else VariantFacts(text="Taro Yamada", kind=VariantKind.ROMANISED)
            for text in variants
        ]
        operations.add_person(display_name=name, variants=facts)
    writing.flush()
    names = [found.display_name for found in queries.find_people("").people]
    assert names == ["Ban Ki-moon", "Vera Jones", "김숙희", "Li Wei", "山田太郎"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_much_for_many_as_for_one(writing, number):
    for place in range(number):
        add_person(f"Vera Example {place}", title="Fellow", organisation="Example House")
    writing.flush()
    writing.expire_all()
    with count_statements() as statements:
        found = queries.find_people("vera").people
        assert [person.affiliations[0].billed_as for person in found] != []
    assert len(statements) == 4


def test_a_billing_uses_the_name_held_then(kim):
    office = kim.affiliations[0]

    assert [office.billed_on(date(year, 5, 1)) for year in (1985, 2010)] == [
        "Adviser, National Unification Board",
        "Adviser, Ministry of Unification",
    ]
