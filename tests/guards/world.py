"""A small world with a public side and, beside each public thing, what must not be seen of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Column

from app.access.roles import StaffRole
from app.core.clock import now
from app.events.models import Event, Tombstone
from app.events.rules import (
    AttributionRule,
    EventKind,
    EventState,
    Publication,
    RecordingKind,
    RegistrationMode,
    TranscriptState,
)
from app.extensions import Base
from app.games.engine import GameState
from app.games.engine.forms import plain
from app.games.models import GameFile, GameItem, Inject
from app.games.rules import Act, ItemKind, Phase, Sight
from app.infra.models import MailState
from app.invitations.rules import Scope
from app.participation.rules import Role, SeatState
from app.programmes.models import Programme, Region, Series, Strand, Topic
from app.publications.models import Output
from app.visibility import NEVER_PUBLIC
from tests.guards.planting import Place, Sentinels, Words, models, plain_words, plant

Facts = Mapping[str, Any]

ALWAYS_OPEN = frozenset({"tombstone", "public_version", "heartbeat"})
"""Tables that say nothing that is not public."""

INSIDE = frozenset(str(model.__table__) for model in NEVER_PUBLIC) - ALWAYS_OPEN
"""Tables of which a visitor sees no row."""

EVERYTHING = frozenset(models()) - ALWAYS_OPEN
DIRECTORY = frozenset({"person", "organisation", "affiliation", "biography", "head_shot"})
RECORDED = frozenset({"recording", "caption", "transcript_turn"})
PEOPLE = (
    frozenset({"participation", "participation_role", "output_author", "game_casting"}) | DIRECTORY
)
PLACES = frozenset({"venue", "room", "room_booking"})
OUTPUTS = frozenset({"output", "output_author", "output_link", "output_slug"})

PLAY = frozenset({"game_role", "game_casting", "game_move", "game_item", "game_delivery"})
"""What each switch of a finished game makes public."""

CARRYING = {"game_entry": "game_item"}
"""Tables of which a visitor sees no row, and without whose rows there is none of the other, which may be public."""

REFERRING = frozenset({"audit_entry", "outbox_mail"})
"""Tables that refer to an event by its key."""

STAFF_COLUMNS = frozenset(
    {
        "event.source_ref",
        "participation.country",
        "participation.gender",
        "participation.source_ref",
        "recording.taken_down_reason",
        "room_booking.shared_because",
    }
)
"""Columns of rows that may be public, which no page shows a visitor all the same."""


@dataclass(frozen=True)
class Scenario:
    """One reason why something is private, everything else being as open as it can be.

    ``secret`` are the tables whose rows nobody outside may read; the other tables' rows are
    public. ``facts`` is what makes the difference, by table.
    """

    name: str
    secret: frozenset[str]
    facts: Mapping[str, Facts] = field(default_factory=dict)


SCENARIOS = (
    Scenario("unpublished", EVERYTHING, {"event": {"publication": Publication.UNPUBLISHED}}),
    Scenario(
        "confidential",
        EVERYTHING,
        {"event": {"publication": Publication.UNPUBLISHED, "confidential": True}},
    ),
    Scenario("withdrawn", EVERYTHING, {"event": {"publication": Publication.WITHDRAWN}}),
    Scenario(
        "without people",
        PEOPLE | RECORDED,
        {"event": {"publication": Publication.WITHOUT_PEOPLE}},
    ),
    Scenario(
        "Chatham House Rule",
        PEOPLE | RECORDED,
        {"event": {"attribution": AttributionRule.CHATHAM_HOUSE}},
    ),
    Scenario(
        "closed session",
        PEOPLE | PLACES | RECORDED | {"event_session"},
        {"event_session": {"public": False}},
    ),
    Scenario(
        "session under the Chatham House Rule",
        PEOPLE | RECORDED,
        {"event_session": {"attribution": AttributionRule.CHATHAM_HOUSE}},
    ),
    Scenario("not listed", PEOPLE, {"participation": {"listed": False}}),
    Scenario("consent refused", PEOPLE, {"consent": {"given": False}}),
    Scenario("not billed", PEOPLE, {"participation": {"billed_at": None}}),
    Scenario("shortlisted", PEOPLE, {"participation": {"state": SeatState.SHORTLISTED}}),
    Scenario("declined", PEOPLE, {"participation": {"state": SeatState.DECLINED}}),
    Scenario("absent", PEOPLE, {"participation": {"state": SeatState.ABSENT}}),
    Scenario("never listed", PEOPLE, {"person": {"never_list": True}}),
    Scenario("interpreter", PEOPLE, {"participation_role": {"role": Role.INTERPRETER}}),
    Scenario("office not listed", frozenset({"affiliation", "organisation"}), {}),
    Scenario("bio kept back", frozenset({"biography"}), {"biography": {"public": False}}),
    Scenario(
        "portrait without consent", frozenset({"head_shot"}), {"head_shot": {"consent": False}}
    ),
    Scenario("recording kept back", RECORDED, {"recording": {"public": False}}),
    Scenario(
        "recording taken down",
        RECORDED,
        {"recording": {"taken_down_at": datetime(2026, 1, 1, tzinfo=UTC)}},
    ),
    Scenario(
        "transcript not released",
        RECORDED,
        {
            "recording": {
                "kind": RecordingKind.TRANSCRIPT,
                "transcript_state": TranscriptState.REVIEWED,
            }
        },
    ),
    Scenario(
        "transcript",
        frozenset(),
        {
            "recording": {
                "kind": RecordingKind.TRANSCRIPT,
                "transcript_state": TranscriptState.PUBLIC,
            }
        },
    ),
    Scenario("unreleased publication", OUTPUTS, {"output": {"released_at": None}}),
    Scenario(
        "game kept back",
        PLAY | PEOPLE,
        {
            "game_release": dict.fromkeys(
                ("players", "castings", "decisions", "injects", "messages"), False
            )
        },
    ),
    Scenario(
        "game not over",
        PLAY | {"game", "game_release", "game_team"},
        {"game": {"phase": Phase.PAUSED}},
    ),
    Scenario("private series", frozenset({"series"}), {}),
    Scenario("unreleased programme", frozenset({"programme", "programme_text", "strand"}), {}),
    Scenario("public", frozenset()),
    Scenario("public and past", frozenset()),
)
EXAMPLES = tuple(
    scenario
    for scenario in SCENARIOS
    if scenario.name in {"unpublished", "confidential", "closed session", "public"}
)
"""One scenario for each way in which something can be beyond the reach of a member of staff."""

PAST = ("public and past", "Chatham House Rule", "closed session", "not listed")
"""Scenarios whose event has been held, so that the archive has something to keep quiet about."""


@dataclass(repr=False)
class World:
    """What was planted: every row by scenario and table, the sentinels, and what may be known."""

    scenarios: Sequence[Scenario] = SCENARIOS
    sentinels: Sentinels = field(default_factory=Sentinels)
    rows: dict[str, dict[str, Base]] = field(default_factory=dict)
    known: dict[str, Place] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=lambda: count(100))

    def plant_open(self) -> None:
        """Plant what visitors may read. To be called within a transaction, as the system."""
        for scenario in self.scenarios:
            self._plant(scenario, lambda table, s=scenario: _comes_first(s, table))
            self._give_topic(scenario)
            self._name_series(scenario)

    def plant_secret(self) -> None:
        """Plant all the rest beside it."""
        for scenario in self.scenarios:
            self._plant(scenario, lambda table, s=scenario: not _comes_first(s, table))
            self._give_topic(scenario)
            self._name_series(scenario)
            self._join(scenario)
            attach(self.rows[scenario.name])
        self._seat_someone_known()

    def _plant(self, scenario: Scenario, wanted: Callable[[str], bool]) -> None:
        rows = self.rows.setdefault(scenario.name, {})
        # What refers to an event by its key alone comes after the event.
        for table in sorted(models(), key=REFERRING.__contains__):
            if wanted(table) and not _left_out(scenario, table):
                facts = {**_facts(scenario, table, rows), **scenario.facts.get(table, {})}
                rows[table] = plant(table, rows, self._words(scenario, table), facts)

    def _words(self, scenario: Scenario, table: str) -> Words:
        secret = self.sentinels.planted_in(scenario.name)
        if table in scenario.secret | INSIDE:
            return secret
        plain = self.open_words(scenario.name)
        return lambda column: secret(column) if str(column) in STAFF_COLUMNS else plain(column)

    def open_words(self, scenario: str) -> Words:
        """Return what gives every column words that may be known, and remembers them."""
        plain = plain_words(scenario, self.numbers)

        def word(column: Column[Any]) -> str:
            text = plain(column)
            self.known[text] = Place(column.table.name, column.name, scenario)
            return text

        return word

    def known_words(self, table: str, column: str) -> list[str]:
        """Return the words of ``column`` that may be known."""
        return [
            word
            for word, place in self.known.items()
            if (place.table, place.column) == (table, column)
        ]

    def _give_topic(self, scenario: Scenario) -> None:
        rows = self.rows[scenario.name]
        event, topic = rows.get("event"), rows.get("topic")
        if isinstance(event, Event) and isinstance(topic, Topic) and not event.topics:
            event.topics = [topic]
        region = rows.get("region")
        if isinstance(event, Event) and isinstance(region, Region) and not event.regions:
            event.regions = [region]
        output = rows.get("output")
        if isinstance(output, Output) and isinstance(topic, Topic) and isinstance(event, Event):
            output.topics, output.events = [topic], [event]

    def _name_series(self, scenario: Scenario) -> None:
        """Let the strand of work name the series, whether the public may know of it or not."""
        rows = self.rows[scenario.name]
        strand, series = rows.get("strand"), rows.get("series")
        if isinstance(strand, Strand) and isinstance(series, Series) and not strand.series:
            strand.series = [series]

    def _join(self, scenario: Scenario) -> None:
        """Let public events belong to the secret series and programmes planted after them."""
        rows = self.rows[scenario.name]
        event = rows["event"]
        assert isinstance(event, Event)
        if isinstance(series := rows.get("series"), Series) and "series" in scenario.secret:
            event.series = series
        if (
            isinstance(programme := rows.get("programme"), Programme)
            and "programme" in scenario.secret
        ):
            event.programme = programme

    def _seat_someone_known(self) -> None:
        """Seat someone whom the public knows where the public does not know of it."""
        known = self.rows["public"]["person"]
        for name in {"unpublished", "confidential", "public and past"} & set(self.rows):
            words = self.sentinels.planted_in(f"{name}, someone known")
            anchors = {"event": self.rows[name]["event"], "person": known}
            facts = {"state": SeatState.CONFIRMED, "billed_at": now(), "listed": False}
            anchors["participation"] = plant("participation", anchors, words, facts)
            plant("participation_role", anchors, words, {"role": Role.KEYNOTE})


def attach(rows: Mapping[str, Base]) -> None:
    """Let the inject of a game, and what became of it, come with the file."""
    file, inject, item = (rows[name] for name in ("game_file", "game_inject", "game_item"))
    assert isinstance(file, GameFile)
    assert isinstance(inject, Inject)
    assert isinstance(item, GameItem)
    inject.files, item.files = [file], [file]


def _comes_first(scenario: Scenario, table: str) -> bool:
    """Whether a row is public, or one that is has to lean on it."""
    return CARRYING.get(table, table) not in scenario.secret | INSIDE


def _left_out(scenario: Scenario, table: str) -> bool:
    """Rows that would make public what the scenario keeps, or that are no one's secret."""
    if table in {"public_version", "heartbeat"}:
        return True
    if table == "tombstone":
        return scenario.name != "withdrawn"
    if "organisation" in scenario.secret and scenario.secret != EVERYTHING:
        # A partner is named in public whatever the seats are, and so is an author.
        return table in {"event_partner", "output_author"} - (
            {"output_author"} if scenario.name == "never listed" else set()
        )
    return False


