"""Does an adapter keep talks as the `Conversations` port says?

Subclass these in a test module and provide the fixtures `conversations` and `tickets`, on an empty store each.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import timedelta

import pytest

from xiaoer.core.dialogue.conversation import Event
from xiaoer.core.dialogue.reply import Source
from xiaoer.core.dialogue.state import DialogueState
from xiaoer.errors import BadRequest, ClientIdReused, ConversationClosed, NoSuchConversation
from xiaoer.ports import Conversations, Tickets
from xiaoer.testing.factories import EVE_OF_NOV_11
from xiaoer.testing.talks import (
    a_conversation,
    a_failure,
    a_message,
    a_receipt,
    a_status,
    a_ticket,
    an_outcome,
)

CROWD = 100  # callers at once


class OpeningContract:
    """Talks are opened once per shop, owner and name, and only their shop finds them."""

    async def test_a_new_talk_is_found_as_it_was_opened(self, conversations: Conversations) -> None:
        opened = await conversations.open(a_conversation())
        assert opened == a_conversation()
        assert await conversations.find("default", "talk-1") == a_conversation()

    async def test_the_same_name_of_the_same_owner_is_the_same_talk(self, conversations: Conversations) -> None:
        await conversations.open(a_conversation("talk-1", name="早上的"))
        again = await conversations.open(a_conversation("talk-2", name="早上的"))
        assert again.id == "talk-1"
        assert await conversations.find("default", "talk-2") is None

    async def test_two_owners_with_one_name_never_meet(self, conversations: Conversations) -> None:
        await conversations.open(a_conversation("talk-1", owner="小美", name="n"))
        hers = await conversations.open(a_conversation("talk-2", owner="老王", name="n"))
        assert hers.id == "talk-2"

    async def test_another_shop_does_not_find_it(self, conversations: Conversations) -> None:
        await conversations.open(a_conversation(shop_id="default"))
        assert await conversations.find("other", "talk-1") is None

    async def test_a_crowd_that_opens_one_name_gets_one_talk(self, conversations: Conversations) -> None:
        opened = await asyncio.gather(
            *(conversations.open(a_conversation(f"talk-{n}", name="one")) for n in range(CROWD))
        )
        assert len({talk.id for talk in opened}) == 1

    async def test_the_talks_of_an_owner_come_newest_first(self, conversations: Conversations) -> None:
        for n in range(3):
            at = EVE_OF_NOV_11 + timedelta(minutes=n)
            await conversations.open(a_conversation(f"talk-{n}", created_at=at))
        await conversations.open(a_conversation("other", owner="老王"))
        owned = await conversations.owned("default", "小美", limit=2)
        assert [talk.id for talk in owned] == ["talk-2", "talk-1"]


class AcceptingContract:
    """A message is accepted once per client id, in order, and awaits a reply until it has one."""

    async def test_an_accepted_message_is_stored_with_all_it_came_with(self, conversations: Conversations) -> None:
        await conversations.open(a_conversation())
        accepted = await conversations.accept(a_message(text="多少钱?😀"))
        assert (accepted.message_id, accepted.seq, accepted.fresh, accepted.awaits_reply) == ("m-1", 1, True, True)
        assert await conversations.message("m-1") == Event(
            conversation_id="talk-1",
            seq=1,
            kind="message",
            created_at=EVE_OF_NOV_11,
            message_id="m-1",
            role="shopper",
            text="多少钱?😀",
            client_message_id="c-m-1",
            context=a_message().context,
        )

    async def test_the_same_client_id_and_text_is_the_same_message(self, conversations: Conversations) -> None:
        await conversations.open(a_conversation())
        first = await conversations.accept(a_message("m-1", client_message_id="c"))
        second = await conversations.accept(a_message("m-2", client_message_id="c"))
        assert second == replace(first, fresh=False)
        assert await conversations.message("m-2") is None

    async def test_the_same_client_id_with_another_text_is_refused(self, conversations: Conversations) -> None:
        await conversations.open(a_conversation())
        await conversations.accept(a_message("m-1", client_message_id="c", text="多少钱"))
        with pytest.raises(ClientIdReused):
            await conversations.accept(a_message("m-2", client_message_id="c", text="有货吗"))
        assert len(await conversations.events("talk-1", after=0, limit=10)) == 1

    async def test_the_same_client_id_in_another_talk_is_another_message(self, conversations: Conversations) -> None:
        await conversations.open(a_conversation("talk-1"))
        await conversations.open(a_conversation("talk-2"))
        await conversations.accept(a_message("m-1", client_message_id="c"))
        other = await conversations.accept(a_message("m-2", client_message_id="c", conversation_id="talk-2"))
        assert other.fresh

    async def test_a_crowd_of_the_same_client_id_leaves_one_row(self, conversations: Conversations) -> None:
        await conversations.open(a_conversation())
        accepted = await asyncio.gather(
            *(conversations.accept(a_message(f"m-{n}", client_message_id="c")) for n in range(CROWD))
        )
        assert len({entry.message_id for entry in accepted}) == 1
        assert sum(entry.fresh for entry in accepted) == 1
        assert len(await conversations.events("talk-1", after=0, limit=200)) == 1

    async def test_a_crowd_in_one_talk_is_numbered_without_gaps(self, conversations: Conversations) -> None:
        await conversations.open(a_conversation())
        accepted = await asyncio.gather(*(conversations.accept(a_message(f"m-{n}")) for n in range(CROWD)))
        assert sorted(entry.seq for entry in accepted) == list(range(1, CROWD + 1))

    async def test_no_talk_no_message(self, conversations: Conversations) -> None:
        with pytest.raises(NoSuchConversation):
            await conversations.accept(a_message())

    async def test_a_closed_talk_takes_no_message_but_knows_its_old_ones(self, conversations: Conversations) -> None:
        await conversations.open(a_conversation())
        await conversations.accept(a_message("m-1"))
        await conversations.append(a_status("closed"))
        with pytest.raises(ConversationClosed):
            await conversations.accept(a_message("m-2"))
        assert not (await conversations.accept(a_message("m-1"))).fresh

    async def test_a_person_has_the_talk_so_no_reply_is_awaited(self, conversations: Conversations) -> None:
        await conversations.open(a_conversation())
        await conversations.append(a_status("agent"))
        accepted = await conversations.accept(a_message())
        assert not accepted.awaits_reply
        assert not (await conversations.accept(a_message())).awaits_reply
        assert await conversations.unfinished("default", limit=10) == ()

    async def test_a_refused_message_does_not_fail_its_neighbours(self, conversations: Conversations) -> None:
        await conversations.open(a_conversation())
        results = await asyncio.gather(
            *(conversations.accept(a_message(f"m-{n}")) for n in range(10)),
            conversations.accept(a_message("x", conversation_id="nowhere")),
            conversations.accept(a_message("bad", text="half a character \ud83d")),
            return_exceptions=True,
        )
        assert [type(r) for r in results[10:]] == [NoSuchConversation, BadRequest]
        assert len(await conversations.events("talk-1", after=0, limit=50)) == 10


class FinishingContract:
    """A turn leaves everything behind at once, and only once."""

    async def test_an_outcome_is_the_reply_its_receipt_and_the_state(self, conversations: Conversations) -> None:
        await conversations.open(a_conversation())
        await conversations.accept(a_message())
        state = DialogueState(product_ids=("X1",), options=(("颜色", "黑色"),), intent="price", quantity=2)
        (event,) = await conversations.finish(an_outcome(state=state))
        assert event == Event(
            conversation_id="talk-1",
            seq=2,
            kind="message",
            created_at=EVE_OF_NOV_11,
            message_id="r-1",
            role="assistant",
            text="桃桃X1 黑色 256G 3999元,有货。",
            in_reply_to="m-1",
            route="direct",
            rule="price",
            sources=(Source("sku", "X1-BK-256", "桃桃X1"),),
        )
        assert await conversations.reply_to("m-1") == event
        talk = await conversations.find("default", "talk-1")
        assert talk is not None
        assert (talk.state, talk.last_seq, talk.status) == (state, 2, "bot")
        receipt = json.loads(await conversations.receipt("r-1") or "")
        assert receipt["understanding"]["asks"][0]["confidence"] == 0.93
        assert receipt["evidence"][0]["text"] == a_receipt().evidence[0].text

    async def test_a_second_outcome_changes_nothing_and_returns_the_first(self, conversations: Conversations) -> None:
        await conversations.open(a_conversation())
        await conversations.accept(a_message())
        first = await conversations.finish(replace(an_outcome("r-1"), status="waiting", ticket=a_ticket()))
        second = await conversations.finish(an_outcome("r-2", text="another"))
        assert second == first
        assert await conversations.message("r-2") is None
        assert await conversations.receipt("r-2") is None

    async def test_a_crowd_of_finishers_leaves_one_outcome(self, conversations: Conversations) -> None:
        await conversations.open(a_conversation())
        await conversations.accept(a_message())
        outcomes = await asyncio.gather(*(conversations.finish(an_outcome(f"r-{n}")) for n in range(CROWD)))
        assert len(set(outcomes)) == 1
        assert len(await conversations.events("talk-1", after=0, limit=200)) == 2

    async def test_a_hand_off_is_a_reply_then_a_state_with_the_place_in_the_queue(
        self, conversations: Conversations, tickets: Tickets
    ) -> None:
        for n in (1, 2):
            talk = f"talk-{n}"
            await conversations.open(a_conversation(talk))
            await conversations.accept(a_message(f"m-{n}", conversation_id=talk))
            outcome = an_outcome(f"r-{n}", in_reply_to=f"m-{n}", conversation_id=talk)
            ticket = a_ticket(f"t-{n}", conversation_id=talk)
            reply, state = await conversations.finish(replace(outcome, status="waiting", ticket=ticket))
            assert (reply.seq, state.seq, state.kind, state.status) == (2, 3, "state", "waiting")
            assert state.queue_position == n
            assert await tickets.open_for(talk) == ticket
            found = await conversations.find("default", talk)
            assert found is not None
            assert found.status == "waiting"

    async def test_a_late_reply_does_not_take_the_talk_back_from_a_person(self, conversations: Conversations) -> None:
        await conversations.open(a_conversation())
        await conversations.accept(a_message())
        await conversations.append(a_status("agent"))
        await conversations.finish(an_outcome())
        talk = await conversations.find("default", "talk-1")
        assert talk is not None
        assert talk.status == "agent"

    async def test_a_miss_is_kept_for_the_shop_to_learn_from(
        self, conversations: Conversations, tickets: Tickets
    ) -> None:
        await conversations.open(a_conversation())
        await conversations.accept(a_message())
        await conversations.finish(replace(an_outcome(), failure=a_failure()))
        assert await tickets.failures("default", limit=5) == (a_failure(),)

    async def test_no_talk_no_outcome(self, conversations: Conversations) -> None:
        with pytest.raises(NoSuchConversation):
            await conversations.finish(an_outcome())


class UnfinishedContract:
    """What was accepted and not answered is found again."""

    async def test_only_messages_without_an_outcome_come_oldest_first(self, conversations: Conversations) -> None:
        await conversations.open(a_conversation())
        for n in (3, 1, 2):
            await conversations.accept(a_message(f"m-{n}", at=EVE_OF_NOV_11 + timedelta(seconds=n)))
        await conversations.finish(an_outcome(in_reply_to="m-2"))
        pending = await conversations.unfinished("default", limit=10)
        assert [turn.message.message_id for turn in pending] == ["m-1", "m-3"]
        assert {turn.conversation for turn in pending} == {await conversations.find("default", "talk-1")}
        assert len(await conversations.unfinished("default", limit=1)) == 1
        assert await conversations.unfinished("other", limit=1) == ()

    async def test_a_signed_phone_waits_with_the_message(self, conversations: Conversations) -> None:
        await conversations.open(a_conversation())
        await conversations.accept(a_message("m-1", phone="13812345678"))
        await conversations.accept(a_message("m-2"))
        pending = await conversations.unfinished("default", limit=10)
        assert [turn.phone for turn in pending] == ["13812345678", ""]
