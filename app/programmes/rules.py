"""Words for series: pure."""

from __future__ import annotations

from enum import StrEnum


class SeriesKind(StrEnum):
    """What kind of thing continues."""

    DIALOGUE = "dialogue"
    STUDY_GROUP = "study_group"
    WORKSHOPS = "workshops"
    PANELS = "panels"
    PEACE_GAMES = "peace_games"
    CONFERENCES = "conferences"
    VISITS = "visits"


SERIES_KIND_LABELS: dict[SeriesKind, str] = {
    SeriesKind.DIALOGUE: "Dialogue",
    SeriesKind.STUDY_GROUP: "Study group",
    SeriesKind.WORKSHOPS: "Workshops",
    SeriesKind.PANELS: "Panels",
    SeriesKind.PEACE_GAMES: "Peace games",
    SeriesKind.CONFERENCES: "Conferences",
    SeriesKind.VISITS: "Group visits",
}
