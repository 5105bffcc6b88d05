"""Does a talk carry what a follow-up leaves out: the goods, their variant, the matter, the sum, the list?"""

from __future__ import annotations

import pytest
from tests.unit.services.answering.cast import a_drafter

from xiaoer.core.dialogue.question import PageContext, Question
from xiaoer.core.dialogue.state import FRESH
from xiaoer.core.shop.money import Money
from xiaoer.core.shop.product import Sku
from xiaoer.core.shop.promotion import PromotionKind
from xiaoer.core.shop.shop import Shop
from xiaoer.testing.factories import a_faq, a_promotion, a_shop, a_shopper, a_sku


def lamp(colour: str, size: str, price: int, stock: int | None = 5, *, watts: str = "12瓦") -> Sku:
    options = (("颜色", colour), ("直径", size))
    return a_sku(
        f"DL-{colour}-{size}",
        product_id="DL",
        name="云母台灯",
        category="灯具",
        options=options,
        price=Money.yuan(price),
        stock=stock,
        attributes=(("功率", watts), ("重量", "800克")),
    )


def tea(product_id: str, name: str, *packs: tuple[str, int, int]) -> tuple[Sku, ...]:
    return tuple(
        a_sku(
            f"{product_id}-{pack}",
            product_id=product_id,
            name=name,
            category="茶叶",
            options=(("规格", pack),),
            price=Money.yuan(price),
            stock=stock,
            attributes=(("产地", f"{name}产地"), ("净重", pack)),
        )
        for pack, price, stock in packs
    )


SHOP = a_shop(
    skus=(
        lamp("白色", "30cm", 200),
        lamp("白色", "40cm", 260, 0),
        lamp("木色", "30cm", 220, 8),
        lamp("木色", "40cm", 280, 3),
        *tea("QX", "清香型铁观音", ("250g", 118, 9), ("500g", 218, 4)),
        *tea("NX", "浓香型铁观音", ("250g", 128, 6), ("500g", 238, 0)),
        a_sku("NL-1", product_id="NL", name="星月夜灯", options=(("颜色", "红色"), ("尺码", "小号")), stock=7),
        a_sku("NL-2", product_id="NL", name="星月夜灯", options=(("颜色", "蓝色"), ("尺码", "大号")), stock=9),
        a_sku(
            "CQ",
            product_id="CQ",
            name="秋日棉被",
            category="被子",
            options=(("颜色", "白色"),),
            stock=4,
            attributes=(("成分", "新疆长绒棉"),),
        ),
        a_sku("SQ", product_id="SQ", name="秋日丝被", category="被子", options=(("颜色", "灰色"),), stock=6),
        a_sku("JS", product_id="JS", name="加湿器", price=Money.yuan(90), stock=5, attributes=(("台灯", "无"),)),
        a_sku("BU", product_id="BU", name="护眼灯泡", category="配件", options=(), price=Money.yuan(30), stock=50),
    ),
    faqs=[
        a_faq("bill", question="能开发票吗", answer="可以开电子发票,签收后2天内发到邮箱。"),
        a_faq("tax", question="能开专票吗", answer="可以开专票,资料审核后7个工作日寄出。"),
        a_faq("engrave", question="灯座可以刻字吗", answer="可以刻字,收费35元,多等6天,刻了字的不退不换。"),
        a_faq("ship", question="什么时候发货", answer="付款后48小时内发货。"),
        a_faq("back", question="退货运费谁出", answer="个人原因退货的运费由买家承担。"),
        a_faq("post", question="运费多少", answer="满99元包邮,不满收运费9元。"),
        a_faq("return", question="能退货吗", answer="签收后7天内可以退货。"),
        a_faq("milk", question="怎么泡茶", answer="用95度的水泡20秒。"),
        a_faq("sleep", question="喝了失眠怎么办", answer="下午三点以后不要喝浓茶。"),
    ],
    policies=[],
    promotions=[],
)


async def talk(*messages: str, shop: Shop = SHOP) -> str:
    """Return the last reply of a talk."""
    drafter, state, text = a_drafter(shop=shop), FRESH, ""
    for message in messages:
        answered = await drafter.draft(Question(message, a_shopper(), PageContext()), shop_id="default", state=state)
        state, text = answered.state, answered.reply.text
    return text


