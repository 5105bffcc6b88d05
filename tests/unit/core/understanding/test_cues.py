"""Do plain words tell how far an answer may go?"""

from __future__ import annotations

import pytest

from xiaoer.core.dialogue.understanding import Family
from xiaoer.core.understanding.cues import asks_sum, counts_goods, holds_number, is_bare, joins_goods, names_goods


@pytest.mark.parametrize("text", ["香水有卖吗", "有没有自拍杆卖", "卖平板电脑吗", "你们店有冰爪吗"])
def test_an_unknown_thing_is_named(text):
    assert names_goods(text)


@pytest.mark.parametrize(
    "text", ["多少钱", "这个还有货吗", "有什么颜色", "有L码吗", "XL有货吗", "黑色的多少钱", "42码的呢"]
)
def test_asking_words_name_nothing(text):
    assert not names_goods(text)


@pytest.mark.parametrize(
    "text", ["杯子和勺子各一个", "杯子加勺子", "杯子、勺子一共多少", "来个杯子再来一个勺子", "各两瓶"]
)
def test_several_goods_are_joined(text):
    assert joins_goods(text, ("杯子",))


@pytest.mark.parametrize("text", ["和田玉吊坠两个多少钱", "杯子两个一起多少钱"])
def test_a_joining_word_within_a_name_joins_nothing(text):
    assert not joins_goods(text, ("和田玉吊坠", "杯子"))


@pytest.mark.parametrize(("text", "expected"), [("VIP买这个多少钱", True), ("要付多少", True), ("有什么优惠", False)])
def test_a_sum_is_asked_for(text, expected):
    assert asks_sum(text) is expected


@pytest.mark.parametrize("text", ["眼影盘三盘总价", "4把椅子到手价多少", "来两只杯子", "杯子仨个多少钱"])
def test_several_of_something_are_counted(text):
    assert counts_goods(text, ("眼影盘", "椅子", "杯子"))


@pytest.mark.parametrize(
    "text",
    ["双十一杯子到手多少", "30枚鸡蛋多少钱", "11月11日到手多少", "满300减50后多少", "杯子打8折后多少", "杯子一个"],
)
def test_sizes_dates_and_terms_count_nothing(text):
    assert not counts_goods(text, ("杯子", "30枚", "鸡蛋"))


def test_a_number_within_a_name_is_none_of_the_ask():
    assert not holds_number("硬盘PCIe3.0*4多少钱", ("硬盘PCIe3.0*4",))
    assert holds_number("硬盘PCIe3.0*4四个多少钱", ("硬盘PCIe3.0*4",))


@pytest.mark.parametrize("text", ["白虾两盒多少钱", "橙子五斤几多钱", "三人沙发多少钱"])
def test_a_number_of_a_pack_is_no_count_however_it_is_spoken(text):
    assert not counts_goods(text, ("白虾", "2盒(6.6斤)", "橙子", "5斤装", "三人位布艺沙发"))


@pytest.mark.parametrize(
    ("text", "family", "expected"),
    [
        ("头一回是不是得充一宿", Family.PROMOTION, True),
        ("充电宝现在有优惠没", Family.PROMOTION, False),
        ("种子撒下去没动静", Family.ORDER, True),
        ("我买的种子到哪了", Family.ORDER, False),
        ("用塑料的挂得住不", Family.THANKS, True),
        ("重不重", Family.SPEC, False),
    ],
)
def test_a_guess_is_bare_where_no_word_bears_it_out(text, family, expected):
    assert is_bare(text, family) is expected
