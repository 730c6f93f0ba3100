"""The forms that take a file, and say what its columns mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext
from flask_wtf.file import FileField, FileRequired, MultipleFileField
from wtforms import BooleanField
from wtforms.validators import ValidationError

from app.core.clock import in_range
from app.events.forms.choices import labelled, time_zones
from app.events.forms.choices import series as series_choices
from app.events.models import Event
from app.events.rules import EVENT_KIND_LABELS
from app.imports.calendars.found import FILE_KIND_LABELS
from app.imports.contacts.fields import FIELD_LABELS, Field
from app.programmes.models import Programme, Series
from app.web.choices import SelectField
from app.web.forms import Form, LineField
from app.web.forms import lazy_gettext as _


class UploadForm(Form):
    """A file; what it holds is kept for the work that follows."""

    file = FileField(_("File"), validators=[FileRequired(_("Choose a file."))])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.content = b""

    def take(self, most: int) -> bytes:
        """Read the file, once, and one byte more than may be at most."""
        self.content = self.content or self.file.data.read(most + 1)
        return self.content


class FileForm(UploadForm):
    """A spreadsheet of past events, and where its new events belong."""

    file = FileField(
        _("Spreadsheet"),
        description=_("CSV or XLSX, at most 8 MB: one row per person and session."),
        validators=[FileRequired(_("Choose a file."))],
    )
    programme = SelectField(
        _("Programme"), description=_("New events of the file will belong to it.")
    )

    def __init__(
        self, *args: Any, within: list[Programme], none: str | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [(programme.key, programme.name) for programme in within]
        self.programme.choices = [("", none), *choices] if none else choices


class MediaForm(UploadForm):
    """A list of recordings, and the files of transcripts that it names."""

    file = FileField(
        _("List of recordings and transcripts"),
        description=_("CSV or XLSX: one row for each, with the title and first day of its event."),
        validators=[FileRequired(_("Choose a file."))],
    )
    texts = MultipleFileField(
        _("Files of transcripts"),
        description=_("Plain text, WebVTT or SubRip, under the names that the list gives them."),
    )


class ContactsForm(UploadForm):
    """A list of contacts."""

    file = FileField(
        _("List of contacts"),
        description=_("CSV, XLSX or vCard, at most 8 MB, from any programme and in any letters."),
        validators=[FileRequired(_("Choose a file."))],
    )


class GuestsForm(UploadForm):
    """Speakers or registrants of another system, and the event that they belong to."""

    file = FileField(
        _("File of speakers or registrants"),
        description=_(
            "JSON of pretalx (its schedule, or submissions and speakers of its API), the registration "
            "list of Indico as CSV, or any spreadsheet with a row for each person; at most 8 MB."
        ),
        validators=[FileRequired(_("Choose a file."))],
    )
    event = SelectField(_("Event"))
    title = LineField(
        _("Title of the new event"),
        description=_("For a new event only. A schedule of pretalx has both title and date."),
    )
    day = LineField(_("First day of the new event"), limit=10, description=_("2027-03-09"))
    programme = SelectField(_("Programme of the new event"))

    def __init__(
        self,
        *args: Any,
        events: Sequence[Event],
        within: Sequence[Programme],
        none: str | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.event.choices = [
            ("", gettext("(a new event)")),
            *((event.key, _dated(event)) for event in events),
        ]
        choices = [(programme.key, programme.name) for programme in within]
        self.programme.choices = [("", none), *choices] if none else choices

    def validate_day(self, field: LineField) -> None:
        """Take a day, or nothing."""
        try:
            given = date.fromisoformat(field.data) if field.data else None
        except ValueError:
            raise ValidationError(gettext("Write a day such as 2027-03-09.")) from None
        if given is not None and not in_range(given):
            raise ValidationError(gettext("Write a day such as 2027-03-09."))

    def has_target(self, *, title: str, day: date | None) -> bool:
        """Whether there is an event to load into, given what the file says; if not, say so."""
        if self.event.data:
            return True
        if not (self.title.data or title):
            self.title.errors = [gettext("Say what the new event is called.")]
        if not (self.day.data or day):
            self.day.errors = [gettext("Say on which day the new event begins.")]
        return not self.title.errors and not self.day.errors

    def target(self) -> dict[str, str]:
        """Into which event the file goes, as a job and an address keep it."""
        if self.event.data:
            return {"event": self.event.data, "title": "", "day": "", "programme": ""}
        return {
            "event": "",
            "title": self.title.data or "",
            "day": self.day.data or "",
            "programme": str(self.programme.data or ""),
        }


class EventsForm(UploadForm):
    """A calendar, a web page or a schedule; how it is to be read, and where its new events belong."""

    file = FileField(
        _("Calendar, page or schedule"),
        description=_(
            "iCalendar (.ics) of any programme; a web page or JSON with events of schema.org; schedule.json or "
            "schedule.xml of frab and pretalx, or a list of submissions; at most 8 MB."
        ),
        validators=[FileRequired(_("Choose a file."))],
    )
    file_kind = SelectField(_("Kind of file"))
    zone = SelectField(
        _("Time zone"), description=_("Of the times in the file that do not say theirs.")
    )
    kind = SelectField(_("Kind of new events"))
    programme = SelectField(_("Programme of new events"))
    series = SelectField(_("Series of new events"))
    title = LineField(
        _("Title of the event"),
        description=_("Only for a list of submissions, which does not say it."),
    )

    def __init__(
        self,
        *args: Any,
        within: Sequence[Programme],
        series: Sequence[Series],
        none: str | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.file_kind.choices = [
            ("", gettext("(what it looks like)")),
            *((kind.value, gettext(label)) for kind, label in FILE_KIND_LABELS.items()),
        ]
        self.zone.choices = time_zones()
        self.kind.choices = [
            ("", gettext("(a conference if it has sessions, else a panel)")),
            *labelled(EVENT_KIND_LABELS),
        ]
        choices = [(programme.key, programme.name) for programme in within]
        self.programme.choices = [("", none), *choices] if none else choices
        self.series.choices = series_choices(series)

    def payload(self) -> dict[str, str]:
        """What was chosen, as a job keeps it."""
        return {
            "as": self.file_kind.data or "",
            "zone": self.zone.data or "",
            "kind": self.kind.data or "",
            "programme": self.programme.data or "",
            "series": self.series.data or "",
            "title": self.title.data or "",
        }


def _dated(event: Event) -> str:
    return f"{event.local_start:%Y-%m-%d} · {event.title}" if event.local_start else event.title


class ColumnsForm(Form):
    """What each column of a file means: a list for each, called ``column_0``, ``column_1``, …"""

    join = BooleanField(
        _("Rows with the same name and the same e-mail address are one person"),
        description=_(
            "Without this, only rows that say exactly the same are taken for one; others stay apart, "
            "and you decide on the page of duplicates."
        ),
    )

    @property
    def columns(self) -> list[SelectField]:
        """The lists, in the order of the columns."""
        return [each for each in self if isinstance(each, SelectField)]

    @property
    def meanings(self) -> list[Field]:
        """What was chosen for each column."""
        return [Field(each.data or "") for each in self.columns]


def columns_form(
    headings: Sequence[str], meanings: Sequence[Field], offered: Sequence[Field], *, join: bool
) -> ColumnsForm:
    """A form that asks for what each column means, with ``meanings`` chosen."""
    choices = [(each.value, gettext(FIELD_LABELS[each])) for each in offered]
    fields: Mapping[str, SelectField] = {
        f"column_{place}": SelectField(heading or gettext("(no heading)"), choices=choices)
        for place, heading in enumerate(headings)
    }
    chosen = {f"column_{place}": each.value for place, each in enumerate(meanings)}
    form: ColumnsForm = type("ColumnsForm", (ColumnsForm,), dict(fields))(
        data={**chosen, "join": join}
    )
    return form
