"""Several processes live together: all run, or none does."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from app.config import ROOT

SLEEPER = "import signal, sys, time; signal.signal(signal.SIGTERM, lambda *_: sys.exit(0)); time.sleep(60)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"


def start(folder: Path, **sources: str) -> subprocess.Popen[str]:
    """Start a process that keeps the Python ``sources`` alive, each of which leaves its id in a file."""
    commands = {
        name: [
            sys.executable,
            "-c",
            f"import os; open({str(folder / name)!r}, 'w').write(str(os.getpid())); {source}",
        ]
        for name, source in sources.items()
    }
    supervisor = textwrap.dedent(f"""
        import os
        from app.cli import together
        together.PATIENCE = 1
        try:
            together.run_together(
                {commands!r}, environ=os.environ,
                is_ready=lambda: all(os.path.exists(os.path.join({str(folder)!r}, name)) for name in {list(sources)!r}),
                announce=lambda: print("ready", flush=True),
            )
        except together.Died as error:
            print(error)
            raise SystemExit(1)
    """)
    return subprocess.Popen(
        [sys.executable, "-c", supervisor], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def lives(process_id: int) -> bool:
    status = Path(f"/proc/{process_id}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("source", [SLEEPER, STUBBORN], ids=["gentle", "stubborn"])
def test_a_signal_stops_all(tmp_path: Path, number: signal.Signals, source: str) -> None:
    process = start(tmp_path, web=SLEEPER, worker=source)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(0.2)  # Until the sleepers have said how they take the signal.
    process.send_signal(number)
    assert process.communicate(timeout=20)[0] == ""
    assert process.returncode == 0
    assert not any(lives(int((tmp_path / name).read_text())) for name in ("web", "worker"))


def test_when_one_dies_the_other_is_stopped(tmp_path: Path) -> None:
    process = start(
        tmp_path, web=SLEEPER, worker="import time; time.sleep(0.5); raise SystemExit(3)"
    )
    said = process.communicate(timeout=20)[0].splitlines()
    assert said[-1] == "worker ended unexpectedly (exit status 3); the rest was stopped."
    assert process.returncode == 1
    assert not lives(int((tmp_path / "web").read_text()))
