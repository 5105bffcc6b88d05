"""Which goods does a part of a name call?"""

import pytest

from xiaoer.bootstrap.brain import load_brain
from xiaoer.core.dialogue.understanding import Family
from xiaoer.core.retrieval.index import ShopIndex
from xiaoer.core.understanding.bare import called_by_head, with_kin
from xiaoer.core.understanding.by_value import called_by_value
from xiaoer.core.understanding.goods import called_by_kind, called_by_own_word, called_with_option
from xiaoer.core.understanding.listed import with_called
from xiaoer.core.understanding.loosely import called_loosely
from xiaoer.testing.factories import a_shop, a_sku


def shoe(sku: str, product_id: str, name: str, size: str):
    return a_sku(sku, product_id=product_id, name=name, options=(("鞋码", size),), category="鞋靴", brand="驰野")


INDEX = ShopIndex.build(
    a_shop(
        skus=[
            shoe("L40", "L", "驰野低帮徒步鞋", "40"),
            shoe("L42", "L", "驰野低帮徒步鞋", "42"),
            shoe("H42", "H", "驰野高帮徒步鞋", "42"),
        ]
    ),
    load_brain().intents,
)


def called(text: str):
    return [(match.product_ids, match.skus) for match in called_with_option(text, INDEX)]


@pytest.mark.parametrize(
    ("clause", "product", "options"),
    [
        ("朗逸雨刮一对多少", "WIPER", (("车型", "朗逸"),)),
        ("警示架一条边多长", "SIGN", ()),
        ("芍药几块", "PEONY", ()),
        ("安装要多少钱", "", ()),  # asked of anything
        ("雨刮和警示架多少钱", "", ()),  # two
    ],
)
def test_a_word_that_one_name_alone_holds_calls_the_goods(clause, product, options):
    goods = (
        a_sku("W1", product_id="WIPER", name="远途无骨雨刮", options=(("车型", "朗逸"),)),
        a_sku("W2", product_id="WIPER", name="远途无骨雨刮", options=(("车型", "轩逸"),)),
        a_sku("S", product_id="SIGN", name="远途三角警示架", options=()),
        a_sku("P", product_id="PEONY", name="芍药鲜切花", options=()),
        a_sku("T", product_id="TOOL", name="远途安装扳手", options=()),
    )
    called = called_by_own_word(clause, ShopIndex.build(a_shop(skus=goods), load_brain().intents))
    assert [(match.product_ids[0], match.options) for match in called] == ([(product, options)] if product else [])


@pytest.mark.parametrize(
    ("clause", "product", "kinds"),
    [
        ("罗勒几时上", "HERB", ("罗勒",)),
        ("粗枝剪细花剪差别", "SCISSORS", ("粗枝剪", "细花剪")),
        ("清香的多少钱", "", ()),  # a kind of two goods
        ("黑色的有吗", "", ()),  # said of anything
        ("单边多少钱", "", ()),  # a count
        ("玫瑰多少钱", "", ()),  # the name of other goods
    ],
)
def test_a_kind_of_one_product_alone_calls_it(clause, product, kinds):
    told = (
        ("HERB", "香草盆栽", "品种", ("薄荷", "罗勒")),
        ("SCISSORS", "园艺剪刀", "款式", ("粗枝剪", "细花剪")),
        ("TEA", "铁观音", "款式", ("清香", "浓香")),
        ("OOLONG", "乌龙茶", "款式", ("清香", "焙火")),
        ("PUMP", "吸奶器", "款式", ("单边", "黑色")),
        ("SOAP", "手工皂", "品种", ("玫瑰", "艾草")),
        ("ROSE", "玫瑰花束", "颜色", ("白色",)),
    )
    goods = tuple(
        a_sku(f"{code}-{kind}", product_id=code, name=name, options=((option, kind),))
        for code, name, option, own in told
        for kind in own
    )
    called = called_by_kind(clause, ShopIndex.build(a_shop(skus=goods), load_brain().intents))
    assert [match.product_ids[0] for match in called] == ([product] if product else [])
    assert {value for match in called for _, value in match.options} == set(kinds)


def test_a_word_that_only_one_name_holds_calls_it_beside_a_size():
    assert called("低帮42有货吗") == [(("L",), ("L42",))]


def test_each_word_takes_the_size_that_follows_it():
    assert called("低帮40和高帮42各一双") == [(("L",), ("L40",)), (("H",), ("H42",))]


