"""A game that is ready: everybody has said yes and holds a link, and nobody has pressed Start."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.correspondence.composing import release, words_for
from app.correspondence.rules import TemplatePurpose
from app.demonstration.accounts import Staff
from app.demonstration.days import ZONE, today
from app.demonstration.games.design import Gauge, Line, Made, Part, Script, Side, Turn, make
from app.events.models import Event
from app.events.operations import confirm, create_event, set_registration
from app.events.rules import AttributionRule, EventKind, Format, RegistrationMode
from app.games.operations import control, design
from app.games.rules import InjectKind, Medium, Sight, TeamKind, Traffic
from app.invitations import operations
from app.invitations.rules import Answer, Stage, Via
from app.participation.models import Participation
from app.participation.operations import seat
from app.participation.rules import Role, SeatState
from app.people.operations import add_person
from app.programmes.models import Programme

UPPER, LOWER, DELTA, AID = "Upper Basin", "Lower Basin", "Delta League", "Relief Agencies"
ALL = (UPPER, LOWER, DELTA, AID)
OBSERVER = "Otis Onlooker"
HOUR = 9

SIDES = (
    Side(
        name=UPPER,
        public="The government upstream, which has built a dam and not yet filled it.",
        brief="(closed) The reservoir must be half full before the elections in autumn.",
        goals="(closed) Power by winter. No foreign inspectors at the dam.",
        red_lines="(closed) You will not open the gates on demand.",
        parts=(
            Part(name="Prime Minister", player="Ada Pretend", brief="(closed) Your coalition has one vote to spare."),
            Part(name="Minister of Water", player="Bruno Makebelieve"),
        ),
    ),
    Side(
        name=LOWER,
        public="The government downstream, whose farmers wait for the flood.",
        brief="(closed) Seed is in the ground for twelve days. You have told nobody how little is stored.",
        goals="(closed) A published schedule. Somebody to blame if it is not kept.",
        red_lines="(closed) No recognition of the dam as it stands.",
        parts=(
            Part(name="President", player="Carla Pretend"),
            Part(name="Chief of Staff", player="Dov Makebelieve", brief="(closed) A battalion exercises near the border."),
        ),
    ),
    Side(
        name=DELTA,
        public="Three port cities that speak with one voice, most days.",
        brief="(closed) Salt water has reached the second lock. Two of you would buy water, one would not.",
        goals="(closed) To be asked before it is agreed.",
        red_lines="(closed) No treaty of two that leaves out the third.",
        parts=(
            Part(name="Speaker of the League", player="Edna Pretend"),
            Part(name="Harbour Master", player="Faruk Makebelieve"),
        ),
    ),
    Side(
        name=AID,
        public="The agencies in the basin, which depend on all sides for their permits.",
        brief="(closed) You have measured the wells. The figures are worse than anybody says.",
        goals="(closed) Roads that stay open. Figures that everybody uses.",
        red_lines="(closed) You do not say who is at fault.",
        parts=(
            Part(name="Head of Mission", player="Gina Pretend"),
            Part(name="Hydrologist", player="Horst Makebelieve"),
        ),
    ),
)  # fmt: skip
PLAYERS = tuple(part.player for side in SIDES for part in side.parts)

SCENARIO = (
    "A dry June (closed)",
    (
        "The rains are three weeks late. Upstream a reservoir is waiting to be filled, downstream a harvest "
        "is waiting for water. An agreement of twenty years ago speaks of *reasonable notice*, and does "
        "not say how many days that is.\n\nYou represent your side. Nobody here is asked to win."
    ),
)


def lines() -> tuple[Line, ...]:
    """Return the injects: some fall due by themselves, some wait for control."""
    return (
        Line(
            number="1", move=1, minutes=1, medium=Medium.NEWS, to=ALL, game_at="2031-06-10T09:00",
            title="No rain before July (closed)", sender="Basin Radio",
            body="The weather office gives *three chances in four* that it stays dry.",
            expected="Every team asks how much the others have stored.", objective="Shared facts",
        ),
        Line(
            number="2", move=1, minutes=2, medium=Medium.INTELLIGENCE_NOTE, to=(LOWER,), game_at="2031-06-10T10:00",
            title="The gates are closed (closed)", sender="Survey department",
            body="A picture of this morning shows both gates shut. Yesterday one was open.",
            expected="Ask before accusing.", objective="Lines of communication",
        ),
        Line(
            number="3", move=1, medium=Medium.CABLE, to=(UPPER, LOWER), game_at="2031-06-10T12:00",
            title="An offer of measurements (closed)", sender="River Commission",
            body="The commission can read all gauges from tonight, if both governments agree to it.",
            expected="Both say yes, for different reasons.", objective="Shared facts",
        ),
        Line(
            number="4", move=1, minutes=3, medium=Medium.PHONE_CALL, to=(DELTA,), game_at="2031-06-10T15:00",
            title="The second lock (closed)", sender="Lock keeper",
            body="“It tastes of salt. I thought you should hear it from me.”",
            expected="The League asks to be at the table.",
        ),
        Line(
            number="5", move=1, medium=Medium.SOCIAL_POST, to=ALL, game_at="2031-06-10T18:00",
            kind=InjectKind.CONTINGENCY, title="A film from the dam (closed)", sender="A worker",
            body="Somebody films an empty river bed and says a date.",
            expected="Use it if the teams are too much at ease.",
        ),
        Line(
            number="6", move=2, minutes=1, medium=Medium.CABLE, to=ALL, game_at="2031-06-24T08:00",
            title="Twelve days have passed (closed)", sender="River Commission",
            body="The gauge at the bridge shows less than in any June since it was built.",
            expected="Teams refer to what they agreed in the first move.",
        ),
        Line(
            number="7", move=2, medium=Medium.INTELLIGENCE_NOTE, to=(UPPER,), game_at="2031-06-24T11:00",
            title="Lorries at the border (closed)", sender="Border police", depends_on="6",
            body="A column of thirty. They may be carrying water, or not.",
            expected="Call the other side.", objective="Lines of communication",
        ),
        Line(
            number="8", move=2, minutes=3, medium=Medium.NEWS, to=ALL, game_at="2031-06-24T20:00",
            kind=InjectKind.BACKGROUND, title="Prayers for rain (closed)", sender="Basin Radio",
            body="In four languages, on one evening.",
        ),
        Line(
            number="9", move=2, medium=Medium.PHONE_CALL, to=(AID,), game_at="2031-06-25T08:00",
            kind=InjectKind.CONTINGENCY, title="A well has failed (closed)", sender="A village nurse",
            body="Four hundred people. The nearest road crosses the border twice.",
            expected="Use it to bring the agencies into the talks.",
        ),
    )  # fmt: skip


def add_ready_game(programme: Programme, staff: Staff) -> Event:
    """Make a game that began this morning on paper, with eight players in four teams."""
    event = create_event(
        kind=EventKind.PEACE_GAME,
        title="A Dry June: a peace game (closed)",
        owner_id=staff.officer.id,
        zone=ZONE,
        local_start=_at(0, HOUR),
        local_end=_at(3, 17),
        programme=programme,
        format=Format.VIRTUAL,
        attribution=AttributionRule.CHATHAM_HOUSE,
    )
    set_registration(event, mode=RegistrationMode.BY_INVITATION)
    confirm(event)
    operations.set_settings(event, contact_name="Game control")
    seats = _invited(event)
    made = make(event, _script(), seats)
    design.set_terms(made.game, traffic=Traffic.THROUGH_CONTROL, pace=24, lead_hours=12)
    _cast_observer(made, seats[OBSERVER])
    for team in made.teams.values():
        design.set_scenario_time(made.scenarios[0], team, _instant(_at(-1, 20)))
    control.release_scenario(made.game, made.scenarios[0])
    return event


def _script() -> Script:
    """Two moves, the second a fortnight later in the world of the game."""
    return Script(
        plan={
            "purpose": "(closed) To see what notice is worth when nobody trusts the figures.",
            "questions": "(closed) Who shares a number first, and what do they get for it?",
            "objectives": "(closed)\n\n- Shared facts\n- Lines of communication",
            "assumptions": "(closed) The basin is invented, and so is everybody in it.",
        },
        pace=24,
        sides=SIDES,
        scenarios=(SCENARIO,),
        turns=(
            Turn(
                title="Reasonable notice (closed)",
                scenario=1,
                starts_at=_instant(_at(0, HOUR, 30)),
                ends_at=_instant(_at(0, 12)),
                situation_at="2031-06-10T08:00",
                situation="Both gates may be closed by the end of the week. Nobody has said so yet.",
                ask="What do you announce, to whom, and what do you ask for in return?",
                due_minutes=30,
            ),
            Turn(
                title="The gauge at the bridge (closed)",
                scenario=1,
                starts_at=_instant(_at(1, HOUR, 30)),
                ends_at=_instant(_at(1, 12)),
                situation_at="2031-06-24T08:00",
                situation="A fortnight later. What was agreed in the first move holds, as far as it went.",
                ask="What do you keep, what do you change, and who tells the public?",
                due_minutes=30,
            ),
        ),
        lines=lines(),
        gauges=(
            Gauge(
                name="Tension", start=4, low_label="Calm", high_label="Brink", sight=Sight.EVERYONE
            ),
            Gauge(
                name="Trust",
                start=3,
                low_label="None",
                high_label="A word is enough",
                sight=Sight.CONTROL,
            ),
        ),
    )


def _invited(event: Event) -> Mapping[str, Participation]:
    """Invite everybody by a letter with a link of their own, and let all of them accept."""
    seats = {}
    for name in (*PLAYERS, OBSERVER):
        role = Role.OBSERVER if name == OBSERVER else Role.PARTICIPANT
        person = add_person(
            display_name=name, email=f"{name.lower().replace(' ', '.')}@example.org"
        )
        seats[name] = seat(event, person=person, roles=[role], state=SeatState.APPROVED)
    subject, body = words_for(TemplatePurpose.INVITATION, event)
    drafted = operations.draft_wave(
        event,
        list(seats.values()),
        subject=subject,
        body=f"{body}\n\nDuring the game the same link leads to your desk.",
        deadline_at=event.ends_at,
        name="Players",
        stage=Stage.INVITATION,
        via=Via.GUEST,
        sender="Game control",
    )
    release(drafted.mailing, expected=len(seats))
    for one in drafted.written:
        operations.reply(operations.invitation_for(one), Answer.ACCEPT)
    return seats


def _cast_observer(made: Made, held: Participation) -> None:
    observers = next(one for one in made.game.teams if one.kind is TeamKind.OBSERVERS)
    design.cast(design.add_role(observers, name="Observer"), held)


def _at(days: int, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(today() + timedelta(days=days), time(hour, minute))


def _instant(local: datetime) -> datetime:
    return local.replace(tzinfo=ZoneInfo(ZONE))
