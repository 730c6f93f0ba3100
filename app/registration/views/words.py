"""What staff are told of places, in sentences."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from app.events.models import Event
from app.registration.models import Pool
from app.registration.rules import Count
from app.web.filters import moment


def places_in_words(count: Count) -> str:
    """Say how many there are, how many more may register, and how many did."""
    if count.capacity is None:
        said = [
            ngettext(
                "%(num)d taken, without a limit.", "%(num)d taken, without a limit.", count.taken
            )
        ]
    else:
        said = [_allowed(count), _("%(taken)s taken.", taken=count.taken)]
    if count.over:
        said.append(_("That is %(over)s too many; nobody loses a place.", over=count.over))
    if count.waiting:
        said.append(_("%(waiting)s in line.", waiting=count.waiting))
    return " ".join(said)


def _allowed(count: Count) -> str:
    if not count.overbooking:
        return ngettext("%(num)d place.", "%(num)d places.", count.capacity or 0)
    return _(
        "%(places)s places, %(percent)s %% more may register: %(allowed)s.",
        places=count.capacity,
        percent=count.overbooking,
        allowed=count.allowed,
    )


def rules_in_words(pool: Pool, event: Event) -> str:
    """Say what the pool asks of those who come."""
    zone = event.zone.rpartition("/")[2].replace("_", " ")
    said = []
    if pool.opens_at:
        said.append(
            _("Opens %(when)s (%(zone)s).", when=moment(pool.opens_at, event.zone), zone=zone)
        )
    if pool.closes_at:
        said.append(
            _("Closes %(when)s (%(zone)s).", when=moment(pool.closes_at, event.zone), zone=zone)
        )
    if pool.approval:
        said.append(_("Staff decide on each request."))
    if pool.party_limit > 1:
        said.append(_("Up to %(number)s people in one registration.", number=pool.party_limit))
    if pool.gets_link:
        said.append(_("Guests are sent the link to join."))
    return " ".join([*said, line_in_words(pool)])


def line_in_words(pool: Pool) -> str:
    """Say by which rule free places go to those who wait."""
    if not pool.waiting_list:
        return _("No waiting list.")
    order = _("Waiting list in the order in which people joined.")
    passing = (
        _("A party for which there is no room is passed by smaller ones, and keeps its place.")
        if pool.passing
        else _("Nobody goes before a larger party that waits for enough places.")
    )
    given = (
        _("The next one is registered at once.")
        if pool.automatic
        else ngettext(
            "The next one is asked, and has %(num)d hour to answer.",
            "The next one is asked, and has %(num)d hours to answer.",
            pool.offer_hours,
        )
    )
    return f"{order} {passing} {given}"
