"""Bars and spots keep their scale."""

from __future__ import annotations

from app.archive.bars import TALL, bars
from app.archive.countries import code_of, world
from app.archive.world_map import Place, spots


def test_bars_begin_at_zero_and_are_as_high_as_their_numbers() -> None:
    drawn = bars(["2020", "2021", "2022"], [4, 0, 2], scale=8, tallest=4)
    assert [bar.height for bar in drawn.bars] == [TALL / 2, 0, TALL / 4]
    assert {round(bar.y + bar.height, 3) for bar in drawn.bars} == {drawn.ground}
    assert (drawn.first, drawn.last, drawn.most.label) == ("2020", "2022", "2020")


def test_a_spot_of_four_times_the_number_is_twice_as_wide() -> None:
    one, other = spots([Place("KR", "South Korea", 40, 0), Place("NO", "Norway", 10, 0)])
    assert one.speakers == 2 * other.speakers
    assert (one.name, other.name) == ("South Korea", "Norway")


def test_names_that_would_stand_on_one_another_are_left_out() -> None:
    near = [Place(code, code * 6, 5, 0) for code in ("BE", "NL", "LU", "DE")]
    assert [spot.name != "" for spot in spots(near)].count(True) < len(near)


def test_a_country_is_known_by_its_names_and_its_code() -> None:
    names = ("Republic of Korea", "South Korea", "KR", "대한민국", "Korea, Republic of")
    assert {code_of(name) for name in names} == {"KR"}
    assert code_of("Atlantis") is None
    assert code_of("KR") in world().countries
