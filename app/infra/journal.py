"""Which mails a worker took, and handed over, since the database was last told: a file that outlives it.

Telling the database of each mail would wait for the disk each time. A line that was written to
a file is kept by the operating system whatever happens to the process, without waiting; so a
worker that is killed knows afterwards what it had delivered, repeats the one mail in its hand
at most, and takes up the others at once.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

Attempt = tuple[int, int]
"""The id of a mail, and the number of the attempt."""

SUFFIX = ".journal"
TAKEN, DELIVERED = b"+", b"="


@dataclass
class Left:
    """What a process that died had delivered, and what it had taken besides."""

    delivered: list[Attempt] = field(default_factory=list)
    taken: list[Attempt] = field(default_factory=list)


class Journal:
    """The journal of this process, locked as long as the process lives."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / f"{os.getpid()}{SUFFIX}"
        self._file = os.open(self.path, os.O_CREAT | os.O_RDWR | os.O_APPEND, 0o600)
        fcntl.flock(self._file, fcntl.LOCK_EX)

    def take(self, attempts: Sequence[Attempt]) -> None:
        """Write down which mails are taken."""
        os.write(self._file, b"".join(b"%b%d %d\n" % (TAKEN, *one) for one in attempts))

    def note(self, attempt: Attempt) -> None:
        """Write down that a mail was handed over, before anything else is done."""
        os.write(self._file, b"%b%d %d\n" % (DELIVERED, *attempt))

    def clear(self) -> None:
        """Forget everything; the database knows it by now."""
        os.ftruncate(self._file, 0)

    def close(self) -> None:
        """Take the file away, at the end of the process."""
        self.path.unlink(missing_ok=True)
        os.close(self._file)


@contextmanager
def left_behind(folder: Path) -> Iterator[Left]:
    """Give what processes that died had in their hands, and forget it if the block succeeds."""
    found = Left()
    files = [(path, handle) for path in folder.glob(f"*{SUFFIX}") if (handle := _taken(path))]
    try:
        for path, _handle in files:
            _read(path, found)
        yield found
        for path, _handle in files:
            path.unlink(missing_ok=True)
    finally:
        for _path, handle in files:
            os.close(handle)


def _taken(path: Path) -> int | None:
    """Open the journal if nobody holds it any more."""
    try:
        handle = os.open(path, os.O_RDWR)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return handle


def _read(path: Path, into: Left) -> None:
    """Read the whole lines; one that was cut off was never finished."""
    taken: dict[Attempt, bool] = {}
    for line in path.read_bytes().split(b"\n")[:-1]:
        pair = line[1:].split()
        if len(pair) == 2:
            taken[int(pair[0]), int(pair[1])] = line[:1] == DELIVERED
    into.delivered += [attempt for attempt, delivered in taken.items() if delivered]
    into.taken += [attempt for attempt, delivered in taken.items() if not delivered]
