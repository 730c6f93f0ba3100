"""What a guest, or a focal point, fills in on their own page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import wtforms
from flask_babel import gettext
from wtforms import FieldList, FormField, IntegerField
from wtforms.validators import InputRequired, NumberRange, Optional

from app.events.forms.choices import time_zones
from app.invitations.models import Proposal
from app.invitations.operations import Along, NameFacts
from app.invitations.rules import ANSWER_LABELS, SCOPE_HINTS, SCOPE_LABELS, Answer, Scope
from app.participation.rules import COMPANION_KIND_LABELS, CompanionKind
from app.web.answers import EditForm
from app.web.choices import RadioField, SelectField
from app.web.forms import EmailField, Form, LineField, TextField
from app.web.forms import lazy_gettext as _

WORDS_LIMIT = 2000


class ReplyForm(Form):
    """The answer, which is the button that sends the form, and a word with it."""

    answer = RadioField(
        _("Your answer"),
        choices=[(answer.value, _(label)) for answer, label in ANSWER_LABELS.items()],
        validators=[InputRequired(_("Choose an answer."))],
    )
    words = TextField(_("A message to us, or the reason if you cannot come"), limit=WORDS_LIMIT)

    @property
    def chosen(self) -> Answer:
        """The answer, once the form is valid."""
        return Answer(self.answer.data)


class CompanionForm(wtforms.Form):
    """One line of who comes along; empty, it says nothing."""

    kind = SelectField(_("Who comes along"), validators=[Optional()])
    name = LineField(_("Name, if you can give it"), limit=200)
    count = IntegerField(
        _("How many"),
        default=1,
        validators=[Optional(), NumberRange(1, 50, _("Give a number from 1 to 50."))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [
            ("", gettext("Nobody")),
            *((kind.value, gettext(label)) for kind, label in COMPANION_KIND_LABELS.items()),
        ]


class DetailsForm(EditForm):
    """What makes a guest's coming easier."""

    dietary = TextField(
        _("What you do not eat"),
        limit=WORDS_LIMIT,
        description=_("Allergies, diets, fasting. Only those who look after guests can read it."),
    )
    access = TextField(
        _("What you need to take part"),
        limit=WORDS_LIMIT,
        description=_("A step-free way, captions, a seat near the door, an interpreter."),
    )
    arrival = TextField(
        _("How and when you arrive"),
        limit=WORDS_LIMIT,
        description=_("A late train, a car with a driver, security that comes along."),
    )
    city_zone = SelectField(_("Time zone from which you join"), validators=[Optional()])
    companions = FieldList(FormField(CompanionForm))

    def __init__(self, *args: Any, most: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        while len(self.companions) < most:
            self.companions.append_entry()
        self.city_zone.choices = {"": [("", "–")], **time_zones()}

    @property
    def company(self) -> list[Along]:
        """Who comes along, once the form is valid."""
        return [
            Along(
                CompanionKind(line.form.kind.data),
                line.form.name.data or "",
                line.form.count.data or 1,
            )
            for line in self.companions
            if line.form.kind.data
        ]


class ConsentForm(Form):
    """Yes or no to each scope; what is left open stays open, and counts as no."""

    listed = RadioField(
        _(SCOPE_LABELS[Scope.LISTED]),
        description=_(SCOPE_HINTS[Scope.LISTED]),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        validators=[Optional()],
    )
    recorded = RadioField(
        _(SCOPE_LABELS[Scope.RECORDED]),
        description=_(SCOPE_HINTS[Scope.RECORDED]),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        validators=[Optional()],
    )
    photographed = RadioField(
        _(SCOPE_LABELS[Scope.PHOTOGRAPHED]),
        description=_(SCOPE_HINTS[Scope.PHOTOGRAPHED]),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        validators=[Optional()],
    )

    @property
    def answers(self) -> Mapping[Scope, bool]:
        """What was answered, by scope."""
        return {
            scope: self[scope.value].data == "yes"
            for scope in Scope
            if self[scope.value].data in {"yes", "no"}
        }


class NameForm(Form):
    """Somebody who is put forward."""

    name = LineField(
        _("Name"),
        limit=200,
        validators=[InputRequired(_("Type the name."))],
        description=_("As it should stand on the badge: “Amb. Vera Kim”"),
    )
    title = LineField(_("Office"), limit=200)
    organisation = LineField(_("Organisation"), limit=200)
    email = EmailField(
        _("E-mail address"),
        limit=254,
        validators=[InputRequired(_("Type the address, so that we can write to them."))],
    )
    words = TextField(_("A word about it"), limit=WORDS_LIMIT)

    @property
    def facts(self) -> NameFacts:
        """Who is put forward, once the form is valid."""
        return {
            "name": self.name.data or "",
            "title": self.title.data or "",
            "organisation": self.organisation.data or "",
            "email": self.email.data or "",
            "words": self.words.data or "",
        }


class MemberForm(NameForm):
    """A member of a delegation; ``instead_of`` says whom they replace, if anybody."""

    role = SelectField(_("Comes as"))
    instead_of = SelectField(_("In place of"), validators=[Optional()])

    def __init__(
        self,
        *args: Any,
        roles: Sequence[tuple[str, str]],
        replaceable: Iterable[Proposal],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.role.choices = roles
        self.instead_of.choices = [
            ("", gettext("Nobody: a further member")),
            *((one.key, one.name) for one in replaceable),
        ]
