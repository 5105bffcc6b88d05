"""Do names and values that hold stops, numbers and other goods' words stay whole?"""

from __future__ import annotations

import pytest

from xiaoer.bootstrap.brain import load_brain
from xiaoer.core.dialogue.question import PageContext
from xiaoer.core.dialogue.state import FRESH
from xiaoer.core.retrieval.index import ShopIndex
from xiaoer.core.understanding.clauses import clauses
from xiaoer.core.understanding.understand import understand
from xiaoer.testing.factories import EVE_OF_NOV_11, a_shop, a_sku

GIFT = a_sku("G1", product_id="G", name="礼物-安睡组合", options=(("规格", "1.5m床垫*1+枕头*2、浅杏粉"),))
MATTRESS = a_sku("M1", product_id="M", name="慢回弹床垫", options=())
SHOE = a_sku("S1", product_id="S", name="气垫鞋 AIR90 AJ1285-101白色", options=(("颜色", "红色"),))


@pytest.fixture(scope="module")
def understood():
    brain = load_brain()
    index = ShopIndex.build(a_shop(skus=(GIFT, MATTRESS, SHOE)), brain.intents)
    return lambda text: understand(
        text, state=FRESH, context=PageContext(), index=index, intents=brain.intents, now=EVE_OF_NOV_11
    )


def test_an_option_value_with_stops_and_other_goods_in_it_names_no_other_goods(understood):
    asks = understood("礼物-安睡组合 1.5m床垫*1+枕头*2、浅杏粉多少钱").asks
    assert [[match.product_ids for match in ask.entities.products] for ask in asks] == [[("G",)]]


def test_a_model_number_in_a_name_is_no_order_number(understood):
    (ask,) = understood("气垫鞋 AIR90 AJ1285-101白色 红色多少钱").asks
    assert ask.entities.order_id == ""
    assert [match.product_ids for match in ask.entities.products] == [("S",)]


def test_nothing_is_split_within_what_belongs_together():
    assert clauses("杯子(大、小)多少钱,包邮吗", whole=[(0, 7)]) == ("杯子(大、小)多少钱", "包邮吗")
    assert clauses("杯子(大、小)多少钱,包邮吗") != ("杯子(大、小)多少钱", "包邮吗")


def test_a_word_that_joins_questions_splits_none_where_it_says_how_goods_are_bought():
    assert clauses("要不要另外买胶枪") == ("要不要另外买胶枪",)
    assert clauses("卷尺多少钱另外有没有10米的") == ("卷尺多少钱", "有没有10米的")
