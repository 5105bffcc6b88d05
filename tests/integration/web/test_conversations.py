"""Do the conversation routes keep their contract?"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from dataclasses import replace

import pytest
from tests.integration.house import IDENTITY_SECRET, House, settings

from xiaoer.errors import StoreDown
from xiaoer.services.conversations.limits import TalkLimits


async def say(client, talk, headers, text="多少钱", client_message_id="c-1"):
    body = {"client_message_id": client_message_id, "text": text}
    return await client.post(f"/api/conversations/{talk}/messages", json=body, headers=headers)


async def history(client, talk, headers, **query):
    return (await client.get(f"/api/conversations/{talk}/messages", headers=headers, params=query)).json()


async def test_opening_gives_an_id_and_a_token_in_a_safe_cookie(client):
    response = await client.post("/api/conversations", json={})
    assert (response.status_code, set(response.json())) == (201, {"id", "token"})
    cookie = response.headers["set-cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=lax", "Path=/api"))
    assert response.json()["token"] not in str(response.url)


async def test_opening_needs_no_body(client):
    assert (await client.post("/api/conversations")).status_code == 201


async def test_the_cookie_alone_is_enough_on_the_shops_own_page(client):
    talk = (await client.post("/api/conversations", json={})).json()["id"]
    assert (await say(client, talk, {})).status_code == 202
    assert (await say(client, talk, {"Origin": "http://shop.test"}, client_message_id="c-2")).status_code == 202
    assert (await say(client, talk, {"Origin": "https://evil.example"}, client_message_id="c-3")).status_code == 403


async def test_an_accepted_message_is_answered(client, house, open_talk):
    talk, mine = await open_talk()
    accepted = await say(client, talk, mine)
    assert (accepted.status_code, accepted.json()["seq"]) == (202, 1)
    await house.settle()
    told = await history(client, talk, mine)
    assert [(m["role"], m["text"]) for m in told["messages"]] == [("shopper", "多少钱"), ("assistant", "您说:多少钱")]
    assert told["messages"][1]["in_reply_to"] == accepted.json()["message_id"]


async def test_the_same_client_id_is_answered_once_however_often_it_comes(client, house, open_talk):
    talk, mine = await open_talk()
    answers = await asyncio.gather(*(say(client, talk, mine) for _ in range(20)))
    assert len({response.text for response in answers}) == 1
    await house.settle()
    assert len((await history(client, talk, mine))["messages"]) == 2


async def test_the_same_client_id_with_another_text_is_a_conflict(client, open_talk):
    talk, mine = await open_talk()
    await say(client, talk, mine)
    response = await say(client, talk, mine, text="别的")
    assert (response.status_code, response.json()["code"]) == (409, "client_id_reused")


async def test_client_ids_of_two_talks_do_not_meet(client, house, open_talk):
    for talk, mine in [await open_talk(), await open_talk()]:
        assert (await say(client, talk, mine)).json()["seq"] == 1


async def test_messages_of_one_talk_are_answered_one_after_the_other(client, house, open_talk):
    talk, mine = await open_talk()
    house.answerer.gate.clear()
    for number in range(5):
        await say(client, talk, mine, text=f"问题{number}", client_message_id=f"c-{number}")
    house.answerer.gate.set()
    await house.settle()
    assert [turn.question.text for turn in house.answerer.turns] == [f"问题{number}" for number in range(5)]
    assert [turn.conversation.state.quantity for turn in house.answerer.turns] == [None, 1, 2, 3, 4]


async def test_a_turn_that_fails_is_tried_until_it_has_an_end(client, house, open_talk):
    talk, mine = await open_talk()
    house.answerer.faults[:] = [StoreDown(), RuntimeError("a fault"), StoreDown()]
    await say(client, talk, mine)
    await house.settle()
    assert [m["role"] for m in (await history(client, talk, mine))["messages"]] == ["shopper", "assistant"]


async def test_a_fault_that_does_not_pass_does_not_block_the_talk(client, house, open_talk):
    talk, mine = await open_talk()
    house.answerer.faults[:] = [RuntimeError("a fault")] * 8
    await say(client, talk, mine)
    await say(client, talk, mine, text="第二个问题", client_message_id="c-2")
    await house.settle()
    assert [m["role"] for m in (await history(client, talk, mine))["messages"]] == ["shopper", "shopper", "assistant"]
    assert await house.talks.resume() == 1
    await house.settle()
    assert len((await history(client, talk, mine))["messages"]) == 4


async def test_after_a_kill_every_accepted_message_gets_exactly_one_end(house):
    async with house.client() as client:
        opened = (await client.post("/api/conversations", json={})).json()
        house.answerer.gate.clear()
        for number in range(3):
            await say(client, opened["id"], {}, text=f"问题{number}", client_message_id=f"c-{number}")
    assert await house.talks.drain(0) == 3  # as if killed: three accepted, none answered
    after = House(settings(), conversations=house.conversations, clock=house.clock, ids=house.ids)
    assert await after.talks.resume() == 3
    await after.settle()
    events = house.conversations.log[opened["id"]]
    assert [event.role for event in events] == ["shopper"] * 3 + ["assistant"] * 3
    assert [event.text for event in events[3:]] == [f"您说:问题{number}" for number in range(3)]
    assert await after.talks.resume() == 0


async def test_a_full_house_refuses_and_says_when_to_come_back(open_talk):
    house = House(settings(), talk_limits=TalkLimits(in_hand=1))
    async with house.client() as client:
        talk = (await client.post("/api/conversations", json={})).json()["id"]
        house.answerer.gate.clear()
        await say(client, talk, {})
        refused = await say(client, talk, {}, client_message_id="c-2")
        assert (refused.status_code, refused.json()["code"], refused.headers["retry-after"]) == (503, "queue_full", "1")
        house.answerer.gate.set()
        await house.settle()
        assert (await say(client, talk, {}, client_message_id="c-2")).status_code == 202


async def test_not_yours_and_absent_look_the_same_on_every_route(client, house, open_talk):
    talk, mine = await open_talk()
    await say(client, talk, mine)
    await house.settle()
    reply = (await history(client, talk, mine))["messages"][1]["message_id"]
    _, others = await open_talk()
    rating, feedback = {"score": 5}, {"helpful": True}
    message = {"client_message_id": "c-9", "text": "在吗"}
    routes = [
        ("POST", "/api/conversations/{}/messages", message),
        ("GET", "/api/conversations/{}/messages", None),
        ("GET", "/api/conversations/{}/events", None),
        ("POST", "/api/conversations/{}/handoff", None),
        ("POST", "/api/conversations/{}/close", None),
        ("POST", "/api/conversations/{}/rating", rating),
        ("POST", "/api/messages/{}/feedback", feedback),
    ]
    for method, path, body in routes:
        target = reply if "feedback" in path else talk
        seen = [
            await client.request(method, path.format(place), json=body, headers={**others, "X-Request-ID": "same"})
            for place in (target, "absent")
        ]
        assert seen[0].status_code == 404, path
        assert (seen[0].content, dict(seen[0].headers)) == (seen[1].content, dict(seen[1].headers)), path


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer x"}, {"Authorization": "Bearer a.b"}])
async def test_without_a_valid_token_nothing_is_served(headers, client, open_talk):
    talk, _ = await open_talk()
    for method, path in (("GET", f"/api/conversations/{talk}/messages"), ("GET", "/api/me/conversations")):
        response = await client.request(method, path, headers=headers)
        assert (response.status_code, response.json()["code"]) == (401, "not_signed_in")


async def test_asking_for_a_person_makes_one_ticket_and_says_so(client, house, open_talk):
    talk, mine = await open_talk()
    await say(client, talk, mine, text="我的手机13800138000坏了")
    await house.settle()
    for _ in range(2):
        response = await client.post(f"/api/conversations/{talk}/handoff", headers=mine)
        assert (response.json()["status"], response.json()["queue_position"]) == ("waiting", 1)
    tickets = list(house.conversations.tickets.tickets.values())
    assert [ticket.reason for ticket in tickets] == ["user_asked"]
    assert "13800138000" not in tickets[0].summary
    roles = [m["role"] for m in (await history(client, talk, mine))["messages"]]
    assert roles == ["shopper", "assistant", "system"]


async def test_a_hand_off_does_not_cross_the_reply_in_hand(client, house, open_talk):
    talk, mine = await open_talk()
    house.answerer.gate.clear()
    await say(client, talk, mine)
    wish = asyncio.ensure_future(client.post(f"/api/conversations/{talk}/handoff", headers=mine))
    await asyncio.sleep(0)
    house.answerer.gate.set()
    assert (await wish).json()["status"] == "waiting"
    assert house.conversations.talks[talk].status == "waiting"


async def test_a_closed_talk_takes_no_more_messages(client, house, open_talk):
    talk, mine = await open_talk()
    for _ in range(2):
        assert (await client.post(f"/api/conversations/{talk}/close", headers=mine)).status_code == 204
    assert [event.status for event in house.conversations.log[talk]] == ["closed"]
    response = await say(client, talk, mine)
    assert (response.status_code, response.json()["code"]) == (409, "conversation_closed")
    assert (await client.post(f"/api/conversations/{talk}/handoff", headers=mine)).status_code == 409


async def test_rating_and_feedback_are_kept(client, house, open_talk):
    talk, mine = await open_talk()
    await say(client, talk, mine)
    await house.settle()
    own, reply = [m["message_id"] for m in (await history(client, talk, mine))["messages"]]
    rated = await client.post(f"/api/conversations/{talk}/rating", json={"score": 4, "comment": "好"}, headers=mine)
    assert rated.status_code == 204
    for message, status in ((reply, 204), (own, 404)):
        response = await client.post(f"/api/messages/{message}/feedback", json={"helpful": False}, headers=mine)
        assert response.status_code == status
    assert [(r.score, r.comment) for r in house.conversations.ratings] == [(4, "好")]
    assert [(f.message_id, f.helpful) for f in house.conversations.feedback] == [(reply, False)]


@pytest.mark.parametrize("score", [0, 6, "5", 4.5, None, True])
async def test_a_score_outside_the_scale_is_refused(score, client, open_talk):
    talk, mine = await open_talk()
    response = await client.post(f"/api/conversations/{talk}/rating", json={"score": score}, headers=mine)
    assert response.status_code == 422


async def test_my_talks_are_listed_newest_first_and_erased_at_my_wish(client, house):
    ids = [(await client.post("/api/conversations", json={})).json()["id"] for _ in range(3)]
    await say(client, ids[0], {})
    listed = (await client.get("/api/me/conversations")).json()["conversations"]
    assert [talk["id"] for talk in listed] == ids[::-1]
    assert (await client.delete("/api/me")).json() == {"conversations": 3}
    await house.settle()
    assert house.conversations.talks == {}


async def test_erasing_a_talk_in_hand_ends_its_turn(client, house):
    talk = (await client.post("/api/conversations", json={})).json()["id"]
    house.answerer.gate.clear()
    await say(client, talk, {})
    await client.delete("/api/me")
    house.answerer.gate.set()
    await house.settle()
    assert house.talks.runner.in_hand == 0


async def test_history_is_paged_without_gap_or_double(client, house, open_talk):
    talk, mine = await open_talk()
    for number in range(4):
        await say(client, talk, mine, text=f"问题{number}", client_message_id=f"c-{number}")
        await house.settle()
    seen, after = [], 0
    while after is not None:
        page = await history(client, talk, mine, after=after, limit=3)
        seen += [message["seq"] for message in page["messages"]]
        after = page["next"]
    assert seen == list(range(1, 9))


def vouched(**fields):
    identity = json.dumps({"user_id": "u-1", "phone": "13800138000", "expires_at": 1_900_000_000, **fields})
    mac = hmac.new(IDENTITY_SECRET.encode(), identity.encode(), hashlib.sha256).hexdigest()
    return {"identity": identity, "identity_hmac": mac}


async def test_a_signed_identity_proves_the_phone_and_finds_her_talks_again(client, house):
    first = (await client.post("/api/conversations", json=vouched())).json()
    client.cookies.clear()
    second = (await client.post("/api/conversations", json=vouched())).json()
    await say(client, first["id"], {"Authorization": f"Bearer {second['token']}"}, text="我的订单")
    await house.settle()
    assert house.answerer.turns[0].question.shopper.phone == "13800138000"


@pytest.mark.parametrize(
    "body",
    [
        {**vouched(), "identity_hmac": "0" * 64},
        {**vouched(), "identity": vouched()["identity"].replace("u-1", "u-2")},
        {"identity": vouched()["identity"]},
        vouched(expires_at=1_700_000_000),
        vouched(user_id=""),
        vouched(user_id=None),
    ],
)
async def test_an_identity_that_the_merchant_did_not_sign_is_refused(body, client):
    response = await client.post("/api/conversations", json=body)
    assert (response.status_code, response.json()["code"]) == (401, "not_signed_in")


async def test_without_a_secret_no_identity_is_believed():
    house = House(replace_secret(settings()))
    mac = hmac.new(b"", vouched()["identity"].encode(), hashlib.sha256).hexdigest()
    async with house.client() as client:
        response = await client.post("/api/conversations", json={**vouched(), "identity_hmac": mac})
        assert response.status_code == 401


def replace_secret(known):
    return known.model_copy(update={"access": known.access.model_copy(update={"identity_secret": ""})})


async def test_a_token_runs_out(client, house, open_talk):
    talk, mine = await open_talk()
    house.clock.move(91 * 86_400)
    assert (await client.get(f"/api/conversations/{talk}/messages", headers=mine)).status_code == 401


async def test_the_assistant_is_silent_while_a_person_has_the_talk(client, house, open_talk):
    talk, mine = await open_talk()
    house.conversations.talks[talk] = replace(house.conversations.talks[talk], status="agent")
    assert (await say(client, talk, mine)).status_code == 202
    await house.settle()
    assert house.answerer.turns == []
