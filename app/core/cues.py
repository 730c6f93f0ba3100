"""Files of timed words: WebVTT (w3.org/TR/webvtt1) and SubRip, read as cues."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from app.core.errors import InvalidInput
from app.core.messages import N_

MARK = "WEBVTT"
LONGEST_FILE = 4 * 1024 * 1024
_TIMES = re.compile(
    r"(?:(\d{1,3}):)?([0-5]\d):([0-5]\d)[.,](\d{3})\s+-->\s+"
    r"(?:(\d{1,3}):)?([0-5]\d):([0-5]\d)[.,](\d{3})(?:\s.*)?"
)
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]+)>")
_TAG = re.compile(r"</?[^>]*>")


@dataclass(frozen=True)
class Cue:
    """Some words and when they are said, in milliseconds; ``voice`` says who, where the file does."""

    start: int
    end: int
    voice: str
    text: str


def read_cues(text: str) -> list[Cue]:
    """Return the cues of a file. Raises InvalidInput, with the line, for what no player can use."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").split("\n")
    cues: list[Cue] = []
    number = 0
    while number < len(lines):
        if "-->" not in lines[number]:
            number += 1
            continue
        start, end = _times(lines[number], number + 1)
        if cues and start < cues[-1].start:
            raise InvalidInput(
                N_("Line %(line)s: this comes before the words above it."), line=number + 1
            )
        said = []
        number += 1
        while number < len(lines) and lines[number].strip():
            said.append(lines[number].strip())
            number += 1
        cues.append(_cue(start, end, " ".join(said)))
    if not cues:
        raise InvalidInput(N_("There are no timed words in this file."))
    return cues


def checked_webvtt(text: str) -> str:
    """Return ``text`` as a WebVTT file that players take. Raises InvalidInput."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").strip()
    first = plain.split("\n", 1)[0]
    if first != MARK and not first.startswith((f"{MARK} ", f"{MARK}\t")):
        raise InvalidInput(N_("A WebVTT file begins with the line WEBVTT."))
    if len(plain) > LONGEST_FILE:
        raise InvalidInput(N_("This file is too large."))
    read_cues(plain)
    return plain + "\n"


def _times(line: str, number: int) -> tuple[int, int]:
    found = _TIMES.fullmatch(line.strip())
    if found is None:
        raise InvalidInput(
            N_("Line %(line)s: write times as 00:01:02.000 --> 00:01:05.000."), line=number
        )
    parts = [int(part or 0) for part in found.groups()]
    start, end = _milliseconds(parts[:4]), _milliseconds(parts[4:])
    if end <= start:
        raise InvalidInput(N_("Line %(line)s: the end is not after the start."), line=number)
    return start, end


def _milliseconds(parts: list[int]) -> int:
    hours, minutes, seconds, thousandths = parts
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths


def _cue(start: int, end: int, said: str) -> Cue:
    voice = _VOICE.search(said)
    return Cue(
        start,
        end,
        html.unescape(voice[1]).strip() if voice else "",
        html.unescape(_TAG.sub("", said)).strip(),
    )
