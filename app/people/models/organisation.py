"""Organisations with their names over time, and what persons are or were there."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.text import random_key
from app.extensions import Base
from app.infra.types import enum_type
from app.people.models.person import Person
from app.people.rules import OrganisationKind, office_line, was_held_on


class Organisation(Base):
    """A ministry, institute, university, newspaper, …; shown where it is a public partner.

    ``name`` is the present one; names held before stand in ``former_names``.
    """

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    name: Mapped[str] = mapped_column(String(200))
    match_name: Mapped[str] = mapped_column(String(200), unique=True)
    short_name: Mapped[str] = mapped_column(String(60), default="")
    country: Mapped[str] = mapped_column(String(80), default="")
    kind: Mapped[OrganisationKind] = mapped_column(
        enum_type(OrganisationKind), default=OrganisationKind.OTHER
    )
    website: Mapped[str] = mapped_column(String(300), default="")
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id", ondelete="SET NULL")
    )

    parent: Mapped[Organisation | None] = relationship(remote_side="Organisation.id")
    former_names: Mapped[list[OrganisationName]] = relationship(
        back_populates="organisation",
        cascade="all, delete-orphan",
        order_by="OrganisationName.began.desc(), OrganisationName.id",
    )

    def name_on(self, day: date) -> str:
        """The name that it had on ``day``; the present one where no other is known to have held."""
        for former in self.former_names:
            if (former.began or former.ended) and was_held_on(day, former.began, former.ended):
                return former.name
        return self.name


class OrganisationName(Base):
    """A name that an organisation had, from and until as exact as is known."""

    __tablename__ = "organisation_name"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(200))
    match_name: Mapped[str] = mapped_column(String(200), index=True)
    began: Mapped[str] = mapped_column(String(10), default="")
    ended: Mapped[str] = mapped_column(String(10), default="")

    organisation: Mapped[Organisation] = relationship(back_populates="former_names")

    @property
    def line(self) -> str:
        """The name, and from when to when as far as that is known."""
        return f"{self.name} ({self.began}–{self.ended})" if self.began or self.ended else self.name


class Affiliation(Base):
    """What a person is or was somewhere.

    ``began`` and ``ended`` are as exact as is known: "2019", "2019-05", "2019-05-03" or
    empty. ``former`` and ``retired`` are part of how it is billed and do not follow from the
    dates. ``main`` marks the one that a list shows first. ``listed`` says that it may be
    shown on a public page about the person.
    """

    __tablename__ = "affiliation"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id", ondelete="RESTRICT"), index=True
    )
    title: Mapped[str] = mapped_column(String(300), default="")
    unit: Mapped[str] = mapped_column(String(200), default="")
    began: Mapped[str] = mapped_column(String(10), default="")
    ended: Mapped[str] = mapped_column(String(10), default="")
    former: Mapped[bool] = mapped_column(default=False)
    acting: Mapped[bool] = mapped_column(default=False)
    retired: Mapped[bool] = mapped_column(default=False)
    main: Mapped[bool] = mapped_column(default=False)
    listed: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)

    person: Mapped[Person] = relationship(back_populates="affiliations")
    organisation: Mapped[Organisation | None] = relationship()

    @property
    def billed_as(self) -> str:
        """The line as it is billed now: "former Ambassador, Ministry of …"."""
        return self._line(self.organisation.name if self.organisation else "")

    def billed_on(self, day: date) -> str:
        """The line as it is billed on ``day``, with the name that the organisation had then."""
        return self._line(self.organisation.name_on(day) if self.organisation else "")

    def _line(self, organisation: str) -> str:
        return office_line(
            self.title,
            self.unit,
            organisation,
            former=self.former,
            acting=self.acting,
            retired=self.retired,
        )
