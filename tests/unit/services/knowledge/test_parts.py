"""What are the parts of a cell: lists, pairs, quantities, steps and scopes?"""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaoer.core.shop.order import OrderLine
from xiaoer.core.shop.promotion import Scope
from xiaoer.services.knowledge import parts
from xiaoer.services.knowledge.cells import Fault
from xiaoer.services.knowledge.parts import Directory
from xiaoer.testing.factories import a_sku

WORD = st.text(alphabet="黑白红AB12色寸 ", min_size=1, max_size=6).map(str.strip).filter(bool)
NOBODY = Directory.of(())
SHOP = Directory.of(
    (
        a_sku("X1-BLK", product_id="X1", name="桃桃X1", category="手机/数码"),
        a_sku("AX2", product_id="AX", name="耳机", category="配件"),
        a_sku("BOX", product_id="BOX", name="礼盒", category="居家>夏凉"),
    )
)


def test_a_list_is_parted_by_bars_of_either_width():
    assert parts.split_list("a|b｜c||a") == ("a", "b", "c")


def test_names_are_also_parted_by_commas_unless_there_is_a_bar():
    assert parts.split_names("X1、X1手机,小X") == ("X1", "X1手机", "小X")
    assert parts.split_names("A、B|C") == ("A、B", "C")


@pytest.mark.parametrize(
    "text",
    ["颜色=黑;容量=256G", "颜色＝黑；容量＝256G", "颜色:黑;容量:256G", "颜色：黑；容量：256G", "颜色=黑,容量=256G",
     "颜色=黑\n容量=256G", "颜色=黑|容量=256G", " 颜色 = 黑 ; 容量 = 256G ;", '{"颜色": "黑", "容量": "256G"}'],
)  # fmt: skip
def test_pairs_are_read_in_every_usual_spelling(text):
    assert parts.split_pairs(text, unnamed="规格") == (("颜色", "黑"), ("容量", "256G"))


def test_a_value_keeps_its_own_commas_and_colons():
    assert parts.split_pairs("尺寸=10x20,30;时间=8:00-20:00", unnamed="") == (
        ("尺寸", "10x20,30"),
        ("时间", "8:00-20:00"),
    )


def test_an_option_without_a_name_is_called_after_what_it_looks_like():
    assert parts.split_pairs("黑色;256G;XL", unnamed="规格") == (("颜色", "黑色"), ("容量", "256G"), ("尺码", "XL"))
    assert parts.split_pairs("5斤装", unnamed="规格") == (("规格", "5斤装"),)
    assert parts.split_pairs("礼盒;散装", unnamed="规格") == (("规格", "礼盒"), ("规格2", "散装"))


def test_a_bare_attribute_goes_on_the_value_before_it():
    text = "提示=1.常温保存;2.开封后冷藏;尺寸=大 150*100|小 100*80;比例 16:9"
    assert parts.split_pairs(text, unnamed="") == (
        ("提示", "1.常温保存;2.开封后冷藏"),
        ("尺寸", "大 150*100|小 100*80;比例 16:9"),
    )
    assert parts.split_pairs("很好用", unnamed="") == (("参数", "很好用"),)


def test_a_time_or_a_ratio_names_nothing():
    assert parts.split_pairs("营业 8:00-20:00", unnamed="") == (("参数", "营业 8:00-20:00"),)
    assert parts.split_pairs("营业: 8:00-20:00", unnamed="") == (("营业", "8:00-20:00"),)


def test_a_name_given_twice_keeps_both_values():
    assert parts.split_pairs("接口=USB;接口=HDMI;接口=USB", unnamed="") == (("接口", "USB、HDMI"),)


def test_options_may_be_a_bare_list():
    assert parts.split_pairs("黑色|256G", unnamed="规格") == (("颜色", "黑色"), ("容量", "256G"))


@given(st.dictionaries(WORD, WORD, max_size=5))
def test_any_pairs_survive_being_written_and_read(pairs):
    text = ";".join(f"{name}={value}" for name, value in pairs.items())
    assert parts.split_pairs(text, unnamed="") == tuple(pairs.items())


@given(st.text(alphabet='ab黑;；=＝:：,，|｜{}"\n ', max_size=20))
def test_no_text_breaks_the_readers_of_parts(text):
    parts.split_pairs(text.strip(), unnamed="规格")
    parts.split_lines(text, SHOP)
    parts.read_scope(text, SHOP)
    parts.split_steps(text, ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize("sign", ["×", "*", " x ", "X", "x", "＊", " × ", "✕"])
def test_a_quantity_is_read_after_any_times_sign(sign):
    assert parts.split_lines(f"X1-BLK{sign}2", SHOP) == (OrderLine("X1-BLK", 2),)


def test_a_missing_quantity_is_one():
    assert parts.split_lines("X1-BLK|BOX×3件", SHOP) == (OrderLine("X1-BLK", 1), OrderLine("BOX", 3))


def test_an_x_that_belongs_to_the_sku_is_no_times_sign():
    assert parts.split_lines("AX2", SHOP) == (OrderLine("AX2", 1),)
    assert parts.split_lines("AX2x2", SHOP) == (OrderLine("AX2", 2),)
    assert parts.split_lines("ZX2", SHOP) == (OrderLine("ZX2", 1),)


@pytest.mark.parametrize("text", ["X1×0", "X1×两", "X1×-1", "X1×1.5"])
def test_a_quantity_that_is_no_count_is_a_fault(text):
    assert isinstance(parts.split_lines(text, NOBODY), Fault)


def test_steps_are_put_in_order_of_time():
    steps = parts.split_steps("2026-11-21 08:10 派送中|2026-11-20 10:02 已到达杭州", ZoneInfo("Asia/Shanghai"))
    assert [step.text for step in steps] == ["已到达杭州", "派送中"]


def test_a_step_without_a_time_is_a_fault():
    assert isinstance(parts.split_steps("派送中", ZoneInfo("Asia/Shanghai")), Fault)


@pytest.mark.parametrize("text", ["", "全场", "全店", "ALL", " 全 场 "])
def test_the_whole_shop_is_an_empty_scope(text):
    assert parts.read_scope(text, SHOP) == Scope()


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("类目=配件", Scope(categories=("配件",))),
        ("品类：配件｜手机/数码", Scope(categories=("配件", "手机/数码"))),
        ("类目=手机/数码", Scope(categories=("手机/数码",))),
        ("类目=居家", Scope(categories=("居家>夏凉",))),
        ("类目=没有的", Scope(categories=("没有的",))),
        ("sku=X1-BLK|BOX", Scope(skus=("X1-BLK", "BOX"))),
        ("SKU = X1-BLK", Scope(skus=("X1-BLK",))),
        ("商品=X1|桃桃X1|耳机", Scope(products=("X1", "AX"))),
        ("类目=配件;商品=X1", Scope(categories=("配件",), products=("X1",))),
        ("配件", Scope(categories=("配件",))),
        ("桃桃X1", Scope(products=("X1",))),
    ],
)
def test_a_scope_is_read_by_category_sku_or_product(text, scope):
    assert parts.read_scope(text, SHOP) == scope


@pytest.mark.parametrize("text", ["部分商品", "除特价外全场", "店铺=1", "类目="])
def test_a_scope_that_names_nothing_known_is_a_fault(text):
    assert isinstance(parts.read_scope(text, SHOP), Fault)


def test_a_name_that_two_products_share_names_neither():
    directory = Directory.of((a_sku("A", product_id="P1", name="杯"), a_sku("B", product_id="P2", name="杯")))
    assert directory.product("杯") is None
