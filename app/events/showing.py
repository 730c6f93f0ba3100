"""What the public sees of an event, or would see once it is published, and what it will not."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask_babel import gettext as _
from flask_babel import ngettext

from app.events.models import Event
from app.events.rules import ATTRIBUTION_LABELS, EventState, Publication, names_may_be_shown


@dataclass
class Showing:
    """Sentences about what is shown, what stays hidden with its reason, and what stands in the way."""

    shown: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    obstacles: list[str] = field(default_factory=list)


def showing_of(event: Event) -> Showing:
    """Return what publishing ``event`` means, part by part."""
    showing = Showing()
    _words(event, showing)
    _people(event, showing)
    _sessions(event, showing)
    _recordings(event, showing)
    showing.hidden.append(_("The join link, notes and private reasons: these are never public."))
    _obstacles(event, showing)
    return showing


def _words(event: Event, showing: Showing) -> None:
    showing.shown.append(_("Title, date, format, place, programme, topics, partners and notices."))
    if event.summary_upcoming or event.summary_past:
        showing.shown.append(_("The text."))
    if event.series is not None and not event.series.public:
        showing.hidden.append(_("The series: it is private, and so is its name."))
    elif event.series is not None:
        showing.shown.append(_("The series, and its other public meetings."))


def _people(event: Event, showing: Showing) -> None:
    if not names_may_be_shown(event.attribution):
        rule = _(ATTRIBUTION_LABELS[event.attribution])
        showing.hidden.append(
            _("Everyone who takes part: the rule “%(rule)s” covers who was there.", rule=rule)
        )
    elif event.publication is Publication.WITHOUT_PEOPLE:
        showing.hidden.append(_("Everyone who takes part: it is published without people."))
    else:
        showing.shown.append(
            _("Those with a confirmed seat and a public role who agreed to be named.")
        )
        showing.hidden.append(_("Those not confirmed yet, and those who did not agree."))


def _sessions(event: Event, showing: Showing) -> None:
    shown = sum(session.public for session in event.sessions)
    closed = len(event.sessions) - shown
    if shown:
        showing.shown.append(
            ngettext("%(num)d session of the agenda.", "%(num)d sessions of the agenda.", shown)
        )
    if closed:
        showing.hidden.append(
            ngettext(
                "%(num)d closed session, with its people and recordings.",
                "%(num)d closed sessions, with their people and recordings.",
                closed,
            )
        )


def _recordings(event: Event, showing: Showing) -> None:
    if not event.recordings:
        return
    if names_may_be_shown(event.attribution):
        showing.shown.append(
            _(
                "Recordings that have an address and are marked as public, and transcripts that are released."
            )
        )
    else:
        showing.hidden.append(_("Recordings: they would say who was there."))


def _obstacles(event: Event, showing: Showing) -> None:
    if event.confidential:
        showing.obstacles.append(
            _("This event is confidential. Lift that under “Who may see” first.")
        )
    if event.state is EventState.IDEA:
        showing.obstacles.append(_("This event is only an idea. Hold or confirm its date first."))
