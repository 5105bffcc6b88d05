"""Are the right curated texts retrieved, and held back where they do not apply?"""

from dataclasses import replace
from datetime import timedelta
from importlib import resources

import pytest

from xiaoer.core.dialogue.understanding import Ask, Entities, ProductMatch
from xiaoer.core.retrieval.index import ShopIndex
from xiaoer.core.retrieval.retrieve import retrieve
from xiaoer.core.retrieval.vectors import thaw
from xiaoer.core.shop.knowledge import PolicyPassage, Window
from xiaoer.core.understanding.intent import IntentIndex
from xiaoer.core.understanding.pack import parse_pack
from xiaoer.testing.factories import EVE_OF_NOV_11, a_faq, a_shop, a_sku

PACK = resources.files("xiaoer") / "data" / "pack"
INTENTS = IntentIndex.build(
    parse_pack([file.read_text(encoding="utf-8") for file in sorted(PACK.iterdir(), key=lambda file: file.name)])
)
VECTORS = thaw((resources.files("xiaoer") / "data/learned/vectors.bin").read_bytes())
FAQS = (
    a_faq("free", question="满多少包邮?", answer="全场满99元包邮。"),
    a_faq("courier", question="发什么快递?", answer="默认发中通。"),
    a_faq("ship", question="多久发货?", answer="48小时内发货。", similar=("什么时候发货",)),
    a_faq("invoice", question="能开发票吗?", answer="可以开电子发票。"),
    a_faq("case-warranty", question="手机壳保修吗?", answer="手机壳不保修。"),
    a_faq("warranty", question="手机保修多久?", answer="手机保修1年。"),
    a_faq("x1-water", question="防水吗?", answer="X1防水等级IP65。", product_id="X1"),
)
POLICIES = (
    PolicyPassage("退换货.md#0", "退换货", "七天无理由退货", "签收次日起**7天内**可以申请无理由退货。\n- 商品完好"),
    PolicyPassage("退换货.md#1", "退换货", "退货流程", "在订单页点申请售后,审核后寄回。"),
)
SHOP = a_shop(skus=(a_sku(), a_sku("X2", product_id="X2", name="桃桃X2"), a_sku("C", product_id="C", name="手机壳")))
INDEX = ShopIndex.build(replace(SHOP, faqs=FAQS, policies=POLICIES), INTENTS, VECTORS)


def ask(text: str, *, index: ShopIndex = INDEX, page: str = "") -> Ask:
    best = INTENTS.classify(text)[0]
    products = index.products.find(text) or ((ProductMatch("", (page,), ()),) if page else ())
    return Ask(text, best.intent.id, best.intent.label, best.intent.family, best.score, Entities(products=products))


def ids(text: str, *, index: ShopIndex = INDEX, page: str = "") -> list[str]:
    passages = retrieve(ask(text, index=index, page=page), index, now=EVE_OF_NOV_11)
    return [passage.id for passage in passages if passage.score >= 0.5]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("满多少包邮", "free"),
        ("邮费几多", "free"),
        ("要邮费不", "free"),
        ("你们走什么物流", "courier"),
        ("啥时候给我发货呀", "ship"),
        ("可以开票吗", "invoice"),
        ("手机壳有保修吗", "case-warranty"),
        ("手机保修几年", "warranty"),
        ("不想要了能七天无理由退吗", "退换货.md#0"),
    ],
)
def test_questions_reach_the_text_that_answers_them(text, found):
    assert ids(text)[:1] == [found]


@pytest.mark.parametrize("text", ["你们老板叫什么", "公司哪年成立的", "股票代码是多少", "今天天气怎么样"])
def test_questions_that_no_text_answers_find_nothing_sure(text):
    assert ids(text) == []


