from fractions import Fraction
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xiaoer.core.dialogue.understanding import ProductMatch
from xiaoer.core.language.numbers import Quantity
from xiaoer.core.retrieval.products import ProductIndex
from xiaoer.core.shop.product import group
from xiaoer.core.understanding.basket import basket_of
from xiaoer.core.understanding.counting import quantity_of
from xiaoer.core.understanding.doubtful import runs_on
from xiaoer.testing.factories import a_sku

# A mixed shop: (sku, product id, name, options, unit that it is counted in)
GOODS = (
    ("P-B256", "P", "山雀P7", (("颜色", "黑色"), ("容量", "256G")), "台"),
    ("P-W128", "P", "山雀P7", (("颜色", "白色"), ("容量", "128G")), "台"),
    ("P-W256", "P", "山雀P7", (("颜色", "白色"), ("容量", "256G")), "台"),
    ("PP-G512", "PP", "山雀P7 Pro", (("颜色", "灰色"), ("容量", "512G")), "部"),
    ("CASE-T", "CASE", "山雀P7 Pro手机壳", (("颜色", "透明"),), "个"),
    ("CASE-B", "CASE", "山雀P7 Pro手机壳", (("颜色", "蓝色"),), "个"),
    ("BANK-1", "BANK", "山雀充电宝", (("容量", "10000毫安"),), "个"),
    ("BANK-2", "BANK", "山雀充电宝", (("容量", "20000毫安"),), "个"),
    ("PLUG", "PLUG", "山雀65W充电器", (), "只"),
    ("WATCH", "WATCH", "松鼠手表", (), "块"),
    ("APPLE-5", "APPLE", "冰糖苹果", (("规格", "5斤装"),), "箱"),
    ("APPLE-10", "APPLE", "冰糖苹果", (("规格", "10斤装"),), "箱"),
    ("EGG-30", "EGG", "土鸡蛋", (("规格", "30枚"),), "份"),
    ("EGG-60", "EGG", "土鸡蛋", (("规格", "60枚"),), "份"),
    ("SOCK", "SOCK", "棉袜", (), "双"),
    ("MILK", "MILK", "牧场牛奶 12盒装", (), "箱"),
    ("TEA-20", "TEA", "小青柑", (("包装", "20颗罐装"),), "罐"),
    ("TEA-8", "TEA", "小青柑", (("包装", "8颗袋装"),), "袋"),
    ("CAKE", "CAKE", "生茶饼", (), "饼"),
    ("BOX-R", "BOX", "袜子礼盒 5双装", (("颜色", "酒红色"),), "盒"),
    ("BOX-G", "BOX", "袜子礼盒 5双装", (("颜色", "墨绿色"),), "盒"),
    ("SAND-1", "SAND", "豆腐砂", (("规格", "6L"),), "袋"),
    ("SAND-4", "SAND", "豆腐砂", (("规格", "6L×4袋"),), "箱"),
    ("TIN-1", "TIN", "金枪鱼罐头", (("规格", "85g单罐"),), "罐"),
    ("TIN-24", "TIN", "金枪鱼罐头", (("规格", "85g×24罐"),), "箱"),
    ("PEEL-10", "PEEL", "陈皮", (("年份", "10年陈"),), "罐"),
    ("PEEL-15", "PEEL", "陈皮", (("年份", "15年陈"),), "罐"),
    ("WHITE-18", "WHITE", "老白茶", (("年份", "2018年"),), "饼"),
    ("WHITE-20", "WHITE", "老白茶", (("年份", "2020年"),), "饼"),
    ("BONE-S", "BONE", "磨牙棒", (("规格", "小号10支"),), "包"),
    ("BONE-L", "BONE", "磨牙棒", (("规格", "大号5支"),), "包"),
    ("CUP", "CUP", "汝窑品茗杯", (), "个"),
    ("OIL-4", "OIL", "澄油机油", (("容量", "4L"), ("粘度", "5W-30")), "桶"),
    ("OIL-1", "OIL", "澄油机油", (("容量", "1L"), ("粘度", "5W-30")), "桶"),
    ("TREE-S", "TREE", "龟背竹", (("高度", "60厘米"), ("盆", "塑料盆")), "棵"),
    ("TREE-P", "TREE", "龟背竹", (("高度", "60厘米"), ("盆", "白瓷盆")), "棵"),
    ("RUB-A", "RUB", "无骨雨刷", (("车型", "朗逸"),), "副"),
    ("RUB-B", "RUB", "无骨雨刷", (("车型", "轩逸"),), "副"),
    ("AIR-A", "AIR", "空调滤网", (("车型", "朗逸"),), "个"),
    ("AIR-B", "AIR", "空调滤网", (("车型", "轩逸"),), "个"),
    ("NUT-500", "NUT", "奶油榛子", (("规格", "500g"),), "袋"),
    ("NUT-1000", "NUT", "奶油榛子", (("规格", "1000g"),), "袋"),
    ("CELL-2", "CELL", "锂电池包", (("容量", "2.0Ah"),), "块"),
    ("CELL-4", "CELL", "锂电池包", (("容量", "4.0Ah"),), "块"),
    ("SAW", "SAW", "锂电锯", (("配置", "两电一充4.0Ah"),), "台"),
    ("SAW-0", "SAW", "锂电锯", (("配置", "裸机"),), "台"),
    ("BOLT-5", "BOLT", "沉头螺丝", (("规格", "M5×20"),), "盒"),
    ("BOLT-6", "BOLT", "沉头螺丝", (("规格", "M6×30"),), "盒"),
    ("KIT-11", "KIT", "组合扳手", (("规格", "11合1"),), "个"),
    ("KIT-16", "KIT", "组合扳手", (("规格", "16合1"),), "个"),
    ("WIPE-1", "WIPE", "擦镜湿巾", (("包装", "80抽1包"),), "份"),
    ("WIPE-10", "WIPE", "擦镜湿巾", (("包装", "80抽10包整箱"),), "箱"),
    ("BED-15", "BED", "天丝四件套", (("尺寸", "1.5米床"),), "套"),
    ("BED-18", "BED", "天丝四件套", (("尺寸", "1.8米床"),), "套"),
)
SPELT = {1: "一", 2: "两", 3: "三", 4: "四", 5: "五", 6: "六", 7: "七", 8: "八", 9: "九", 10: "十"}


