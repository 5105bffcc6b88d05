"""Does a value tell the kind of amount that a question wants?"""

import pytest

from xiaoer.core.facts.amounts import amount_asked, tells_amount


@pytest.mark.parametrize(
    ("asked", "value"),
    [
        ("充满电要几小时", "Type-C,约3小时"),
        ("能放几天", "7到10天"),
        ("几节电池", "3节7号电池"),
        ("多重", "0.58千克"),
        ("能挂几斤", "单个8公斤"),
        ("多少度", "53%vol"),
        ("最高多少度", "80到200℃"),
        ("多长", "约60厘米"),
        ("多粗", "0.5"),
        ("多少倍", "SPF50+"),
        ("窨了几遍", "七窨"),
        ("多大", "40×32×25厘米"),
        ("雾大不大", "300毫升/时"),
        ("几层", "三层"),
        ("几个月的宝宝能用", "6个月以上"),
        ("最高可以打多少气压", "100PSI"),
    ],
)
def test_a_value_tells_the_amount_that_is_asked_for(asked, value):
    assert tells_amount(amount_asked(asked), value)


@pytest.mark.parametrize(
    ("asked", "value"),
    [
        ("充满电要几小时", "Type-C 18W"),
        ("电源线几米", "12V点烟口"),
        ("充一次用几天", "支持"),
        ("几节电池", "约25分钟"),
        ("几节电池", "2.0Ah"),
        ("多重", "4.5米"),
        ("能用多久", "4节5号干电池"),
        ("多少度", "有"),
        ("吵不吵 多少分钟", "有"),
        ("力气大不大", "有"),
    ],
)
def test_a_value_of_another_kind_does_not(asked, value):
    assert not tells_amount(amount_asked(asked), value)


@pytest.mark.parametrize("asked", ["防水吗", "什么材质", "有没有灯", "哪里产的", "怎么洗"])
def test_a_question_without_an_amount_takes_any_value(asked):
    assert amount_asked(asked) is None
    assert tells_amount(None, "支持")
