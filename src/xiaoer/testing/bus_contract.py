"""What must every bus keep to?

Derive a test class from the suite and give it the fixtures `here` and `there`: one bus, or two replicas of it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from xiaoer.ports import Bus, News

PATIENCE_S = 5.0
KNOCK_S = 0.02


async def begin(bus: Bus, watch: AsyncIterator[News], conversation_id: str = "talk-1") -> asyncio.Task[News]:
    """Start a watch, wait until news of `bus` reaches it, and return the pending next piece."""
    waiting = asyncio.ensure_future(_next_numbered(watch))
    knock = 0
    async with asyncio.timeout(PATIENCE_S):
        while not waiting.done():
            knock += 1
            await bus.publish(News(conversation_id, "typing", seq=knock))
            await asyncio.wait({waiting}, timeout=KNOCK_S)
        while (await asyncio.wait_for(waiting, PATIENCE_S)).seq < knock:
            waiting = asyncio.ensure_future(_next_numbered(watch))
    return asyncio.ensure_future(_next_numbered(watch))


async def _next_numbered(watch: AsyncIterator[News]) -> News:
    async for news in watch:
        if news.seq or news.kind != "event":
            return news  # an event without a number only says: look in the store
    raise AssertionError("the watch ended by itself")


class BusContract:
    """News reaches everybody who watches its conversation, in order, and nobody else."""

    async def test_news_reaches_the_watcher_in_order(self, here: Bus, there: Bus) -> None:
        """Deliver what is published after the watch began, whole and in order."""
        watch = there.watch("talk-1")
        waiting = await begin(here, watch)
        sent = [News("talk-1", "delta", in_reply_to="m-1", text=f"第{number}段") for number in range(20)]
        for news in sent:
            await here.publish(news)
        got = [await asyncio.wait_for(waiting, PATIENCE_S)]
        got += [await asyncio.wait_for(_next_numbered(watch), PATIENCE_S) for _ in sent[1:]]
        assert got == sent

    async def test_news_of_another_conversation_stays_away(self, here: Bus, there: Bus) -> None:
        """Keep conversations apart."""
        watch = there.watch("talk-1")
        waiting = await begin(here, watch)
        await here.publish(News("talk-2", "delta", text="别人的"))
        await here.publish(News("talk-1", "delta", text="我的"))
        assert (await asyncio.wait_for(waiting, PATIENCE_S)).text == "我的"

    async def test_every_watcher_gets_it(self, here: Bus, there: Bus) -> None:
        """Deliver to all watchers, wherever they are."""
        first, second = await begin(here, there.watch("talk-1")), await begin(here, here.watch("talk-1"))
        await here.publish(News("talk-1", "event", seq=7_000))
        seen = [await asyncio.wait_for(second, PATIENCE_S), await asyncio.wait_for(first, PATIENCE_S)]
        assert seen[0].seq == 7_000
        assert seen[1].kind in {"event", "typing"}  # the knocks for the second watch reached the first as well

    async def test_publishing_to_nobody_is_fine(self, here: Bus) -> None:
        """Drop news that nobody watches."""
        await here.publish(News("talk-9", "event", seq=1))
