"""Mail that never left this machine, read back from the files into which it was put."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage, MIMEPart
from email.parser import BytesHeaderParser
from email.policy import default
from itertools import islice
from pathlib import Path

from app.config import Settings
from app.core.errors import NotFound
from app.infra.mail import SUFFIX, FolderPostman, postman_for

PAGE = 100
_NAME = re.compile(r"[A-Za-z0-9@-][A-Za-z0-9@.-]*")


@dataclass(frozen=True)
class Caught:
    """A mail as a list shows it; ``name`` is that of its file."""

    name: str
    at: datetime
    sender: str
    to: str
    subject: str

    def has(self, words: str) -> bool:
        """Whether ``words`` stand in addressee, sender or subject."""
        return words.casefold() in f"{self.to}\n{self.sender}\n{self.subject}".casefold()


@dataclass(frozen=True)
class Attachment:
    """A file that came along."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Opened:
    """A whole mail: every header, both versions of its words, and the files that came along."""

    mail: Caught
    headers: list[tuple[str, str]]
    text: str
    html: str
    attachments: list[Attachment]


def caught_folder(settings: Settings) -> Path:
    """Where mail rests that is not sent: the folder of PARLEY_MAIL_URL, or the catcher's own."""
    postman = postman_for(settings.mail_url)
    return postman.folder if isinstance(postman, FolderPostman) else settings.instance_path / "mail"


def caught_mails(folder: Path, *, words: str = "", page: int = 1) -> tuple[list[Caught], bool]:
    """Return one page of mails, the latest first, and whether there are more."""
    found = (mail for mail in _newest_first(folder) if mail.has(words))
    shown = list(islice(found, (page - 1) * PAGE, page * PAGE + 1))
    return shown[:PAGE], len(shown) > PAGE


def caught_mail(folder: Path, name: str) -> Opened:
    """Open the mail in the file called ``name``. Raises NotFound."""
    if not _NAME.fullmatch(name):
        raise NotFound
    path = folder / f"{name}{SUFFIX}"
    try:
        message = message_from_bytes(path.read_bytes(), policy=default)
        at = path.stat().st_mtime
    except OSError as error:
        raise NotFound from error
    return Opened(
        mail=_caught(name, at, message),
        headers=[(field, str(value)) for field, value in message.items()],
        text=_words(message.get_body(("plain",))),
        html=_words(message.get_body(("html",))),
        attachments=[
            Attachment(part.get_filename() or "", part.get_content_type(), _content(part))
            for part in message.iter_attachments()
        ],
    )


def _newest_first(folder: Path) -> Iterator[Caught]:
    """Read the heads one by one, so that a page reads no more than it shows."""
    times = [
        (path.stat().st_mtime_ns, path)
        for path in folder.glob(f"*{SUFFIX}")
        if _NAME.fullmatch(path.stem)
    ]
    for time, path in sorted(times, reverse=True):
        with path.open("rb") as file:
            head = BytesHeaderParser(policy=default).parse(file)
        yield _caught(path.stem, time / 1e9, head)


def _caught(name: str, at: float, message: EmailMessage) -> Caught:
    return Caught(
        name=name,
        at=datetime.fromtimestamp(at, UTC),
        sender=str(message.get("From", "")),
        to=str(message.get("To", "")),
        subject=str(message.get("Subject", "")),
    )


def _words(part: MIMEPart | None) -> str:
    """The words of ``part``, whatever it says of their encoding."""
    if part is None:
        return ""
    try:
        return _content(part).decode(part.get_content_charset("utf-8"), "replace")
    except LookupError:
        return _content(part).decode("utf-8", "replace")


def _content(part: MIMEPart) -> bytes:
    """The octets of ``part``; a mail within the mail is given as it came."""
    decoded = part.get_payload(decode=True)
    return decoded if isinstance(decoded, bytes) else part.as_bytes()
