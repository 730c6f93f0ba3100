"""Persons, their addresses and affiliations, and organisations."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.clock import now
from app.core.text import random_key
from app.extensions import Base
from app.infra.types import UTCDateTime, enum_type
from app.people.rules import NameOrder, OrganisationKind, billed_name, was_held_on


class Person(Base):
    """Someone who takes part in events.

    Only what may be shown beside a public billing stands in this table; addresses have
    a table of their own, which no visitor can read.
    """

    __tablename__ = "person"
    __table_args__ = (Index("ix_person_sort_name", "sort_name", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    slug: Mapped[str] = mapped_column(String(160), unique=True)
    display_name: Mapped[str] = mapped_column(String(200))
    honorific: Mapped[str] = mapped_column(String(80), default="")
    given_name: Mapped[str] = mapped_column(String(120), default="")
    family_name: Mapped[str] = mapped_column(String(120), default="")
    suffix: Mapped[str] = mapped_column(String(60), default="")
    name_order: Mapped[NameOrder] = mapped_column(
        enum_type(NameOrder), default=NameOrder.GIVEN_FIRST
    )
    native_name: Mapped[str] = mapped_column(String(120), default="")
    native_lang: Mapped[str] = mapped_column(String(12), default="")
    sort_name: Mapped[str] = mapped_column(String(240))
    match_name: Mapped[str] = mapped_column(String(240), index=True)
    never_list: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)

    addresses: Mapped[list[EmailAddress]] = relationship(
        back_populates="person", cascade="all, delete-orphan", order_by="EmailAddress.id"
    )
    affiliations: Mapped[list[Affiliation]] = relationship(
        back_populates="person", cascade="all, delete-orphan", order_by="Affiliation.position"
    )

    @property
    def billed_as(self) -> str:
        """The name that a billing copies: "Ambassador Robert Gallucci", "Wallace Gregson (ret.)"."""
        return billed_name(self.honorific, self.display_name, self.suffix)

    def offices_on(self, day: date) -> list[str]:
        """The lines that a billing copies for an event on ``day``; never one that is not listed."""
        return [
            affiliation.billed_as
            for affiliation in self.affiliations
            if affiliation.listed
            and affiliation.billed_as
            and (affiliation.former or was_held_on(day, affiliation.began, affiliation.ended))
        ]


class EmailAddress(Base):
    """An address of a person; one person may have several, two persons may share one."""

    __tablename__ = "email_address"
    __table_args__ = (UniqueConstraint("person_id", "address_norm"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    address: Mapped[str] = mapped_column(String(254))
    address_norm: Mapped[str] = mapped_column(String(254), index=True)

    person: Mapped[Person] = relationship(back_populates="addresses")


class Organisation(Base):
    """A ministry, institute, university, newspaper, …; shown where it is a public partner."""

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


class Affiliation(Base):
    """What a person is or was somewhere.

    ``began`` and ``ended`` are as exact as is known: "2019", "2019-05", "2019-05-03" or
    empty. ``former`` is part of how it is billed and does not follow from the dates.
    ``listed`` says that it may be shown on a public page about the person.
    """

    __tablename__ = "affiliation"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id", ondelete="RESTRICT"), index=True
    )
    title: Mapped[str] = mapped_column(String(300), default="")
    began: Mapped[str] = mapped_column(String(10), default="")
    ended: Mapped[str] = mapped_column(String(10), default="")
    former: Mapped[bool] = mapped_column(default=False)
    acting: Mapped[bool] = mapped_column(default=False)
    listed: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)

    person: Mapped[Person] = relationship(back_populates="affiliations")
    organisation: Mapped[Organisation | None] = relationship()

    @property
    def billed_as(self) -> str:
        """The line that a billing copies: "former Ambassador, Ministry of …"."""
        office = ", ".join(
            part
            for part in (self.title, self.organisation.name if self.organisation else "")
            if part
        )
        if self.acting:
            office = f"Acting {office}"
        return f"former {office}" if self.former else office
