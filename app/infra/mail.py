"""Mail on its way out: a postman takes messages to a server or into a folder."""

from __future__ import annotations

import re
import smtplib
import ssl
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import SplitResult, unquote, urlsplit

from app.infra.message import Message

TIMEOUT_SECONDS = 30
ASK_AFTER = 2.0
"""Seconds; a connection that rested for longer is asked whether it still stands."""
GO_ON, CLOSING = 354, 421
"""What a server answers when it waits for the words, and when it will hear no more."""
PORTS = {"smtp": 25, "smtps": 465}
SUFFIX = ".eml"
_NOT_IN_FILE_NAME = re.compile(r"[^A-Za-z0-9@.-]+")


class MailTrouble(Exception):
    """A mail could not be handed over; ``for_good`` if trying again would not help."""

    def __init__(self, why: str, *, for_good: bool = False) -> None:
        self.for_good = for_good
        super().__init__(why)


class Unreachable(MailTrouble):
    """No mail can be handed over at all, so the others need not be tried now."""


class Postman(Protocol):
    """Hands messages over, one after another."""

    def deliver(self, message: Message, *, then: Message | None = None) -> str:
        """Hand ``message`` over; return what was answered. Raises MailTrouble.

        ``then`` is the one that will follow, if it is known: it may be announced along with this.
        """

    def knock(self) -> None:
        """See whether anything could be handed over now. Raises MailTrouble."""

    def rest(self) -> None:
        """Let go of whatever is held open while there is nothing to do."""


def postman_for(mail_url: str) -> Postman:
    """Return who delivers to ``mail_url``: ``smtp:``, ``smtps:`` or ``file:`` and a folder.

    Raises ValueError with a sentence for any other.
    """
    url = urlsplit(mail_url)
    if url.scheme == "file" and url.path:
        return FolderPostman(Path(unquote(url.path)))
    if url.scheme in PORTS and url.hostname:
        return SmtpPostman(url)
    raise ValueError(
        "PARLEY_MAIL_URL must look like smtp://user:password@mail.example.org:587, "
        "smtps://… or file:/a/folder."
    )


