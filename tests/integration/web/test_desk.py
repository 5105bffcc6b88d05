"""Does the desk work over HTTP, from the shopper's wish to the bot's return?"""

from __future__ import annotations

import asyncio
import json

import httpx2
import pytest
from tests.integration.house import STAFF

from xiaoer.core.staff import Role, Staffer

OWNER = Staffer("owner", "店长", Role.OWNER, "account")


@pytest.fixture
async def keys(house):
    async def key(name, role):
        made = await house.staff_keys.make(OWNER, name=name, role=role)
        return {"X-API-Key": made.secret}

    return {
        name: await key(name, role)
        for name, role in (("阿强", Role.AGENT), ("小兰", Role.AGENT), ("看客", Role.VIEWER))
    }


@pytest.fixture
async def talk(open_talk):
    return await open_talk()


async def _say(client, talk, text, number=1):
    body = {"client_message_id": f"c-{number}", "text": text}
    return await client.post(f"/api/conversations/{talk[0]}/messages", json=body, headers=talk[1])


async def _ticket(client, talk, key):
    await client.post(f"/api/conversations/{talk[0]}/handoff", headers=talk[1])
    return (await client.get("/api/desk/board", headers=key)).json()["tickets"][0]["id"]


async def _act(client, ticket, action, key, **body):
    return await client.post(f"/api/desk/tickets/{ticket}/{action}", json=body or None, headers=key)


async def test_a_talk_goes_to_an_agent_and_back_to_the_bot(client, house, keys, talk):
    key = keys["阿强"]
    ticket = await _ticket(client, talk, key)
    claimed = await _act(client, ticket, "claim", key)
    assert (claimed.status_code, claimed.json()["agent_name"]) == (200, "阿强")
    said = await _act(client, ticket, "reply", key, client_message_id="a-1", text="您好,我是阿强")
    assert said.status_code == 201
    assert (await _say(client, talk, "在吗")).status_code == 202
    await house.settle()
    shown = (await client.get(f"/api/conversations/{talk[0]}/messages", headers=talk[1])).json()["messages"]
    assert [(m["role"], m["text"], m["speaker"]) for m in shown][-2:] == [
        ("agent", "您好,我是阿强", "阿强"),
        ("shopper", "在吗", ""),
    ]
    assert (await _act(client, ticket, "resolve", key)).json()["status"] == "resolved"
    await _say(client, talk, "还有货吗", number=2)
    await house.settle()
    shown = (await client.get(f"/api/conversations/{talk[0]}/messages", headers=talk[1])).json()["messages"]
    assert (shown[-1]["role"], shown[-1]["text"]) == ("assistant", "您说:还有货吗")


async def test_two_agents_cannot_take_one_talk(client, keys, talk):
    ticket = await _ticket(client, talk, keys["阿强"])
    answers = await asyncio.gather(*(_act(client, ticket, "claim", keys[name]) for name in ("阿强", "小兰")))
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    refused = next(answer for answer in answers if answer.status_code == 409)
    assert (refused.json()["code"], refused.json()["detail"]) == ("ticket_taken", "这个会话正由其他客服处理")


async def test_a_viewer_sees_the_board_and_may_do_nothing(client, keys, talk):
    ticket = await _ticket(client, talk, keys["看客"])
    for action in ("claim", "resolve", "reopen", "typing"):
        assert (await _act(client, ticket, action, keys["看客"])).status_code == 404
    assert (await client.get(f"/api/desk/conversations/{talk[0]}", headers=keys["看客"])).status_code == 404


async def test_a_note_never_reaches_the_shopper(client, keys, talk):
    ticket = await _ticket(client, talk, keys["阿强"])
    noted = await _act(client, ticket, "note", keys["小兰"], text="小心,他很生气")
    assert (noted.status_code, noted.json()["author"]) == (201, "小兰")
    file = (await client.get(f"/api/desk/conversations/{talk[0]}", headers=keys["阿强"])).json()
    assert [note["text"] for note in file["notes"]] == ["小心,他很生气"]
    history = await client.get(f"/api/conversations/{talk[0]}/messages", headers=talk[1])
    assert "小心" not in history.text


