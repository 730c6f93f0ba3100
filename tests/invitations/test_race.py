"""Two answers, and two releases, at the same moment, to two server processes."""

from __future__ import annotations

import re
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from urllib.parse import urlencode

from sqlalchemy import func, select
from sqlalchemy.orm import Session, scoped_session

from app.config import Settings
from app.correspondence.composing import words_for
from app.correspondence.rules import TemplatePurpose
from app.infra.models import MailState, OutboxMail
from app.infra.transaction import transaction
from app.invitations import operations
from app.invitations.models import Invitation, Reply
from app.invitations.rules import ANSWERED, Stage
from app.participation.models import Participation, SeatChange
from app.participation.rules import SeatState
from app.people.operations import set_addresses
from tests.client import CheckingClient
from tests.factories.accounts import sign_in
from tests.factories.events import add_event
from tests.factories.invitations import invite, page_of
from tests.factories.participation import seat
from tests.factories.people import add_person
from tests.registration.test_race import PATIENCE, two_processes

Db = scoped_session[Session]
HIDDEN = re.compile(r'name="(once|csrf_token)" type="hidden" value="([^"]+)"')
TABS = 8


class Tab:
    """A browser with a page open, about to send the first form on it to ``action``."""

    def __init__(self, port: int, page: str, action: str, cookie: str = "", **fields: str) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self.connection.request("GET", page, headers={"Cookie": cookie})
        answered = self.connection.getresponse()
        hidden: dict[str, str] = {}
        for name, value in HIDDEN.findall(answered.read().decode()):
            hidden.setdefault(name, value)
        self.action, self.fields = action, hidden | fields
        self.headers = {
            "Cookie": (answered.headers["Set-Cookie"] or cookie).partition(";")[0],
            "Content-Type": "application/x-www-form-urlencoded",
        }

    def send(self, start: threading.Barrier) -> int:
        start.wait(PATIENCE)
        self.connection.request("POST", self.action, urlencode(self.fields), self.headers)
        answer = self.connection.getresponse()
        answer.read()
        self.connection.close()
        return answer.status


def test_of_many_answers_at_once_one_stands_and_the_record_agrees(
    settings: Settings, as_system: Db
) -> None:
    with transaction():
        page = page_of(invite(add_event()))
    with two_processes(settings) as port, ThreadPoolExecutor(TABS) as pool:
        tabs = [
            Tab(port, page, f"{page}answer", answer=("accept", "decline")[number % 2])
            for number in range(TABS)
        ]
        start = threading.Barrier(TABS)
        answers = Counter(pool.map(lambda tab: tab.send(start), tabs))
    assert answers == {303: TABS}
    as_system.rollback()
    state = as_system.scalars(select(Participation.state)).one()
    last = as_system.scalars(select(Reply.answer).order_by(Reply.id.desc()).limit(1)).one()
    assert ANSWERED[state] is last
    steps = as_system.execute(
        select(SeatChange.was, SeatChange.became).order_by(SeatChange.id)
    ).all()
    # Each step begins where the one before it ended: no answer was taken on what was not there.
    assert [was for was, _became in steps[1:]] == [became for _was, became in steps[:-1]]
    assert steps[-1].became is state


def test_a_wave_that_is_released_twice_at_once_goes_out_once(
    settings: Settings, as_system: Db, client: CheckingClient
) -> None:
    with transaction():
        event = add_event()
        seats = []
        for number in range(5):
            person = add_person(f"Guest {number}")
            set_addresses(person, [f"guest{number}@example.org"])
            seats.append(seat(event, person, state=SeatState.APPROVED))
        subject, body = words_for(TemplatePurpose.INVITATION, event)
        drafted = operations.draft_wave(
            event, seats, subject=subject, body=body, stage=Stage.INVITATION
        )
        path = f"/staff/events/{event.key}/letters/{drafted.mailing.key}"
    sign_in(client)
    kept = client.get_cookie("parley")
    assert kept is not None
    with two_processes(settings) as port, ThreadPoolExecutor(TABS) as pool:
        colleagues = [
            Tab(port, path, f"{path}/send", f"parley={kept.value}", expected="5")
            for _number in range(TABS)
        ]
        # Each of them presses twice, and whose press was the first is told so both times.
        for once, twice in zip(colleagues[::2], colleagues[1::2], strict=True):
            twice.fields["once"] = once.fields["once"]
        start = threading.Barrier(TABS)
        answers = Counter(pool.map(lambda tab: tab.send(start), colleagues))
    assert answers == {303: 2, 409: TABS - 2}
    as_system.rollback()
    assert Counter(as_system.scalars(select(OutboxMail.state))) == {MailState.QUEUED: 5}
    invited = select(func.count(SeatChange.id)).where(SeatChange.became == SeatState.INVITED)
    assert as_system.scalar(invited) == 5
    assert as_system.scalar(select(func.count(Invitation.sent_at))) == 5
