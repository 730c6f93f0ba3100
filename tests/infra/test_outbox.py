"""Mail in the outbox: leased to one worker, tried again, given up, and sent again by staff."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any, ClassVar

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.core.clock import now
from app.extensions import db
from app.infra import mail as postmen
from app.infra import outbox
from app.infra.delivery import deliver_some
from app.infra.mail import (
    FolderPostman,
    MailTrouble,
    SmtpPostman,
    Unreachable,
    postman_for,
)
from app.infra.message import Message, compose
from app.infra.models import MailState, OutboxMail
from app.infra.tokens import STAND_IN, personal_token
from app.infra.transaction import transaction

Postbox = list[EmailMessage]


class Postman:
    """Takes every message, unless told what to answer."""

    def __init__(self, *troubles: MailTrouble) -> None:
        self.troubles = list(troubles)
        self.delivered: Postbox = []

    def deliver(self, message: Message, *, then: Message | None = None) -> None:
        if self.troubles:
            raise self.troubles.pop(0)
        self.delivered.append(message_from_bytes(message.content, policy=default))

    def knock(self) -> None: ...

    def rest(self) -> None: ...


def write(number: int = 1, **facts: Any) -> None:
    values = {
        "to_address": f"guest{number}@example.org",
        "to_name": "Guest",
        "subject": f"Letter {number}",
        "text": "Dear guest\n",
        "html": "<p>Dear guest</p>",
        "dedupe": f"letter:{number}",
    }
    with transaction():
        outbox.enqueue(**values | facts)


def the_mail() -> OutboxMail:
    db.session.expire_all()
    return db.session.scalars(select(OutboxMail)).one()


def test_mail_is_delivered_once_in_the_order_it_was_written(as_system: object) -> None:
    for number in (1, 2, 3):
        write(number)
    postman = Postman()
    while deliver_some(postman):
        pass
    assert [message["Subject"] for message in postman.delivered] == [
        "Letter 1",
        "Letter 2",
        "Letter 3",
    ]
    assert {state: count for state, count in outbox.counts().items() if count} == {
        MailState.SENT: 3
    }


def test_a_draft_waits_for_somebody_to_release_it(as_system: object) -> None:
    write(draft=True)
    assert not deliver_some(Postman())


def test_a_personal_token_is_put_in_as_the_mail_leaves_and_rests_nowhere(
    as_system: object,
) -> None:
    page = f"https://example.org/invitations/{STAND_IN}"
    write(text=page, html=f"<p>{page}</p>", token_seed="rsvp:k2:1")
    postman = Postman()
    assert deliver_some(postman)
    token = personal_token("rsvp:k2:1")
    body = postman.delivered[0].get_body(("plain",))
    assert body is not None
    assert body.get_content().strip() == f"https://example.org/invitations/{token}"
    kept = db.session.scalars(select(OutboxMail)).one()
    assert token not in kept.body_text + kept.body_html


def test_one_cause_writes_one_mail(as_system: object) -> None:
    write()
    with pytest.raises(IntegrityError):
        write()


def test_no_transaction_is_open_while_the_network_is_asked(as_system: object) -> None:
    class Curious(Postman):
        def deliver(self, message: Message, *, then: Message | None = None) -> None:
            assert not db.session().in_transaction()
            super().deliver(message)

    write()
    postman = Curious()
    assert deliver_some(postman)
    assert len(postman.delivered) == 1


def test_two_workers_never_hold_the_same_mail(as_system: object) -> None:
    write()
    with transaction():
        assert len(outbox.claim_mails()) == 1
    with transaction():
        assert outbox.claim_mails() == []


def test_a_mail_of_a_worker_that_died_is_sent_under_the_same_message_id(as_system: object) -> None:
    write()
    with transaction():
        (claimed,) = outbox.claim_mails()
        known_as = claimed.message_id
    postman = Postman()
    assert not deliver_some(postman)
    with time_machine.travel(now() + outbox.LEASE + timedelta(seconds=1)):
        assert deliver_some(postman)
    assert [message["Message-ID"] for message in postman.delivered] == [known_as]


def test_a_worker_that_was_too_slow_does_not_speak_over_the_next(as_system: object) -> None:
    write()
    with transaction():
        (slow,) = outbox.claim_mails()
    with time_machine.travel(now() + outbox.LEASE + timedelta(seconds=1)):
        assert deliver_some(Postman())
    with transaction():
        outbox.note_trouble(slow, "It broke.", for_good=True)
    assert the_mail().state is MailState.SENT


def test_trouble_is_tried_again_later_and_then_left_to_staff(as_system: object) -> None:
    write()
    at = now()
    for wait in outbox.WAITS:
        with time_machine.travel(at):
            deliver_some(Postman(MailTrouble("Mailbox full.")))
            mail = the_mail()
            assert (mail.state, mail.error) == (MailState.QUEUED, "Mailbox full.")
            assert mail.due_at - now() == pytest.approx(wait, abs=timedelta(seconds=5))
        at += wait + timedelta(seconds=6)
    with time_machine.travel(at):
        deliver_some(Postman(MailTrouble("Mailbox full.")))
    assert the_mail().state is MailState.FAILED


def test_a_refusal_for_good_is_not_tried_again_until_staff_say_so(as_system: object) -> None:
    write()
    assert deliver_some(Postman(MailTrouble("No such user.", for_good=True)))
    assert (the_mail().state, the_mail().error) == (MailState.FAILED, "No such user.")
    with transaction():
        assert outbox.retry(the_mail())
    postman = Postman()
    assert deliver_some(postman)
    assert len(postman.delivered) == 1
    with transaction():
        assert not outbox.retry(the_mail())


def test_an_unreachable_server_is_not_asked_for_every_mail(as_system: object) -> None:
    write(1)
    write(2)
    assert not deliver_some(Postman(Unreachable("Nobody answers.")))
    assert outbox.counts()[MailState.QUEUED] == 2


def test_an_impossible_address_fails_by_itself(as_system: object) -> None:
    write(1, to_address="nobody")
    write(2)
    postman = Postman()
    while deliver_some(postman):
        pass
    assert [message["To"] for message in postman.delivered] == ["Guest <guest2@example.org>"]
    assert outbox.counts()[MailState.FAILED] == 1


HOSTILE = (
    "A=?UTF-8?Q?=0A?=Bcc: injected@example.com",
    "=?utf-8?q?=0d=0aBcc=3a_x=40y?=",
    "Subject\r\nBcc: injected@example.com",
    "Subject\u2028Bcc: injected@example.com",
    "Ends in a line feed\n",
)


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("field", ["subject", "to_name"])
def test_no_header_can_be_slipped_in(as_system: object, field: str, hostile: str) -> None:
    write(**{field: hostile})
    sent = message_from_bytes(
        compose(the_mail(), sender="events@example.org", sender_name=hostile).as_bytes(),
        policy=default,
    )
    assert sent["Bcc"] is None
    own = "From To Subject Date Message-ID Auto-Submitted MIME-Version Content-Type"
    assert set(sent.keys()) == set(own.split())
    assert len(sent.keys()) == len(own.split())
    assert sent["To"].addresses[0].addr_spec == "guest1@example.org"


def test_a_message_has_text_html_and_the_calendar_entry(as_system: object) -> None:
    write(calendar="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", text="Grüße\n", subject="Grüße aus 서울")
    message = compose(the_mail(), sender="Events <events@example.org>", sender_name="Institute")
    sent = message_from_bytes(message.as_bytes(), policy=default)
    assert sent["Subject"] == "Grüße aus 서울"
    assert sent["From"] == "Events <events@example.org>"
    kinds = [part.get_content_type() for part in sent.walk() if not part.is_multipart()]
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    entry = next(iter(sent.iter_attachments()))
    assert entry["Content-Type"].params["method"] == "PUBLISH"
    assert entry.get_content() == "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


def test_a_domain_in_any_script_is_written_as_servers_know_it(as_system: object) -> None:
    write(to_address="gast@bücher.example")
    message = compose(the_mail(), sender="events@example.org", sender_name="")
    assert b"gast@xn--bcher-kva.example" in message.as_bytes()


def test_a_folder_takes_each_mail_once(as_system: object, tmp_path: Path) -> None:
    write()
    message = compose(the_mail(), sender="events@example.org", sender_name="Institute")
    postman = FolderPostman(tmp_path / "mail")
    for _ in range(2):
        postman.deliver(message)
    (file,) = (tmp_path / "mail").iterdir()
    assert message_from_bytes(file.read_bytes(), policy=default)["Subject"] == "Letter 1"


@pytest.mark.parametrize("url", ["", "http://example.org", "smtp://", "file:", "/var/mail"])
def test_a_place_for_mail_that_makes_no_sense_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="PARLEY_MAIL_URL must look like"):
        postman_for(url)


def test_a_server_that_is_not_there_is_trouble_for_a_while() -> None:
    postman = postman_for("smtp://127.0.0.1:1")
    assert isinstance(postman, SmtpPostman)
    with pytest.raises(Unreachable, match="cannot be reached"):
        postman.knock()


@pytest.mark.parametrize(
    ("about", "kept"),
    [pytest.param("event-key", True, id="an event"), pytest.param("", False, id="an account")],
)
def test_what_is_kept_of_a_sent_mail_depends_on_what_it_is_about(
    as_system: object, about: str, kept: bool
) -> None:
    write(about=about)
    deliver_some(Postman())
    mail = db.session.scalars(select(OutboxMail)).one()
    assert (mail.state, bool(mail.body_text), bool(mail.body_html)) == (MailState.SENT, kept, kept)


class Terse(socketserver.StreamRequestHandler):
    """A mail server that allows pipelining and refuses some recipients, and some words."""

    taken: ClassVar[list[bytes]] = []

    def handle(self) -> None:
        self.wfile.write(b"220 terse\r\n")
        while line := self.rfile.readline():
            verb, refused = line[:4].upper(), b"nobody" in line
            if verb == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                words = b""
                while (line := self.rfile.readline()) and line != b".\r\n":
                    words += line
                if not line:
                    return
                self.taken.append(words)
                refused = b"spam" in words
            answers = {b"EHLO": b"250-terse\r\n250 PIPELINING\r\n"}
            self.wfile.write(
                b"550 No such user\r\n" if refused else answers.get(verb, b"250 ok\r\n")
            )


@contextmanager
def terse() -> Iterator[postmen.Postman]:
    Terse.taken.clear()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Terse) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        postman = postman_for(f"smtp://127.0.0.1:{server.server_address[1]}")
        yield postman
        postman.rest()
        server.shutdown()


def test_a_server_that_allows_it_is_told_everything_in_one_breath() -> None:
    dotted = Message("<1@x>", "a@example.org", "b@example.org", b"Subject: x\r\n\r\n.a\r\n..b")
    with terse() as postman:
        postman.deliver(dotted)
        with pytest.raises(MailTrouble, match="550") as refusal:
            postman.deliver(Message("<2@x>", "a@example.org", "nobody@example.org", b"x"))
        postman.deliver(dotted)
    assert refusal.value.for_good
    assert Terse.taken == [
        b"Subject: x\r\n\r\n..a\r\n...b\r\n",
        b"",
        b"Subject: x\r\n\r\n..a\r\n...b\r\n",
    ]


def to(recipient: str, words: bytes, number: int) -> Message:
    return Message(f"<{number}@x>", "a@example.org", f"{recipient}@example.org", words)


def test_each_mail_that_was_announced_is_settled_by_itself() -> None:
    mails = [to("a", b"1", 1), to("nobody", b"2", 2), to("b", b"spam", 3), to("c", b"4", 4)]
    refused = []
    with terse() as postman:
        for mail, then in zip(mails, [*mails[1:], None], strict=True):
            try:
                postman.deliver(mail, then=then)
            except MailTrouble:
                refused.append(mail.message_id)
    assert refused == ["<2@x>", "<3@x>"]
    assert Terse.taken == [b"1\r\n", b"", b"spam\r\n", b"4\r\n"]


def test_what_was_announced_and_then_left_is_not_sent() -> None:
    left = to("b", b"2", 2)
    with terse() as postman:
        postman.deliver(to("a", b"1", 1), then=left)
        postman.rest()
        postman.deliver(to("c", b"3", 3), then=left)
        postman.deliver(to("d", b"4", 4))
    assert Terse.taken == [b"1\r\n", b"3\r\n", b"4\r\n"]
