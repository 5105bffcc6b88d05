"""Does a talk follow what she takes, drops, swaps, and where she says that she lives?"""

from __future__ import annotations

import pytest
from tests.unit.services.answering.test_talks import SHOP, talk

from xiaoer.core.shop.money import Money
from xiaoer.core.shop.promotion import PromotionKind
from xiaoer.testing.factories import a_faq, a_policy, a_promotion, a_shop, a_sku

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
CASES = a_shop(
    skus=(
        a_sku(
            "K15",
            product_id="K",
            name="磨砂手机壳",
            category="手机壳",
            options=(("机型", "iPhone 15"),),
            price=Money.yuan(30),
        ),
        a_sku(
            "K15P",
            product_id="K",
            name="磨砂手机壳",
            category="手机壳",
            options=(("机型", "iPhone 15 Pro"),),
            price=Money.yuan(35),
        ),
        a_sku("KM", product_id="K", name="磨砂手机壳", category="手机壳", options=(("机型", "华为Mate 60"),), stock=0),
        a_sku(
            "M15", product_id="M", name="钢化膜", category="膜", options=(("机型", "iPhone 15"),), price=Money.yuan(20)
        ),
        a_sku(
            "M15P",
            product_id="M",
            name="钢化膜",
            category="膜",
            options=(("机型", "iPhone 15 Pro"),),
            price=Money.yuan(24),
        ),
        a_sku(
            "SS", product_id="S", name="手机挂绳", category="配件", options=(("款式", "短款"),), price=Money.yuan(10)
        ),
        a_sku(
            "SL",
            product_id="S",
            name="手机挂绳",
            category="配件",
            options=(("款式", "斜挎长款"),),
            price=Money.yuan(20),
        ),
        a_sku(
            "H1",
            product_id="H",
            name="骑行头盔",
            category="头盔",
            options=(("尺码", "M"),),
            attributes=(("头围", "54-58cm"), ("适合身高", "160-172cm")),
        ),
        a_sku(
            "H2",
            product_id="H",
            name="骑行头盔",
            category="头盔",
            options=(("尺码", "L"),),
            attributes=(("头围", "58-62cm"), ("适合身高", "172-185cm")),
        ),
        a_sku(
            "BP",
            product_id="BP",
            name="自带线充电宝",
            category="电源",
            options=(("容量", "10000mAh"),),
            price=Money.yuan(99),
        ),
        a_sku("YB", product_id="YB", name="运动腰包", category="腰包胸包", options=(), price=Money.yuan(40)),
        a_sku("XB", product_id="XB", name="斜挎胸包", category="腰包胸包", options=(), price=Money.yuan(60)),
    ),
    faqs=[
        a_faq("yellow", question="壳子发黄怎么办", answer="半年内明显发黄免费换新。"),
        a_faq("print", question="可以印图吗", answer="磨砂手机壳可以印图,加收12元。"),
    ],
    policies=[],
    promotions=[
        a_promotion("coupon", name="店铺券", kind=PromotionKind.COUPON, threshold=Money.yuan(50), amount=Money.yuan(5))
    ],
)
WORDS = {
    "the machine that both fit": (("磨砂手机壳苹果15pro的多少钱", "钢化膜呢"), ("15 Pro", "24元"), ("20元",)),
    "the shorter value": (("磨砂手机壳iphone15的多少钱",), ("30元",), ("35元",)),
    "a longer name that nobody knows": (("磨砂手机壳15pm的有吗",), ("iPhone 15 Pro",), ()),
    "a model without its brand": (("磨砂手机壳mate60的有吗",), ("华为Mate 60", "售罄"), ("有货,",)),
    "one by a letter on top": (("手机挂绳短的来五根", "再加一根长的"), ("到手价65元",), ()),
    "without a coupon, of all": (("手机挂绳短的来六根", "不用券多少"), ("到手价60元",), ()),
    "what a coupon takes off": (("手机挂绳短的来六根", "用券能便宜多少"), ("到手价55元",), ()),
    "her measures alone": (("骑行头盔多少钱", "我头围60"), ("L:58-62cm",), ("M:",)),
    "her height in words": (("骑行头盔多少钱", "我一米七八"), ("L", "172-185cm"), ("160-172cm",)),
    "how long ago": (("壳子发黄怎么办", "我买了三个月了"), ("半年内",), ("订单号",)),
    "which ones can": (("可以印图不", "哪些可以"), ("磨砂手机壳",), ("随时问我",)),
    "a value at the end of another question": (("磨砂手机壳能印图不还有mate60的没",), ("加收12元", "售罄"), ()),
    "ten thousands": (("充电宝1万毫安的多少",), ("99元",), ()),
    "one of two kinds in a category": (("腰包多少钱",), ("40元",), ("60元", "哪一款")),
    "who only calls": (("老板",), ("欢迎",), ("转人工",)),
    "who calls and greets": (("在不 老板",), ("欢迎",), ("转人工",)),
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


@pytest.mark.anyio
@pytest.mark.parametrize("name", WORDS)
async def test_short_words_mean_what_the_talk_makes_of_them(name):
    said, must, must_not = WORDS[name]
    reply = await talk(*said, shop=CASES)
    assert [word for word in must if word not in reply] == [], reply
    assert [word for word in must_not if word in reply] == [], reply