@cache
def products():
    skus = tuple(a_sku(sku, product_id=of, name=name, options=options) for sku, of, name, options, _ in GOODS)
    return ProductIndex.build(group(skus))


def put_together(text):
    text = text.lower()
    basket = basket_of(text, products().find(text), products())
    return [(*wanted.match.skus, wanted.quantity) for wanted in basket]


@pytest.mark.parametrize(
    ("text", "basket"),
    [
        ("两块松鼠手表多少钱", [("WATCH", 2)]),
        ("松鼠手表要两块一共多少", [("WATCH", 2)]),
        ("松鼠手表来3块", [("WATCH", 3)]),
        ("冰糖苹果10斤装两箱", [("APPLE-10", 2)]),
        ("两箱10斤的冰糖苹果一共多少钱", [("APPLE-10", 2)]),
        ("冰糖苹果10斤装多少钱", [("APPLE-10", 1)]),
        ("土鸡蛋30枚来三份", [("EGG-30", 3)]),
        ("土鸡蛋60枚的到手价", [("EGG-60", 1)]),
        ("20000毫安的充电宝买两个", [("BANK-2", 2)]),
        ("65W充电器三只多少钱", [("PLUG", 3)]),
        ("棉袜五双", [("SOCK", 5)]),
        ("小青柑20颗的那罐多少钱", [("TEA-20", 1)]),
        ("两罐小青柑20颗的多少钱", [("TEA-20", 2)]),
        ("生茶饼拿两饼一共多少", [("CAKE", 2)]),
        ("袜子礼盒5双的酒红色多少钱", [("BOX-R", 1)]),
        ("山雀P7 Pro灰色512G7部一共多少钱", [("PP-G512", 7)]),
        ("豆腐砂 6L×4袋 2件一共多少钱", [("SAND-4", 2)]),
        ("豆腐砂 6L 3件一共多少钱", [("SAND-1", 3)]),
        ("金枪鱼罐头85g单罐买24罐多少钱", [("TIN-1", 24)]),
        ("金枪鱼罐头 85g×24罐 两箱多少钱", [("TIN-24", 2)]),
        ("豆腐砂 6L*4袋 1件和棉袜 2双一共多少", [("SAND-4", 1), ("SOCK", 2)]),
        ("山雀P7黑色256G一台加白色128G一台一共多少", [("P-B256", 1), ("P-W128", 1)]),
        ("山雀P7黑色256G两台白色256G三台", [("P-B256", 2), ("P-W256", 3)]),
        ("山雀P7白色256G和白色128G各一台多少钱", [("P-W256", 1), ("P-W128", 1)]),
        ("山雀P7黑色白色256G各两台", [("P-B256", 2), ("P-W256", 2)]),
        ("山雀P7 Pro加山雀P7 Pro手机壳蓝色一共多少钱", [("PP-G512", 1), ("CASE-B", 1)]),
        ("山雀P7 Pro手机壳透明和65W充电器各一个", [("CASE-T", 1), ("PLUG", 1)]),
        ("两个65W充电器和一双棉袜", [("PLUG", 2), ("SOCK", 1)]),
        ("山雀P7黑色256G再来一台", [("P-B256", 2)]),
        ("山雀P7黑色256G一台,再来一台", [("P-B256", 2)]),
        ("山雀P7黑色256G一台,再加一台黑色256G", [("P-B256", 2)]),
        ("棉袜两双,山雀65W充电器一只,再来一块松鼠手表", [("SOCK", 2), ("PLUG", 1), ("WATCH", 1)]),
        ("我一台山雀P7黑色256G,两双棉袜,算下来多少", [("P-B256", 1), ("SOCK", 2)]),
        ("牧场牛奶12盒装两箱", [("MILK", 2)]),
        ("65W充电器×3,棉袜*2", [("PLUG", 3), ("SOCK", 2)]),
        ("三台白色 128G山雀P7和一双棉袜", [("P-W128", 3), ("SOCK", 1)]),
        ("两个人用,山雀P7黑色256G到手多少", [("P-B256", 1)]),
        ("棉袜满3双打折吗,买两双多少", [("SOCK", 2)]),
        ("袜子礼盒一盒酒红色的两盒墨绿色的", [("BOX-R", 1), ("BOX-G", 2)]),  # a count may lead up to its options
        ("袜子礼盒酒红色一盒的墨绿色两盒的", [("BOX-R", 1), ("BOX-G", 2)]),
        ("一个透明和两个蓝色的山雀P7 Pro手机壳", [("CASE-T", 1), ("CASE-B", 2)]),
        ("充电宝10000毫安和充电宝20000毫安各一个", [("BANK-1", 1), ("BANK-2", 1)]),  # named twice
        ("棉袜一双配65W充电器两只", [("SOCK", 1), ("PLUG", 2)]),
        ("棉袜和65W充电器一样三个", [("SOCK", 3), ("PLUG", 3)]),
        ("棉袜五双 65W充电器两只", [("SOCK", 5), ("PLUG", 2)]),
        ("豆腐砂6L买5袋", [("SAND-1", 5)]),  # 4袋 is of the other pack
        ("豆腐砂4袋装一份和棉袜一双", [("SAND-4", 1), ("SOCK", 1)]),
        ("金枪鱼罐头85g单罐的两罐加85g×24罐的一箱", [("TIN-1", 2), ("TIN-24", 1)]),
        ("机油四升加一升一共", [("OIL-4", 1), ("OIL-1", 1)]),
        ("龟背竹60塑料盆两棵总共要付", [("TREE-S", 2)]),
        ("朗逸无骨雨刷一副 空调滤网两个", [("RUB-A", 1), ("AIR-A", 2)]),  # all for the same car
        ("朗逸无骨雨刷一副 轩逸空调滤网两个", [("RUB-A", 1), ("AIR-B", 2)]),
        ("陈皮10年陈的两罐", [("PEEL-10", 2)]),
        ("十五年的陈皮来两罐", [("PEEL-15", 2)]),
        ("18年的老白茶三饼", [("WHITE-18", 3)]),
        ("磨牙棒小号两包", [("BONE-S", 2)]),
        ("棉袜两对", [("SOCK", 2)]),  # sold in pairs
        ("汝窑品茗杯两对", [("CUP", 4)]),
        ("冰糖苹果 10斤装两箱 2块松鼠手表", [("APPLE-10", 2), ("WATCH", 2)]),  # the first has its count
        ("土鸡蛋 60枚一份 冰糖苹果 5斤装 3箱 2块松鼠手表", [("EGG-60", 1), ("APPLE-5", 3), ("WATCH", 2)]),
        ("天丝四件套1.8米床四件", [("BED-18", 4)]),  # the name's 四件 is said already
        ("奶油榛子两斤的三袋", [("NUT-1000", 3)]),  # a size in other words than the data is no count
        ("奶油榛子一斤的一袋 两斤的两袋", [("NUT-500", 1), ("NUT-1000", 2)]),
        ("锂电池包四安的两块", [("CELL-4", 2)]),
        ("两电一充4.0的锂电锯一台 锂电池包2安时的一块 总共", [("SAW", 1), ("CELL-2", 1)]),
        ("土鸡蛋60个的来三份", [("EGG-60", 3)]),
        ("沉头螺丝m5的来20盒", [("BOLT-5", 20)]),
        ("11合1的组合扳手2个", [("KIT-11", 2)]),
        ("擦镜湿巾来两箱", [("WIPE-10", 2)]),  # by the pack that one of them comes in
        ("小青柑两袋加小青柑一罐", [("TEA-8", 2), ("TEA-20", 1)]),
        ("土鸡蛋各来两份", [("EGG-30", 2), ("EGG-60", 2)]),  # of all values of the one option
        ("棉袜两双 松鼠手表一块 一起多少", [("SOCK", 2), ("WATCH", 1)]),
    ],
)
def test_a_basket_that_the_words_make_clear(text, basket):
    assert put_together(text) == basket


