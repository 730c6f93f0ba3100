"""Secrets that travel in links."""

from __future__ import annotations

import re

from app.infra.tokens import new_token, token_hash


def test_a_token_has_256_bits_and_is_safe_in_a_link():
    tokens = {new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert all(re.fullmatch(r"[\w-]{43}", token) for token in tokens)


def test_only_a_hash_of_it_is_stored():
    assert token_hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert len(token_hash("half of a character: \ud800")) == 64
