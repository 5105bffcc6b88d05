"""Are goods found that are called by a model, by their values and a short noun, or beside the words of a question?"""

from __future__ import annotations

import pytest
from tests.unit.services.answering.test_plain import plain_goods
from tests.unit.services.answering.test_talks import talk

from xiaoer.core.shop.promotion import PromotionKind, Scope
from xiaoer.testing.factories import a_promotion, a_shop

SHOP = a_shop(
    skus=(
        *(
            plain_goods(
                "FJ",
                "家用缝纫机",
                "缝纫机",
                ("噪音", noise),
                ("适用面料", cloth),
                options=(("型号", kind),),
                price=price,
            )
            for kind, noise, cloth, price in (
                ("F6", "58分贝", "棉布、薄呢", 399),
                ("F9", "52分贝", "棉布、牛仔", 699),
            )
        ),
        plain_goods("YX", "缝纫机油", "配件", ("容量", "100ml"), aliases=("缝纫机润滑油",), price=15),
        *(
            plain_goods(
                "XQ", "涤纶缝线", "线材", ("换梭", "可以换"), options=(("粗细", size), ("包装", pack)), price=price
            )
            for size, pack, price in (("402", "单轴", 6), ("402", "整盒12轴", 60), ("203", "单轴", 8))
        ),
        *(
            plain_goods("LX", "衣车拉链", "辅料", options=(("颜色", colour),), price=price)
            for colour, price in (("黑色", 3), ("米白", 4))
        ),
        *(
            plain_goods("DB", "裁剪垫板", "工具", ("送", "裁刀1把"), options=(("尺寸", size),), price=price)
            for size, price in (("60×90cm", 89), ("90×120cm", 159))
        ),
        *(
            plain_goods("BC", "刺绣花绷", "工具", options=(("款式", f"{size}寸圆形"),), price=price)
            for size, price in ((5, 9), (8, 12))
        ),
        *(
            plain_goods("ZC", "平口纸尺", "软尺", options=(("材质", kind),), aliases=("软尺",), price=price)
            for kind, price in (("涤纶布", 5), ("纸", 2))
        ),
        *(
            plain_goods("XJ", "三层理线架", "收纳", options=(("材质", kind),), price=price)
            for kind, price in (("铁网", 45), ("塑料", 39))
        ),
        plain_goods("BX", "无线绣花机", "绣花用品", ("适用布料", "棉麻"), aliases=("绣花机",), price=999),
        plain_goods("MX", "固色喷剂", "绣花用品", aliases=("布料固色剂",), price=12),
        plain_goods("TM", "手工填充棉", "辅料", ("重量", "1kg"), aliases=("填充棉",), price=30),
        plain_goods("YL", "铸铁压块", "工具", options=(("重量", "2kg"),), aliases=("压块",), price=20),
        plain_goods("SC", "自动收缩软尺", "软尺", price=9),
    ),
    promotions=[
        a_promotion("c", name="裁缝券", kind=PromotionKind.COUPON, threshold=None, scope=Scope()),
        a_promotion("p", name="缝纫机预售", kind=PromotionKind.PRESALE, scope=Scope(products=("FJ",)), stackable=False),
    ],
)
ASKED = {
    "a model, asked for a property": ("F9噪音多大", ("52分贝",), ("58分贝",)),
    "a model and no word of the goods": ("f6一台多少钱", ("399元",), ("699元",)),
    "a model is no part of a longer code": ("F90噪音多大", (), ("52分贝",)),
    "a model beside a number": ("f6缝纫机2台一共多少钱", ("798元",), ()),
    "what it fits, beside which other goods are named": ("F6缝纫机适用什么布", ("薄呢",), ("100ml", "牛仔")),
    "values before a noun of one character": ("402整盒线多少钱", ("60元",), ("6元(", "8元(")),
    "a colour before such a noun": ("黑链怎么卖", ("3元",), ("4元",)),
    "a count is no size": ("90×120的垫板要两块,一共多少钱", ("318元",), ()),
    "dimensions are no count": ("90×120垫板多少钱", ("159元",), ("几件",)),
    "the name of a property, beside which she only asks": ("涤纶缝线能换梭不", ("可以换",), ()),
    "a word that only begins as a promotion does": ("裁缝用的垫板有哪几种尺寸", ("60×90cm", "90×120cm"), ("裁缝券",)),
    "the name of a kind, which one of its goods bears as well": ("软尺怎么卖", ("平口纸尺", "自动收缩软尺"), ()),
    "goods of that kind that are named": ("自动收缩软尺怎么卖", ("9元",), ("平口",)),
    "two things for choice, of which one is said short": ("平口纸尺是布的还是塑料的", ("涤纶布",), ()),
    "a weight that makes whole pieces": ("填充棉三公斤一共多少钱", ("30元×3", "90元"), ()),
    "a weight that makes none": ("填充棉一斤一共多少钱", (), ("原价合计",)),
    "a weight by which goods are chosen": ("4公斤的压块多少钱", (), ("×2", "40元")),
    "a further thing behind a weight, which nobody knows": ("填充棉一公斤 蕾丝边一卷 总共多少", (), ("原价合计",)),
    "the same goods twice, of which one may be others": ("拉链收纳袋三个加黑色拉链三条一共多少", (), ("原价合计",)),
    "a size right before a count": ("手工填充棉12个多少钱", ("360元",), ()),
    "two things, of which one is a value whole": ("理线架是铁的还是塑料的", ("铁网", "塑料"), ()),
    "what a question puts between two names": ("绣花机适用什么布料", ("棉麻",), ("固色",)),
    "goods to be had, by a noun of one character": ("来盒线", ("涤纶缝线",), ("说不准",)),
}


@pytest.mark.parametrize(("said", "must", "must_not"), ASKED.values(), ids=ASKED)
async def test_goods_are_called_in_many_ways(said, must, must_not):
    text = await talk(said, shop=SHOP)
    assert not [word for word in must if word not in text], text
    assert not [word for word in must_not if word in text], text
