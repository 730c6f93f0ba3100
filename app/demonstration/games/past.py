"""The game of October 2021, held with two other institutes: designed, played, and written up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from app.demonstration.accounts import Staff
from app.demonstration.days import ZONE
from app.demonstration.games.design import make
from app.demonstration.games.past_play import play
from app.demonstration.games.past_script import OBSERVER, PLAYERS, SCRIPT, SIDES, then
from app.demonstration.games.tape import Tape
from app.events.models import Event
from app.events.operations import (
    add_partner,
    add_session,
    confirm,
    create_event,
    mark_held,
    publish,
    set_notes,
    set_regions,
    set_topics,
)
from app.events.rules import AttributionRule, EventKind, Format, PartnerRole, SessionKind
from app.games.models import Game, GameTeam
from app.games.operations import after, design
from app.games.rules import TeamKind, Traffic
from app.invitations.operations import set_consents
from app.invitations.rules import Scope
from app.participation.models import Participation
from app.participation.operations import seat
from app.participation.rules import Role, SeatState
from app.people.operations import add_person, find_or_add_organisation
from app.programmes.models import Programme

STAND_IN = "(closed) The exact days are not on record; these stand in for them."
CONSENTING = PLAYERS[::3]
"""Who has said that they may be listed; the others were not asked."""
REFUSING = PLAYERS[1]


def add_past_game(programme: Programme, staff: Staff) -> None:
    """Make the event with everybody in it, play the game to its end, and publish what may be told."""
    event = _event(programme, staff)
    seats = _seats(event)
    made = make(event, SCRIPT, seats)
    made.game.traffic = Traffic.THROUGH_CONTROL
    observers = next(one for one in _teams(made.game) if one.kind is TeamKind.OBSERVERS)
    design.cast(design.add_role(observers, name="Observer of a partner"), seats[OBSERVER])
    for number, scenario in enumerate(made.scenarios):
        for team in made.teams.values():
            design.set_scenario_time(scenario, team, then(f"{11 + number} 20:00"))
    leads = {side.name: side.parts[0].player for side in SIDES}
    play(Tape(made, seats, leads, then))
    _write_up(made.game)
    mark_held(event)
    publish(event)
    after.tell(
        made.game, players=True, castings=False, decisions=True, injects=True, messages=False
    )


def _event(programme: Programme, staff: Staff) -> Event:
    first = datetime.fromisoformat("2021-10-12T09:00")
    event = create_event(
        kind=EventKind.PEACE_GAME,
        title="Beyond Deterrence: a peace game",
        owner_id=staff.officer.id,
        zone=ZONE,
        local_start=first,
        local_end=first.replace(day=15, hour=12),
        programme=programme,
        format=Format.VIRTUAL,
        attribution=AttributionRule.NOT_FOR_ATTRIBUTION,
        summary_past=(
            "Sixteen experts in four teams, on four days, on screens: not a war game, but one in "
            "which leaders are asked what they would risk for peace. Each of three scenarios began "
            "with what had been agreed in the one before.\n\nScenarios, moves and players as they "
            "stand here are invented for this demonstration; a brief tells of the real ones."
        ),
    )
    set_topics(event, ["Diplomacy", "Peace process"])
    set_regions(event, ["Korean Peninsula", "Northeast Asia"])
    for name in ("Quincy Institute for Responsible Statecraft", "Sejong Institute"):
        add_partner(event, organisation=find_or_add_organisation(name), role=PartnerRole.CO_HOST)
    set_notes(event, notes=STAND_IN)
    for day, title in enumerate(
        ("First scenario", "Second scenario", "Third scenario", "Hot wash")
    ):
        start = first + timedelta(days=day)
        add_session(
            event,
            title=f"{title} (closed)",
            kind=SessionKind.SESSION,
            local_start=start,
            local_end=start + timedelta(hours=3),
            public=False,
        )
    return confirm(event)


def _seats(event: Event) -> Mapping[str, Participation]:
    """Seat the players in the order of the alphabet, which says nothing of their teams."""
    seats = {}
    for name in sorted((*PLAYERS, OBSERVER), key=lambda name: name.split()[::-1]):
        role = Role.OBSERVER if name == OBSERVER else Role.PARTICIPANT
        person = add_person(display_name=name)
        seats[name] = seat(event, person=person, roles=[role], state=SeatState.ATTENDED)
    for name in CONSENTING:
        set_consents(seats[name], {Scope.LISTED: True})
    set_consents(seats[REFUSING], {Scope.LISTED: False})
    return seats


def _teams(game: Game) -> list[GameTeam]:
    return list(game.teams)


def _write_up(game: Game) -> None:
    after.set_hot_wash(
        game,
        "(closed) **What surprised us.** The accident did more for trust than the letter.\n\n"
        "**What we would do again.** Going back by ten days: nobody had to defend what they had done.\n\n"
        "**What we would not.** Fifty minutes were too short for a rule on which four must agree.",
    )
    for text, owner, due in (
        ("(closed) Keep the line that was agreed in one scenario in every later one.", "Design", None),
        ("(closed) Give teams more time where they must agree on a text.", "Control", date(2021, 12, 1)),
        ("(closed) Let a second controller read each ruling before it is told.", "Control", date(2022, 2, 1)),
        ("(closed) Write a brief of what held, in two languages.", "Programme", date(2022, 2, 28)),
    ):  # fmt: skip
        after.add_lesson(game, text=text, owner=owner, due_on=due)
