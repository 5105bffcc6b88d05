"""Is the price said as it is stored, grouped, and never guessed?"""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.core.facts.cast import NOTE, a_phone, a_promotion, a_sku, a_topic, offers, untraced_numbers

from xiaoer.core.facts.overview import state_choice, state_overview
from xiaoer.core.facts.prices import state_price
from xiaoer.core.facts.stock import state_stock
from xiaoer.core.shop.money import Money
from xiaoer.core.shop.promotion import Audience, PromotionKind

SMALL, BIG = a_phone("黑色", "128G", 3499), a_phone("黑色", "256G", 3999, list_price=Money.yuan(4299))
SILVER = a_phone("银色", "256G", 3999, list_price=Money.yuan(4299))


def price(*skus, among=()):
    return state_price(a_topic(*skus, among=among)).text


def test_one_variant_with_its_list_price():
    assert price(BIG, among=(SMALL, BIG)) == f"桃桃X1 黑色 256G 现价3999元(划线价4299元),有货{NOTE}。"
    assert "目前已售罄" in price(a_phone("黑色", "128G", 3499, 0))
    assert "有货" not in price(a_phone("黑色", "128G", 3499, None))


def test_a_list_price_that_is_not_higher_is_not_shown():
    assert price(a_sku(price=3999, list_price=Money.yuan(3999))) == f"桃桃X1 现价3999元{NOTE}。"


def test_a_price_that_one_option_decides_is_told_by_that_option():
    assert price(SMALL, BIG, SILVER) == (
        f"桃桃X1不同款的价格如下:\n· 规格128G:现价3499元\n· 规格256G:现价3999元(划线价4299元)\n{NOTE}"
    )


def test_one_price_for_all_is_said_once():
    assert price(BIG, SILVER) == f"桃桃X1 256G各款价格一致,现价3999元(划线价4299元){NOTE}。".replace(" 256G", "")


def test_many_prices_become_a_range_and_a_question():
    text = price(*(a_phone(f"色{n}号", "128G", 100 + n) for n in range(9)))
    assert "100元至108元" in text
    assert "哪一款" in text


def test_a_missing_price_is_never_guessed():
    statement = state_price(a_topic(a_sku(price=None)))
    assert "元" not in statement.text
    assert "商品详情页" in statement.text
    assert statement.rule == "facts.price_unknown"


def test_a_price_of_zero_is_said_as_it_is_stored():
    assert price(a_sku(price=0)) == f"桃桃X1 现价0元{NOTE}。"


def test_a_variant_without_a_price_does_not_borrow_its_sisters():
    text = price(SMALL, a_phone("黑色", "512G", None))
    assert "128G:现价3499元" in text
    assert "512G:价格暂未登记" in text


def test_what_is_off_the_shelf_is_not_offered():
    gone = a_phone("银色", "256G", 3999, on_sale=False)
    assert price(gone) == "桃桃X1 银色 256G已下架,暂时不能购买哦。"
    assert "银色 256G已下架" in price(SMALL, gone)
    assert "3999" not in price(SMALL, gone)


def test_names_of_its_own_keep_a_variant_from_borrowing_another_name():
    small, big = a_sku("a", name="桃桃X1 128G", price=1), a_sku("b", name="桃桃X1 256G", price=2)
    assert price(small, big) == f"桃桃X1不同款的价格如下:\n· 桃桃X1 128G:现价1元\n· 桃桃X1 256G:现价2元\n{NOTE}"
    assert price(big, among=(small, big)) == f"桃桃X1 256G 现价2元{NOTE}。"


PRICES = st.none() | st.builds(Money, st.integers(0, 10**7))
SKUS = st.lists(
    st.tuples(
        st.sampled_from(["黑", "白", "蓝"]),
        st.sampled_from(["128G", "256G", "大"]),
        PRICES,
        st.none() | st.integers(0, 3000),
        st.booleans(),
        PRICES,
    ),
    min_size=1,
    max_size=30,
    unique_by=lambda row: row[:2],
).map(
    lambda rows: tuple(
        a_phone(colour, size, money, stock, on_sale=on_sale, list_price=listed)
        for colour, size, money, stock, on_sale, listed in rows
    )
)


@settings(max_examples=150)
@given(SKUS, st.none() | st.integers(1, 99))
def test_every_number_said_is_borne_out(skus, quantity):
    topic = a_topic(*skus)
    for statement in (
        state_price(topic),
        state_stock(topic, quantity=quantity),
        state_overview(topic),
        state_choice((topic, topic)),
    ):
        assert untraced_numbers(statement) == ()


@settings(max_examples=150)
@given(SKUS)
def test_only_prices_of_what_is_on_sale_are_said(skus):
    said = state_price(a_topic(*skus)).text
    on_sale = {sku.price.display() for sku in skus if sku.on_sale and sku.price is not None}
    listed = {sku.list_price.display() for sku in skus if sku.on_sale and sku.list_price is not None}
    words = (
        said.replace(":", " ")
        .replace("(", " ")
        .replace(")", " ")
        .replace("现价", " ")
        .replace("划线价", " ")
        .replace("至", " ")
    )
    spoken = {word.strip(",。") for word in words.replace("同,", "同 ").split() if word.strip(",。").endswith("元")}
    assert {word.rsplit(",", 1)[-1] for word in spoken} <= on_sale | listed


SALE = a_promotion("S", PromotionKind.DISCOUNT, name="礼盒75折", rate="3/4")
FOR_VIPS = a_promotion("V", PromotionKind.COUPON, name="VIP券", amount=10, audience=Audience.VIP)


def test_the_sum_to_pay_follows_the_price_of_one_variant():
    statement = state_price(a_topic(a_sku(price=359)), offers=offers(SALE, FOR_VIPS))
    assert statement.text == f"桃桃X1 现价359元{NOTE}。\n按当前活动到手价269.25元(礼盒75折)。"
    assert untraced_numbers(statement) == ()
    vip = state_price(a_topic(a_sku(price=359)), offers=offers(SALE, FOR_VIPS, audiences=(Audience.VIP,)))
    assert "到手价259.25元(礼盒75折、VIP券)" in vip.text


def test_no_sum_is_told_of_several_variants_or_where_nothing_lowers_it():
    assert "到手价" not in state_price(a_topic(SMALL, BIG), offers=offers(SALE)).text
    assert "到手价" not in state_price(a_topic(a_sku()), offers=offers(FOR_VIPS)).text
    assert "到手价" not in state_price(a_topic(a_sku()), offers=offers()).text


def test_a_temperature_below_zero_is_led_like_any_number():
    sizes = [
        a_sku(f"W{t}", product_id="W", name="睡袋", price=p, options=(("温度", t),))
        for t, p in (("5℃", 159), ("-5℃", 239))
    ]
    assert "· 规格-5℃:现价239元" in price(*sizes)
