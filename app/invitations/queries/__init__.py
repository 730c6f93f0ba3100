"""What is asked about invitations: whose link this is, what a guest was told, who was asked."""

from app.invitations.queries.asked import (
    invitation_of,
    invitations_of,
    last_deadline,
    letters_by_state,
    seats_to_ask,
    unanswered_after_deadline,
    waves_of,
)
from app.invitations.queries.guests import (
    consents_of,
    offered_to,
    replies_to,
    settings_of,
    standing_of,
    taken_from,
)
from app.invitations.queries.links import (
    focal_point_of_link,
    guest_of_link,
    held_by,
    is_seated_elsewhere,
    nomination_held_by,
    nomination_links,
)
from app.invitations.queries.needs import (
    Needed,
    needs_at,
)
from app.invitations.queries.proposals import (
    named_by,
    places_taken,
    places_taken_of,
    proposal_of,
    proposals_for,
    waiting_proposals,
)

__all__ = [
    "Needed",
    "consents_of",
    "focal_point_of_link",
    "guest_of_link",
    "held_by",
    "invitation_of",
    "invitations_of",
    "is_seated_elsewhere",
    "last_deadline",
    "letters_by_state",
    "named_by",
    "needs_at",
    "nomination_held_by",
    "nomination_links",
    "offered_to",
    "places_taken",
    "places_taken_of",
    "proposal_of",
    "proposals_for",
    "replies_to",
    "seats_to_ask",
    "settings_of",
    "standing_of",
    "taken_from",
    "unanswered_after_deadline",
    "waiting_proposals",
    "waves_of",
]