@dataclass(frozen=True)
class FolderPostman:
    """Puts each message into a folder as a file, for trying things out without a mail server."""

    folder: Path

    def deliver(self, message: Message, *, then: Message | None = None) -> str:
        """Write ``message``; delivered twice, it is still one file."""
        name = _NOT_IN_FILE_NAME.sub("", message.message_id)
        unfinished = self.folder / f".{name}.part"
        file = self.folder / f"{name}{SUFFIX}"
        self.knock()
        try:
            unfinished.write_bytes(message.as_bytes())
            unfinished.replace(file)
        except OSError as error:
            raise Unreachable(f"The mail folder cannot be written: {error}.") from error
        return f"It is in {file}."

    def knock(self) -> None:
        """Make the folder, if it is not there. Raises MailTrouble."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Unreachable(f"The mail folder cannot be made: {error}.") from error

    def rest(self) -> None:
        """Nothing is held open."""


class _Listening(smtplib.SMTP):
    """A connection that remembers what the server said to the last message."""

    said = ""

    def data(self, msg: Any) -> tuple[int, bytes]:
        code, words = super().data(msg)
        self.said = _answer(code, words)
        return code, words


class _ListeningSecurely(smtplib.SMTP_SSL, _Listening):
    """The same, encrypted from its first word on."""


class SmtpPostman:
    """Talks to one mail server over one connection, opened when first needed."""

    def __init__(self, url: SplitResult) -> None:
        self.url = url
        self.connection: _Listening | None = None
        self.used_at = 0.0
        self.announced = ""

    def deliver(self, message: Message, *, then: Message | None = None) -> str:
        """Hand ``message`` to the server; what it said comes back, or is raised as MailTrouble."""
        if self.announced not in ("", message.message_id):
            self._drop()
        connection = self._connection()
        try:
            if connection.has_extn("pipelining"):
                self._hand_over(connection, message, then)
            else:
                connection.sendmail(message.sender, [message.recipient], message.content)
        except smtplib.SMTPRecipientsRefused as error:
            code, said = next(iter(error.recipients.values()))
            raise _refusal(code, said) from error
        except smtplib.SMTPResponseException as error:
            if error.smtp_code == CLOSING:
                self._drop()
            raise _refusal(error.smtp_code, error.smtp_error) from error
        except smtplib.SMTPNotSupportedError as error:
            raise MailTrouble(str(error), for_good=True) from error
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            raise Unreachable(f"The connection to the mail server broke: {error}.") from error
        return connection.said

    def _hand_over(self, connection: _Listening, message: Message, then: Message | None) -> None:
        """Say in one breath what a server that allows it (RFC 2920) answers in one.

        The envelope of what follows goes along with the words of ``message``, so that each mail
        waits for the server once; its own words are not said before this one is settled. Raises
        the errors of smtplib.
        """
        if not self.announced:
            connection.send(_envelope(message))
        self.announced = ""
        sender, recipient, data = (connection.getreply() for _command in range(3))
        answers = [sender, recipient, data]
        if data[0] == GO_ON:
            # Without a recipient a server may still wait for the words; it gets none.
            refused = max(sender[0], recipient[0]) >= 400
            words = b".\r\n" if refused else _as_data(message.content)
            connection.send(words + _envelope(then) if then else words)
            self.announced = then.message_id if then else ""
            answers[2] = connection.getreply()
        for code, said in answers:
            if not 200 <= code < 300:
                if not self.announced:
                    connection.rset()
                raise smtplib.SMTPResponseException(code, said)
        connection.said = _answer(*answers[2])

    def knock(self) -> None:
        """Connect and sign in, without sending anything. Raises MailTrouble."""
        self._connection()
        self.rest()

    def rest(self) -> None:
        """Say goodbye; servers close idle connections anyway."""
        if self.connection is not None and not self.announced:
            with suppress(OSError, smtplib.SMTPException):
                self.connection.quit()
        self._drop()

    def _connection(self) -> _Listening:
        idle = time.monotonic() - self.used_at > ASK_AFTER
        # A server that was told of a mail would take any question for its words.
        if idle and self.connection and (self.announced or not _answers(self.connection)):
            self._drop()
        if self.connection is None:
            try:
                self.connection = self._connect()
            except (OSError, smtplib.SMTPException) as error:
                raise Unreachable(f"The mail server cannot be reached: {error}.") from error
        self.used_at = time.monotonic()
        return self.connection

    def _connect(self) -> _Listening:
        host = self.url.hostname or ""
        port = self.url.port or PORTS[self.url.scheme]
        if self.url.scheme == "smtps":
            connection: _Listening = _ListeningSecurely(
                host, port, timeout=TIMEOUT_SECONDS, context=ssl.create_default_context()
            )
        else:
            connection = _Listening(host, port, timeout=TIMEOUT_SECONDS)
            connection.ehlo()
            if connection.has_extn("starttls"):
                connection.starttls(context=ssl.create_default_context())
        if self.url.username:
            connection.login(unquote(self.url.username), unquote(self.url.password or ""))
        return connection

    def _drop(self) -> None:
        """End the connection; a server forgets what was announced and not said."""
        self.announced = ""
        if self.connection is not None:
            self.connection.close()
            self.connection = None


def _envelope(message: Message) -> bytes:
    to = f"MAIL FROM:<{message.sender}>\r\nRCPT TO:<{message.recipient}>\r\nDATA\r\n"
    return to.encode("ascii")


def _as_data(content: bytes) -> bytes:
    """The words as they are sent: a line that begins with a dot gets one more (RFC 5321, 4.5.2)."""
    dotted = content.replace(b"\r\n.", b"\r\n..") if b"\r\n." in content else content
    return dotted + (b".\r\n" if dotted.endswith(b"\r\n") else b"\r\n.\r\n")


def _answers(connection: smtplib.SMTP) -> bool:
    try:
        return bool(connection.noop()[0] == 250)
    except (OSError, smtplib.SMTPException):
        return False


def _refusal(code: int, said: bytes | str) -> MailTrouble:
    """What the server answered; from 500 on, it will not change its mind."""
    return MailTrouble(_answer(code, said), for_good=code >= 500)


def _answer(code: int, said: bytes | str) -> str:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return f"The mail server answered {code}: {words}"
