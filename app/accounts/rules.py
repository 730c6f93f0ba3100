"""What passwords, sessions and links have to be like: pure."""

from __future__ import annotations

from datetime import timedelta

from app.core.errors import InvalidInput
from app.core.messages import N_
from app.core.text import normalise_email

SESSION_LIFE = timedelta(days=14)
"""How long a browser stays signed in at most; it asks again when it is closed before."""

LINK_LIFE = timedelta(hours=2)
"""How long the link of a forgotten password can be used."""

FIRST_LINK_LIFE = timedelta(days=3)
"""How long a new user has to set the first password; a weekend must fit in."""

KEPT_AFTER_ITS_END = timedelta(days=30)
"""How long sessions and links are kept after they ended."""

BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "Chrome": "Chrome",
    "CriOS": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "CrOS": "ChromeOS",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "Linux": "Linux",
}
"""What stands in a browser's description of itself, the more telling words first."""


def device_name(agent: str) -> tuple[str, str]:
    """Return browser and system by which people know their own device; "" for what is unknown."""
    browser = next((name for sign, name in BROWSERS.items() if sign in agent), "")
    return browser, next((name for sign, name in SYSTEMS.items() if sign in agent), "")


SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 256


def check_password(password: str, *, email: str) -> None:
    """Accept a password by its length alone (NIST SP 800-63B, 3.1.1.2): no rules of composition.

    Raises InvalidInput, also for the user's own address.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise InvalidInput(
            N_("A password needs at least %(least)s characters; a sentence is fine."),
            least=SHORTEST_PASSWORD,
        )
    if len(password) > LONGEST_PASSWORD:
        raise InvalidInput(N_("A password has at most %(most)s characters."), most=LONGEST_PASSWORD)
    if normalise_email(password) == normalise_email(email):
        raise InvalidInput(N_("Your address is known to too many people to be a password."))
