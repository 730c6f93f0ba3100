"""The way of mails from the outbox to the postman: the network is between two transactions."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.config import current_settings
from app.infra.journal import Attempt, Journal, left_behind
from app.infra.mail import MailTrouble, Postman, Unreachable
from app.infra.message import ImpossibleAddress, Message, compose
from app.infra.outbox import (
    Due,
    claim_mails,
    give_back,
    mail_is_due,
    note_sent,
    note_trouble,
    settle_left_behind,
)
from app.infra.transaction import transaction

LONGEST_TURN = 5.0
"""Seconds after which a worker puts mail aside for its other work, however much is left."""


@dataclass
class Turn:
    """What became of the mails of one turn; ``rest`` are those that were not tried."""

    sent: list[Due] = field(default_factory=list)
    troubles: list[tuple[Due, MailTrouble]] = field(default_factory=list)
    rest: Sequence[Due] = ()

    @property
    def goes_on(self) -> bool:
        """Whether it makes sense to try more mails now."""
        return not any(isinstance(trouble, Unreachable) for _mail, trouble in self.troubles)


def journals() -> Path:
    """Where workers on this machine note what they handed over."""
    return current_settings().instance_path / "delivered"


def deliver_some(
    postman: Postman,
    journal: Journal | None = None,
    *,
    is_over: Callable[[], bool] = lambda: False,
) -> bool:
    """Deliver mails that have waited longest; False if there are none, or no way to send them now.

    They are taken under one lease and settled together. Each one that the server took is first
    noted in the ``journal``, so that a worker that is killed repeats the one in its hand at
    most, under its Message-ID; without a journal, those of the whole turn.
    """
    mails = _claimed()
    if not mails:
        return False
    if journal is not None:
        journal.take([_attempt(mail) for mail in mails])
    turn = _hand_over(mails, postman, journal, is_over)
    with transaction(claims=True):
        note_sent(turn.sent)
        for mail, trouble in turn.troubles:
            note_trouble(mail, str(trouble), for_good=trouble.for_good)
        give_back(turn.rest)
    if journal is not None:
        journal.clear()
    return turn.goes_on


def settle_what_was_left() -> None:
    """Tell the database of mails that a worker delivered before it died; take the others up again."""
    with left_behind(journals()) as left:
        if left.delivered or left.taken:
            with transaction(claims=True):
                settle_left_behind(delivered=left.delivered, taken=left.taken)


def _hand_over(
    mails: Sequence[Due],
    postman: Postman,
    journal: Journal | None,
    is_over: Callable[[], bool],
) -> Turn:
    turn = Turn()
    ends = time.monotonic() + LONGEST_TURN
    following: Message | MailTrouble | None = _message(mails[0])
    for number, mail in enumerate(mails):
        if not turn.goes_on or is_over() or time.monotonic() > ends:
            turn.rest = mails[number:]
            break
        message = following
        following = _message(mails[number + 1]) if number + 1 < len(mails) else None
        try:
            _deliver(message, following, postman)
        except MailTrouble as trouble:
            turn.troubles.append((mail, trouble))
            continue
        if journal is not None:
            journal.note(_attempt(mail))
        turn.sent.append(mail)
    return turn


def _message(mail: Due) -> Message | MailTrouble:
    """What is to be handed over, or why that is impossible."""
    settings = current_settings()
    try:
        return compose(mail, sender=settings.mail_from, sender_name=settings.institute_name)
    except ImpossibleAddress as error:
        return MailTrouble(str(error), for_good=True)


def _deliver(
    message: Message | MailTrouble | None, following: Message | MailTrouble | None, postman: Postman
) -> None:
    if isinstance(message, Message):
        postman.deliver(message, then=following if isinstance(following, Message) else None)
    elif message is not None:
        raise message


def _attempt(mail: Due) -> Attempt:
    return mail.id, mail.attempts


def _claimed() -> Sequence[Due]:
    """Take mails under lease: no transaction is open while they are sent."""
    if not mail_is_due():
        return []
    with transaction(claims=True):
        return claim_mails()
