"""Are goods and variants told apart by what differs?"""

from tests.unit.core.facts.cast import a_sku, a_topic, untraced_numbers

from xiaoer.core.facts.compare import state_comparison, state_variants


def a_ladder(sku, height, folded, price):
    told = (("承重", "150千克"), ("收起高度", folded))
    return a_sku(sku, product_id="T", name="伸缩梯", price=price, options=(("高度", height),), attributes=told)


LADDERS = (
    a_ladder("T1", "2.6米", "76厘米", 150),
    a_ladder("T2", "3.8米", "90厘米", 401),
    a_ladder("T3", "5米", "110厘米", 520),
)


def a_bunch(name, days, price):
    told = (("花材", name), ("瓶插期", days))
    return a_topic(a_sku(name, product_id=name, name=name, price=price, attributes=told))


def test_two_variants_are_told_apart_by_price_and_by_what_differs():
    told = state_variants(a_topic(*LADDERS[:2], among=LADDERS), (("高度", "2.6米"), ("高度", "3.8米")))
    assert told is not None
    assert told.text.startswith(
        "帮您对比一下:\n价格:规格2.6米是150元;规格3.8米是401元\n收起高度:规格2.6米是76厘米;规格3.8米是90厘米\n(截至"
    )
    assert untraced_numbers(told) == ()


def test_without_values_named_all_variants_are_told_apart():
    told = state_variants(a_topic(*LADDERS), ())
    assert told is not None
    assert "规格5米是110厘米" in told.text
    assert "承重" not in told.text


def test_one_value_named_tells_no_difference():
    assert state_variants(a_topic(LADDERS[0], among=LADDERS), (("高度", "2.6米"),)) is None


def test_variants_that_differ_in_nothing_else_are_told_by_their_prices():
    alike = tuple(
        a_sku(name, product_id="K", name="键盘", price=price, options=(("轴体", name),), attributes=(("键数", "87"),))
        for name, price in (("红轴", 199), ("青轴", 189))
    )
    told = state_variants(a_topic(*alike), (("轴体", "红轴"), ("轴体", "青轴")))
    assert told is not None
    assert "红轴:现价199元" in told.text
    assert "键数" not in told.text


def test_goods_are_compared_by_what_tells_the_amount_asked_for():
    told = state_comparison((a_bunch("康乃馨", "10到14天", 69), a_bunch("玫瑰", "5到7天", 89)), asked="哪个放得久")
    assert "瓶插期:康乃馨是10到14天;玫瑰是5到7天" in told.text
    assert "花材" not in told.text


def test_goods_are_compared_by_all_that_differs_where_no_amount_is_asked_for():
    told = state_comparison((a_bunch("康乃馨", "10到14天", 69), a_bunch("玫瑰", "5到7天", 89)), asked="有什么区别")
    assert "花材:康乃馨是康乃馨;玫瑰是玫瑰" in told.text