async def test_marks_of_reading_go_both_ways(client, house, keys, talk):
    key = keys["阿强"]
    ticket = await _ticket(client, talk, key)
    await _act(client, ticket, "claim", key)
    asked = (await _say(client, talk, "在吗")).json()["message_id"]
    said = (await _act(client, ticket, "reply", key, client_message_id="a", text="在")).json()["message_id"]
    assert (await _act(client, ticket, "read", key, message_id=asked)).status_code == 204
    path = f"/api/conversations/{talk[0]}/read"
    assert (await client.post(path, json={"message_id": said}, headers=talk[1])).status_code == 204
    assert (await client.post(path, json={"message_id": "absent"}, headers=talk[1])).status_code == 404
    file = (await client.get(f"/api/desk/conversations/{talk[0]}", headers=key)).json()
    assert file["reads"] == [{"role": "agent", "message_id": asked}, {"role": "shopper", "message_id": said}]


async def test_the_draft_is_the_bots_answer_to_her_last_real_question(client, house, keys, talk):
    await _say(client, talk, "耳机坏了能换吗")
    await _say(client, talk, "转人工", number=2)
    await house.settle()
    await _ticket(client, talk, keys["阿强"])
    before = (await client.get(f"/api/desk/conversations/{talk[0]}", headers=keys["阿强"])).json()["last_seq"]
    draft = await client.post(f"/api/desk/conversations/{talk[0]}/draft", headers=keys["阿强"])
    assert draft.json() == {"text": "回答:耳机坏了能换吗", "route": "direct", "sources": []}
    after = (await client.get(f"/api/desk/conversations/{talk[0]}", headers=keys["阿强"])).json()["last_seq"]
    assert after == before


async def test_talks_that_wanted_no_person_are_the_shoppers_own(client, keys, talk):
    await _say(client, talk, "我的地址是……")
    for method, path in (("GET", ""), ("POST", "/draft")):
        answer = await client.request(method, f"/api/desk/conversations/{talk[0]}{path}", headers=keys["阿强"])
        assert answer.status_code == 404


async def test_colleagues_are_those_who_can_take_a_talk(client, house):
    for name, role in (("aqiang", Role.AGENT), ("kanke", Role.VIEWER), ("xiaolan", Role.AGENT)):
        await house.staff.add_account(OWNER, login=name, display_name=name, role=role, password="correct horse 12")
    body = {"login": "aqiang", "password": "correct horse 12"}
    await client.post("/api/staff/session", json=body, headers={"Origin": "http://shop.test"})
    own = {"Origin": "http://shop.test"}
    assert (await client.put("/api/desk/presence", json={"status": "busy"}, headers=own)).json()["status"] == "busy"
    colleagues = (await client.get("/api/desk/colleagues")).json()["colleagues"]
    assert [(one["display_name"], one["status"]) for one in colleagues] == [("xiaolan", "gone")]
    board = (await client.get("/api/desk/board")).json()
    assert [(agent["name"], agent["status"]) for agent in board["agents"]] == [("aqiang", "busy")]


async def test_canned_replies_are_kept_by_shortcut(client, keys):
    key = keys["阿强"]
    added = await client.post("/api/desk/canned", json={"shortcut": "Hi", "text": "您好"}, headers=key)
    assert (added.status_code, added.json()["shortcut"]) == (201, "hi")
    again = await client.post("/api/desk/canned", json={"shortcut": "hi", "text": "x"}, headers=key)
    assert (again.status_code, again.json()["code"]) == (409, "shortcut_taken")
    path = f"/api/desk/canned/{added.json()['id']}"
    assert (await client.put(path, json={"shortcut": "hi", "text": "您好呀"}, headers=key)).json()["text"] == "您好呀"
    assert (await client.delete(path, headers=key)).status_code == 204
    assert (await client.delete(path, headers=key)).status_code == 404
    assert (await client.put(path, json={"shortcut": "hi", "text": "x"}, headers=key)).status_code == 404


async def test_a_contact_is_left_by_the_shopper_alone(client, keys, talk, open_talk):
    other = await open_talk()
    path, body = f"/api/conversations/{talk[0]}/contact", {"contact": "微信 tao", "message": "耳机坏了"}
    assert (await client.post(path, json=body, headers=other[1])).status_code == 404
    assert (await client.post(path, json=body, headers=talk[1])).status_code == 204
    (ticket,) = (await client.get("/api/desk/board", headers=keys["看客"])).json()["tickets"]
    assert (ticket["contact"], ticket["talk_status"]) == ("微信 tao", "waiting")
    for bad in ({"contact": ""}, {"contact": "x" * 129}, {"contact": "x", "who": "me"}, {}):
        assert (await client.post(path, json=bad, headers=talk[1])).status_code == 422


