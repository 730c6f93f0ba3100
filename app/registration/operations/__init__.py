"""What is done to registrations, pools and forms: verbs that never commit."""

from app.registration.operations.answering import GivenAnswer, SentFile
from app.registration.operations.editing import edit_registration
from app.registration.operations.form import (
    add_question,
    copy_form,
    edit_question,
    move_question,
    remove_question,
    set_terms,
)
from app.registration.operations.line import admit_at_door, prepare_letters, serve_the_line
from app.registration.operations.places import (
    add_pool,
    copy_pools,
    edit_pool,
    open_pools,
    remove_pool,
)
from app.registration.operations.registering import Registered, register
from app.registration.operations.retention import delete_old_data, end_offers, forget_guests
from app.registration.operations.steps import (
    accept_offer,
    approve,
    change_party,
    change_pool,
    end_offer,
    move_to_front,
    offer_now,
    refuse,
    withdraw,
)

__all__ = [
    "GivenAnswer",
    "Registered",
    "SentFile",
    "accept_offer",
    "add_pool",
    "add_question",
    "admit_at_door",
    "approve",
    "change_party",
    "change_pool",
    "copy_form",
    "copy_pools",
    "delete_old_data",
    "edit_pool",
    "edit_question",
    "edit_registration",
    "end_offer",
    "end_offers",
    "forget_guests",
    "move_question",
    "move_to_front",
    "offer_now",
    "open_pools",
    "prepare_letters",
    "refuse",
    "register",
    "remove_pool",
    "remove_question",
    "serve_the_line",
    "set_terms",
    "withdraw",
]
