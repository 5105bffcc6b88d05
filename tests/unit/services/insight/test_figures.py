"""Do the figures say what happened?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from xiaoer.core.dialogue.plan import HandOffReason
from xiaoer.core.dialogue.reply import Source
from xiaoer.core.shop.profile import Profile
from xiaoer.services.insight import figures
from xiaoer.services.insight.figures import Asked, DayFigures, Seconds, Talked
from xiaoer.services.insight.ports import Failure, Span, TalkFact, TicketFact

ZONE = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 11, 11, 4, tzinfo=UTC)  # 12:00 in the shop
SPAN = figures.days_of(NOON, 2, ZONE)
HOUR = timedelta(hours=1)


def a_fact(number=0, *, owner="", at=NOON, handed_over=False, failed=False, score=None, unhelpful=False):
    return TalkFact(f"t{number}", owner or f"visitor:{number}", at, handed_over, failed, score, unhelpful)


def resolved(*facts):
    return figures.talked(facts, SPAN).resolved_at_once


def test_a_span_is_whole_days_of_the_shop_with_today_in_it():
    first = datetime(2026, 11, 10, tzinfo=ZONE)
    assert Span(first, first + timedelta(days=2)) == SPAN


def test_talks_are_counted_with_those_that_needed_a_person_and_their_scores():
    facts = [
        a_fact(1, score=5),
        a_fact(2, handed_over=True, score=1),
        a_fact(3),
        a_fact(4, at=NOON - timedelta(days=2)),
    ]
    assert figures.talked(facts, SPAN) == Talked(3, 2, 2, 2, 6, (1, 0, 0, 0, 1))


def test_a_talk_is_resolved_unless_something_was_wrong_with_it():
    assert resolved(a_fact()) == 1
    assert resolved(a_fact(score=3)) == 1
    for wrong in ({"handed_over": True}, {"failed": True}, {"unhelpful": True}, {"score": 2}):
        assert resolved(a_fact(**wrong)) == 0


def test_who_comes_back_within_72_hours_was_not_helped():
    for hours, expected in ((72, 0), (73, 1)):
        later = a_fact(2, owner="小美", at=NOON + hours * HOUR)
        assert resolved(a_fact(1, owner="小美"), later) == expected
    assert resolved(a_fact(1, owner="小美"), a_fact(2, owner="老王", at=NOON + HOUR)) == 2


def test_callers_who_speak_for_many_shoppers_do_not_come_back():
    for owner in ("key:shop", "address:127.0.0.1:"):
        assert resolved(a_fact(1, owner=owner), a_fact(2, owner=owner, at=NOON + HOUR)) == 2
    mine = "address:127.0.0.1:小美"
    assert resolved(a_fact(1, owner=mine), a_fact(2, owner=mine, at=NOON + HOUR)) == 1


def test_days_are_those_of_the_shop_and_quiet_ones_are_told_too():
    just_after_midnight = datetime(2026, 11, 10, 16, 30, tzinfo=UTC)  # 00:30 of the 11th
    facts = [a_fact(1, at=just_after_midnight), a_fact(2, handed_over=True)]
    assert figures.by_day(facts, SPAN, ZONE) == (DayFigures("2026-11-10", 0, 0), DayFigures("2026-11-11", 2, 1))


def test_waiting_is_told_by_its_middle_and_by_its_long_end():
    assert figures.seconds(()) == Seconds(0, None, None)
    assert figures.seconds([timedelta(seconds=3)]) == Seconds(1, 3.0, 3.0)
    assert figures.seconds(timedelta(seconds=s) for s in range(100, -1, -1)) == Seconds(101, 50.0, 95.0)


def test_a_night_is_no_waiting_for_a_person():
    shop = Profile("小铺", business_hours="09:00-22:00")
    nine = datetime(2026, 11, 11, 9, tzinfo=ZONE)

    def waits(asked, replied):
        return figures.person_waits([TicketFact(HandOffReason.USER_ASKED, asked, replied)], shop)

    assert waits(NOON, NOON + HOUR) == (HOUR,)
    assert waits(nine - 10 * HOUR, nine + HOUR / 4) == (HOUR / 4,)  # asked at 23:00, answered at 09:15
    assert waits(nine - 10 * HOUR, nine - 9 * HOUR) == (HOUR,)  # somebody was there at midnight
    assert waits(NOON, None) == ()


def test_the_same_words_are_one_question_however_they_are_marked_and_private_details_are_masked():
    asked = figures.top_asked(["多久发货?", "多久发货", "多久發貨!", "我是13812345678", "  "])
    assert asked == (Asked("多久发货?", 3), Asked("我是138****5678", 1))


def test_data_count_once_a_reply():
    one, two = Source("faq", "a", "甲"), Source("sku", "b", "乙")
    assert figures.top_cited([(one, one), (one, two), ()]) == ((one, 2), (two, 1))


def test_questions_without_an_answer_are_put_together():
    told = [Failure("c2", "m2", "能吃吗?", "eat", "r", NOON), Failure("c1", "m1", "能吃吗", "eat", "r", NOON - HOUR)]
    (found,) = figures.unanswered(told)
    assert (found.question, found.count, found.conversation_id, found.last_at) == ("能吃吗?", 2, "c2", NOON)


def test_reasons_come_by_how_often_they_were():
    tickets = [TicketFact(reason, NOON, None) for reason in (HandOffReason.KEYWORD, *[HandOffReason.USER_ASKED] * 2)]
    assert figures.reasons(tickets) == (("user_asked", 2), ("keyword", 1))
