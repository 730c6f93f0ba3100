"""Personal links stay out of logs."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from typing import Any

import pytest

from app.config import ROOT
from app.web.secret_paths import SECRET_PREFIXES, MaskSecrets, masked

NGINX = "\n".join(path.read_text() for path in sorted((ROOT / "deploy/nginx").glob("*.conf")))


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("GET /invitations/s3cr-t_x/ HTTP/1.1", "GET /invitations/…/ HTTP/1.1"),
        ("POST /invitations/s3cret/answer", "POST /invitations/…/answer"),
        ("/nominations/s3cret?x=1", "/nominations/…?x=1"),
        ("'/account/password/s3cret'", "'/account/password/…'"),
        ("http://host/registrations/s3cret", "http://host/registrations/…"),
        ("GET /events/a-panel HTTP/1.1", "GET /events/a-panel HTTP/1.1"),
    ],
)
def test_of_an_address_that_is_a_secret_the_beginning_is_written(written: str, kept: str) -> None:
    assert masked(written) == kept


def test_a_logger_masks_what_it_is_given_in_parts() -> None:
    record = logging.LogRecord("g", logging.ERROR, "", 0, "at %s", ("/invitations/s3cret/",), None)
    assert MaskSecrets().filter(record)
    assert record.getMessage() == "at /invitations/…/"


def test_every_address_with_a_token_begins_with_one_of_the_prefixes(
    house: Callable[[str], tuple[Any, Any]],
) -> None:
    app, _database = house("sqlite")
    secret = [rule.rule for rule in app.url_map.iter_rules() if "token" in rule.arguments]
    assert secret
    assert [rule for rule in secret if not rule.startswith(SECRET_PREFIXES)] == []


def test_the_proxy_knows_the_same_prefixes_and_writes_no_referrer() -> None:
    known = "|".join(prefix.strip("/") for prefix in SECRET_PREFIXES)
    assert NGINX.count(known) == 2
    assert "http_referer" not in NGINX
    assert re.search(r"access_log \S+ parley;", NGINX)
