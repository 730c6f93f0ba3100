"""Who may see publications and what belongs to them."""

from __future__ import annotations

from sqlalchemy import false, select, true

from app.access.enforcement import visible
from app.access.roles import Permission
from app.access.viewers import Viewer
from app.publications.models import Output, OutputAuthor, OutputLink, OutputSlug
from app.visibility.conditions import Column, Columns, Condition, output, person
from app.visibility.logic import and_, exists, or_


def _within(viewer: Viewer, o: Columns) -> Condition:
    """The publication lies within what the viewer may read: everything, or some programmes."""
    reach = viewer.reach(Permission.READ)
    if reach.everywhere:
        return true()
    condition: Condition = (
        o.programme_id.in_(reach.programme_ids) if reach.programme_ids else false()
    )
    return condition


def _of_output(output_id: Column, condition: Condition) -> Condition:
    return exists(
        select(output.c.id).where(output.c.id == output_id, condition).correlate_except(output)
    )


@visible(Output)
def _(viewer: Viewer) -> Condition:
    return or_(Output.public.is_(True), _within(viewer, Output))


@visible(OutputAuthor)
def _(viewer: Viewer) -> Condition:
    """Named in public like the publication itself, but for those who are listed nowhere."""
    may_be_listed = exists(
        select(person.c.id)
        .where(person.c.id == OutputAuthor.person_id, person.c.never_list.is_(False))
        .correlate_except(person)
    )
    return or_(
        and_(_of_output(OutputAuthor.output_id, output.c.public.is_(True)), may_be_listed),
        _of_output(OutputAuthor.output_id, _within(viewer, output.c)),
    )


@visible(OutputLink)
def _(viewer: Viewer) -> Condition:
    return _of_output(
        OutputLink.output_id, or_(output.c.public.is_(True), _within(viewer, output.c))
    )


@visible(OutputSlug)
def _(viewer: Viewer) -> Condition:
    """Where something was withdrawn, everyone may learn that; it was public before."""
    return or_(
        OutputSlug.withdrawn_at.is_not(None),
        _of_output(OutputSlug.output_id, or_(output.c.public.is_(True), _within(viewer, output.c))),
    )
