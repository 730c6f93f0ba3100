"""What staff type about publications."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from wtforms.validators import InputRequired

from app.programmes.models import Programme
from app.publications.models import Output
from app.publications.rules import AUTHOR_ROLE_LABELS, OUTPUT_KIND_LABELS
from app.web.answers import EditForm
from app.web.choices import SelectField
from app.web.forms import Form, LineField, TextField
from app.web.forms import lazy_gettext as _


class OutputForm(EditForm):
    """What is printed on the cover and behind it."""

    title = LineField(_("Title"), limit=300, validators=[InputRequired(_("Name the publication."))])
    subtitle = LineField(_("Subtitle"), limit=300)
    kind = SelectField(_("Kind"))
    programme = SelectField(_("Programme"))
    published_on = LineField(
        _("Published"),
        limit=10,
        description=_("As exact as is known: 2020, 2020-02 or 2020-02-14."),
    )
    languages = LineField(_("Languages"), limit=200)
    abstract = TextField(_("Abstract"), description=_("In Markdown."))
    series_title = LineField(_("Series"), limit=200, description=_("Such as “Peaceworks”."))
    series_number = LineField(_("Number in the series"), limit=40)
    parent = SelectField(_("Essay series"), description=_("For an essay that belongs to one."))
    publisher = LineField(_("Publisher"), limit=200)
    isbn = LineField(_("ISBN"), limit=20)
    doi = LineField(_("DOI"), limit=200, description=_("With or without https://doi.org/."))
    topics = LineField(
        _("Topics"),
        limit=1000,
        description=_("Separated by commas. New ones are added; known ones are found again."),
    )
    disclaimer = TextField(_("Disclaimer"), description=_("In Markdown."))

    def __init__(
        self,
        *args: Any,
        within: Sequence[Programme],
        none: str | None,
        parents: Sequence[Output],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [
            (kind.value, gettext(label)) for kind, label in OUTPUT_KIND_LABELS.items()
        ]
        first = [] if none is None else [("", none)]
        self.programme.choices = [*first, *((one.key, one.name) for one in within)]
        no_parent = [("", gettext("None"))]
        self.parent.choices = [*no_parent, *((one.key, one.title) for one in parents)]

    def topic_names(self) -> list[str]:
        """The names of the topics, each as typed."""
        return [name.strip() for name in (self.topics.data or "").split(",") if name.strip()]


class AuthorForm(Form):
    """How somebody is billed, as it is printed."""

    name = LineField(_("Name"), limit=200, validators=[InputRequired(_("Name the author."))])
    role = SelectField(_("Role"))
    offices = TextField(_("Offices then"), limit=2000, description=_("One in each line."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role.choices = [
            (role.value, gettext(label)) for role, label in AUTHOR_ROLE_LABELS.items()
        ]


class LinkForm(Form):
    """Where the text can be read."""

    url = LineField(_("Address"), limit=500, validators=[InputRequired(_("Give an address."))])
    language = LineField(_("Language"), limit=60)
    label = LineField(_("Words of the link"), limit=120, description=_("Such as “PDF”."))


class RelatedEventForm(Form):
    """An event that the publication has to do with."""

    event = LineField(
        _("Event"),
        limit=300,
        validators=[InputRequired(_("Name the event."))],
        description=_("Its title, or the address of its page."),
    )


class AddressForm(Form):
    """Where the public page is."""

    slug = LineField(
        _("Last part of the address"), limit=160, validators=[InputRequired(_("Give an address."))]
    )
