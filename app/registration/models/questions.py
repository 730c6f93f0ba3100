"""The form of an event, and what guests answered."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.text import random_key
from app.extensions import Base
from app.infra.types import UTCDateTime, enum_type
from app.registration.models.guests import Registration
from app.registration.rules import Asked, QuestionKind


class Question(Base):
    """One question, or the heading of those that follow it.

    It is shown where the question ``depends_on`` was answered with ``given``. One that was
    removed after it had been answered stays here with its answers, and is asked nobody.
    """

    __tablename__ = "registration_question"
    __table_args__ = (Index("ix_registration_question_event", "event_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(default=0)
    kind: Mapped[QuestionKind] = mapped_column(enum_type(QuestionKind))
    label: Mapped[str] = mapped_column(String(300))
    help: Mapped[str] = mapped_column(Text, default="")
    required: Mapped[bool] = mapped_column(default=False)
    choices: Mapped[list[str]] = mapped_column(JSON, default=list)
    depends_on_id: Mapped[int | None] = mapped_column(
        ForeignKey("registration_question.id", ondelete="SET NULL"), index=True
    )
    given: Mapped[str] = mapped_column(String(300), default="")
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    @property
    def asked(self) -> Asked:
        """The question as the rules need it."""
        return Asked(
            id=self.id,
            kind=self.kind,
            required=self.required,
            choices=tuple(self.choices),
            depends_on=self.depends_on_id,
            given=self.given,
        )


class GuestAnswer(Base):
    """What a guest answered, with the words of the question at the time.

    ``text`` holds one line for each choice. The bytes of a file stand in a table of their own.
    """

    __tablename__ = "registration_answer"
    __table_args__ = (UniqueConstraint("registration_id", "question_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"))
    question_id: Mapped[int] = mapped_column(
        ForeignKey("registration_question.id", ondelete="CASCADE"), index=True
    )
    asked_as: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)

    registration: Mapped[Registration] = relationship()
    question: Mapped[Question] = relationship()


class GuestFile(Base):
    """A file that a guest sent as an answer, checked and made anew where it is a picture."""

    __tablename__ = "registration_file"

    answer_id: Mapped[int] = mapped_column(
        ForeignKey("registration_answer.id", ondelete="CASCADE"), primary_key=True
    )
    media_type: Mapped[str] = mapped_column(String(40))
    content: Mapped[bytes] = mapped_column(LargeBinary)
