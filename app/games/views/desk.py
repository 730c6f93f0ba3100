"""A player's desk, opened by the link of their invitation and by nothing else. Looking changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from app.access.doors import public
from app.core.errors import NotFound
from app.events.rules import EventKind
from app.games.desk import (
    Desk,
    PlayersWays,
    desk_of,
    item_page_of,
    sheet_of,
    watched_team,
)
from app.games.forms.desk import DecisionForm, MessageForm, addressees
from app.games.live import stream
from app.games.models import Game, GameDraft, GameFile, GameItem
from app.games.operations import playing
from app.games.operations.drafts import keep_draft
from app.games.queries.desk import (
    draft_of,
    file_on_desk,
    item_on_desk,
    last_check,
    stamp,
    teams_with_roles,
)
from app.games.queries.places import Place, place_of
from app.games.rules import ItemKind
from app.infra.transaction import transaction
from app.invitations.models import Invitation
from app.invitations.queries import guest_of_link, held_by
from app.invitations.rsvp_page import the_house
from app.invitations.rules import ATTENDING
from app.invitations.views.links import by_link_of
from app.web.answers import Values, answer_form, answer_once
from app.web.forms import Form

bp = Blueprint("desk", __name__, url_prefix="/play/<token>")

by_link = by_link_of(guest_of_link, held_by)


@bp.get("/")
@public
@by_link
def show(token: str, held: Invitation) -> ResponseReturnValue:
    """Show the desk, or that no role was given yet; whoever declined is told nothing."""
    try:
        return _page(token, held)
    except NotFound:
        return render_template("invitations/unknown.html", contact=the_house()), 404


@bp.get("/items/<item>")
@public
@by_link
def item(token: str, held: Invitation, item: str) -> ResponseReturnValue:
    """Show one item with its files and its corrections."""
    page = item_page_of(
        held.event, held.seat, PlayersWays(token), item, team=request.args.get("team", "")
    )
    return render_template("games/desk/item.html", page=page, token=token)


@bp.get("/files/<file>")
@public
@by_link
def file(token: str, held: Invitation, file: str) -> ResponseReturnValue:
    """Give a file that came with an item on the desk."""
    del token
    return given(file_on_desk(held.event_id, file))


@bp.get("/sheet")
@public
@by_link
def sheet(token: str, held: Invitation) -> ResponseReturnValue:
    """Show all that a player must know of their part, for paper."""
    page = sheet_of(held.event, held.seat, PlayersWays(token))
    return render_template("games/desk/sheet.html", page=page)


@bp.post("/messages")
@public
@by_link
def send(token: str, held: Invitation) -> ResponseReturnValue:
    """Send a message to those whom the game lets one write to."""
    desk = _desk(token, held)
    if desk is None:
        raise NotFound
    form = _message_form(desk)

    def change() -> str:
        place = place_of(held.event, held.seat)
        done = playing.send_message(
            place.game,
            held.seat,
            to=form.to.data or [],
            title=form.title.data or "",
            text=form.text.data or "",
            role=form.role.data or None,
            answers=_on_desk(place, form.answers.data or ""),
        )
        playing.be_present(place.game, held.seat)
        if done.entry.data["held"]:
            flash(_("Your message is with control, which passes it on."), "success")
        else:
            flash(_("Your message is sent."), "success")
        return "./#sent"

    return answer_form(form, change=change, page=lambda: _page(token, held, message=form))


@bp.post("/decision")
@public
@by_link
def decide(token: str, held: Invitation) -> ResponseReturnValue:
    """Keep the team's draft, or hand it in."""
    form = DecisionForm(prefix="decision")

    def change() -> str:
        place = place_of(held.event, held.seat)
        text, rationale = form.text.data or "", form.rationale.data or ""
        if form.hands_in:
            done = playing.submit(place.game, held.seat, decision=text, rationale=rationale)
            late = done.item is not None and done.item.late
            told = _("Your decision is handed in, and marked late.") if late else ""
            flash(told or _("Your decision is handed in."), "success")
        else:
            flash(_("Your draft is saved. Your team sees it, and nobody else."), "success")
        # What was handed in is what a next version begins with.
        role = place.roles[0] if place.roles else None
        keep_draft(place.game, held.seat, text=text, rationale=rationale, role=role)
        playing.be_present(place.game, held.seat)
        return "./#decision"

    return answer_form(
        form,
        change=change,
        page=lambda: _page(token, held, decision=form),
        standing=lambda: _drafted(held),
    )


@bp.post("/check")
@public
@by_link
def answer_check(token: str, held: Invitation) -> ResponseReturnValue:
    """Say that the communication check has reached this desk."""
    del token

    def work() -> str:
        place = place_of(held.event, held.seat)
        asked = last_check(place)
        playing.answer_check(place.game, held.seat)
        playing.mark_read(place.game, held.seat, [asked] if asked else [])
        playing.be_present(place.game, held.seat)
        flash(_("Thank you. Control knows that you are there."), "success")
        return "./"

    return answer_once(Form().once.data, work)