def test_a_word_that_several_fitting_names_hold_calls_none():
    assert called("徒步鞋42有货吗") == []


def test_a_word_of_several_names_calls_the_one_that_comes_in_the_size():
    assert called("徒步鞋40有货吗") == [(("L",), ("L40",))]


def test_a_word_without_any_value_beside_it_calls_none():
    assert called("低帮有货吗") == []


def test_a_word_that_only_sounds_like_one_calls_it_beside_a_size():
    assert called("底帮42") == [(("L",), ("L42",))]


DOWN = ShopIndex.build(
    a_shop(
        skus=[
            a_sku("D", product_id="D", name="儿童羽绒服 加厚款", options=(), attributes=(("填充物", "白鹅绒"),)),
            a_sku("E", product_id="E", name="儿童羽绒服 轻薄款", options=(), attributes=(("填充物", "白鸭绒"),)),
            a_sku("B", product_id="B", name="小熊连体衣 单层", options=(), category="童装"),
            a_sku("C", product_id="C", name="小熊连体衣 加绒", options=(), category="童装"),
        ]
    ),
    load_brain().intents,
)


def loosely(text: str, *, by_data: bool = True):
    return [match.product_ids for match in called_loosely(text, DOWN, by_data=by_data)]


def test_a_parameter_calls_the_goods_that_state_it():
    assert loosely("鹅绒那件多少钱") == [("D",)]


def test_a_part_of_several_names_calls_each_of_them():
    assert loosely("小熊的多少钱") == [("B", "C")]


def test_a_question_on_a_parameter_is_not_taken_for_a_name():
    assert loosely("有鹅绒吗", by_data=False) == []


def test_words_that_no_goods_hold_call_none():
    assert loosely("鹅绒被多少钱") == []


def test_what_is_pointed_at_is_not_searched_for():
    assert loosely("这个小熊的多少钱") == []


def test_a_single_character_of_a_name_calls_nothing():
    assert loosely("填充物大不大", by_data=False) == []


GARAGE = ShopIndex.build(
    a_shop(
        skus=[
            a_sku("W1", product_id="WIPER", name="远途无骨雨刮", options=(("车型", "朗逸"),)),
            a_sku("W2", product_id="WIPER", name="远途无骨雨刮", options=(("车型", "CR-V"),)),
            a_sku("F1", product_id="FILTER", name="远途空调滤芯", options=(("车型", "朗逸"),)),
            a_sku("F2", product_id="FILTER", name="远途空调滤芯", options=(("车型", "轩逸"),)),
            a_sku("O1", product_id="OIL", name="澄油全合成机油", options=(("粘度", "5W-30"), ("容量", "4L"))),
            a_sku("O2", product_id="OIL", name="澄油全合成机油", options=(("粘度", "5W-30"), ("容量", "1L"))),
            a_sku("M1", product_id="FILM", name="远途隔热膜", options=(("档次", "标准"),)),
            a_sku("M2", product_id="FILM", name="远途隔热膜", options=(("档次", "高隔热"),)),
            a_sku("R1", product_id="ROSE", name="盆栽月季苗", options=(("品种", "果汁阳台"), ("规格", "2加仑"))),
            a_sku("S1", product_id="SEED", name="阳台蔬菜种子", options=(("品种", "生菜"),)),
            a_sku("P1", product_id="POT", name="红陶盆", options=(("口径", "21厘米"),)),
            a_sku("D1", product_id="SET", name="多肉组合", options=(("含盆", "带陶盆"),), aliases=("陶盆多肉",)),
        ]
    ),
    load_brain().intents,
)


@pytest.mark.parametrize(
    ("clause", "goods"),
    [
        ("朗逸雨刮一对 空调滤芯一个 一起几钱", [("WIPER", ("W1",)), ("FILTER", ("F1",))]),
        ("朗逸雨刮跟空调滤芯", [("WIPER", ("W1",)), ("FILTER", ("F1",))]),
        ("果汁阳台2加仑三棵配红陶盆三个", [("ROSE", ("R1",)), ("POT", ("P1",))]),
        ("红陶盆一个加一桶4升5w30", [("POT", ("P1",)), ("OIL", ("O1",))]),
        ("5w30四升加一升一共", [("OIL", ("O1",))]),  # 一升 is a further variant, no further goods
        ("红陶盆一个和21厘米的两个", [("POT", ("P1",))]),
    ],
)
def test_each_part_of_a_list_calls_its_goods(clause, goods):
    found = with_called(clause, GARAGE.products.find(clause), GARAGE)
    assert [(match.product_ids[0], match.skus) for match in found] == goods