@pytest.mark.parametrize(
    ("text", "neighbour"),
    [
        ("多久发货", a_faq("n", question="周末发货吗?", answer="周末正常发货。")),
        ("包邮吗", a_faq("n", question="新疆西藏包邮吗?", answer="新疆西藏满199元包邮。")),
        ("你们进货价多少", a_faq("n", question="公司采购能对公转账吗?", answer="可以对公转账,请联系客服。")),
        ("专票几天开好", a_faq("n", question="能开发票吗?", answer="可以开电子发票。")),
        ("屏幕碎了你们赔一台吗", a_faq("n", question="多久发货?", answer="48小时内发货。")),
    ],
)
def test_a_neighbouring_text_does_not_stand_in_for_a_missing_answer(text, neighbour):
    index = ShopIndex.build(replace(SHOP, faqs=(neighbour, *FAQS[1:2])), INTENTS, VECTORS)
    assert ids(text, index=index) == []


def test_the_answer_of_one_product_is_given_for_that_product_only():
    assert ids("X1防水吗") == ["x1-water"]
    assert ids("这个防水吗", page="X1") == ["x1-water"]
    assert ids("X2防水吗") == []
    assert ids("防水吗") == []


@pytest.mark.parametrize(
    ("window", "found"),
    [
        (Window(), ["free"]),
        (Window(ends_at=EVE_OF_NOV_11), []),
        (Window(starts_at=EVE_OF_NOV_11 + timedelta(seconds=1)), []),
        (Window(starts_at=EVE_OF_NOV_11), ["free"]),
    ],
)
def test_texts_out_of_their_window_are_never_given(window, found):
    index = ShopIndex.build(replace(SHOP, faqs=(replace(FAQS[0], window=window),)), INTENTS, VECTORS)
    assert ids("满多少包邮", index=index) == found


def test_markup_is_kept_out_of_what_is_said():
    (first, *_) = retrieve(ask("七天无理由退货"), INDEX, now=EVE_OF_NOV_11)
    assert first.text == "签收次日起7天内可以申请无理由退货。\n商品完好"


def test_chances_lie_between_0_and_1_and_fall():
    scores = [passage.score for passage in retrieve(ask("多久发货"), INDEX, now=EVE_OF_NOV_11)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_a_shop_without_texts_finds_nothing():
    assert ids("多久发货", index=ShopIndex.build(SHOP, INTENTS, VECTORS)) == []


def test_a_word_of_its_own_singles_out_the_text_of_a_product_that_is_not_named():
    faqs = (a_faq("blisters", question="新鞋磨脚吗", answer="先日常穿3到5天。", product_id="X1"), *FAQS)
    index = ShopIndex.build(replace(SHOP, faqs=faqs), INTENTS, VECTORS)
    assert ids("新鞋磨脚吗", index=index)[:1] == ["blisters"]
    assert ids("防水吗", index=index) == []  # of many goods this may be asked


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("睡袋用过了能退吗", "worn"),  # it names the goods and the circumstance: the rule for everything steps back
        ("能开专票吗", "special"),
        ("周日发不发货", "sunday"),
        ("说明书找不着了怎么办", "manual"),
        ("羊绒围巾怎么洗", "wool"),  # only beside the other text, which names none of her goods
    ],
)
def test_the_text_on_what_she_names_goes_before_the_general_rule(text, found):
    faqs = (
        a_faq("seven", question="可以七天无理由退货吗?", answer="签收后7天内可以退货。"),
        a_faq("worn", question="哪些不能退?", answer="睡袋拆封使用过的、剪标的手套不退不换。"),
        a_faq("invoice", question="能开发票吗?", answer="可以开电子发票。"),
        a_faq("special", question="专用发票", answer="满1000元可以开增值税专用发票。"),
        a_faq("ship", question="多久发货?", answer="48小时内发货。"),
        a_faq("sunday", question="平时的发货时间", answer="周一到周六当天发货,周日不发货。"),
        a_faq("manual", question="说明书丢了", answer="扫机身的码可以看电子说明书。"),
        a_faq("wash", question="羽绒服怎么洗?", answer="羽绒服用冷水手洗。"),
        a_faq("wool", question="羊毛和羊绒", answer="羊绒围巾用洗涤剂冷水轻压,平铺阴干。"),
    )
    names = {"S": "睡袋", "G": "手套", "D": "羽绒服", "W": "围巾"}
    shop = a_shop(skus=tuple(a_sku(number, product_id=number, name=name) for number, name in names.items()))
    assert ids(text, index=ShopIndex.build(replace(shop, faqs=faqs), INTENTS, VECTORS))[:1] == [found]


