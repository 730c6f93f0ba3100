"""Programmes, series and topics: addresses that are unique and tell no secrets."""

from app.infra.transaction import transaction
from app.programmes import operations
from app.programmes.rules import StrandWords, Words
from tests.factories.programmes import add_programme, add_series


def test_two_programmes_of_one_name_get_two_addresses(as_system):
    with transaction():
        first, second = add_programme(name="Korea"), add_programme(name="Korea")
    assert (first.slug, second.slug) == ("korea", "korea-2")


def test_a_private_series_has_no_telling_address_until_it_is_released(as_system):
    with transaction():
        series = add_series(title="Pacific Rim Dialogue")
    assert series.slug == series.key
    with transaction():
        operations.release_series(series, public=True)
    assert series.slug == "pacific-rim-dialogue"


def test_strands_are_kept_in_the_order_in_which_they_were_typed(as_system):
    with transaction():
        programme = add_programme()
        operations.add_strand(programme, title="Old", text="")
        strands = (StrandWords("One", "First."), StrandWords("Two", "Second."))
        text = operations.save_text(programme, Words(strands=strands), live_at=None)
    assert [(one.title, one.text) for one in text.strands] == [
        ("One", "First."),
        ("Two", "Second."),
    ]


def test_a_topic_is_found_again_whatever_its_case(as_system):
    with transaction():
        first = operations.find_or_add_topic("Nuclear policy")
        second = operations.find_or_add_topic("  nuclear  Policy")
    assert first is second
