"""Are the goods found that a text names, and none in a text that names none?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaoer.core.retrieval.products import ProductIndex
from xiaoer.core.shop.product import Sku, group


def a_sku(sku: str, product_id: str, name: str, **more: object) -> Sku:
    return Sku(sku, product_id, name, **more)  # type: ignore[arg-type]


INDEX = ProductIndex.build(
    group(
        (
            a_sku("X1-B", "X1", "桃桃X1", category="智能手机", brand="桃桃", options=(("颜色", "黑色"),)),
            a_sku("X1-W", "X1", "桃桃X1", category="智能手机", brand="桃桃", options=(("颜色", "白色"),)),
            a_sku("X1P-B", "X1P", "桃桃X1 Pro", category="智能手机", brand="桃桃", options=(("颜色", "曜石黑"),)),
            a_sku("X10-B", "X10", "桃桃X10", category="智能手机", brand="桃桃"),
            a_sku("N5-B", "N5", "桃桃 N5 全网通版 8GB+128GB 深空灰 双卡双待", category="智能手机", brand="桃桃"),
            a_sku("K1-B", "K1", "桃桃X1手机壳", category="配件", brand="桃桃"),
            a_sku("B6-B", "B6", "桃桃手环B6", category="穿戴", brand="桃桃", aliases=("手环",)),
            a_sku("Q1-M", "Q1", "云棉桑蚕丝空调被", category="床品", brand="云棉"),
            a_sku("Q2-M", "Q2", "云棉格纹空调被", category="床品", brand="云棉"),
            a_sku("S1-M", "S1", "日式和风懒人沙发", category="家具"),
            a_sku("PHN15-M", "I15", "Apple iPhone 15 Pro Max 全网通", category="智能手机", brand="苹果"),
            a_sku("C65-M", "C65", "极川65W氮化镓充电器", category="配件", brand="极川"),
            a_sku("C120-M", "C120", "极川120W氮化镓充电器", category="配件", brand="极川"),
        )
    )
)


def named(text: str) -> list[tuple[str, ...]]:
    return [match.product_ids for match in INDEX.find(text) if match.score >= 0.5]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("X1多少钱", [("X1",)]),
        ("x1 pro有货吗", [("X1P",)]),
        ("X1Pro怎么样", [("X1P",)]),
        ("Ｘ１０有货吗", [("X10",)]),
        ("桃桃n5多少钱", [("N5",)]),
        ("N5有货吗", [("N5",)]),
        ("X1手机壳", [("K1",)]),
        ("x1的手机壳有吗", [("K1",)]),
        ("那个空调被还有吗", [("Q1", "Q2")]),
        ("格纹的空调被", [("Q2",)]),
        ("空条被还有吗", [("Q1", "Q2")]),
        ("懒人沙发", [("S1",)]),
        ("iphone15promax", [("I15",)]),
        ("iPhone 15Pro max多少钱", [("I15",)]),
        ("苹果15 pro max", [("I15",)]),
        ("65w的充电器", [("C65",)]),
        ("氮化镓充电器", [("C65", "C120")]),
        ("PHN15-M有货吗", [("I15",)]),
        ("桃桃手環B6", [("B6",)]),
        ("ihpone 15 pro max", [("I15",)]),
        ("ipone15promax", [("I15",)]),
        ("x1 proo多少钱", [("X1P",)]),
        ("x1 por有货吗", [("X1P",)]),
    ],
)
def test_goods_are_found_by_what_shoppers_call_them(text, found):
    assert named(text) == found


@pytest.mark.parametrize(
    "text", ["你好", "怎么退货", "什么时候发货", "质量怎么样", "有优惠吗", "", "😀", "这个手机防水吗"]
)
def test_texts_without_goods_name_none(text):
    assert named(text) == []


@pytest.mark.parametrize("text", ["X1 Max多少钱", "X1 Ultra", "x11", "X1青春版", "N5 plus"])
def test_models_that_the_shop_does_not_have_are_never_surely_another(text):
    assert named(text) == []


def test_several_goods_are_found_in_order_with_their_words():
    matches = INDEX.find("两个X1加一个手环")
    assert [(match.mention, match.product_ids) for match in matches] == [("x1", ("X1",)), ("手环", ("B6",))]


def test_the_words_for_misspelt_goods_are_those_that_were_typed():
    (match,) = INDEX.find("ihpone 15 pro max多少钱")
    assert match.mention == "ihpone 15"


def test_goods_to_compare_are_kept_apart():
    assert named("X1和X1 Pro哪个好") == [("X1",), ("X1P",)]


def test_connectors_inside_a_name_do_not_split_it():
    assert INDEX.find("日式和风懒人沙发")[0].mention == "日式和风懒人沙发"


def test_option_values_narrow_the_skus():
    (match,) = INDEX.find("X1白色的多少钱")
    assert (match.skus, match.options) == (("X1-W",), (("颜色", "白色"),))


def test_a_sku_code_names_one_variant():
    (match,) = INDEX.find("X1P-B有货吗")
    assert (match.product_ids, match.skus) == (("X1P",), ("X1P-B",))


def test_a_category_with_many_members_is_offered_without_certainty():
    (match,) = INDEX.find("手机有哪些")
    assert set(match.product_ids) >= {"X1", "X1P", "X10", "N5", "I15"}


@given(st.text(max_size=60))
def test_any_text_is_searched_without_failing_and_alike_each_time(text):
    assert INDEX.find(text) == INDEX.find(text)


@given(st.sampled_from(INDEX.products), st.sampled_from(["{}多少钱", "请问{}有货吗", "{}", "想买{}"]))
def test_a_full_name_always_names_its_product(product, frame):
    assert named(frame.format(product.name)) == [(product.product_id,)]


def test_products_of_one_category_are_alike_in_the_order_of_the_data():
    case, bracelet = INDEX.product("K1"), INDEX.product("B6")
    assert [product.product_id for product in INDEX.like(case)] == ["K1", "C65", "C120"]
    assert INDEX.like(bracelet) == (bracelet,)


def test_an_empty_shop_names_nothing():
    assert ProductIndex.build(()).find("X1多少钱") == ()


def test_word_behind_a_join_borrows_what_stands_before_the_other() -> None:
    assert named("云棉桑蚕丝空调被和格纹的哪个好") == [("Q1",), ("Q2",)]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("65w和120w充电器有什么区别", [("C65",), ("C120",)]),
        ("桑蚕丝和格纹空调被哪个好", [("Q1",), ("Q2",)]),
        ("黑色和白色x1都有吗", [("X1",)]),
        ("包邮和充电器", [("C65", "C120")]),
    ],
)
def test_word_before_a_join_borrows_the_noun_of_the_next_name(text: str, ids: list[tuple[str, ...]]) -> None:
    assert named(text) == ids


SHORT_FORMS = ProductIndex.build(
    group(
        (
            a_sku("R1-A", "R1", "莫桑石六爪戒指", category="戒指"),
            a_sku("R2-A", "R2", "古法手镯", category="手镯", options=(("克重", "20克"),)),
            a_sku("L1-A", "L1", "月光石水滴耳坠", category="耳饰"),
            a_sku("L2-A", "L2", "月光石圆珠耳坠", category="耳饰"),
            a_sku("G4-A", "G4", "灶边电火锅G4", category="火锅", options=(("款式", "鸳鸯"),)),
            a_sku("G4-B", "G4", "灶边电火锅G4", category="火锅", options=(("款式", "单格"),)),
        )
    )
)


@pytest.mark.parametrize(
    ("text", "found", "skus"),
    [
        ("莫桑戒多少钱", ("R1",), ("R1-A",)),
        ("古法镯有货吗", ("R2",), ("R2-A",)),
        ("月光坠多少钱", ("L1", "L2"), ("L1-A", "L2-A")),
        ("鸳鸯锅啥时候补", ("G4",), ("G4-A",)),
    ],
)
def test_short_forms_that_no_data_hold_name_the_goods(text, found, skus):
    (match,) = SHORT_FORMS.find(text)
    assert (match.product_ids, match.skus) == (found, skus)
    assert match.score >= 0.5


@pytest.mark.parametrize("text", ["莫桑碗多少钱", "古法指环", "鸳鸯碗有货吗", "戒莫桑", "古法手艺好吗"])
def test_what_shares_letters_but_not_the_noun_is_no_short_form(text):
    assert [match for match in SHORT_FORMS.find(text) if match.score >= 0.5] == []


def test_what_joins_words_is_no_slip_for_goods_that_sound_like_it():
    skus = [
        a_sku("H", product_id="H", name="颗粒缓释肥", options=(("净含量", "200克"),)),
        a_sku("M", product_id="M", name="补水面膜", options=()),
    ]
    index = ProductIndex.build(group(skus))
    assert index.owners("还是要红的小号吧") == ()
    assert [word for word, _ in index.owners("面摸多少钱")] == ["面摸"]  # a slip is still heard


def test_a_brand_before_an_exact_name_makes_it_no_other_goods():
    pad = a_sku("P", product_id="PAD", name="花间柔雾气垫", aliases=("气垫",), brand="花间", options=())
    core = a_sku("C", product_id="CORE", name="花间气垫替换芯", brand="花间", options=())
    index = ProductIndex.build(group((pad, core)))
    assert [match.product_ids for match in index.find("花间气垫多少钱")] == [("PAD",)]
    assert [match.product_ids for match in index.find("花间气垫替换芯多少钱")] == [("CORE",)]


@pytest.mark.parametrize("category", ["绣品", "绣框", "绣框布料"])
def test_what_a_question_puts_between_two_names_makes_no_name_of_them(category):
    frame = a_sku("A", "A", "墨鹭可换绣框", aliases=("绣框",), category=category)
    spray = a_sku("B", "B", "通用固色水", aliases=("布料固色水",), category=category)
    assert ProductIndex.build(group((frame, spray))).find("绣框适用什么布料")[0].product_ids == ("A",)