@pytest.mark.parametrize(
    "text",
    [
        "土鸡蛋10枚多少钱",  # a box holds 30
        "冰糖苹果20斤一共多少",
        "牧场牛奶三盒多少钱",  # a box holds 12
        "棉袜来几打",
        "土鸡蛋来一打",  # a box holds 30
        "山雀充电宝一对多少",
        "棉袜十几双什么价",
        "两双棉袜和一个飞行器一共多少",  # goods that the shop does not have
        "棉袜两双,三双",
        "山雀P7黑色白色256G一共多少",
        "棉袜松鼠手表两个",  # two of which?
        "棉袜两个松鼠手表多少钱",
        "棉袜a61双多少钱",  # a model's digit and a count run together
        "红色两个蓝色手机壳三个",
        "奶油榛子三斤多少钱",
        "45缸配棉袜和65W充电器一共多少",  # what stands before a join counts nothing behind it
        "沉头螺丝m5×2010盒多少钱",
        "组合扳手11合12个多少钱",
        "单录64gj3一个;棉袜两双多少钱",  # a code that nobody knows may be goods
        "土鸡蛋60个多少钱",  # one box of 60, or 60 eggs of some box
    ],
)
def test_a_basket_that_the_words_leave_open_stays_empty(text):
    assert put_together(text) == []