def _facts(scenario: Scenario, table: str, rows: Mapping[str, Base]) -> Facts:
    """What lets a row be as public as it can be."""
    starts = now().replace(microsecond=0) + timedelta(days=-30 if scenario.name in PAST else 30)
    when = {"starts_at": starts, "ends_at": starts + timedelta(hours=2)}
    event, tombstone = rows.get("event"), rows.get("tombstone")
    key = event.key if isinstance(event, Event) else ""
    held = scenario.name in PAST
    facts: dict[str, Facts] = {
        "event": {
            **when,
            **_on_the_wall(starts),
            "kind": EventKind.PANEL,
            "state": EventState.HELD if held else EventState.CONFIRMED,
            "publication": Publication.PUBLIC,
            "published_at": now(),
            "attribution": AttributionRule.ON_THE_RECORD,
            "registration": RegistrationMode.OPEN,
            **({"slug": tombstone.slug} if isinstance(tombstone, Tombstone) else {}),
        },
        "event_session": {**when, **_on_the_wall(starts), "public": True},
        "room_booking": when,
        "recording": {"kind": RecordingKind.VIDEO, "public": True},
        "output": {"public": "output" not in scenario.secret, "parent_id": None},
        "programme": {"public": "programme" not in scenario.secret},
        "programme_text": {"live_at": now() - timedelta(days=1)},
        "series": {"public": "series" not in scenario.secret},
        "affiliation": {
            "listed": "affiliation" not in scenario.secret or "person" in scenario.secret
        },
        "biography": {"public": True},
        "head_shot": {"consent": True},
        "participation": {
            "state": SeatState.ATTENDED if held else SeatState.CONFIRMED,
            "billed_at": now(),
            "listed": True,
        },
        "participation_role": {"role": Role.PANELLIST},
        "seat_proposal": {"delegation_id": None},
        "consent": {"scope": Scope.LISTED, "given": True},
        "role_grant": {"role": StaffRole.READER, "programme_id": None},
        "audit_entry": {"thing": "event", "thing_key": key},
        "outbox_mail": {"about": key, "state": MailState.SENT},
        "game": {"phase": Phase.FINISHED, "move_number": 1, "clock": None},
        # A log can be folded only if it begins at its beginning.
        "game_snapshot": {"seq": 0, "state": plain(GameState())},
        "game_entry": {"seq": 1, "act": Act.BEGIN},
        "game_release": dict.fromkeys(
            ("players", "castings", "decisions", "injects", "messages"), True
        ),
        "game_indicator": {"sight": Sight.TEAM},
        "game_item": {"kind": ItemKind.INJECT},
        "arrival": {"participation_id": None, "registration_id": None},
        "door_note": {"registration_id": None},
    }
    return facts.get(table, {})


def _on_the_wall(starts: datetime) -> Facts:
    local = starts.astimezone(ZoneInfo("Asia/Seoul")).replace(tzinfo=None)
    return {"local_start": local, "local_end": local + timedelta(hours=2)}
