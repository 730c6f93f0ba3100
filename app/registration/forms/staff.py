"""What staff fill in for a guest: the same, but nobody has to answer what staff cannot know."""

from __future__ import annotations

from collections.abc import Sequence

from app.registration.forms.guests import GuestForm, OwnForm
from app.registration.models import Pool, Question

LARGEST_PARTY = 20


class StaffGuestForm(GuestForm):
    """A guest who called or wrote."""

    def settle(self, pools: Sequence[Pool], questions: Sequence[Question]) -> None:
        """Ask what the event asks, and require none of it."""
        super().settle(pools, questions)
        self.part.lenient = True

    @property
    def brings_others(self) -> bool:
        """Staff may register a party of any size."""
        return True

    def limit_of(self, pool: Pool) -> int:
        """Staff may register a party of any size."""
        del pool
        return LARGEST_PARTY


class StaffEditForm(StaffGuestForm, OwnForm):
    """What a guest said, changed on their behalf."""
