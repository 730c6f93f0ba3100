"""Answers are kept with the words of their question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete

from app.extensions import db
from app.registration.models import GuestAnswer, GuestFile


@dataclass(frozen=True, kw_only=True)
class SentFile:
    """A file that was checked: see ``app/registration/files.py``."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class GivenAnswer:
    """An answer that was checked; ``text`` holds one line for each choice, or a file's name."""

    question_id: int
    asked_as: str
    text: str
    file: SentFile | None = None


def keep_answers(registration_id: int, answers: Sequence[GivenAnswer]) -> None:
    """Keep the first answers of a guest."""
    for given in answers:
        answer = GuestAnswer(
            registration_id=registration_id,
            question_id=given.question_id,
            asked_as=given.asked_as,
            text=given.text,
        )
        db.session.add(answer)
        if given.file is not None:
            db.session.flush()
            db.session.add(
                GuestFile(
                    answer_id=answer.id,
                    media_type=given.file.media_type,
                    content=given.file.content,
                )
            )


def replace_answers(
    registration_id: int, asked: Sequence[int], answers: Sequence[GivenAnswer]
) -> None:
    """Keep other answers to the questions ``asked``; those to questions removed since stay.

    A file is kept where none was sent in its place: its answer is then not among ``asked``.
    """
    of_guest = (GuestAnswer.registration_id == registration_id, GuestAnswer.question_id.in_(asked))
    db.session.execute(delete(GuestAnswer).where(*of_guest))
    db.session.flush()
    keep_answers(registration_id, answers)