@pytest.mark.parametrize(
    ("text", "quantity"),
    [("土鸡蛋30枚有货吗", None), ("冰糖苹果10斤装有两箱吗", 2), ("有5台黑色山雀P7吗", 5), ("65W充电器还有吗", None)],
)
def test_the_number_of_an_option_is_no_quantity(text, quantity):
    text = text.lower()
    assert quantity_of(text, products().find(text), products()) == quantity


def named(goods, count, *, leads, digits):
    _, _, name, options, unit = goods
    number = f"{count if digits else SPELT[count]}{unit}"
    said = name + "".join(value for _, value in options)
    return f"{number}{said}" if leads else f"{said}{number}"


@settings(max_examples=300)
@given(
    st.lists(
        st.tuples(st.sampled_from(GOODS), st.integers(1, 10)), min_size=1, max_size=3, unique_by=lambda pair: pair[0][1]
    ),
    st.sampled_from(("加", "和", "、", ",", ",再来", "+", "还有")),
    st.booleans(),
    st.booleans(),
    st.sampled_from(("一共多少钱", "总共多少", ",算下来多少", "到手价")),
)
def test_no_basket_is_wrong_however_it_is_said(wanted, join, leads, digits, asks):
    text = join.join(named(goods, count, leads=leads, digits=digits) for goods, count in wanted) + asks
    right = [(goods[0], count) for goods, count in wanted]
    assert put_together(text) in (right, []), text


@settings(max_examples=200)
@given(
    st.lists(st.tuples(st.sampled_from(GOODS[:3]), st.integers(1, 9)), min_size=2, max_size=3),
    st.sampled_from(("加", "和", ",", ",再来")),
    st.booleans(),
)
def test_variants_of_one_product_are_counted_apart(wanted, join, name_again):
    pieces = [named(wanted[0][0], wanted[0][1], leads=False, digits=False)]
    for goods, count in wanted[1:]:
        said = named(goods, count, leads=False, digits=False)
        pieces.append(said if name_again else said.removeprefix(goods[2]))
    counts = {}
    for goods, count in wanted:
        counts[goods[0]] = counts.get(goods[0], 0) + count
    assert put_together(join.join(pieces) + "一共多少") in (list(counts.items()), []), join.join(pieces)


@settings(max_examples=200)
@given(st.text(alphabet="两三一个台箱双山雀p7黑白色256g加和再来,各手表棉袜斤枚 ", max_size=24))
def test_no_text_breaks_a_basket(text):
    assert all(line[-1] >= 1 for line in put_together(text))


def test_two_names_of_the_same_goods_that_are_both_counted_are_one_name_too_many():
    named = (ProductMatch("苹果", ("APPLE",), ("APPLE-5",)), ProductMatch("冰糖苹果", ("APPLE",), ("APPLE-5",)))
    assert basket_of("苹果醋三瓶加冰糖苹果三箱", named, products()) == ()
    assert [wanted.quantity for wanted in basket_of("冰糖苹果三箱", named[1:], products())] == [3]


@pytest.mark.parametrize(("text", "doubtful"), [("马克杯350ml12个", False), ("山雀m12个", True), ("机油5w12桶", True)])
def test_a_count_behind_a_size_is_sure_and_one_behind_a_code_is_not(text, doubtful):
    counted = Quantity(text.index("12"), len(text), Fraction(12), text[-1])
    assert runs_on(text, counted, ()) is doubtful
