"""A public roundtable that is full: places for the press, a form, a waiting list, and an open offer."""

from __future__ import annotations

from sqlalchemy import select

from app.demonstration.guests import guests
from app.events.models import Event
from app.extensions import db
from app.registration.models import Pool, Registration
from app.registration.operations import (
    GivenAnswer,
    add_pool,
    add_question,
    edit_pool,
    register,
    set_terms,
    withdraw,
)
from app.registration.queries import pools_of
from app.registration.rules import YES, QuestionKind

CAPACITY, WAITING = 24, 4
PRESS = "Press"
HUNGRY = 7
"""One guest in so many stays for lunch, and says what they eat."""


def crowd(event: Event) -> None:
    """Fill the places of ``event``, let some wait, and offer one of those a place."""
    [seats] = pools_of(event)
    edit_pool(seats, event, capacity=CAPACITY, party_limit=3, names_companions=True)
    press = add_pool(event, name=PRESS, capacity=6, approval=True)
    form = _Form(event)
    keys = [
        register(
            event,
            name=name,
            email=email,
            pool=seats,
            organisation="Sample University" if count % 3 else "",
            consent_listed=count % 2 == 0,
            answers=form.answers(stays=count % HUNGRY == 0),
        ).key
        for count, (name, email) in enumerate(guests(CAPACITY + WAITING))
    ]
    _ask_for_the_press(event, press, form)
    # Somebody gives a place back, and the first in line is asked.
    withdraw(db.session.scalars(select(Registration).where(Registration.key == keys[3])).one())


class _Form:
    """The questions of the event, and answers to them."""

    def __init__(self, event: Event) -> None:
        self.ask = add_question(
            event,
            kind=QuestionKind.TEXT,
            label="What would you ask the speakers?",
            help="One of these opens the discussion.",
        )
        self.stay = add_question(
            event,
            kind=QuestionKind.ONE_CHOICE,
            label="Will you stay for lunch?",
            choices=["Yes", "No"],
            required=True,
        )
        self.diet = add_question(
            event,
            kind=QuestionKind.TEXT,
            label="What should the kitchen know?",
            depends_on_id=self.stay.id,
            given="Yes",
        )
        self.photographs = add_question(
            event, kind=QuestionKind.CONSENT, label="I may be seen in photographs of the audience"
        )
        set_terms(
            event,
            keep_months=6,
            privacy="We keep what you write for six months, and give it to nobody else.",
        )

    def answers(self, *, stays: bool) -> list[GivenAnswer]:
        """What a guest says who stays for lunch, or one who does not."""
        said = {self.stay: "Yes" if stays else "No"}
        if stays:
            said |= {
                self.ask: "Which exemption would help most, and who could grant it?",
                self.diet: "Vegetarian",
                self.photographs: YES,
            }
        return [
            GivenAnswer(question_id=question.id, asked_as=question.label, text=text)
            for question, text in said.items()
        ]


def _ask_for_the_press(event: Event, press: Pool, form: _Form) -> None:
    for name, paper in (
        ("Rita Reporter", "The Daily Example"),
        ("Paul Pressman", "Example News Agency"),
        ("Clara Columnist", "Example Shimbun"),
    ):
        register(
            event,
            name=name,
            email=f"{name}@example.com".lower().replace(" ", "."),
            pool=press,
            organisation=paper,
            answers=form.answers(stays=False),
        )
