"""What staff type about delegations, and about whoever comes along with a guest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from wtforms import BooleanField, IntegerField
from wtforms.validators import InputRequired, NumberRange, Optional

from app.events.models import Event
from app.participation.forms.seats import FIRST_STATES, roles_for
from app.participation.models import Delegation
from app.participation.rules import COMPANION_KIND_LABELS, ROLE_LABELS, SEAT_STATE_LABELS, Role
from app.web.answers import EditForm
from app.web.choices import SelectField
from app.web.forms import EmailField, Form, LineField
from app.web.forms import lazy_gettext as _


class DelegationForm(EditForm):
    """One side's part of the event, and who names its members."""

    label = LineField(
        _("Name"),
        limit=120,
        description=_("As it is called at this event: “Republic of Korea”."),
        validators=[InputRequired(_("Say what the delegation is called."))],
    )
    country = LineField(
        _("Country, for the order of the list"),
        limit=80,
        description=_("“Korea, Republic of” stands before “Mexico”."),
    )
    size = IntegerField(_("Seats agreed"), validators=[Optional(), NumberRange(min=0, max=1000)])
    focal_name = LineField(_("Focal point"), limit=200, description=_("Who names the members."))
    focal_email = EmailField(_("E-mail address of the focal point"), limit=254)
    focal_phone = LineField(_("Telephone of the focal point"), limit=60)


class KeepSeatsForm(Form):
    """Seats whose names are to follow: “two from the ministry”."""

    number = IntegerField(
        _("How many"),
        default=1,
        validators=[InputRequired(_("Say how many.")), NumberRange(min=1, max=200)],
    )
    label = LineField(_("For whom"), limit=190, description=_("“Ministry of Unification, experts”"))
    role = SelectField(_("Role"), default=Role.PARTICIPANT.value)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role.choices = [
            (role.value, gettext(ROLE_LABELS[role])) for role in roles_for(event.kind)
        ]


class GatherForm(Form):
    """What several new seats have in common."""

    role = SelectField(_("Role"), default=Role.PARTICIPANT.value)
    state = SelectField(_("State"))
    delegation = SelectField(_("Delegation or side"))
    listed = BooleanField(_("May be named in public, once the event and its rule allow it"))

    def __init__(
        self, *args: Any, event: Event, delegations: Sequence[Delegation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.role.choices = [
            (role.value, gettext(ROLE_LABELS[role])) for role in roles_for(event.kind)
        ]
        self.state.choices = [
            (state.value, gettext(SEAT_STATE_LABELS[state])) for state in FIRST_STATES
        ]
        self.delegation.choices = [
            ("", gettext("(none)")),
            *((side.key, side.label) for side in delegations),
        ]


class CompanionForm(Form):
    """Somebody who comes along, or several of a kind."""

    kind = SelectField(_("Who"))
    name = LineField(_("Name"), limit=200)
    count = IntegerField(
        _("How many"), default=1, validators=[Optional(), NumberRange(min=1, max=50)]
    )
    note = LineField(_("Note"), description=_("“vegetarian”, “armed”; for staff alone."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [
            (kind.value, gettext(label)) for kind, label in COMPANION_KIND_LABELS.items()
        ]
