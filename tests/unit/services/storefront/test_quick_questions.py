"""Which of the shop's questions are offered at a touch?"""

from __future__ import annotations

from datetime import timedelta

from xiaoer.services.storefront.service import quick_questions
from xiaoer.testing.factories import EVE_OF_NOV_11, a_faq, a_window


def asked(*faqs):
    return quick_questions(faqs, EVE_OF_NOV_11)


def test_each_category_has_its_turn_before_any_has_a_second():
    faqs = [
        a_faq("1", question="多久发货呀", category="发货"),
        a_faq("2", question="发什么快递", category="发货"),
        a_faq("3", question="能开发票吗", category="发票"),
    ]
    assert asked(*faqs) == ("多久发货呀", "能开发票吗", "发什么快递")


def test_questions_of_one_product_or_of_another_time_are_left_out():
    later = a_window(days_before=-1, now=EVE_OF_NOV_11 + timedelta(0))
    faqs = [
        a_faq("1", question="这款防水吗", product_id="X1"),
        a_faq("2", question="双十二几点开始", window=later),
        a_faq("3", question="满多少包邮"),
    ]
    assert asked(*faqs) == ("满多少包邮",)


def test_what_fits_no_button_is_left_out_and_six_are_enough():
    faqs = [a_faq(str(n), question=f"第{n}个问题呢", category=str(n)) for n in range(9)]
    assert asked(a_faq("x", question="啊"), a_faq("y", question="很" * 40), *faqs) == tuple(
        f"第{n}个问题呢" for n in range(6)
    )


def test_the_same_words_are_offered_once():
    assert asked(a_faq("1", question="能开发票吗"), a_faq("2", question="能开发票吗", category="发票")) == (
        "能开发票吗",
    )


def test_a_shop_without_questions_offers_none():
    assert asked() == ()
