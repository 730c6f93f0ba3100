"""The letters about accounts. They are rendered before the transaction that sends them."""

from __future__ import annotations

from typing import Protocol

from app.infra.outbox import enqueue
from app.web.mail import Rendered, public_url, render_mail


class Addressee(Protocol):
    """Whoever gets a letter."""

    @property
    def name(self) -> str: ...
    @property
    def email(self) -> str: ...


def link_letter(*, name: str, token: str) -> Rendered:
    """The link by which someone who forgot the password sets a new one."""
    return render_mail("password_link", name=name, link=link_to_choose(token))


def welcome_letter(*, name: str, token: str) -> Rendered:
    """The link by which a new user sets the first password."""
    return render_mail("welcome", name=name, link=link_to_choose(token))


def password_set_notice(*, name: str) -> Rendered:
    """Word that the password was set, in case it was somebody else."""
    return render_mail("password_set", name=name, link=public_url("passwords.ask"))


def send(letter: Rendered, *, to: Addressee, dedupe: str) -> None:
    """Put ``letter`` into the outbox of this transaction."""
    enqueue(
        to_address=to.email,
        to_name=to.name,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        dedupe=dedupe,
    )


def link_to_choose(token: str) -> str:
    """Return the address at which whoever has ``token`` chooses a password."""
    return public_url("passwords.choose", token=token)
