"""Mail in a folder, as it is read back."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from app.config import Settings
from app.core.errors import NotFound
from app.infra import caught
from app.infra.caught import caught_folder, caught_mail, caught_mails

PLAIN = (
    "From: Events <events@example.org>\r\nTo: {to}\r\nSubject: {subject}\r\n"
    "Message-ID: <x@y>\r\n\r\nDear guest\r\n"
)


def put(
    folder: Path, name: str, *, at: int = 0, content: bytes | None = None, **facts: str
) -> None:
    words = {"to": "Vera <vera@example.org>", "subject": "Your place"} | facts
    file = folder / f"{name}.eml"
    file.write_bytes(PLAIN.format(**words).encode() if content is None else content)
    os.utime(file, (at, at))


def test_the_latest_comes_first_and_pages_follow_one_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caught, "PAGE", 2)
    for number in (2, 3, 1):
        put(tmp_path, f"mail{number}", at=number)
    first, more = caught_mails(tmp_path)
    assert ([mail.name for mail in first], more) == (["mail3", "mail2"], True)
    second, more = caught_mails(tmp_path, page=2)
    assert ([mail.name for mail in second], more) == (["mail1"], False)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", ["b", "a"]),
        ("VERA@", ["a"]),
        ("한반도", ["b"]),
        ("events@example", ["b", "a"]),
        ("nothing", []),
    ],
)
def test_words_are_looked_for_in_addresses_and_subject(
    tmp_path: Path, words: str, found: list[str]
) -> None:
    put(tmp_path, "a", at=1)
    put(tmp_path, "b", at=2, to="ann@example.org", subject="=?utf-8?b?7ZWc67CY64+E?=")
    assert [mail.name for mail in caught_mails(tmp_path, words=words)[0]] == found


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert caught_mails(tmp_path / "none") == ([], False)


@pytest.mark.parametrize("name", ["missing", "../secret", "..", ".hidden", "a/b", ""])
def test_only_mails_are_opened(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "mail"
    folder.mkdir()
    put(tmp_path, "secret")
    put(folder, ".hidden")
    with pytest.raises(NotFound):
        caught_mail(folder, name)
    assert caught_mails(folder) == ([], False)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        pytest.param(b"", "", id="an empty file"),
        pytest.param(b"\xff\xfe\x00", "\ufffd\ufffd\x00", id="no mail at all"),
        pytest.param(
            b"Content-Type: text/plain; charset=martian\n\nGr\xc3\xbc\xc3\x9fe",
            "Grüße",
            id="charset",
        ),
        pytest.param(b"To: <<>,;@\nSubject: =?utf-8?q?=ff?=\n\nHm", "Hm", id="broken headers"),
        pytest.param(b"Content-Type: multipart/mixed\n\nNo boundary", "", id="no boundary"),
    ],
)
def test_what_is_broken_is_shown_as_far_as_it_can_be_read(
    tmp_path: Path, content: bytes, text: str
) -> None:
    put(tmp_path, "broken", content=content)
    assert len(caught_mails(tmp_path)[0]) == 1
    assert caught_mail(tmp_path, "broken").text == text


@pytest.mark.parametrize(
    ("mail_url", "folder"),
    [("smtp://127.0.0.1:1025", "/instance/mail"), ("file:/some/where", "/some/where")],
)
def test_the_folder_is_the_one_that_is_named_or_the_catchers_own(
    base_settings: Settings, mail_url: str, folder: str
) -> None:
    settings = replace(base_settings, mail_url=mail_url, instance_path=Path("/instance"))
    assert caught_folder(settings) == Path(folder)