@pytest.mark.parametrize(("clause", "sku"), [("crv雨刮", "W2"), ("雨刮cr-v的", "W2"), ("高隔热膜", "M2")])
def test_a_value_counts_however_it_is_joined_and_though_it_runs_into_the_name(clause, sku):
    (match,) = with_called(clause, GARAGE.products.find(clause), GARAGE)
    assert match.skus == (sku,)


def test_a_name_inside_a_value_of_other_goods_names_nothing():
    assert [match.product_ids for match in GARAGE.products.find("带陶盆的多肉组合一份")] == [("SET",)]


NURSERY = ShopIndex.build(
    a_shop(
        skus=[
            a_sku("A", product_id="SOIL", name="通用营养土", options=(("规格", "5升"),), category="土肥"),
            a_sku("B", product_id="GRIT", name="多肉颗粒土", options=(("规格", "5斤"),), category="土肥"),
            a_sku("C1", product_id="CLAY", name="红陶盆", options=(("颜色", "做旧白"),), category="花盆花器"),
            a_sku("C2", product_id="CLAY", name="红陶盆", options=(("颜色", "原色"),), category="花盆花器"),
            a_sku("D", product_id="WICK", name="自吸水花盆", options=(("颜色", "灰色"),), category="花盆花器"),
            a_sku("E", product_id="VASE", name="玻璃花瓶", options=(), category="花盆花器"),
        ]
    ),
    load_brain().intents,
)


@pytest.mark.parametrize(
    ("clause", "goods"),
    [
        ("土多少钱一袋", ("SOIL", "GRIT")),
        ("盆怎么卖", ("CLAY", "WICK")),
        ("做旧白的盆", ("CLAY",)),
        ("灰色的盆子还有吗", ("WICK",)),
        ("红色的盆还有吗", ()),  # none comes in it
        ("买多少", ()),
        ("土里飞小黑虫", ()),  # no price, no stock
        ("我要的盆", ()),
    ],
)
def test_a_noun_of_one_character_means_the_goods_whose_names_end_with_it(clause, goods):
    found = called_by_head(clause, NURSERY)
    assert (found[0].product_ids if found else ()) == goods


@pytest.mark.parametrize(
    ("clause", "goods"),
    [("花盆怎么卖", {"WICK", "CLAY"}), ("灰色花盆怎么卖", {"WICK"}), ("自吸水花盆怎么卖", {"WICK"})],
)
def test_the_noun_of_a_category_means_all_of_it_that_end_alike(clause, goods):
    (match,) = NURSERY.products.find(clause)
    assert set(with_kin(match, clause, NURSERY).product_ids) == goods


VALUED = ShopIndex.build(
    a_shop(
        skus=[
            *(
                a_sku(f"R{form}", product_id="R", name="铝合金晾衣杆", options=(("样式", form), ("颜色", "白色")))
                for form in ("单杆", "双杆款")
            ),
            *(
                a_sku(f"T{print_}", product_id="T", name="防油桌布", options=(("花色", print_), ("数量", "单个")))
                for print_ in ("小雏菊", "格子")
            ),
            a_sku("G", product_id="G", name="格子围裙", options=()),
        ]
    ),
    load_brain().intents,
)


@pytest.mark.parametrize(
    ("clause", "family", "product"),
    [
        ("双杆的挂得起几斤", Family.SPEC, "R"),
        ("小雏菊大张的多少钱", Family.PRICE, "T"),
        ("小雏菊种子多少钱", Family.PRICE, ""),  # names other goods
        ("小雏菊衬衫有吗", Family.UNKNOWN, ""),
        ("格子的多少钱", Family.PRICE, ""),  # stands in the name of other goods
        ("单个多少钱", Family.PRICE, ""),  # said of any goods
        ("白色的有吗", Family.STOCK, ""),
    ],
)
def test_a_value_that_one_product_alone_comes_in_calls_it(clause, family, product):
    found = called_by_value(clause, family, VALUED)
    assert [match.product_ids for match in found] == ([(product,)] if product else [])
