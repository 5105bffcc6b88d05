"""Are goods recommended that fit, and only such?"""

from __future__ import annotations

import pytest

from xiaoer.core.facts.recommend import RULE_KIND, RULE_PART, Assortment, state_recommendation
from xiaoer.core.facts.wording import RECOMMEND_CLOSEST
from xiaoer.core.shop.money import Money
from xiaoer.core.shop.product import group
from xiaoer.testing.factories import a_shop, a_sku

JACK = a_sku("N5", product_id="N5", name="桃桃N5", price=Money.yuan(1499), attributes=(("耳机孔", "有"),))
NO_JACK = a_sku("X1", product_id="X1", name="桃桃X1", price=Money.yuan(3999), attributes=(("耳机孔", "无"),))
BUDS = a_sku("E2", product_id="E2", name="桃桃耳机E2", category="配件", price=Money.yuan(299), stock=0)
LAMP = a_sku("L1", product_id="L1", name="吸顶灯", category="灯具", price=Money.yuan(199), description="适合客厅。")
SHOP = a_shop(skus=(JACK, NO_JACK, BUDS, LAMP))
PLAIN_PHONE = a_sku("Z", product_id="Z", name="桃桃Z", price=Money.yuan(899))
PHONES = (JACK, PLAIN_PHONE)
CASE = a_sku("C", product_id="C", name="桃桃X1手机壳", category="配件", price=Money.yuan(39))
ASSORTMENT = Assortment.build(group(SHOP.skus), SHOP.stated_at)


def recommended(wanted, *yuan):
    budget = tuple(Money.yuan(amount) for amount in yuan)
    statement = state_recommendation((), wanted=wanted, budget=budget, assortment=ASSORTMENT)
    return [item.id for item in statement.evidence] if statement else None


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        ("有什么推荐的", ["N5", "X1", "L1"]),
        ("有没有带耳机孔的", ["N5"]),
        ("客厅的灯有吗", ["L1"]),
        ("有没有适合滑雪的", None),
    ],
)
def test_goods_hold_what_the_words_ask_for(wanted, ids):
    assert recommended(wanted) == ids


@pytest.mark.parametrize(
    ("wanted", "yuan", "ids"),
    [
        ("推荐一款", (1500,), ["N5", "L1"]),
        ("推荐一款以上", (1500,), ["X1"]),
        ("推荐一款", (1000, 2000), ["N5"]),
        ("推荐一款", (10,), []),
    ],
)
def test_goods_keep_within_the_budget(wanted, yuan, ids):
    assert recommended(wanted, *yuan) == ids


def test_what_fits_the_budget_and_comes_close_is_called_so():
    statement = state_recommendation(
        (),
        wanted="有耳机的手机",
        budget=(Money.yuan(1000),),
        assortment=Assortment.build(group(PHONES), SHOP.stated_at),
    )
    assert statement is not None
    assert statement.text.splitlines()[0] == RECOMMEND_CLOSEST
    assert [item.id for item in statement.evidence] == ["Z"]


def test_a_case_for_phones_is_no_phone():
    statement = state_recommendation(
        (), wanted="手机推荐", budget=(), assortment=Assortment.build(group((*PHONES, CASE)), SHOP.stated_at)
    )
    assert statement is not None
    assert "C" not in [item.id for item in statement.evidence]


def test_what_is_sold_out_is_not_recommended():
    assert "E2" not in recommended("推荐")


SHOES = (
    a_sku("S1", product_id="S1", name="低帮徒步鞋", price=Money.yuan(329), attributes=(("防水", "否"),)),
    a_sku("S2", product_id="S2", name="高帮徒步鞋", price=Money.yuan(429), attributes=(("防水", "是"),)),
)
CREAMS = (
    a_sku("C1", product_id="C1", name="面霜清爽型", price=Money.yuan(118), attributes=(("适用肤质", "油皮、混油皮"),)),
    a_sku("C2", product_id="C2", name="面霜滋润型", price=Money.yuan(128), attributes=(("适用肤质", "干皮"),)),
    a_sku("C3", product_id="C3", name="焕亮面霜", price=Money.yuan(99), attributes=(("适用肤质", "除敏感肌外"),)),
    a_sku("C4", product_id="C4", name="舒缓面霜", price=Money.yuan(99), attributes=(("适用肤质", "敏感肌"),)),
)
TENT = (
    a_sku("T2", product_id="T", name="露营帐篷", options=(("人数", "2人"),), price=Money.yuan(369)),
    a_sku("T4", product_id="T", name="露营帐篷", options=(("人数", "3-4人"),), price=Money.yuan(529)),
)
CHAIR = a_sku("M", product_id="M", name="月亮椅", price=Money.yuan(109))
GOODS = (*SHOES, *CREAMS, *TENT, CHAIR)
OUTDOOR = Assortment.build(group(GOODS), SHOP.stated_at)


def listed(wanted, *yuan):
    budget = tuple(Money.yuan(amount) for amount in yuan)
    statement = state_recommendation((), wanted=wanted, budget=budget, assortment=OUTDOOR)
    return [item.id for item in statement.evidence] if statement else None


