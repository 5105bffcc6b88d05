"""Does a talk follow what she takes, drops, swaps, and where she says that she lives?"""

from __future__ import annotations

import pytest
from tests.unit.services.answering.test_talks import SHOP, talk

from xiaoer.core.shop.money import Money
from xiaoer.core.shop.promotion import PromotionKind
from xiaoer.testing.factories import a_policy, a_promotion, a_shop, a_sku

LAMP = ("台灯木色40的有货吗",)
TAKES = {
    "one of them": ((*LAMP, "来一个"), ("到手价250元",), ()),
    "one, after a yes": ((*LAMP, "行 来一个"), ("到手价250元",), ()),
    "one of another value": ((*LAMP, "多重", "白色30的来一个"), ("到手价200元",), ("800克",)),
    "one in short": ((*LAMP, "来盏"), ("到手价250元",), ()),
    "one of several variants": (("台灯有货吗", "来一个"), ("哪一个规格",), ("到手价2",)),
    "with a coupon": ((*LAMP, "用了券多少"), ("灯券", "到手价250元"), ()),
    "with a coupon, of two": ((*LAMP, "来俩", "用券多少"), ("到手价530元",), ()),
    "without one of two": (("台灯木色40的来一个", "再加个灯泡", "算了灯泡不要了"), ("到手价250元",), ("灯泡",)),
    "without the one of that value": (
        ("台灯木色40的一个 夜灯红色的一个 一共多少", "木色的不要了"),
        ("红色",),
        ("木色", "取消"),
    ),
    "without all of it": ((*LAMP, "来一个", "不要了"), ("随时问我",), ("取消", "退")),
    "other goods in their place": ((*LAMP, "不要了 换个加湿器"), ("加湿器",), ("木色",)),
    "what she spoke of a while ago": (
        (*LAMP, "灯泡呢", "刚才那个台灯 白色30的有吗"),
        ("白色 30cm有货",),
        ("加湿器",),
    ),
}
PLACES = {
    "goods where she lives": (("运费怎么收", "我在甘肃", "寄个台灯呢"), ("每盏加25元",), ()),
    "other goods there": (("运费怎么收", "我在甘肃", "寄个台灯呢", "那棉被呢"), ("每盏加25元",), ()),
    "a place among the others": (("寄浙江几天能到", "云南呢"), ("其他省份4天",), ()),
    "a far place asked for a time": (("寄浙江几天能到", "甘肃呢"), ("偏远7天",), ("25元",)),
    "a far place that no rule names": (("运费怎么收", "拉萨呢"), (), ("满99元",)),
    "who lives there": (("运费怎么收", "我在甘肃"), ("每盏加25元",), ("除外",)),
}
RULES = a_shop(
    skus=(*SHOP.skus, a_sku("DS", product_id="DS", name="吊扇灯", price=Money.yuan(300))),
    faqs=[],
    policies=[
        a_policy("运费#1", heading="包邮", text="小件满99元包邮,不满收9元。"),
        a_policy("运费#2", heading="大件", text="吊扇灯全国包邮到家,甘肃、新疆除外。"),
        a_policy("运费#3", heading="偏远地区", text="甘肃、新疆:小件每单加12元,灯每盏加25元。"),
        a_policy("时效#1", heading="几天到", text="江浙沪2天到,其他省份4天到,偏远7天到。"),
    ],
    promotions=[
        a_promotion("coupon", name="灯券", kind=PromotionKind.COUPON, threshold=Money.yuan(250), amount=Money.yuan(30))
    ],
)


@pytest.mark.anyio
@pytest.mark.parametrize("name", [*TAKES, *PLACES])
async def test_a_talk_follows_her(name):
    said, must, must_not = {**TAKES, **PLACES}[name]
    reply = await talk(*said, shop=RULES)
    assert [word for word in must if word not in reply] == [], reply
    assert [word for word in must_not if word in reply] == [], reply
