"""Writing the report: each part from the log."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from app.games.engine import due_at, submission_key
from app.games.models import Game, GameEntry, GameMove, GameTeam, Indicator, Inject
from app.games.queries import plan_of
from app.games.report.charts import chart_of
from app.games.report.log import Log, read_log
from app.games.report.parts import (
    Gauge,
    InjectRow,
    Moment,
    Observed,
    Outcome,
    Part,
    Played,
    Report,
    RuledOn,
    Submission,
)
from app.games.rules import (
    ACT_LABELS,
    INJECT_KIND_LABELS,
    LESSON_STATE_LABELS,
    METHOD_LABELS,
    REWRITTEN_LABELS,
    STANDING_LABELS,
    Act,
    Method,
    Standing,
    TeamKind,
)
from app.web.filters import day

COURSE = (
    Act.BEGIN,
    Act.PAUSE,
    Act.RESUME,
    Act.FINISH,
    Act.CALL_OFF,
    Act.OPEN_MOVE,
    Act.CLOSE_MOVE,
    Act.RELEASE_SCENARIO,
    Act.RELEASE_INJECT,
    Act.SKIP_INJECT,
    Act.HOLD_INJECT,
    Act.SUBMIT,
    Act.ADJUDICATE,
    Act.PUBLISH_OUTCOME,
    Act.CORRECT,
    Act.CALL_CHECK,
    Act.RECAST,
    Act.REWRITE,
)
"""What the timeline tells; messages and readings of indicators have places of their own."""


def report_of(game: Game) -> Report:
    """Return the report of ``game``. It names roles, and of persons only those who agreed."""
    log = read_log(game)
    numbers = {one.seq: number for number, one in enumerate(log.of(Act.ADJUDICATE), start=1)}
    observed = [_observed(log, one, numbers) for one in log.of(Act.OBSERVE)]
    return Report(
        plan=_plan(log),
        parts=[
            _part(log, team)
            for team in sorted(log.teams, key=lambda one: one.kind is not TeamKind.TEAM)
            if team.roles or team.kind is TeamKind.TEAM
        ],
        timeline=[_moment(log, one, numbers) for one in log.of(*COURSE)],
        moves=[_played(log, move, numbers) for move in log.moves],
        injects=[_inject_row(log, one) for one in log.injects],
        gauges=[_gauge(log, one) for one in log.indicators],
        observed=observed,
        hot_wash=log.plan.hot_wash,
        lessons=[
            (
                one.text,
                one.owner,
                day(one.due_on, "medium") if one.due_on else "",
                _(LESSON_STATE_LABELS[one.state]),
            )
            for one in log.lessons
        ],
        entries=log.state.seq,
    )


def _plan(log: Log) -> list[tuple[str, str]]:
    parts = (
        (_("Purpose"), log.plan.purpose),
        (_("Questions"), log.plan.questions),
        (_("Objectives"), log.plan.objectives),
        (_("Assumptions"), log.plan.assumptions),
    )
    return [(term, text) for term, text in parts if text]


def _part(log: Log, team: GameTeam) -> Part:
    roles = [
        (
            role.name,
            [
                log.named[casting.seat.key]
                for casting in role.castings
                if casting.seat.key in log.named
            ],
        )
        for role in team.roles
    ]
    return Part(team=team.name, brief=team.public_brief, roles=roles)


def _moment(log: Log, entry: GameEntry, numbers: dict[int, int]) -> Moment:
    return Moment(
        at=entry.at, game_at=entry.game_at, what=_(ACT_LABELS[entry.act]),
        words=_words(log, entry, numbers),
    )  # fmt: skip


def _words(log: Log, entry: GameEntry, numbers: dict[int, int]) -> str:
    """Say in a few words what the entry was about."""
    data, item = entry.data, entry.item
    said = ""
    if "inject" in data:
        inject = next((one for one in log.injects if one.key == data["inject"]), None)
        title = item.title if item else inject.title if inject else ""
        said = f"{data['number']} · {title}"
    elif entry.act in {Act.OPEN_MOVE, Act.CLOSE_MOVE}:
        title = next((one.title for one in log.moves if one.number == data["number"]), "")
        said = f"{data['number']} · {title}"
    elif entry.act is Act.SUBMIT:
        version = _("version %(number)s", number=data["version"])
        late = f", {_('late')}" if data["late"] else ""
        said = f"{log.name_of(data['team'])}, {version}{late}"
    elif entry.act is Act.ADJUDICATE:
        said = f"{numbers[entry.seq]} · {', '.join(map(log.name_of, data['teams']))}"
    elif entry.act is Act.RECAST:
        said = _recast(log, data)
    elif entry.act is Act.REWRITE:
        said = _rewritten(log, data)
    elif item is not None:
        said = item.title
    return said


def _recast(log: Log, data: Mapping[str, Any]) -> str:
    """Say which role was given for which; whoever holds it is named only if they agreed."""
    was, became = (log.name_of(data[one]) if data[one] else "–" for one in ("was", "became"))
    changed = _("%(was)s → %(became)s, from move %(number)s", was=was, became=became,
                number=data["from_move"])  # fmt: skip
    name = log.named.get(data["seat"])
    return f"{name}: {changed}" if name else changed


def _rewritten(log: Log, data: Mapping[str, Any]) -> str:
    """Say what of the design was written anew, and never the words: a brief may be secret."""
    what = _(REWRITTEN_LABELS[data["what"]])
    named = next((one.name for one in log.indicators if one.key == data["of"]), "")
    of = named or (log.name_of(data["of"]) if data["of"] else "")
    return f"{what}, {of}" if of else what


def _observed(log: Log, entry: GameEntry, numbers: dict[int, int]) -> Observed:
    about = next((one for one in log.entries if one.seq == entry.data.get("about")), None)
    words = ""
    if about is not None:
        words = f"{_(ACT_LABELS[about.act])}: {_words(log, about, numbers)}".removesuffix(": ")
    return Observed(at=entry.at, game_at=entry.game_at, text=entry.data["text"], about=words)


def _played(log: Log, move: GameMove, numbers: dict[int, int]) -> Played:
    play = log.state.moves.get(str(move.number))
    ends = [one.clock.opened_at for one in log.state.moves.values()]
    start = play.clock.opened_at if play else None
    end = min((at for at in ends if start and at > start), default=None)
    within = [
        one for one in log.entries if start and one.at >= start and (end is None or one.at < end)
    ]
    opened = next((one.item for one in within if one.act is Act.OPEN_MOVE), None)
    return Played(
        number=move.number,
        title=opened.title if opened else move.title,
        scenario=move.scenario.title if move.scenario else "",
        planned_at=move.starts_at,
        opened_at=start,
        closed_at=play.closed_at if play else None,
        situation_at=play.clock.situation_at if play else move.situation_at,
        situation=opened.body if opened else move.situation,
        ask=move.ask,
        submissions=_submissions(log, move.number),
        without=[
            team.name
            for team in log.teams
            if play
            and team.kind is TeamKind.TEAM
            and submission_key(move.number, team.key) not in log.state.submissions
        ],
        rulings=[
            _ruled(log, one, numbers)
            for one in log.of(Act.ADJUDICATE)
            if one.data["move"] == move.number
        ],
        observed=[_observed(log, one, numbers) for one in within if one.act is Act.OBSERVE],
        messages=sum(one.act is Act.SEND_MESSAGE for one in within),
    )


def _submissions(log: Log, move: int) -> list[Submission]:
    order = {team.key: place for place, team in enumerate(log.teams)}
    handed_in = [one for one in log.of(Act.SUBMIT) if one.data["move"] == move and one.item]
    handed_in.sort(key=lambda one: (order[one.data["team"]], one.data["version"]))
    made = []
    for entry in handed_in:
        last = log.state.submissions[submission_key(move, entry.data["team"])]
        item = entry.item
        if item is None:
            continue
        made.append(
            Submission(
                team=log.name_of(entry.data["team"]),
                version=entry.data["version"],
                last=last.seq == entry.seq,
                at=entry.at,
                late=entry.data["late"],
                decision=item.body,
                rationale=item.rationale,
            )
        )
    return made


def _ruled(log: Log, entry: GameEntry, numbers: dict[int, int]) -> RuledOn:
    data = entry.data
    ruling = log.state.rulings[str(entry.seq)]
    told = [one for one in log.of(Act.PUBLISH_OUTCOME) if one.data["ruling"] == entry.seq]
    return RuledOn(
        number=numbers[entry.seq],
        at=entry.at,
        teams=[log.name_of(key) for key in data["teams"]],
        method=_(METHOD_LABELS[Method(data["method"])]),
        arguments_for=data["for"],
        arguments_against=data["against"],
        die=_die(data["die"]),
        votes=_votes(data["votes"]),
        reasons=data["reasons"],
        supersedes=numbers.get(data["supersedes"]),
        superseded_by=numbers.get(ruling.superseded_by) if ruling.superseded_by else None,
        outcomes=[
            Outcome(
                title=one.item.title,
                text=one.item.body,
                to=[log.name_of(key) for key in one.data["to"]],
            )
            for one in told
            if one.item
        ],
    )


def _die(die: Sequence[int] | None) -> str:
    if not die:
        return ""
    sides, needed, rolled = die
    return _(
        "A die of %(sides)s sides: %(needed)s or more was needed, %(rolled)s was rolled.",
        sides=sides, needed=needed, rolled=rolled,
    )  # fmt: skip


def _votes(votes: Sequence[int] | None) -> str:
    if not votes:
        return ""
    return _("%(yes)s for, %(no)s against.", yes=votes[0], no=votes[1])


def _inject_row(log: Log, inject: Inject) -> InjectRow:
    play = log.state.injects.get(inject.key)
    entry = next((one for one in log.entries if play and one.seq == play.seq), None)
    released = play is not None and play.standing is Standing.RELEASED
    planned = due_at(plan_of(inject), log.state)
    if entry is not None and entry.data.get("due_at"):
        planned = datetime.fromisoformat(entry.data["due_at"])
    off_by = None
    if released and play is not None and planned is not None:
        off_by = round((play.at - planned) / timedelta(minutes=1))
    standing = _(STANDING_LABELS[play.standing]) if play else _("Not used")
    words = ""
    if off_by:
        words = (
            ngettext("%(num)d minute late", "%(num)d minutes late", off_by)
            if off_by > 0
            else ngettext("%(num)d minute early", "%(num)d minutes early", -off_by)
        )
    elif entry is not None and entry.data.get("why"):
        words = entry.data["why"]
    held = any(
        one.act is Act.HOLD_INJECT and one.data["inject"] == inject.key for one in log.entries
    )
    if held and released:
        words = ", ".join(one for one in (_("held before"), words) if one)
    return InjectRow(
        number=inject.number,
        title=entry.item.title if entry and entry.item else inject.title,
        kind=_(INJECT_KIND_LABELS[inject.kind]),
        move=inject.move.number if inject.move else None,
        planned_at=planned,
        released_at=play.at if released and play else None,
        off_by=off_by,
        standing=standing,
        words=words,
        expected=inject.expected,
        observed=[
            one.data["text"]
            for one in log.of(Act.OBSERVE)
            if released and play and _is_about(one, play.seq, inject.number)
        ],
    )


def _is_about(observation: GameEntry, seq: int, number: str) -> bool:
    """Whether it says that it is about the inject, or begins with its number: "12: they wait"."""
    begins = re.match(rf"#?{re.escape(number)}\s*:", observation.data["text"])
    return observation.data.get("about") == seq or begins is not None


def _gauge(log: Log, indicator: Indicator) -> Gauge:
    entries = [one for one in log.of(Act.SET_INDICATOR) if one.data["indicator"] == indicator.key]
    values: list[tuple[datetime | None, int, str]] = [(None, indicator.start, _("At the start"))]
    values += [(one.at, one.data["value"], one.data.get("why") or "") for one in entries]
    # Nights between days of play would leave no room for the days, so the log is the measure.
    length = max(log.state.seq, 1)
    shares = [(0.0, indicator.start), *((one.seq / length, one.data["value"]) for one in entries)]
    moves = [(one.seq / length, one.data["number"]) for one in log.of(Act.OPEN_MOVE)]
    low = indicator.low_label or str(indicator.low)
    high = indicator.high_label or str(indicator.high)
    return Gauge(
        name=indicator.name,
        scale=_(
            "%(low)s (%(low_label)s) to %(high)s (%(high_label)s)",
            low=indicator.low, low_label=low, high=indicator.high, high_label=high,
        ),
        values=values,
        chart=chart_of(shares, moves, indicator.low, indicator.high),
    )  # fmt: skip
