"""Do loosely worded questions and short second ones stay with their goods and their matter?"""

from __future__ import annotations

from datetime import date

import pytest
from tests.unit.services.answering.test_talks import talk

from xiaoer.core.shop.money import Money
from xiaoer.core.shop.promotion import PromotionKind, Scope
from xiaoer.testing.factories import a_faq, a_policy, a_promotion, a_shop, a_sku


def diffuser(colour: str, price: int, stock: int, restock: date | None = None):
    return a_sku(
        f"XX-{colour}",
        product_id="XX",
        name="云雾香薰机",
        aliases=("香薰机",),
        category="家电",
        options=(("颜色", colour),),
        price=Money.yuan(price),
        stock=stock,
        restock_at=restock,
        attributes=(("功率", "12瓦"),),
    )


def album(binding: str, price: int):
    return a_sku(
        f"AL-{binding}",
        product_id="AL",
        name="山海画册",
        category="画册",
        options=(("装帧", binding),),
        price=Money.yuan(price),
        attributes=(("页数", "120页"),),
    )


def bag(filling: str, suits: str, stock: int):
    return a_sku(
        f"BG-{filling}",
        product_id="BG",
        name="信封睡袋",
        aliases=("睡袋",),
        category="户外",
        options=(("填充", filling),),
        stock=stock,
        attributes=(("适用温度", suits),),
    )


def cup(code: str, name: str, price: int, *aliases: str):
    return a_sku(
        code, product_id=code, name=name, aliases=aliases, category="杯子", options=(), price=Money.yuan(price)
    )


def bowl(size: str, suits: str):
    return a_sku(
        f"BW-{size}",
        product_id="BW",
        name="慢食碗",
        category="宠物",
        options=(("尺码", size),),
        attributes=(("建议体重", suits), ("碗重", "0.4kg")),
    )


