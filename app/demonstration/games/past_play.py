"""How the game of October 2021 went, day by day."""

from __future__ import annotations

from app.demonstration.games.design import add_line
from app.demonstration.games.past_script import (
    ALL,
    CARRIED_OVER,
    CHINA,
    DPRK,
    INSERTED,
    PLAYERS,
    ROK,
    US,
)
from app.demonstration.games.tape import Tape
from app.games.operations import control, design
from app.games.rules import Method


def play(tape: Tape) -> None:
    """Play it from the evening before to its end."""
    _evening_before(tape)
    _first_day(tape)
    _first_decisions(tape)
    _second_day(tape)
    _ten_days_earlier(tape)
    _third_day(tape)


def _evening_before(tape: Tape) -> None:
    answers = [(f"11 18:{minute:02}", player) for minute, player in enumerate(PLAYERS[:-1], 2)]
    tape.check("11 18:00", answers)
    tape.note(
        "11 18:30", "(closed) Fifteen of sixteen answered; the last one was reached by telephone."
    )
    tape.control("11 20:00", control.release_scenario, tape.made.scenarios[0])


def _first_day(tape: Tape) -> None:
    tape.control("12 09:00", control.begin)
    tape.open("12 09:00", 1)
    tape.release(("12 09:05", "1"), ("12 09:15", "2"), ("12 09:25", "3"))
    first = tape.write(
        "12 09:31", US, [ROK], "(closed) Before you read it in the paper",
        "A note has come. We mean to answer, and want you to know first.",
    )  # fmt: skip
    tape.pass_on("12 09:33", first)
    tape.release(("12 09:40", "4"))
    reply = tape.write(
        "12 09:46", ROK, [US], "(closed) Re: Before you read it",
        "Thank you. Answer it through us as well, on the same day, in other words.",
    )  # fmt: skip
    tape.pass_on("12 09:47", reply)
    tape.release(("12 09:50", "5"))
    tape.saw("12 09:52", "1", "(closed) The envoy answers, and the President is told afterwards.")
    tape.saw("12 09:54", "2", "(closed) DPRK asks whose grain it is before it asks how much.")
    tape.control("12 09:58", control.pause)
    tape.note("12 09:59", "(closed) The line to Asia was down for seven minutes; everybody waited.")
    tape.control("12 10:05", control.resume)
    tape.note(
        "12 10:12", "(closed) The US team spends more time on who signs than on what it says."
    )
    tape.control(
        "12 10:14", control.skip_inject, tape.made.injects["7"],
        reason="(closed) The teams are negotiating already; it would only disturb them.",
    )  # fmt: skip
    tape.release(("12 10:20", "6"), by_clock=False)
    offer = tape.write(
        "12 10:26", DPRK, [CHINA], "(closed) What would you carry?",
        "If grain came by your railway, whose grain would it be?",
    )  # fmt: skip
    tape.pass_on("12 10:28", offer)
    threat = tape.write(
        "12 10:31", DPRK, [US], "(closed) The press",
        "We take what was printed as your answer.",
    )  # fmt: skip
    tape.control(
        "12 10:36", control.block_message, message=threat,
        reason="(closed) Withdrawn by its writers before it was passed on.",
    )  # fmt: skip


def _first_decisions(tape: Tape) -> None:
    tape.set("12 10:40", "Tension", 7, "(closed) The leak.")
    tape.submit("12 10:38", ROK, "Offer grain and vaccines through a third port, without a flag.",
        "It can be accepted without thanks.")  # fmt: skip
    tape.submit("12 10:41", US, "Answer the letter, at the level at which it was written.",
        "A higher level would have to be explained at home.")  # fmt: skip
    tape.submit("12 10:44", US, "Answer the letter with one sentence of substance: a pause for a pause.",
        "The leak made silence dearer than an offer.")  # fmt: skip
    tape.submit("12 10:45", CHINA, "Open the railway for grain, and say nothing.",
        "Whoever is seen to help is asked for more.")  # fmt: skip
    tape.submit("12 10:56", DPRK, "Accept the grain as trade. Keep the pause in tests without saying so.",
        "What is not announced cannot be called a concession.")  # fmt: skip
    tape.control("12 11:00", control.close_move)
    ruling = tape.rule(
        "12 11:10", 1, ALL,
        "The offers fit one another. Grain moves; the pause holds because nobody has to defend it. "
        "The military line is a by-product of arranging the port.",
    )  # fmt: skip
    tape.tell(
        "12 11:14", ruling, ALL, "Grain, and a line",
        "The first ships unload in a third port. To arrange it, officers talk to each other "
        "every morning, and find that they go on when the last ship has left. No test takes place.",
    )  # fmt: skip
    tape.set("12 11:16", "Tension", 4, "(closed) Grain arrives.")
    tape.set("12 11:16", "Trust", 4, "(closed) Promises kept without being announced.")
    tape.note("12 11:20", "(closed) What worked was what nobody had to say in public.", ruling)
    tape.control("12 11:30", control.pause)
    design.edit_scenario(
        tape.made.scenarios[1],
        title=tape.made.scenarios[1].title,
        text=tape.made.scenarios[1].text + CARRIED_OVER,
    )
    tape.control("12 20:00", control.release_scenario, tape.made.scenarios[1])


