"""What is said of a recording: where it is, its picture, its captions, and why it was taken down."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from flask_babel import gettext
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField
from wtforms.validators import InputRequired, Regexp, ValidationError

from app.core.clock import in_range
from app.core.cues import LONGEST_FILE, checked_webvtt
from app.core.errors import InvalidInput
from app.events.forms.choices import NOTHING, labelled
from app.events.forms.details import ADDRESS
from app.events.models import EventSession
from app.events.operations import Details
from app.events.rules import (
    RECORDING_KIND_LABELS,
    checked_language,
    seconds_in,
)
from app.people.portraits import read_portrait
from app.web.answers import EditForm
from app.web.choices import SelectField
from app.web.forms import Form, LineField, TextField
from app.web.forms import lazy_gettext as _

MOST_BYTES = 2**31 - 1


class RecordingForm(EditForm):
    """Where something can be heard, seen or read afterwards."""

    kind = SelectField(_("Kind"))
    url = LineField(
        _("Address"),
        limit=500,
        validators=[Regexp(ADDRESS, message=_("An address begins with https://."))],
        description=_("Leave it empty if the recording is only known to exist; it is not shown."),
    )
    title = LineField(_("Title"), description=_("If it is not the title of the event."))
    session = SelectField(_("Of"))
    language = LineField(_("Language"), limit=35, description=_("As a code: en, ko, zh-Hant."))
    length = LineField(_("Length"), limit=12, description=_("Such as 1:02:33."))
    uploaded_on = LineField(_("Uploaded on"), limit=10, description=_("A day such as 2027-03-09."))
    file_url = LineField(
        _("File of sound"),
        limit=500,
        validators=[Regexp(ADDRESS, message=_("An address begins with https://."))],
        description=_("The address of the file itself; audio with one stands in the podcast."),
    )
    file_bytes = LineField(
        _("Its size in bytes"), limit=12, description=_("Players of podcasts ask for it.")
    )
    file_type = LineField(
        _("Its type"), limit=80, description=_("Such as audio/mpeg; empty for what its name says.")
    )
    credit = LineField(_("Credit"), description=_("Who made it, as they want to be named."))
    licence = LineField(_("Licence"), limit=120)
    public = BooleanField(_("Public once the event is"))

    def __init__(self, *args: Any, sessions: list[EventSession], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = labelled(RECORDING_KIND_LABELS)
        self.session.choices = [
            (NOTHING, _("The whole event")),
            *((session.key, session.title) for session in sessions),
        ]

    def validate_language(self, field: LineField) -> None:
        """Take a language tag, or nothing."""
        _said(checked_language, field)

    def validate_length(self, field: LineField) -> None:
        """Take a length, or nothing."""
        _said(seconds_in, field)

    def validate_uploaded_on(self, field: LineField) -> None:
        """Take a day, or nothing."""
        try:
            day = date.fromisoformat(field.data) if field.data else None
        except ValueError:
            raise ValidationError(gettext("Write a day such as 2027-03-09.")) from None
        if day is not None and not in_range(day):
            raise ValidationError(gettext("Write a day such as 2027-03-09."))

    def validate_file_bytes(self, field: LineField) -> None:
        """Take a whole number, or nothing."""
        text = field.data or ""
        if text and not (text.isascii() and text.isdecimal() and int(text) <= MOST_BYTES):
            raise ValidationError(gettext("Write a number of bytes, in digits alone."))

    @property
    def details(self) -> Details:
        """What was typed besides the address; to be asked once the form is valid."""
        return Details(
            language=self.language.data or "",
            seconds=seconds_in(self.length.data or ""),
            uploaded_on=date.fromisoformat(self.uploaded_on.data)
            if self.uploaded_on.data
            else None,
            file_url=self.file_url.data or "",
            file_bytes=int(self.file_bytes.data) if self.file_bytes.data else None,
            file_type=self.file_type.data or "",
            credit=self.credit.data or "",
            licence=self.licence.data or "",
        )


class PosterForm(Form):
    """The picture that stands for a recording until it is played."""

    file = FileField(
        _("Picture"),
        description=_(
            "JPEG, PNG or WebP, at most 8 MB. Without one, a still with the title is drawn."
        ),
        validators=[FileRequired(_("Choose a file."))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.picture = b""

    def validate_file(self, field: FileField) -> None:
        """Read the picture now, before any transaction begins."""
        try:
            self.picture = read_portrait(field.data.read()).content
        except InvalidInput as refusal:
            raise ValidationError(gettext(refusal.message, **refusal.facts)) from None


class CaptionForm(Form):
    """Captions in one language: a link to them, or a file."""

    language = LineField(
        _("Language of the captions"),
        limit=35,
        description=_("As a code: en, ko, zh-Hant."),
        validators=[InputRequired(_("Say in which language the captions are."))],
    )
    url = LineField(
        _("Address of the captions"),
        limit=500,
        validators=[Regexp(ADDRESS, message=_("An address begins with https://."))],
    )
    file = FileField(_("Or a WebVTT file"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.content = ""

    def validate_file(self, field: FileField) -> None:
        """Read and check the file now, before any transaction begins."""
        if not field.data:
            return
        try:
            self.content = checked_webvtt(field.data.read(LONGEST_FILE + 1).decode())
        except UnicodeDecodeError:
            raise ValidationError(gettext("The file is not written in UTF-8.")) from None
        except InvalidInput as refusal:
            raise ValidationError(gettext(refusal.message, **refusal.facts)) from None


class TakeDownForm(Form):
    """Why a recording is taken down."""

    reason = TextField(
        _("Why"),
        description=_("For staff alone, for those who will ask in some years."),
        validators=[InputRequired(_("Say why, for those who will ask in some years."))],
    )


def _said(check: Callable[[str], object], field: LineField) -> None:
    try:
        check(field.data or "")
    except InvalidInput as refusal:
        raise ValidationError(gettext(refusal.message, **refusal.facts)) from None
