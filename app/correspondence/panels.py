"""What the outbox shows on the page of a person: every mail to them that the viewer may read."""

from __future__ import annotations

from app.config import current_settings
from app.correspondence.queries import mails_to
from app.people.dossier_panels import Facts
from app.people.models import Person
from app.people.queries import keys_of


def mails(person: Person) -> Facts:
    """The latest mails to the person or, where none is said to be to them, to their addresses."""
    addresses = [each.address for each in person.addresses]
    return {
        "mails": mails_to(keys_of(person), addresses),
        "zone": current_settings().time_zone,
    }
