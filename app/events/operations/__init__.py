"""What staff do to events. No operation commits; each writes its line in the audit trail."""

from app.events.operations.access import (
    keep_confidential,
    let_in,
    lift_confidentiality,
    shut_out,
)
from app.events.operations.agenda import (
    add_session,
    delete_session,
    edit_session,
    move_session,
)
from app.events.operations.copying import copy_event
from app.events.operations.create import create_event
from app.events.operations.dates import reschedule, set_dates
from app.events.operations.details import (
    add_notice,
    add_partner,
    change_slug,
    edit_event,
    remove_partner,
    set_join_link,
    set_notes,
    set_regions,
    set_registration,
    set_topics,
)
from app.events.operations.lifecycle import (
    cancel,
    close_out,
    confirm,
    hold,
    mark_held,
    move_online,
    postpone,
    reinstate,
    reopen,
)
from app.events.operations.publication import publish, unpublish, withdraw
from app.events.operations.recordings import add_recording, delete_recording, edit_recording

__all__ = [
    "add_notice",
    "add_partner",
    "add_recording",
    "add_session",
    "cancel",
    "change_slug",
    "close_out",
    "confirm",
    "copy_event",
    "create_event",
    "delete_recording",
    "delete_session",
    "edit_event",
    "edit_recording",
    "edit_session",
    "hold",
    "keep_confidential",
    "let_in",
    "lift_confidentiality",
    "mark_held",
    "move_online",
    "move_session",
    "postpone",
    "publish",
    "reinstate",
    "remove_partner",
    "reopen",
    "reschedule",
    "set_dates",
    "set_join_link",
    "set_notes",
    "set_regions",
    "set_registration",
    "set_topics",
    "shut_out",
    "unpublish",
    "withdraw",
]
