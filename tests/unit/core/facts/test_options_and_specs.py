"""Are options and specifications told in the data's words, and only those?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.unit.core.facts.cast import a_phone, a_sku, a_topic, untraced_numbers

from xiaoer.core.facts.compare import state_comparison
from xiaoer.core.facts.options import state_options
from xiaoer.core.facts.overview import state_choice, state_overview
from xiaoer.core.facts.specs import state_dispatch, state_spec

PHONES = (
    a_phone("黑色", "128G", 3499),
    a_phone("黑色", "256G", 3999),
    a_phone("银色", "128G", 3499, 0, restock_at=date(2026, 11, 20)),
)
PHONE = a_topic(*PHONES)
BLACK = a_topic(*PHONES[:2], among=PHONES)
BLACK = replace(a_topic(*PHONES), quotes=a_topic(*PHONES[:2]).quotes, narrowed=True)


@pytest.mark.parametrize("asked", ["颜色", "什么颜色", "配色", "桃桃X1都有啥颜色"])
def test_the_values_of_an_option(asked):
    assert state_options(PHONE, option_name=asked).text == "桃桃X1的颜色有黑色、银色。"


@pytest.mark.parametrize("asked", ["容量", "内存多大", "有哪些存储", "几个G"])
def test_an_option_under_another_word(asked):
    assert "128G、256G" in state_options(PHONE, option_name=asked).text


@pytest.mark.parametrize("asked", ["白色", "有没有白色", "有白色的吗"])
def test_a_value_that_does_not_exist_is_denied_with_what_does(asked):
    statement = state_options(PHONE, option_name=asked)
    assert statement.text == "桃桃X1没有白色哦,目前有黑色、银色。"
    assert statement.rule == "facts.no_such_option"


def test_a_number_of_the_shoppers_own_is_not_repeated():
    statement = state_options(PHONE, option_name="512G")
    assert statement.text == "桃桃X1没有这个容量哦,目前有128G、256G。"
    assert untraced_numbers(statement) == ()


@pytest.mark.parametrize(("asked", "found"), [("黑色", "黑色"), ("256", "256G"), ("256GB", "256G"), ("黑", "黑色")])
def test_a_value_that_exists_is_confirmed(asked, found):
    assert state_options(PHONE, option_name=asked).text == f"有的,桃桃X1有{found},目前有货。"


def test_a_value_that_exists_but_is_sold_out_is_said_to_be_so():
    text = state_options(PHONE, option_name="银色").text
    assert "已售罄" in text
    assert "11月20日" in text


@pytest.mark.parametrize(
    ("name", "values", "asked", "told"),
    [
        ("绳色", ("红绳", "黑绳"), "颜色", "桃桃X1的绳色有红绳、黑绳。"),
        ("笔杆", ("墨绿", "酒红"), "颜色", "桃桃X1的笔杆有墨绿、酒红。"),
        ("手寸", ("11号", "13号"), "尺码", "桃桃X1的手寸有11号、13号。"),
        ("玉色", ("青白", "墨玉"), "黄玉", "桃桃X1没有这个玉色哦,目前有青白、墨玉。"),
        ("生肖", ("马", "蛇"), "兔", "桃桃X1没有这个生肖哦,目前有马、蛇。"),
        ("圈口", ("54", "56"), "62圈口", "桃桃X1没有这个圈口哦,目前有54、56。"),
        ("箱子尺寸", ("20寸", "24寸"), "尺寸", "桃桃X1的箱子尺寸有20寸、24寸。"),
    ],
)
def test_an_option_is_found_by_its_kind(name, values, asked, told):
    topic = a_topic(*(a_sku(value, options=((name, value),)) for value in values))
    assert state_options(topic, option_name=asked).text == told


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("多宽", "链宽:6毫米"),
        ("绳子多长", "绳长:20厘米"),
        ("是正圆的吗", "形状:馒头圆"),
        ("是纯银的吗", "材质:钛钢"),
        ("是大块的吗", None),
    ],
)
def test_a_property_is_found_by_its_dimension_or_by_a_value_of_its_kind(asked, told):
    attributes = (
        ("重量", "50cm约48克"),
        ("链宽", "6毫米"),
        ("形状", "馒头圆"),
        ("材质", "钛钢"),
        ("绳子", "蜡线"),
        ("绳长", "20厘米"),
    )
    statement = state_spec(a_topic(a_sku(attributes=attributes)), attribute=asked, asked=asked)
    assert (statement and statement.text) == (told and f"桃桃X1的{told}。")


@pytest.mark.parametrize(
    ("description", "told"),
    [("中秋预售,9月12日起发出。", True), ("轻便好用。", False), ("从杭州仓发货。", False)],
)
def test_when_goods_are_sent_is_told_where_their_own_data_hold_it(description, told):
    assert (state_dispatch(a_topic(a_sku(description=description))) is not None) == told


def test_other_choices_narrow_the_values():
    silver = replace(PHONE, quotes=PHONE.quotes[2:], narrowed=True)
    assert state_options(silver, option_name="容量").text == "桃桃X1 银色的容量有128G。"
    assert state_options(BLACK, option_name="颜色").text == "桃桃X1的颜色有黑色、银色。"


def test_nothing_is_denied_where_the_data_know_no_such_option():
    assert "没有登记" in state_options(a_topic(a_sku()), option_name="白色").text


DRESS = a_topic(
    a_sku(
        "D1",
        name="云朵连衣裙",
        attributes=(("面料成分", "100%棉"), ("洗涤说明", "30度手洗"), ("产地", "中国江苏"), ("裙长", "98cm")),
        description="收腰设计。领口有暗扣!",
    )
)
RICE = a_topic(
    a_sku(
        "R1",
        name="秋田稻花香大米",
        attributes=(("净含量", "5kg"), ("保质期", "12个月"), ("贮存条件", "阴凉干燥处"), ("配料", "粳米")),
    )
)
KETTLE = a_topic(
    a_sku("K1", name="小山电热水壶", attributes=(("容量", "1.7L"), ("额定功率", "1800W"), ("内胆材质", "304不锈钢")))
)
PHONE_WITH = a_topic(
    a_sku(
        name="桃桃X1",
        attributes=(("屏幕", "6.1英寸"), ("电池容量", "4500mAh"), ("快充", "65W"), ("重量", "180g")),
        description="整机支持IP68级防尘防水。",
    )
)


@pytest.mark.parametrize(
    ("topic", "asked", "said"),
    [
        (PHONE_WITH, "电池多大", "电池容量:4500mAh"),
        (PHONE_WITH, "续航怎么样", "4500mAh"),
        (PHONE_WITH, "屏幕尺寸", "屏幕:6.1英寸"),
        (PHONE_WITH, "屏幕多大", "屏幕:6.1英寸"),
        (PHONE_WITH, "支持快充吗", "快充:65W"),
        (PHONE_WITH, "桃桃X1多重", "重量:180g"),
        (PHONE_WITH, "防水吗", "整机支持IP68级防尘防水。"),
        (DRESS, "什么料子", "面料成分:100%棉"),
        (DRESS, "材质", "面料成分:100%棉"),
        (DRESS, "怎么洗", "30度手洗"),
        (DRESS, "能机洗吗", "30度手洗"),
        (DRESS, "裙子多长", "裙长:98cm"),
        (RICE, "保质期多久", "保质期:12个月"),
        (RICE, "能放多久", "12个月"),
        (RICE, "怎么保存", "阴凉干燥处"),
        (RICE, "多少斤", "净含量:5kg"),
        (RICE, "有什么添加剂", "配料:粳米"),
        (KETTLE, "功率多大", "额定功率:1800W"),
        (KETTLE, "容量", "容量:1.7L"),
        (KETTLE, "内胆是什么材质", "304不锈钢"),
    ],
)
def test_a_property_is_found_under_the_shops_own_name(topic, asked, said):
    statement = state_spec(topic, attribute=asked)
    assert statement is not None
    assert said in statement.text
    assert untraced_numbers(statement) == ()


@pytest.mark.parametrize(
    ("topic", "asked"),
    [
        (PHONE_WITH, "屏幕刷新率"),
        (PHONE_WITH, "支持无线充电吗"),
        (PHONE_WITH, "有NFC吗"),
        (PHONE_WITH, "保质期"),
        (DRESS, "功率多大"),
        (RICE, "甜不甜"),
        (KETTLE, "噪音大吗"),
        (DRESS, "适合多大的孩子"),
        (KETTLE, ""),
    ],
)
def test_what_the_data_do_not_hold_is_not_answered(topic, asked):
    assert state_spec(topic, attribute=asked) is None


def test_variants_that_differ_are_told_one_by_one():
    skus = [replace(sku, attributes=(("电池", power),)) for sku, power in zip(PHONES, ("1A", "2A", "1A"), strict=True)]
    statement = state_spec(a_topic(*skus), attribute="电池")
    assert statement is not None
    assert statement.text == "桃桃X1的电池:\n· 128G:1A\n· 256G:2A"


def test_the_overview_names_options_price_and_parameters():
    skus = tuple(replace(sku, attributes=(("屏幕", "6.1英寸"),), brand="桃桃", category="手机") for sku in PHONES)
    text = state_overview(a_topic(*skus)).text
    assert text.startswith("桃桃X1(桃桃,手机),价格3499元至3999元。\n可选颜色:黑色、银色;容量:128G、256G。")
    assert "屏幕:6.1英寸" in text


def test_the_choice_lists_at_most_six_with_prices():
    topics = tuple(a_topic(a_sku(f"s{n}", product_id=f"s{n}", name=f"桃桃手环{n}", price=100 + n)) for n in range(8))
    text = state_choice(topics).text
    assert text.startswith("您问的是哪一款呢?\n· 桃桃手环0(100元)")
    assert "桃桃手环5(105元)" in text
    assert "桃桃手环6" not in text


def test_a_comparison_shows_prices_and_what_differs():
    other = a_topic(
        a_sku("Y", product_id="Y", name="桃桃Y2", price=1999, attributes=(("屏幕", "6.7英寸"), ("重量", "180g")))
    )
    text = state_comparison((PHONE_WITH, other)).text
    assert "价格:桃桃X1是3999元;桃桃Y2是1999元" in text
    assert "屏幕:桃桃X1是6.1英寸;桃桃Y2是6.7英寸" in text
    assert "180g" not in text
    asked = state_comparison((PHONE_WITH, other), attribute="哪个轻")
    assert untraced_numbers(asked) == ()


def a_thing(name: str, *attributes: tuple[str, str], options: tuple[tuple[str, str], ...] = ()):
    return a_topic(a_sku("T1", name=name, attributes=attributes, options=options))


@pytest.mark.parametrize(
    ("name", "attributes", "asked", "told"),
    [
        ("保温杯", (("材质", "316不锈钢"), ("保温", "12小时")), "保温杯的材质是什么", "材质:316不锈钢"),
        ("保温杯", (("材质", "316不锈钢"), ("保温", "12小时")), "保温杯保温多久", "保温:12小时"),
        ("保温杯", (("材质", "316不锈钢"), ("保温", "12小时")), "保温杯是304还是316的", "材质:316不锈钢"),
        ("弹簧床垫", (("弹簧", "独立袋装"), ("厚度", "22厘米")), "弹簧床垫多厚", "厚度:22厘米"),
        ("玫瑰手霜", (("香型", "玫瑰"),), "手霜什么味道的", "香型:玫瑰"),
        ("防晒乳", (("防晒指数", "SPF50"), ("防水", "40分钟")), "防晒乳是多少倍的", "防晒指数:SPF50"),
        ("小夜灯", (("充电口", "Type-C"), ("续航", "30小时")), "小夜灯是什么接口", "充电口:Type-C"),
        ("登山手杖", (("锁", "外锁"), ("长度", "62-135cm")), "手杖最长能拉到多少", "长度:62-135cm"),
        ("短靴", (("尺码建议", "偏小,选大一码"),), "短靴偏大还是偏小", "尺码建议:偏小,选大一码"),
        ("折叠椅", (("承重", "120kg"), ("重量", "1.1kg")), "折叠椅能承重多少斤", "承重:120kg"),
        ("长裤", (("尺码表", "M:腰围72-78cm"),), "长裤M码腰围多少", "尺码表:M:腰围72-78cm"),
        ("白虾", (("等级", "每公斤20-30只"),), "白虾一公斤多少只", "等级:每公斤20-30只"),
        ("鸡蛋", (("单枚重", "45-50克"), ("饲养", "180天")), "鸡蛋一枚多重", "单枚重:45-50克"),
        ("台灯", (("保质期", "见包装"),), "台灯保质期多久", "保质期:见包装"),
        ("电动车", (("电池", "48V"), ("电池可拆", "可拆")), "电动车电池能拆吗", "电池可拆:可拆"),
        ("升降桌", (("电机", "双电机"), ("噪音", "45分贝")), "升降桌几个电机", "电机:双电机"),
        ("床品套件", (("支数", "60支"), ("包含", "枕套2只")), "套件是多少支的", "支数:60支"),
    ],
)
def test_a_property_is_found_under_the_name_that_the_trade_gives_it(name, attributes, asked, told):
    statement = state_spec(a_thing(name, *attributes), attribute="", asked=asked)
    assert statement is not None
    assert statement.text == f"{name}的{told}。"


@pytest.mark.parametrize(
    ("name", "attributes", "options", "asked"),
    [
        ("补水面膜", (("保质期", "2年"),), (("规格", "5片装"),), "面膜一片多少毫升"),
        ("保温杯", (("保温", "12小时"),), (("容量", "1L"),), "保温杯多重"),
        ("羽绒服", (("充绒量", "120g"),), (), "羽绒服多少克"),
        ("弹簧床垫", (("弹簧", "独立袋装"),), (), "弹簧床垫多厚"),
        ("短靴", (("鞋底", "橡胶"),), (("尺码", "42"),), "短靴偏大还是偏小"),
        ("短靴", (("鞋底", "橡胶"),), (), "短靴鞋底多厚"),
        ("电脑椅", (("承重", "150千克"),), (), "电脑椅多重"),
        ("中性笔", (("书写长度", "800米"),), (), "中性笔笔杆多长"),
        ("遥控车", (("续航", "约25分钟"),), (), "遥控车几节电池"),
        ("吸尘器", (("充电", "Type-C 18W"),), (), "吸尘器充满电要几小时"),
    ],
)
def test_no_other_property_is_told_where_the_data_hold_none_that_fits(name, attributes, options, asked):
    assert state_spec(a_thing(name, *attributes, options=options), attribute="", asked=asked) is None


def of_sizes(name: str, option: str, *values: str):
    skus = [
        a_sku(f"V{n}", product_id="V", name=name, options=((option, value),), stock=3) for n, value in enumerate(values)
    ]
    return a_topic(*skus)


@pytest.mark.parametrize(
    ("option", "values", "asked", "told"),
    [
        ("净含量", ("30ml", "50ml"), "100ml", "亮肤精华没有这个净含量哦,目前有30ml、50ml。"),
        ("净含量", ("30ml", "50ml"), "50毫升", "有的,亮肤精华有50ml,目前有货。"),
        ("规格", ("5片装", "10片装"), "20片", "亮肤精华没有这个规格哦,目前有5片装、10片装。"),
        ("舒适温度", ("5℃", "-5℃"), "零下5度", "有的,亮肤精华有-5℃,目前有货。"),
        ("舒适温度", ("5℃", "-5℃"), "5度", "有的,亮肤精华有5℃,目前有货。"),
        ("舒适温度", ("5℃", "-5℃"), "零下20度", "亮肤精华没有这个舒适温度哦,目前有5℃、-5℃。"),
        ("尺码", ("M", "L"), "XL", "亮肤精华没有这个尺码哦,目前有M、L。"),
    ],
)
def test_an_amount_is_looked_for_among_values_of_its_kind(option, values, asked, told):
    assert state_options(of_sizes("亮肤精华", option, *values), option_name=asked).text == told


def test_an_amount_that_is_no_option_is_answered_from_the_parameters():
    single = a_thing("卸妆油", ("净含量", "200ml"))
    assert state_options(single, option_name="100ml").text == "卸妆油的净含量:200ml。"


def test_a_taste_that_goods_do_not_come_in_is_denied():
    told = state_options(of_sizes("蛋白粉", "口味", "香草", "巧克力"), option_name="草莓味")
    assert told.text == "蛋白粉没有这个口味哦,目前有香草、巧克力。"
    assert told.rule == "facts.no_such_option"


def test_a_scent_is_found_where_a_taste_is_asked_for():
    assert state_options(a_thing("手霜", ("香型", "玫瑰")), option_name="口味").text == "手霜的香型:玫瑰。"
