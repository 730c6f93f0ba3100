"""What a guest fills in, made of the pools and questions of an event; and what tells a person from a program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from flask_babel import gettext
from itsdangerous import BadSignature, URLSafeSerializer
from wtforms import BooleanField, HiddenField, IntegerField, StringField
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from app.core.clock import now
from app.core.errors import InvalidInput
from app.registration.forms.questions import QuestionPart, fields_for
from app.registration.models import Pool, Question
from app.registration.operations import GivenAnswer
from app.registration.rules import check_name, check_party
from app.web.answers import EditForm
from app.web.choices import RadioField
from app.web.forms import EmailField, Form, LineField, TextField
from app.web.forms import lazy_gettext as _

QUICKEST = timedelta(seconds=1)
"""Nobody types a name and an address faster than this."""
OLDEST = timedelta(days=2)
"""A form that was kept for longer is asked for once more, with everything that was typed."""


def _stamp() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="registration opened")


class GuestForm(Form):
    """Who wants to come, with whom, and what the event asks."""

    pool = RadioField(
        _("How you take part"), validate_choice=False, validators=[InputRequired(_("Choose one."))]
    )
    name = LineField(_("Name"), limit=200, validators=[InputRequired(_("Type your name."))])
    email = EmailField(
        _("E-mail address"), limit=254, validators=[InputRequired(_("Type your address."))]
    )
    organisation = LineField(_("Organisation"), limit=200)
    party_size = IntegerField(
        _("How many come, you included"),
        default=1,
        validators=[Optional(), NumberRange(min=1, message=_("Type a number from 1."))],
    )
    companions = TextField(
        _("Who comes with you"), limit=2000, description=_("One name on each line.")
    )
    consent_listed = BooleanField(
        _("My name and organisation may stand on a list of guests that other guests can read.")
    )

    part: QuestionPart
    pools: Sequence[Pool]

    def settle(self, pools: Sequence[Pool], questions: Sequence[Question]) -> None:
        """Take out what this event does not ask, and remember what it does."""
        self.pools = pools
        self.part = QuestionPart(questions)
        if "pool" in self and len(pools) > 1:
            self.pool.choices = [(pool.key, pool.name) for pool in pools]
        else:
            self._leave_out("pool")
        if not self.brings_others:
            self._leave_out("party_size")
        if not any(pool.names_companions for pool in pools) or not self.brings_others:
            self._leave_out("companions")

    def _leave_out(self, name: str) -> None:
        if name in self:
            del self[name]

    @property
    def brings_others(self) -> bool:
        """Whether anybody may come along."""
        return any(pool.party_limit > 1 for pool in self.pools)

    @property
    def chosen_pool(self) -> Pool | None:
        """The pool that was chosen; the only one there is; or None."""
        if "pool" not in self:
            return self.pools[0] if self.pools else None
        return next((one for one in self.pools if one.key == self.pool.data), None)

    @property
    def names(self) -> list[str]:
        """Who comes along, as far as they are named."""
        lines = (self.companions.data or "").splitlines() if "companions" in self else []
        return [" ".join(line.split())[:200] for line in lines if line.strip()]

    @property
    def size(self) -> int:
        """How many come."""
        counted = self.party_size.data if "party_size" in self else None
        return max(counted or 1, 1)

    @property
    def answers(self) -> list[GivenAnswer]:
        """What was answered to the questions that this guest is asked."""
        return self.part.answers

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Whether everything can be used, the answers to the event's own questions too."""
        valid = super().validate(*args, **kwargs)
        return self.part.validate(self) and valid

    def validate_name(self, field: LineField) -> None:
        """Refuse what is no name."""
        _refuse(lambda: check_name(field.data or ""))

    def validate_pool(self, field: RadioField) -> None:
        """Refuse a pool that is not there."""
        if field.data and self.chosen_pool is None:
            raise ValidationError(gettext("Choose one."))

    def validate_party_size(self, field: IntegerField) -> None:
        """Refuse a party that is too large, or names more than it counts."""
        del field
        if (pool := self.chosen_pool) is not None:
            _refuse(lambda: check_party(self.size, self.names, self.limit_of(pool)))

    def limit_of(self, pool: Pool) -> int:
        """How many people one registration may be for."""
        return pool.party_limit


class RegistrationForm(GuestForm):
    """The same, filled in by anyone.

    ``website`` is shown to programs alone, which fill in whatever they find; ``opened`` says,
    signed, when the form was given out.
    """

    website = StringField(_("Leave this field empty"))
    opened = HiddenField()

    def give_out(self) -> RegistrationForm:
        """Remember the time, unless the form has been given out before."""
        if not self.opened.data:
            self.opened.data = _stamp().dumps(now().isoformat())
        return self

    @property
    def filled_in_by_program(self) -> bool:
        """Whether the trap was walked into."""
        return bool(self.website.data)

    def validate_opened(self, field: HiddenField) -> None:
        """Refuse a form that we did not give out, or that was sent the moment it was, or days after."""
        try:
            given_out = datetime.fromisoformat(_stamp().loads(field.data or ""))
        except (BadSignature, ValueError, TypeError):
            given_out = None
        if given_out is None or now() - given_out > OLDEST:
            field.data = _stamp().dumps(now().isoformat())
            raise ValidationError(gettext("Please send the form once more."))
        if now() - given_out < QUICKEST:
            raise ValidationError(gettext("That was quick. Please send the form once more."))


class OwnForm(EditForm, GuestForm):
    """What a guest changes later; the address stays, for the link was sent there."""

    email = None  # type: ignore[assignment]  # WTForms takes a field out so.
    pool = None  # type: ignore[assignment]


def form_for(
    kind: type[GuestForm],
    pools: Sequence[Pool],
    questions: Sequence[Question],
    data: Mapping[str, object] | None = None,
) -> Any:
    """Return a form of ``kind`` with the pools and ``questions`` of an event."""
    fields = fields_for(questions)
    shaped = type(kind.__name__, (kind,), fields) if fields else kind
    form = shaped(data=data)
    form.settle(pools, questions)
    return form


def _refuse(check: Any) -> None:
    try:
        check()
    except InvalidInput as refusal:
        raise ValidationError(gettext(refusal.message, **refusal.facts)) from None
