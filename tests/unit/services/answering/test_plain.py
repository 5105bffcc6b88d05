"""Are plain questions answered from wherever the shop's data tell it, and by nothing that merely looks like it?"""

from __future__ import annotations

import pytest
from tests.unit.services.answering.test_talks import talk

from xiaoer.core.shop.money import Money
from xiaoer.core.shop.promotion import Audience, PromotionKind, Scope
from xiaoer.testing.factories import a_faq, a_policy, a_promotion, a_shop, a_sku


def plain_goods(code: str, name: str, category: str, *attributes: tuple[str, str], options=(), aliases=(), price=88):
    return a_sku(
        f"{code}-{options[0][1] if options else 1}",
        product_id=code,
        name=name,
        aliases=aliases,
        category=category,
        options=options,
        price=Money.yuan(price),
        attributes=attributes,
    )


SHOP = a_shop(
    skus=(
        plain_goods("TU", "夹式调音器", "配件", ("模式", "吉他/尤克里里/小提琴/半音")),
        plain_goods("ER", "红檀二胡", "民乐", ("琴皮", "蟒皮"), ("包含", "琴弓2把+琴盒+松香"), aliases=("二胡",)),
        *(
            plain_goods("QN", "重锤电钢琴", "键盘", ("踏板", pedals), options=(("配置", kind),), price=price)
            for kind, pedals, price in (("单琴", "单踏板", 2199), ("木架三踏板", "三踏板", 2699))
        ),
        plain_goods("Y1", "双背学习椅", "学习椅", price=459),
        plain_goods("Y2", "跪坐椅", "学习椅", price=399),
        plain_goods("JL", "静音软胶脚轮", "配件", aliases=("椅子轮",)),
        plain_goods("MS", "五位密码锁", "锁", ("密码", "五位可自设"), ("钥匙", "3把")),
        plain_goods("QX", "磷铜琴弦", "配件", ("根数", "6根"), price=35),
        plain_goods("GZ", "桐木古筝", "民乐", ("弦数", "21弦")),
        plain_goods("XS", "坐姿学习灯", "台灯"),
        *(
            plain_goods("DD", "豆芽台灯", "台灯", options=(("电池", size),), price=price)
            for size, price in (("2000mAh", 59), ("4000mAh", 79))
        ),
        *(
            plain_goods("DK", "桌下移动抽屉柜", "书柜", options=(("抽数", drawers),), aliases=("三抽柜",), price=price)
            for drawers, price in (("两抽", 239), ("三抽", 289))
        ),
        *(
            plain_goods("ZJ", "显示器支架", "配件", options=(("款式", arms),), price=price)
            for arms, price in (("单臂", 169), ("双臂", 299))
        ),
        *(
            plain_goods("ZZ", "手摇学习桌", "书桌", ("升降范围", "54-76cm"), options=(("桌面长", size),), price=price)
            for size, price in (("100cm", 1099), ("120cm", 1299))
        ),
    ),
    faqs=[
        a_faq("inv", question="能开发票吗", answer="可以开电子普通发票,确认收货后在订单里申请。"),
        a_faq("ship", question="多久发货", answer="台灯24小时内发,桌子48小时内发。"),
        a_faq("pre", question="预售的学习灯什么时候发", answer="9月1日付尾款,9月5日起发。", product_id="XS"),
        a_faq("pin", question="密码锁怎么改密码", answer="拨到原密码打开,把内芯转90度再拨新密码。"),
        a_faq("key", question="锁丢了钥匙能配吗", answer="报钥匙编号,15元配一把。"),
        a_faq("vip", question="会员有什么礼物", answer="一年买满1000元就是会员,生日月送小夜灯一个。"),
    ],
    policies=[a_policy("保修#1", heading="琴皮", text="琴皮保1年,人为戳破的不保。")],
    promotions=[
        a_promotion("c", name="店铺券", kind=PromotionKind.COUPON, description="店铺首页领取"),
        a_promotion("v", name="会员券", kind=PromotionKind.COUPON, audience=Audience.VIP),
        a_promotion("p", name="学习灯预售", kind=PromotionKind.PRESALE, scope=Scope(products=("XS",)), stackable=False),
        a_promotion("g", name="买二胡送谱架", kind=PromotionKind.GIFT, gift="折叠谱架", threshold=None, amount=None),
    ],
)
ASKED = {
    "what goods go with is no goods": ("有没有小提琴", (), ("调音器",)),
    "what comes along without being a gift": ("买二胡送松香吗", ("琴弓2把+琴盒+松香",), ("没有送",)),
    "what is a gift": ("买二胡送谱架吗", ("折叠谱架",), ("没有送",)),
    "what neither comes along nor is a gift": ("买二胡送背带吗", ("没有送背带",), ()),
    "a length in another unit": ("手摇学习桌1.2米的多少钱", ("1299元",), ("1099元",)),
    "a variant after which goods are called": ("三抽柜多少钱", ("289元",), ("239元",)),
    "how low, which is no haggling": ("手摇学习桌最低能降到多少", ("54-76cm",), ("统一价",)),
    "how low a price may go": ("三抽柜最低能降到多少", ("统一价",), ()),
    "sizes, whatever the option is called": ("手摇学习桌有哪些尺寸", ("100cm", "120cm"), ("54-76cm",)),
    "postage, no price": ("手摇学习桌寄到新疆要加多少钱", (), ("1099元",)),
    "two variants, one after the other": ("双臂支架两个单臂支架一个一共多少", (), ("到手价299元", "到手价169元")),
    "when goods of a presale are sent": ("坐姿学习灯什么时候发货", ("9月5日",), ("24小时",)),
    "when other goods are sent": ("豆芽台灯什么时候发货", ("24小时",), ("9月5日",)),
    "what no promotion tells": ("会员生日有没有礼物", ("小夜灯",), ()),
    "the larger of an option": ("豆芽台灯大电池的多少钱", ("79元",), ("59元",)),
    "how to save": ("怎么买最省钱", ("店铺券",), ()),
    "a property that a value names too": ("重锤电钢琴几个踏板", ("单踏板", "三踏板"), ()),
    "the value itself": ("三踏板的电钢琴多少钱", ("2699元",), ("2199元",)),
    "how many, said either way": ("古筝多少根弦", ("21弦",), ()),
    "when people are there": ("你们几点下班", ("09:00-22:00",), ()),
    "when people are there on other days": ("过年几点下班", (), ("09:00-22:00",)),
    "by today, told by how long it takes": ("豆芽台灯能当天发吗", ("24小时",), ()),
    "goods by a noun that their names end with": ("想买把椅子", ("双背学习椅", "跪坐椅"), ("脚轮",)),
    "work, which is not ours": ("天天上班腰疼", (), ("在线时间",)),
    "pieces of a pack, which are no packs": ("磷铜琴弦6根多少钱", (), ("×6", "210")),
    "packs": ("磷铜琴弦两套多少钱", ("×2", "70元"), ()),
    "how, which no property tells": ("五位密码锁怎样重设密码", ("转90度",), ("五位可自设",)),
    "whether, which no amount tells": ("五位密码锁的钥匙丢了可以再配吗", ("15元",), ("3把",)),
    "how many, which an amount tells": ("五位密码锁有几把钥匙", ("3把",), ()),
    "a nickname beside another variant": ("三抽柜两抽柜一共多少", (), ("到手价239元",)),
    "where a coupon is claimed": ("优惠券哪里领", ("店铺首页领取",), ()),
}


@pytest.mark.parametrize(("said", "must", "must_not"), ASKED.values(), ids=ASKED)
async def test_a_plain_question_is_answered_by_what_the_data_tell(said, must, must_not):
    text = await talk(said, shop=SHOP)
    assert not [word for word in must if word not in text], text
    assert not [word for word in must_not if word in text], text
