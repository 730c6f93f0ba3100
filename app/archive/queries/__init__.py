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
from app.archive.queries.figures import (
    countries_written,
    events_by_year_and_kind,
    partners_by_country,
    speakers_by_country,
)
from app.archive.queries.finding import (
    COMING,
    MOST_CHOICES,
    PAST,
    ArchivePage,
    archive_page,
    facets,
    fitting,
    names_of,
    spans_of,
    turns_in,
)
from app.archive.queries.listings import (
    Listed,
    feed_events,
    latest_past,
    listed,
    next_turn,
    undated,
    upcoming,
)
from app.archive.queries.media import heard_lately, media_at
from app.archive.queries.programmes import (
    programme_at,
    programmes,
)
from app.archive.queries.sitemap import Place, places

__all__ = [
    "COMING",
    "MOST_CHOICES",
    "PAST",
    "Appearance",
    "ArchivePage",
    "Listed",
    "Neighbours",
    "Place",
    "appearances_at",
    "appearances_of",
    "archive_page",
    "bookings_of",
    "countries_written",
    "event_at",
    "events_by_year_and_kind",
    "facets",
    "feed_events",
    "fitting",
    "heard_lately",
    "latest_past",
    "listed",
    "media_at",
    "moved_to",
    "names_of",
    "neighbours",
    "next_turn",
    "partners_by_country",
    "person_at",
    "places",
    "programme_at",
    "programmes",
    "spans_of",
    "speaker_name",
    "speakers_by_country",
    "tombstone_at",
    "turns_in",
    "undated",
    "upcoming",
]
