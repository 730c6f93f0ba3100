"""The words of peace games, and what each is called on the screen."""

from __future__ import annotations

from enum import StrEnum

from app.core.messages import N_


class Phase(StrEnum):
    """How far a game has come, from STARTEX to ENDEX."""

    SCHEDULED = "scheduled"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    CANCELLED = "cancelled"

    @property
    def is_over(self) -> bool:
        """Whether nothing more is played."""
        return self in {Phase.FINISHED, Phase.CANCELLED}


PHASE_LABELS: dict[Phase, str] = {
    Phase.SCHEDULED: N_("Not started"),
    Phase.RUNNING: N_("Running"),
    Phase.PAUSED: N_("Paused"),
    Phase.FINISHED: N_("Finished"),
    Phase.CANCELLED: N_("Called off"),
}


class MoveState(StrEnum):
    """How far one move has come."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    ADJUDICATED = "adjudicated"
    PUBLISHED = "published"


MOVE_STATE_LABELS: dict[MoveState, str] = {
    MoveState.PLANNED: N_("Planned"),
    MoveState.OPEN: N_("Open"),
    MoveState.CLOSED: N_("Submissions closed"),
    MoveState.ADJUDICATED: N_("Adjudicated"),
    MoveState.PUBLISHED: N_("Outcome published"),
}


class TeamKind(StrEnum):
    """Who plays, who runs the game and plays everyone else, and who only looks on."""

    TEAM = "team"
    CONTROL = "control"
    OBSERVERS = "observers"


TEAM_KIND_LABELS: dict[TeamKind, str] = {
    TeamKind.TEAM: N_("Team"),
    TeamKind.CONTROL: N_("Control (white cell)"),
    TeamKind.OBSERVERS: N_("Observers"),
}


class Standing(StrEnum):
    """Where an inject stands in play."""

    WAITING = "waiting"
    HELD = "held"
    RELEASED = "released"
    SKIPPED = "skipped"


STANDING_LABELS: dict[Standing, str] = {
    Standing.WAITING: N_("Waiting"),
    Standing.HELD: N_("Held"),
    Standing.RELEASED: N_("Released"),
    Standing.SKIPPED: N_("Skipped"),
}


class Readiness(StrEnum):
    """Whether an inject may be used. One that is scheduled is released at its time by the clock."""

    DRAFT = "draft"
    APPROVED = "approved"
    SCHEDULED = "scheduled"


READINESS_LABELS: dict[Readiness, str] = {
    Readiness.DRAFT: N_("Draft"),
    Readiness.APPROVED: N_("Approved, released by hand"),
    Readiness.SCHEDULED: N_("Scheduled, released at its time"),
}


class InjectKind(StrEnum):
    """Why an inject is on the list."""

    SCRIPTED = "scripted"
    CONTINGENCY = "contingency"
    BACKGROUND = "background"
    AD_HOC = "ad_hoc"


INJECT_KIND_LABELS: dict[InjectKind, str] = {
    InjectKind.SCRIPTED: N_("Scripted"),
    InjectKind.CONTINGENCY: N_("Contingency"),
    InjectKind.BACKGROUND: N_("Background"),
    InjectKind.AD_HOC: N_("Ad hoc"),
}


class Medium(StrEnum):
    """By what an inject reaches its readers in the world of the game."""

    CABLE = "cable"
    NEWS = "news"
    PHONE_CALL = "phone_call"
    SOCIAL_POST = "social_post"
    INTELLIGENCE_NOTE = "intelligence_note"


MEDIUM_LABELS: dict[Medium, str] = {
    Medium.CABLE: N_("Cable"),
    Medium.NEWS: N_("News"),
    Medium.PHONE_CALL: N_("Phone call"),
    Medium.SOCIAL_POST: N_("Social post"),
    Medium.INTELLIGENCE_NOTE: N_("Intelligence note"),
}


class Traffic(StrEnum):
    """What becomes of what players write to one another."""

    OPEN = "open"
    THROUGH_CONTROL = "through_control"
    TO_CONTROL_ONLY = "to_control_only"


TRAFFIC_LABELS: dict[Traffic, str] = {
    Traffic.OPEN: N_("Delivered at once; control reads along"),
    Traffic.THROUGH_CONTROL: N_("Held until control passes it on"),
    Traffic.TO_CONTROL_ONLY: N_("Players write to control alone"),
}


class ItemKind(StrEnum):
    """What was put before readers."""

    SCENARIO = "scenario"
    SITUATION = "situation"
    INJECT = "inject"
    MESSAGE = "message"
    SUBMISSION = "submission"
    OUTCOME = "outcome"
    CORRECTION = "correction"
    INDICATOR = "indicator"
    CHECK = "check"


ITEM_KIND_LABELS: dict[ItemKind, str] = {
    ItemKind.SCENARIO: N_("Scenario"),
    ItemKind.SITUATION: N_("Situation"),
    ItemKind.INJECT: N_("Inject"),
    ItemKind.MESSAGE: N_("Message"),
    ItemKind.SUBMISSION: N_("Submission"),
    ItemKind.OUTCOME: N_("Outcome"),
    ItemKind.CORRECTION: N_("Correction"),
    ItemKind.INDICATOR: N_("Indicator"),
    ItemKind.CHECK: N_("Communication check"),
}


class Sight(StrEnum):
    """Who sees an indicator."""

    CONTROL = "control"
    TEAM = "team"
    EVERYONE = "everyone"


SIGHT_LABELS: dict[Sight, str] = {
    Sight.CONTROL: N_("Control alone"),
    Sight.TEAM: N_("One team"),
    Sight.EVERYONE: N_("Everyone"),
}


class Method(StrEnum):
    """How a ruling is found: freely, by weighing arguments (with a die or without), by a vote."""

    FREE = "free"
    MATRIX = "matrix"
    VOTE = "vote"


METHOD_LABELS: dict[Method, str] = {
    Method.FREE: N_("Free ruling"),
    Method.MATRIX: N_("Matrix: arguments for and against"),
    Method.VOTE: N_("Vote"),
}


class LessonState(StrEnum):
    """What became of a lesson."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


