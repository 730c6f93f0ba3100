"""The design of the game of October 2021: three linked scenarios, four teams of four.

That it was held, with whom, for how long and in which form is on record. Scenarios, moves and
players here are invented.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from app.demonstration.days import ZONE
from app.demonstration.games.design import Gauge, Line, Part, Script, Side, Turn
from app.games.rules import InjectKind, Medium, Sight

US, DPRK, ROK, CHINA = "United States", "DPRK", "Republic of Korea", "China"
ALL = (US, DPRK, ROK, CHINA)
CABLE, NEWS, CALL, POST, NOTE = (
    Medium.CABLE,
    Medium.NEWS,
    Medium.PHONE_CALL,
    Medium.SOCIAL_POST,
    Medium.INTELLIGENCE_NOTE,
)
BACKGROUND, CONTINGENCY = InjectKind.BACKGROUND, InjectKind.CONTINGENCY
CONTROL_CHINA = "Zora Control"


def then(text: str) -> datetime:
    """The instant at which a clock in Washington showed "12 09:30" in October 2021."""
    return datetime.strptime(f"2021-10-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=ZoneInfo(ZONE))


PLAN = {
    "purpose": "(closed) To find out which risks leaders could take for peace, and what would hold.",
    "questions": (
        "(closed)\n\n1. Which first step costs least and is believed most?\n"
        "2. What survives an accident?\n3. Who must be in the room, and who in the know?"
    ),
    "objectives": (
        "(closed)\n\n- See each team offer something that it can keep to.\n"
        "- Try the lines of communication when nobody has time.\n"
        "- Write down what was agreed so that others can use it."
    ),
    "assumptions": (
        "(closed) No government falls during the game. Arsenals are as public sources have them. "
        "Whoever is not played is played by control."
    ),
}

SIDES = (
    Side(
        name=US,
        public="The President, and those who advise on alliance, arms control and aid.",
        brief="(closed) You want calm until the autumn, and something to show for it.",
        goals="(closed) A pause in long-range tests. No daylight between you and Seoul.",
        red_lines="(closed) No recognition as a nuclear power. No sanctions lifted for words alone.",
        parts=(
            Part(name="President", player="Otto Nobody", brief="(closed) You will not be the first to call."),
            Part(name="National Security Adviser", player="Ines Fiction"),
            Part(name="Special Envoy", player="Bela Nemo", brief="(closed) You have an old number in New York."),
            Part(name="Commander in the region", player="Kofi Mockup"),
        ),
    ),
    Side(
        name=DPRK,
        public="The leadership in Pyongyang, and those through whom it speaks.",
        brief="(closed) The harvest was poor. You need fuel before winter and must not be seen to ask.",
        goals="(closed) Relief that does not look like aid. To be addressed by your name.",
        red_lines="(closed) No inspectors before a date. Nothing that calls your deterrent in question.",
        parts=(
            Part(name="Chairman", player="Lena Mockup"),
            Part(name="Foreign Minister", player="Aldo Fiction", brief="(closed) You may promise a meeting, not a result."),
            Part(name="Chief of the General Staff", player="Rosa Nobody"),
            Part(name="Party Secretary for the Economy", player="Emil Nemo"),
        ),
    ),
    Side(
        name=ROK,
        public="The President in Seoul, with the ministries that deal with the North.",
        brief="(closed) Your term ends in a year. What you begin, others must be able to carry on.",
        goals="(closed) A hotline that is answered. Families who meet.",
        red_lines="(closed) No decision on the peninsula without you.",
        parts=(
            Part(name="President", player="Jana Nemo"),
            Part(name="Minister of Unification", player="Paul Nobody"),
            Part(name="Minister of Defence", player="Cleo Mockup"),
            Part(name="Spokesperson", player="Hugo Fiction"),
        ),
    ),
    Side(
        name=CHINA,
        public="The leadership in Beijing and its diplomats.",
        brief="(closed) You can live with things as they are. You cannot live with a war.",
        goals="(closed) A seat at any table. No new missiles near your coast.",
        red_lines="(closed) No regime collapse. No guarantee that you alone would have to keep.",
        parts=(
            Part(name="State Councillor", player="Mira Fiction"),
            Part(name="Special Representative", player="Dario Nobody"),
            Part(name="Vice Chair of the Military Commission", player="Fritz Mockup"),
            Part(name="Ambassador in Pyongyang", player="Greta Nemo"),
        ),
    ),
)  # fmt: skip
PLAYERS = tuple(part.player for side in SIDES for part in side.parts)
OBSERVER = "Nils Lookon"

SCENARIOS = (
    (
        "A letter in spring",
        (
            "Five months without a test. Pyongyang lets it be known through New York that a letter would "
            "be *read*. In Washington a budget is being voted on, in Seoul an election is near. Nobody "
            "knows whether the calm is a decision or a pause."
        ),
    ),
    (
        "An accident at sea",
        (
            "Half a year later. Before dawn two boats collide close to the line in the West Sea, and one "
            "goes down. Each side has a first report, and the reports do not agree."
        ),
    ),
    (
        "A declaration",
        (
            "Nearly two years on. Four capitals have a draft before them that says, in one page, that the "
            "war is over. What it does not say takes longer to read."
        ),
    ),
)
CARRIED_OVER = (
    "\n\n**Carried over from the first scenario.** A working line between the two military "
    "commands has been open since March and is tested every morning. Grain was delivered through a "
    "third port. The pause in tests has held."
)

TURNS = (
    Turn(
        title="Who answers a letter",
        scenario=1,
        starts_at=then("12 09:00"),
        ends_at=then("12 11:30"),
        situation_at="2022-03-07T08:00",
        situation="The letter lies in New York. It is polite, unsigned, and asks for nothing.",
        ask="What is your first step, and whom do you tell before you take it?",
        due_minutes=100,
    ),
    Turn(
        title="The first hour",
        scenario=2,
        starts_at=then("13 09:00"),
        ends_at=then("13 10:30"),
        situation_at="2022-09-01T05:40",
        situation="Eleven fishermen are missing. It is dark, the sea is rough, and radios are loud.",
        ask="What do you do in the first hour, and what do you leave alone?",
        due_minutes=60,
    ),
    Turn(
        title="Ten days earlier",
        scenario=2,
        starts_at=then("13 10:45"),
        ends_at=then("13 12:00"),
        situation_at="2022-08-22T09:00",
        situation=(
            "The clock goes **back** by ten days. You do not know yet of any collision. Patrols have "
            "become more frequent, and the morning call was missed twice."
        ),
        ask="Which rule, agreed now, would have made the accident smaller?",
        due_minutes=50,
    ),
    Turn(
        title="One page",
        scenario=3,
        starts_at=then("14 09:00"),
        ends_at=then("14 11:30"),
        situation_at="2024-05-09T10:00",
        situation="The draft has seven sentences. Each of you is said to object to a different one.",
        ask="Do you sign, on which condition, and what do you do the day after?",
        due_minutes=90,
    ),
)

LINES = (
    Line(
        number="1", move=1, minutes=5, medium=CABLE, to=(US,), game_at="2022-03-07T08:30",
        title="A letter through New York", sender="Mission to the United Nations",
        body="A courteous note asks whether *a letter of substance* would find a reader. No name stands under it.",
        expected="The team decides who answers, and at which level.", objective="First step",
    ),
    Line(
        number="2", move=1, minutes=15, medium=NEWS, to=ALL, game_at="2022-03-07T11:00",
        title="Seoul offers grain and vaccines", sender="Example News Agency",
        body="The offer goes to \u201cwhoever can bring it to those in need\u201d. It names no condition.",
        expected="DPRK looks for a way to accept without thanking.", objective="First step",
    ),
    Line(
        number="3", move=1, minutes=25, medium=NOTE, to=(US, ROK), game_at="2022-03-07T18:00",
        title="Nothing moves at the test site", sender="Joint assessment",
        body="Snow lies on the access road. Confidence is *moderate*: the road has been cleared in a day before.",
        expected="Both teams read it together.", controller=CONTROL_CHINA,
    ),
    Line(
        number="4", move=1, minutes=40, medium=CALL, to=(ROK,), game_at="2022-03-08T09:00",
        title="Beijing asks for patience", sender="A director-general in Beijing",
        body="\u201cLet them answer in their own time. A silence is not a refusal.\u201d",
        expected="Seoul asks what China knows.", controller=CONTROL_CHINA,
    ),
    Line(
        number="5", move=1, minutes=50, medium=NEWS, to=ALL, game_at="2022-03-08T20:00", kind=BACKGROUND,
        title="A cold spring in the northern provinces", sender="Example News Agency",
        body="Sowing will begin two weeks late, says an agronomist who asked not to be named.",
    ),
    Line(
        number="6", move=1, medium=NEWS, to=ALL, game_at="2022-03-09T06:00", kind=CONTINGENCY,
        title="The letter reaches the press", sender="The Daily Example",
        body="The paper prints two of its sentences. The third, it says, is \u201cmore interesting\u201d.",
        expected="Somebody has to say in public what is going on.", objective="Secrecy",
    ),
    Line(
        number="7", move=1, minutes=70, medium=POST, to=(DPRK, ROK), game_at="2022-03-09T09:00",
        title="Balloons are announced", sender="An association in Paju",
        body="\u201cSaturday, if the wind is right.\u201d",
        expected="Seoul weighs the law against the moment.",
    ),
    Line(
        number="8", move=2, minutes=2, medium=CABLE, to=(ROK,), game_at="2022-09-01T05:42",
        title="Collision west of Yeonpyeong", sender="Fleet command",
        body="Patrol boat and fishing boat, position uncertain by two miles. The fishing boat no longer answers.",
        expected="Rescue first, statement later.", objective="The first hour",
    ),
    Line(
        number="9", move=2, minutes=4, medium=NOTE, to=(DPRK,), game_at="2022-09-01T05:50",
        title="What the patrol reported", sender="Naval staff",
        body="\u201cRammed by an unlit vessel.\u201d Whose vessel, the report does not say.",
        expected="The General Staff asks for orders.", objective="The first hour",
    ),
    Line(
        number="10", move=2, minutes=15, medium=CALL, to=(DPRK, ROK), game_at="2022-09-01T06:20",
        title="The line rings", sender="Duty officers", depends_on="8",
        body="The morning test comes three hours early. *Somebody wants to talk.*",
        expected="It is picked up.", objective="Lines of communication",
    ),
    Line(
        number="11", move=2, minutes=20, medium=POST, to=ALL, game_at="2022-09-01T07:00",
        title="A film of the sinking boat", sender="A fisherman",
        body="Forty seconds, shaking. One hears shouting, and a searchlight goes over the water.",
        expected="Pressure at home, in both Koreas.",
    ),
    Line(
        number="12", move=2, minutes=30, medium=CABLE, to=(US, ROK), game_at="2022-09-01T09:00",
        title="The autumn exercise begins on Monday", sender="Combined command",
        body="As planned since January. Ships will pass within forty miles of the place.",
        expected="Postpone, shorten, or explain.", objective="The first hour",
    ),
    Line(
        number="13", move=2, minutes=45, medium=NEWS, to=ALL, game_at="2022-09-01T12:00", kind=BACKGROUND,
        title="The fleet turns back", sender="Example News Agency",
        body="Two hundred boats have gone home. The price of crab doubles.",
    ),
    Line(
        number="14", move=2, medium=NOTE, to=(US, ROK, DPRK), game_at="2022-09-01T13:00", kind=CONTINGENCY,
        title="Shots are reported", sender="A coastal post",
        body="Three, perhaps four. The post has reported thunder before.",
        expected="Teams ask before they act.",
    ),
    Line(
        number="15", move=3, minutes=5, medium=CABLE, to=(DPRK, ROK), game_at="2022-08-22T09:30",
        title="What patrols were told", sender="Two naval staffs",
        body="Both orders say: \u201cHold the line.\u201d They do not mean the same line.",
        expected="The teams compare maps.", objective="Rules at sea",
    ),
    Line(
        number="16", move=3, minutes=12, medium=NOTE, to=(ROK,), game_at="2022-08-22T21:00",
        title="Boats without lights", sender="Coast guard",
        body="Nine in one night. Most are after crab, none of them has a transponder.",
        expected="A civil rule, not a military one.", objective="Rules at sea",
    ),
    Line(
        number="17", move=3, minutes=20, medium=CALL, to=(CHINA, DPRK), game_at="2022-08-23T10:00",
        title="Good offices", sender="Beijing, at the level of vice-ministers",
        body="Would a third party that reads both reports be of use?",
        expected="China says what it would want for that.", controller=CONTROL_CHINA,
    ),
    Line(
        number="18", move=3, minutes=25, medium=NEWS, to=ALL, game_at="2022-08-24T08:00", kind=BACKGROUND,
        title="The season opens early", sender="Example News Agency",
        body="Fishermen on both sides are in a hurry.",
    ),
    Line(
        number="19", move=3, medium=NEWS, to=(US,), game_at="2022-08-24T09:00", kind=CONTINGENCY,
        title="A retired admiral writes", sender="The Daily Example",
        body="\u201cWe had such a rule once, with others. It took two years and one page.\u201d",
        expected="The team remembers an earlier agreement.", objective="Rules at sea",
    ),
    Line(
        number="20", move=4, minutes=5, medium=CABLE, to=ALL, game_at="2024-05-09T10:15",
        title="The draft", sender="Four delegations",
        body="1. The war is over.\n2. The armistice stays until a treaty takes its place.\n3. \u2026",
        expected="Each team finds the sentence that it cannot sign.", objective="Declaration",
    ),
    Line(
        number="21", move=4, minutes=18, medium=NEWS, to=(US, ROK), game_at="2024-05-10T08:00",
        title="Two parliaments ask for a vote", sender="Example News Agency",
        body="On the same day, with opposite intentions.",
        expected="What can be promised without a vote?",
    ),
    Line(
        number="22", move=4, minutes=30, medium=NOTE, to=(US,), game_at="2024-05-10T16:00",
        title="A launcher leaves its shelter", sender="Joint assessment",
        body="Seen once, through cloud. Confidence is *low*.",
        expected="The team asks for a second look.", objective="Declaration",
    ),
    Line(
        number="23", move=4, minutes=40, medium=CALL, to=(DPRK,), game_at="2024-05-11T09:00",
        title="A question from the generals", sender="General Staff",
        body="\u201cIf the war is over, what are we for?\u201d",
        expected="An answer that can be repeated.",
    ),
    Line(
        number="24", move=4, minutes=48, medium=CABLE, to=(US,), game_at="2024-05-11T15:00", depends_on="22",
        title="Recall: the note on the launcher", sender="Joint assessment",
        body="What left the shelter was a crane. **Do not use the note of 10 May.**",
        expected="Whatever was ordered on account of it is taken back.", objective="Declaration",
    ),
    Line(
        number="25", move=4, minutes=60, medium=POST, to=ALL, game_at="2024-05-12T10:00", kind=BACKGROUND,
        title="Those who wait", sender="An association of families",
        body="\u201cMy sister is ninety. She has read the draft and asks for the address of the office.\u201d",
    ),
)  # fmt: skip

INSERTED = Line(
    number="12a", move=2, medium=CABLE, to=(DPRK, CHINA), game_at="2022-09-01T10:30", kind=InjectKind.AD_HOC,
    title="The exercise is shortened", sender="Combined command",
    body="Three days instead of nine, and none of it at sea. Notice is given *before* the press hears of it.",
    expected="DPRK answers in kind.", objective="The first hour",
)  # fmt: skip

GAUGES = (
    Gauge(name="Tension", start=6, low_label="Calm", high_label="Brink", sight=Sight.EVERYONE),
    Gauge(name="Trust", start=2, low_label="None", high_label="Their word is enough", sight=Sight.CONTROL),
)  # fmt: skip

SCRIPT = Script(
    plan=PLAN,
    pace=24,
    sides=SIDES,
    scenarios=SCENARIOS,
    turns=TURNS,
    lines=LINES,
    gauges=GAUGES,
)
