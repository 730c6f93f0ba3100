"""Work on behalf of whoever asked for it, who may have lost the right to ask since."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.access.enforcement import viewing_as
from app.access.roles import Permission
from app.access.viewers import StaffMember
from app.core.errors import Busy, DomainError, Refused
from app.core.messages import N_
from app.imports.queries import colleague
from app.infra.jobs import Work

Values = Mapping[str, object]


def on_behalf(work: Work, act: Callable[[StaffMember], Values]) -> Values:
    """Return what ``act`` reports, done with the rights that they hold now, or why it was refused."""
    viewer = colleague(work.created_by)
    if viewer is None or not viewer.reach(Permission.IMPORT):
        return _refusal(Refused(N_("You may no longer load files.")))
    with viewing_as(viewer):
        try:
            return act(viewer)
        except Busy:
            # Nothing is wrong with the file, so the job is tried again.
            raise
        except DomainError as refusal:
            return _refusal(refusal)


def _refusal(why: DomainError) -> Values:
    """Words for whoever reads the report, in the language they will read it in."""
    return {"refused": why.message, "facts": {name: str(fact) for name, fact in why.facts.items()}}
