"""How a step came about, read from the form that stands wherever a state is changed."""

from __future__ import annotations

from collections.abc import Mapping

from app.core.errors import InvalidInput
from app.core.messages import N_
from app.core.text import clean_line, clean_text
from app.participation.models import Participation
from app.participation.operations import How
from app.participation.rules import Channel, SeatAction

NO_LETTER = "no"
"""The answer to "notify?" that writes nothing; whatever else is said, a draft is written."""
WORD_LIMIT = 2000


def how_in(values: Mapping[str, str]) -> How:
    """Return channel, note and whom to notify as they were typed. Raises InvalidInput."""
    return How(
        note=clean_line(values.get("note", "")),
        channel=_channel(values.get("channel", "")),
        told_by=clean_line(values.get("told_by", ""), 200),
        notify=values.get("notify") != NO_LETTER,
        word=clean_text(values.get("word", ""), WORD_LIMIT),
    )


def no_letter_for(seat: Participation, how: How) -> bool:
    """Whether a draft was wished for ``seat`` and there is no address to write to."""
    return bool(how.get("notify")) and not (seat.person and seat.person.letter_address)


def action_in(values: Mapping[str, str]) -> SeatAction:
    """Return the step that was chosen. Raises InvalidInput where there is none of that name."""
    try:
        return SeatAction(values.get("action", ""))
    except ValueError:
        raise InvalidInput(N_("Choose a step.")) from None


def _channel(value: str) -> Channel:
    try:
        return Channel(value or Channel.STAFF)
    except ValueError:
        raise InvalidInput(N_("Say how word of it came to us.")) from None
