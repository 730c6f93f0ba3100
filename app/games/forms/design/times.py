"""Times as they are typed: real ones on the clock of the event, game time on that of its own world."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext
from wtforms import DateTimeLocalField
from wtforms.validators import Optional

from app.core.clock import AmbiguousTime, OutOfRange, in_range, to_instant
from app.core.errors import InvalidInput
from app.events.forms.dates import FoldField
from app.web.answers import EditForm
from app.web.forms import lazy_gettext as _

FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]


class GameTimeField(DateTimeLocalField):
    """A time on the clock of the game's own world, which has no zone."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label, format=FORMATS, validators=[Optional()], **kwargs)


class RealTimeField(GameTimeField):
    """A time on the clock of the event; ``instant`` is what it means, once its form is valid."""

    instant: datetime | None = None


class TimesForm(EditForm):
    """A form with real times, which are asked on the clock in ``zone``."""

    fold = FoldField(_("The clocks go back then, and a time comes twice. Which do you mean?"))

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Check each field, then what the times mean in the zone."""
        valid = super().validate(*args, **kwargs)
        for field in self:
            if isinstance(field, GameTimeField) and field.data and not field.errors:
                try:
                    self._understand(field)
                except InvalidInput as refusal:
                    self.fold.asked = self.fold.asked or isinstance(refusal, AmbiguousTime)
                    field.errors = [gettext(refusal.message, **refusal.facts)]
                    valid = False
        return valid

    def _understand(self, field: GameTimeField) -> None:
        typed = field.data
        if typed is None:
            return
        if isinstance(field, RealTimeField):
            field.instant = to_instant(typed, self.zone, fold=self.fold.fold)
        elif not in_range(typed.date()):
            raise OutOfRange


def local(at: datetime | None, zone: str) -> datetime | None:
    """What the clock in ``zone`` shows at the instant ``at``, as a field shows it."""
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) if at else None


def fold_of(zone: str, *instants: datetime | None) -> str:
    """Which of two equal times is meant, if one of ``instants`` is shown twice there; else nothing."""
    for at in filter(None, instants):
        there = at.astimezone(ZoneInfo(zone))
        if there.replace(fold=0).utcoffset() != there.replace(fold=1).utcoffset():
            return str(there.fold)
    return ""
