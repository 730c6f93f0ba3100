"""Words of a file, as a page can show them: cleaned, without markup, no longer than there is room."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

from app.core.errors import InvalidInput
from app.core.text import clean_line, clean_text
from app.imports.calendars.found import LONGEST_TEXT, LONGEST_TITLE

LONGEST_ADDRESS = 500
_LONGEST_READ = 200_000
_SURROGATES = re.compile("[\ud800-\udfff]")
_MARKUP = re.compile(
    r"</?(p|br|div|span|a|ul|ol|li|b|i|em|strong|html|body|table|h[1-6])\b[^<>]*>", re.IGNORECASE
)
_BLOCKS = frozenset({"p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"})
_UNSEEN = frozenset({"script", "style", "head", "title"})
_BLANK = re.compile(r"[ \t\u00a0]*\n[ \t\u00a0]*(?:\n\s*)+")
_SPACES = re.compile(r"[ \t\u00a0]+")


def line(value: object, limit: int = LONGEST_TITLE) -> str:
    """One line of plain text, cut off where there is no more room."""
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return ""
    return clean_line(_plain(str(value)[:_LONGEST_READ]), _LONGEST_READ)[:limit].strip()


def text(value: object, limit: int = LONGEST_TEXT) -> str:
    """Plain text of several lines, cut off where there is no more room."""
    if not isinstance(value, str):
        return ""
    return clean_text(_plain(value[:_LONGEST_READ]), _LONGEST_READ)[:limit].strip()


def address(value: object) -> str:
    """A web address, or nothing; one that is too long is none."""
    if not isinstance(value, str):
        return ""
    said = value.strip()
    good = said.startswith(("https://", "http://")) and len(said) <= LONGEST_ADDRESS
    try:
        return clean_line(said) if good and not re.search(r"[\s<>\"]", said) else ""
    except InvalidInput:
        return ""


def _plain(value: str) -> str:
    whole = _SURROGATES.sub("\ufffd", value)
    if not _MARKUP.search(whole):
        return unescape(whole)
    reader = _Words()
    try:
        reader.feed(whole)
        reader.close()
    except (AssertionError, ValueError):
        # A declaration that was never ended; what was read so far is kept.
        pass
    return _BLANK.sub("\n\n", _SPACES.sub(" ", "".join(reader.pieces)))


class _Words(HTMLParser):
    """Gathers what a reader of the page would see."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.pieces.append("\n")
        self._unseen += tag in _UNSEEN

    def handle_endtag(self, tag: str) -> None:
        if tag in {"p", "div", "ul", "ol"}:
            self.pieces.append("\n")
        self._unseen = max(0, self._unseen - (tag in _UNSEEN))

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.pieces.append(data)
