"""What is done with suggestions: looked for by the worker, and kept for somebody to look at."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete, insert

from app.extensions import db
from app.people.duplicates import Suggestion
from app.people.models import DuplicateSuggestion
from app.people.queries import distinct_pairs

MOST = 5_000
"""More than anybody looks through; the likeliest are kept."""


def keep_suggestions(suggestions: Iterable[Suggestion]) -> int:
    """Let these be the suggestions from now on, but for pairs that were said to be two; count them."""
    known = distinct_pairs()
    rows = []
    for each in suggestions:
        low, high = sorted((int(str(each.one)), int(str(each.other))))
        if (low, high) not in known:
            reasons = [reason.value for reason in each.reasons]
            rows.append(
                {"one_id": low, "other_id": high, "reasons": reasons, "points": each.points}
            )
    unsynchronised = {"synchronize_session": False}
    db.session.execute(delete(DuplicateSuggestion), execution_options=unsynchronised)
    if rows[:MOST]:
        db.session.execute(insert(DuplicateSuggestion), rows[:MOST])
    return len(rows[:MOST])
