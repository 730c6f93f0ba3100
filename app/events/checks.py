"""What speaks against dates before they are saved; features above add their checks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.core.clock import Span
from app.events.models import Event


@dataclass(frozen=True, kw_only=True)
class EventDraft:
    """Dates that an event is about to get.

    ``event`` is None for one that does not exist yet. ``copy_of`` is the event whose people will
    be seated again. ``sessions`` has the span each session will have, by its id.
    """

    span: Span
    event: Event | None = None
    copy_of: Event | None = None
    sessions: Mapping[int, Span] = field(default_factory=dict)


Check = Callable[[EventDraft], list[str]]

_checks: list[Check] = []


def register_check(check: Check) -> Check:
    """Ask ``check`` before dates are saved; it answers in sentences for the page, or not at all.

    Registering it again changes nothing, so that an application can be made twice.
    """
    if check not in _checks:
        _checks.append(check)
    return check


def warnings_for(draft: EventDraft) -> list[str]:
    """Return every sentence that speaks against ``draft``, each once."""
    return list(dict.fromkeys(sentence for check in _checks for sentence in check(draft)))
