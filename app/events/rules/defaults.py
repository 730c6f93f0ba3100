"""What a new event of each kind starts with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.events.rules.attribution import AttributionRule
from app.events.rules.kinds import EventKind, RegistrationMode, Track


@dataclass(frozen=True, kw_only=True)
class KindDefaults:
    """What a new event of a kind starts with; everything can be changed afterwards."""

    public: bool
    attribution: AttributionRule
    registration: RegistrationMode
    minutes: int
    track: Track | None = None


KIND_DEFAULTS: Mapping[EventKind, KindDefaults] = {
    EventKind.DIALOGUE_ROUND: KindDefaults(
        public=False,
        attribution=AttributionRule.CHATHAM_HOUSE,
        registration=RegistrationMode.BY_INVITATION,
        minutes=480,
        track=Track.TRACK_1_5,
    ),
    EventKind.ROUNDTABLE: KindDefaults(
        public=True,
        attribution=AttributionRule.ON_THE_RECORD,
        registration=RegistrationMode.OPEN,
        minutes=90,
    ),
    EventKind.PANEL: KindDefaults(
        public=True,
        attribution=AttributionRule.ON_THE_RECORD,
        registration=RegistrationMode.OPEN,
        minutes=90,
    ),
    EventKind.WORKSHOP: KindDefaults(
        public=False,
        attribution=AttributionRule.CHATHAM_HOUSE,
        registration=RegistrationMode.BY_INVITATION,
        minutes=480,
    ),
    EventKind.STUDY_GROUP_SESSION: KindDefaults(
        public=False,
        attribution=AttributionRule.CHATHAM_HOUSE,
        registration=RegistrationMode.BY_INVITATION,
        minutes=180,
    ),
    EventKind.PEACE_GAME: KindDefaults(
        public=False,
        attribution=AttributionRule.CHATHAM_HOUSE,
        registration=RegistrationMode.BY_INVITATION,
        minutes=480,
    ),
    EventKind.BRIEFING: KindDefaults(
        public=False,
        attribution=AttributionRule.OFF_THE_RECORD,
        registration=RegistrationMode.BY_INVITATION,
        minutes=60,
    ),
    EventKind.CONFERENCE: KindDefaults(
        public=True,
        attribution=AttributionRule.ON_THE_RECORD,
        registration=RegistrationMode.OPEN,
        minutes=480,
    ),
    EventKind.GROUP_VISIT: KindDefaults(
        public=False,
        attribution=AttributionRule.OFF_THE_RECORD,
        registration=RegistrationMode.BY_INVITATION,
        minutes=120,
    ),
}
