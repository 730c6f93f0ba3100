"""What rooms above need to write to people; see ``operations/composing.py``."""

from app.correspondence.audiences import (
    Audience,
    Chosen,
    Filter,
    Found,
    Recipient,
    Told,
    register_audience,
)
from app.correspondence.operations.composing import compose
from app.correspondence.operations.releasing import discard_mail, discard_mailing, release, schedule
from app.correspondence.operations.templates import words_for

__all__ = [
    "Audience",
    "Chosen",
    "Filter",
    "Found",
    "Recipient",
    "Told",
    "compose",
    "discard_mail",
    "discard_mailing",
    "register_audience",
    "release",
    "schedule",
    "words_for",
]
