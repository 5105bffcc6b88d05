"""Does `/ai-reply` keep its contract?"""

from __future__ import annotations

from dataclasses import replace


async def ask(client, query="桃桃X1多少钱?", **fields):
    return await client.post("/ai-reply", json={"query": query, **fields})


async def test_answer_has_the_documented_shape(client):
    response = await ask(client, user_id="小美")
    assert response.status_code == 200
    assert response.headers["x-request-id"]
    body = response.json()
    ids = {name: body.pop(name) for name in ("conversation_id", "message_id")}
    assert body == {
        "success": True,
        "reply": "您说:桃桃X1多少钱?",
        "handoff": False,
        "route": "direct",
        "sources": [{"kind": "faq", "id": "echo-01", "title": "回声"}],
    }
    assert all(ids.values())


async def test_named_conversation_is_held_by_the_server(client, house):
    for _ in range(2):
        response = await ask(client, user_id="小美", conversation_id="t1", history=[{"role": "user", "content": "x"}])
    assert response.json()["conversation_id"] == "t1"
    assert [turn.conversation.state.quantity for turn in house.answerer.turns] == [None, 1]
    assert [turn.question.history for turn in house.answerer.turns] == [(), ()]


async def test_two_shoppers_with_one_conversation_name_never_meet(client, house):
    await ask(client, user_id="小美", conversation_id="t1")
    await ask(client, user_id="老王", conversation_id="t1")
    first, second = house.answerer.turns
    assert first.conversation.id != second.conversation.id


async def test_history_primes_a_conversation_that_the_server_does_not_hold(client, house):
    await ask(client, history=[{"role": "user", "content": "桃桃X1"}, {"role": "assistant", "content": "8折"}])
    assert [(turn.role, turn.text) for turn in house.answerer.turns[0].question.history] == [
        ("user", "桃桃X1"),
        ("assistant", "8折"),
    ]


async def test_context_is_read_under_the_names_of_desktop_bots(client, house):
    await ask(client, context={"CTX_CURRENT_GOODS_ID": "X1", "CTX_MEMBER_TAG": "VIP,老客", "CTX_USERNAME": "小美"})
    question = house.answerer.turns[0].question
    assert (question.context.product_id, question.context.tags) == ("X1", ("VIP", "老客"))
    assert question.shopper.audiences == {"vip"}


async def test_hand_off_is_told(client, house):
    body = (await ask(client, "转人工")).json()
    assert (body["handoff"], body["route"]) == (True, "handoff")
    assert len(house.conversations.tickets.tickets) == 1


async def test_while_a_person_has_the_talk_the_assistant_is_silent(client, house):
    await ask(client, user_id="小美", conversation_id="t1")
    talk = next(iter(house.conversations.talks.values()))
    house.conversations.talks[talk.id] = replace(talk, status="agent")
    body = (await ask(client, "在吗", user_id="小美", conversation_id="t1")).json()
    assert (body["handoff"], body["route"]) == (True, "handoff")
    assert len(house.answerer.turns) == 1