@bp.post("/items/<item>/read")
@public
@by_link
def mark_read(token: str, held: Invitation, item: str) -> ResponseReturnValue:
    """Note that an item was read: by its button, or by the script of its page."""
    del token
    place = place_of(held.event, held.seat)
    found = item_on_desk(place, None, item).item if not place.observes else None

    def work() -> None:
        if place.plays and found is not None and found.kind is not ItemKind.CHECK:
            playing.mark_read(place.game, held.seat, [found])
            playing.be_present(place.game, held.seat)

    _note(work)
    return Response(status=303, headers={"Location": "../../#inbox"})


@bp.post("/here")
@public
@by_link
def here(token: str, held: Invitation) -> ResponseReturnValue:
    """Note that the desk is open: sent by its script twice a minute."""
    del token
    place = place_of(held.event, held.seat)

    def work() -> None:
        if not place.game.phase.is_over:
            playing.be_present(place.game, held.seat)

    _note(work)
    return Response(status=204)


@bp.get("/live")
@public
@by_link
def live(token: str, held: Invitation) -> ResponseReturnValue:
    """Tell the script of the desk whenever something on it has changed."""
    del token
    place = place_of(held.event, held.seat)
    watched = watched_team(place, teams_with_roles(place.game), request.args.get("team", ""))
    team_id = watched.id if watched else None
    return stream(held.event_id, partial(stamp, held.event_id, held.participation_id, team_id))


def given(file: GameFile) -> Response:
    """Give ``file``: to be saved, never to be opened within the site."""
    answer = Response(file.content, mimetype=file.mime_type)
    answer.headers.set("Content-Disposition", "attachment", filename=file.name)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def _note(work: Callable[[], None]) -> None:
    """Do what only adds marks; if another window of the same player was first, it stands."""
    try:
        with transaction(claims=True):
            work()
    except IntegrityError:
        return


def _desk(token: str, held: Invitation) -> Desk | None:
    """The desk; None where a guest who said yes has no role yet."""
    ways = PlayersWays(token)
    try:
        return desk_of(
            held.event,
            held.seat,
            ways,
            team=request.args.get("team", ""),
            before=request.args.get("before", ""),
        )
    except NotFound:
        awaits = held.event.kind is EventKind.PEACE_GAME and held.seat.state in ATTENDING
        if awaits and "before" not in request.args:
            return None
        raise


def _page(
    token: str,
    held: Invitation,
    *,
    message: MessageForm | None = None,
    decision: DecisionForm | None = None,
) -> str:
    desk = _desk(token, held)
    refused = message or (decision if decision is not None and decision.errors else None)
    if desk is None:
        return render_template("games/desk/waiting.html", event=held.event, token=token)
    if decision is None and desk.may_act:
        drafted = _standing(desk.game, desk.draft)
        decision = DecisionForm(formdata=None, prefix="decision", data=drafted)
        decision.opened_on(drafted)
    watched = desk.watched.id if desk.watched else None
    stands = stamp(held.event_id, held.participation_id, watched)
    return render_template(
        "games/desk/desk.html",
        desk=desk,
        token=token,
        live="" if refused else _live(token, desk),
        stamp=stands,
        message=message or (None if _is_known(stands) else _blank(desk)),
        decision=decision,
        wrong=refused,
    )


def _is_known(stands: str) -> bool:
    """Whether the page looks again and knows how the game stands, so that it keeps its empty form."""
    known = request.headers.get("Parley-Stamp", "")
    return known.partition(".")[0] == stands.partition(".")[0]


def _live(token: str, desk: Desk) -> str:
    """Where the desk hears of what is new; nowhere once all is over, and not among older items."""
    if desk.game.phase.is_over or not desk.is_latest:
        return ""
    return url_for("desk.live", token=token, team=desk.watched.key if desk.watched else None)


def _message_form(desk: Desk, **more: object) -> MessageForm:
    return MessageForm(
        to=addressees(desk.teams, desk.place.team, desk.game.traffic),
        team=desk.place.team,
        roles=desk.own_roles,
        **more,
    )


def _blank(desk: Desk) -> MessageForm | None:
    """An empty form, or one that begins as an answer to what was asked for."""
    if not desk.may_act:
        return None
    data: dict[str, object] = {}
    if key := request.args.get("answer", ""):
        found = _on_desk(desk.place, key)
        if found is not None:
            to = found.team.key if found.team and found.team is not desk.place.team else "control"
            data = {"to": [to], "title": _("Re: %(title)s", title=found.title), "answers": key}
    return _message_form(desk, formdata=None, data=data)


def _on_desk(place: Place, key: str) -> GameItem | None:
    if not key:
        return None
    try:
        return item_on_desk(place, None, key).item
    except NotFound:
        return None


def _drafted(held: Invitation) -> Values:
    place = place_of(held.event, held.seat)
    return _standing(place.game, draft_of(place))


def _standing(game: Game, draft: GameDraft | None) -> dict[str, object]:
    return {
        "move": game.move_number,
        "text": draft.text if draft else "",
        "rationale": draft.rationale if draft else "",
    }
