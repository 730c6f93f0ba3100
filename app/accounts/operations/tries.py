"""How often someone may try to sign in, or ask for a link, before they have to wait.

Counted alike for addresses that nobody has, so that a limit says nothing about who exists.
"""

from __future__ import annotations

from datetime import timedelta

from app.core.text import normalise_email
from app.infra.throttle import Limit, count_try, forget_tries
from app.infra.tokens import token_hash

SIGN_INS_TO_ADDRESS = Limit(tries=10, window=timedelta(minutes=15))
SIGN_INS_FROM_NETWORK = Limit(tries=100, window=timedelta(minutes=15))
LINKS_TO_ADDRESS = Limit(tries=3, window=timedelta(hours=1))
LINKS_FROM_NETWORK = Limit(tries=20, window=timedelta(hours=1))
"""A network may be a whole institute behind one address, so it gets more."""


def may_try_password(email: str, network: str) -> bool:
    """Count one password typed for ``email`` and return whether it may be looked at."""
    to_address = count_try(_bucket("sign-in", email), SIGN_INS_TO_ADDRESS)
    from_network = count_try(f"sign-in-from:{network}", SIGN_INS_FROM_NETWORK)
    return to_address and from_network


def may_ask_for_link(email: str, network: str) -> bool:
    """Count one request for a link to ``email`` and return whether it may be sent."""
    to_address = count_try(_bucket("link", email), LINKS_TO_ADDRESS)
    from_network = count_try(f"link-from:{network}", LINKS_FROM_NETWORK)
    return to_address and from_network


def forget_passwords_tried(email: str) -> None:
    """Start counting anew for ``email``, after a right password or a new one."""
    forget_tries(_bucket("sign-in", email))


def _bucket(purpose: str, email: str) -> str:
    """Addresses are hashed: the table must not collect those of strangers."""
    return f"{purpose}:{token_hash(normalise_email(email))}"
