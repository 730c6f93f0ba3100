"""What a team writes before it hands in: kept for its members, outside the log."""

from __future__ import annotations

from sqlalchemy import select

from app.core.clock import now
from app.core.errors import Refused
from app.core.messages import N_
from app.extensions import db
from app.games.live import topic_of
from app.games.models import Game, GameDraft, GameRole
from app.games.queries import player_of, readers_known
from app.infra.bell import ring
from app.participation.models import Participation


def keep_draft(
    game: Game, seat: Participation, *, text: str, rationale: str, role: GameRole | None = None
) -> GameDraft:
    """Keep what the team of ``seat`` is about to decide in the present move. Raises Refused.

    A pause is a good time to write. ``role`` is that of whoever saves it, for their colleagues.
    """
    player = player_of(game, seat)
    if player.team is None:
        raise Refused(N_("Observers look on and do not write."))
    if game.phase.is_over:
        raise Refused(N_("The game is over."))
    if game.move_number == 0:
        raise Refused(N_("No decision is asked for at this moment."))
    team_id, _role = readers_known(game).find(player.team)
    draft = db.session.scalar(
        select(GameDraft).where(
            GameDraft.team_id == team_id, GameDraft.move_number == game.move_number
        )
    )
    if draft is None:
        draft = GameDraft(
            event_id=game.event_id, team_id=team_id, move_number=game.move_number, at=now()
        )
        db.session.add(draft)
    draft.text, draft.rationale, draft.at = text, rationale, now()
    draft.saved_by = role.name if role else ""
    ring(topic_of(game.event_id))
    return draft
