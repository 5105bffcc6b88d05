"""Is the sum right however the goods are put together? The right sum comes from a calculator written apart."""

import asyncio
from dataclasses import replace
from functools import cache
from itertools import product as every

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xiaoer.adapters.connectors.folder import FolderOrders
from xiaoer.bootstrap.offline import drafter_of
from xiaoer.core.dialogue.question import Question, Shopper
from xiaoer.core.shop.money import Money
from xiaoer.core.shop.promotion import Audience, PromotionKind, Scope
from xiaoer.testing.brute import least_to_pay
from xiaoer.testing.factories import FrozenClock, a_discount, a_promotion, a_shop, a_sku, a_vip_coupon

NOBODY = Shopper("nobody")
SPELT = {1: "一", 2: "两", 3: "三", 4: "四", 5: "五", 12: "十二"}
# Product id, name, what shoppers call it, unit, category, options, price in fen of the first variant
GOODS = (
    ("MUG", "松果陶瓷马克杯", "马克杯", "个", "杯具", (("颜色", ("米色", "墨绿")), ("容量", ("350ml", "500ml"))), 4990),
    ("TEA", "松果高山红茶", "高山红茶", "罐", "茶叶", (("年份", ("2019年", "2023年")),), 12850),
    ("HONEY", "松果土蜂蜜", "土蜂蜜", "瓶", "食品", (("蜜种", ("枣花蜜", "荆条蜜")),), 5800),
    ("RUG", "松果门口地垫", "地垫", "张", "家纺", (("尺寸", ("40×60厘米", "50×80厘米")),), 3900),
    ("LAMP", "松果小夜灯", "小夜灯", "盏", "灯具", (), 6600),
)


@cache
def shop():
    skus = [
        a_sku(
            f"{key}-{number}",
            product_id=key,
            name=name,
            aliases=(alias,),
            category=category,
            options=tuple(zip([option for option, _ in options], values, strict=True)),
            price=Money(price + 1000 * number),
        )
        for key, name, alias, _, category, options, price in GOODS
        for number, values in enumerate(every(*(values for _, values in options)))
    ]
    full = a_promotion("full-1", name="满二百减二十", threshold=Money.yuan(200), amount=Money.yuan(20), stackable=True)
    promotions = [
        full,
        replace(full, promotion_id="full-2", name="满四百减五十", threshold=Money.yuan(400), amount=Money.yuan(50)),
        replace(a_discount("cups"), name="杯具周", scope=Scope(categories=("杯具",)), stackable=True),
        replace(a_discount("tea"), name="红茶尝鲜", scope=Scope(products=("TEA",)), stackable=False),
        a_promotion(
            "each",
            name="蜂蜜囤货",
            kind=PromotionKind.PER_REDUCTION,
            threshold=Money.yuan(100),
            amount=Money.yuan(8),
            scope=Scope(categories=("食品",)),
            stackable=True,
        ),
        replace(a_vip_coupon(amount=Money.yuan(15)), name="会员券", stackable=True),
    ]
    return a_shop(skus=skus, promotions=promotions)


@cache
def drafter():
    return drafter_of(shop(), FolderOrders(()), clock=FrozenClock())


def reply_to(text):
    return asyncio.run(drafter().draft(Question(text, NOBODY), shop_id=shop().shop_id)).reply


def due(wishes, *audiences):
    mine = [p for p in shop().promotions if p.audience in {Audience.EVERYONE, *audiences}]
    return f"到手价{Money(least_to_pay(wishes, mine)).display()}"


def unit_of(sku):
    return next(unit for key, _, _, unit, *_ in GOODS if key == sku.product_id)


