"""Do files reach the talk they belong to, and nobody else?"""

from __future__ import annotations

import httpx2
import pytest
from tests.integration.house import STAFF, House, settings

from xiaoer.config import ServerSettings
from xiaoer.testing.files import PNG


async def send(client, talk, token, content=PNG, *, client_id="c-1", name="%E7%A0%B4%E6%8D%9F.png", **headers):
    told = {"X-Client-Message-ID": client_id, "X-File-Name": name, "Content-Type": "image/png"}
    path = f"/api/conversations/{talk}/attachments"
    return await client.post(path, content=content, headers={**told, **token, **headers})


async def test_a_picture_becomes_a_message_that_the_shopper_can_load_again(client, house, open_talk):
    talk, token = await open_talk()
    taken = await send(client, talk, token)
    assert taken.status_code == 201
    shown = taken.json()["attachment"]
    assert (shown["name"], shown["media_type"], shown["size_bytes"]) == ("破损.png", "image/png", len(PNG))
    history = (await client.get(f"/api/conversations/{talk}/messages", headers=token)).json()["messages"]
    assert [(one["role"], one["text"], one["attachment"]) for one in history] == [("shopper", "[图片] 破损.png", shown)]
    assert history[0]["client_message_id"] == "c-1"
    await house.settle()
    assert house.answerer.turns == []

    file = await client.get(f"/api/attachments/{shown['id']}", headers=token)
    assert (file.content, file.headers["content-type"]) == (PNG, "image/png")
    assert file.headers["content-disposition"] == "attachment; filename*=UTF-8''%E7%A0%B4%E6%8D%9F.png"
    assert file.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in file.headers["content-security-policy"]


async def test_the_same_file_sent_again_is_one_message(client, open_talk):
    talk, token = await open_talk()
    first, again = [(await send(client, talk, token)).json() for _ in range(2)]
    assert first == again
    assert (await send(client, talk, token, client_id="c-2")).json()["seq"] == 2


async def test_a_file_is_seen_by_its_owner_and_the_staff_only(client, house, open_talk):
    talk, token = await open_talk()
    _, other = await open_talk()
    attachment = (await send(client, talk, token)).json()["attachment"]["id"]
    mine, staffs = f"/api/attachments/{attachment}", f"/api/desk/attachments/{attachment}"
    hers, absent = await client.get(mine, headers=other), await client.get("/api/attachments/x", headers=other)
    assert hers.status_code == absent.status_code == 404
    assert {**hers.json(), "request_id": ""} == {**absent.json(), "request_id": ""}
    assert (await client.get(mine)).status_code == 401
    assert (await client.get(staffs, headers=token)).status_code == 401
    assert (await client.get(staffs, headers=STAFF)).content == PNG
    assert (await send(client, talk, other)).status_code == 404


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<html><script>alert(1)</script>",
        b"MZ\x90",
        b"",
        b"GIF8",
    ],
)
async def test_a_file_counts_for_what_is_in_it_not_for_what_it_is_called(client, open_talk, content):
    talk, token = await open_talk()
    refused = await send(client, talk, token, content)
    assert (refused.status_code, refused.json()["code"]) == (415, "bad_attachment")


async def test_a_talk_takes_so_many_files_and_no_more(client, open_talk):
    talk, token = await open_talk()
    taken = [(await send(client, talk, token, client_id=f"c-{n}")).status_code for n in range(21)]
    assert taken == [201] * 20 + [415]


async def test_a_file_over_the_limit_is_refused_before_it_is_read(open_talk):
    house = House(settings(messages=1000))
    house.settings = house.settings.model_copy(update={"server": ServerSettings(max_attachment_bytes=10_000)})
    async with house.client() as client:
        opened = (await client.post("/api/conversations", json={})).json()
        token = {"Authorization": f"Bearer {opened['token']}"}
        assert (await send(client, opened["id"], token, PNG + bytes(9_000))).status_code == 201
        assert (await send(client, opened["id"], token, PNG + bytes(10_000), client_id="c-2")).status_code == 413


async def test_files_count_as_messages(strict_house):
    async with strict_house.client() as client:
        opened = (await client.post("/api/conversations", json={})).json()
        token = {"Authorization": f"Bearer {opened['token']}"}
        taken = [(await send(client, opened["id"], token, client_id=f"c-{n}")).status_code for n in range(11)]
    assert taken == [201] * 10 + [429]


async def test_other_paths_still_take_nothing_but_json(client: httpx2.AsyncClient, open_talk):
    talk, token = await open_talk()
    headers = {**token, "Content-Type": "image/png"}
    assert (await client.post(f"/api/conversations/{talk}/messages", content=PNG, headers=headers)).status_code == 415
    packed = await send(client, talk, token, **{"Content-Encoding": "gzip"})
    assert packed.status_code == 415


async def test_a_name_cannot_leave_the_header_or_the_folder(client, open_talk):
    talk, token = await open_talk()
    taken = await send(client, talk, token, name="..%2F..%2Fetc%2Fpass%0D%0Awd%22%3Cx%3E.png")
    assert taken.json()["attachment"]["name"] == "passwdx.png"
