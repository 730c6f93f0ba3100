"""Personal links stay out of logs: of an address that is a secret, only its beginning is written."""

from __future__ import annotations

import logging
import re

SECRET_PREFIXES = (
    "/account/password/",
    "/invitations/",
    "/nominations/",
    "/play/",
    "/registrations/",
)
"""What follows these in an address is a token; ``deploy/nginx`` knows the same ones."""

_SECRET = re.compile(rf"({'|'.join(map(re.escape, SECRET_PREFIXES))})[^/\s?#\"'<>]+")


def masked(text: str) -> str:
    """Return ``text`` with "…" in place of every token in an address."""
    return _SECRET.sub(r"\1…", text)


class MaskSecrets(logging.Filter):
    """Masks the tokens in whatever its logger writes."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, with its message made harmless."""
        record.msg, record.args = masked(record.getMessage()), ()
        return True