def test_what_the_data_deny_is_not_held():
    assert listed("防水的徒步鞋推荐一双") == ["S2"]
    assert listed("敏感肌用哪款面霜") == ["C4"]
    assert listed("敏感肌能用焕亮面霜吗") == ["C4"]


@pytest.mark.parametrize(("wanted", "ids"), [("油皮用哪个面霜好", ["C1"]), ("干性皮肤适合哪款面霜", ["C2"])])
def test_a_skin_is_looked_for_among_the_values(wanted, ids):
    assert listed(wanted) == ids


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [("100块以内的", ["C3", "C4"]), ("100块左右的", ["C3", "C4", "M"]), ("不到99块的", [])],
)
def test_only_about_an_amount_leaves_room(wanted, ids):
    assert listed(wanted, 99 if "99" in wanted else 100) == ids


def test_several_prices_are_told_from_the_lowest_and_one_variant_by_its_option():
    whole = state_recommendation((), wanted="帐篷推荐", budget=(), assortment=OUTDOOR)
    fitting = state_recommendation(
        (), wanted="3-4人帐篷推荐", budget=(Money.yuan(500), Money.yuan(600)), assortment=OUTDOOR
    )
    assert "· 露营帐篷,现价369元起" in whole.text
    assert "· 露营帐篷 3-4人,现价529元" in fitting.text


CLOTHES = Assortment.build(
    group(
        (
            a_sku("J", product_id="J", name="直筒牛仔裤", category="裤装", price=Money.yuan(159), options=()),
            a_sku("S", product_id="S", name="碎花连衣裙", category="裙装", price=Money.yuan(239), options=()),
            a_sku("H", product_id="H", name="半身裙", category="裙装", price=Money.yuan(139), options=()),
            a_sku(
                "U", product_id="U", name="内衣套装", category="童装", options=(), attributes=(("件数", "上衣加裤子"),)
            ),
        )
    ),
    SHOP.stated_at,
)


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [("裤子有吗", ["J"]), ("最便宜的裙子", ["H", "S"]), ("小孩过冬的裙子雨衣", None)],
)
def test_a_noun_means_the_kind_of_goods(wanted, ids):
    statement = state_recommendation((), wanted=wanted, budget=(), assortment=CLOTHES)
    assert (None if statement is None else [item.id for item in statement.evidence]) == ids


def found(wanted, *skus):
    assortment = Assortment.build(group(a_shop(skus=skus).skus), SHOP.stated_at)
    statement = state_recommendation((), wanted=wanted, budget=(), assortment=assortment)
    return [item.id for item in statement.evidence] if statement else None


SMALL_DOG = a_sku("D1", product_id="D1", name="小型犬粮", category="狗粮", attributes=(("适用体重", "10kg以下"),))
LARGE_DOG = a_sku("D2", product_id="D2", name="大型犬粮", category="狗粮", attributes=(("适用体重", "10kg以上"),))
CHILD = a_sku("C1", product_id="C1", name="儿童羽绒服", category="童装")
ADULT = a_sku("A1", product_id="A1", name="白鸭绒羽绒服", category="外套")


@pytest.mark.parametrize(("wanted", "ids"), [("16斤的狗吃什么粮", ["D1"]), ("30公斤的狗吃什么粮", ["D2"])])
def test_goods_fit_the_measures_that_she_tells(wanted, ids):
    assert found(wanted, SMALL_DOG, LARGE_DOG) == ids


@pytest.mark.parametrize(("wanted", "ids"), [("小孩冬天穿什么外套", ["C1"]), ("冬天穿什么外套", ["A1"])])
def test_goods_are_for_those_for_whom_they_are_wanted(wanted, ids):
    assert found(wanted, CHILD, ADULT) == ids


def test_goods_are_named_whose_data_speak_of_her_case():
    cam = a_sku("J7", product_id="J7", name="行车记录仪J7", price=Money.yuan(899), description="网约车常用,车内也录。")
    plain = a_sku("J3", product_id="J3", name="行车记录仪J3", price=Money.yuan(299))
    clip = a_sku("C1", product_id="C1", name="雏菊耳夹", price=Money.yuan(59), description="没有耳洞也能戴。")
    shop = a_shop(skus=(cam, plain, clip))

    def ids(wanted):
        shelf = Assortment.build(group(shop.skus), shop.stated_at)
        statement = state_recommendation((), wanted=wanted, budget=(), assortment=shelf)
        return [item.id for item in statement.evidence] if statement else None

    assert ids("跑网约车 晚上拉活 车里面也要录像") == ["J7"]
    assert ids("没有耳洞 出门上班也想戴的首饰") == ["C1"]
    assert ids("晚上拉活 记录仪哪种合同合算又划算") is None  # the kind of goods is no case of hers


def test_goods_that_hold_no_more_than_the_kind_she_names_are_told_apart():
    cup = a_sku("C", product_id="C", name="摇摇杯", options=(), attributes=(("用途", "冲蛋白粉"),))
    shelf = Assortment.build(group([cup]), SHOP.stated_at)
    rules = {
        wanted: state_recommendation((), wanted=wanted, budget=(), assortment=shelf).rule
        for wanted in ("杯子漏水", "蛋白粉漏水")
    }
    assert rules == {"杯子漏水": RULE_KIND, "蛋白粉漏水": RULE_PART}
