"""The blocks of JSON in a file: the file itself, or the scripts of a web page, each read by itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from app.imports.reading.encoding import decoded
from app.imports.reading.values import BOM, is_json

MOST_BLOCKS = 500
_TYPE = re.compile(r"application/ld\+json", re.IGNORECASE)
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*$"
)


class Broken:
    """A block that is no JSON."""


def text_of(content: bytes) -> str:
    """The file as text: in UTF-8 unless it shows otherwise. Raises Unreadable."""
    try:
        return content.removeprefix(BOM).decode()
    except UnicodeDecodeError:
        return decoded(content)[0]


def blocks_of(content: bytes) -> Iterator[Any | Broken]:
    """Each block as it was read, or that it is broken. Raises Unreadable."""
    text = text_of(content)
    if is_json(text[:1000].encode("utf-8", "replace")):
        yield _read(text)
        return
    for number, script in enumerate(_scripts(text)):
        if number >= MOST_BLOCKS:
            return
        yield _read(_WRAPPING.sub("", script))


def _read(text: str) -> Any | Broken:
    """Read a block; in some pages its quotation marks are written as in their other text."""
    for each in (text, unescape(text) if "&quot;" in text else ""):
        try:
            return json.loads(each, strict=False)
        except (ValueError, RecursionError):
            continue
    return Broken()


def _scripts(text: str) -> Iterator[str]:
    """What stands in the scripts that hold JSON-LD; looked for once from the beginning to the end."""
    lower, at = text.lower(), 0
    if len(lower) != len(text):
        lower = text
    while (begin := lower.find("<script", at)) >= 0:
        opened = lower.find(">", begin)
        ended = lower.find("</script", opened)
        if opened < 0 or ended < 0:
            return
        if _TYPE.search(text[begin : min(opened, begin + 2000)]):
            yield text[opened + 1 : ended]
        at = ended
