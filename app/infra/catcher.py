"""A mail server for one's own machine: it takes everything, and sends nothing on."""

from __future__ import annotations

import asyncio
import signal
import socket
from email.parser import BytesHeaderParser
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from app.core.text import random_key
from app.infra.mail import FolderPostman, MailTrouble
from app.infra.message import Message


def can_catch() -> bool:
    """Whether what it needs is installed; production does without."""
    return find_spec("aiosmtpd") is not None


class Catcher:
    """Puts each mail into a folder, as a file under its Message-ID."""

    def __init__(self, folder: Path) -> None:
        self.postman = FolderPostman(folder)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802  # The server calls it by this name.
        """Keep the mail, and answer as a mail server does."""
        content: bytes = envelope.content
        known_as = BytesHeaderParser().parsebytes(content)["Message-ID"] or random_key()
        message = Message(str(known_as), envelope.mail_from, envelope.rcpt_tos[0], content)
        try:
            self.postman.deliver(message)
        except MailTrouble as trouble:
            return f"451 {trouble}"
        return "250 Caught"


def catch_mail(listener: socket.socket, folder: Path) -> None:
    """Take mail from ``listener`` into ``folder`` until SIGINT or SIGTERM."""
    asyncio.run(_serve(listener, folder))


async def _serve(listener: socket.socket, folder: Path) -> None:
    from aiosmtpd.smtp import SMTP

    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    server = await loop.create_server(
        lambda: SMTP(Catcher(folder), hostname="localhost", enable_SMTPUTF8=True), sock=listener
    )
    await stop.wait()
    # Whoever is still connected is not waited for: a worker may keep its connection open.
    server.close()
