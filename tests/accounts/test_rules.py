"""What passwords have to be like, and how a device is called."""

from __future__ import annotations

import pytest

from app.accounts.rules import check_password, device_name
from app.core.errors import InvalidInput

EMAIL = "ada.example@example.org"


@pytest.mark.parametrize(
    "password",
    [
        "twelve chars",
        "a" * 256,
        "correct horse battery staple",
        "aaaaaaaaaaaa",
        "한반도의 평화와 번영을 위하여",
    ],
    ids=["the shortest", "the longest", "a sentence", "no rules of composition", "any script"],
)
def test_a_password_is_accepted_by_its_length(password):
    check_password(password, email=EMAIL)


@pytest.mark.parametrize(
    "password",
    ["eleven char", "a" * 257, EMAIL, " ADA.Example@example.ORG "],
    ids=["too short", "too long", "the address", "the address in another spelling"],
)
def test_a_password_is_refused(password):
    with pytest.raises(InvalidInput):
        check_password(password, email=EMAIL)


FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
CHROME = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0 Safari/537.36"
EDGE = f"{CHROME} Edg/139.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Mobile Safari/604.1"
ANDROID = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/139.0 Mobile Safari/537.36"


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (FIREFOX, ("Firefox", "Linux")),
        (CHROME, ("Chrome", "Windows")),
        (EDGE, ("Edge", "Windows")),
        (SAFARI, ("Safari", "iPhone")),
        (ANDROID, ("Chrome", "Android")),
        ("curl/8.5.0", ("", "")),
    ],
)
def test_a_device_has_the_name_that_its_owner_knows(agent, name):
    assert device_name(agent) == name
