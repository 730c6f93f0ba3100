from tests.factories.accounts import sign_in
def test_pages(client):
    for u in ("/account/forgotten","/account/forgotten/sent","/account/sign-in"):
        assert client.get(u).status_code == 200, u
    assert client.get("/account/password/x").status_code == 410
    sign_in(client)
    for u in ("/account/","/staff/users/","/staff/users/new","/staff/audit/"):
        assert client.get(u).status_code == 200, u
    r = client.submit("/staff/users/new", {"name":"Bo","email":"bo@example.org","role":"reader"}, button="Make the user")
    assert r.status_code == 303
    assert client.get(r.location).status_code == 200
