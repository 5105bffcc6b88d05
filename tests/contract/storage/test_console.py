"""Does the store keep the owner's edits and look back at talks as it promised, on both engines and in memory?"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from xiaoer.adapters.storage.store import Store
from xiaoer.core.dialogue.reply import Source
from xiaoer.ports import Feedback, Rating
from xiaoer.services.insight.ports import Span, TalkWish
from xiaoer.services.knowledge.edits import Edit
from xiaoer.testing.console import MemoryEdits
from xiaoer.testing.factories import EVE_OF_NOV_11 as EVE
from xiaoer.testing.factories import an_order
from xiaoer.testing.talks import a_conversation, a_failure, a_message, a_ticket, an_outcome

SHOP = "taotao"
DAY = Span(EVE - timedelta(hours=1), EVE + timedelta(hours=23))
BEFORE = Span(EVE - timedelta(days=9), EVE - timedelta(hours=1))


def an_edit(key="a", body="{}", seconds=0):
    return Edit("faq", key, body, EVE + timedelta(seconds=seconds), "店长")


@pytest.fixture(params=["memory", "database"])
def edits(request, store):
    return MemoryEdits() if request.param == "memory" else store.edits


async def test_an_edit_replaces_the_one_of_its_row_and_stays_with_its_shop(edits):
    await edits.put(SHOP, [an_edit("a"), an_edit("b", None, 1)])
    await edits.put(SHOP, [an_edit("a", '{"new":1}', 2)])
    await edits.put("other", [an_edit("c")])
    assert await edits.all(SHOP) == (an_edit("b", None, 1), an_edit("a", '{"new":1}', 2))


async def test_dropping_spares_a_row_that_was_edited_again(edits):
    first = an_edit("a")
    await edits.put(SHOP, [first, an_edit("b")])
    await edits.put(SHOP, [an_edit("a", '{"new":1}', 2)])
    await edits.drop(SHOP, [first, an_edit("b")])
    assert await edits.all(SHOP) == (an_edit("a", '{"new":1}', 2),)


@pytest.fixture
async def told(store: Store):
    """Two talks: one that was handed over and failed, one that went well."""
    talks = store.conversations
    for number, name in ((1, "小美"), (2, "老王")):
        at, talk = EVE + timedelta(minutes=number), f"talk-{number}"
        await talks.open(a_conversation(talk, shop_id=SHOP, owner=name, created_at=at))
        words = "能不能刻字? 100%好_吗" if number == 1 else "桃桃X1多少钱?"
        await talks.accept(a_message(f"m-{number}", conversation_id=talk, text=words, at=at))
        outcome = an_outcome(
            f"r-{number}", in_reply_to=f"m-{number}", conversation_id=talk, at=at + timedelta(seconds=number)
        )
        if number == 1:
            failure = a_failure(shop_id=SHOP, created_at=at)
            ticket = a_ticket(conversation_id=talk, shop_id=SHOP, created_at=at)
            outcome = replace(outcome, failure=failure, ticket=ticket, status="waiting")
        await talks.finish(outcome)
    await talks.rate(Rating("talk-2", 5, "很好", EVE + timedelta(hours=1)))
    await talks.give_feedback(Feedback("r-1", helpful=False, reason="没说清", at=EVE + timedelta(hours=2)))
    await talks.open(a_conversation("talk-3", shop_id=SHOP, owner="路人", created_at=EVE))  # never said a word
    return store.talk_book


async def test_facts_tell_what_became_of_each_talk_newest_first(told):
    found = [(f.id, f.owner, f.handed_over, f.failed, f.score, f.unhelpful) for f in await told.facts(SHOP, DAY)]
    assert found == [("talk-2", "老王", False, False, 5, False), ("talk-1", "小美", True, True, None, True)]


async def test_replies_are_counted_timed_and_traced(told):
    assert [(one.route, one.count) for one in await told.routes(SHOP, DAY)] == [("direct", 2)]
    waits = [one.answered_at - one.asked_at for one in await told.waits(SHOP, DAY)]
    assert waits == [timedelta(seconds=2), timedelta(seconds=1)]
    assert await told.asked(SHOP, DAY) == ("桃桃X1多少钱?", "能不能刻字? 100%好_吗")
    assert await told.cited(SHOP, DAY) == ((Source("sku", "X1-BK-256", "桃桃X1"),),) * 2


async def test_hand_offs_and_failures_are_told(told):
    (ticket,) = await told.tickets(SHOP, DAY)
    assert (ticket.reason.value, ticket.replied_at) == ("user_asked", None)
    assert await told.waiting(SHOP) == 1
    (failure,) = await told.failures(SHOP, DAY, limit=9)
    assert (failure.conversation_id, failure.question) == ("talk-1", "能不能刻字?")


async def test_talks_are_found_by_words_route_hand_off_and_rating(told):
    async def found(**wish):
        return [one.id for one in await told.talks(SHOP, TalkWish(DAY, **wish))]

    assert await found() == ["talk-2", "talk-1"]
    assert await found(text="多少钱") == ["talk-2"]
    assert await found(text="100%好_吗") == ["talk-1"]
    assert await found(text="100_好") == []  # what a pattern would mean is taken literally
    assert await found(route="direct") == ["talk-2", "talk-1"]
    assert await found(route="unsure") == []
    assert (await found(handed_over=True), await found(handed_over=False)) == (["talk-1"], ["talk-2"])
    assert (await found(rating="good"), await found(rating="bad")) == (["talk-2"], [])
    (first,) = await told.talks(SHOP, TalkWish(DAY, limit=1))
    assert (first.first_words, first.score, first.events) == ("桃桃X1多少钱?", 5, 2)
    assert await found(before=(first.created_at, first.id)) == ["talk-1"]


async def test_opinions_come_newest_first(told):
    found = [
        (one.conversation_id, one.score, one.helpful, one.words) for one in await told.opinions(SHOP, DAY, limit=9)
    ]
    assert found == [("talk-1", None, False, "没说清"), ("talk-2", 5, None, "很好")]


async def test_another_span_or_shop_has_nothing(told):
    for shop, span in ((SHOP, BEFORE), ("other", DAY)):
        assert await told.facts(shop, span) == ()
        assert await told.talks(shop, TalkWish(span)) == ()
        assert await told.failures(shop, span, limit=9) == ()
        assert await told.opinions(shop, span, limit=9) == ()


async def test_orders_are_found_by_the_beginning_of_the_number_and_the_end_of_the_phone(store):
    first, second = an_order("A1", phone="13800001111"), an_order("A2", phone="13800002222")
    await store.orders.put(SHOP, [first, second])
    book = store.talk_book
    assert set(await book.orders(SHOP, "A", offset=0, limit=9)) == {first, second}
    assert await book.orders(SHOP, "2222", offset=0, limit=9) == (second,)
    assert len(await book.orders(SHOP, "", offset=1, limit=9)) == 1
    assert await book.orders(SHOP, "%", offset=0, limit=9) == ()
