"""Is nobody who waits for a person forgotten, and does everybody hear what is so, once?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests.unit.services.handoff.conftest import AQIANG, XIAOLAN, Floor

from xiaoer.testing.staff import an_account
from xiaoer.testing.talks import a_ticket

MORNING = datetime(2026, 11, 11, 1, 0, tzinfo=UTC)  # 09:00 in Shanghai
NIGHT = datetime(2026, 11, 10, 15, 0, tzinfo=UTC)  # 23:00
NOBODY = "让您久等了:现在没有客服在线,已经提醒了他们,您的问题没有丢。您也可以留下电话或微信,方便之后联系。"


async def _look(floor: Floor, *, after_s: float = 0) -> int:
    floor.clock.move(after_s)
    return await floor.office.keeper.look()


async def test_place_and_expected_time_are_told_and_again_when_they_change(floor):
    await floor.office.hall.enter(AQIANG, "online")
    first, second = await floor.asks_for_a_person("小美"), await floor.asks_for_a_person("老王")
    await _look(floor)
    assert floor.states(first)[-1] == ("waiting", 1, 300)
    assert floor.states(second)[-1] == ("waiting", 2, 600)
    assert await _look(floor) == 0
    await floor.office.desk.claim(AQIANG, first.id)
    await _look(floor)
    assert floor.states(second)[-1] == ("waiting", 1, 300)


async def test_more_agents_make_the_wait_shorter_and_none_makes_it_unknown(floor):
    for agent in (AQIANG, XIAOLAN):
        await floor.office.hall.enter(agent, "online")
    tickets = [await floor.asks_for_a_person(name) for name in "甲乙丙"]
    await _look(floor)
    assert [floor.states(ticket)[-1][2] for ticket in tickets] == [300, 300, 600]


async def test_without_anybody_there_no_time_is_promised(floor):
    ticket = await floor.asks_for_a_person()
    await _look(floor)
    assert floor.states(ticket)[-1] == ("waiting", 1, None)


async def test_who_waits_too_long_hears_an_honest_word_at_growing_distances(floor):
    ticket = await floor.asks_for_a_person()
    await _look(floor, after_s=179)
    assert NOBODY not in floor.told(ticket)
    await _look(floor, after_s=1)
    assert floor.told(ticket)[-1] == NOBODY
    alarms = []
    for _ in range(60):
        await _look(floor, after_s=60)
        alarms.append((await floor.ticket(ticket.conversation_id)).alarms)
    assert floor.told(ticket).count(NOBODY) == 3
    assert alarms[-1] == 3


async def test_nothing_is_said_twice_after_a_restart(floor):
    ticket = await floor.asks_for_a_person()
    await _look(floor, after_s=200)
    floor.office = floor.opened()
    await _look(floor, after_s=1)
    assert floor.told(ticket).count(NOBODY) == 1


async def test_two_processes_say_it_once(floor):
    ticket = await floor.asks_for_a_person()
    other = floor.opened()
    floor.clock.move(200)
    await floor.office.keeper.look()
    await other.keeper.look()
    assert floor.told(ticket).count(NOBODY) == 1


async def test_with_agents_there_the_word_tells_place_and_minutes(floor):
    ticket = await floor.asks_for_a_person()
    floor.clock.move(185)
    await floor.office.hall.enter(AQIANG, "online")
    await _look(floor)
    assert floor.told(ticket)[-1] == (
        "让您久等了:客服正在接待其他顾客,您排在第 1 位,预计还要约 5 分钟。您的问题没有丢,也可以继续在这里补充。"
    )


async def test_an_agent_who_has_the_talk_and_is_silent_is_told_of_too(floor):
    ticket = await floor.asks_for_a_person()
    await floor.office.hall.enter(AQIANG, "online")
    await floor.office.desk.claim(AQIANG, ticket.id)
    await floor.office.desk.reply(AQIANG, ticket.id, "您好", client_message_id="c")
    floor.clock.move(600)
    await floor.office.hall.enter(AQIANG, "online")
    assert await _look(floor) == 0  # she has her answer
    await floor.says(ticket, "还在吗")
    floor.clock.move(200)
    await floor.office.hall.enter(AQIANG, "online")
    await _look(floor)
    assert floor.told(ticket)[-1] == "让您久等了:客服阿强还在处理,已经再次提醒。"


async def test_the_talks_of_an_agent_who_vanished_go_back_with_an_alarm(floor):
    ticket = await floor.asks_for_a_person()
    await floor.office.hall.enter(AQIANG, "online")
    await floor.office.desk.claim(AQIANG, ticket.id)
    await _look(floor, after_s=89)
    assert (await floor.ticket(ticket.conversation_id)).status == "taken"
    await _look(floor, after_s=1)
    now = await floor.ticket(ticket.conversation_id)
    assert (now.status, now.alarms) == ("waiting", 1)
    assert (await floor.talk(ticket)).status == "waiting"
    assert floor.told(ticket)[-1] == "客服阿强暂时不在线,已把您排回队伍最前面,前面的对话都在。"


async def test_a_server_that_was_down_does_not_take_talks_away(floor):
    ticket = await floor.asks_for_a_person()
    await floor.office.hall.enter(AQIANG, "online")
    await floor.office.desk.claim(AQIANG, ticket.id)
    floor.clock.move(3600)
    floor.office = floor.opened()
    await _look(floor, after_s=60)
    assert (await floor.ticket(ticket.conversation_id)).status == "taken"
    await _look(floor, after_s=30)
    assert (await floor.ticket(ticket.conversation_id)).status == "waiting"


async def test_an_agent_who_is_away_keeps_his_talks_while_his_desk_is_open(floor):
    ticket = await floor.asks_for_a_person()
    await floor.office.hall.enter(AQIANG, "away")
    await floor.office.desk.claim(AQIANG, ticket.id)
    await _look(floor, after_s=30)
    assert (await floor.ticket(ticket.conversation_id)).status == "taken"


async def test_who_asks_after_hours_is_put_down_for_the_next_opening(floor):
    floor.clock.at = NIGHT
    ticket = await floor.asks_for_a_person()
    await _look(floor)
    assert (await floor.ticket(ticket.conversation_id)).due_at == MORNING
    assert await _look(floor, after_s=3600) == 0


async def test_who_asks_after_hours_is_told_once_and_again_when_a_day_went_by(floor):
    floor.clock.at = NIGHT
    ticket = await floor.asks_for_a_person()
    said = floor.told(ticket)
    assert len(said) == 1  # the answer to her wish names the hours
    await _look(floor)
    assert floor.told(ticket) == said
    floor.clock.at = NIGHT + timedelta(days=1)
    await _look(floor)
    assert floor.told(ticket)[-1].startswith("今天的人工服务时间(09:00-22:00)已结束,很抱歉没能及时接待。")
    assert "11月12日(周四) 09:00 起客服会看到" in floor.told(ticket)[-1]


async def test_whose_agent_vanished_at_night_hears_when_people_are_back(floor):
    floor.clock.at = NIGHT
    await floor.office.hall.enter(AQIANG, "online")
    ticket = await floor.asks_for_a_person()
    await floor.office.desk.claim(AQIANG, ticket.id)
    await _look(floor, after_s=91)  # his desk fell silent: back into the queue
    await _look(floor, after_s=2)
    assert floor.told(ticket)[-1] == (
        "现在不在人工服务时间(09:00-22:00),您的问题已登记,11月11日(周三) 09:00 起客服会看到。"
        "可以在这里留下想说的话和电话或微信,方便之后联系。"
    )


async def test_who_was_left_waiting_at_closing_time_hears_so_once(floor):
    ticket = await floor.asks_for_a_person()  # 20:00
    await _look(floor)
    said = len(floor.told(ticket))
    floor.clock.at = NIGHT
    await _look(floor)
    assert floor.told(ticket)[said:] == [
        "今天的人工服务时间(09:00-22:00)已结束,很抱歉没能及时接待。您的问题已登记,11月11日(周三) 09:00 起客服会看到,"
        "可以留下电话或微信,方便之后联系。"
    ]
    assert await _look(floor, after_s=600) == 0
    assert [entry.ticket.id for entry in await floor.office.feed.left_over()] == [ticket.id]


async def test_in_the_morning_the_waiting_counts_from_the_opening(floor):
    floor.clock.at = NIGHT
    ticket = await floor.asks_for_a_person()
    await _look(floor)
    floor.clock.at = MORNING
    await floor.office.hall.enter(AQIANG, "online")
    await _look(floor, after_s=60)
    said = len(floor.told(ticket))
    assert floor.states(ticket)[-1] == ("waiting", 1, 300)
    floor.clock.move(120)
    await floor.office.hall.enter(AQIANG, "online")
    await _look(floor)
    assert len(floor.told(ticket)) == said + 1


async def test_a_ticket_that_stays_for_days_is_carried_over_every_evening(floor):
    floor.clock.at = NIGHT
    ticket = await floor.asks_for_a_person()
    await _look(floor)
    for day in (1, 2):
        floor.clock.at = NIGHT + timedelta(days=day)
        await _look(floor)
        assert (await floor.ticket(ticket.conversation_id)).due_at == MORNING + timedelta(days=day)


async def test_an_agent_at_night_opens_the_office(floor):
    floor.clock.at = NIGHT
    await floor.office.hall.enter(AQIANG, "online")
    ticket = await floor.asks_for_a_person()
    await _look(floor)
    assert (await floor.ticket(ticket.conversation_id)).due_at is None
    assert floor.states(ticket)[-1] == ("waiting", 1, 300)


async def test_a_shopper_who_ended_her_talk_waits_no_more(floor):
    ticket = await floor.asks_for_a_person()
    await floor.talks.wishes.close(await floor.talk(ticket))
    await _look(floor)
    assert (await floor.ticket(ticket.conversation_id)).status == "resolved"


async def test_a_hand_off_that_was_cut_off_half_way_is_completed(floor):
    talk = await floor.talks.open("小美")
    await floor.conversations.tickets.add(a_ticket(conversation_id=talk.id, created_at=floor.clock.now()))
    assert await _look(floor, after_s=5) == 0  # it may still be on its way
    await _look(floor, after_s=5)
    assert (await floor.conversations.find("default", talk.id)).status == "waiting"


@pytest.mark.parametrize("hours", ["全天", ""])
async def test_hours_that_say_nothing_mean_always(hours, floor):
    floor.profile = type(floor.profile)("店", business_hours=hours)
    floor.clock.at = NIGHT
    ticket = await floor.asks_for_a_person()
    await _look(floor)
    assert (await floor.ticket(ticket.conversation_id)).due_at is None


async def test_left_contacts_and_words_stand_in_the_ticket_and_the_talk(floor):
    floor.clock.at = NIGHT
    talk = await floor.talks.open("小美")
    await floor.office.leaving.contact(talk, " 微信 tao2026 ", message="耳机坏了")
    ticket = await floor.ticket(talk.id)
    assert (ticket.contact, ticket.status) == ("微信 tao2026", "waiting")
    said = [(event.role, event.text) for event in floor.conversations.log[talk.id] if event.kind == "message"]
    assert said[-2:] == [("shopper", "耳机坏了"), ("system", "已记下您的联系方式。")]
    assert not await floor.conversations.unfinished("default", limit=9)


async def test_a_colleague_who_was_given_a_talk_has_time_to_open_his_desk(floor):
    await floor.accounts.add(an_account("小兰"))
    ticket = await floor.asks_for_a_person()
    await floor.office.desk.claim(AQIANG, ticket.id)
    await floor.office.desk.transfer(AQIANG, ticket.id, to="小兰")
    assert await _look(floor, after_s=89) == 0
    await _look(floor, after_s=1)
    assert (await floor.ticket(ticket.conversation_id)).status == "waiting"


async def test_what_an_agent_does_counts_as_being_there(floor):
    ticket = await floor.asks_for_a_person()
    await floor.office.desk.claim(AQIANG, ticket.id)
    for number in range(5):
        await floor.office.desk.reply(AQIANG, ticket.id, "在", client_message_id=str(number))
        await _look(floor, after_s=60)
    assert (await floor.ticket(ticket.conversation_id)).status == "taken"
