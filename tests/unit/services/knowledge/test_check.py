"""What in the shop's data will hurt once shoppers ask?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from xiaoer.core.shop.knowledge import FaqEntry, PolicyPassage, Window, Words
from xiaoer.core.shop.money import Money
from xiaoer.core.shop.order import Order, OrderLine
from xiaoer.core.shop.profile import Profile
from xiaoer.core.shop.promotion import Promotion, PromotionKind, Scope
from xiaoer.core.shop.shop import Shop
from xiaoer.services.knowledge.check import check
from xiaoer.testing.factories import EVE_OF_NOV_11 as NOW
from xiaoer.testing.factories import a_sku

DAY = timedelta(days=1)
PAST, RUNNING = Window(NOW - 9 * DAY, NOW - DAY), Window(NOW - DAY, NOW + DAY)


def a_faq(key, question, answer="当天发出。", **others):
    return FaqEntry(key, question, answer, **others)


def a_promotion(key="p", kind=PromotionKind.FULL_REDUCTION, threshold=300, amount=50, **others):
    starts_at, ends_at = others.pop("window", (NOW - DAY, NOW + DAY))
    return Promotion(key, key, kind, starts_at, ends_at, Money.yuan(threshold), Money.yuan(amount), **others)


def found(*, orders=(), **nouns):
    shop = Shop("s", 1, NOW, Profile("店"), **nouns)
    findings = check(shop, orders, now=NOW, progress=lambda *_: None)
    return [(finding.severity, finding.kind, finding.key) for finding in findings]


def test_sound_data_have_no_findings():
    assert (
        found(
            skus=(a_sku(),),
            faqs=(a_faq("1", "多久发货"), a_faq("2", "支持七天无理由退货吗", "支持。")),
            policies=(PolicyPassage("发货#1", "发货", "时间", "当天发出。"),),
            promotions=(a_promotion(),),
            orders=(Order("1", "13800138000", (OrderLine("X1-BK-256", 1),)),),
        )
        == []
    )


def test_one_question_with_two_answers_is_an_error():
    faqs = (a_faq("1", "多久发货?"), a_faq("2", "几天能到", "三天。", similar=("多久发货呢",)))
    assert ("error", "faq", "2") in found(faqs=faqs)


@pytest.mark.parametrize(
    "other",
    [
        a_faq("2", "多久发货呀"),
        a_faq("2", "多久发货", "两天。", product_id="X1"),
        a_faq("2", "多久发货", "两天。", window=PAST),
    ],
)
def test_one_question_may_have_answers_for_different_goods_and_times(other):
    first = a_faq("1", "多久发货", window=RUNNING)
    assert ("error", "faq", "2") not in found(faqs=(first, other), skus=(a_sku(),))


def test_nearly_the_same_question_with_another_answer_is_a_warning():
    faqs = (a_faq("1", "你们店铺支持七天无理由退货吗"), a_faq("2", "你们的店铺支持七天无理由退货不", "不支持。"))
    assert ("warning", "faq", "2") in found(faqs=faqs)


def test_what_is_over_is_a_warning():
    texts = {
        "faqs": (a_faq("f", "多久发货", window=PAST),),
        "policies": (PolicyPassage("p#1", "规则", "甲", "文字", PAST),),
        "promotions": (a_promotion("m", window=(PAST.starts_at, PAST.ends_at)),),
    }
    assert found(**texts) == [("warning", "faq", "f"), ("warning", "policy", "p#1"), ("warning", "promotion", "m")]


def test_absolute_words_in_curated_texts_are_errors():
    faqs = (a_faq("1", "质量好吗", "全网最好用的手机,销量第一。"), a_faq("2", "最晚几点下单", "最晚16点下单当天发。"))
    assert found(faqs=faqs) == [("error", "faq", "1")]


def test_words_that_the_shop_bans_are_errors():
    faqs = (a_faq("1", "会送吗", "亲,一定送您。"),)
    assert found(faqs=faqs, words=Words(banned=("一定",))) == [("error", "faq", "1")]


def test_a_price_in_an_answer_that_the_product_does_not_have_is_a_warning():
    faqs = (
        a_faq("1", "这款多少钱", "现价3888元。", product_id="X1"),
        a_faq("2", "这款原来多少钱", "原价3999元。", product_id="X1"),
    )
    assert found(faqs=faqs, skus=(a_sku(price=Money.yuan(3999)),)) == [("warning", "faq", "1")]


def test_an_answer_about_an_unknown_product_is_a_warning():
    assert found(faqs=(a_faq("1", "防水吗", product_id="ZZ"),)) == [("warning", "faq", "1")]


def test_a_question_without_words_is_an_error():
    assert found(faqs=(a_faq("1", "???"),)) == [("error", "faq", "1")]


def test_prices_that_mislead_are_found():
    skus = (
        a_sku("FREE", product_id="1", price=Money(0)),
        a_sku("NONE", product_id="2", price=None),
        a_sku("SWAP", product_id="3", price=Money.yuan(5), list_price=Money.yuan(4)),
        a_sku("LATE", product_id="4", stock=0, restock_at=date(2026, 11, 1)),
    )
    assert found(skus=skus) == [
        ("error", "sku", "FREE"),
        ("warning", "sku", "NONE"),
        ("warning", "sku", "SWAP"),
        ("warning", "sku", "LATE"),
    ]


def test_two_skus_that_nobody_can_tell_apart_are_an_error():
    assert found(skus=(a_sku("A"), a_sku("B"))) == [("error", "sku", "B")]
    assert found(skus=(a_sku("A"), a_sku("B", on_sale=False))) == []


def test_promotions_alike_that_overlap_are_a_warning_and_tiers_are_not():
    assert found(promotions=(a_promotion("1"), a_promotion("2", amount=60))) == [("warning", "promotion", "2")]
    assert found(promotions=(a_promotion("1"), a_promotion("2", threshold=500, amount=90))) == []
    later = (NOW + DAY, NOW + 2 * DAY)
    assert found(promotions=(a_promotion("1"), a_promotion("2", amount=60, window=later))) == []


def test_a_scope_that_matches_nothing_is_an_error_and_one_that_partly_does_a_warning():
    nothing = a_promotion("1", scope=Scope(categories=("没有",)))
    partly = a_promotion("2", threshold=100, scope=Scope(skus=("X1-BK-256", "没有")))
    assert found(promotions=(nothing, partly), skus=(a_sku(),)) == [
        ("error", "promotion", "1"),
        ("warning", "promotion", "2"),
    ]


def test_figures_that_look_swapped_are_warnings():
    presale = a_promotion("1", PromotionKind.PRESALE, threshold=200, amount=100)
    assert found(promotions=(presale, a_promotion("2", threshold=50, amount=100))) == [
        ("warning", "promotion", "1"),
        ("warning", "promotion", "2"),
    ]


def test_orders_that_shoppers_cannot_ask_about_are_warnings():
    orders = (Order("1", "", (OrderLine("X1-BK-256", 1),)), Order("2", "13800138000", (OrderLine("ZZ", 1),)))
    assert found(orders=orders, skus=(a_sku(),)) == [("warning", "order", "1"), ("warning", "order", "2")]
