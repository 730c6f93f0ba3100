"""Keeps several processes alive together: all run, or none does."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from types import FrameType

LOOK_EVERY = 0.1
"""Seconds between two looks at whether all are alive."""

PATIENCE = 25
"""Seconds that a process has to finish what it is doing; more than gunicorn's own grace."""

Processes = dict[str, "subprocess.Popen[bytes]"]


class Died(Exception):
    """A process ended that should not have; the others were stopped."""

    def __init__(self, name: str, code: int) -> None:
        super().__init__(f"{name} ended unexpectedly (exit status {code}); the rest was stopped.")


def run_together(
    commands: Mapping[str, Sequence[str]],
    *,
    environ: Mapping[str, str],
    is_ready: Callable[[], bool],
    announce: Callable[[], None],
    sockets: Sequence[int] = (),
) -> None:
    """Run the named ``commands`` until SIGINT or SIGTERM, then stop them all.

    Calls ``announce`` once, as soon as ``is_ready``; hands the open ``sockets`` on. Raises Died when one ends by itself.
    """
    # A plain list: the lock of an Event may be held by the very thread that the signal interrupts.
    asked: list[int] = []

    def ask_to_stop(number: int, _frame: FrameType | None) -> None:
        asked.append(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, ask_to_stop)
    # Groups of their own: an interrupt from the terminal reaches only us, and we stop them gently.
    processes: Processes = {
        name: subprocess.Popen(  # noqa: S603  # Our own commands.
            command, env=dict(environ), process_group=0, pass_fds=sockets
        )
        for name, command in commands.items()
    }
    try:
        _watch(processes, asked, is_ready, announce)
    finally:
        _end(processes)


def _watch(
    processes: Processes,
    asked: list[int],
    is_ready: Callable[[], bool],
    announce: Callable[[], None],
) -> None:
    announced = False
    while not asked:
        time.sleep(LOOK_EVERY)
        for name, process in processes.items():
            if (code := process.poll()) is not None:
                raise Died(name, code)
        if not announced and is_ready():
            announced = True
            announce()


def _end(processes: Processes) -> None:
    for process in processes.values():
        process.terminate()
    deadline = time.monotonic() + PATIENCE
    for process in processes.values():
        try:
            process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
