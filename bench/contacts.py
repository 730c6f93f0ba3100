"""Loading 50,000 contacts with the search for duplicates, against the same without: ``python -m bench.contacts``."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, process_time, sleep

from sqlalchemy import text

from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM
from app.config import Settings
from app.extensions import db
from app.factory import create_app
from app.imports.contacts.reading import open_file, read_contacts
from app.imports.contacts.report import ContactReport
from app.imports.contacts.searching import search
from app.imports.contacts.taking import Taking
from app.infra.migrations import upgrade
from app.infra.transaction import transaction
from bench.contact_list import contact_file

CONTACTS = 50_000
AT_MOST_TIMES = 2.0
AT_MOST_MB = 300
AT_MOST_WAIT = 2.0


def main() -> None:
    """Measure each in a process and a database of its own, and print what came out."""
    with tempfile.TemporaryDirectory(prefix="parley-bench-") as folder:
        file = Path(folder) / "contacts.csv"
        file.write_bytes(contact_file(CONTACTS))
        without = _measured(file, Path(folder) / "without", search=False)
        searched = _measured(file, Path(folder) / "with", search=True)
    times = searched["seconds"] / without["seconds"]
    print(
        f"{CONTACTS} contacts: {searched['new']:.0f} persons, {searched['doubles']:.0f} pairs that may be one"
    )
    _line("with search, against without", times, "x", AT_MOST_TIMES)
    _line("the same by CPU", searched["cpu"] / without["cpu"], "x", AT_MOST_TIMES)
    print(f"    {searched['seconds']:.1f} s against {without['seconds']:.1f} s")
    _line("largest process", searched["mb"], " MB", AT_MOST_MB)
    _line("longest wait of another writer", searched["wait"], " s", AT_MOST_WAIT)


def _line(name: str, value: float, unit: str, goal: float) -> None:
    verdict = "met" if value <= goal else "MISSED"
    print(f"{name:32}{value:10.2f}{unit:4}  goal: at most {goal:g}{unit}  {verdict}")


def _measured(file: Path, folder: Path, *, search: bool) -> Mapping[str, float]:
    folder.mkdir()
    words = [
        sys.executable,
        "-m",
        "bench.contacts",
        str(file),
        str(folder),
        "yes" if search else "",
    ]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    found: Mapping[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def load(file: Path, folder: Path, *, look: bool) -> None:
    """Load ``file`` into an empty database and print what it took."""
    app = create_app(Settings.from_environ(_environ(folder)))
    with app.app_context(), viewing_as(SYSTEM):
        upgrade()
        _empty()
        with _another_writer(app.app_context) as waits:
            began, worked = monotonic(), process_time()
            report = ContactReport()
            opened = open_file(file.read_bytes())
            contacts = read_contacts(opened, opened.guessed(), report, join=False)
            del opened
            taking = Taking("bench", report)
            taking.take(contacts)
            if look:
                search(taking.new, report, job="bench")
            seconds, cpu = monotonic() - began, process_time() - worked
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    counts = {"new": report.number("new"), "doubles": report.found_doubles}
    print(json.dumps({"seconds": seconds, "cpu": cpu, "mb": used, "wait": max(waits), **counts}))


def _environ(folder: Path) -> dict[str, str]:
    return {
        "PARLEY_ENV": "production",
        "SECRET_KEY": "only to measure, " * 3,
        "DATABASE_URL": os.environ.get("BENCH_DATABASE_URL", f"sqlite:///{folder / 'parley.db'}"),
        "PARLEY_BASE_URL": "http://127.0.0.1",
        "PARLEY_INSTANCE": str(folder),
    }


def _empty() -> None:
    with transaction() as session:
        for table in ("contact_source", "affiliation", "person", "organisation"):
            session.execute(text(f"DELETE FROM {table}"))  # noqa: S608 -- names from above.


@contextmanager
def _another_writer(context: object) -> Iterator[list[float]]:
    """Write a row now and then from another connection, and note how long each had to wait."""
    waits, over = [0.0], threading.Event()

    def write() -> None:
        with context():  # type: ignore[operator]  # Flask's own context.
            while not over.is_set():
                began = monotonic()
                with transaction() as session:
                    session.execute(text("UPDATE heartbeat SET process = process"))
                waits.append(monotonic() - began)
                sleep(0.5)
            db.session.remove()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield waits
    finally:
        over.set()
        thread.join()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        load(Path(sys.argv[1]), Path(sys.argv[2]), look=bool(sys.argv[3]))
    else:
        main()
