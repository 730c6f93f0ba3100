"""What is kept of files: what became of whom or what, and what the columns of such a file mean."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import now
from app.extensions import Base
from app.infra.types import UTCDateTime


class ContactSource(Base):
    """That a row which says exactly this was taken up as a person, so that it is known again.

    ``ref`` is made from all that the row says; ``job`` is the key of the work that did it.
    """

    __tablename__ = "contact_source"

    ref: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    job: Mapped[str] = mapped_column(String(24), index=True)


class RememberedColumns(Base):
    """What somebody said that the columns under these headings mean; asked again for the next file.

    ``headings`` is made from the words of the headings; ``meanings`` has one entry per column.
    """

    __tablename__ = "remembered_columns"

    headings: Mapped[str] = mapped_column(String(64), primary_key=True)
    meanings: Mapped[list[str]] = mapped_column(JSON, default=list)
    said_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)


class LoadedEvent(Base):
    """What a calendar or a schedule said of an event when it was last loaded.

    As long as it says the same (``digest``), what staff changed here stands; and an older
    ``sequence`` than this one (RFC 5545, 3.8.7.4) is yesterday's news.
    """

    __tablename__ = "loaded_event"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )
    digest: Mapped[str] = mapped_column(String(64))
    sequence: Mapped[int] = mapped_column(default=0)
    loaded_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