GOODS = {
    "another value": (("台灯白色30的多少钱", "木色呢"), ("220元",), ("200元", "280元")),
    "another value of the other option": (("台灯白色30的有货吗", "40的呢"), ("售罄",), ("有货",)),
    "a value that there is not": (("台灯木色30的有货吗", "50的呢"), ("没有这个", "30cm"), ("有货",)),
    "a value that there is after one that there is not": (("台灯木色60的有吗", "木色30的呢"), ("木色 30cm有货",), ()),
    "values that no variant has together": (("台灯黑色30的有吗",), ("没有黑色", "白色、木色"), ("有货",)),
    "a value of another variant only": (("夜灯红色大号有吗",), ("红色没有",), ("有货",)),
    "a value by one letter": (("台灯白色30的多少钱", "木的呢"), ("220元",), ("200元",)),
    "the larger of two": (("台灯木色30的有货吗", "大的呢"), ("40cm", "3件"), ("8件",)),
    "the matter, not the value": (("台灯木色40的多少钱", "有货吗"), ("木色 40cm有货", "3件"), ("8件",)),
    "the variant over a property": (("台灯木色40的多少钱", "多重", "两个多少钱"), ("560元",), ()),
    "no variant once she looks round": (("台灯木色40的多少钱", "还有别的颜色吗", "多少钱"), ("200元", "280元"), ()),
    "another number of pieces": (("台灯木色40的买两个多少", "一个呢"), ("到手价280元",), ("560元",)),
    "the same number of another value": (("台灯木色40的买两个多少", "白色30的呢"), ("400元",), ()),
    "goods on top": (("台灯木色40的多少钱", "再加个灯泡"), ("310元",), ()),
    "goods in the place of others": (
        ("台灯木色40的多少钱", "再加个灯泡", "台灯换成30的"),
        ("木色 30cm", "250元"),
        ("40cm",),
    ),
    "the sum again": (("台灯木色40的多少钱", "再加个灯泡", "一共多少"), ("310元",), ()),
    "goods on top that are a property too": (
        ("台灯木色40的多少钱", "来两个", "再加一个灯泡"),
        ("590元",),
        (),
    ),
    "what all variants share": (("台灯木色40的多少钱", "多重", "白色30的呢"), ("200元",), ()),
    "other goods after a question that has no answer for them": (
        ("台灯木色40的多少钱,会不会闪", "那灯泡呢"),
        ("30元",),
        (),
    ),
    "nobody is called": (("台灯木色40的多少钱", "能站几个人"), (), ("转接",)),
    "a weak call for somebody": (("台灯木色40的多少钱", "找你们负责人来谈"), ("转接",), ()),
    "how many are left": (("台灯木色40的多少钱", "还有几个"), ("木色 40cm", "3件"), ()),
    "two that she takes": (("台灯木色40的有货吗", "那来两个"), ("560元",), ()),
    "two that she asks for": (("台灯木色40的有货吗", "两个呢"), ("3件",), ("560元",)),
    "another variant at another price": (("台灯白色30的有货吗", "木色的呢"), ("8件", "220元"), ("200元",)),
    "another variant at the same price": (("清香铁观音250g有货吗", "250g的呢"), ("9件",), ("118元",)),
    "two variants side by side": (("台灯白色30的有货吗", "跟木色的差在哪"), ("200元", "220元"), ()),
    "other goods after an open question": (
        ("台灯木色40的多少钱", "会不会闪", "那浓香铁观音250g的"),
        ("128元",),
        ("转接",),
    ),
    "a value that another product has too": (
        ("清香铁观音250g多少钱", "500g的有货吗", "那还是250的吧 到手多少"),
        ("清香型铁观音 250g", "118元"),
        ("台灯",),
    ),
    "what another variant is compared with": (
        ("清香铁观音250g多少钱", "比500g的差多少", "来两份一共多少"),
        ("清香型铁观音 250g", "236元"),
        ("436元",),
    ),
    "a variant named earlier in the message": (
        ("台灯重多少,木色40的有吗,多少钱",),
        ("木色 40cm有货", "280元"),
        ("220元", "200元"),
    ),
    "a variant of the talk named earlier in the message": (
        ("台灯多少钱", "木色40的有吗 多少钱"),
        ("木色 40cm有货", "280元"),
        ("220元", "200元"),
    ),
    "the same of another variant": (("台灯木色40的多少钱 白色30的呢",), ("280元", "200元"), ("220元",)),
    "goods whose name begins like a wish for more": (
        ("台灯木色40的来两个 一共多少", "加湿器来一个 一共多少"),
        ("加湿器", "90元"),
        ("台灯", "650元"),
    ),
    "goods that a question back did not list": (
        ("台灯木色40的来两个 一共多少", "再加个被子 一共多少", "护眼灯泡来两个 一共多少"),
        ("60元",),
        ("台灯", "620元"),
    ),
    "goods that are added without a number": (
        ("台灯木色40的来两个 一共多少", "再加个护眼灯泡"),
        ("590元",),
        (),
    ),
    "a value that nobody knows": (
        ("台灯木色40的多少钱", "那圆的那个", "来一个 到手多少"),
        ("哪一个规格",),
        ("到手价280",),
    ),
    "what her kind pays for the sum before": (("台灯木色40的来两个 一共多少", "会员能便宜多少"), ("560元",), ()),
    "goods that those of the talk state as a part": (
        ("加湿器多少钱", "加湿器跟木色40的台灯一共多少"),
        ("370元",),
        (),
    ),
    "goods that go with those of the talk": (("台灯木色40的多少钱", "配个护眼灯泡一共呢"), ("310元",), ()),
    "each of two, where the talk is of one": (
        ("清香铁观音250g多少钱", "各来一份 一共多少"),
        ("哪一个规格",),
        ("到手价336",),
    ),
    "her kind's price of the sum before": (("台灯木色40的来两个 一共多少", "会员价是多少"), ("560元",), ()),
    "a condition on the sum before": (("台灯木色40的来两个 一共多少", "会员呢"), ("560元",), ()),
    "the same question of another variant": (("台灯木色40的有货吗", "白色30的也有吗"), ("白色 30cm有货",), ("木色",)),
    "what is inside": (("秋日棉被多少钱", "里面有丝吗"), ("新疆长绒棉",), ("丝被",)),
    "something beside its variants": (
        ("台灯木色40的多少钱", "再配个30的 一共多少"),
        ("哪一个规格",),
        ("到手价500", "到手价480"),
    ),
    "who sells out, when": (("台灯白色40的有吗", "啥时候补货"), ("白色 40cm",), ("订单",)),
}
LISTS = {
    "a part of a name": (("铁观音多少钱", "浓香的"), ("128元",), ("118元",)),
    "a part of a name and a pack in other words": (("铁观音多少钱", "浓香的半斤装"), ("250g", "128元"), ("238元",)),
    "a pack in other words": (("铁观音多少钱", "清香的一斤装"), ("218元",), ("118元",)),
    "the dearer one": (("铁观音多少钱", "便宜的那个"), ("清香型",), ("浓香型",)),
    "by number": (("铁观音多少钱", "第二个"), ("浓香型",), ("清香型",)),
    "by place": (("清香铁观音和浓香铁观音哪个好", "前面那个250g的多少钱"), ("118元",), ("128元",)),
    "a property of all": (("铁观音多少钱", "有货吗"), ("清香型", "浓香型", "9件", "6件"), ()),
    "a sum of none": (("铁观音多少钱", "买两份多少钱"), ("哪一款", "清香型", "浓香型"), ("到手价",)),
    "a property of those compared": (
        ("清香铁观音和浓香铁观音哪个好", "产地呢"),
        ("清香型铁观音产地", "浓香型铁观音产地"),
        (),
    ),
    "a comparison of those compared": (("清香铁观音和浓香铁观音有啥区别", "哪个便宜"), ("118元", "128元"), ("台灯",)),
    "values of the one that she has chosen": (
        ("铁观音多少钱", "清香的", "250g的有货吗"),
        ("清香型铁观音 250g", "9件"),
        ("浓香型",),
    ),
    "a value that the chosen one lacks": (("被子多少钱", "棉被", "灰色的有货吗"), ("棉被没有灰色",), ("丝被",)),
    "the one before": (("清香铁观音250g多少钱", "浓香铁观音250g呢", "上一个有货吗"), ("清香型", "9件"), ("浓香型",)),
    "the one listed before": (("铁观音多少钱", "第二款多少钱", "上一个呢"), ("118元",), ("128元",)),
    "pointing by the noun of its kind": (
        ("清香铁观音250g多少钱", "包邮吗", "刚才那个铁观音还有吗"),
        ("清香型", "9件"),
        ("浓香型",),
    ),
    "cheaper variants": (("台灯木色40的多少钱", "便宜点的有没"), ("200元",), ("280元",)),
    "cheaper goods of the noun": (("浓香铁观音250g多少钱", "有更便宜的吗"), ("清香型", "118元"), ("浓香型", "灯泡")),
    "the cheaper of a list that is past": (
        ("台灯木色40的多少钱", "再加个棉被", "浓香铁观音250g多少钱", "便宜点的有吗"),
        ("清香型",),
        ("台灯", "棉被"),
    ),
    "a part of several names means the kind of the talk": (
        ("秋日棉被多少钱", "秋日的还有几件"),
        ("棉被", "4件"),
        ("哪一款",),
    ),
    "which of the two just talked of": (
        ("清香铁观音250g多少钱", "浓香铁观音250g呢", "哪个产地近"),
        ("清香型铁观音产地", "浓香型铁观音产地"),
        (),
    ),
    "one of them leaves the list": (("铁观音多少钱", "浓香的", "有货吗"), ("浓香型",), ("清香型",)),
}
MATTERS = {
    "its time": (("能开专票吗", "多久寄"), ("7个工作日",), ("48小时",)),
    "its price": (("灯座可以刻字吗", "要钱吗"), ("35元",), ()),
    "its wait": (("灯座可以刻字吗", "要等多久"), ("6天",), ("48小时",)),
    "what becomes of it": (("灯座可以刻字吗", "刻坏了能退吗"), ("不退不换",), ("7天内可以退货",)),
    "its kind": (("能开发票吗", "专票呢"), ("7个工作日",), ("2天内",)),
    "its costs": (("能退货吗", "运费谁出"), ("买家承担",), ("满99元",)),
    "its costs in one message": (("能退货吗,运费谁出",), ("7天内可以退货", "买家承担"), ("满99元",)),
    "a text of its own by title": (("怎么泡茶", "失眠了呢"), ("下午三点",), ("20秒",)),
    "another matter": (("能开发票吗", "什么时候发货"), ("48小时",), ("邮箱",)),
    "yet another matter": (("灯座可以刻字吗", "能退货吗"), ("7天内可以退货",), ("刻字",)),
    "something beside the goods": (("台灯木色40的多少钱", "刻字要钱吗"), ("35元",), ("280元",)),
}


