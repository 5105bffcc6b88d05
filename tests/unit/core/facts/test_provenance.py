"""Is a maker, a brand or an origin told only of what it is asked of?"""

import pytest
from tests.unit.core.facts.cast import a_sku, a_topic

from xiaoer.core.facts.silent import silent_on
from xiaoer.core.facts.specs import state_spec

KETTLE = a_topic(
    a_sku(
        "K1",
        product_id="K",
        name="玻璃养生壶",
        options=(),
        brand="暖壶",
        attributes=(
            ("产地", "广东佛山"),
            ("壶盖", "2个"),
            ("发热盘", "不锈钢发热盘"),
            ("滤网产地", "山东"),
            ("温控器", "STRIX"),
        ),
    )
)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("是哪里生产的", "广东佛山"),
        ("是国产的吗", "广东佛山"),
        ("是德国进口的吗", "广东佛山"),
        ("什么牌子", "暖壶"),
        ("滤网是哪儿产的", "山东"),
        ("温控器什么牌子的", "STRIX"),
        ("养生壶是进口的吗", "广东佛山"),
    ],
)
def test_it_is_told_of_the_whole_and_of_a_part_that_has_its_own(asked, told):
    statement = state_spec(KETTLE, attribute=asked, asked=asked)
    assert statement is not None
    assert told in statement.text


@pytest.mark.parametrize(
    "asked",
    [
        "芯片是进口的吗",
        "发热盘什么牌子的",
        "壶盖是哪家厂做的",
        "是哪家工厂代工的",
        "底座是哪个国家的",
        "电源线是啥牌子",
    ],
)
def test_what_is_told_of_the_whole_says_nothing_of_a_part(asked):
    assert state_spec(KETTLE, attribute=asked, asked=asked) is None


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("水泵几瓦", "每周拆洗一次,滤芯30天换一片。"),
        ("充一次能拧几颗螺丝", "3.6V的只拧螺丝,钻墙不行。"),
        ("能放多厚的床垫", "含被套1个、枕套2个。"),
        ("用的哪家的染料", "是真花脱水染色做的。"),
        ("能煮几个人的饭", "多半是水少了,按刻度加水。"),
        ("碳粉的熔点是多少度", "侧面有加粉口,一般加两三次。"),
        ("芯片是哪个厂做的", "不认芯片的换新,自己加过粉的不换。"),
        ("弹簧多少个", "软硬适中,喜欢软一些的选加厚版。"),
    ],
)
def test_a_text_without_the_amount_or_the_maker_is_silent(asked, text):
    assert silent_on(asked, text)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("几瓦", "功率30瓦。"),
        ("满多少包邮", "满59元包邮。"),
        ("几天发货", "当天发。"),
        ("一箱几瓶", "每箱12瓶。"),
        ("几个人用", "一家三口用刚好。"),
        ("能坐几个人", "坐得下两个人。"),
        ("能装什么牌子的手机", "安卓苹果都可以。"),
        ("退货运费谁出", "质量问题店铺承担,其他买家承担。"),
        ("多少度的水", "40度以下的温水冲。"),
        ("酒多少度", "酒精含量5%vol。"),
        ("是谁家做的", "是自己家做的。"),
        ("多重的宝宝能坐", "会坐稳就可以。"),
    ],
)
def test_a_text_that_may_answer_is_not(asked, text):
    assert not silent_on(asked, text)
