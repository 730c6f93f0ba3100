"""From where somebody comes, as the balance of a meeting counts it: copied when they are seated."""

from __future__ import annotations

from app.participation.models import Participation
from app.participation.rules import SECTOR_OF_KIND


def copy_profile(participation: Participation) -> None:
    """Copy country, sector and gender from the directory, each where nothing is said yet."""
    person = participation.person
    if person is None:
        return
    dossier, office = person.dossier, person.main_affiliation
    organisation = office.organisation if office else None
    if not participation.gender and dossier is not None:
        participation.gender = dossier.gender
    if not participation.country:
        known = dossier.country if dossier else ""
        participation.country = known or (organisation.country if organisation else "")
    if participation.sector is None and organisation is not None:
        participation.sector = SECTOR_OF_KIND.get(organisation.kind)


def copy_profile_again(participation: Participation) -> None:
    """Copy them anew, over what was said for this event alone."""
    participation.country, participation.sector, participation.gender = "", None, ""
    copy_profile(participation)
