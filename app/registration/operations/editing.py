"""What a guest said is changed, by the guest or by staff."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.errors import InvalidInput, Refused
from app.core.messages import N_
from app.core.text import fold
from app.extensions import db
from app.registration.models import Registration
from app.registration.operations.answering import GivenAnswer, replace_answers
from app.registration.operations.steps import change_party, note_change
from app.registration.queries import is_registered_as
from app.registration.rules import LIVE, Step, check_name


def edit_registration(
    registration: Registration,
    *,
    name: str,
    organisation: str,
    consent_listed: bool,
    companions: Sequence[str],
    party_size: int,
    asked: Sequence[int],
    answers: Sequence[GivenAnswer],
    by_staff: bool = False,
) -> None:
    """Keep what the guest says now; the address stays, since the link was sent there.

    ``answers`` replace those to the questions ``asked``. Raises Full, InvalidInput, Refused.
    """
    if registration.state not in LIVE:
        raise Refused(N_("This registration is over."))
    check_name(name)
    name_norm = fold(name)[:200]
    if name_norm != registration.name_norm and is_registered_as(registration, name_norm):
        raise InvalidInput(N_("Somebody of this name has registered with this address."))
    if (party_size, list(companions)) != (registration.party_size, registration.companions):
        change_party(registration, companions=companions, party_size=party_size, by_staff=by_staff)
    registration.name, registration.name_norm = name, name_norm
    registration.organisation, registration.consent_listed = organisation, consent_listed
    db.session.flush()
    replace_answers(registration.id, asked, answers)
    note_change(registration, step=Step.EDIT)
