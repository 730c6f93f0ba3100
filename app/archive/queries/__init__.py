"""What the public pages ask: released events, the people billed at them, and their programmes."""

from app.archive.queries.appearances import (
    Appearance,
    appearances_at,
    appearances_of,
    person_at,
    speaker_name,
)
from app.archive.queries.events import (
    Neighbours,
    bookings_of,
    event_at,
    moved_to,
    neighbours,
    tombstone_at,
)
from app.archive.queries.facets import FacetOption, facets
from app.archive.queries.listings import (
    ArchivePage,
    Listed,
    archive_page,
    feed_events,
    latest_past,
    listed,
    next_turn,
    undated,
    upcoming,
)
from app.archive.queries.programmes import (
    next_text,
    programme_at,
    programmes,
    series_of,
)
from app.archive.queries.sitemap import Place, places

__all__ = [
    "Appearance",
    "ArchivePage",
    "FacetOption",
    "Listed",
    "Neighbours",
    "Place",
    "appearances_at",
    "appearances_of",
    "archive_page",
    "bookings_of",
    "event_at",
    "facets",
    "feed_events",
    "latest_past",
    "listed",
    "moved_to",
    "neighbours",
    "next_text",
    "next_turn",
    "person_at",
    "places",
    "programme_at",
    "programmes",
    "series_of",
    "speaker_name",
    "tombstone_at",
    "undated",
    "upcoming",
]
