"""The text of a transcript: put in, looked at, matched with who spoke, corrected, released."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.core.errors import NotFound
from app.events.models import Recording
from app.events.queries import event_for
from app.events.rules import (
    TRANSCRIPT_ACTION_LABELS,
    TRANSCRIPT_STATE_LABELS,
    TranscriptAction,
    clock_of,
    seconds_in,
    transcript_actions,
)
from app.transcripts import operations, queries
from app.transcripts.forms import MatchForm, TextForm, TurnForm, match_form
from app.transcripts.models import TranscriptTurn
from app.transcripts.reading import written
from app.web.answers import answer_form, answer_once
from app.web.forms import Form

bp = Blueprint(
    "transcripts", __name__, url_prefix="/staff/events/<key>/recordings/<recording_key>/transcript"
)


@bp.get("/")
@staff(Permission.READ)
def show(key: str, recording_key: str) -> ResponseReturnValue:
    """Show the turns, who is meant by the labels, and how far the text has come."""
    return _page(queries.transcript_of(event_for(key), recording_key))


@bp.post("/preview")
@staff(Permission.EDIT)
def preview(key: str, recording_key: str) -> ResponseReturnValue:
    """Show what a file or a pasted text would become. Nothing is written."""
    recording = queries.transcript_of(event_for(key, Permission.EDIT), recording_key)
    form = TextForm(prefix="text")
    if not form.validate():
        return _page(recording, text=form), 422
    keep = TextForm(formdata=None, prefix="text", data={"text": written(form.turns)})
    return render_template(
        "transcripts/preview.html",
        event=recording.event,
        recording=recording,
        turns=form.turns,
        form=keep,
        clock=clock_of,
    )


@bp.post("/")
@staff(Permission.EDIT)
def keep(key: str, recording_key: str) -> ResponseReturnValue:
    """Keep the text that was looked at."""
    recording = queries.transcript_of(event_for(key, Permission.EDIT), recording_key)
    form = TextForm(prefix="text")

    def change() -> str:
        operations.set_turns(recording, form.turns)
        return _back(recording)

    return answer_form(form, change=change, page=lambda: _page(recording, text=form))


@bp.post("/speakers")
@staff(Permission.EDIT)
def match_speakers(key: str, recording_key: str) -> ResponseReturnValue:
    """Keep who is meant by each label."""
    recording = queries.transcript_of(event_for(key, Permission.EDIT), recording_key)
    form = _match_form(recording)
    labels = [label for label, _number, _matched in queries.labels_of(recording)]

    def change() -> str:
        operations.match(recording, form.chosen(labels, queries.seats_for(recording)))
        return _back(recording)

    return answer_form(form, change=change, page=lambda: _page(recording, matches=form))


@bp.post("/steps/<action>")
@staff(Permission.EDIT)
def step(key: str, recording_key: str, action: str) -> ResponseReturnValue:
    """Lead the text one step on, or back."""
    recording = queries.transcript_of(event_for(key, Permission.EDIT), recording_key)
    if action not in set(TranscriptAction):
        raise NotFound

    def work() -> str:
        operations.step(recording, TranscriptAction(action))
        return _back(recording)

    return answer_once(Form().once.data, work)


@bp.get("/turns/<int:position>")
@staff(Permission.EDIT)
def turn(key: str, recording_key: str, position: int) -> ResponseReturnValue:
    """Show one turn for correction."""
    found = _turn(key, recording_key, position)
    form = TurnForm(data=_standing(found))
    form.opened_on(_standing(found))
    return _turn_page(found, form)


@bp.post("/turns/<int:position>")
@staff(Permission.EDIT)
def edit_turn(key: str, recording_key: str, position: int) -> ResponseReturnValue:
    """Keep the turn as typed."""
    found = _turn(key, recording_key, position)
    form = TurnForm()

    def change() -> str:
        operations.edit_turn(
            found,
            speaker=form.speaker.data or "",
            text=form.text.data or "",
            second=seconds_in(form.second.data or ""),
        )
        return f"{_back(found.recording)}#turn-{position}"

    return answer_form(
        form,
        change=change,
        page=lambda: _turn_page(found, form),
        standing=lambda: _standing(found),
    )


@bp.post("/turns/<int:position>/delete")
@staff(Permission.EDIT)
def delete_turn(key: str, recording_key: str, position: int) -> ResponseReturnValue:
    """Take the turn out."""
    found = _turn(key, recording_key, position)
    recording = found.recording

    def work() -> str:
        operations.delete_turn(found)
        return _back(recording)

    return answer_once(Form().once.data, work)


def _turn(key: str, recording_key: str, position: int) -> TranscriptTurn:
    event = event_for(key, Permission.EDIT)
    return queries.turn_of(queries.transcript_of(event, recording_key), position)


def _standing(found: TranscriptTurn) -> dict[str, object]:
    return {
        "speaker": found.speaker,
        "second": clock_of(found.starts_second),
        "text": found.text,
    }


def _turn_page(found: TranscriptTurn, form: TurnForm) -> str:
    return render_template(
        "transcripts/turn.html",
        event=found.recording.event,
        recording=found.recording,
        turn=found,
        form=form,
    )


def _match_form(recording: Recording) -> MatchForm:
    seats = queries.seats_for(recording)
    by_id = {seat.id: seat for seat in seats}
    labels = queries.labels_of(recording)
    standing = queries.suggestions(recording, seats)
    standing |= {label: by_id[seat] for label, _number, seat in labels if seat in by_id}
    return match_form([label for label, _number, _seat in labels], seats, standing, prefix="who")


def _page(
    recording: Recording, *, text: TextForm | None = None, matches: MatchForm | None = None
) -> str:
    seats = queries.seats_for(recording)
    state = recording.transcript_state
    return render_template(
        "transcripts/show.html",
        event=recording.event,
        recording=recording,
        turns=queries.turns_with_seats(recording),
        labels=queries.labels_of(recording),
        suggested=queries.suggestions(recording, seats),
        matches=matches or _match_form(recording),
        text=text or TextForm(formdata=None, prefix="text"),
        state=_(TRANSCRIPT_STATE_LABELS[state]) if state else "",
        actions=[
            (one.value, _(TRANSCRIPT_ACTION_LABELS[one]))
            for one in (transcript_actions(state) if state else ())
        ],
        once=Form(formdata=None).once.data,
        clock=clock_of,
    )


def _back(recording: Recording) -> str:
    flash(_("The transcript is saved."), "success")
    return url_for("transcripts.show", key=recording.event.key, recording_key=recording.key)
