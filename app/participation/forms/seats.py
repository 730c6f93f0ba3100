"""What staff type about seats."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext
from wtforms import BooleanField
from wtforms.validators import InputRequired, ValidationError
from wtforms.widgets import ListWidget

from app.events.forms.choices import time_zones
from app.events.models import Event, EventSession
from app.events.rules import EventKind
from app.participation.models import Delegation
from app.participation.operations import SeatFacts
from app.participation.rules import (
    ROLE_LABELS,
    ROLES_OFFERED,
    SEAT_STATE_LABELS,
    SECTOR_LABELS,
    Role,
    SeatState,
    Sector,
)
from app.people.models import Person
from app.web.answers import EditForm
from app.web.choices import BoxOfMany, RadioField, SelectField, SelectMultipleField
from app.web.forms import LineField, TextField
from app.web.forms import lazy_gettext as _

NEW, KEPT = "new", "kept"
"""The answers to "who" that are nobody from the directory."""

FIRST_STATES = (
    SeatState.SHORTLISTED,
    SeatState.APPROVED,
    SeatState.INVITED,
    SeatState.ACCEPTED,
    SeatState.CONFIRMED,
)
"""Where a seat may begin: what comes later has to be lived through."""


class CheckboxesField(SelectMultipleField):
    """Several of many, each with a box of its own."""

    widget = ListWidget(prefix_label=False)
    option_widget = BoxOfMany()


class NeedsForm(EditForm):
    """What a host must know of a guest."""

    dietary = TextField(_("Food and drink"), limit=1000)
    access = TextField(
        _("Access"), limit=1000, description=_("A wheelchair, a sign interpreter, a quiet room.")
    )


class WhoForm(EditForm):
    """Somebody from the directory, or somebody new."""

    who = RadioField(_("Who"), validators=[InputRequired(_("Say whose seat it is."))])
    new_name = LineField(
        _("Name of somebody new"), limit=200, description=_("As printed: “Amb. Vera Kim (ret.)”")
    )
    new_title = LineField(_("Office"))
    new_organisation = LineField(_("Organisation"), limit=200)
    somebody_else = BooleanField(_("This is somebody else than those named above"))
    reason = TextField(
        _("Reason to go ahead in spite of the clash"),
        limit=1000,
        description=_("It is kept with the event and read by colleagues."),
    )

    def __init__(self, *args: Any, found: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.who.choices = _people(found)

    def validate_new_name(self, field: LineField) -> None:
        """Ask for the name of somebody new."""
        if self.who.data == NEW and not field.data:
            raise ValidationError(gettext("Type the name."))


def _people(found: Iterable[Person]) -> list[tuple[str, str]]:
    return [*((person.key, _said(person)) for person in found), (NEW, gettext("Somebody new"))]


def _said(person: Person) -> str:
    offices = [office.billed_as for office in person.affiliations if not office.ended]
    native = f" {person.native_name}" if person.native_name else ""
    return ", ".join([f"{person.billed_as}{native}", *offices[:1]])


class SeatFieldsForm(EditForm):
    """What is said of a seat, whosever it is."""

    roles = CheckboxesField(_("Roles"))
    session = SelectField(_("Where"))
    delegation = SelectField(_("Delegation or side"))
    city_zone = SelectField(_("Takes part from"))
    paper_title = LineField(_("Title of the paper or talk"))
    country = LineField(_("Country"), limit=80)
    sector = SelectField(_("Sector"))
    gender = LineField(_("Gender"), limit=40)
    personal_capacity = BooleanField(
        _("Takes part in a personal capacity; the affiliation is for identification only")
    )
    listed = BooleanField(_("May be named in public, once the event and its rule allow it"))
    note = TextField(_("Note"), limit=2000, description=_("For staff alone."))

    def __init__(
        self, *args: Any, event: Event, delegations: Sequence[Delegation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.delegation.choices = [
            ("", gettext("(none)")),
            *((side.key, side.label) for side in delegations),
        ]
        self.roles.choices = [
            (role.value, gettext(ROLE_LABELS[role])) for role in roles_for(event.kind)
        ]
        self.session.choices = [
            ("", gettext("The whole event")),
            *((session.key, session.title) for session in event.sessions),
        ]
        self.sector.choices = [
            ("", gettext("(not said)")),
            *((sector.value, gettext(label)) for sector, label in SECTOR_LABELS.items()),
        ]
        self.city_zone.choices = {
            gettext("Not said"): [("", gettext("(not said)"))],
            **time_zones(event.zone),
        }

    def validate_roles(self, field: CheckboxesField) -> None:
        """Ask for one role at least; a browser that is told so would ask for all of them."""
        if not field.data:
            raise ValidationError(gettext("Choose at least one role."))

    def chosen_roles(self) -> list[Role]:
        """The roles that are ticked."""
        return [Role(value) for value in self.roles.data or []]

    def chosen_session(self, sessions: Sequence[EventSession]) -> EventSession | None:
        """The session that is chosen, or None for the whole event."""
        return next((one for one in sessions if one.key == self.session.data), None)

    def facts(self, event: Event, delegations: Sequence[Delegation]) -> SeatFacts:
        """What was typed, as operations take it."""
        return SeatFacts(
            session=self.chosen_session(event.sessions),
            delegation=self.chosen_delegation(delegations),
            city_zone=self.city_zone.data or "",
            paper_title=self.paper_title.data or "",
            listed=bool(self.listed.data),
            country=self.country.data or "",
            sector=Sector(self.sector.data) if self.sector.data else None,
            gender=self.gender.data or "",
            personal_capacity=bool(self.personal_capacity.data),
            note=self.note.data or "",
        )

    def chosen_delegation(self, delegations: Sequence[Delegation]) -> Delegation | None:
        """The delegation that is chosen, or None."""
        return next((one for one in delegations if one.key == self.delegation.data), None)


def roles_for(kind: EventKind) -> list[Role]:
    """All roles, those that are usual for ``kind`` first."""
    usual = ROLES_OFFERED[kind]
    return [*usual, *(role for role in Role if role not in usual)]


class NewSeatForm(WhoForm, SeatFieldsForm):
    """A seat, and how far it has come already."""

    seat_label = LineField(
        _("The seat is kept for"), limit=200, description=_("“Ministry of Unification, one expert”")
    )
    state = SelectField(_("State"))

    def __init__(self, *args: Any, found: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, found=found, **kwargs)
        self.who.choices = [*_people(found), (KEPT, gettext("Nobody yet: keep the seat"))]
        self.state.choices = [
            (state.value, gettext(SEAT_STATE_LABELS[state])) for state in FIRST_STATES
        ]

    def validate_seat_label(self, field: LineField) -> None:
        """Ask for whom a seat without a person is kept."""
        if self.who.data == KEPT and not field.data:
            raise ValidationError(gettext("Say for whom the seat is kept."))


class SeatForm(SeatFieldsForm):
    """A seat that there is already. ``seat_label`` is asked for while it is nobody's."""

    seat_label = LineField(_("The seat is kept for"), limit=200)


class BillingForm(EditForm):
    """How somebody is named at this event alone."""

    name = LineField(_("Name as billed"), limit=240)
    offices = TextField(_("Offices as billed"), limit=2000, description=_("One to a line."))