@pytest.mark.anyio
@pytest.mark.parametrize("name", [*GOODS, *LISTS, *MATTERS])
async def test_a_follow_up_is_filled_in_from_the_talk(name):
    said, must, must_not = {**GOODS, **LISTS, **MATTERS}[name]
    reply = await talk(*said)
    assert [word for word in must if word not in reply] == [], reply
    assert [word for word in must_not if word in reply] == [], reply


WISHES = {
    "the sum of an offer just told": (("有满减吗", "我买台灯木色40的能用上吗"), ("到手价240元",), ()),
    "the end of an offer": (("有什么活动", "到几号"), ("灯节满减",), ()),
    "a budget for the wish before": (("推荐个台灯", "预算210"), ("云母台灯", "200元"), ("铁观音",)),
    "each part is answered": (
        ("台灯木色40的多少钱,有货吗,能开发票吗,什么时候发货",),
        ("280元", "3件", "2天内", "48小时"),
        (),
    ),
    "a part that stays open is named": (("台灯木色40的多少钱,会不会闪",), ("280元", "关于“会不会闪”"), ()),
    "one case and the other": (("台灯白色40的有货吗?没货的话木色40的多少钱?",), ("售罄", "280元"), ()),
    "a price complained of": (("台灯木色40的多少钱", "啥玩意儿这么贵"), ("灯节满减",), ()),
    "a gift that there is": (("送灯罩吗",), ("灯罩1个",), ("没有送",)),
    "a gift that there is not": (("送不送插座",), ("没有送插座的",), ()),
    "what is bought is no question of texts": (("我想买云母台灯",), ("200元", "280元"), ("刻字",)),
}
OFFERS = a_shop(
    skus=SHOP.skus,
    faqs=SHOP.faqs,
    policies=[],
    promotions=[
        a_promotion("lamp", name="灯节满减", threshold=Money.yuan(150), amount=Money.yuan(40)),
        a_promotion(
            "shade", name="灯罩赠品", kind=PromotionKind.GIFT, amount=None, gift="灯罩1个", threshold=Money.yuan(500)
        ),
    ],
)


