"""Persons, and what is known of each: names, addresses, bios, a portrait, what staff alone know."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.clock import now
from app.core.text import random_key
from app.extensions import Base
from app.infra.types import UTCDateTime, enum_type
from app.people.rules import NameOrder, Romanisation, VariantKind, billed_name, was_held_on

if TYPE_CHECKING:
    from app.people.models.organisation import Affiliation


class Person(Base):
    """Someone who takes part in events.

    Only what may be shown beside a public billing stands in this table; what must not be has
    tables of its own, which no visitor can read. Whoever was merged into another person
    (``merged_into_id``) is kept, unseen, so that the merge can be undone.
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
    pronunciation: Mapped[str] = mapped_column(String(120), default="")
    merged_into_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="RESTRICT"), index=True
    )
    never_list: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)

    addresses: Mapped[list[EmailAddress]] = relationship(
        back_populates="person",
        cascade="all, delete-orphan",
        order_by="EmailAddress.position, EmailAddress.id",
    )
    phones: Mapped[list[Phone]] = relationship(
        back_populates="person",
        cascade="all, delete-orphan",
        order_by="Phone.position, Phone.id",
    )
    variants: Mapped[list[NameVariant]] = relationship(
        back_populates="person", cascade="all, delete-orphan", order_by="NameVariant.id"
    )
    biographies: Mapped[list[Biography]] = relationship(
        back_populates="person",
        cascade="all, delete-orphan",
        order_by="Biography.as_of.desc(), Biography.id.desc()",
    )
    dossier: Mapped[PersonDossier | None] = relationship(
        back_populates="person", cascade="all, delete-orphan"
    )
    needs: Mapped[PersonNeeds | None] = relationship(
        back_populates="person", cascade="all, delete-orphan"
    )
    head_shot: Mapped[HeadShot | None] = relationship(
        back_populates="person", cascade="all, delete-orphan"
    )
    search: Mapped[PersonSearch | None] = relationship(
        back_populates="person", cascade="all, delete-orphan"
    )
    affiliations: Mapped[list[Affiliation]] = relationship(
        back_populates="person", cascade="all, delete-orphan", order_by="Affiliation.position"
    )

    @property
    def billed_as(self) -> str:
        """The name that a billing copies: "Ambassador Robert Gallucci", "Wallace Gregson (ret.)"."""
        return billed_name(self.honorific, self.display_name, self.suffix)

    @property
    def preferred_address(self) -> str:
        """The address where mail goes: the first one, or nothing."""
        return self.addresses[0].address if self.addresses else ""

    @property
    def letter_address(self) -> str:
        """Where letters about a seat go: to the assistant if that is wished, or if there is no other."""
        dossier = self.dossier
        assistant = dossier.assistant_email if dossier else ""
        if assistant and dossier and dossier.invite_assistant:
            return assistant
        return self.preferred_address or assistant

    @property
    def main_affiliation(self) -> Affiliation | None:
        """What a list says beside the name: the office marked as the main one, else the first."""
        offices: Sequence[Affiliation] = self.affiliations
        marked = [office for office in offices if office.main]
        return next(iter([*marked, *offices]), None)

    def offices_on(self, day: date) -> list[str]:
        """The lines that a billing copies for an event on ``day``; never one that is not listed."""
        return [
            affiliation.billed_on(day)
            for affiliation in self.affiliations
            if affiliation.listed
            and affiliation.billed_as
            and (affiliation.former or was_held_on(day, affiliation.began, affiliation.ended))
        ]


class EmailAddress(Base):
    """An address of a person; one person may have several, two persons may share one.

    Mail goes to the first by ``position``.
    """

    __tablename__ = "email_address"
    __table_args__ = (UniqueConstraint("person_id", "address_norm"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    address: Mapped[str] = mapped_column(String(254))
    address_norm: Mapped[str] = mapped_column(String(254), index=True)
    position: Mapped[int] = mapped_column(default=0)

    person: Mapped[Person] = relationship(back_populates="addresses")


class Phone(Base):
    """A telephone number of a person, as it is written; ``digits`` is what it is found by."""

    __tablename__ = "phone"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    number: Mapped[str] = mapped_column(String(60))
    digits: Mapped[str] = mapped_column(String(40), index=True)
    label: Mapped[str] = mapped_column(String(40), default="")
    position: Mapped[int] = mapped_column(default=0)

    person: Mapped[Person] = relationship(back_populates="phones")


class NameVariant(Base):
    """Another way in which the person is or was written; the person is found by it.

    ``lang`` says the language where the text is in its own script, ``system`` how it was
    brought into Latin letters.
    """

    __tablename__ = "name_variant"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(String(200))
    lang: Mapped[str] = mapped_column(String(12), default="")
    system: Mapped[Romanisation] = mapped_column(
        enum_type(Romanisation), default=Romanisation.UNSTATED
    )
    kind: Mapped[VariantKind] = mapped_column(enum_type(VariantKind), default=VariantKind.ALIAS)

    person: Mapped[Person] = relationship(back_populates="variants")


class Biography(Base):
    """A dated account of the person, short and long; on a public page only if it says so."""

    __tablename__ = "biography"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    as_of: Mapped[str] = mapped_column(String(10), default="")
    short: Mapped[str] = mapped_column(Text, default="")
    long: Mapped[str] = mapped_column(Text, default="")
    public: Mapped[bool] = mapped_column(default=False)

    person: Mapped[Person] = relationship(back_populates="biographies")


class HeadShot(Base):
    """The portrait, made anew from what was sent; public only with ``consent`` and a public billing."""

    __tablename__ = "head_shot"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    width: Mapped[int]
    height: Mapped[int]
    credit: Mapped[str] = mapped_column(String(200), default="")
    licence: Mapped[str] = mapped_column(String(120), default="")
    consent: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)

    person: Mapped[Person] = relationship(back_populates="head_shot")


class PersonDossier(Base):
    """What staff alone know of a person. ``languages`` are parted by commas."""

    __tablename__ = "person_dossier"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    gender: Mapped[str] = mapped_column(String(40), default="")
    country: Mapped[str] = mapped_column(String(80), default="")
    languages: Mapped[str] = mapped_column(String(200), default="")
    assistant_name: Mapped[str] = mapped_column(String(200), default="")
    assistant_email: Mapped[str] = mapped_column(String(254), default="")
    assistant_phone: Mapped[str] = mapped_column(String(60), default="")
    invite_assistant: Mapped[bool] = mapped_column(default=False)
    deceased: Mapped[bool] = mapped_column(default=False)
    notes: Mapped[str] = mapped_column(Text, default="")

    person: Mapped[Person] = relationship(back_populates="dossier")


class PersonNeeds(Base):
    """What a host must know of a person's health and table; seen by those who look after guests."""

    __tablename__ = "person_needs"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    dietary: Mapped[str] = mapped_column(Text, default="")
    access: Mapped[str] = mapped_column(Text, default="")

    person: Mapped[Person] = relationship(back_populates="needs")


class PersonSearch(Base):
    """All words by which a person is found, folded, each after a space; kept by ``operations``."""

    __tablename__ = "person_search"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    words: Mapped[str] = mapped_column(Text)

    person: Mapped[Person] = relationship(back_populates="search")
