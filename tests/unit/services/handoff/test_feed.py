"""Does every desk, in whichever process, hear what happens?"""

from __future__ import annotations

import asyncio

from xiaoer.services.handoff.bell import Bell
from xiaoer.services.handoff.feed import ShopperTypes


async def test_a_shopper_who_writes_is_seen_at_the_desks_of_another_process(floor):
    ticket = await floor.asks_for_a_person()
    here, floor.bell = floor.office, Bell()  # two processes share the bus and the store, not the bell
    there = floor.opened()
    following = there.feed.follow()
    seen: list[object] = []

    async def follow() -> None:
        async for sign in following:
            seen.append(sign)
            if isinstance(sign, ShopperTypes):
                return

    async with asyncio.timeout(5):
        reading = asyncio.create_task(follow())
        while not reading.done():
            await here.leaving.type(await floor.talk(ticket))
            await asyncio.sleep(0.01)
    await following.aclose()
    assert seen[-1] == ShopperTypes(ticket.conversation_id)
    assert there.feed.followers == 0
