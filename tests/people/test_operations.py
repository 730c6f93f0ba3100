"""Persons, their offices and organisations."""

from __future__ import annotations

import pytest

from app.core.errors import InvalidInput
from app.infra.transaction import transaction
from app.people import operations, queries
from app.people.operations.persons import named
from app.people.rules import NameOrder
from tests.databases import count_statements
from tests.factories.people import add_organisation, add_person


@pytest.fixture
def writing(as_system):
    with transaction():
        yield as_system


@pytest.mark.parametrize(
    ("printed", "name", "sort_name", "order"),
    [
        ("Amb. Vera Example", "Amb. Vera Example", "example  vera", NameOrder.GIVEN_FIRST),
        ("KIM Sook-hee", "Kim Sook-hee", "kim  sook hee", NameOrder.FAMILY_FIRST),
        ("Suharto", "Suharto", "suharto", NameOrder.MONONYM),
        ("Ann Lee, Jr.", "Ann Lee, Jr.", "lee  ann", NameOrder.GIVEN_FIRST),
    ],
)
def test_a_printed_name_is_filed_by_its_family_name(writing, printed, name, sort_name, order):
    person = operations.add_person_as_printed(printed)
    assert (person.billed_as, person.sort_name, person.name_order) == (name, sort_name, order)


def test_of_a_name_too_long_to_be_parted_no_part_is_suggested():
    words = "whom we hope to see again when we meet in autumn " * 3
    found = named(words.strip(), {})
    assert (found["given_name"], found["family_name"]) == ("", "autumn")


def test_two_of_one_name_have_addresses_of_their_own(writing):
    slugs = [add_person("Vera Example").slug for _ in range(3)]
    assert slugs == ["vera-example", "vera-example-2", "vera-example-3"]


def test_a_name_in_its_own_script_alone_has_an_address(writing):
    person = operations.add_person(display_name="김숙희", native_name="김숙희", native_lang="ko")
    assert person.slug.startswith("person-")
    assert person.sort_name == "김숙희"


def test_addresses_are_kept_once_whatever_their_case(writing):
    person = operations.add_person(
        display_name="Vera Example", email="vera@example.org\n\nVERA@example.org\nv@example.com"
    )
    assert [kept.address for kept in person.addresses] == ["VERA@example.org", "v@example.com"]
    operations.set_addresses(person, ["v@example.com"])
    writing.flush()
    assert [kept.address for kept in person.addresses] == ["v@example.com"]


@pytest.mark.parametrize("date", ["19", "2019-13", "2019-02-30", "May 2019"])
def test_a_date_that_is_none_is_refused(writing, date):
    with pytest.raises(InvalidInput):
        operations.add_affiliation(add_person(), title="Fellow", began=date)


def test_offices_change_places(writing):
    person = add_person()
    first = operations.add_affiliation(person, title="Fellow", began="2019-05")
    second = operations.add_affiliation(person, title="Director", began="2020")
    operations.move_affiliation(second, up=True)
    assert [(office.title, office.position) for office in (second, first)] == [
        ("Director", 1),
        ("Fellow", 2),
    ]


def test_an_organisation_is_known_whatever_its_case_and_accents(writing):
    assert add_organisation("Institut d’Études") is add_organisation("institut d'etudes")
    with pytest.raises(InvalidInput):
        operations.edit_organisation(
            add_organisation("Another"),
            name="INSTITUT D’ETUDES",
            short_name="",
            kind=add_organisation().kind,
            country="",
            website="",
        )


@pytest.mark.parametrize("words", ["sook", "KIM", "숙희", "seoul", "kim univ", "sook-hee"])
def test_somebody_is_found_by_any_part_of_the_name_or_organisation(writing, words):
    found = add_person(
        "Kim Sook-hee", title="Professor", organisation="University of Seoul", native_name="김숙희"
    )
    add_person("Vera Example")
    assert queries.find_people(words).people == [found]


def test_what_means_something_to_the_database_is_searched_for_as_it_is(writing):
    add_person("Vera Example")
    assert queries.find_people("Vera%").total == 1
    assert queries.find_people("V_ra").total == 0


def test_a_list_costs_the_same_for_one_and_for_three(writing):
    counts = []
    for number in range(3):
        add_person(f"Vera Example {number}", title="Fellow", organisation=f"House {number}")
        writing.flush()
        writing.expunge_all()
        with count_statements() as statements:
            page = queries.find_people("example")
            lines = [[office.billed_as for office in one.affiliations] for one in page.people]
        assert len(lines) == number + 1
        counts.append(len(statements))
    # How many there are, the persons, their offices, and where these are.
    assert counts == [4, 4, 4]