@st.composite
def items(draw, most=3, fewest=1):
    """Goods of several products with a number and words for each."""
    wanted = draw(
        st.lists(st.sampled_from(shop().skus), min_size=fewest, max_size=most, unique_by=lambda s: s.product_id)
    )
    said = []
    for sku in wanted:
        number = draw(st.sampled_from(sorted(SPELT)))
        count = f"{draw(st.sampled_from([SPELT[number], str(number)]))}{unit_of(sku)}"
        name = draw(st.sampled_from([sku.name, *sku.aliases]))
        values = "".join(value for _, value in sku.options)
        form = draw(
            st.sampled_from(
                ["{count}{values}的{name}", "{name}{values}{count}", "{count}{values}{name}", "{name} {values} {count}"]
            )
        )
        form = form if values else form.replace("{values}的", "")
        said.append((sku, number, form.format(count=count, values=values, name=name)))
    return said


ASKS = ("多少钱", "一共多少钱", "到手价", "总共要付多少", "加起来多少")


@settings(max_examples=80, deadline=None)
@given(items(), st.sampled_from(["加", "和", "、", ",", "再来", "配", "以及"]), st.sampled_from(ASKS))
def test_goods_put_together_are_summed_right(said, join, asked):
    text = join.join(words for *_, words in said) + asked
    reply = reply_to(text)
    assert due([(sku, number) for sku, number, _ in said]) in reply.text or not_summed(reply), text


@settings(max_examples=40, deadline=None)
@given(items(most=1), st.sampled_from(ASKS))
def test_one_product_is_always_summed(said, asked):
    ((sku, number, words),) = said
    reply = reply_to(f"{words}{asked}")
    alone = number == 1 and f"现价{sku.price.display()}" in reply.text
    assert alone or due([(sku, number)]) in reply.text, words


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(GOODS[:4]), st.sampled_from([(1, 2), (2, 1), (3, 2)]), st.sampled_from(["after", "before"]))
def test_variants_of_one_product_are_told_apart(goods, numbers, order):
    key, name, _, unit, _, options, _ = goods
    skus = [sku for sku in shop().skus if sku.product_id == key]
    first, second = skus[0], skus[-1] if len(options) == 1 else skus[2]
    counts = [f"{SPELT[number]}{unit}" for number in numbers]
    values = ["".join(value for _, value in sku.options) for sku in (first, second)]
    pairs = zip(values, counts, strict=True)
    parts = [f"{value}{count}" if order == "after" else f"{count}{value}的" for value, count in pairs]
    reply = reply_to(f"{name}{''.join(parts)}一共多少钱")
    assert due([(first, numbers[0]), (second, numbers[1])]) in reply.text or not_summed(reply), parts


@pytest.mark.parametrize(
    ("text", "wishes", "audiences"),
    [
        ("我是会员,小夜灯买三盏,多少钱", [("LAMP-0", 3)], [Audience.VIP]),
        ("请问高山红茶2019年买2罐有优惠吗,多少钱", [("TEA-0", 2)], []),
        ("土蜂蜜枣花蜜要四瓶,算一下总价", [("HONEY-0", 4)], []),
        ("三瓶枣花蜜两瓶荆条蜜多少钱", [("HONEY-0", 3), ("HONEY-1", 2)], []),
        ("小夜灯一盏配枣花蜜两瓶 多少", [("LAMP-0", 1), ("HONEY-0", 2)], []),
        ("马克杯米色350ml一对多少钱", [("MUG-0", 2)], []),
        ("19年的高山红茶两罐怎么付最划算", [("TEA-0", 2)], []),
        ("小夜灯两盏多少能拿下", [("LAMP-0", 2)], []),
        ("小夜灯半打多少钱", [("LAMP-0", 6)], []),
        ("小夜灯2 枣花蜜1 结账", [("LAMP-0", 2), ("HONEY-0", 1)], []),
    ],
)
def test_sums_asked_in_talk(text, wishes, audiences):
    known = {sku.sku: sku for sku in shop().skus}
    assert due([(known[sku], number) for sku, number in wishes], *audiences) in reply_to(text).text


@pytest.mark.parametrize("text", ["小夜灯两盏地垫多少钱", "小夜灯几打多少钱", "几瓶枣花蜜一共多少"])
def test_an_unclear_number_is_asked_back(text):
    assert not_summed(reply_to(text))


def not_summed(reply):
    return "到手价" not in reply.text.replace("我来为您算到手价", "")
