"""Printed names are taken apart without losing anything."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.names import parse_name

EMPTY = {
    "honorific": "",
    "office": "",
    "given": "",
    "nickname": "",
    "suffix": "",
    "generation": "",
    "native": "",
    "family_first": False,
}


@pytest.mark.parametrize(
    ("printed", "parts"),
    [
        pytest.param(
            "Dr. Marc J. Susser",
            {"honorific": "Dr.", "given": "Marc J.", "family": "Susser"},
            id="honorific",
        ),
        pytest.param(
            "Prof. Sir Lawrence Freedman",
            {"honorific": "Prof. Sir", "given": "Lawrence", "family": "Freedman"},
            id="two honorifics",
        ),
        pytest.param(
            "The Honorable Jane Doe, Ph.D.",
            {"honorific": "The Honorable", "given": "Jane", "family": "Doe", "suffix": "Ph.D."},
            id="article and degree",
        ),
        pytest.param(
            "Lt. General Brent Scowcroft",
            {"honorific": "Lt. General", "given": "Brent", "family": "Scowcroft"},
            id="rank of two words",
        ),
        pytest.param(
            "Ambassador Winston S. Lord (ret.)",
            {
                "honorific": "Ambassador",
                "given": "Winston S.",
                "family": "Lord",
                "suffix": "(ret.)",
            },
            id="retired, and a family name that is a title elsewhere",
        ),
        pytest.param(
            "Ambassador Charles W. (Chas.) Freeman, Jr. (ret.)",
            {
                "honorific": "Ambassador",
                "given": "Charles W.",
                "nickname": "Chas.",
                "family": "Freeman",
                "suffix": "Jr. (ret.)",
                "generation": "Jr.",
            },
            id="nickname, generation, retired",
        ),
        pytest.param(
            'Jesús G. "Chuy" García',
            {"given": "Jesús G.", "nickname": "Chuy", "family": "García"},
            id="nickname in quotation marks",
        ),
        pytest.param(
            "Secretary of State Condoleezza Rice",
            {"office": "Secretary of State", "given": "Condoleezza", "family": "Rice"},
            id="office with its department",
        ),
        pytest.param(
            "Secretary of State Hillary Rodham Clinton",
            {"office": "Secretary of State", "given": "Hillary Rodham", "family": "Clinton"},
            id="office before three names",
        ),
        pytest.param(
            "Assistant Secretary P.J. Crowley",
            {"office": "Assistant Secretary", "given": "P.J.", "family": "Crowley"},
            id="office without department",
        ),
        pytest.param(
            "Former Deputy Assistant Secretary of Defense for Asia Jane Doe",
            {
                "office": "Former Deputy Assistant Secretary of Defense for Asia",
                "given": "Jane",
                "family": "Doe",
            },
            id="office with an unknown department",
        ),
        pytest.param(
            "Secretary-General Ban Ki-moon",
            {
                "office": "Secretary-General",
                "given": "Ki-moon",
                "family": "Ban",
                "family_first": True,
            },
            id="romanised Korean, family first",
        ),
        pytest.param(
            "Lien-Hang Nguyen", {"given": "Lien-Hang", "family": "Nguyen"}, id="hyphen, family last"
        ),
        pytest.param(
            "CHEN Jian",
            {"given": "Jian", "family": "Chen", "family_first": True},
            id="family in capitals, first",
        ),
        pytest.param("Jian CHEN", {"given": "Jian", "family": "Chen"}, id="in capitals, last"),
        pytest.param("XI Jinping", {"given": "Jinping", "family": "Xi", "family_first": True}),
        pytest.param("JD Vance", {"given": "JD", "family": "Vance"}, id="initials without stops"),
        pytest.param("Chen Jian", {"given": "Chen", "family": "Jian"}, id="a guess, and only that"),
        pytest.param(
            "Bush, George H. W.", {"given": "George H. W.", "family": "Bush"}, id="last, first"
        ),
        pytest.param(
            "Sample, John Q., III",
            {"given": "John Q.", "family": "Sample", "suffix": "III", "generation": "III"},
            id="last, first, generation",
        ),
        pytest.param(
            "Freedman, Sir Lawrence",
            {"honorific": "Sir", "given": "Lawrence", "family": "Freedman"},
            id="last, title first",
        ),
        pytest.param(
            "Ludwig van Beethoven", {"given": "Ludwig", "family": "van Beethoven"}, id="particle"
        ),
        pytest.param(
            "Tran Van Tung", {"given": "Tran Van", "family": "Tung"}, id="no particle in capitals"
        ),
        pytest.param("DR. CARLAND", {"honorific": "DR.", "family": "Carland"}, id="all capitals"),
        pytest.param(
            "MARY O'BRIEN-SMITH",
            {"given": "Mary", "family": "O'Brien-Smith"},
            id="all capitals with marks",
        ),
        pytest.param(
            "知野 雄二/Yuji Chino",
            {"given": "Yuji", "family": "Chino", "native": "知野 雄二"},
            id="own script beside",
        ),
        pytest.param(
            "김 대중",
            {"given": "대중", "family": "김", "native": "김 대중", "family_first": True},
            id="own script alone",
        ),
        pytest.param("김대중", {"family": "김대중", "native": "김대중"}, id="own script, no space"),
        pytest.param("Sukarno", {"family": "Sukarno"}, id="one name"),
        pytest.param("H.E. He Yafei", {"honorific": "H.E.", "given": "He", "family": "Yafei"}),
        pytest.param(
            "He Yafei", {"given": "He", "family": "Yafei"}, id="no title without its stop"
        ),
        pytest.param("Gen Sato", {"given": "Gen", "family": "Sato"}, id="no rank without its stop"),
        pytest.param("Dr.", {"family": "Dr."}, id="a title alone"),
        pytest.param("", {"family": ""}, id="nothing"),
    ],
)
def test_a_printed_name_has_these_parts(printed: str, parts: dict[str, object]) -> None:
    assert vars(parse_name(printed)) == {**EMPTY, **parts, "printed": printed}


@pytest.mark.parametrize(
    ("printed", "display"),
    [
        (
            "Ambassador Charles W. (Chas.) Freeman, Jr. (ret.)",
            "Charles W. (Chas.) Freeman, Jr.",
        ),
        ("Sample, John Q., III", "John Q. Sample III"),
        ("Professor Lorenz Lüthi", "Lorenz Lüthi"),
        ("Assistant Secretary P.J. Crowley", "P.J. Crowley"),
        ("Ban Ki-moon", "Ban Ki-moon"),
        ("AMBASSADOR BRYNN", "Brynn"),
        ("김 대중", "김 대중"),
    ],
)
def test_a_name_is_shown_without_title_and_office(printed: str, display: str) -> None:
    assert parse_name(printed).display == display


def test_a_known_order_overrules_the_guess() -> None:
    name = parse_name("Professor Chen Jian", family_first=True)
    assert (name.family, name.given, name.display) == ("Chen", "Jian", "Chen Jian")
    name = parse_name("Tran Van Tung", family_first=True)
    assert (name.family, name.given) == ("Tran", "Van Tung")
    assert parse_name("Ban Ki-moon", family_first=False).family == "Ki-moon"


def test_the_match_key_does_not_depend_on_the_order() -> None:
    assert parse_name("Jian Chen").match_key == parse_name("CHEN Jian").match_key == "chen jian"


@given(st.text())
def test_any_text_has_parts_and_keeps_what_was_printed(printed: str) -> None:
    name = parse_name(printed)
    assert name.printed == printed
    assert isinstance(name.display + name.match_key, str)


@given(
    st.lists(
        st.sampled_from(
            [
                "Dr.",
                "The",
                "Former",
                "Secretary",
                "of",
                "State",
                "for",
                "Li",
                "Jr.",
                "III",
                ",",
                "(ret.)",
                "van",
            ]
        ),
        max_size=8,
    )
)
def test_words_in_any_order_are_never_lost(words: list[str]) -> None:
    name = parse_name(" ".join(words))
    kept = f"{name.honorific} {name.office} {name.given} {name.family} {name.suffix}".lower()
    assert {word for word in words if word.strip(".,").lower() not in kept} == set()
