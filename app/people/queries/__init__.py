"""Questions about persons and organisations, answered as far as the viewer may know."""

from app.people.queries.directory import (
    PAGE,
    PeoplePage,
    affiliation_for,
    biography_for,
    find_people,
    namesakes,
    organisation_for,
    organisation_names,
    organisations,
    person_for,
    variant_for,
)
from app.people.queries.duplicates import (
    Moving,
    SuggestionPage,
    contacts_of_everybody,
    distinct_pairs,
    likenesses_of,
    merge_for,
    suggestions,
    what_moves,
)
from app.people.queries.survivors import keys_of, merges_of, survivor_of_key, survivor_of_slug

__all__ = [
    "PAGE",
    "Moving",
    "PeoplePage",
    "SuggestionPage",
    "affiliation_for",
    "biography_for",
    "contacts_of_everybody",
    "distinct_pairs",
    "find_people",
    "keys_of",
    "likenesses_of",
    "merge_for",
    "merges_of",
    "namesakes",
    "organisation_for",
    "organisation_names",
    "organisations",
    "person_for",
    "suggestions",
    "survivor_of_key",
    "survivor_of_slug",
    "variant_for",
    "what_moves",
]
