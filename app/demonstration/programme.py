"""The programmes of the demonstration: one with a whole page, and a neighbour to keep apart from it."""

from __future__ import annotations

from app.programmes.models import Programme
from app.programmes.operations import add_programme, add_strand
from app.programmes.rules import SeriesKind

SITUATION = """\
In the space of nine months the Korean Peninsula went from the most hopeful moment in a generation
to a standstill. At Singapore, in June 2018, Washington and Pyongyang agreed to put their relations
on a new footing and to work towards a peninsula free of nuclear weapons. At Hanoi, the following
February, they could not agree on who would give up what, and in which order.

No formal talks have taken place since October 2019. Pyongyang, which for decades wanted nothing so
much as an opening to Washington, stopped looking for one. In 2024 it also gave up the aim of
peaceful unification that it had held for half a century, and declared Seoul its main enemy.

What has grown meanwhile is the arsenal. Outside estimates put the fissile material at enough for
60 to 90 warheads, with better means to deliver them. A treaty with Russia in 2024 brought energy,
food and military technology in exchange for arms and soldiers in the war against Ukraine, and took
the force out of the sanctions that the Security Council had imposed.

American policy has kept its goal of complete denuclearisation, although its own intelligence
services have long judged that the North will not disarm. Closer ties with Seoul, Tokyo and others
have strengthened deterrence; they have not brought anyone back to the table.

How to turn from an arms race towards a coexistence with fewer risks, some trust and better
relations is the question on which the programme works.
"""

WORK = """\
The Institute has worked for peace on the Korean Peninsula for decades, together with scholars,
officials and diplomats from the region. It brings people together, and it studies what diplomacy
could do to prevent a crisis or to contain one.
"""

STRANDS: tuple[tuple[str, str, tuple[SeriesKind, ...]], ...] = (
    (
        "Facilitating high-level dialogues",
        (
            "Washington and Pyongyang have no diplomatic relations, so much depends on those who can "
            "talk in their stead. The Institute meets officials and experts from South Korea, Japan, "
            "China and other countries regularly and in private. In such rooms ideas can be tried out "
            "that an official channel would never carry."
        ),
        (SeriesKind.DIALOGUE,),
    ),
    (
        "Convening experts",
        (
            "With other institutes, the programme asks what practical steps would give diplomacy a "
            "chance. A senior study group looked in 2018 at China’s part in talks about peace and "
            "denuclearisation; its report appeared in May 2019. A *peace game* in 2021 let experts play "
            "through how leaders might take risks for peace. Two workshops held with the Carnegie "
            "Endowment for International Peace in 2024 asked whether the present approach can last, "
            "and what could take its place."
        ),
        (SeriesKind.STUDY_GROUP, SeriesKind.PEACE_GAMES, SeriesKind.WORKSHOPS),
    ),
    (
        "Independent research and analysis",
        (
            "The programme supports research on strategies for the region and on ways to cooperate "
            "that make all sides safer. *A Peace Regime for the Korean Peninsula* (Peaceworks 157, "
            "2020) describes what a lasting settlement would have to contain. Two series of essays "
            "followed: in 2023 on better relations between South Korea and Japan, in 2024 on peaceful "
            "coexistence with North Korea."
        ),
        (),
    ),
    (
        "Educating policymakers, academics and the public",
        (
            "Panels and roundtables, public and private, let policymakers and the public weigh the "
            "choices: what the Four Party Talks can teach, what remains of the Geneva Conference of "
            "1954, in which new directions policy could go. The programme also welcomes university "
            "students and military scholars for whole-day discussions of politics, economy, society "
            "and security in the North."
        ),
        (SeriesKind.PANELS,),
    ),
)


def add_north_korea() -> Programme:
    """Make the programme with its public page: the situation, the work, and its four strands."""
    programme = add_programme(
        name="North Korea",
        page_title="The Institute’s work on North Korea",
        standfirst=(
            "Dialogue, research and public debate on how conflict on the Korean Peninsula can be "
            "prevented, and how diplomacy can begin again."
        ),
        situation=SITUATION,
        work=WORK,
        public=True,
    )
    for title, text, kinds in STRANDS:
        add_strand(programme, title=title, text=text, kinds=kinds)
    return programme


def add_water() -> Programme:
    """Make a programme with which officers of the other one have nothing to do."""
    return add_programme(
        name="Shared Waters",
        page_title="The Institute’s work on shared waters",
        standfirst="How states that share a river can share its water without a quarrel.",
        public=True,
    )