def _second_day(tape: Tape) -> None:
    tape.control("13 09:00", control.resume)
    tape.open("13 09:00", 2)
    tape.release(
        ("13 09:02", "8"), ("13 09:04", "9"), ("13 09:15", "10"), ("13 09:20", "11"),
    )  # fmt: skip
    first = tape.write(
        "13 09:22", ROK, [DPRK], "(closed) Eleven men",
        "We are looking for eleven men. Four of our ships will be where you can see them, with lights.",
    )  # fmt: skip
    tape.pass_on("13 09:22", first)
    tape.note("13 09:24", "(closed) The line of the first scenario is used within a minute.", first)
    reply = tape.write(
        "13 09:29", DPRK, [ROK], "(closed) Re: Eleven men",
        "We see four. A fifth would be one too many.",
    )  # fmt: skip
    tape.pass_on("13 09:30", reply)
    tape.control("13 09:29", control.hold_inject, tape.made.injects["12"])
    tape.control("13 09:41", control.hold_inject, tape.made.injects["14"])
    tape.release(("13 09:45", "13"))
    tape.saw("13 09:46", "10", "(closed) Picked up within a minute, by somebody who was awake.")
    tape.release(("13 09:52", "12"), by_clock=False)
    tape.set("13 09:53", "Tension", 8, "(closed) The exercise, on top of the film.")
    tape.submit("13 09:50", ROK, "Search with four ships and lights on. No statement before noon.",
        "Every statement would be about the line, and not about the men.")  # fmt: skip
    tape.submit("13 09:57", CHINA, "Ask both commands for their reports, and keep them.",
        "Later somebody will need two reports that were not rewritten.")  # fmt: skip
    tape.submit("13 09:58", US, "Shorten the exercise, and tell Pyongyang before the press.",
        "A surprise would undo the morning.")  # fmt: skip
    tape.made.injects["12a"] = add_line(tape.made, INSERTED)
    tape.release(("13 10:03", "12a"), by_clock=False)
    tape.submit("13 10:06", DPRK, "Let them search. Hold our ships at the line, lights on as well.",
        "We answer a notice with a light.")  # fmt: skip
    tape.control("13 10:08", control.close_move)
    tape.saw(
        "13 10:09", "12a", "(closed) DPRK answers in kind: it holds its ships and lights them."
    )
    first_ruling = tape.rule(
        "13 10:14", 2, (ROK, DPRK),
        "More speaks for a rescue than against it. The die falls just short.",
        method=Method.MATRIX,
        arguments_for="The line was picked up at once. Both sides have their lights on.",
        arguments_against="The sea is rough, and an order to hold the line has not been lifted.",
        die=(6, 4, 3),
    )  # fmt: skip
    ruling = tape.rule(
        "13 10:20", 2, (ROK, DPRK),
        "The notice of the shortened exercise was left out of the first ruling, although it was "
        "given before the decision. With it, two is enough.",
        method=Method.MATRIX,
        arguments_for="The line was picked up at once. Both sides have their lights on. The exercise is short.",
        arguments_against="The sea is rough.",
        die=(6, 2, 3),
        supersedes=first_ruling,
    )  # fmt: skip
    tape.tell(
        "13 10:22", ruling, ALL, "Nine of eleven",
        "Nine men are brought home alive. Ships of both sides were within sight of each other for six "
        "hours, and nobody fired. Two men are not found.",
    )  # fmt: skip
    tape.note(
        "13 10:24",
        "(closed) Control first forgot what one team had done; say so in the report.",
        first_ruling,
    )
    tape.set("13 10:25", "Tension", 6, "(closed) The rescue.")
    tape.set("13 10:25", "Trust", 6, "(closed) A light for a notice.")


