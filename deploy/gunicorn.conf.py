"""How gunicorn serves Parley: one process per core or two, threads inside, stopped gracefully.

Used by ``parley run`` and by the systemd unit alike; every number comes from the settings.
"""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Any

from app.config import Settings
from app.infra.garbage import search_seldom
from app.web.secret_paths import MaskSecrets

_settings = Settings.from_environ()
_host = f"[{_settings.host}]" if ":" in _settings.host else _settings.host

bind = f"{_host}:{_settings.port}"
worker_class = "gthread"
workers = _settings.web_workers
# A page of a game that is open holds a thread for its stream, and waits in it for news.
threads = _settings.web_threads + _settings.live_streams

# Loaded once and then forked: the first answer comes sooner, and the processes share memory.
# It means that new code needs a restart, not a reload, which dropped requests anyway.
preload_app = True

# A request under way when the server is stopped may finish; streams end at once.
graceful_timeout = 20
timeout = 60
# Longer than most proxies keep a connection, so that none writes into one that was just closed.
# An idle connection holds no thread.
keepalive = 75

# How long a thread works before another may have its turn; Python's own measure is a quarter of it.
SWITCH_SECONDS = 0.02

# A worker proves that it lives through a file; on a disk, a slow write would look like death.
_memory = Path("/dev/shm")  # noqa: S108  # gunicorn makes an unlinked file there.
worker_tmp_dir = str(_memory) if _memory.is_dir() else None

# No `max_requests`: threads with open connections would be reset when a process is replaced.
# No access log: the proxy writes one, and personal links do not belong into two.
control_socket_disable = True


def on_starting(server: Any) -> None:
    """Set up what every process inherits; the application is loaded by now.

    Personal links are kept out of what gunicorn itself writes, such as a request that failed.
    """
    search_seldom()
    # Thirty desks that look at once would spend a tenth of the time on taking turns.
    sys.setswitchinterval(SWITCH_SECONDS)
    for logger in (server.log.error_log, server.log.access_log):
        logger.addFilter(MaskSecrets())


def post_worker_init(worker: Any) -> None:
    """Let a process that is told to stop end the streams it holds, and then stop as it would."""
    stop = signal.getsignal(signal.SIGTERM)

    def end_streams(number: int, frame: FrameType | None) -> None:
        # Only a flag, for whatever was interrupted may hold a lock; the streams look at it.
        worker.wsgi.extensions["streams"].ending = True
        if callable(stop):
            stop(number, frame)

    signal.signal(signal.SIGTERM, end_streams)
