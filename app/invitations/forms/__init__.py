"""What a guest fills in on their own page, and what staff fill in about invitations."""

from app.invitations.forms.guest import (
    ConsentForm,
    DetailsForm,
    MemberForm,
    NameForm,
    ReplyForm,
)
from app.invitations.forms.staff import (
    DeadlineForm,
    DecideForm,
    NominationsForm,
    OnBehalfForm,
    SettingsForm,
    WaveForm,
)

__all__ = [
    "ConsentForm",
    "DeadlineForm",
    "DecideForm",
    "DetailsForm",
    "MemberForm",
    "NameForm",
    "NominationsForm",
    "OnBehalfForm",
    "ReplyForm",
    "SettingsForm",
    "WaveForm",
]
