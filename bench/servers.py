"""Parley and bare Flask, each under gunicorn with the same processes and threads."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

WORKERS, THREADS = 2, 8
START_SECONDS = 60


@dataclass(frozen=True)
class Server:
    """A server that answers, and how long that took from the start of the process."""

    port: int
    seconds_to_first_answer: float
    pid: int

    def processor_seconds(self) -> float:
        """Return how much processor time its processes have used."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        ticks = 0
        for pid in (*children, str(self.pid)):
            ticks += sum(
                map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13])
            )
        return ticks / os.sysconf("SC_CLK_TCK")

    def largest_worker(self) -> float:
        """Return the megabytes that the largest of its processes holds."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return max(_resident(pid) for pid in (*children, str(self.pid)))


@contextmanager
def deployed(environ: Mapping[str, str]) -> Iterator[Server]:
    """Serve Parley as an installation does, streams included."""
    port = _free_port()
    command = [
        sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py",
        "--log-level", "error", "wsgi:app",
    ]  # fmt: skip
    began = time.perf_counter()
    settings = {**os.environ, **environ, "PORT": str(port)}
    with subprocess.Popen(command, env=settings) as process:
        try:
            _wait(f"http://127.0.0.1:{port}/healthz", process)
            yield Server(port, time.perf_counter() - began, process.pid)
        finally:
            process.terminate()


@contextmanager
def serving(app: str, environ: Mapping[str, str], path: str = "/") -> Iterator[Server]:
    """Serve ``app`` until the end of the block; it begins when ``path`` has answered with 200."""
    port = _free_port()
    command = [
        sys.executable, "-m", "gunicorn", "--preload", "--worker-class", "gthread",
        "--workers", str(WORKERS), "--threads", str(THREADS), "--keep-alive", "75",
        "--no-control-socket", "--log-level", "error", "--bind", f"127.0.0.1:{port}", app,
    ]  # fmt: skip
    began = time.perf_counter()
    with subprocess.Popen(command, env={**os.environ, **environ}) as process:
        try:
            _wait(f"http://127.0.0.1:{port}{path}", process)
            yield Server(port, time.perf_counter() - began, process.pid)
        finally:
            process.terminate()


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.perf_counter() + START_SECONDS
    while time.perf_counter() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=START_SECONDS):  # noqa: S310 - our own.
                return
        except urllib.error.URLError:
            time.sleep(0.005)
    raise RuntimeError(f"{url} did not answer.")


def _resident(pid: str) -> float:
    """Megabytes that the process holds, what it shares with its siblings included."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1000
    return 0.0


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
