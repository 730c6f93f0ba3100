"""Events: words for every value, what rules cover, and the ways there are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum

import pytest

from app.core.clock import Span
from app.core.errors import Refused
from app.core.states import actions_from, next_state, refusals
from app.events import rules
from app.events.rules import (
    ATTRIBUTION_WORDINGS,
    KIND_DEFAULTS,
    PUBLICATION_TRANSITIONS,
    TRANSITIONS,
    AttributionRule,
    EventAction,
    EventKind,
    EventState,
    Format,
    Phase,
    Publication,
    PublicationAction,
    RegistrationMode,
    SessionKind,
    Track,
    lays_open,
    names_may_be_shown,
    names_may_be_shown_under,
    phase,
    publication_after,
    schema_attendance,
    schema_status,
)

LABELS: dict[str, Mapping[StrEnum, str]] = {
    name: words for name, words in vars(rules).items() if name.endswith("_LABELS")
}

# Words


@pytest.mark.parametrize("name", LABELS)
def test_every_value_has_words_of_its_own(name: str) -> None:
    words = LABELS[name]
    kind = type(next(iter(words)))
    assert list(words) == list(kind)
    assert len(set(words.values())) == len(kind)
    assert [text for text in words.values() if not text.strip()] == []


def test_every_enumeration_of_the_events_has_words() -> None:
    kinds = {
        thing
        for thing in vars(rules).values()
        if isinstance(thing, type) and issubclass(thing, StrEnum)
    }
    # Each step of publication has a button of its own, which says what it does.
    assert {type(next(iter(words))) for words in LABELS.values()} == kinds - {PublicationAction}


def test_every_rule_has_a_sentence_to_print() -> None:
    assert list(ATTRIBUTION_WORDINGS) == list(AttributionRule)
    assert (
        "neither the identity nor the affiliation"
        in ATTRIBUTION_WORDINGS[AttributionRule.CHATHAM_HOUSE]
    )


# Attribution


@pytest.mark.parametrize(
    ("rule", "shown"),
    [
        (AttributionRule.ON_THE_RECORD, True),
        (AttributionRule.NOT_FOR_ATTRIBUTION, True),
        (AttributionRule.ON_BACKGROUND, False),
        (AttributionRule.CHATHAM_HOUSE, False),
        (AttributionRule.DEEP_BACKGROUND, False),
        (AttributionRule.OFF_THE_RECORD, False),
    ],
)
def test_names_may_be_shown_only_where_presence_is_not_covered(
    rule: AttributionRule, shown: bool
) -> None:
    assert names_may_be_shown(rule) is shown
    assert (rule in names_may_be_shown_under()) is shown


# Kinds


def test_every_kind_has_its_defaults() -> None:
    assert list(KIND_DEFAULTS) == list(EventKind)


@pytest.mark.parametrize("kind", EventKind)
def test_what_starts_private_starts_covered_and_by_invitation(kind: EventKind) -> None:
    defaults = KIND_DEFAULTS[kind]
    assert names_may_be_shown(defaults.attribution) is defaults.public
    assert (defaults.registration is RegistrationMode.OPEN) is defaults.public


def test_a_dialogue_round_starts_as_what_it_usually_is() -> None:
    defaults = KIND_DEFAULTS[EventKind.DIALOGUE_ROUND]
    assert (defaults.public, defaults.attribution, defaults.track) == (
        False,
        AttributionRule.CHATHAM_HOUSE,
        Track.TRACK_1_5,
    )


def test_nobody_is_billed_for_a_pause() -> None:
    assert {kind for kind in SessionKind if kind.is_pause} == {
        SessionKind.BREAK,
        SessionKind.MEAL,
        SessionKind.REGISTRATION,
    }


# The life of an event


@pytest.mark.parametrize(
    ("state", "action"), refusals(TRANSITIONS, EventState, EventAction), ids="-".join
)
def test_an_event_refuses_every_other_step(state: EventState, action: EventAction) -> None:
    with pytest.raises(Refused):
        next_state(TRANSITIONS, state, action)


def test_an_event_can_be_refused_and_allowed_every_pair_there_is() -> None:
    refused = refusals(TRANSITIONS, EventState, EventAction)
    assert len(refused) + len(TRANSITIONS) == len(EventState) * len(EventAction)


@pytest.mark.parametrize(
    ("state", "steps", "ends"),
    [
        pytest.param(
            EventState.IDEA,
            [EventAction.HOLD, EventAction.CONFIRM, EventAction.MARK_HELD, EventAction.CLOSE_OUT],
            EventState.CLOSED_OUT,
            id="from idea to archive",
        ),
        pytest.param(
            EventState.CONFIRMED,
            [EventAction.RESCHEDULE, EventAction.RESCHEDULE, EventAction.MOVE_ONLINE],
            EventState.CONFIRMED,
            id="moved twice, then online",
        ),
        pytest.param(
            EventState.CONFIRMED,
            [EventAction.POSTPONE, EventAction.RESCHEDULE],
            EventState.CONFIRMED,
            id="postponed, and a new date found",
        ),
        pytest.param(
            EventState.CONFIRMED,
            [EventAction.CANCEL, EventAction.REINSTATE],
            EventState.HOLD,
            id="cancelled late, and taken up again",
        ),
        pytest.param(
            EventState.HELD, [EventAction.REOPEN], EventState.CONFIRMED, id="marked by mistake"
        ),
    ],
)
def test_an_event_goes_its_way(
    state: EventState, steps: list[EventAction], ends: EventState
) -> None:
    for action in steps:
        state = next_state(TRANSITIONS, state, action)
    assert state is ends


@pytest.mark.parametrize(
    "state", [EventState.IDEA, EventState.HOLD, EventState.CONFIRMED, EventState.POSTPONED]
)
def test_what_has_not_been_held_can_be_cancelled(state: EventState) -> None:
    assert next_state(TRANSITIONS, state, EventAction.CANCEL) is EventState.CANCELLED


@pytest.mark.parametrize("state", EventState)
def test_no_state_is_a_dead_end(state: EventState) -> None:
    assert actions_from(TRANSITIONS, state) != ()


# What a page calls it

START = datetime(2026, 9, 9, 14, tzinfo=UTC)
SPAN = Span(START, START + timedelta(hours=2), "America/New_York")
BEFORE, DURING, AFTER = (START + timedelta(hours=hours) for hours in (-1, 1, 3))


@pytest.mark.parametrize(
    ("state", "before", "during", "after", "undated"),
    [
        (EventState.CONFIRMED, Phase.UPCOMING, Phase.LIVE, Phase.PAST, Phase.DATE_TO_COME),
        (EventState.HELD, Phase.PAST, Phase.PAST, Phase.PAST, Phase.PAST),
        (EventState.CLOSED_OUT, Phase.PAST, Phase.PAST, Phase.PAST, Phase.PAST),
        (
            EventState.HOLD,
            Phase.SAVE_THE_DATE,
            Phase.SAVE_THE_DATE,
            Phase.DATE_TO_COME,
            Phase.DATE_TO_COME,
        ),
        (
            EventState.IDEA,
            Phase.SAVE_THE_DATE,
            Phase.SAVE_THE_DATE,
            Phase.DATE_TO_COME,
            Phase.DATE_TO_COME,
        ),
        (EventState.POSTPONED, *[Phase.POSTPONED] * 4),
        (EventState.CANCELLED, *[Phase.CANCELLED] * 4),
    ],
)
def test_the_phase_of_an_event(
    state: EventState, before: Phase, during: Phase, after: Phase, undated: Phase
) -> None:
    found = [phase(SPAN, state, at) for at in (BEFORE, DURING, AFTER)]
    assert [*found, phase(None, state, DURING)] == [before, during, after, undated]


@pytest.mark.parametrize(
    ("state", "rescheduled", "moved_online", "status"),
    [
        (EventState.CONFIRMED, False, False, ["EventScheduled"]),
        (EventState.HELD, False, False, ["EventScheduled"]),
        (EventState.CONFIRMED, True, False, ["EventRescheduled"]),
        (EventState.CONFIRMED, False, True, ["EventMovedOnline"]),
        (EventState.CONFIRMED, True, True, ["EventRescheduled", "EventMovedOnline"]),
        (EventState.POSTPONED, True, True, ["EventPostponed"]),
        (EventState.CANCELLED, True, True, ["EventCancelled"]),
    ],
)
def test_the_status_for_machines(
    state: EventState, rescheduled: bool, moved_online: bool, status: list[str]
) -> None:
    found = schema_status(state, rescheduled=rescheduled, moved_online=moved_online)
    assert found == [f"https://schema.org/{name}" for name in status]


def test_the_attendance_mode_for_machines() -> None:
    assert [schema_attendance(one) for one in Format] == [
        "https://schema.org/OfflineEventAttendanceMode",
        "https://schema.org/OnlineEventAttendanceMode",
        "https://schema.org/MixedEventAttendanceMode",
    ]


# From private to public


@pytest.mark.parametrize(
    ("publication", "action"),
    refusals(PUBLICATION_TRANSITIONS, Publication, PublicationAction),
    ids="-".join,
)
def test_publication_refuses_every_other_step(
    publication: Publication, action: PublicationAction
) -> None:
    with pytest.raises(Refused):
        after(publication, action)


def after(
    publication: Publication,
    action: PublicationAction,
    state: EventState = EventState.CONFIRMED,
    rule: AttributionRule = AttributionRule.ON_THE_RECORD,
    confidential: bool = False,
) -> Publication:
    return publication_after(publication, action, state=state, rule=rule, confidential=confidential)


@pytest.mark.parametrize(("step", "result"), PUBLICATION_TRANSITIONS.items())
def test_publication_goes_its_way(
    step: tuple[Publication, PublicationAction], result: Publication
) -> None:
    assert after(*step) is result


RELEASES = [
    step
    for step, result in PUBLICATION_TRANSITIONS.items()
    if result in {Publication.PUBLIC, Publication.WITHOUT_PEOPLE}
]
RETREATS = [step for step in PUBLICATION_TRANSITIONS if step not in RELEASES]


@pytest.mark.parametrize("step", RELEASES, ids="-".join)
def test_a_confidential_event_is_never_released(
    step: tuple[Publication, PublicationAction],
) -> None:
    with pytest.raises(Refused, match="confidential"):
        after(*step, confidential=True)


@pytest.mark.parametrize("step", RELEASES, ids="-".join)
def test_a_mere_idea_is_never_released(step: tuple[Publication, PublicationAction]) -> None:
    with pytest.raises(Refused, match="only an idea"):
        after(*step, state=EventState.IDEA)


@pytest.mark.parametrize("rule", [r for r in AttributionRule if not names_may_be_shown(r)])
def test_people_are_not_published_under_a_rule_that_covers_them(rule: AttributionRule) -> None:
    with pytest.raises(Refused, match="covers who took part"):
        after(Publication.UNPUBLISHED, PublicationAction.PUBLISH, rule=rule)
    without = after(Publication.UNPUBLISHED, PublicationAction.PUBLISH_WITHOUT_PEOPLE, rule=rule)
    assert without is Publication.WITHOUT_PEOPLE


@pytest.mark.parametrize("step", RETREATS, ids="-".join)
def test_nothing_stands_in_the_way_of_taking_it_back(
    step: tuple[Publication, PublicationAction],
) -> None:
    result = after(*step, EventState.IDEA, AttributionRule.OFF_THE_RECORD, confidential=True)
    assert result in {Publication.UNPUBLISHED, Publication.WITHDRAWN}


@pytest.mark.parametrize(
    ("was_public", "public", "was", "rule", "opens"),
    [
        pytest.param(False, True, "on_the_record", "on_the_record", True, id="a closed one opens"),
        pytest.param(True, True, "chatham_house", "on_the_record", True, id="names appear"),
        pytest.param(True, True, "on_the_record", "chatham_house", False, id="names are covered"),
        pytest.param(False, False, "chatham_house", "on_the_record", False, id="it stays closed"),
        pytest.param(True, False, "on_the_record", "on_the_record", False, id="it is closed"),
    ],
)
def test_a_change_lays_open_what_was_kept_from_visitors(
    was_public: bool, public: bool, was: str, rule: str, opens: bool
) -> None:
    found = lays_open(
        was_public=was_public, public=public, was=AttributionRule(was), rule=AttributionRule(rule)
    )
    assert found == opens
