"""The texts that Parley brings along, one for each purpose; an institute writes its own over them."""

from __future__ import annotations

from collections.abc import Mapping

from app.core.messages import N_
from app.correspondence.rules import TemplatePurpose as Purpose

DEFAULTS: Mapping[Purpose, tuple[str, str]] = {
    Purpose.INVITATION: (
        N_("[Please reply] Invitation: {event}"),
        N_(
            "Dear {name},\n\n"
            "{institute} has the honour of inviting you to\n\n"
            "{event}\n{date}\n{time}\n{place}\n\n"
            "Please let us know by {deadline} whether you will come. "
            "The page below is yours alone and needs no account; "
            "there you can also name somebody in your place and tell us what you need.\n\n"
            "{link}\n\n"
            "{word}\n\n"
            "The meeting is held under this rule: {rule}.\n\n"
            "With kind regards\n{sender}"
        ),
    ),
    Purpose.SAVE_THE_DATE: (
        N_("Save the date: {event}, {date}"),
        N_(
            "Dear {name},\n\n"
            "may we ask you to keep this date free?\n\n"
            "{event}\n{date}\n{place}\n\n"
            "An invitation with all particulars follows. Nothing is asked of you yet.\n\n"
            "{word}\n\n"
            "With kind regards\n{sender}"
        ),
    ),
    Purpose.REMINDER: (
        N_("[Please reply by {deadline}] {event}"),
        N_(
            "Dear {name},\n\n"
            "we have not heard from you yet about\n\n"
            "{event}\n{date}\n{time}\n{place}\n\n"
            "A word by {deadline} helps us to keep your place, or to give it to somebody else. "
            "Yes and no are equally welcome.\n\n"
            "{link}\n\n"
            "With kind regards\n{sender}"
        ),
    ),
    Purpose.CONFIRMATION: (
        N_("Your place is confirmed: {event}"),
        N_(
            "Dear {name},\n\n"
            "thank you; your place is confirmed.\n\n"
            "{event}\n{date}\n{time}\n{place}\n\n"
            "The entry for your calendar is attached.\n\n"
            "{word}\n\n"
            "We look forward to meeting you.\n\n"
            "With kind regards\n{sender}"
        ),
    ),
    Purpose.REGRET: (
        N_("Thank you for your reply: {event}"),
        N_(
            "Dear {name},\n\n"
            "thank you for letting us know that you cannot come to {event}. "
            "We are sorry to miss you, and hope for another occasion.\n\n"
            "{word}\n\n"
            "With kind regards\n{sender}"
        ),
    ),
    Purpose.WITHDRAWN: (
        N_("We have taken note: {event}"),
        N_(
            "Dear {name},\n\n"
            "we have taken note that you cannot come to {event} on {date}, "
            "and have given your place back. The entry in your calendar is taken away.\n\n"
            "{word}\n\n"
            "With kind regards\n{sender}"
        ),
    ),
    Purpose.DISINVITED: (
        N_("Your invitation to {event}"),
        N_(
            "Dear {name},\n\n"
            "we regret that we have to take back our invitation to {event} on {date}.\n\n"
            "{word}\n\n"
            "We apologise for the trouble this may cause you.\n\n"
            "With kind regards\n{sender}"
        ),
    ),
    Purpose.SUBSTITUTE: (
        N_("Your substitute at {event}"),
        N_(
            "Dear {name},\n\n"
            "thank you for naming somebody in your place at {event} on {date}. "
            "We have taken note, and write to them ourselves.\n\n"
            "{word}\n\n"
            "With kind regards\n{sender}"
        ),
    ),
    Purpose.NOMINATION: (
        N_("[Please name members by {deadline}] {event}"),
        N_(
            "Dear {name},\n\n"
            "we would be grateful if you named the members of your delegation ({delegation}) for\n\n"
            "{event}\n{date}\n{time}\n{place}\n\n"
            "Please do so by {deadline} on this page, which is meant for you alone:\n\n"
            "{link}\n\n"
            "{word}\n\n"
            "With kind regards\n{sender}"
        ),
    ),
    Purpose.WAITLIST_OFFER: (
        N_("[Please reply by {deadline}] A place for you: {event}"),
        N_(
            "Dear {name},\n\n"
            "a place has become free for you at\n\n"
            "{event}\n{date}\n{time}\n{place}\n\n"
            "Please say by {deadline} whether you take it. After that it goes to the next.\n\n"
            "{link}\n\n"
            "With kind regards\n{sender}"
        ),
    ),
    Purpose.PRACTICAL: (
        N_("Before you come: {event}, {date}"),
        N_(
            "Dear {name},\n\n"
            "we look forward to seeing you soon.\n\n"
            "{event}\n{date}\n{time}\n{place}\n\n"
            "{word}\n\n"
            "The meeting is held under this rule: {rule}.\n\n"
            "With kind regards\n{sender}"
        ),
    ),
    Purpose.MOVED: (
        N_("New date: {event}, {date}"),
        N_(
            "Dear {name},\n\n"
            "{event} has moved. It is now held on\n\n"
            "{date}\n{time}\n{place}\n\n"
            "The attached entry brings your calendar up to date.\n\n"
            "{word}\n\n"
            "Please reply if you can no longer come.\n\n"
            "With kind regards\n{sender}"
        ),
    ),
    Purpose.CANCELLED: (
        N_("Not taking place: {event}"),
        N_(
            "Dear {name},\n\n"
            "we are sorry to tell you that {event} does not take place as announced. "
            "The attached entry takes it out of your calendar.\n\n"
            "{word}\n\n"
            "With kind regards\n{sender}"
        ),
    ),
    Purpose.THANKS: (
        N_("Thank you: {event}"),
        N_(
            "Dear {name},\n\n"
            "thank you for taking part in {event}. What you brought to the table will stay with us.\n\n"
            "{word}\n\n"
            "With kind regards\n{sender}"
        ),
    ),
    Purpose.FREE: (
        N_("{event}"),
        N_("Dear {name},\n\n{word}\n\nWith kind regards\n{sender}"),
    ),
}
