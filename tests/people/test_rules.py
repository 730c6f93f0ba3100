"""How names are filed."""

from __future__ import annotations

from app.people.rules import names_to_file


def test_a_shorter_family_name_is_filed_before_a_longer_one() -> None:
    names = [("Bai", "Li Li"), ("Zhen", "Li"), ("Amy", "Li")]
    filed = {
        names_to_file(f"{given} {family}", given=given, family=family)[0]: given
        for given, family in names
    }
    assert [filed[name] for name in sorted(filed)] == ["Amy", "Zhen", "Bai"]


def test_a_name_of_signs_alone_stays_in_the_list() -> None:
    assert names_to_file("!", given="", family="") == ("!", "!")
