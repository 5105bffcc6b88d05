"""How does the staff sign in, and what may the owner do about accounts and keys?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.integration.house import OWNER_TOKEN, STAFF

from xiaoer.core.staff import Role, Staffer

OWN = {"Origin": "http://shop.test"}
OWNER = Staffer("owner", "店长", Role.OWNER, "account")
PASSWORD = "correct horse 12"


@pytest.fixture
async def aqiang(house):
    return await house.staff.add_account(OWNER, login="AQiang", display_name="阿强", role=Role.AGENT, password=PASSWORD)


async def _sign_in(client, *, login="aqiang", password=PASSWORD, headers=OWN):
    return await client.post("/api/staff/session", json={"login": login, "password": password}, headers=headers)


async def test_a_name_and_its_password_open_a_session(client, aqiang):
    signed = await _sign_in(client, login="ＡQiang ")
    assert signed.status_code == 200
    assert signed.json() == {
        "id": aqiang.id,
        "login": "aqiang",
        "display_name": "阿强",
        "role": "agent",
        "needs_password": False,
        "by": "password",
    }
    cookie = signed.headers["set-cookie"].lower()
    assert all(part in cookie for part in ("httponly", "samesite=strict", "path=/api"))
    assert (await client.get("/api/staff/session")).json() == signed.json()


@pytest.mark.parametrize(("login", "password"), [("aqiang", "wrong horse 12"), ("nobody", PASSWORD), ("aqiang", "")])
async def test_a_wrong_name_and_a_wrong_password_look_the_same(client, aqiang, login, password):
    refused = await _sign_in(client, login=login, password=password or "x")
    assert (refused.status_code, refused.json()["code"]) == (401, "login_failed")
    assert "set-cookie" not in refused.headers


async def test_an_account_without_a_password_or_switched_off_cannot_sign_in(house, client, aqiang):
    await client.patch(f"/api/admin/staff/{aqiang.id}", json={"status": "off"}, headers=STAFF)
    assert (await _sign_in(client)).status_code == 401
    await client.post("/api/staff/session", json={"token": OWNER_TOKEN}, headers=OWN)
    client.cookies.clear()
    assert (await _sign_in(client, login="owner", password="")).status_code == 422
    assert (await _sign_in(client, login="owner", password="owner")).status_code == 401


async def test_guessing_is_slowed_down_by_name_and_by_address(client, aqiang):
    tries = [await _sign_in(client, password=f"guess number {n}") for n in range(11)]
    assert [answer.status_code for answer in tries] == [401] * 10 + [429]
    assert (await _sign_in(client)).status_code == 429
    others = [await _sign_in(client, login=f"name-{n}") for n in range(30)]
    assert others[-1].status_code == 429


async def test_the_owners_token_signs_in_until_it_has_set_a_password(client):
    signed = await client.post("/api/staff/session", json={"token": OWNER_TOKEN}, headers=OWN)
    assert (signed.json()["role"], signed.json()["needs_password"], signed.json()["by"]) == ("owner", True, "token")
    change = {"login": "店长", "display_name": "桃桃", "password": PASSWORD}
    changed = await client.patch("/api/staff/me", json=change, headers=OWN)
    assert (changed.status_code, changed.json()["login"]) == (200, "店长")
    assert (await client.get("/api/staff/session")).json()["needs_password"] is False
    client.cookies.clear()
    again = await client.post("/api/staff/session", json={"token": OWNER_TOKEN}, headers=OWN)
    assert again.status_code == 401
    assert (await client.get("/api/admin/staff", headers=STAFF)).status_code == 401
    assert (await _sign_in(client, login="店长")).status_code == 200


async def test_a_used_token_stays_used_after_a_restart(house, client):
    await client.post("/api/staff/session", json={"token": OWNER_TOKEN}, headers=OWN)
    await client.patch("/api/staff/me", json={"password": PASSWORD}, headers=OWN)
    house.staff.keyring._owner = {house.staff.keyring._owner_token_hash: OWNER}
    await house.staff.refresh()
    assert (await client.get("/api/admin/staff", headers=STAFF)).status_code == 401


async def test_a_wrong_token_opens_nothing(client):
    assert (await client.post("/api/staff/session", json={"token": "x" * 32}, headers=OWN)).status_code == 401
    assert (await client.post("/api/staff/session", json={}, headers=OWN)).status_code == 401


async def test_a_cookie_counts_for_our_own_pages_only(client, aqiang):
    await _sign_in(client)
    change = {"display_name": "强哥"}
    for headers in ({"Origin": "https://evil.example"}, {}, {"Origin": "null"}, {"Origin": "http://shop.test.evil"}):
        assert (await client.patch("/api/staff/me", json=change, headers=headers)).status_code == 401
    assert (await client.patch("/api/staff/me", json=change, headers=OWN)).status_code == 200
    with_header = await client.patch("/api/staff/me", json=change, headers={"X-Requested-With": "xiaoer"})
    assert with_header.status_code == 200


async def test_a_foreign_page_cannot_sign_a_browser_in(client, aqiang):
    assert (await _sign_in(client, headers={"Origin": "https://evil.example"})).status_code == 401


async def test_signing_out_ends_the_session(client, aqiang):
    await _sign_in(client)
    kept = client.cookies.get("xiaoer_staff")
    assert (await client.delete("/api/staff/session", headers=OWN)).status_code == 204
    client.cookies.set("xiaoer_staff", kept)
    assert (await client.get("/api/staff/session")).status_code == 401


async def test_a_session_ends_by_itself(house, client, aqiang):
    await _sign_in(client)
    for _ in range(13):
        house.clock.at += timedelta(hours=23)
        assert (await client.get("/api/staff/session")).status_code == 200
    house.clock.at += timedelta(hours=25)
    assert (await client.get("/api/staff/session")).status_code == 401


async def test_no_session_outlives_a_fortnight(house, client, aqiang):
    await _sign_in(client)
    answers = []
    for _ in range(30):
        house.clock.at += timedelta(hours=12)
        answers.append((await client.get("/api/staff/session")).status_code)
    assert answers == [200] * 27 + [401] * 3


async def test_ones_own_password_needs_the_old_one_and_ends_other_sessions(house, client, aqiang):
    await _sign_in(client)
    other = client.cookies.get("xiaoer_staff")
    client.cookies.clear()
    await _sign_in(client)
    wrong = await client.patch("/api/staff/me", json={"password": "another one 34"}, headers=OWN)
    assert (wrong.status_code, wrong.json()["code"]) == (422, "wrong_password")
    weak = await client.patch("/api/staff/me", json={"password": "aqiang123", "password_now": PASSWORD}, headers=OWN)
    assert (weak.status_code, weak.json()["code"]) == (422, "weak_password")
    change = {"password": "another one 34", "password_now": PASSWORD}
    assert (await client.patch("/api/staff/me", json=change, headers=OWN)).status_code == 200
    assert (await client.get("/api/staff/session")).status_code == 200
    client.cookies.clear()
    client.cookies.set("xiaoer_staff", other)
    assert (await client.get("/api/staff/session")).status_code == 401


async def test_nobody_raises_himself(client, aqiang):
    await _sign_in(client)
    refused = await client.patch("/api/staff/me", json={"role": "owner"}, headers=OWN)
    assert refused.status_code == 422
    assert (await client.get("/api/staff/session")).json()["role"] == "agent"


async def test_the_owner_adds_and_changes_accounts(client):
    body = {"login": "xiaolan", "display_name": "小兰", "role": "viewer", "password": PASSWORD}
    added = await client.post("/api/admin/staff", json=body, headers=STAFF)
    assert (added.status_code, added.json()["role"], "password_hash" in added.json()) == (201, "viewer", False)
    assert (await client.post("/api/admin/staff", json=body, headers=STAFF)).status_code == 409
    changed = await client.patch(f"/api/admin/staff/{added.json()['id']}", json={"role": "agent"}, headers=STAFF)
    assert changed.json()["role"] == "agent"
    listed = (await client.get("/api/admin/staff", headers=STAFF)).json()["accounts"]
    assert [account["login"] for account in listed] == ["xiaolan"]
    assert (await client.patch("/api/admin/staff/absent", json={}, headers=STAFF)).status_code == 404


async def test_a_new_role_counts_at_once_and_switching_off_signs_out(client, aqiang):
    await _sign_in(client)
    await client.patch(f"/api/admin/staff/{aqiang.id}", json={"role": "owner"}, headers=STAFF)
    assert (await client.get("/api/admin/staff")).status_code == 200
    await client.post("/api/staff/session", json={"token": OWNER_TOKEN}, headers=OWN)


async def test_the_last_owner_cannot_be_switched_off(client):
    signed = await client.post("/api/staff/session", json={"token": OWNER_TOKEN}, headers=OWN)
    refused = await client.patch(f"/api/admin/staff/{signed.json()['id']}", json={"status": "off"}, headers=OWN)
    assert (refused.status_code, refused.json()["code"]) == (409, "last_owner")


async def test_a_key_is_told_once_and_works_until_it_is_revoked(client):
    made = await client.post("/api/admin/keys", json={"name": "报表", "role": "viewer"}, headers=STAFF)
    assert made.status_code == 201
    key = {"Authorization": f"Bearer {made.json()['secret']}"}
    assert (await client.get("/api/staff/session", headers=key)).json()["role"] == "viewer"
    listed = await client.get("/api/admin/keys", headers=STAFF)
    assert made.json()["secret"] not in listed.text
    assert (await client.delete(f"/api/admin/keys/{made.json()['id']}", headers=STAFF)).json()["revoked_at"]
    assert (await client.get("/api/staff/session", headers=key)).status_code == 401


async def test_a_callers_key_names_its_own_talks(client):
    made = (await client.post("/api/admin/keys", json={"name": "小程序"}, headers=STAFF)).json()
    key = {"Authorization": f"Bearer {made['secret']}"}
    said = await client.post("/ai-reply", json={"query": "你好", "conversation_id": "c"}, headers=key)
    assert said.status_code == 200
    assert len((await client.get("/api/me/conversations", headers=key)).json()["conversations"]) == 1


async def test_what_was_changed_is_written_down_without_secrets(client):
    body = {"login": "xiaolan", "display_name": "小兰", "role": "viewer", "password": PASSWORD}
    await client.post("/api/admin/staff", json=body, headers=STAFF)
    made = (await client.post("/api/admin/keys", json={"name": "报表", "role": "viewer"}, headers=STAFF)).json()
    await client.delete(f"/api/admin/keys/{made['id']}", headers=STAFF)
    log = await client.get("/api/admin/audit", headers=STAFF)
    told = [(entry["actor"], entry["action"], entry["target"]) for entry in log.json()["entries"]]
    assert told == [
        ("店主令牌", "key.revoked", "报表"),
        ("店主令牌", "key.made", "报表"),
        ("店主令牌", "staff.added", "xiaolan"),
    ]
    assert PASSWORD not in log.text
    assert made["secret"] not in log.text
    page = (await client.get("/api/admin/audit?limit=2", headers=STAFF)).json()
    assert page["next"] == 2
    rest = (await client.get(f"/api/admin/audit?before={page['next']}", headers=STAFF)).json()
    assert ([entry["seq"] for entry in rest["entries"]], rest["next"]) == ([1], None)
