"""What staff ask about programmes, series and topics."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.interfaces import ORMOption

from app.access.enforcement import current_viewer
from app.access.roles import Permission
from app.core.errors import NotFound
from app.extensions import db
from app.programmes.models import Programme, ProgrammeText, Region, Series, Strand, Topic


def may(permission: Permission, programme: Programme | None) -> bool:
    """Whether the viewer holds ``permission`` for all that is in ``programme`` (None: for the house)."""
    reach = current_viewer().reach(permission)
    return reach.everywhere or (programme is not None and programme.id in reach.programme_ids)


def programme_for(key: str, permission: Permission = Permission.READ) -> Programme:
    """Return the programme with the public ``key``, if the viewer holds ``permission`` for it.

    Every member of staff may read about every programme. Raises NotFound.
    """
    programme = db.session.scalar(
        select(Programme).where(Programme.key == key).options(*whole_texts())
    )
    if programme is None or not (permission is Permission.READ or may(permission, programme)):
        raise NotFound
    return programme


def whole_texts() -> tuple[ORMOption, ...]:
    """How a programme is loaded with its texts, their strands, and the series of those."""
    strands = selectinload(Programme.texts).selectinload(ProgrammeText.strands)
    return selectinload(Programme.texts), strands.selectinload(Strand.series)


def text_of(programme: Programme, key: str) -> ProgrammeText:
    """Return the version with the public ``key``. Raises NotFound."""
    found = next((one for one in programme.texts if one.key == key), None)
    if found is None:
        raise NotFound
    return found


def series_for(key: str, permission: Permission = Permission.READ) -> Series:
    """Return the series with the public ``key``, if the viewer holds ``permission`` for it.

    Raises NotFound.
    """
    series = db.session.scalar(select(Series).where(Series.key == key))
    if series is None or not (permission is Permission.READ or may(permission, series.programme)):
        raise NotFound
    return series


def all_programmes() -> Sequence[Programme]:
    """Every programme, by name."""
    return db.session.scalars(select(Programme).order_by(Programme.name)).all()


def programmes_within(permission: Permission, present: Programme | None = None) -> list[Programme]:
    """The programmes in which the viewer holds ``permission``, and the ``present`` one, by name."""
    return [one for one in all_programmes() if one is present or may(permission, one)]


def all_series() -> Sequence[Series]:
    """Every series the viewer may know of, with its programme, by title."""
    return db.session.scalars(
        select(Series).options(selectinload(Series.programme)).order_by(Series.title, Series.id)
    ).all()


def all_topics() -> Sequence[Topic]:
    """Every topic the viewer may know of, by name."""
    return db.session.scalars(select(Topic).order_by(Topic.name)).all()


def all_regions() -> Sequence[Region]:
    """Every region the viewer may know of, by name."""
    return db.session.scalars(select(Region).order_by(Region.name)).all()
