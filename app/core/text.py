"""Text at the edge: cleaned once on the way in, guarded on the way into headers and spreadsheets."""

from __future__ import annotations

import re
import secrets
import unicodedata
from hashlib import sha256

from app.core.errors import InvalidInput
from app.core.messages import N_

LINE_LIMIT = 300
TEXT_LIMIT = 100_000
SLUG_LIMIT = 80
KEY_LENGTH = 20

_KEY_LETTERS = b"23456789abcdefghjkmnpqrstuvwxyz"
"""Without 0, 1, i, l and o, which are misread when a key is read out or typed from paper."""
_BYTE_TO_LETTER = bytes(_KEY_LETTERS[byte % len(_KEY_LETTERS)] for byte in range(256))
_BYTES_TOO_MANY = bytes(range(256 - 256 % len(_KEY_LETTERS), 256))
"""Bytes that would make some letters likelier than others."""

_SURROGATES = re.compile("[\ud800-\udfff]")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
"""With the two that are no characters: XML takes neither, and so no feed and no spreadsheet."""
_SPACES = re.compile(r"\s+")
_MARKS = re.compile("[\u0300-\u036f]")
_HYPHENS = re.compile("[-\u00ad\u2010-\u2015\u2212\ufe58\ufe63]")
_APOSTROPHES = re.compile("['`\u00b4\u02b0-\u02ff\u2018-\u201b\u2032]")
_PLAIN_JOINTS = str.maketrans({"-": " ", "'": None, "`": None})
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")
_NOT_IN_HEADER = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]|=\\?")
_FORMULA = re.compile("[\\s\ufeff\u200b]*[=+\\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")

# Letters that decomposition leaves whole although people type them without the stroke.
_WHOLE_LETTERS = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ħ": "h",
        "ŧ": "t",
        "ı": "i",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
    }
)


def clean_text(value: str, limit: int = TEXT_LIMIT) -> str:
    r"""NFC text of several lines: trimmed, lines ended by ``\n``, no control but ``\n`` and ``\t``.

    Raises ``InvalidInput`` for lone surrogates, which no database takes, and for more than
    ``limit`` characters; nothing is cut off silently.
    """
    if _SURROGATES.search(value):
        raise InvalidInput(N_("This text holds half of a character. Type or paste it again."))
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    cleaned = unicodedata.normalize("NFC", _CONTROLS.sub("", lines)).strip()
    if len(cleaned) > limit:
        raise InvalidInput(
            N_("This is too long: %(length)s characters, and %(limit)s is the most."),
            length=len(cleaned),
            limit=limit,
        )
    return cleaned


def clean_line(value: str, limit: int = LINE_LIMIT) -> str:
    """``clean_text`` on one line: each run of spaces, tabs and line breaks becomes one space."""
    return clean_text(_SPACES.sub(" ", _CONTROLS.sub(" ", value)), limit)


def fold(text: str) -> str:
    """What two spellings share: no case, accents, apostrophes or hyphens, and single spaces.

    A hyphen becomes a space ("Kim Dae-jung" is "kim dae jung"), an apostrophe nothing. Only the
    marks of Latin, Greek and Cyrillic go: those of kana and Indic scripts make another letter.
    """
    if text.isascii():
        # Most names are, and thousands are compared: nothing of them can be decomposed.
        return " ".join(text.lower().translate(_PLAIN_JOINTS).split())
    # A compatibility form can hide a capital and a capital a compatibility form.
    lowered = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = _MARKS.sub("", lowered).translate(_WHOLE_LETTERS)
    plain = _APOSTROPHES.sub("", _HYPHENS.sub(" ", bare))
    return _SPACES.sub(" ", unicodedata.normalize("NFC", plain)).strip()


def slugify(text: str, fallback: str) -> str:
    """A name for an address: a-z, 0-9 and single hyphens, never empty, the same for the same text.

    A title without Latin letters ("한반도 평화") becomes ``fallback`` and eight letters made from it.
    """
    words = _NOT_IN_SLUG.sub("-", fold(text)).strip("-")
    if not words:
        digest = sha256(unicodedata.normalize("NFC", text).encode("utf-8", "replace")).hexdigest()
        return f"{fallback}-{digest[:8]}"
    if len(words) <= SLUG_LIMIT:
        return words
    whole_words, _, _ = words[: SLUG_LIMIT + 1].rpartition("-")
    return whole_words or words[:SLUG_LIMIT]


def header_guard(text: str) -> str:
    """Text that can become a mail header or display name without starting a header of its own.

    Controls, line separators and the opening of an encoded word each become a space: Python up to
    3.11.7 and 3.12.1 writes a real ``Bcc`` from a decoded subject.
    """
    return _SPACES.sub(" ", _NOT_IN_HEADER.sub(" ", text)).strip()


def normalise_email(address: str) -> str:
    """The form under which addresses are compared: trimmed, and one whatever its case."""
    return unicodedata.normalize("NFC", address.strip().casefold())


def csv_guard(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe goes before the dangerous ones."""
    text = cell.replace("\x00", "")
    return f"'{text}" if _FORMULA.match(text) else text


def random_key(length: int = KEY_LENGTH) -> str:
    """An unguessable public id of lower-case letters and digits, about 5 bits to each."""
    key = b""
    while len(key) < length:
        key += secrets.token_bytes(2 * length).translate(_BYTE_TO_LETTER, _BYTES_TOO_MANY)
    return key[:length].decode()