@pytest.mark.anyio
@pytest.mark.parametrize("name", WISHES)
async def test_offers_wishes_and_parts_go_on_in_a_talk(name):
    said, must, must_not = WISHES[name]
    reply = await talk(*said, shop=OFFERS)
    assert [word for word in must if word not in reply] == [], reply
    assert [word for word in must_not if word in reply] == [], reply


FITTING = a_shop(
    skus=(
        a_sku("Z1", product_id="Z", name="吸尘器滤网", options=(), attributes=(("适用", "V8、V9"), ("材质", "海帕"))),
        a_sku(
            "V8-1", product_id="V8", name="云母吸尘器V8", aliases=("V8",), options=(), attributes=(("功率", "400瓦"),)
        ),
        a_sku(
            "V7-1", product_id="V7", name="云母吸尘器V7", aliases=("V7",), options=(), attributes=(("功率", "300瓦"),)
        ),
    ),
    faqs=[],
    policies=[],
    promotions=[],
)


@pytest.mark.parametrize("text", ["滤网适合V8吗", "滤网适合吸尘器V8吗", "滤网能用在V8上吗", "吸尘器滤网适用V7吗"])
async def test_whether_an_accessory_fits_a_machine_is_told_by_the_accessory(text):
    told = await talk(text, shop=FITTING)
    assert "吸尘器滤网的适用:V8、V9" in told
    assert "400瓦" not in told