def _ten_days_earlier(tape: Tape) -> None:
    tape.open("13 10:45", 3)
    tape.release(("13 10:50", "15"), ("13 10:57", "16"), ("13 11:05", "17"), ("13 11:10", "18"))
    tape.release(("13 11:12", "19"), by_clock=False)
    idea = tape.write(
        "13 11:16", US, [ROK, DPRK], "(closed) A page from long ago",
        "Others had such a rule: lights, distance, and a number to call. We can send you the page.",
    )  # fmt: skip
    tape.pass_on("13 11:17", idea)
    tape.correct(
        "13 11:18", "What patrols were told",
        "Both orders say “Hold the line”. The second is a year younger than the cable made it.",
    )  # fmt: skip
    tape.submit(
        "13 11:20",
        ROK,
        "Lights and transponders for every boat, ours first.",
        "A civil rule needs no treaty.",
    )
    tape.submit(
        "13 11:24",
        US,
        "Offer the old agreement on incidents at sea as a model.",
        "It exists, and it was kept.",
    )
    tape.submit(
        "13 11:27",
        CHINA,
        "Host the office that keeps both reports.",
        "A seat at the table, at little cost.",
    )
    tape.submit("13 11:33", DPRK, "Answer the morning call again. Accept lights, refuse transponders.",
        "A light is seen by everybody. A transponder is read by somebody.")  # fmt: skip
    tape.control("13 11:38", control.close_move)
    tape.submit("13 11:41", DPRK, "Answer the morning call again. Accept lights; transponders for civil boats alone.",
        "The navy stays out of it.")  # fmt: skip
    ruling = tape.rule(
        "13 11:46", 3, ALL,
        "The experts in control voted on whether the rule would have been kept for ten days.",
        method=Method.VOTE, votes=(5, 2),
    )  # fmt: skip
    tape.tell(
        "13 11:48", ruling, ALL, "A rule of three lines",
        "Lights, a mile of distance, and a number to call. With it, the boats would have seen each other.",
    )  # fmt: skip
    tape.set("13 11:50", "Trust", 7, "(closed) A late version that gives more than the first.")
    tape.note(
        "13 11:52",
        "(closed) The late submission was the better one. Ask whether the time was too short.",
    )
    tape.control("13 12:00", control.pause)
    tape.control("13 20:00", control.release_scenario, tape.made.scenarios[2])


def _third_day(tape: Tape) -> None:
    tape.control("14 09:00", control.resume)
    tape.open("14 09:00", 4)
    tape.release(("14 09:05", "20"), ("14 09:18", "21"), ("14 09:30", "22"))
    alarm = tape.write(
        "14 09:34", US, [ROK], "(closed) A launcher",
        "We have a sighting of low confidence. Do nothing yet.",
    )  # fmt: skip
    tape.pass_on("14 09:36", alarm)
    tape.set("14 09:37", "Tension", 7, "(closed) The launcher.")
    tape.release(("14 09:40", "23"), ("14 09:48", "24"))
    tape.set("14 09:50", "Tension", 4, "(closed) The recall.")
    tape.note(
        "14 09:52",
        "(closed) Nobody had acted on the note. Two players say the sea taught them to wait.",
    )
    tape.saw("14 09:54", "22", "(closed) The team asks for a second look, and tells Seoul to wait.")
    tape.saw("14 09:55", "24", "(closed) Nothing has to be taken back.")
    tape.release(("14 10:00", "25"))
    sentence = tape.write(
        "14 10:04", CHINA, [US, DPRK, ROK], "(closed) The fifth sentence",
        "“All four will help to keep it.” We would sign that, if it says all four.",
    )  # fmt: skip
    tape.pass_on("14 10:05", sentence)
    tape.submit(
        "14 10:12", CHINA, "Sign, with the fifth sentence as it is.", "No guarantee is ours alone."
    )
    tape.submit(
        "14 10:15",
        ROK,
        "Sign. Open the office for families on the next day.",
        "They cannot wait for a treaty.",
    )
    tape.submit("14 10:20", US, "Sign as a political declaration, and keep the armistice until a treaty.",
        "It needs no vote, and changes no command.")  # fmt: skip
    tape.submit("14 10:27", DPRK, "Sign. Let the line stay open, and the office be in two places.",
        "We are named, and nothing is inspected.")  # fmt: skip
    tape.control("14 10:30", control.close_move)
    ruling = tape.rule(
        "14 10:40", 4, ALL,
        "All four sign a text that binds none of them. What makes it hold is older than it: the line, "
        "the rule at sea, and an office with work to do.",
    )  # fmt: skip
    tape.tell(
        "14 10:43", ruling, ALL, "Seven sentences",
        "The declaration is read out in four capitals within the same hour. The first letters between "
        "families pass through the office a week later.",
    )  # fmt: skip
    aside = tape.rule(
        "14 10:46", 4, (US, ROK),
        "Whether the allies told each other enough is a question of its own: they did, by minutes.",
    )  # fmt: skip
    tape.tell(
        "14 10:48", aside, (US, ROK), "Between allies",
        "Seoul heard of the launcher two minutes before it would have read of it.",
    )  # fmt: skip
    tape.set("14 10:50", "Tension", 3, "(closed) The declaration.")
    tape.set(
        "14 10:50", "Trust", 8, "(closed) What was agreed in each scenario was used in the next."
    )
    tape.note("14 10:55", "(closed) Ask in the hot wash: would it have held without the accident?")
    tape.control("14 11:00", control.finish)
