"""An inject, several of them, and a file of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeVar

from flask_babel import gettext
from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import FileStorage
from wtforms import MultipleFileField, SubmitField
from wtforms.validators import InputRequired, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from app.core.errors import InvalidInput
from app.events.forms.choices import labelled
from app.games.forms.design.times import GameTimeField, RealTimeField, TimesForm
from app.games.models import GameMove, GameTeam, Inject
from app.games.msel.words import minutes_read
from app.games.operations.redesign import MOST_FILES
from app.games.rules import (
    BODY_LIMIT,
    INJECT_KIND_LABELS,
    MEDIUM_LABELS,
    READINESS_LABELS,
    Readiness,
    TeamKind,
    rank_of,
    reader_key,
    reader_name,
)
from app.imports.reading.grid import LONGEST_FILE
from app.registration.files import checked_file
from app.registration.operations import SentFile
from app.web.choices import SelectField, SelectMultipleField
from app.web.forms import Form, LineField, TextField
from app.web.forms import lazy_gettext as _

Value = TypeVar("Value")


class InjectForm(TimesForm):
    """One line of the list."""

    number = LineField(
        _("Number"),
        limit=12,
        description=_("Such as 12, or 12a for one in between; empty for the next one."),
    )
    title = LineField(_("Title"), limit=200, validators=[InputRequired(_("Give it a title."))])
    move = SelectField(_("Move"))
    kind = SelectField(_("Kind"))
    readiness = SelectField(_("Readiness"))
    planned_at = RealTimeField(_("Planned at"), description=_("On the clock of the event."))
    offset = LineField(
        _("Or after the start of the move"),
        limit=12,
        description=_("Hours and minutes: 0:45 is 45 minutes."),
    )
    game_at = GameTimeField(_("Game date"))
    to = SelectMultipleField(
        _("To"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    sender = LineField(_("From"), limit=120, description=_("A persona: who writes it in the game."))
    medium = SelectField(_("Channel"))
    body = TextField(_("Text"), limit=BODY_LIMIT, description=_("In Markdown."))
    files = MultipleFileField(
        _("Attachments"), description=_("PDF, JPEG or PNG, 5 MB each at most.")
    )
    depends_on = SelectField(_("Only after"))
    controller = LineField(_("Controller"), limit=120)
    expected = TextField(_("Expected action"), limit=10_000)
    objective = LineField(_("Objective"), limit=300)
    preview = SubmitField(_("Preview"))

    def __init__(
        self,
        *args: Any,
        teams: Sequence[GameTeam],
        moves: Sequence[GameMove],
        injects: Sequence[Inject],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        none = ("", gettext("None"))
        self.move.choices = [none, *((one.key, f"{one.number}. {one.title}") for one in moves)]
        self.kind.choices = labelled(INJECT_KIND_LABELS)
        self.readiness.choices = labelled(READINESS_LABELS)
        self.medium.choices = labelled(MEDIUM_LABELS)
        self.depends_on.choices = [
            none,
            *((one.key, f"{one.number} {one.title}") for one in injects),
        ]
        self.to.choices = readers_of(teams)
        self.taken: list[SentFile] = []

    def validate_number(self, field: LineField) -> None:
        """Refuse what is no number of an inject."""
        if field.data:
            _said(lambda: rank_of(str(field.data)))

    def validate_offset(self, field: LineField) -> None:
        """Refuse what is no length of time."""
        _said(lambda: minutes_read(field.data or ""))

    def validate_files(self, field: MultipleFileField) -> None:
        """Read the files now, before any transaction begins."""
        sent = [one for one in field.data or () if isinstance(one, FileStorage) and one.filename]
        if len(sent) > MOST_FILES:
            raise ValidationError(
                gettext("%(most)s files go with an inject at most.", most=MOST_FILES)
            )
        self.taken = [_said(partial(checked_file, one.stream, one.filename or "")) for one in sent]


def readers_of(teams: Sequence[GameTeam]) -> list[tuple[str, str]]:
    """The teams that play and their roles, by the names that the engine has for them."""
    return [
        pair
        for team in teams
        if team.kind is TeamKind.TEAM
        for pair in (
            (reader_key(team), gettext("%(team)s (everybody)", team=team.name)),
            *((reader_key(team, role), reader_name(team, role)) for role in team.roles),
        )
    ]


def _said(work: Callable[[], Value]) -> Value:
    """Do ``work``; what it refuses is said beside the field."""
    try:
        return work()
    except InvalidInput as refusal:
        raise ValidationError(gettext(refusal.message, **refusal.facts)) from None


class BulkForm(Form):
    """What becomes of the injects that are ticked."""

    readiness = SelectField(_("Make them"), default=Readiness.APPROVED.value)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.readiness.choices = labelled(READINESS_LABELS)

    @property
    def chosen(self) -> Readiness:
        """What they are to be."""
        return Readiness(self.readiness.data)


class ListFileForm(Form):
    """A list of injects as a spreadsheet."""

    file = FileField(
        _("List of injects"),
        description=_("CSV or XLSX with the columns of the export, at most 8 MB."),
        validators=[FileRequired(_("Choose a file."))],
    )

    def take(self) -> bytes:
        """Read the file, and one byte more than may be at most."""
        content: bytes = self.file.data.read(LONGEST_FILE + 1)
        return content
