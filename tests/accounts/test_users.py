"""Users, made and given roles by an administrator."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from app.access.enforcement import viewing_as
from app.access.roles import StaffRole
from app.access.viewers import SYSTEM
from app.accounts.forms import NewUserForm
from app.accounts.models import Grant, User
from app.accounts.operations import users
from app.core.errors import Refused
from app.infra.models import AuditEntry
from app.infra.transaction import transaction
from tests.databases import count_statements
from tests.factories.accounts import add_user, sign_in

LIST = "/staff/users/"
NEW = "/staff/users/new"


def fields(**changed):
    return {"name": "Bo Example", "email": "bo@example.org", "role": "reader"} | changed


def create(client, **changed):
    return client.submit(NEW, fields(**changed), button="Make the user")


def test_an_administrator_makes_a_user_with_a_first_role(client, as_system, letters):
    chief = sign_in(client)
    answer = create(client)
    page = client.get(answer.location).text
    assert "Bo Example" in page
    assert "Reader, for everything" in page
    grant = as_system.scalars(select(Grant).where(Grant.role == StaffRole.READER)).one()
    assert grant.granted_by == chief.user_id
    assert [letter.to_address for letter in letters()] == ["bo@example.org"]


def test_whatever_is_done_to_a_user_is_written_in_the_trail(client, as_system):
    chief = sign_in(client)
    page = create(client).location
    client.submit(page, {"name": "Bo Changed"}, button="Save")
    client.submit(page, {"role-role": "desk"}, button="Give the role")
    entries = as_system.scalars(
        select(AuditEntry).where(AuditEntry.actor == chief.email).order_by(AuditEntry.id)
    ).all()
    assert [entry.action for entry in entries] == [
        "added",
        "granted a role",
        "changed",
        "granted a role",
    ]
    assert {entry.thing_key for entry in entries} == {page.rpartition("/")[2]}


def test_the_same_form_sent_twice_makes_one_user(client, as_system, letters):
    sign_in(client)
    sent = [client.post(NEW, data=data) for data in [filled(client, NEW, fields())] * 2]
    assert [answer.status_code for answer in sent] == [303, 303]
    assert sent[0].location == sent[1].location
    assert len(letters()) == 1


def test_of_two_presses_at_once_the_second_answers_as_the_first(client, monkeypatch, letters):
    sign_in(client)
    data = filled(client, NEW, fields())
    look, pressed = NewUserForm.validate, []

    def press_again_meanwhile(form):
        if not pressed:
            pressed.append(None)
            pressed[0] = client.post(NEW, data=data)
        return look(form)

    monkeypatch.setattr(NewUserForm, "validate", press_again_meanwhile)
    answer = client.post(NEW, data=data)
    assert (answer.status_code, answer.location) == (303, pressed[0].location)
    assert len(letters()) == 1


def filled(client, page, values):
    html = client.get(page).text
    once, token = (
        html.split(f'name="{name}"')[1].split('value="')[1].split('"')[0]
        for name in ("once", "csrf_token")
    )
    return values | {"once": once, "csrf_token": token, "scope": ""}


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"email": "BO@example.org "}, "Somebody with this address is a user already."),
        ({"email": "no address"}, "This is not an e-mail address."),
        ({"name": " "}, "Type a name."),
        ({"role": "emperor"}, "Not a valid choice"),
        ({"scope": "event_id:unknown"}, "Not a valid choice"),
    ],
    ids=["taken", "no address", "no name", "no such role", "no such scope"],
)
def test_what_cannot_be_taken_is_said_and_everything_typed_is_kept(
    client, as_system, changed, message
):
    sign_in(client)
    with transaction():
        add_user(email="bo@example.org")
    before = as_system.scalar(select(func.count(User.id)))
    answer = create(client, **{"email": "co@example.org", **changed})
    assert (answer.status_code, message in answer.text) == (422, True)
    assert as_system.scalar(select(func.count(User.id))) == before


def test_roles_are_given_once_and_taken_away(client, as_system):
    sign_in(client)
    page = create(client).location
    assert client.submit(page, {"role-role": "desk"}, button="Give the role").status_code == 303
    again = client.submit(page, {"role-role": "desk"}, button="Give the role")
    assert (again.status_code, "holds this role already" in again.text) == (409, True)
    key = as_system.scalars(select(Grant.key).where(Grant.role == StaffRole.DESK)).one()
    token = filled(client, page, {})["csrf_token"]
    client.post(f"{page}/roles/{key}/withdraw", data={"csrf_token": token})
    assert "Desk, for everything" not in client.get(page).text


def test_a_role_is_taken_only_from_the_user_who_has_it(client, as_system):
    chief = sign_in(client)
    page = create(client).location
    key = as_system.scalars(select(Grant.key).where(Grant.user_id == chief.user_id)).one()
    token = filled(client, page, {})["csrf_token"]
    answer = client.post(f"{page}/roles/{key}/withdraw", data={"csrf_token": token})
    assert answer.status_code == 404


def test_a_user_who_is_stopped_is_signed_out(client, as_system):
    sign_in(client)
    other = client.application.test_client()
    viewer = sign_in(other, role=StaffRole.READER)
    key = as_system.get(User, viewer.user_id).key
    token = filled(client, f"{LIST}{key}", {})["csrf_token"]
    client.post(f"{LIST}{key}", data={"name": "Ada", "csrf_token": token})
    assert other.get("/account/").status_code == 302
    assert "May not sign in" in client.get(LIST).text


def test_the_last_administrator_stays_one(client, as_system):
    chief = sign_in(client)
    user = as_system.get(User, chief.user_id)
    page = f"{LIST}{user.key}"
    token = filled(client, page, {})["csrf_token"]
    stopped = client.post(page, data={"name": "Ada", "csrf_token": token})
    assert (stopped.status_code, "Somebody has to be administrator" in stopped.text) == (409, True)
    client.post(f"{page}/roles/{user.grants[0].key}/withdraw", data={"csrf_token": token})
    assert "Somebody has to be administrator" in client.get(page).text
    assert client.get(LIST).status_code == 200


def test_of_two_administrators_one_may_go(client, as_system):
    sign_in(client)
    other = sign_in(client.application.test_client())
    with transaction():
        users.edit_user(as_system.get(User, other.user_id), name="Bo", active=False)
    # The other one does not count any more: who may not sign in cannot make users.
    left = select(Grant).join(User).where(User.active)
    with transaction(), pytest.raises(Refused):
        users.withdraw_role(as_system.scalars(left).one())


def test_an_administrator_is_one_for_everything(client, as_system):
    with transaction(), pytest.raises(Refused):
        users.grant_role(add_user(), role=StaffRole.ADMINISTRATOR, event_id=1)


@pytest.mark.parametrize(
    "role", [None, *(role for role in StaffRole if role is not StaffRole.ADMINISTRATOR)]
)
def test_to_everyone_else_the_pages_are_not_there(client, role):
    sign_in(client, role=role)
    answers = {client.get(page).status_code for page in (LIST, NEW, f"{LIST}key", "/staff/audit/")}
    assert answers == {404}
    assert client.post(NEW, data=fields()).status_code == 404


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get(LIST).location == "/account/sign-in?next=/staff/users/"


def test_a_user_that_is_not_there_is_not_found(client):
    sign_in(client)
    assert client.get(f"{LIST}nobody").status_code == 404


def test_the_list_takes_as_many_statements_for_many_users_as_for_one(client, as_system):
    sign_in(client)
    counts = []
    for _ in range(2):
        with count_statements() as statements:
            client.get(LIST)
        counts.append(len(statements))
        with transaction():
            for _ in range(3):
                users.grant_role(add_user(), role=StaffRole.READER)
    assert counts == [3, 3]


def test_a_new_link_is_mailed_on_demand(client, letters):
    sign_in(client)
    page = create(client).location
    assert client.submit(page, button="Mail a link to set a password").location == page
    assert len(letters()) == 2


def test_nobody_but_staff_sees_users(client, session):
    sign_in(client)
    asked = select(func.count()).select_from(User)
    assert session.scalar(asked) == 0
    with viewing_as(SYSTEM):
        assert session.scalar(asked) == 1
