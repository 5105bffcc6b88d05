"""Do the shopper's words leave the variants that she means?"""

from itertools import product as every

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaoer.core.retrieval.options import narrow
from xiaoer.core.shop.product import Product, Sku, group


def goods(**options: tuple[str, ...]) -> Product:
    skus = tuple(
        Sku(f"s{at}", "p", "商品", options=tuple(zip(options, values, strict=True)))
        for at, values in enumerate(every(*options.values()))
    )
    return group(skus)[0]


PLANT_FOOD = goods(型号=("1号通用", "2号促花"), 净含量=("100克", "500克"))
POT = goods(口径=("14厘米", "18厘米"), 颜色=("白色", "灰色"))
PHONE = goods(颜色=("黑色", "白色", "雾蓝"), 容量=("128G", "256G", "512G"))
DARK_PHONE = goods(颜色=("曜金黑", "冰霜银"), 容量=("128G", "256G"))
MATTRESS = goods(尺寸=("1.5×2.0米", "1.8×2.0米", "2.0×2.2米"))
LIPSTICK = goods(色号=("301 豆沙", "305 正红", "308 奶茶"))
SAND = goods(规格=("6L", "6L×4袋"))
DROPS = goods(体重=("2.5-4kg", "4-8kg"))
BANK = goods(容量=("10000毫安", "20000毫安"))
SHIRT = goods(颜色=("黑色",), 尺码=("M", "L", "XL", "XXL"))
SHOE = goods(尺码=("38", "39", "42"))
APPLE = goods(规格=("5斤装", "10斤装"))
CORD = goods(绳色=("红绳", "黑绳", "紫绳"))
BINDING = goods(装帧=("平装", "精装礼盒"))
ZODIAC = goods(生肖=("马", "蛇"))
LOCK = goods(图案=("福字", "生肖马"))
PEARL = goods(珠径=("6.5-7mm", "8-9mm"))
MAUVE = goods(颜色=("白色", "粉紫"))
BANGLE = goods(圈口=("54", "56"))
JADE = goods(玉色=("青白", "墨玉"))
CHAIR = goods(款式=("无头枕", "带头枕", "带头枕脚托"))
CAN = goods(容量=("500ml", "1000ml"))
SHRIMP = goods(规格=("1盒(3.3斤)", "2盒(6.6斤)"))


@pytest.mark.parametrize(
    ("product", "text", "chosen"),
    [
        (CHAIR, "带脚托的", ("带头枕脚托",)),
        (CHAIR, "带头枕的", ("带头枕",)),
        (POT, "0.18米的", ("18厘米",)),
        (CAN, "1升的", ("1000ml",)),
        (CAN, "半升的", ("500ml",)),
        (PHONE, "黑色256G", ("黑色", "256G")),
        (PHONE, "黑的256多少", ("黑色", "256G")),
        (PHONE, "256gb的呢", ("256G",)),
        (PLANT_FOOD, "1号500克呢", ("1号通用", "500克")),
        (POT, "灰的呢", ("灰色",)),
        (PHONE, "５１２Ｇ霧藍", ("雾蓝", "512G")),
        (DARK_PHONE, "黑色的", ("曜金黑",)),
        (LIPSTICK, "大红色有吗", ("305 正红",)),
        (MATTRESS, "1.8米的", ("1.8×2.0米",)),
        (MATTRESS, "一米八", ("1.8×2.0米",)),
        (MATTRESS, "1米8的", ("1.8×2.0米",)),
        (PHONE, "黑的256双十一到手", ("黑色", "256G")),
        (SAND, "6L*4袋", ("6L×4袋",)),
        (SAND, "6L的", ("6L",)),
        (DROPS, "5kg的猫用多少钱", ("4-8kg",)),
        (DROPS, "6斤的", ("2.5-4kg",)),
        (BANK, "两万毫安的", ("20000毫安",)),
        (MATTRESS, "两米的", ("2.0×2.2米",)),
        (SHIRT, "xl", ("XL",)),
        (SHIRT, "2xl的", ("XXL",)),
        (SHOE, "42码", ("42",)),
        (SHOE, "42", ("42",)),
        (APPLE, "五斤的", ("5斤装",)),
        (APPLE, "10斤两箱", ("10斤装",)),
        (SHRIMP, "两盒", ("2盒(6.6斤)",)),
        (CORD, "红的多少", ("红绳",)),
        (CORD, "黑色的", ("黑绳",)),
        (ZODIAC, "蛇的有货没", ("蛇",)),
        (BINDING, "精装呢", ("精装礼盒",)),
        (BINDING, "平装跟精装各一套", ("平装", "精装礼盒")),
        (ZODIAC, "属马", ("马",)),
        (LOCK, "马的呢", ("生肖马",)),
        (PEARL, "8-9的多少", ("8-9mm",)),
        (PEARL, "8到9的", ("8-9mm",)),
        (PEARL, "6.5的那串", ("6.5-7mm",)),
        (MAUVE, "粉的", ("粉紫",)),
    ],
)
def test_named_values_choose_the_variants(product, text, chosen):
    narrowed = narrow(product, text)
    assert (tuple(value for _, value in narrowed.options), narrowed.absent) == (chosen, ())


@pytest.mark.parametrize("text", ["要2件", "满300减50", "买256个", "256元", "颜色有哪些", "有什么容量", "多少钱"])
def test_numbers_of_a_question_are_no_options(text):
    assert narrow(PHONE, text) == narrow(PHONE, "")


