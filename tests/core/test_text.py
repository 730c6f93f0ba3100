"""Text is cleaned once at the edge and guarded where it leaves the house."""

from __future__ import annotations

import re
import unicodedata
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.calendars import fold_line
from app.core.errors import InvalidInput
from app.core.text import (
    SLUG_LIMIT,
    clean_line,
    clean_text,
    csv_guard,
    fold,
    header_guard,
    normalise_email,
    random_key,
    slugify,
)


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        pytest.param("  a  b \n", "a  b", id="trimmed"),
        pytest.param("a\r\nb\rc", "a\nb\nc", id="one kind of line end"),
        pytest.param("a\x00b\x1b\x7f\x97c\td", "abc\td", id="controls out, tab in"),
        pytest.param("a\ufffeb\uffffc", "abc", id="no characters"),
        pytest.param("e\u0301", "é", id="composed"),
        pytest.param("한반도", "한반도", id="Hangul"),
        pytest.param("", "", id="empty"),
    ],
)
def test_text_is_cleaned(typed: str, cleaned: str) -> None:
    assert clean_text(typed) == cleaned


def test_a_line_is_one_line() -> None:
    assert clean_line(" a\u00a0 b\n\tc\u2028d\x85e ") == "a b c d e"


def test_a_control_between_two_words_of_a_line_parts_them() -> None:
    assert clean_line("Shuffle\x97Vance") == "Shuffle Vance"


def test_half_a_character_is_refused() -> None:
    with pytest.raises(InvalidInput, match="half of a character"):
        clean_text("a\ud83d")


def test_too_long_is_refused_and_not_cut() -> None:
    assert clean_line("a" * 5, limit=5) == "aaaaa"
    with pytest.raises(InvalidInput, match="6 characters, and 5 is the most"):
        clean_line("a" * 6, limit=5)


@given(st.text())
def test_clean_text_is_clean_for_good(typed: str) -> None:
    cleaned = clean_text(typed)
    assert clean_text(cleaned) == cleaned
    assert {c for c in cleaned if unicodedata.category(c) == "Cc"} <= {"\n", "\t"}


@given(st.text())
def test_a_clean_line_is_clean_for_good(typed: str) -> None:
    assert clean_line(clean_line(typed)) == clean_line(typed)


# Folding


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Małgorzata Gnoińska", "malgorzata gnoinska", id="Polish"),
        pytest.param("Lüthi", "Lu\u0308thi", id="composed or not"),
        pytest.param("Kim Dae-jung", "KIM DAE JUNG", id="hyphen or space"),
        pytest.param("Kim Dae‑jung", "Kim Dae-jung", id="unbreakable hyphen"),
        pytest.param("O’Brien", "O'Brien", id="apostrophes"),
        pytest.param("P'yŏngyang", "pyongyang", id="McCune-Reischauer"),
        pytest.param("Ｙｕｊｉ", "yuji", id="full width"),
        pytest.param("Straße", "STRASSE", id="sharp s"),
        pytest.param("Đặng Ørsted ı", "dang orsted i", id="strokes and dots"),
        pytest.param("Nguyễn  Văn\u00a0An", "nguyen van an", id="Vietnamese, and odd spaces"),
        pytest.param("ｶﾞ", "ガ", id="half-width kana"),
    ],
)
def test_two_spellings_fold_to_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("か", "が"), ("हिन्दी", "हनद"), ("김", "긴")])
def test_marks_that_make_another_letter_stay(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


# Slugs


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("A New Direction for U.S. Policy", "a-new-direction-for-u-s-policy"),
        ("China’s Rôle & the ‘Łódź’ — Talks", "chinas-role-the-lodz-talks"),
        ("  --  5th  Round!", "5th-round"),
    ],
)
def test_a_title_becomes_a_slug(title: str, slug: str) -> None:
    assert slugify(title, "event") == slug


def test_a_title_in_hangul_has_a_slug_of_its_own_that_stays_the_same() -> None:
    assert slugify("한반도 평화", "event") == slugify("한반도 평화", "event")
    assert re.fullmatch(r"event-[0-9a-f]{8}", slugify("한반도 평화", "event"))
    assert slugify("한반도 평화", "event") != slugify("한반도 전쟁", "event")
    assert slugify("한반도", "event") == slugify(unicodedata.normalize("NFD", "한반도"), "event")


