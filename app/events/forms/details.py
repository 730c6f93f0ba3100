"""What is said of an event, section by section."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField
from wtforms.validators import InputRequired, Length, Regexp

from app.accounts.models import User
from app.events.forms.choices import NOTHING, labelled, programmes, series
from app.events.rules import (
    ATTRIBUTION_LABELS,
    EVENT_KIND_LABELS,
    FORMAT_LABELS,
    PARTNER_ROLE_LABELS,
    TRACK_LABELS,
)
from app.programmes.models import Programme, Series
from app.web.answers import EditForm
from app.web.choices import SelectField
from app.web.forms import Form, LineField, TextField
from app.web.forms import lazy_gettext as _

ADDRESS = r"(?i)^$|^https://[^\s]+$"


class DetailsForm(EditForm):
    """The words of an event and the rule under which it is held."""

    title = LineField(_("Title"), validators=[InputRequired(_("Give the event a title."))])
    subtitle = LineField(_("Subtitle"))
    kind = SelectField(_("Kind"))
    format = SelectField(_("Format"))
    place = LineField(_("Place"), description=_("As guests will read it."))
    attribution = SelectField(
        _("Attribution rule"),
        description=_("Under the Chatham House Rule the list of participants is covered too."),
    )
    attribution_wording = TextField(
        _("Wording of the rule"),
        limit=2000,
        description=_("Leave it empty to print the usual sentence."),
    )
    track = SelectField(_("Track"))
    owner = SelectField(_("Owner"))
    language = LineField(_("Language"), limit=60)
    hashtag = LineField(
        _("Hashtag"),
        limit=60,
        validators=[Regexp(r"^$|^#\w+$", message=_("A hashtag is # and one word."))],
    )
    summary_upcoming = TextField(
        _("Text before the event"), description=_("In Markdown: what it will be about.")
    )
    summary_past = TextField(
        _("Text after the event"),
        description=_("In Markdown. Takes the place of the text before, once the event is over."),
    )
    highlighted = BooleanField(_("Highlight it on the page of its programme"))

    def __init__(self, *args: Any, users: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = labelled(EVENT_KIND_LABELS)
        self.format.choices = labelled(FORMAT_LABELS)
        self.attribution.choices = labelled(ATTRIBUTION_LABELS)
        self.track.choices = [(NOTHING, _("None")), *labelled(TRACK_LABELS)]
        self.owner.choices = [(NOTHING, _("Nobody")), *((user.key, user.name) for user in users)]


class NotesForm(EditForm):
    """Notes of staff for each other."""

    notes = TextField(_("Notes"), description=_("For staff alone. Never shown outside."))


class JoinLinkForm(EditForm):
    """Where a virtual event is joined."""

    url = LineField(
        _("Join link"),
        limit=500,
        validators=[Regexp(ADDRESS, message=_("An address begins with https://."))],
        description=_("Shown to staff and to those who hold a seat, never on public pages."),
    )
    instructions = TextField(_("How to join"), limit=2000)


class BelongingForm(EditForm):
    """Programme, series, topics and regions."""

    programme = SelectField(_("Programme"))
    series = SelectField(_("Series"))
    ordinal = LineField(
        _("Round"),
        limit=40,
        description=_("In words or figures, as it will be printed: “6th”, “inaugural”."),
    )
    topics = LineField(
        _("Topics"),
        limit=1000,
        description=_("Separated by commas. New ones are added; known ones are found again."),
    )
    regions = LineField(
        _("Regions"), limit=1000, description=_("Likewise: “Korean Peninsula, Northeast Asia”.")
    )

    def __init__(
        self,
        *args: Any,
        within: list[Programme],
        none: str | None,
        known: list[Series],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.programme.choices = programmes(within, none=none)
        self.series.choices = series(known)

    def topic_names(self) -> list[str]:
        """The names of the topics, each as typed."""
        return _names(self.topics.data)

    def region_names(self) -> list[str]:
        """The names of the regions, each as typed."""
        return _names(self.regions.data)


def _names(text: str | None) -> list[str]:
    return [name.strip() for name in (text or "").split(",") if name.strip()]


class PartnerForm(Form):
    """An organisation and its part in the event."""

    organisation = LineField(
        _("Organisation"),
        limit=200,
        validators=[InputRequired(_("Name the organisation."))],
    )
    role = SelectField(_("Part"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role.choices = labelled(PARTNER_ROLE_LABELS)


class SlugForm(EditForm):
    """The address of a published event."""

    slug = LineField(
        _("Address of the page"),
        limit=80,
        validators=[InputRequired(_("An address needs letters.")), Length(max=80)],
        description=_("Letters, figures and hyphens. The old address will lead to the new one."),
    )


class NoticeTextForm(Form):
    """A dated word on the page of the event."""

    text = TextField(
        _("Notice"), limit=2000, validators=[InputRequired(_("Say what the notice is to tell."))]
    )
