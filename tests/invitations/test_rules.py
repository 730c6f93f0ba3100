"""What a guest may answer, and when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.core.clock import Span
from app.core.errors import Closed
from app.events.rules import Phase
from app.invitations.rules import (
    ACTIONS,
    ANSWERED,
    Answer,
    Standing,
    action_for,
    answers_on_offer,
    answers_taken,
    link_ends,
    seed_of,
    standing,
)
from app.participation.rules import TRANSITIONS, SeatAction, SeatState

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
LATER, BEFORE = NOW + timedelta(hours=1), NOW - timedelta(hours=1)
YES, PERHAPS, NO = Answer.ACCEPT, Answer.TENTATIVE, Answer.DECLINE


def test_every_answer_is_a_step_that_the_table_of_seats_has() -> None:
    assert [pair for pair, action in ACTIONS.items() if (pair[0], action) not in TRANSITIONS] == []


def test_every_answer_leads_to_where_it_stands() -> None:
    stands = {
        (state, answer): ANSWERED[TRANSITIONS[state, action]]
        for (state, answer), action in ACTIONS.items()
    }
    assert stands == {(state, answer): answer for state, answer in ACTIONS}


@pytest.mark.parametrize("state", list(SeatState))
def test_every_state_has_words(state: SeatState) -> None:
    assert standing(state, Phase.UPCOMING, deadline=None, at=NOW) in Standing


@pytest.mark.parametrize(
    ("state", "phase", "deadline", "stands", "offered"),
    [
        (SeatState.APPROVED, Phase.UPCOMING, LATER, Standing.SAVE_THE_DATE, ()),
        (SeatState.INVITED, Phase.UPCOMING, LATER, Standing.ASKED, (YES, PERHAPS, NO)),
        (SeatState.INVITED, Phase.SAVE_THE_DATE, None, Standing.ASKED, (YES, PERHAPS, NO)),
        (SeatState.INVITED, Phase.LIVE, None, Standing.ASKED, (YES, PERHAPS, NO)),
        # At the deadline itself it is too late.
        (SeatState.INVITED, Phase.UPCOMING, NOW, Standing.TOO_LATE, ()),
        (SeatState.NO_REPLY, Phase.UPCOMING, BEFORE, Standing.TOO_LATE, ()),
        (SeatState.NO_REPLY, Phase.UPCOMING, LATER, Standing.ASKED, (YES, PERHAPS, NO)),
        (SeatState.TENTATIVE, Phase.UPCOMING, LATER, Standing.PERHAPS, (YES, NO)),
        (SeatState.TENTATIVE, Phase.UPCOMING, BEFORE, Standing.PERHAPS, (NO,)),
        (SeatState.ACCEPTED, Phase.UPCOMING, LATER, Standing.COMING, (PERHAPS, NO)),
        # Whoever cannot come after all may say so until it is over.
        (SeatState.ACCEPTED, Phase.LIVE, BEFORE, Standing.COMING, (NO,)),
        (SeatState.CONFIRMED, Phase.UPCOMING, BEFORE, Standing.COMING, (NO,)),
        (SeatState.DECLINED, Phase.UPCOMING, LATER, Standing.NOT_COMING, (YES, PERHAPS)),
        (SeatState.DECLINED, Phase.UPCOMING, BEFORE, Standing.NOT_COMING, ()),
        (SeatState.WITHDREW, Phase.UPCOMING, LATER, Standing.NOT_COMING, (YES, PERHAPS)),
        (SeatState.ATTENDED, Phase.LIVE, BEFORE, Standing.COMING, ()),
        (SeatState.INVITED, Phase.CANCELLED, LATER, Standing.CANCELLED, ()),
        (SeatState.ACCEPTED, Phase.POSTPONED, LATER, Standing.POSTPONED, ()),
        (SeatState.ACCEPTED, Phase.PAST, LATER, Standing.PAST, ()),
        # What was taken back stays so, whatever becomes of the event.
        (SeatState.DISINVITED, Phase.CANCELLED, LATER, Standing.TAKEN_BACK, ()),
        (SeatState.SUBSTITUTED, Phase.UPCOMING, LATER, Standing.SUBSTITUTED, ()),
    ],
)
def test_what_stands_and_what_may_be_answered(
    state: SeatState,
    phase: Phase,
    deadline: datetime | None,
    stands: Standing,
    offered: tuple[Answer, ...],
) -> None:
    when = {"deadline": deadline, "at": NOW}
    found = (standing(state, phase, **when), answers_on_offer(state, phase, **when))
    assert found == (stands, offered)


def test_a_no_is_taken_although_the_event_was_called_off() -> None:
    when = {"deadline": BEFORE, "at": NOW}
    states = (SeatState.ACCEPTED, SeatState.INVITED, SeatState.WITHDREW, SeatState.DISINVITED)
    taken = [answers_taken(state, Phase.CANCELLED, **when) for state in states]
    assert taken == [(NO,), (NO,), (), ()]
    assert answers_taken(SeatState.ACCEPTED, Phase.PAST, **when) == ()


def test_an_answer_that_is_not_on_offer_is_refused() -> None:
    assert action_for(SeatState.INVITED, YES, (YES, NO)) is SeatAction.ACCEPT
    with pytest.raises(Closed):
        action_for(SeatState.INVITED, PERHAPS, (YES, NO))


def test_a_link_outlives_its_event_and_never_runs_out_before_it_was_made() -> None:
    month, year = timedelta(days=30), timedelta(days=365)
    ahead = Span(NOW, NOW + timedelta(hours=2), "UTC")
    over = Span(NOW - year, NOW - year + timedelta(hours=2), "UTC")
    assert [link_ends(span, NOW, after=month, undated=year) for span in (ahead, over, None)] == [
        NOW + timedelta(hours=2) + month,
        NOW + month,
        NOW + year,
    ]


def test_another_generation_is_another_seed() -> None:
    assert [seed_of("rsvp", "k", number) for number in (1, 2)] == ["rsvp:k:1", "rsvp:k:2"]