@pytest.mark.parametrize(
    ("product", "text", "absent"),
    [
        (PHONE, "红色有吗", (("颜色", "红色"),)),
        (LIPSTICK, "有没有玫红色", (("色号", "玫红色"),)),
        (PHONE, "有绿的吗", (("颜色", "绿色"),)),
        (PHONE, "1T的有吗", (("容量", "1T"),)),
        (SHIRT, "s码有吗", (("尺码", "S"),)),
        (SHOE, "40码", (("尺码", "40码"),)),
        (APPLE, "3斤的", (("规格", "3斤"),)),
        (SHRIMP, "三盒", ()),
        (CORD, "白色的有吗", (("绳色", "白色"),)),
        (JADE, "有黄玉的吗", (("玉色", "黄玉"),)),
        (JADE, "有什么玉色", ()),
        (ZODIAC, "有兔的吗", (("生肖", "兔"),)),
        (ZODIAC, "好的", ()),
        (BANGLE, "有62圈口的吗", (("圈口", "62圈口"),)),
    ],
)
def test_values_that_no_variant_has_are_reported_and_narrow_nothing(product, text, absent):
    narrowed = narrow(product, text)
    assert (narrowed.absent, narrowed.options, narrowed.skus) == (absent, (), product.skus)


def test_options_that_exclude_each_other_never_leave_nothing():
    lone = Product("p", "商品", (), "", "", PHONE.skus[:1])
    assert narrow(lone, "白色512G").skus == lone.skus


@given(st.text(max_size=40))
def test_any_text_leaves_some_variants_in_the_order_of_the_data(text):
    kept = narrow(PHONE, text).skus
    assert kept
    assert [sku for sku in PHONE.skus if sku in kept] == list(kept)


@given(st.sampled_from(PHONE.skus))
def test_the_words_for_a_variant_leave_that_variant(sku):
    assert narrow(PHONE, sku.option_text()).skus == (sku,)


def test_the_price_of_so_much_asks_for_no_variant_of_that_size():
    assert narrow(APPLE, "多少钱一斤").absent == ()
    assert narrow(APPLE, "一斤装有吗").absent == (("规格", "1斤"),)


def test_the_weight_of_an_animal_is_no_size_of_a_pack():
    assert narrow(APPLE, "3斤的小狗吃多少").absent == ()


FOOD = goods(口味=("鸡肉", "三文鱼"), 规格=("1.5kg", "5kg"))
FLOWERS = goods(支数=("11支", "99支"))


@pytest.mark.parametrize(
    ("product", "text", "options"),
    [
        (FOOD, "不要鸡肉的 1.5kg", {("口味", "三文鱼"), ("规格", "1.5kg")}),
        (FOOD, "除了三文鱼以外多少钱", {("口味", "鸡肉")}),
        (FOOD, "要不要泡水 鸡肉的", {("口味", "鸡肉")}),
        (FOOD, "不要包装的 三文鱼5kg", {("口味", "三文鱼"), ("规格", "5kg")}),
        (FLOWERS, "一把99朵的", {("支数", "99支")}),
        (goods(车型=("朗逸", "CR-V")), "crv的", {("车型", "CR-V")}),
        (goods(粘度=("5W-30", "0W-20"), 容量=("4L", "1L")), "4升0w20", {("粘度", "0W-20"), ("容量", "4L")}),
        (goods(粘度=("5W-30", "0W-20"), 容量=("4L", "1L")), "5w30四升", {("粘度", "5W-30"), ("容量", "4L")}),
        (goods(尺码=("S-M", "L-XL")), "500ml", set()),
        (goods(线数=("2线", "5线", "12线")), "五线的", {("线数", "5线")}),
        (goods(线数=("2线", "5线", "12线")), "十二线的", {("线数", "12线")}),
        (goods(容量=("2.0Ah", "4.0Ah")), "四安的电池", {("容量", "4.0Ah")}),
        (goods(规格=("M4×16", "M5×50")), "m5的", {("规格", "M5×50")}),
        (goods(规格=("6枚", "12枚")), "12个的", {("规格", "12枚")}),
        (goods(规格=("6枚", "12枚")), "12个的话", set()),
        (goods(尺码=("M码50片", "L码42片")), "l的呢", {("尺码", "L码42片")}),
        (goods(包装=("散装500g", "10包整箱")), "来两箱", {("包装", "10包整箱")}),
        (goods(包装=("1盒", "5盒")), "来两盒", set()),
        (goods(颜色=("红色", "蓝色"), 电池=("单电", "双电")), "双电红的", {("颜色", "红色"), ("电池", "双电")}),
        (goods(尺寸=("30×20×20cm", "45×27×30cm", "60×30×36cm")), "最小的那个", {("尺寸", "30×20×20cm")}),
        (goods(规格=("250ml", "500ml", "500ml×12瓶整箱")), "500毫升的", {("规格", "500ml")}),
        (goods(包装=("2kg", "9kg整袋")), "多少钱一袋", set()),
        (goods(包装=("300g瓶装", "1kg袋装")), "大袋的有货吗", {("包装", "1kg袋装")}),
    ],
)
def test_a_value_is_heard_refused_or_however_it_is_written(product, text, options):
    assert set(narrow(product, text).options) == options
