"""What staff fill in about invitations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext
from wtforms import BooleanField, DateField, IntegerField, TimeField
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from app.core.clock import now, to_instant
from app.core.errors import InvalidInput
from app.correspondence.rules.placeholders import check_words
from app.invitations.models import InvitationSettings
from app.invitations.operations.inviting import PURPOSES
from app.invitations.rules import (
    ANSWER_LABELS,
    CONFIRMATION_LABELS,
    USUAL_TIME,
    VIA_LABELS,
    Answer,
    Stage,
    Via,
)
from app.participation.models import Delegation, Participation
from app.participation.rules import CHANNEL_LABELS, Channel
from app.people.models import Person
from app.web.answers import EditForm
from app.web.choices import RadioField, SelectMultipleField
from app.web.forms import EmailField, Form, LineField, TextField
from app.web.forms import lazy_gettext as _

ACCEPT, REFUSE = "accept", "refuse"
NEW = "new"
"""The answer to "who is it" that is nobody from the directory."""


class DeadlineForm(EditForm):
    """Until when to answer, on the wall clock of the event. ``deadline_at`` is the instant."""

    day = DateField(_("Answer by"), validators=[Optional()])
    time = TimeField(_("Time of day"), validators=[Optional()], default=USUAL_TIME)

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        self.deadline_at: datetime | None = None

    def validate_day(self, field: DateField) -> None:
        """Find the instant, which has to be still to come."""
        if field.data is None:
            return
        local = datetime.combine(field.data, self.time.data or USUAL_TIME)
        try:
            self.deadline_at = to_instant(local, self.zone, fold=0)
        except InvalidInput as refusal:
            raise ValidationError(gettext(refusal.message, **refusal.facts)) from None
        if self.deadline_at <= now():
            raise ValidationError(gettext("Choose a moment that is still to come."))


def deadline_values(at: datetime | None, zone: str) -> dict[str, object]:
    """Return what a ``DeadlineForm`` shows for the instant ``at``."""
    local = at.astimezone(ZoneInfo(zone)) if at else None
    return {"day": local.date() if local else None, "time": local.time() if local else USUAL_TIME}


class WaveForm(DeadlineForm):
    """Who is asked together, until when, and in which words."""

    seats = SelectMultipleField(
        _("Whom to ask"), validators=[InputRequired(_("Choose at least one guest."))]
    )
    name = LineField(
        _("Name of the wave"), limit=120, description=_("“Principals”, “Second round”")
    )
    via = RadioField(
        _("Where the letter goes"),
        choices=[(via.value, _(label)) for via, label in VIA_LABELS.items()],
        default=Via.GUEST.value,
    )
    sender = LineField(_("Who signs"), limit=200)
    subject = LineField(_("Subject"), validators=[InputRequired(_("Type a subject."))], limit=300)
    body = TextField(_("Letter"), validators=[InputRequired(_("Type the letter."))])

    def __init__(
        self, *args: Any, stage: Stage, offered: Iterable[Participation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.stage = stage
        self.seats.choices = [(seat.key, seat.key) for seat in offered]

    def validate_subject(self, field: LineField) -> None:
        """Refuse words that cannot be sent, where they stand."""
        self._check(field)

    def validate_body(self, field: TextField) -> None:
        """Likewise, and a letter without the page to answer on."""
        self._check(field)

    def _check(self, field: LineField) -> None:
        wrong = check_words(
            PURPOSES[self.stage], subject=self.subject.data or "", body=self.body.data or ""
        )
        if field.short_name in wrong:
            raise ValidationError(gettext(wrong[field.short_name]))


TOLD_BY = (Channel.PHONE, Channel.ASSISTANT, Channel.STAFF)


class OnBehalfForm(Form):
    """An answer that came another way than by the guest's own page."""

    answer = RadioField(
        _("Answer"),
        choices=[(answer.value, _(label)) for answer, label in ANSWER_LABELS.items()],
        validators=[InputRequired(_("Choose an answer."))],
    )
    channel = RadioField(
        _("How we learned of it"),
        choices=[(channel.value, _(CHANNEL_LABELS[channel])) for channel in TOLD_BY],
        validators=[InputRequired(_("Say how we learned of it."))],
    )
    told_by = LineField(_("From whom"), limit=200)
    words = TextField(_("What they said"), limit=2000)

    @property
    def chosen(self) -> Answer:
        """The answer, once the form is valid."""
        return Answer(self.answer.data)


class DecideForm(Form):
    """Who somebody is that was put forward, and a word for whoever did."""

    decision = RadioField(
        _("Decision"),
        choices=[(ACCEPT, _("Give them a seat")), (REFUSE, _("Say no"))],
        validators=[InputRequired(_("Decide: yes or no."))],
    )
    who = RadioField(_("Who is it?"), validators=[Optional()])
    answer = TextField(
        _("A word for whoever proposed the name"),
        limit=1000,
        description=_("They read it on their own page."),
    )

    def __init__(self, *args: Any, found: Sequence[Person], name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.who.choices = [
            *((person.key, person.billed_as) for person in found),
            (NEW, gettext("Somebody new: %(name)s", name=name)),
        ]

    @property
    def accepts(self) -> bool:
        """Whether the answer is yes."""
        return bool(self.decision.data == ACCEPT)

    def validate_decision(self, field: RadioField) -> None:
        """Ask who it is, where a seat is given."""
        if field.data == ACCEPT and not self.who.data:
            raise ValidationError(gettext("Say who it is."))


class NominationsForm(DeadlineForm):
    """Which delegations are asked to name their members, until when, and in which words."""

    sides = SelectMultipleField(
        _("Delegations"), validators=[InputRequired(_("Choose at least one delegation."))]
    )
    sender = LineField(_("Who signs"), limit=200)

    def __init__(self, *args: Any, offered: Iterable[Delegation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sides.choices = [(side.key, side.label) for side in offered]


class SettingsForm(EditForm):
    """How one event invites."""

    contact_name = LineField(_("Whom guests can ask"), limit=200)
    contact_address = EmailField(_("Their e-mail address"), limit=254)
    confirmations = RadioField(
        _("Confirm a yes"),
        choices=[(kind.value, _(label)) for kind, label in CONFIRMATION_LABELS.items()],
    )
    close_at_deadline = BooleanField(_("Close invitations when their time to answer runs out"))
    companions = IntegerField(
        _("How many may come along with a guest"),
        validators=[NumberRange(0, 20, _("Give a number from 0 to 20."))],
    )


def settings_values(settings: InvitationSettings) -> dict[str, object]:
    """Return what a ``SettingsForm`` shows."""
    return {
        "contact_name": settings.contact_name,
        "contact_address": settings.contact_address,
        "confirmations": settings.confirmations.value,
        "close_at_deadline": settings.close_at_deadline,
        "companions": settings.companions,
    }