LESSON_STATE_LABELS: dict[LessonState, str] = {
    LessonState.OPEN: N_("Open"),
    LessonState.DONE: N_("Done"),
    LessonState.DROPPED: N_("Dropped"),
}


class Act(StrEnum):
    """What an entry of the log says was done."""

    BEGIN = "begin"
    PAUSE = "pause"
    RESUME = "resume"
    FINISH = "finish"
    CALL_OFF = "call_off"
    OPEN_MOVE = "open_move"
    CLOSE_MOVE = "close_move"
    RELEASE_SCENARIO = "release_scenario"
    RELEASE_INJECT = "release_inject"
    HOLD_INJECT = "hold_inject"
    SKIP_INJECT = "skip_inject"
    RESTORE_INJECT = "restore_inject"
    SEND_MESSAGE = "send_message"
    FORWARD_MESSAGE = "forward_message"
    BLOCK_MESSAGE = "block_message"
    SUBMIT = "submit"
    ADJUDICATE = "adjudicate"
    PUBLISH_OUTCOME = "publish_outcome"
    SET_INDICATOR = "set_indicator"
    CORRECT = "correct"
    OBSERVE = "observe"
    CALL_CHECK = "call_check"
    ANSWER_CHECK = "answer_check"
    RECAST = "recast"
    REWRITE = "rewrite"


class Rewritten(StrEnum):
    """What of the design was written anew while the game was on."""

    TERMS = "terms"
    TEAM = "team"
    ROLE = "role"
    BRIEF = "brief"
    INDICATOR = "indicator"


REWRITTEN_LABELS: dict[Rewritten, str] = {
    Rewritten.TERMS: N_("terms of play"),
    Rewritten.TEAM: N_("team"),
    Rewritten.ROLE: N_("role"),
    Rewritten.BRIEF: N_("secret brief"),
    Rewritten.INDICATOR: N_("indicator"),
}

ACT_LABELS: dict[Act, str] = {
    Act.BEGIN: N_("Game started (STARTEX)"),
    Act.PAUSE: N_("Paused (PAUSEX)"),
    Act.RESUME: N_("Resumed"),
    Act.FINISH: N_("Game ended (ENDEX)"),
    Act.CALL_OFF: N_("Game called off"),
    Act.OPEN_MOVE: N_("Move opened"),
    Act.CLOSE_MOVE: N_("Submissions closed"),
    Act.RELEASE_SCENARIO: N_("Scenario released"),
    Act.RELEASE_INJECT: N_("Inject released"),
    Act.HOLD_INJECT: N_("Inject held"),
    Act.SKIP_INJECT: N_("Inject skipped"),
    Act.RESTORE_INJECT: N_("Inject back on the list"),
    Act.SEND_MESSAGE: N_("Message"),
    Act.FORWARD_MESSAGE: N_("Message passed on"),
    Act.BLOCK_MESSAGE: N_("Message not passed on"),
    Act.SUBMIT: N_("Submission"),
    Act.ADJUDICATE: N_("Ruling"),
    Act.PUBLISH_OUTCOME: N_("Outcome published"),
    Act.SET_INDICATOR: N_("Indicator set"),
    Act.CORRECT: N_("Correction"),
    Act.OBSERVE: N_("Observation"),
    Act.CALL_CHECK: N_("Communication check called"),
    Act.ANSWER_CHECK: N_("Communication check answered"),
    Act.RECAST: N_("Roles changed"),
    Act.REWRITE: N_("Design changed"),
}
