"""Does what is promised over HTTP hold on a real database, also after a kill?"""

from __future__ import annotations

import asyncio

import pytest
from tests.integration.house import STAFF, House, settings

from xiaoer.adapters.storage.store import open_store, sqlite_url
from xiaoer.adapters.system import RandomIds
from xiaoer.core.dialogue.question import Question, Shopper


@pytest.fixture
def url(tmp_path):
    return sqlite_url(tmp_path / "data")


@pytest.fixture
async def store(url):
    opened = await open_store(url)
    await opened.upgrade()
    yield opened
    await opened.close()


def a_house(store):
    ids = RandomIds()
    return House(
        settings(messages=10**6),
        conversations=store.conversations,
        tickets=store.tickets,
        ticket_book=store.ticket_book,
        ids=ids,
    )


async def post(client, talk, number):
    body = {"client_message_id": f"c-{number}", "text": f"问题{number}"}
    return await client.post(f"/api/conversations/{talk}/messages", json=body)


async def messages(client, talk):
    return (await client.get(f"/api/conversations/{talk}/messages", params={"limit": 200})).json()["messages"]


async def test_many_messages_each_sent_several_times_get_one_reply_each(store):
    house = a_house(store)
    async with house.client() as client:
        talk = (await client.post("/api/conversations", json={})).json()["id"]
        sent = [number for number in range(20) for _ in range(1 + number % 4)]
        answers = await asyncio.gather(*(post(client, talk, number) for number in sent))
        assert {answer.status_code for answer in answers} == {202}
        await house.settle()
        told = await messages(client, talk)
    asked = [m for m in told if m["role"] == "shopper"]
    replies = [m for m in told if m["role"] == "assistant"]
    assert [m["seq"] for m in told] == list(range(1, 41))
    assert [m["in_reply_to"] for m in replies] == [m["message_id"] for m in asked]
    assert [turn.conversation.state.quantity or 0 for turn in house.answerer.turns] == list(range(20))


async def test_what_was_accepted_before_a_kill_is_answered_once_after_the_restart(store):
    before = a_house(store)
    before.answerer.gate.clear()
    async with before.client() as client:
        opened = await client.post("/api/conversations", json={})
        for number in range(5):
            await post(client, opened.json()["id"], number)
    assert await before.talks.drain(0) == 5
    after = a_house(store)
    async with after.client() as client:
        client.cookies.update(opened.cookies)
        assert await after.talks.resume() == 5
        repeated = await post(client, opened.json()["id"], 3)  # the client never heard of its message
        await after.settle()
        told = await messages(client, opened.json()["id"])
    assert repeated.status_code == 202
    assert [m["role"] for m in told] == ["shopper"] * 5 + ["assistant"] * 5
    assert [m["in_reply_to"] for m in told[5:]] == [m["message_id"] for m in told[:5]]


async def test_a_signed_shopper_is_still_known_when_her_message_is_answered_after_a_restart(store):
    before = a_house(store)
    before.answerer.gate.clear()
    signed = Question("我的订单到哪了", Shopper("u-1", phone="13800138000"))
    await before.talks.post(await before.talks.open("u-1"), signed, client_message_id="c-1")
    assert await before.talks.drain(0) == 1
    after = a_house(store)
    assert await after.talks.resume() == 1
    await after.settle()
    assert [turn.question for turn in after.answerer.turns] == [signed]


async def test_a_reply_its_receipt_a_hand_off_and_an_erasure(store):
    house = a_house(store)
    async with house.client() as client:
        said = (await client.post("/ai-reply", json={"query": "转人工", "user_id": "小美"})).json()
        assert (said["route"], said["handoff"]) == ("handoff", True)
        receipt = await client.get(f"/api/admin/messages/{said['message_id']}/receipt", headers=STAFF)
        assert receipt.json()["rule"] == "echo"
        house.clock.move(1)
        talk = (await client.post("/api/conversations", json={})).json()["id"]
        waiting = (await client.post(f"/api/conversations/{talk}/handoff")).json()
        assert waiting == {"seq": 1, "status": "waiting", "queue_position": 2, "wait_s": None, "speaker": ""}
        assert (await client.post(f"/api/conversations/{talk}/close")).status_code == 204
        assert (await post(client, talk, 1)).status_code == 409
        assert (await client.delete("/api/me")).json() == {"conversations": 1}


async def test_a_named_talk_is_gone_on_with_after_a_restart(store):
    for expected in (None, 1):
        house = a_house(store)
        async with house.client() as client:
            await client.post("/ai-reply", json={"query": "在吗", "user_id": "小美", "conversation_id": "t-1"})
        assert house.answerer.turns[0].conversation.state.quantity == expected


async def test_a_talk_in_an_agents_hands_survives_a_restart(store):
    before = a_house(store)
    async with before.client() as client:
        talk = (await client.post("/api/conversations", json={})).json()
        shopper = {"Authorization": f"Bearer {talk['token']}"}
        client.cookies.clear()
        await client.post(f"/api/conversations/{talk['id']}/handoff", headers=shopper)
        (ticket,) = (await client.get("/api/desk/board", headers=STAFF)).json()["tickets"]
        await client.post(f"/api/desk/tickets/{ticket['id']}/claim", headers=STAFF)
        said = {"client_message_id": "a-1", "text": "您好"}
        first = await client.post(f"/api/desk/tickets/{ticket['id']}/reply", json=said, headers=STAFF)
    after = a_house(store)
    async with after.client() as client:
        # The agent's desk never heard that its reply arrived, and sends it again.
        again = await client.post(f"/api/desk/tickets/{ticket['id']}/reply", json=said, headers=STAFF)
        assert again.json() == first.json()
        accepted = {"client_message_id": "c-9", "text": "在吗"}
        await client.post(f"/api/conversations/{talk['id']}/messages", json=accepted, headers=shopper)
        await after.settle()
        shown = await client.get(f"/api/conversations/{talk['id']}/messages", headers=shopper)
        (open_ticket,) = (await client.get("/api/desk/board", headers=STAFF)).json()["tickets"]
    assert [m["role"] for m in shown.json()["messages"]] == ["system", "system", "agent", "shopper"]
    assert (open_ticket["status"], open_ticket["waiting_since"] is None) == ("taken", False)