async def test_what_goods_go_with_is_not_made_up():
    assert "适用" not in await talk("V8兼容V7吗", shop=FITTING)


async def test_a_value_before_the_noun_names_goods_in_that_variant():
    pots = (
        a_sku("G-1", product_id="G", name="电火锅G4", category="锅具", options=(("款式", "鸳鸯"),), stock=0),
        a_sku("G-2", product_id="G", name="电火锅G4", category="锅具", options=(("款式", "单格"),), stock=30),
    )
    shop = a_shop(skus=pots, faqs=[], policies=[], promotions=[])
    assert "电火锅G4 鸳鸯已售罄" in await talk("鸳鸯锅有货么", shop=shop)
    assert "有货,库存30件" in await talk("单格锅有货么", shop=shop)


async def test_letters_left_out_of_a_name_add_up_and_ask_back_where_two_fit():
    names = ("月光石水滴耳坠", "月光石圆珠耳坠", "莫桑石六爪戒指")
    goods = tuple(
        a_sku(f"E{n}", product_id=f"E{n}", name=name, category="首饰", options=(), price=Money.yuan(100 + n))
        for n, name in enumerate(names)
    )
    shop = a_shop(skus=goods, faqs=[], policies=[], promotions=[])
    assert "204元" in await talk("两个莫桑戒一共多少钱", shop=shop)
    both = await talk("月光坠多少钱", shop=shop)
    assert "100元" in both
    assert "101元" in both


PARTS = a_shop(
    skus=(
        a_sku("WP", product_id="WP", name="静音无骨雨刷", options=(), attributes=(("质保", "6个月"),)),
        *(
            a_sku(
                f"F-{kind}",
                product_id="F",
                name="全车隔热膜",
                options=(("档次", kind),),
                price=Money.yuan(price),
                stock=3,
                attributes=(("贴装", "约4小时"),),
            )
            for kind, price in (("标准", 688), ("高级", 1288))
        ),
        a_sku("V", product_id="V", name="竖纹花瓶", options=(), price=Money.yuan(35)),
        a_sku("M", product_id="M", name="包月鲜花", aliases=("包月",), options=(), price=Money.yuan(129)),
    ),
    faqs=[
        a_faq("change", question="雨刷怎么换", answer="按住卡扣抽出旧的,新的推到底。", product_id="WP"),
        a_faq("film", question="贴完膜多久能洗车", answer="标准膜和高级膜都是7天内不要洗车。"),
        a_faq("vase", question="包月送花瓶吗", answer="4束的不送花瓶。", product_id="M"),
        a_faq("hide", question="可以匿名送花吗", answer="可以,备注匿名。"),
        a_faq("send", question="什么时候发货", answer="付款后48小时内发货。"),
        a_faq("post", question="包邮吗", answer="满99元包邮。"),
        a_faq("keep", question="鲜花能放多少天", answer="玫瑰5到7天,百合7到10天。"),
    ],
    policies=[],
    promotions=[],
)


@pytest.mark.parametrize(
    ("text", "must", "must_not"),
    [
        ("雨刷保多久 怎么换", ("6个月", "按住卡扣"), ()),
        ("膜要贴多久?标准的多少钱?", ("688元",), ("1288元",)),
        ("包月多少钱 送花瓶不", ("129元", "不送花瓶"), ("35元",)),
        ("包月有货没多久发货包邮不", ("有货", "48小时", "99元"), ()),
        ("包月有货没能放几天", ("有货", "7到10天"), ()),
        ("算了还是要包月吧,多少钱", ("129元",), ("随时问我",)),
        ("包月多少钱 能放几天", ("129元", "7到10天"), ()),
    ],
)
async def test_each_part_is_about_the_goods_that_an_earlier_part_names(text, must, must_not):
    reply = await talk(text, shop=PARTS)
    assert [word for word in must if word not in reply] == [], reply
    assert [word for word in must_not if word in reply] == [], reply
