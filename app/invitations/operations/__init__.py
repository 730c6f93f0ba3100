"""What is done about invitations."""

from app.invitations.operations.answering import (
    CONFIRM,
    GUEST,
    Teller,
    note_opened,
    refuse_unless,
    reply,
    set_consents,
    tell_arrival,
    tell_needs,
)
from app.invitations.operations.company import Along, set_companions
from app.invitations.operations.inviting import (
    Drafted,
    WaveFacts,
    ask_for_names,
    close,
    draft_again,
    draft_wave,
    extend,
    invitation_for,
    mark_sent,
    open_wave,
)
from app.invitations.operations.links import give_link, open_nominations, renew, revoke
from app.invitations.operations.proposals import (
    NameFacts,
    accept,
    nominate,
    propose,
    refuse,
    take_back,
)
from app.invitations.operations.settings import set_settings

__all__ = [
    "CONFIRM",
    "GUEST",
    "Along",
    "Drafted",
    "NameFacts",
    "Teller",
    "WaveFacts",
    "accept",
    "ask_for_names",
    "close",
    "draft_again",
    "draft_wave",
    "extend",
    "give_link",
    "invitation_for",
    "mark_sent",
    "nominate",
    "note_opened",
    "open_nominations",
    "open_wave",
    "propose",
    "refuse",
    "refuse_unless",
    "renew",
    "reply",
    "revoke",
    "set_companions",
    "set_consents",
    "set_settings",
    "take_back",
    "tell_arrival",
    "tell_needs",
]
