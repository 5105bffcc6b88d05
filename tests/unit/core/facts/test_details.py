"""Is the parameter found that a question is about, though it does not call it by its name?"""

import pytest

from xiaoer.core.facts.details import bearing_names, of_chosen_size
from xiaoer.core.facts.specs import attribute_names
from xiaoer.testing.factories import a_sku

SHIRT = a_sku(
    "T-M",
    product_id="T",
    name="圆领短袖",
    options=(("尺码", "M"),),
    attributes=(
        ("面料", "95%棉 5%氨纶"),
        ("领高", "8cm"),
        ("M码", "胸围100cm 适合95-110斤"),
        ("L码", "胸围104cm 适合110-125斤"),
    ),
)
LARGE = a_sku("T-L", product_id="T", name="圆领短袖", options=(("尺码", "L"),), attributes=SHIRT.attributes)
DAILY = (("粗蛋白", "40%"), ("磷", "0.8%"), ("喂食量", "每天50-60克"))
FOOD = a_sku("F", product_id="F", name="成猫粮", options=(), attributes=DAILY)
CHOSEN = (("尺码", "L"),)


@pytest.mark.parametrize(
    ("rest", "names"),
    [
        ("领子多高", ("领高",)),
        ("含棉多少", ("面料",)),
        ("多少斤能穿", ("L码",)),
        ("胸围", ("L码",)),
        ("鞋带是什么颜色", ()),
        ("能机洗吗", ()),
    ],
)
def test_the_words_of_a_question_find_its_parameter(rest, names):
    assert bearing_names((SHIRT, LARGE), rest, CHOSEN) == names


@pytest.mark.parametrize(
    ("rest", "names"), [("磷含量多少", ("磷",)), ("一天喂多少克", ("喂食量",)), ("蛋白多少", ("粗蛋白",)), ("", ())]
)
def test_a_short_word_and_a_verb_find_theirs(rest, names):
    assert bearing_names((FOOD,), rest, ()) == names


def test_of_several_sizes_only_the_chosen_one_is_told():
    assert of_chosen_size(("M码", "L码"), (SHIRT, LARGE), CHOSEN) == ("L码",)
    assert of_chosen_size(("M码", "L码"), (SHIRT, LARGE), ()) == ("M码", "L码")


def test_a_bare_measure_asks_for_no_parameter_that_is_merely_told_in_its_unit():
    cable = a_sku("K", attributes=(("线长", "1.2米"),))
    assert bearing_names((cable,), "多大的", ()) == ()


def test_of_parameters_named_after_sizes_that_of_the_size_picked_is_told():
    rows = (("S号", "48×32×30cm"), ("M号", "58×38×36cm"), ("L号", "68×50×48cm"))
    small, large = (a_sku(size, options=(("尺寸", size),), attributes=rows) for size in "SL")
    assert bearing_names((large,), "l尺寸多大", (("尺寸", "L"),), sisters=(small, large)) == ("L号",)


def test_a_made_by_hand_question_is_answered_by_what_is_half_so():
    pot = a_sku("P", attributes=(("工艺", "半手工"), ("产地", "宜兴")))
    assert bearing_names((pot,), "是全手工的吗", ()) == ("工艺",)


def test_months_are_no_count_of_pieces():
    teat = a_sku("T", attributes=(("数量", "2个"), ("适用月龄", "3到6个月")))
    assert bearing_names((teat,), "几个月用", ()) == ("适用月龄",)
    assert attribute_names((teat,), "几个月用") == ("适用月龄",)
