"""The turns of a transcript: who said what, one after the other."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.events.models import Recording
from app.extensions import Base
from app.participation.models import Participation


class TranscriptTurn(Base):
    """What one speaker said before the next; ``speaker`` as printed, which may be nobody's name.

    A turn keeps its position for as long as the text is not replaced: others link to it.
    """

    __tablename__ = "transcript_turn"
    __table_args__ = (UniqueConstraint("recording_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    recording_id: Mapped[int] = mapped_column(ForeignKey("recording.id", ondelete="CASCADE"))
    position: Mapped[int]
    speaker: Mapped[str] = mapped_column(String(160), default="")
    participation_id: Mapped[int | None] = mapped_column(
        ForeignKey("participation.id", ondelete="SET NULL"), index=True
    )
    starts_second: Mapped[int | None]
    text: Mapped[str] = mapped_column(Text)

    recording: Mapped[Recording] = relationship()
    participation: Mapped[Participation | None] = relationship()
