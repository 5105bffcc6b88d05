"""Is each ask decided on as its family lays down?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.services.answering.cast import (
    BLACK,
    BUDS,
    EARBUDS,
    HER_ORDER,
    SHOP,
    X1,
    X1_PRO,
    a_case,
    a_passage,
    a_topic,
    an_ask,
    live_of,
    planned,
)

from xiaoer.core.dialogue.evidence import Evidence, Quote
from xiaoer.core.dialogue.plan import Clarify, Direct, HandOff, HandOffReason, Unsure
from xiaoer.core.dialogue.state import DialogueState
from xiaoer.core.dialogue.understanding import Family, Label
from xiaoer.core.facts.topic import BasketLine
from xiaoer.core.shop.money import Money
from xiaoer.core.shop.texts import texts_of
from xiaoer.services.answering.compose import compose
from xiaoer.services.answering.findings import OrderFinding
from xiaoer.services.answering.plan import merge, plan_ask
from xiaoer.testing.factories import EVE_OF_NOV_11, a_shop

TEXTS = texts_of(SHOP.profile)
CURATED = Direct("全场满99元包邮。", (Evidence("faq", "ship-01", "满多少包邮?", "全场满99元包邮。"),), "faq.curated")
NEEDS_GOODS = (Family.PRICE, Family.STOCK, Family.OPTIONS, Family.SPEC, Family.COMPARE, Family.CHECKOUT)
COMPUTED = (*NEEDS_GOODS, Family.RECOMMEND, Family.PROMOTION, Family.BARGAIN)
SOCIAL = (
    (Family.GREETING, TEXTS.greeting, "social.greeting"),
    (Family.THANKS, TEXTS.thanks, "social.thanks"),
    (Family.GOODBYE, TEXTS.goodbye, "social.goodbye"),
    (Family.SMALL_TALK, TEXTS.small_talk, "social.small_talk"),
)


# Goods


@pytest.mark.parametrize("family", NEEDS_GOODS)
def test_without_a_product_it_is_asked_back(family):
    assert planned(an_ask(family)) == Clarify(TEXTS.ask_product, (), "clarify.product")


@pytest.mark.parametrize("family", [f for f in NEEDS_GOODS if f not in (Family.COMPARE, Family.SPEC)])
def test_a_name_that_fits_several_products_is_asked_back_with_their_prices(family):
    plan = planned(an_ask(family), (X1, X1_PRO))
    assert (type(plan), plan.rule, plan.product_ids) == (Clarify, "clarify.choice", ("X1", "X1P"))
    assert "桃桃X1(3999元起)" in plan.text
    assert "桃桃X1 Pro(5999元)" in plan.text


def test_a_property_is_told_for_each_of_the_few_goods_that_a_name_fits():
    plan = planned(an_ask(Family.SPEC, text="电池多大", attribute="电池"), (X1, X1_PRO))
    assert (type(plan), plan.rule) == (Direct, "facts.spec")
    assert plan.text.count("电池") == 2


def test_nothing_is_asked_back_where_none_of_the_products_could_tell():
    assert planned(an_ask(Family.SPEC, attribute="气味"), (X1, X1_PRO)) == Unsure("unsure.no_spec")


def test_a_thing_that_the_shop_does_not_know_is_no_reason_to_ask_which():
    assert planned(an_ask(Family.STOCK, text="香水有卖吗")) == Unsure("unsure.unknown_goods")


def test_a_sum_is_not_told_for_a_part_of_what_she_named():
    ask = an_ask(Family.CHECKOUT, text="桃桃X1和营地灯一共多少钱")
    basket = (BasketLine(a_topic(BLACK, narrowed=True).quotes[0], 1),)
    assert planned(ask, (a_topic(BLACK, narrowed=True),), basket=basket).rule == "clarify.variant"


def test_the_price_of_the_named_variant_is_said():
    plan = planned(an_ask(Family.PRICE), (a_topic(BLACK, narrowed=True),))
    assert (type(plan), plan.rule) == (Direct, "facts.price")
    assert "现价3999元" in plan.text
    assert "4599" not in plan.text
    assert [item.id for item in plan.evidence if item.kind == "sku"] == [BLACK.sku]


def test_the_prices_of_two_named_products_are_both_said():
    plan = planned(an_ask(Family.PRICE), (X1_PRO,), (EARBUDS,))
    assert "5999元" in plan.text
    assert "299元" in plan.text


def test_one_unclear_name_beside_a_clear_one_is_asked_back():
    plan = planned(an_ask(Family.PRICE), (EARBUDS,), (X1, X1_PRO))
    assert (type(plan), plan.product_ids) == (Clarify, ("X1", "X1P"))


@pytest.mark.parametrize("family", [Family.PRICE, Family.STOCK, Family.OPTIONS])
def test_a_curated_answer_never_stands_in_for_a_fact_about_named_goods(family):
    plan = planned(an_ask(family), (X1,), passages=[a_passage(0.99)])
    assert plan.rule.startswith("facts.")


@pytest.mark.parametrize("family", [Family.PRICE, Family.STOCK, Family.OPTIONS, Family.SPEC])
def test_a_sure_curated_answer_comes_before_asking_which_product(family):
    assert planned(an_ask(family), passages=[a_passage(0.85)]) == CURATED


@pytest.mark.parametrize("family", [Family.PRICE, Family.STOCK, Family.OPTIONS])
def test_a_less_sure_curated_answer_does_not(family):
    assert planned(an_ask(family), passages=[a_passage(0.84)]).rule == "clarify.product"


def test_sold_out_and_unknown_stock_are_told_apart():
    sold_out = planned(an_ask(Family.STOCK), (a_topic(X1.quotes[1].sku, narrowed=True),))
    unknown = planned(an_ask(Family.STOCK), (EARBUDS,))
    assert (sold_out.rule, unknown.rule) == ("facts.sold_out", "facts.stock_unknown")


def test_the_wanted_quantity_is_compared_with_the_stock():
    plan = planned(an_ask(Family.STOCK, quantity=13), (a_topic(BLACK, narrowed=True),))
    assert "不够13件" in plan.text


def test_the_values_of_the_asked_option_are_listed():
    plan = planned(an_ask(Family.OPTIONS, option_name="颜色"), (X1,))
    assert (plan.rule, plan.text) == ("facts.options", "桃桃X1的颜色有黑色、白色。")


def test_the_asked_specification_is_said():
    plan = planned(an_ask(Family.SPEC, attribute="电池"), (X1,))
    assert plan.rule == "facts.spec"
    assert "4500mAh" in plan.text


def test_a_specification_that_the_data_do_not_hold_is_not_made_up():
    assert planned(an_ask(Family.SPEC, attribute="防水等级"), (X1,)) == Unsure("unsure.no_spec")


@pytest.mark.parametrize(
    ("score", "expected"),
    [(0.5, CURATED), (0.49, Unsure("unsure.no_spec", CURATED.evidence)), (0.19, Unsure("unsure.no_spec"))],
)
def test_a_passage_that_likely_answers_fills_the_gap(score, expected):
    assert planned(an_ask(Family.SPEC, attribute="防水等级"), (X1,), passages=[a_passage(score)]) == expected


@pytest.mark.parametrize(("score", "rule"), [(0.97, "faq.curated"), (0.96, "facts.spec")])
def test_only_an_answer_to_this_very_question_comes_before_a_specification(score, rule):
    assert planned(an_ask(Family.SPEC, attribute="电池"), (X1,), passages=[a_passage(score)]).rule == rule


def test_whoever_asks_what_a_product_is_gets_its_overview():
    assert planned(an_ask(Family.SPEC, intent="product_overview"), (X1,)).rule == "facts.overview"


def test_two_products_are_compared():
    plan = planned(an_ask(Family.COMPARE), (X1,), (X1_PRO,))
    assert plan.rule == "facts.compare"
    assert "5999元" in plan.text


def test_a_name_that_fits_two_products_is_enough_to_compare_them():
    assert planned(an_ask(Family.COMPARE), (X1, X1_PRO)).rule == "facts.compare"


def test_one_product_alone_is_not_compared():
    assert planned(an_ask(Family.COMPARE, attribute="电池"), (X1,)).rule == "facts.spec"


def test_a_recommendation_keeps_within_the_budget():
    plan = planned(an_ask(Family.RECOMMEND, text="有什么推荐的", amounts=(Money.yuan(500),)))
    assert "桃桃耳机E2" in plan.text
    assert "X1" not in plan.text


def test_a_shop_without_goods_recommends_nothing():
    live = live_of(a_shop(skus=()))
    assert planned(an_ask(Family.RECOMMEND), live=live) == Unsure("unsure.no_recommendation")


def test_a_wish_that_the_data_do_not_serve_is_asked_back_for_kind_and_budget():
    plan = planned(an_ask(Family.RECOMMEND, text="送男朋友的"))
    assert (type(plan), plan.rule) == (Clarify, "clarify.wish")
    assert "配件" in plan.text


def test_goods_of_the_kind_named_are_listed_as_such_where_nothing_tells_what_suits():
    plan = planned(an_ask(Family.RECOMMEND, text="去火星登月滑雪用的手机"), (X1, X1_PRO))
    assert (type(plan), plan.rule) == (Direct, "facts.recommend_untold")
    assert plan.text.startswith("资料里没有写明")


# Offers


def test_running_promotions_are_told_and_coming_ones_announced_but_past_ones_never():
    plan = planned(an_ask(Family.PROMOTION, text="有什么活动"))
    assert plan.rule == "facts.promotions"
    assert "满300元减50元" in plan.text
    assert "暖冬大促(尚未开始" in plan.text
    assert "国庆狂欢" not in plan.text
    assert "77元" not in plan.text


@pytest.mark.parametrize(
    ("text", "rule"), [("暖冬大促有什么", "facts.promotion_coming"), ("国庆狂欢还有吗", "facts.promotion_ended")]
)
@pytest.mark.parametrize("family", [Family.PROMOTION, Family.KNOWLEDGE, Family.STOCK])
def test_the_name_of_a_promotion_beats_an_unsure_intent(text, rule, family):
    assert planned(an_ask(family, text=text, confidence=0.44)).rule == rule


def test_a_sure_intent_is_kept_beside_the_name_of_a_promotion():
    assert planned(an_ask(Family.STOCK, text="暖冬大促有货吗", confidence=0.45)) == Unsure("unsure.unknown_goods")


def test_the_kind_of_a_promotion_is_no_name():
    assert planned(an_ask(Family.KNOWLEDGE, text="优惠券", confidence=0.3)) == Unsure("unsure.no_passage")


def test_a_curated_answer_to_this_very_question_comes_before_the_promotions():
    plan = planned(an_ask(Family.PROMOTION, text="满减怎么用"), passages=[a_passage(0.97)])
    assert plan.rule == "faq.curated+facts.promotions"
    assert plan.text.startswith(CURATED.text)


def test_a_neighbouring_curated_answer_does_not_hide_the_promotions():
    assert planned(an_ask(Family.PROMOTION, text="有什么活动"), passages=[a_passage(0.9)]).rule == "facts.promotions"


def test_the_rules_of_promotions_are_what_the_shop_wrote_down():
    ask = an_ask(Family.PROMOTION, intent="promotion_rules", text="能叠加吗")
    assert planned(ask, passages=[a_passage(0.9)]) == CURATED


def test_bargaining_is_answered_alike_however_often_and_gains_nothing():
    first = planned(an_ask(Family.BARGAIN, text="便宜点"), (X1,))
    again = planned(an_ask(Family.BARGAIN, text="再便宜点,不然投诉"), (X1,), state=DialogueState(misses=1))
    assert first == again
    assert "77元" not in first.text


def test_a_clear_basket_is_summed_up():
    basket = (BasketLine(Quote(BLACK, SHOP.stated_at), 2),)
    plan = planned(an_ask(Family.CHECKOUT, text="两个一共多少钱"), (X1,), basket=basket)
    assert isinstance(plan, Direct)
    assert "7948元" in plan.text  # 2 x 3999 - 50


def test_an_open_variant_is_asked_back_with_the_prices():
    plan = planned(an_ask(Family.CHECKOUT), (X1,))
    assert (type(plan), plan.rule, plan.product_ids) == (Clarify, "clarify.variant", ("X1",))
    assert plan.text.endswith(TEXTS.ask_variant)


# Orders


def test_an_order_needs_its_number_first():
    plan = planned(an_ask(Family.ORDER), order=OrderFinding("needs_order_id"))
    assert plan == Clarify(TEXTS.ask_order, (), "clarify.order")


def test_then_the_last_digits_of_the_phone():
    plan = planned(an_ask(Family.ORDER), order=OrderFinding("needs_phone_tail"))
    assert plan == Clarify(TEXTS.ask_phone_tail, (), "clarify.phone_tail")


def test_a_sure_curated_answer_comes_before_asking_for_an_order():
    plan = planned(an_ask(Family.ORDER), order=OrderFinding("needs_order_id"), passages=[a_passage(0.85)])
    assert plan == CURATED


def test_a_curated_answer_does_not_replace_asking_for_the_proof():
    plan = planned(an_ask(Family.ORDER), order=OrderFinding("needs_phone_tail"), passages=[a_passage(0.99)])
    assert plan.rule == "clarify.phone_tail"


def test_an_order_that_does_not_match_is_asked_for_once_more_and_the_second_time_goes_to_a_person():
    mismatch = OrderFinding("mismatch")
    first = planned(an_ask(Family.ORDER), order=mismatch)
    second = planned(an_ask(Family.ORDER), order=mismatch, state=DialogueState(misses=1))
    assert first == Clarify(TEXTS.order_mismatch, (), "clarify.order_mismatch")
    assert second == HandOff(HandOffReason.TWO_MISSES, "handoff.order_mismatch")


@pytest.mark.parametrize("family", [Family.ORDER, Family.UNKNOWN, Family.PRICE])
def test_a_proven_order_is_told_whatever_the_words_were(family):
    plan = planned(an_ask(family, text="TT20261108001 8000"), order=OrderFinding("found", HER_ORDER))
    assert isinstance(plan, Direct)
    assert plan.text.startswith("您的订单TT20261108001目前状态:已发货。")
    assert "桃桃X1" in plan.text or "X1-BK-256" in plan.text


def test_the_rule_on_what_she_wants_of_her_order_is_told_with_it():
    ask = an_ask(Family.KNOWLEDGE, intent="cancel_order", label=Label.ORDER_CHANGE, text="帮我取消")
    told = planned(ask, order=OrderFinding("found", HER_ORDER), passages=[a_passage(0.9)])
    assert told.rule == "facts.order.status+faq.curated"
    unruled = planned(ask, order=OrderFinding("found", HER_ORDER))
    assert unruled.rule == "facts.order.status+unsure.part"
    assert unruled.text.endswith(TEXTS.unsure)


def test_who_asks_when_an_order_ships_that_waits_hears_the_rule():
    waiting = replace(HER_ORDER, status="待发货")
    when = an_ask(Family.ORDER, text="什么时候发货")
    assert planned(when, order=OrderFinding("found", waiting), passages=[a_passage(0.9)]).rule.endswith("faq.curated")
    shipped = planned(when, order=OrderFinding("found", HER_ORDER), passages=[a_passage(0.9)])
    assert "curated" not in shipped.rule


def test_an_order_number_without_proof_is_asked_for_it_where_nothing_else_answers():
    unproven = OrderFinding("needs_phone_tail")
    assert planned(an_ask(Family.KNOWLEDGE), order=unproven).rule == "clarify.phone_tail"
    assert planned(an_ask(Family.KNOWLEDGE), order=unproven, passages=[a_passage(0.9)]) == CURATED
    change = an_ask(Family.KNOWLEDGE, label=Label.ORDER_CHANGE)
    assert planned(change, order=unproven, passages=[a_passage(0.9)]).rule == "faq.curated+clarify.phone_tail"


def test_an_order_never_shows_the_whole_address_or_phone():
    plan = planned(an_ask(Family.ORDER, text="寄到哪个地址"), order=OrderFinding("found", HER_ORDER))
    assert "文三路" not in plan.text
    assert HER_ORDER.phone not in plan.text


# Written words, people and small talk


@pytest.mark.parametrize("family", [Family.KNOWLEDGE, Family.UNKNOWN])
@pytest.mark.parametrize(
    ("score", "expected"),
    [(0.5, CURATED), (0.49, Unsure("unsure.no_passage", CURATED.evidence)), (0.19, Unsure("unsure.no_passage"))],
)
def test_a_passage_is_said_when_it_answers_more_likely_than_not(family, score, expected):
    assert planned(an_ask(family), passages=[a_passage(score)]) == expected


def test_no_text_is_offered_for_goods_that_the_shop_does_not_know():
    asked = an_ask(Family.STOCK, text="香水有卖吗")
    assert planned(asked, passages=[a_passage(0.4)]) == Unsure("unsure.unknown_goods")


def test_a_text_that_may_answer_stands_under_its_heading_beside_the_unsure_reply():
    open_ask = Unsure("unsure.no_passage", CURATED.evidence)
    whole = merge((open_ask,), misses=0, unsure=TEXTS.unsure)
    assert whole == open_ask
    beside = merge((Direct("有货。", (), "facts.stock"), open_ask), misses=0, unsure=TEXTS.unsure)
    assert beside.text == f"有货。\n{TEXTS.unsure}\n店里有一条相近的说明,供您参考——满多少包邮?:全场满99元包邮。"
    assert CURATED.evidence[0] in beside.evidence


def test_a_policy_says_that_it_is_one():
    plan = planned(an_ask(Family.KNOWLEDGE), passages=[a_passage(0.9, kind="policy")])
    assert (plan.rule, plan.evidence[0].kind) == ("policy.curated", "policy")


def test_an_unknown_ask_on_a_product_reads_its_data():
    assert planned(an_ask(Family.UNKNOWN, text="电池多大"), (X1,)).rule == "facts.spec"


@pytest.mark.parametrize("family", [*COMPUTED, *(family for family, *_ in SOCIAL)])
def test_a_mere_guess_lets_only_what_is_written_down_answer(family):
    assert planned(an_ask(family, confidence=0.21)) == Unsure("unsure.no_passage")
    assert planned(an_ask(family, confidence=0.21), passages=[a_passage(0.5)]) == CURATED


@pytest.mark.parametrize(
    ("family", "least"),
    [*((family, 0.22) for family in COMPUTED[:-2]), (Family.PROMOTION, 0.9), (Family.BARGAIN, 0.32)],
)
def test_from_there_on_the_intent_is_trusted(family, least):
    assert planned(an_ask(family, confidence=least)).rule != "unsure.no_passage"


def test_promotions_are_told_to_whom_a_word_of_hers_asks_for_them():
    assert planned(an_ask(Family.PROMOTION, text="头一回戴,塞不进去", confidence=0.6)) == Unsure("unsure.no_passage")
    assert planned(an_ask(Family.PROMOTION, text="头一回买有好处吗", confidence=0.6)).rule != "unsure.no_passage"


def test_a_text_answers_whom_only_a_guess_sends_to_her_parcel():
    stuck = an_ask(Family.ORDER, text="茶饼硬得撬不动", confidence=0.42)
    assert planned(stuck, passages=[a_passage(0.5)], order=OrderFinding("needs_order_id")) == CURATED
    late = an_ask(Family.ORDER, text="快递一直不动", confidence=0.42)
    plan = planned(late, passages=[a_passage(0.5)], order=OrderFinding("needs_order_id"))
    assert plan.rule == "clarify.order"


@pytest.mark.parametrize(("alone", "rule"), [(True, "faq.curated"), (False, "facts.bargain")])
def test_a_text_without_a_rival_goes_before_a_guess_at_goods_that_she_does_not_name(alone, rule):
    bulk = an_ask(Family.BARGAIN, text="要五十套,给个价", confidence=0.42)
    assert planned(bulk, passages=[replace(a_passage(0.6), stands_alone=alone)]).rule == rule


@pytest.mark.parametrize(("score", "rule"), [(0.8, "faq.curated"), (0.7, "facts.options")])
def test_a_surer_text_without_a_rival_goes_before_a_guess_at_goods_that_she_names(score, rule):
    lone = replace(a_passage(score), stands_alone=True)
    assert planned(an_ask(Family.OPTIONS, text="型号怎么看", confidence=0.33), (X1,), passages=[lone]).rule == rule


@pytest.mark.parametrize(
    ("text", "rule"),
    [("顶用吗", "faq.curated"), ("电池顶用吗", "facts.spec"), ("充得了几次", "facts.spec")],
)
def test_a_lone_text_goes_before_a_property_that_she_does_not_name_nor_asks_the_amount_of(text, rule):
    lone = replace(a_passage(0.9), stands_alone=True)
    asked = an_ask(Family.SPEC, text=text, confidence=0.3, attribute="电池")
    assert planned(asked, (X1,), passages=[lone]).rule == rule


def test_a_guess_on_named_goods_is_still_answered_from_their_data():
    assert planned(an_ask(Family.PRICE, confidence=0.1), (X1_PRO,)).rule == "facts.price"


def test_a_wish_for_a_person_is_granted_however_unsure():
    assert planned(an_ask(Family.HUMAN, confidence=0.05), passages=[a_passage(0.99)]) == HandOff(
        HandOffReason.USER_ASKED, "handoff.user_asked"
    )


@pytest.mark.parametrize(
    ("score", "expected"),
    [(0.85, CURATED), (0.84, HandOff(HandOffReason.NEGATIVE_EMOTION, "handoff.complaint"))],
)
def test_a_complaint_goes_to_a_person_unless_the_shop_wrote_an_answer_to_it(score, expected):
    assert planned(an_ask(Family.COMPLAINT), passages=[a_passage(score)]) == expected


@pytest.mark.parametrize(("family", "text", "rule"), SOCIAL)
def test_small_talk_has_the_voice_of_the_shop(family, text, rule):
    assert planned(an_ask(family)) == Direct(text, (), rule)


@pytest.mark.parametrize(("family", "text", "rule"), SOCIAL)
def test_the_shop_may_write_its_own_small_talk(family, text, rule):
    assert planned(an_ask(family), passages=[a_passage(0.97)]) == CURATED
    assert planned(an_ask(family), passages=[a_passage(0.96)]) == Direct(text, (), rule)


@pytest.mark.parametrize(("family", "text", "rule"), SOCIAL)
def test_what_hardly_chats_is_answered_by_a_sure_curated_text(family, text, rule):
    assert planned(an_ask(family, confidence=0.55), passages=[a_passage(0.85)]) == CURATED
    assert planned(an_ask(family, confidence=0.55), passages=[a_passage(0.84)]) == Direct(text, (), rule)


@pytest.mark.parametrize("family", [Family.GREETING, Family.THANKS, Family.GOODBYE, Family.SMALL_TALK, Family.BARGAIN])
def test_what_only_sounds_like_talk_is_answered_by_what_is_written_or_not_at_all(family):
    assert planned(an_ask(family, confidence=0.31), passages=[a_passage(0.5)]) == CURATED
    assert planned(an_ask(family, confidence=0.31)) == Unsure("unsure.no_passage")
    assert planned(an_ask(family, confidence=0.54), passages=[a_passage(0.5)]) == CURATED
    assert planned(an_ask(family, confidence=0.56), passages=[a_passage(0.5)]) != CURATED


def test_a_guess_that_no_word_bears_out_gives_way_to_a_text_that_answers():
    on_charging, on_offers = "新买的是不是要充一宿", "新买的有没有优惠"
    assert planned(an_ask(Family.PROMOTION, text=on_charging, confidence=0.5), passages=[a_passage(0.5)]) == CURATED
    assert planned(an_ask(Family.PROMOTION, text=on_offers, confidence=0.5), passages=[a_passage(0.8)]) != CURATED


def test_haggling_over_named_goods_is_heard_however_faint():
    assert planned(an_ask(Family.BARGAIN, confidence=0.31), (X1,)) != Unsure("unsure.no_passage")


@pytest.mark.parametrize("intent", ["praise", "acknowledge", "who_are_you"])
def test_small_talk_is_told_apart_by_its_intent(intent):
    assert planned(an_ask(Family.SMALL_TALK, intent=intent)).text == getattr(TEXTS, intent)


def test_every_family_is_decided_on_by_itself():
    fallen_through = [
        family
        for family in Family
        if family not in {Family.KNOWLEDGE, Family.UNKNOWN} and planned(an_ask(family)) == Unsure("unsure.no_passage")
    ]
    assert fallen_through == []


# What is planned passes the guard


@pytest.mark.parametrize("family", [*COMPUTED, *(family for family, *_ in SOCIAL)])
@pytest.mark.parametrize("matches", [(), ((X1,),), ((X1, X1_PRO),), ((X1,), (EARBUDS,))], ids=len)
def test_nothing_that_the_data_state_is_replaced_on_its_way_out(family, matches):
    basket = tuple(BasketLine(match[0].quotes[0], 1) for match in matches if len(match) == 1)
    case = a_case(an_ask(family, text="多少钱", attribute="电池"), *matches, basket=basket)
    plan = plan_ask(case)
    reply, reviewed = compose(plan, case.live, now=EVE_OF_NOV_11)
    assert reviewed.replaced == ()
    assert reply.text == getattr(plan, "text", reply.text)


def test_the_cast_is_what_the_tests_say():
    assert (BLACK.price, BUDS.stock, SHOP.skus[1].stock) == (Money.yuan(3999), None, 0)


@pytest.mark.parametrize("family", [Family.ORDER, Family.STOCK, Family.SPEC, Family.PROMOTION])
def test_how_long_an_offer_runs_is_told_whatever_was_guessed(family):
    assert planned(an_ask(family, text="国庆狂欢搞到哪天")).rule == "facts.promotion_ended"


def test_what_she_does_for_a_reward_is_answered_by_the_text_on_it():
    asked = an_ask(Family.PROMOTION, text="晒个图有红包没")
    on_it = replace(a_passage(0.3), title="晒图", text="带图好评返红包。")
    assert planned(asked, passages=[on_it]).rule == "faq.curated+facts.no_promotion"
    assert planned(asked, passages=[replace(on_it, score=0.1)]).rule == "facts.no_promotion"
    assert planned(asked, passages=[a_passage(0.3)]).rule == "facts.no_promotion"


@pytest.mark.parametrize(
    ("text", "confidence", "told"),
    [
        ("想看视频屏幕大的", 0.2, True),  # a description, hardly understood
        ("想看视频屏幕大的那种", 0.6, True),
        ("想看视频屏幕大的", 0.9, False),
        ("这屏幕是坏的", 0.2, False),  # it tells
        ("屏幕是多大的", 0.2, False),  # it asks
    ],
)
def test_goods_are_looked_for_by_what_she_describes(text, confidence, told):
    plan = planned(an_ask(Family.UNKNOWN, text=text, confidence=confidence))
    assert plan.rule.startswith("facts.recommend") is told


def test_who_talks_of_goods_already_describes_no_others():
    asked = an_ask(Family.UNKNOWN, text="想看视频屏幕大的", confidence=0.25)
    assert not planned(asked, state=DialogueState(product_ids=("X1",))).rule.startswith("facts.recommend")


def test_a_description_hardly_understood_goes_before_a_text():
    asked = an_ask(Family.UNKNOWN, text="想看视频屏幕大的", confidence=0.2)
    assert planned(asked, passages=[a_passage(0.5)]).rule.startswith("facts.recommend")
