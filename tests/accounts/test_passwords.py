"""Passwords and their hashes."""

from __future__ import annotations

import pytest

from app.accounts import passwords
from tests.factories.accounts import PASSWORD


@pytest.fixture(scope="module")
def hashed() -> str:
    return passwords.hash_password(PASSWORD)


def test_a_password_is_kept_as_an_argon2id_hash(hashed):
    assert hashed.startswith("$argon2id$")
    assert PASSWORD not in hashed


def test_the_right_password_is_told_from_a_wrong_one(hashed):
    assert passwords.is_right(PASSWORD, hashed)
    assert not passwords.is_right(PASSWORD + " ", hashed)


def test_the_same_letters_are_the_same_password_however_they_were_composed():
    assert passwords.is_right("cafe\u0301 au lait", passwords.hash_password("caf\u00e9 au lait"))


@pytest.mark.parametrize("kept", ["", "damaged"], ids=["nobody", "no hash at all"])
def test_nothing_is_the_password_of_nobody(kept):
    assert not passwords.is_right("nobody's password", kept)


class CountingHasher:
    """Stands in for Argon2 and remembers what it was given."""

    def __init__(self) -> None:
        self.given: list[tuple[str, bytes]] = []

    def verify(self, password_hash: str, password: bytes) -> bool:
        self.given.append((password_hash, password))
        return True


def test_as_much_is_hashed_for_nobody_as_for_somebody(monkeypatch):
    of_nobody = passwords._hash_of_nobody()
    hasher = CountingHasher()
    monkeypatch.setattr(passwords, "_hasher", hasher)
    assert passwords.is_right("a", "$some hash") is True
    assert passwords.is_right("a", "") is False
    assert hasher.given == [("$some hash", b"a"), (of_nobody, b"a")]


def test_a_password_beyond_all_length_is_cut_before_it_is_hashed_and_is_never_right(monkeypatch):
    hasher = CountingHasher()
    passwords._hash_of_nobody()
    monkeypatch.setattr(passwords, "_hasher", hasher)
    assert passwords.is_right("a" * 1_000_000, "$some hash") is False
    assert [len(password) for _, password in hasher.given] == [256]


def test_two_hashes_at_most_are_made_at_once():
    assert passwords._at_once._initial_value == 2