async def test_resolved_and_left_over_tickets_are_listed(client, house, keys, talk):
    ticket = await _ticket(client, talk, keys["阿强"])
    house.clock.move(3 * 3600)  # 23:00
    await house.office.keeper.look()
    left = (await client.get("/api/desk/tickets?status=left_over", headers=keys["看客"])).json()["tickets"]
    assert [one["id"] for one in left] == [ticket]
    await _act(client, ticket, "claim", keys["阿强"])
    await _act(client, ticket, "resolve", keys["阿强"])
    done = (await client.get("/api/desk/tickets?status=resolved", headers=keys["看客"])).json()["tickets"]
    assert [(one["id"], one["agent_name"]) for one in done] == [(ticket, "阿强")]
    assert (await client.get("/api/desk/tickets?status=left_over", headers=keys["看客"])).json()["tickets"] == []


async def test_the_metrics_tell_how_the_queue_stands(client, house, keys, talk):
    await _ticket(client, talk, keys["阿强"])
    house.clock.move(200)
    await house.office.keeper.look()
    told = (await client.get("/metrics", headers=STAFF)).text
    assert "xiaoer_tickets_waiting 1.0" in told
    assert "xiaoer_tickets_alarming 1.0" in told
    assert "xiaoer_ticket_wait_seconds 200.0" in told


async def _signs(response, wanted, *, last=""):
    """Read server-sent events until as many as wanted have come, or the last kind; heartbeats are none."""
    found, lines = [], response.aiter_lines()
    kind = ""
    async for line in lines:
        if line.startswith("event: "):
            kind = line[7:]
        if line.startswith("data: "):
            found.append((kind, json.loads(line[6:])))
            if len(found) >= wanted or kind == last:
                return found
    return found


async def test_a_desk_hears_of_everything_as_it_happens(house, keys):
    async with house.served() as base, httpx2.AsyncClient(base_url=base) as client, asyncio.timeout(20):
        opened = (await client.post("/api/conversations", json={})).json()
        client.cookies.clear()
        talk = opened["id"], {"Authorization": f"Bearer {opened['token']}"}
        ticket = await _ticket(client, talk, keys["阿强"])
        await _act(client, ticket, "claim", keys["阿强"])
        await client.put("/api/desk/presence", json={"status": "online"}, headers=keys["阿强"])
        async with client.stream("GET", "/api/desk/events", headers=keys["阿强"]) as stream:
            reading = asyncio.ensure_future(_signs(stream, 3))
            await asyncio.sleep(0.2)
            await client.post(f"/api/conversations/{talk[0]}/typing", headers=talk[1])
            await asyncio.sleep(0.2)
            await _say(client, talk, "在吗")
            signs = await reading
    kinds = [kind for kind, _ in signs]
    assert kinds[0] == "board"
    assert signs[0][1]["tickets"][0]["agent_name"] == "阿强"
    assert ("typing", {"conversation_id": talk[0]}) in signs


async def test_a_desk_that_comes_back_gets_the_whole_board_again(house, keys):
    async with house.served() as base, httpx2.AsyncClient(base_url=base) as client, asyncio.timeout(20):
        opened = (await client.post("/api/conversations", json={})).json()
        client.cookies.clear()
        talk = opened["id"], {"Authorization": f"Bearer {opened['token']}"}
        await _ticket(client, talk, keys["阿强"])
        for _ in range(2):
            async with client.stream("GET", "/api/desk/events", headers=keys["阿强"]) as stream:
                ((kind, board),) = await _signs(stream, 1)
                assert (kind, len(board["tickets"])) == ("board", 1)
                assert board["tickets"][0]["last_seq"] >= 1


async def test_the_shopper_sees_that_the_agent_writes(house, keys):
    async with house.served() as base, httpx2.AsyncClient(base_url=base) as client, asyncio.timeout(20):
        opened = (await client.post("/api/conversations", json={})).json()
        client.cookies.clear()
        talk = opened["id"], {"Authorization": f"Bearer {opened['token']}"}
        ticket = await _ticket(client, talk, keys["阿强"])
        await _act(client, ticket, "claim", keys["阿强"])
        async with client.stream("GET", f"/api/conversations/{talk[0]}/events", headers=talk[1]) as stream:
            reading = asyncio.ensure_future(_signs(stream, 99, last="typing"))
            await asyncio.sleep(0.2)
            await _act(client, ticket, "typing", keys["阿强"])
            signs = await reading
    states = [told for kind, told in signs if kind == "state"]
    assert (states[0]["status"], states[-1]["status"], states[-1]["speaker"]) == ("waiting", "agent", "阿强")
