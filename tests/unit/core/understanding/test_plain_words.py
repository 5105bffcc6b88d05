"""Do plain words overrule a doubtful guess, and only such?"""

import pytest

from xiaoer.bootstrap.brain import load_brain
from xiaoer.core.dialogue.understanding import Family
from xiaoer.core.understanding.intent import IntentScore
from xiaoer.core.understanding.plain_words import by_plain_words, compared, listing, measured, needed

INTENTS = load_brain().intents


def a_guess(intent_id: str, score: float) -> IntentScore:
    intent = INTENTS.pack.intent(intent_id)
    assert intent is not None
    return IntentScore(intent, score)


@pytest.mark.parametrize("text", ["圆领短袖m码胸围", "猫爬架大号多高", "l码多少斤能穿", "大号腰围多少"])
def test_a_measure_is_no_price(text):
    assert measured(a_guess("price_variant", 0.5), text, INTENTS).intent.family is Family.SPEC


@pytest.mark.parametrize("text", ["多少钱", "黑色的多少", "什么价位", "一斤几块"])
def test_a_price_stays_one(text):
    assert measured(a_guess("price", 0.5), text, INTENTS).intent.family is Family.PRICE


@pytest.mark.parametrize("text", ["这链子是纯银的吗", "是真皮的不"])
def test_whether_goods_are_something_is_no_question_of_stock(text):
    assert measured(a_guess("option_available", 0.35), text, INTENTS).intent.family is Family.SPEC


@pytest.mark.parametrize("text", ["有没有通过欧盟CE认证", "它有3c证书没", "有没有做过防火测试"])
def test_what_goods_have_been_through_is_no_question_of_stock(text):
    assert measured(a_guess("option_available", 0.35), text, INTENTS).intent.family is Family.SPEC


@pytest.mark.parametrize("text", ["证书夹有没有", "有没有大号的", "带证书的有货吗"])
def test_goods_that_only_sound_like_it_are_in_stock_or_not(text):
    assert measured(a_guess("stock", 0.35), text, INTENTS).intent.family is Family.STOCK


@pytest.mark.parametrize("text", ["是现货吗", "还有货吗"])
def test_whether_they_are_there_is_one(text):
    assert measured(a_guess("stock", 0.35), text, INTENTS).intent.family is Family.STOCK


def test_the_values_of_an_own_option_are_asked_for_whatever_it_is_called():
    guess = a_guess("spec", 0.29)
    assert listing(guess, "有什么手寸", ("手寸",), INTENTS).intent.family is Family.OPTIONS
    assert listing(guess, "手寸怎么量", ("手寸",), INTENTS) == guess


@pytest.mark.parametrize("text", ["你们家最便宜的是什么 多少钱", "最贵的是哪个", "耳钉哪个最便宜"])
def test_the_cheapest_and_dearest_are_recommended(text):
    assert needed(a_guess("price", 0.86), text, INTENTS).intent.family is Family.RECOMMEND


@pytest.mark.parametrize("text", ["最便宜多少能卖", "最便宜的快递是哪个"])
def test_terms_are_not(text):
    assert needed(a_guess("price", 0.86), text, INTENTS).intent.family is Family.PRICE


def test_whether_it_costs_anything_asks_for_its_price():
    assert by_plain_words(a_guess("member_join", 0.2), "小样要钱吗", INTENTS).intent.family is Family.PRICE


def test_what_is_sure_is_not_overruled():
    sure = a_guess("member_join", 0.9)
    assert by_plain_words(sure, "入会要钱吗", INTENTS) == sure


@pytest.mark.parametrize("text", ["直筒和阔腿价格差多少", "长的跟短的差多少钱", "黑色和白色价格一样吗", "哪个更轻"])
def test_the_difference_of_several_goods_is_compared(text):
    assert compared(a_guess("price", 0.5), text, INTENTS).intent.family is Family.COMPARE


@pytest.mark.parametrize("text", ["老猫吃什么好", "下雨天穿啥", "最便宜的裙子", "两百以内的裤子有吗", "送妈妈买什么好"])
def test_a_need_wants_a_recommendation(text):
    assert needed(a_guess("suitability", 0.2), text, INTENTS).intent.family is Family.RECOMMEND


@pytest.mark.parametrize("text", ["用什么快递", "穿什么码", "用什么支付方式", "什么时候发货"])
def test_other_questions_with_what_want_none(text):
    guess = a_guess("suitability", 0.2)
    assert needed(guess, text, INTENTS) == guess


def test_the_prices_of_several_goods_are_asked_for_without_comparing():
    assert compared(a_guess("compare", 0.6), "x1和n5多少钱", INTENTS).intent.family is Family.PRICE
    assert compared(a_guess("compare", 0.6), "x1和n5哪个好", INTENTS).intent.family is Family.COMPARE
