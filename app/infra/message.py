"""A row of the outbox as the bytes that a mail server takes.

Built by hand: the mail library of Python takes milliseconds for each message, and ten thousand
guests wait. What becomes a header passes the header guard, and whatever is not plain ASCII is
left to that library's own encoding.
"""

from __future__ import annotations

import re
from base64 import b64encode
from binascii import b2a_qp
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.utils import format_datetime, parseaddr
from functools import lru_cache
from typing import Protocol

from app.core.text import header_guard
from app.infra.tokens import with_personal_token

CRLF = b"\r\n"
_PLAIN_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_NEEDS_QUOTES = re.compile(r"[^A-Za-z0-9 !#$%&'*+/=?^_`{|}~-]")
_NOT_IN_BOUNDARY = re.compile(r"[^A-Za-z0-9]+")
_LINE = re.compile(r"\r\n|\r|\n")
LONGEST_HEADER = 900
"""Octets; a line of mail may have 998 (RFC 5322, 2.1.1)."""
_BASE64_LINE = 76


class ImpossibleAddress(ValueError):
    """Mail cannot be addressed like that; trying again would not help."""


class Leaving(Protocol):
    """What a mail needs in order to leave: a row of the outbox, or the columns of one."""

    @property
    def message_id(self) -> str: ...
    @property
    def to_address(self) -> str: ...
    @property
    def to_name(self) -> str: ...
    @property
    def reply_to(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def created_at(self) -> datetime: ...
    @property
    def token_seed(self) -> str: ...
    @property
    def body_text(self) -> str: ...
    @property
    def body_html(self) -> str: ...
    @property
    def calendar(self) -> str: ...
    @property
    def calendar_method(self) -> str: ...


@dataclass(frozen=True)
class Message:
    """A mail ready to be handed over: from which address, to which, and everything in it."""

    message_id: str
    sender: str
    recipient: str
    content: bytes

    def as_bytes(self) -> bytes:
        """Return the headers and the body; lines end in CRLF."""
        return self.content


def compose(mail: Leaving, *, sender: str, sender_name: str) -> Message:
    """Return ``mail`` as a message: plain text, the same in HTML, and its calendar entry.

    ``sender`` may bring a name of its own, as in "Events <events@example.org>". The Message-ID
    is the row's own, the same on every attempt. An entry that asks something of calendars
    stands beside the text, where they look for it, and as a file, for people; one that is only
    there to be kept is a file alone. Raises ImpossibleAddress.
    """
    boundary = _NOT_IN_BOUNDARY.sub("", mail.message_id)[:40]
    from_address, head = _head(
        sender, sender_name, mail.reply_to, mail.subject, mail.created_at.replace(microsecond=0)
    )
    to_address = mailbox(mail.to_address)
    own = (
        f"To: {_named(mail.to_name, to_address)}\r\nMessage-ID: {header_guard(mail.message_id)}\r\n"
    )
    content = head + own.encode() + _body(mail, boundary)
    return Message(mail.message_id, from_address, to_address, content)


@lru_cache(maxsize=64)
def _head(
    sender: str, sender_name: str, reply_to: str, subject: str, at: datetime
) -> tuple[str, bytes]:
    """The sender's address, and the headers that the mails of a campaign share."""
    name, address = parseaddr(sender)
    from_address = mailbox(address)
    lines = (
        f"From: {_named(name or sender_name, from_address)}",
        *((f"Reply-To: {_named('', mailbox(reply_to))}",) if reply_to else ()),
        f"Subject: {_header(subject)}",
        f"Date: {format_datetime(at)}",
        # Away notices and mailing lists leave such a message alone (RFC 3834).
        "Auto-Submitted: auto-generated",
        "MIME-Version: 1.0",
        "",
    )
    return from_address, "\r\n".join(lines).encode()


def _body(mail: Leaving, boundary: str) -> bytes:
    """The content type of the whole, an empty line, and the parts."""
    text = _text("plain", with_personal_token(mail.body_text, mail.token_seed))
    html = _text("html", with_personal_token(mail.body_html, mail.token_seed))
    if not mail.calendar:
        return _multipart("alternative", f"a{boundary}", [text, html])
    entry = _base64(with_personal_token(mail.calendar, mail.token_seed))
    method = header_guard(mail.calendar_method)
    ways = [text, html]
    if method != "PUBLISH":
        ways.append(_entry(entry, f'text/calendar; charset="utf-8"; method={method}'))
    name = f'text/calendar; charset="utf-8"; method={method}; name="event.ics"'
    file = _entry(entry, name, 'Content-Disposition: attachment; filename="event.ics"')
    words = _multipart("alternative", f"a{boundary}", ways)
    return _multipart("mixed", f"m{boundary}", [words, file])


def _multipart(kind: str, boundary: str, parts: list[bytes]) -> bytes:
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n'.encode()
    mark = f"\r\n--{boundary}".encode()
    return b"".join((head, *(mark + CRLF + part for part in parts), mark, b"--\r\n"))


def _text(kind: str, words: str) -> bytes:
    lines = (_LINE.sub("\n", words) if "\r" in words else words).split("\n")
    head = (
        f'Content-Type: text/{kind}; charset="utf-8"'.encode(),
        b"Content-Transfer-Encoding: quoted-printable",
        b"",
    )
    return CRLF.join((*head, *map(_quoted, lines)))


@lru_cache(maxsize=1024)
def _quoted(line: str) -> bytes:
    """A line as quoted-printable; the mails of a campaign share most of theirs."""
    return b2a_qp(line.encode(), istext=True).replace(b"\n", CRLF)


def _base64(text: str) -> bytes:
    encoded = b64encode(text.encode())
    starts = range(0, len(encoded), _BASE64_LINE)
    return CRLF.join([encoded[at : at + _BASE64_LINE] for at in starts])


def _entry(encoded: bytes, content_type: str, *more: str) -> bytes:
    lines = (f"Content-Type: {content_type}", "Content-Transfer-Encoding: base64", *more, "", "")
    return "\r\n".join(lines).encode() + encoded


@lru_cache(maxsize=1024)
def mailbox(address: str) -> str:
    """The address as mail servers write it, its domain in ASCII ("xn--…"). Raises ImpossibleAddress."""
    if _PLAIN_ADDRESS.fullmatch(address) and len(address) <= 254:
        return address
    from email_validator import EmailNotValidError, validate_email

    try:
        checked = validate_email(address, check_deliverability=False, test_environment=True)
    except (EmailNotValidError, ValueError) as error:
        raise ImpossibleAddress(f"{address!r} is no address: {error}") from error
    if checked.ascii_email is None:
        raise ImpossibleAddress(f"{address!r} cannot be written in ASCII.")
    return checked.ascii_email


@lru_cache(maxsize=1024)
def _named(name: str, address: str) -> str:
    guarded = header_guard(name)
    if not guarded:
        return address
    if not guarded.isascii():
        return f"{_header(guarded)} <{address}>"
    if _NEEDS_QUOTES.search(guarded):
        quoted = guarded.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{quoted}" <{address}>'
    return f"{guarded} <{address}>"


def _header(text: str) -> str:
    guarded = header_guard(text)
    if guarded.isascii() and len(guarded) <= LONGEST_HEADER:
        return guarded
    return Header(guarded, "utf-8").encode(linesep="\r\n")
