"""What is on the list of talks that a day has left unresolved?"""

from __future__ import annotations

from datetime import UTC, datetime

from tests.unit.services.handoff.conftest import AQIANG

NIGHT = datetime(2026, 11, 10, 15, tzinfo=UTC)  # 23:00 in the shop
MORNING = datetime(2026, 11, 11, 1, tzinfo=UTC)  # 09:00


async def _listed(floor) -> set[str]:
    return {entry.ticket.id for entry in await floor.office.feed.left_over()}


async def test_by_day_nobody_is_on_it(floor):
    await floor.asks_for_a_person()
    await floor.office.keeper.look()
    assert await _listed(floor) == set()


async def test_at_the_end_of_the_day_everybody_unresolved_is_on_it_also_whom_an_agent_has(floor):
    waiting, taken, helped = [await floor.asks_for_a_person(name) for name in ("小美", "老王", "小李")]
    for ticket in (taken, helped):
        await floor.office.desk.claim(AQIANG, ticket.id)
    await floor.office.desk.resolve(AQIANG, helped.id)
    floor.clock.at = NIGHT
    assert await _listed(floor) == {waiting.id, taken.id}


async def test_in_the_morning_who_came_at_night_is_on_it_with_her_contact_until_she_is_answered(floor):
    floor.clock.at = NIGHT
    ticket = await floor.asks_for_a_person()
    await floor.office.leaving.contact(await floor.talk(ticket), "微信 tao2026", message="请打给我")
    await floor.office.keeper.look()
    floor.clock.at = MORNING
    (entry,) = await floor.office.feed.left_over()
    assert (entry.ticket.id, entry.ticket.contact, entry.ticket.due_at) == (ticket.id, "微信 tao2026", MORNING)
    await floor.office.desk.claim(AQIANG, ticket.id)
    assert await _listed(floor) == {ticket.id}  # claimed is not answered
    await floor.office.desk.reply(AQIANG, ticket.id, "您好", client_message_id="a")
    assert await _listed(floor) == set()
