"""Days and times as they are typed, and the question that the end of summer time asks."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask_babel import gettext
from wtforms import DateField, Field, TimeField
from wtforms.validators import Optional

from app.core.clock import AmbiguousTime, is_zone, to_instant
from app.core.errors import InvalidInput
from app.events.dates import Dates, agreed_dates
from app.events.forms.choices import time_zones
from app.web.choices import RadioField, SelectField
from app.web.forms import Form, TextField
from app.web.forms import lazy_gettext as _

CHOICES_OF_FOLD = [
    ("0", _("The first time, before the clocks go back")),
    ("1", _("The second time, after the clocks went back")),
]


class FoldField(RadioField):
    """Which of two equal times is meant; shown only when it has to be asked."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label, choices=CHOICES_OF_FOLD, validators=[Optional()], **kwargs)
        self.asked = False

    @property
    def fold(self) -> int | None:
        """0 for the first, 1 for the second, None while nothing was said."""
        return int(self.data) if self.data in {"0", "1"} else None


class DatesForm(Form):
    """From when to when, and where. ``dates`` is what was agreed, once the form is valid.

    Without a start only the days are known; without an end it lasts ``minutes``.
    """

    date = DateField(_("Day"), validators=[Optional()])
    start = TimeField(_("From"), validators=[Optional()])
    end_date = DateField(_("Last day, if another"), validators=[Optional()])
    end = TimeField(_("To"), validators=[Optional()])
    zone = SelectField(_("Time zone"))
    fold = FoldField(_("This time comes twice. Which start do you mean?"))
    end_fold = FoldField(_("This time comes twice. Which end do you mean?"))

    needs_date = True
    needs_start = False
    minutes = 60

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dates: Dates | None = None
        self.zone.choices = time_zones(*filter(is_zone, [self.zone.data or ""]))

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Check each field, then whether the times can be agreed at all."""
        valid = super().validate(*args, **kwargs)
        return self._agree() and valid

    def agreed(self) -> dict[str, Any]:
        """What was agreed, as the operations take it: no time at all where no day was typed."""
        dates = self.dates
        return {
            "zone": str(self.zone.data),
            "local_start": dates.local_start if dates else None,
            "local_end": dates.local_end if dates else None,
            "date_only": dates.date_only if dates else False,
            "fold": self.fold.fold,
            "end_fold": self.end_fold.fold,
        }

    def usual_minutes(self) -> int:
        """How long it lasts when no end is given."""
        return self.minutes

    def _agree(self) -> bool:
        if self.date.errors or self.start.errors or self.zone.errors:
            return False
        day: dt.date | None = self.date.data
        if day is None:
            return self._without_day()
        if self.needs_start and self.start.data is None:
            return _refuse(self.start, gettext("Give a time too, or leave the day empty."))
        start = dt.datetime.combine(day, self.start.data or dt.time())
        end = self._typed_end(day)
        if self.start.data is not None and not (
            self._exists(self.start, self.fold, start)
            and self._exists(self.end, self.end_fold, end)
        ):
            return False
        try:
            self.dates = agreed_dates(
                zone=str(self.zone.data),
                local_start=start,
                local_end=end,
                date_only=self.start.data is None,
                minutes=self.usual_minutes(),
                fold=self.fold.fold,
                end_fold=self.end_fold.fold,
            )
        except InvalidInput as refusal:
            wrong = self.date if end is None else self.end if self.start.data else self.end_date
            return _refuse(wrong, gettext(refusal.message, **refusal.facts))
        return True

    def _without_day(self) -> bool:
        if self.needs_date:
            return _refuse(self.date, gettext("Choose a day."))
        if self.start.data or self.end.data or self.end_date.data:
            return _refuse(self.date, gettext("Choose a day too, or leave the times empty."))
        return True

    def _exists(self, field: Field, fold: FoldField, local: dt.datetime | None) -> bool:
        """Whether a clock in the zone shows ``local``, and it is known which time is meant."""
        if local is None:
            return True
        try:
            to_instant(local, str(self.zone.data), fold=fold.fold)
        except AmbiguousTime as refusal:
            fold.asked = True
            return _refuse(field, gettext(refusal.message, **refusal.facts))
        except InvalidInput as refusal:
            return _refuse(field, gettext(refusal.message, **refusal.facts))
        return True

    def _typed_end(self, first: dt.date) -> dt.datetime | None:
        """The end on the wall clock, or None where none was typed."""
        last: dt.date = self.end_date.data or first
        if self.start.data is None:
            return dt.datetime.combine(last, dt.time())
        return dt.datetime.combine(last, self.end.data) if self.end.data else None


class GoAheadForm(Form):
    """A form that may find a clash; then it asks for a reason to go ahead."""

    go_ahead = TextField(_("Reason to go ahead"), limit=2000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clashes: list[str] = []

    def stops_at(self, clashes: list[str]) -> bool:
        """Whether ``clashes`` stand in the way, since nobody said why to go ahead yet."""
        self.clashes = clashes
        if not clashes or self.go_ahead.data:
            return False
        return not _refuse(self.go_ahead, gettext("Say why to go ahead, or change the date."))


def fields_of(
    local_start: dt.datetime | None,
    local_end: dt.datetime | None,
    zone: str,
    *,
    date_only: bool = False,
) -> dict[str, object]:
    """What the fields of a DatesForm show for the dates that stand."""
    if local_start is None:
        return {"zone": zone}
    another_day = local_end is not None and local_end.date() != local_start.date()
    return {
        "date": local_start.date(),
        "start": None if date_only else local_start.time(),
        "end_date": local_end.date() if local_end and another_day else None,
        "end": None if date_only or local_end is None else local_end.time(),
        "zone": zone,
    }


def _refuse(field: Field, message: str) -> bool:
    field.errors = [*field.errors, message]
    return False
