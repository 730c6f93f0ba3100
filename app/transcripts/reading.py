"""Files of spoken words as turns: plain text with labels, WebVTT, SubRip."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from app.core.cues import Cue, read_cues
from app.core.errors import InvalidInput
from app.core.messages import N_
from app.core.text import clean_text
from app.events.rules import clock_of

LONGEST_TEXT = 1_500_000
LONGEST_LABEL = 160
MOST_TURNS = 5_000
LONGEST_SILENT_TURN = 60_000
"""Words of nobody in particular are a new turn after so many milliseconds."""

_STAMP = re.compile(r"^[\[(](?:(\d{1,2}):)?(\d{1,2}):([0-5]\d)(?:[.,]\d+)?[\])]\s*")
_STAMP_AFTER = re.compile(r"\s*[\[(](?:(\d{1,2}):)?(\d{1,2}):([0-5]\d)[\])]$")
_LABEL = re.compile(r"([^:\n]{1,160}?):(?:\s+|$)")
_BRACKETS = re.compile(r"[\[(][^\])]*[\])]")
_SMALL = re.compile(r"[a-z]")
_MC = re.compile(r"\bMa?c(?=[A-Z])")
_NAME = re.compile(r"(?:[A-Z][\w.'’-]*\s?){1,6}")
_PARAGRAPHS = re.compile(r"\n\s*\n")


@dataclass(frozen=True)
class Turn:
    """What somebody said; ``text`` has its paragraphs parted by an empty line."""

    speaker: str
    text: str
    second: int | None = None


def read_turns(content: str) -> list[Turn]:
    """Return the turns of a file in whichever form it is. Raises InvalidInput."""
    text = clean_text(content.removeprefix("\ufeff"), LONGEST_TEXT)
    if not text:
        raise InvalidInput(N_("There is nothing in it to read."))
    timed = text.startswith("WEBVTT") or "-->" in text[:400]
    turns = _of_cues(read_cues(text)) if timed else _of_text(text)
    if len(turns) > MOST_TURNS:
        raise InvalidInput(N_("This is too long: %(most)s turns are the most."), most=MOST_TURNS)
    return turns


def text_of(content: bytes) -> str:
    """Return the text of a file: UTF-8, or what Windows writes. Raises InvalidInput for what is none."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise InvalidInput(N_("This is no text that can be read. Save it as UTF-8."))


def written(turns: Iterable[Turn]) -> str:
    """Return turns as plain text, which ``read_turns`` reads again as they are."""
    return "\n\n".join(
        f"{f'[{clock_of(turn.second)}] ' if turn.second is not None else ''}"
        f"{turn.speaker}: {turn.text}"
        if turn.speaker
        else turn.text
        for turn in turns
    )


def _of_text(text: str) -> list[Turn]:
    paragraphs = [" ".join(part.split()) for part in _PARAGRAPHS.split(text)]
    spelled = _mixed_labels(paragraphs)
    turns: list[Turn] = []
    for paragraph in filter(None, paragraphs):
        turn = _labelled(paragraph, spelled)
        if turn is not None or not turns:
            turns.append(turn or Turn("", paragraph))
        else:
            turns[-1] = replace(turns[-1], text=f"{turns[-1].text}\n\n{paragraph}".strip())
    return [turn for turn in turns if turn.text]


def _labelled(paragraph: str, spelled: frozenset[str]) -> Turn | None:
    """Return the turn that ``paragraph`` begins, or None where it goes on with the one before."""
    stamp = _STAMP.match(paragraph)
    rest = paragraph[stamp.end() :] if stamp else paragraph
    found = _LABEL.match(rest)
    if found is None:
        return Turn("", rest, _second(stamp)) if stamp else None
    after = _STAMP_AFTER.search(found[1])
    label = _STAMP_AFTER.sub("", found[1]).strip()
    if not _is_capitals(label) and label not in spelled:
        return Turn("", rest, _second(stamp)) if stamp else None
    return Turn(label, rest[found.end() :], _second(stamp or after))


def _second(stamp: re.Match[str] | None) -> int | None:
    if stamp is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in stamp.groups())
    return hours * 3600 + minutes * 60 + seconds


def _is_capitals(label: str) -> bool:
    """Whether it is printed as labels are: "DR. KISSINGER", "PHILIP ZELIKOW (Counselor)"."""
    bare = _MC.sub("", _BRACKETS.sub("", label)).strip()
    return len(bare) > 1 and not _SMALL.search(bare) and any(letter.isupper() for letter in bare)


def _mixed_labels(paragraphs: Sequence[str]) -> frozenset[str]:
    """Return the names that stand like labels, where no label is in capitals and one comes twice."""
    starts = []
    for paragraph in paragraphs:
        found = _LABEL.match(_STAMP.sub("", paragraph))
        if found is not None:
            label = _STAMP_AFTER.sub("", found[1]).strip()
            if _is_capitals(label):
                return frozenset()
            starts.append(label)
    counted = Counter(starts)
    names = {label for label in counted if _NAME.fullmatch(_BRACKETS.sub("", label).strip())}
    # One word alone ("Question", "However") is a label only where it is said again.
    return frozenset(name for name in names if counted[name] > 1 or " " in name)


def _of_cues(cues: Sequence[Cue]) -> list[Turn]:
    turns: list[Turn] = []
    begun = 0
    for cue in cues:
        found = None if cue.voice else _LABEL.match(cue.text)
        label = found[1].strip() if found and _is_capitals(found[1]) else ""
        speaker = (cue.voice or label)[:LONGEST_LABEL]
        said = cue.text[found.end() :] if found and label else cue.text.removeprefix("- ")
        last = turns[-1] if turns else None
        if last is not None and _goes_on(last, speaker, cue.start - begun):
            turns[-1] = replace(last, text=f"{last.text} {said}".strip())
        elif said:
            begun = cue.start
            turns.append(Turn(speaker, said, cue.start // 1000))
    return turns


def _goes_on(last: Turn, speaker: str, since: int) -> bool:
    """Whether words belong to the turn before them, which began ``since`` milliseconds ago."""
    if speaker or last.speaker:
        return speaker in {"", last.speaker}
    return since < LONGEST_SILENT_TURN
