"""A spreadsheet read as the list of injects of a game; whatever is wrong is named by row and column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum
from itertools import islice
from typing import TypeVar

from app.core.clock import in_range, to_instant
from app.core.errors import InvalidInput
from app.core.messages import N_
from app.core.text import clean_line, clean_text
from app.games.msel.lines import Known, Line, MoveTimes
from app.games.msel.words import BETWEEN_READERS, COLUMNS, REQUIRED, minutes_read
from app.games.msel.writing import unguarded
from app.games.rules import (
    BODY_LIMIT,
    InjectKind,
    Medium,
    Readiness,
    circle_in,
    rank_of,
    require_reachable,
    require_time_in_move,
)
from app.imports.cells import Fault
from app.imports.reading.encoding import decoded
from app.imports.reading.grid import read_grid, refuse_large
from app.imports.reading.refusals import Unreadable
from app.imports.reading.workbook import PACKED

MOST_ROWS = 5_000
HEADING_WITHIN = 20
LIMITS = {
    "number": 12, "title": 200, "from": 120, "body": BODY_LIMIT, "controller": 120,
    "expected": 10_000, "objective": 300,
}  # fmt: skip
LONGEST_CELL = 10_000
LONGEST_NUMBER = 6
_SEVERAL_LINES = frozenset({"body", "expected"})
_COLUMN_OF = {"sender": "from", "medium": "channel", "offset_seconds": "offset"}
_BROKEN = "\ufffd"

Word = TypeVar("Word", bound=StrEnum)


@dataclass
class ReadList:
    """What a file says, and what it would change: numbers of injects in the order of the file."""

    lines: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)


def read_list(content: bytes, known: Known) -> ReadList:
    """Read a CSV file or a workbook for the game that is ``known``. Raises Unreadable for no table at all."""
    read = ReadList()
    rows_of: dict[str, int] = {}
    for row, cells in _rows(content):
        line = _Reader(row, cells, known, read.faults).line()
        if line is None:
            continue
        if line.number in rows_of:
            read.faults.append(
                Fault(
                    row,
                    "number",
                    N_("Inject %(number)s stands in row %(other)s already."),
                    {"number": line.number, "other": rows_of[line.number]},
                )
            )
            continue
        rows_of[line.number] = row
        read.lines.append(line)
        _sort_in(line, row, known, read)
        if line.number not in read.unchanged:
            _check_reachable(line, row, read)
    if not rows_of and not read.faults:
        raise Unreadable(N_("There is no inject in this file."))
    _check_dependencies(read, known, rows_of)
    return read


def _sort_in(line: Line, row: int, known: Known, read: ReadList) -> None:
    before = known.lines.get(line.number)
    if before is None:
        read.added.append(line.number)
    elif before == line:
        read.unchanged.append(line.number)
    elif line.number in known.released:
        different = next(
            one.name for one in fields(Line) if getattr(line, one.name) != getattr(before, one.name)
        )
        read.faults.append(
            Fault(
                row,
                _COLUMN_OF.get(different, different),
                N_("Inject %(number)s was released and stays as it was."),
                {"number": line.number},
            )
        )
    else:
        read.changed.append(line.number)


def _check_reachable(line: Line, row: int, read: ReadList) -> None:
    try:
        require_reachable(
            line.readiness,
            has_move=line.move is not None,
            has_time=line.planned_at is not None or line.offset_seconds is not None,
            has_readers=bool(line.to),
        )
    except InvalidInput as refusal:
        read.faults.append(Fault(row, "readiness", refusal.message, refusal.facts))


def _check_dependencies(read: ReadList, known: Known, rows_of: Mapping[str, int]) -> None:
    depends = {number: line.depends_on or None for number, line in known.lines.items()}
    depends |= {line.number: line.depends_on or None for line in read.lines}
    for line in read.lines:
        if line.depends_on and line.depends_on not in depends:
            _depends_wrong(
                read,
                rows_of[line.number],
                N_("There is no inject %(number)s."),
                number=line.depends_on,
            )
    while circle := circle_in(depends):
        within = [number for number in circle if number in rows_of]
        _depends_wrong(
            read,
            min(rows_of[number] for number in within) if within else 1,
            N_("These injects would wait for one another: %(numbers)s."),
            numbers=" → ".join(circle),
        )
        depends[circle[0]] = None


def _depends_wrong(read: ReadList, row: int, message: str, **facts: object) -> None:
    read.faults.append(Fault(row, "depends_on", message, facts))


def _rows(content: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """Give each row under the headings with its number as a spreadsheet counts."""
    refuse_large(content)
    packed = content.startswith(PACKED)
    if not packed:
        content = _in_utf8(content)
    numbered = ((line.record, line.cells) for line in read_grid(content).lines)
    headings = _headings(numbered)
    for row, cells in numbered:
        if row > MOST_ROWS:
            raise Unreadable(N_("This file has more than %(most)s rows."), most=MOST_ROWS)
        if any(cell.strip() for cell in cells):
            texts = cells if packed else [unguarded(cell) for cell in cells]
            padded = [*texts, *[""] * (len(headings) - len(texts))]
            yield row, dict(zip(headings, padded, strict=False))


def _in_utf8(content: bytes) -> bytes:
    """The text in UTF-8; letters of another encoding are marked, and named when their cell is read."""
    try:
        _text, encoding = decoded(content)
    except Unreadable:
        return content
    return content if encoding.startswith("utf") else content.decode("utf-8", "replace").encode()


def _headings(numbered: Iterator[tuple[int, Sequence[object]]]) -> list[str]:
    missing: set[str] = set(REQUIRED)
    for _row, cells in islice(numbered, HEADING_WITHIN):
        headings = [str(cell).strip().lower() for cell in cells]
        lacks = set(REQUIRED) - set(headings)
        if not lacks:
            for name in headings:
                if name and headings.count(name) > 1:
                    raise Unreadable(N_("The column %(column)s is there twice."), column=name)
                if name and name not in COLUMNS:
                    raise Unreadable(
                        N_("There is no column %(column)s. The columns are: %(columns)s."),
                        column=name,
                        columns=", ".join(COLUMNS),
                    )
            return headings
        missing = min(missing, lacks, key=len)
    raise Unreadable(
        N_("These columns are missing: %(columns)s."), columns=", ".join(sorted(missing))
    )


class _Reader:
    """Reads the cells of one row; whatever is wrong goes to ``faults``, and something harmless comes back."""

    def __init__(
        self, row: int, cells: Mapping[str, str], known: Known, faults: list[Fault]
    ) -> None:
        self.row, self.cells, self.known, self.faults = row, cells, known, faults

    def wrong(self, column: str, message: str, **facts: object) -> None:
        self.faults.append(Fault(self.row, column, message, facts))

    def line(self) -> Line | None:
        """What the row says; None where it has no number to know it by."""
        number = self.number()
        title = self.text("title")
        if not self.cells.get("title", "").strip():
            self.wrong("title", N_("This cell is empty."))
        move = self.move()
        planned_at, offset = self.planned_at(), self.offset()
        self.check_times(move, planned_at, offset)
        line = Line(
            number=number,
            title=title,
            move=move,
            planned_at=planned_at,
            offset_seconds=offset,
            game_at=self.time("game_at"),
            sender=self.text("from"),
            to=self.readers(),
            medium=self.word("channel", Medium, Medium.CABLE),
            kind=self.word("kind", InjectKind, InjectKind.SCRIPTED),
            readiness=self.word("readiness", Readiness, Readiness.DRAFT),
            depends_on=self.text("depends_on").lower(),
            body=self.text("body"),
            controller=self.text("controller"),
            expected=self.text("expected"),
            objective=self.text("objective"),
        )
        return line if number else None

    def text(self, column: str) -> str:
        cell = self.cells.get(column, "")
        if _BROKEN in cell:
            self.wrong(
                column,
                N_("These letters are not in UTF-8. Save the file as “CSV UTF-8” or as XLSX."),
            )
            return ""
        clean = clean_text if column in _SEVERAL_LINES else clean_line
        try:
            return clean(cell, LIMITS.get(column, LONGEST_CELL))
        except InvalidInput as refusal:
            self.wrong(column, refusal.message, **refusal.facts)
            return ""

    def number(self) -> str:
        number = self.text("number").lower()
        if not self.cells.get("number", "").strip():
            self.wrong("number", N_("This cell is empty."))
        if not number:
            return ""
        try:
            rank_of(number)
        except InvalidInput as refusal:
            self.wrong("number", refusal.message, **refusal.facts)
            return ""
        return number

    def move(self) -> int | None:
        text = self.text("move")
        if not text:
            return None
        if text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER:
            number = int(text)
            if number in self.known.moves:
                return number
        self.wrong("move", N_("There is no move “%(text)s” in this game."), text=text[:40])
        return None

    def planned_at(self) -> datetime | None:
        read = self.time("planned_at", aware=True)
        if read is None or read.tzinfo is not None:
            return read
        try:
            return to_instant(read, self.known.zone)
        except InvalidInput as refusal:
            self.wrong("planned_at", refusal.message, **refusal.facts)
            return None

    def offset(self) -> int | None:
        try:
            return minutes_read(self.text("offset"))
        except InvalidInput as refusal:
            self.wrong("offset", refusal.message, **refusal.facts)
            return None

    def time(self, column: str, *, aware: bool = False) -> datetime | None:
        """The time there; without a zone, unless it may be ``aware``."""
        text = self.text(column)
        if not text:
            return None
        try:
            read = datetime.fromisoformat(text)
        except ValueError:
            read = None
        if read is None or (read.tzinfo is not None and not aware):
            self.wrong(
                column, N_("“%(text)s” is no time such as 2006-09-25 13:00."), text=text[:40]
            )
            return None
        if not in_range(read.date()):
            self.wrong(column, N_("“%(text)s” lies outside 1990 to 2100."), text=text[:40])
            return None
        return read

    def check_times(
        self, move: int | None, planned_at: datetime | None, offset: int | None
    ) -> None:
        if offset is not None and move is None and not self.cells.get("move", "").strip():
            self.wrong("offset", N_("A time from the start of a move needs a move."))
        times = self.known.moves.get(move or 0, MoveTimes())
        try:
            require_time_in_move(
                planned_at=planned_at,
                offset_seconds=offset,
                starts_at=times.starts_at,
                ends_at=times.ends_at,
            )
        except InvalidInput as refusal:
            self.wrong(
                "offset" if offset is not None else "planned_at", refusal.message, **refusal.facts
            )

    def readers(self) -> tuple[str, ...]:
        """The readers by key, in the order of the game."""
        by_label: dict[str, str | None] = {}
        for known, label in self.known.readers.items():
            # Of two that are written alike, none is meant for sure.
            by_label[label.casefold()] = None if label.casefold() in by_label else known
        found = set()
        for part in self.text("to").split(BETWEEN_READERS):
            label = " ".join(part.split())
            if not label:
                continue
            key = by_label.get(label.casefold())
            if key is None and label.casefold() in by_label:
                self.wrong(
                    "to",
                    N_("Two teams or roles are called “%(name)s”. Give one another name first."),
                    name=label[:80],
                )
            elif key is None:
                self.wrong(
                    "to", N_("There is no team or role “%(name)s” in this game."), name=label[:80]
                )
            else:
                found.add(key)
        return tuple(key for key in self.known.readers if key in found)

    def word(self, column: str, words: type[Word], default: Word) -> Word:
        """The word there, whatever its case; ``default`` for nothing."""
        text = self.text(column)
        if not text:
            return default
        key = text.lower().replace(" ", "_").replace("-", "_")
        try:
            return words(key)
        except ValueError:
            self.wrong(
                column,
                N_("“%(word)s” is not one of: %(words)s."),
                word=text[:40],
                words=", ".join(words),
            )
            return default
