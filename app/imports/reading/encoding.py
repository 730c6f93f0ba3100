"""In which letters a text file is written, told from the bytes alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping

from app.core.messages import N_
from app.imports.reading.refusals import Unreadable

ENCODINGS: Mapping[str, str] = {
    "utf-8-sig": N_("UTF-8"),
    "utf-16": N_("UTF-16"),
    "utf-16-le": N_("UTF-16 without its mark"),
    "utf-16-be": N_("UTF-16 without its mark, the other way round"),
    "cp1252": N_("Windows, Western Europe"),
    "cp949": N_("Windows, Korean"),
    "cp932": N_("Windows, Japanese (Shift-JIS)"),
    "gb18030": N_("Chinese, simplified"),
    "big5": N_("Chinese, traditional"),
    "cp1250": N_("Windows, Central Europe"),
    "cp1251": N_("Windows, Cyrillic"),
    "mac-roman": N_("Older Macintosh"),
}
"""What a reader may choose; only the first seven are ever guessed."""

_LOOKED_AT = 200_000
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_MOSTLY = 0.3
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b]")
_MOST_CONTROLS = 8
"""A few are slips of some programme; more are no text."""


def decoded(content: bytes, encoding: str = "") -> tuple[str, str]:
    """Return the text and the name of its encoding, which is guessed unless it is given.

    Raises Unreadable for what is no text at all, or not in the encoding that was given.
    """
    name = encoding or _guessed(content)
    try:
        text = content.decode(name)
    except (UnicodeDecodeError, LookupError):
        raise Unreadable(
            N_("This file cannot be read in these letters. Choose others, or let them be found.")
            if encoding
            else N_("This is neither a CSV file nor a workbook (XLSX).")
        ) from None
    if "\x00" in text or len(_CONTROLS.findall(text, 0, 4000)) > _MOST_CONTROLS:
        raise Unreadable(N_("This is neither a CSV file nor a workbook (XLSX)."))
    return text.removeprefix("\ufeff"), name


def _guessed(content: bytes) -> str:
    for mark, name in _BOMS:
        if content.startswith(mark):
            return name
    if wide := _wide(content):
        return wide
    try:
        content.decode()
    except UnicodeDecodeError:
        return _likeliest(content[:_LOOKED_AT])
    return "utf-8-sig"


def _wide(content: bytes) -> str:
    """UTF-16 whose mark was lost shows by the empty half of its commas and line breaks."""
    sample = content[:4000]
    for name, half in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if half and half.count(0) > _MOSTLY * len(half):
            return name
    return ""


def _likeliest(sample: bytes) -> str:
    """The encoding under which the letters beyond ASCII are such as people write."""
    scores = {name: _score(sample, name, judge) for name, judge in _JUDGES.items()}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] > 0 else "cp1252"


def _score(sample: bytes, name: str, judge: Callable[[str], float]) -> float:
    try:
        # The sample may end within a letter.
        text = sample.decode(name, "strict" if len(sample) < _LOOKED_AT else "ignore")
    except UnicodeDecodeError:
        return -1.0
    runs = list(_foreign_runs(text))
    letters = sum(map(len, runs))
    return sum(map(judge, runs)) / letters if letters else 0.0


def _foreign_runs(text: str) -> Iterator[str]:
    """What stands beyond ASCII, each run with no ASCII letter within."""
    run = ""
    for letter in text:
        if ord(letter) > 127:
            run += letter
        elif run:
            yield run
            run = ""
    if run:
        yield run


def _western(run: str) -> float:
    """Accented letters stand alone or in twos among others; signs alone."""
    if len(run) > 2:
        return -1.0 * len(run)
    return sum(1.0 if unicodedata.category(letter)[0] in "LP" else 0.3 for letter in run)


def _korean(run: str) -> float:
    """Common syllables fill two bytes above 0xA0; the rare ones are what other letters look like."""
    return sum(_korean_letter(letter) for letter in run)


def _korean_letter(letter: str) -> float:
    common = min(letter.encode("cp949")) > 0xA0
    if "가" <= letter <= "힣":
        return 1.1 if common else -0.5
    return 0.5 if common else -1.0


def _japanese(run: str) -> float:
    return sum(_japanese_letter(letter) for letter in run)


def _japanese_letter(letter: str) -> float:
    if "\uff61" <= letter <= "\uff9f":
        return -0.5
    if "\u3041" <= letter <= "\u30fe":
        return 1.1
    lead = letter.encode("cp932")[0]
    return 1.1 if 0x88 <= lead <= 0x97 else 0.4 if lead in (0x81, 0x82) else -0.3


_JUDGES: Mapping[str, Callable[[str], float]] = {
    "cp1252": _western,
    "cp949": _korean,
    "cp932": _japanese,
}