@pytest.mark.parametrize("text", ["可以用数字人民币吗", "能用微信分付吗", "支持paypal吗"])
def test_who_takes_some_means_of_payment_has_not_said_so_of_another(text):
    taken = a_faq("pay", question="支持哪些付款方式?", answer="支付宝、微信、花呗都支持。")
    assert ids(text, index=ShopIndex.build(replace(SHOP, faqs=(taken, *FAQS)), INTENTS, VECTORS)) == []


def test_a_text_that_holds_for_the_season_stands_in_for_the_usual_one():
    season = Window(EVE_OF_NOV_11 - timedelta(days=1), EVE_OF_NOV_11 + timedelta(days=3))
    over = Window(EVE_OF_NOV_11 - timedelta(days=9), EVE_OF_NOV_11)
    usual = a_faq("usual", question="几天发货?", answer="24小时内发货。")
    busy = a_faq("busy", question="双十一什么时候发货?", answer="双十一期间72小时内发货。")
    now = ShopIndex.build(replace(SHOP, faqs=(usual, replace(busy, window=season))), INTENTS, VECTORS)
    later = ShopIndex.build(replace(SHOP, faqs=(usual, replace(busy, window=over))), INTENTS, VECTORS)
    assert ids("现在下单几天发货", index=now)[:1] == ["busy"]
    assert ids("现在下单几天发货", index=later) == ["usual"]


def test_a_character_of_a_rare_word_in_the_question_of_a_text_singles_it_out_too():
    squat = a_faq("squat", question="瑜伽裤会不会透?", answer="深蹲不透。", product_id="P")
    skus = (*SHOP.skus, a_sku("P", product_id="P", name="高腰瑜伽裤"))
    index = ShopIndex.build(replace(SHOP, skus=skus, faqs=(*FAQS, squat)), INTENTS, VECTORS)
    found = retrieve(ask("蹲下去透不透", index=index), index, now=EVE_OF_NOV_11)
    assert found[0].id == "squat"
    assert "squat" not in [passage.id for passage in retrieve(ask("贵不贵", index=index), index, now=EVE_OF_NOV_11)]


def test_of_two_likely_texts_the_one_on_her_circumstances_is_said():
    policies = (
        PolicyPassage("保修#0", "保修", "保修期", "台灯整灯保2年;学习桌和学习椅保3年;书架书柜保1年;插座保1年。"),
        PolicyPassage("保修#1", "保修", "不在保修内的", "进水、摔坏、自己改装的不保,可以付费修。"),
    )
    index = ShopIndex.build(
        a_shop(skus=(a_sku("T", product_id="T", name="护眼台灯"),), policies=policies), INTENTS, VECTORS
    )
    assert ids("台灯摔了保不保", index=index)[:1] == ["保修#1"]
    assert ids("台灯保修多久", index=index)[:1] == ["保修#0"]


def test_a_text_by_a_day_is_not_how_long_it_takes():
    window = Window(EVE_OF_NOV_11 - timedelta(days=5), EVE_OF_NOV_11 + timedelta(days=5))
    usual = a_faq("usual", question="几天能到货?", answer="小件2到4天。")
    by_a_day = a_faq("by", question="双十一前能收到吗?", answer="8日前付款的能到。", window=window)
    index = ShopIndex.build(a_shop(faqs=(usual, by_a_day)), INTENTS, VECTORS)
    assert ids("几天到", index=index)[:1] == ["usual"]


def test_a_place_that_no_text_tells_apart_is_any_place():
    arrives = a_faq("arrives", question="多久能到?", answer="省内2天,外省3到5天。")
    index = ShopIndex.build(replace(SHOP, faqs=(arrives,)), INTENTS, VECTORS)
    assert ids("发到广东要几天", index=index) == ["arrives"]
    named = a_faq("named", question="寄广东几天到?", answer="广东第二天到。")
    index = ShopIndex.build(replace(SHOP, faqs=(arrives, named)), INTENTS, VECTORS)
    assert ids("发到广东要几天", index=index)[0] == "named"