SHOP = a_shop(
    skus=(
        diffuser("雾白", 129, 8),
        diffuser("雾粉", 139, 0, date(2026, 11, 25)),
        album("简装", 58),
        album("精装礼盒", 158),
        *(bag(name, suits, stock) for name, suits, stock in (("薄棉", "18到25℃", 5), ("厚棉", "5到15℃", 3))),
        *(bowl(size, suits) for size, suits in (("小号", "5到10kg"), ("大号", "10kg以上"))),
        a_sku(
            "KB", product_id="KB", name="竹编水杯", aliases=("水杯",), category="杯子", options=(), price=Money.yuan(59)
        ),
        a_sku("KC", product_id="KC", name="粗陶水杯", category="杯子", options=(), price=Money.yuan(29)),
        a_sku(
            "JY", product_id="JY", name="雪松精油", aliases=("精油",), category="香氛", options=(), price=Money.yuan(39)
        ),
    ),
    faqs=[
        a_faq("post", question="用什么快递", answer="小件发韵达,大件发德邦。"),
        a_faq("bill", question="发票内容能写什么", answer="按实际商品写,也可以写家居用品。"),
        a_faq("when", question="发货时间", answer="付款后3天内发出。"),
        a_faq("firm", question="公司采购有优惠吗", answer="单次满5000元可以签协议价。"),
        a_faq("kid", question="儿童帐篷和成人帐篷怎么选", answer="会爬树的孩子选加固款,其余选轻便款。"),
        a_faq("oil", question="香薰机要精油吗", answer="加水就能用,滴两滴香味更好。", product_id="XX"),
        a_faq("hang", question="香薰机怎么固定", answer="送无痕贴和挂绳,瓷砖墙用无痕贴。", product_id="XX"),
    ],
    policies=[
        a_policy("发票#1", heading="电子发票", text="签收后36小时内发到邮箱。"),
        a_policy("保修#1", heading="整机保修", text="香薰机整机保修18个月。"),
        a_policy("保修#2", heading="维修流程", text="联系客服登记后寄到嘉兴售后点,修好寄回。"),
    ],
    promotions=[
        a_promotion("oct", name="霜降店铺券", kind=PromotionKind.COUPON),
        a_promotion("al", name="画册预售", kind=PromotionKind.PRESALE, scope=Scope(products=("AL",))),
    ],
)
GOODS = {
    "a need is no other goods": (("香薰机雾白多少钱", "这个要精油吗"), ("加水就能用",), ("39元",)),
    "other goods by name": (("香薰机雾白多少钱", "精油多少钱"), ("39元",), ("129元",)),
    "the goods stay after a need": (("香薰机多少钱", "这个要精油吗", "雾粉的有货吗"), ("雾粉", "售罄"), ("精油",)),
    "what comes along, in few words": (("香薰机功率多大 送挂绳不",), ("12瓦", "无痕贴"), ("没有资料",)),
    "a variant by a part of its value": (("画册简装多少钱", "多少页", "精装呢"), ("精装礼盒",), ("简装",)),
    "when the sold-out one is back": (("雾粉的香薰机啥时候来",), ("11月25日",), ("订单号",)),
    "whether it is bought in again": (("香薰机雾粉还进货不",), ("11月25日",), ("批发",)),
    "why the sold-out one cannot be bought": (("雾粉的香薰机咋买不了",), ("售罄", "11月25日"), ("订单号",)),
    "whether the sold-out one has come": (("雾粉的到了没",), ("云雾香薰机 雾粉", "11月25日"), ("订单号",)),
    "whether it has run out": (("香薰机雾粉断了?",), ("售罄", "11月25日"), ()),
    "a parcel of what is there": (("香薰机雾白到了没",), (), ("有货",)),
    "how many are left, called by a value": (("雾白的还有几台",), ("云雾香薰机 雾白", "有货"), ("活动",)),
    "a part that broke has not run out": (("香薰机的雾粉盖子断了 能修吗",), (), ("售罄",)),
    "two names of one product": (("香薰机云雾香薰机功率多大",), ("云雾香薰机的功率:12瓦",), ("还是",)),
    "a text entitled by the goods alone": (("香薰机能招蚊子不",), (), ("18个月",)),
    "a price that is still to come": (("香薰机明年会涨价吗",), (), ("39元", "129元")),
    "goods that are still to come": (("香薰机以后会出黑色吗",), (), ("没有", "雾白")),
    "no goods for what only guesses take for a wish": (("香薰机盖子上的胶圈掉渣不",), (), ("推荐", "供您参考——")),
    "no options for the number of a part": (("香薰机按键有几个",), (), ("雾白", "雾粉")),
    "no property for what is sold apart": (("香薰机功率板能单买么",), (), ("12瓦",)),
    "no order for what is there": (("香薰机雾白还进货不",), ("雾白", "有货"), ("订单号",)),
}
WISHES = {
    "a degree within a range": (("晚上8度睡袋买哪款",), ("厚棉", "5到15℃"), ("薄棉", "没有写明")),
    "a degree between two ranges": (("16度用哪个睡袋",), ("薄棉", "厚棉"), ()),
    "a weight beyond an open end": (("30斤的狗用哪个慢食碗",), ("大号",), ("小号",)),
    "for what weight": (("慢食碗小号几斤能用",), ("5到10kg",), ("0.4kg", "尺码有")),
    "the cheapest of all that are called so": (("最便宜的水杯是哪个",), ("粗陶水杯", "29元"), ()),
    "a text on how to choose": (("孩子会爬树用啥帐篷",), ("加固款",), ("资料",)),
}
OFFERS = {
    "an offer by a part of its name": (("霜降券几时到期",), ("11月12日", "霜降店铺券"), ("保质期",)),
    "how to pay for goods in presale": (("画册精装多少钱", "现在买咋付"), ("定金",), ("支付宝",)),
    "a text for firms before haggling": (("我们公司采购多买点能便宜些不",), ("协议价",), ("统一价",)),
    "a gift asked for in haggling": (("便宜点嘛", "那送俩水杯总行了吧"), ("统一价",), ("59元",)),
    "when the matter just asked about comes": (("发票内容能写家居用品吗 几天给",), ("36小时",), ("3天内",)),
    "where to send it, told in the same policy": (("香薰机保修多久 坏了寄哪",), ("18个月", "嘉兴"), ()),
    "a courier beside another matter": (("香薰机多少钱 发啥快递",), ("129元", "韵达"), ()),
}


@pytest.mark.parametrize(
    ("said", "must", "must_not"), [*GOODS.values(), *WISHES.values(), *OFFERS.values()], ids=[*GOODS, *WISHES, *OFFERS]
)
async def test_loose_questions_stay_with_their_goods(said, must, must_not):
    text = await talk(*said, shop=SHOP)
    assert not [word for word in must if word not in text], text
    assert not [word for word in must_not if word in text], text
