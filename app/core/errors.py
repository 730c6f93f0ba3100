"""What the domain raises; one place turns it into a page, another into JSON."""

from __future__ import annotations

from typing import ClassVar

from app.core.messages import N_


class DomainError(Exception):
    """Something the rules do not allow, said in a sentence to the person who asked: 400.

    ``message`` is a gettext message id; ``facts`` fill its ``%(name)s`` places after translation.
    """

    status: ClassVar[int] = 400

    def __init__(self, message: str, **facts: object) -> None:
        self.message = message
        self.facts = facts
        super().__init__(message % facts if facts else message)


class InvalidInput(DomainError):
    """A value that cannot be meant as it was typed: 422, shown beside its field."""

    status = 422


class NotFound(DomainError):
    """There is no such thing, or none that this viewer may know of; both answer alike: 404."""

    status = 404

    def __init__(self, message: str = N_("There is nothing here."), **facts: object) -> None:
        super().__init__(message, **facts)


class Refused(DomainError):
    """The step is not possible from where the thing stands: 409."""

    status = 409


class Conflict(DomainError):
    """Somebody else changed it since the page was loaded: 409."""

    status = 409


class Full(DomainError):
    """No place is left: 409."""

    status = 409


class Closed(DomainError):
    """It is not open, not yet or no longer: 409."""

    status = 409


class TooOften(DomainError):
    """More was asked from one place than people can ask; it may be asked again later: 429."""

    status = 429


class Busy(DomainError):
    """Somebody else has been writing for too long to wait for; nothing was changed: 503."""

    status = 503

    def __init__(self) -> None:
        super().__init__(
            N_("A long piece of work is going on, so nothing was saved. Send it again in a moment.")
        )
