"""The way of an event from private to public and back: the only way there is."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from app.core.errors import Refused
from app.core.messages import N_
from app.core.states import next_state
from app.events.rules.attribution import AttributionRule, names_may_be_shown
from app.events.rules.lifecycle import EventState


class Publication(StrEnum):
    """How much of an event the public may see; a withdrawn one leaves a page that says so."""

    UNPUBLISHED = "unpublished"
    WITHOUT_PEOPLE = "without_people"
    PUBLIC = "public"
    WITHDRAWN = "withdrawn"


PUBLICATION_LABELS: dict[Publication, str] = {
    Publication.UNPUBLISHED: N_("Not public"),
    Publication.WITHOUT_PEOPLE: N_("Public, without people"),
    Publication.PUBLIC: N_("Public"),
    Publication.WITHDRAWN: N_("Withdrawn"),
}


RELEASED = frozenset({Publication.PUBLIC, Publication.WITHOUT_PEOPLE})
"""In these the event has a public page, with its people or without."""


class PublicationAction(StrEnum):
    """What staff do to what the public sees."""

    PUBLISH = "publish"
    PUBLISH_WITHOUT_PEOPLE = "publish_without_people"
    WITHDRAW = "withdraw"
    UNPUBLISH = "unpublish"


PUBLICATION_TRANSITIONS: Mapping[tuple[Publication, PublicationAction], Publication] = {
    (Publication.UNPUBLISHED, PublicationAction.PUBLISH): Publication.PUBLIC,
    (
        Publication.UNPUBLISHED,
        PublicationAction.PUBLISH_WITHOUT_PEOPLE,
    ): Publication.WITHOUT_PEOPLE,
    (Publication.WITHOUT_PEOPLE, PublicationAction.PUBLISH): Publication.PUBLIC,
    (Publication.WITHOUT_PEOPLE, PublicationAction.WITHDRAW): Publication.WITHDRAWN,
    (Publication.WITHOUT_PEOPLE, PublicationAction.UNPUBLISH): Publication.UNPUBLISHED,
    (Publication.PUBLIC, PublicationAction.PUBLISH_WITHOUT_PEOPLE): Publication.WITHOUT_PEOPLE,
    (Publication.PUBLIC, PublicationAction.WITHDRAW): Publication.WITHDRAWN,
    (Publication.PUBLIC, PublicationAction.UNPUBLISH): Publication.UNPUBLISHED,
    (Publication.WITHDRAWN, PublicationAction.PUBLISH): Publication.PUBLIC,
    (Publication.WITHDRAWN, PublicationAction.PUBLISH_WITHOUT_PEOPLE): Publication.WITHOUT_PEOPLE,
    (Publication.WITHDRAWN, PublicationAction.UNPUBLISH): Publication.UNPUBLISHED,
}


def lays_open(
    *, was_public: bool, public: bool, was: AttributionRule, rule: AttributionRule
) -> bool:
    """Whether a change shows visitors what was kept from them: a closed session, or who took part."""
    opens = public and not was_public
    names = names_may_be_shown(rule) and not names_may_be_shown(was)
    return opens or (public and names)


_RELEASES = frozenset({PublicationAction.PUBLISH, PublicationAction.PUBLISH_WITHOUT_PEOPLE})


def publication_after(
    publication: Publication,
    action: PublicationAction,
    *,
    state: EventState,
    rule: AttributionRule,
    confidential: bool,
) -> Publication:
    """What the public sees after ``action``.

    Raises ``Refused`` for a step the table does not know, for releasing a confidential event or a
    mere idea, and for showing people under a rule that covers who took part.
    """
    after = next_state(PUBLICATION_TRANSITIONS, publication, action)
    if action in _RELEASES and confidential:
        raise Refused(N_("This event is confidential. Lift that first, then publish it."))
    if action in _RELEASES and state is EventState.IDEA:
        raise Refused(N_("This event is only an idea. Hold or confirm its date, then publish it."))
    if action is PublicationAction.PUBLISH and not names_may_be_shown(rule):
        raise Refused(
            N_(
                "Its rule covers who took part. Publish the event without people, or change the rule."
            )
        )
    return after