def test_a_long_slug_ends_with_a_whole_word() -> None:
    slug = slugify("word " * 40, "event")
    assert slug == "-".join(["word"] * 16)
    assert len(slugify("a" * 200, "event")) == SLUG_LIMIT
    assert slugify("a" * SLUG_LIMIT + " b", "event") == "a" * SLUG_LIMIT


@given(st.text(st.characters()))
def test_a_slug_is_never_empty_and_always_fits_an_address(title: str) -> None:
    slug = slugify(title, "event")
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= SLUG_LIMIT


# Headers, addresses, spreadsheets, keys


@pytest.mark.parametrize(
    "hostile",
    [
        "A=?UTF-8?Q?=0A?=Bcc: injected@example.com",
        "=?utf-8?q?=0d=0aBcc=3a_x=40y?=",
        "Subject\r\nBcc: x@example.com",
        "Subject\n",
        "a\u2028b\u2029c\x85d\x00e",
    ],
)
def test_nothing_in_a_header_starts_another(hostile: str) -> None:
    message = EmailMessage(policy=SMTP)
    message["Subject"] = header_guard(hostile)
    message["To"] = "guest@example.org"
    assert b"\nBcc" not in message.as_bytes()
    assert "To: guest@example.org" in message.as_string()


@given(st.text())
def test_a_guarded_header_has_no_control_and_no_encoded_word(text: str) -> None:
    guarded = header_guard(text)
    assert "=?" not in guarded
    assert not [c for c in guarded if unicodedata.category(c) in {"Cc", "Zl", "Zp"}]
    assert header_guard(guarded) == guarded


def test_an_honest_subject_is_left_alone() -> None:
    assert header_guard("Lüthi: 한반도 = peace? – Thursday") == "Lüthi: 한반도 = peace? – Thursday"


@pytest.mark.parametrize("typed", ["Ann@Example.org", " ann@example.ORG ", "ANN@EXAMPLE.ORG"])
def test_addresses_that_differ_in_case_are_one(typed: str) -> None:
    assert normalise_email(typed) == "ann@example.org"


def test_addresses_with_a_plus_are_two() -> None:
    assert normalise_email("ann+press@example.org") != normalise_email("ann@example.org")


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+1 202",
        "-chair",
        "@office",
        " =1",
        "\u00a0=1",
        "\ufeff=1",
        "\t1",
        "\r",
        "\n1",
        "＝1",
        "＋1",
    ],
)
def test_a_cell_that_looks_like_a_formula_is_kept_as_text(cell: str) -> None:
    assert csv_guard(cell) == f"'{cell}"


def test_a_hidden_nul_does_not_help_a_formula() -> None:
    assert csv_guard("\x00=1") == "'=1"


@pytest.mark.parametrize("cell", ["Chair", "a=1", "1-2", "", " Ann", "한반도"])
def test_an_honest_cell_is_left_alone(cell: str) -> None:
    assert csv_guard(cell) == cell


def test_random_keys_are_long_different_and_easy_to_read_out() -> None:
    keys = {random_key() for _ in range(1000)}
    assert len(keys) == 1000
    assert {len(key) for key in keys} == {20}
    assert set("".join(keys)) <= set("23456789abcdefghjkmnpqrstuvwxyz")
    assert len(random_key(12)) == 12


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=300))
def test_a_folded_line_says_the_same_in_lines_of_75_octets(line: str) -> None:
    folded = fold_line(line)
    assert folded.replace("\r\n ", "") == f"{line}\r\n"
    assert max(len(piece.encode()) for piece in folded.split("\r\n")) <= 75


def test_a_key_has_its_length_and_no_letter_that_is_misread() -> None:
    keys = "".join(random_key(30) for _ in range(200))
    assert len(keys) == 6000
    assert set(keys) == set("23456789abcdefghjkmnpqrstuvwxyz")


@given(st.text(st.characters(codec="ascii")))
def test_plain_text_folds_as_it_does_beside_a_letter_that_is_not(text: str) -> None:
    assert fold(f"{text} 서울") == f"{fold(text)} 서울".strip()
