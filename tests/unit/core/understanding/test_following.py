"""Is what goes on from an earlier turn told from what stands on its own?"""

import pytest

from xiaoer.core.dialogue.state import DialogueState
from xiaoer.core.shop.money import Money
from xiaoer.core.shop.product import Product, group
from xiaoer.core.understanding.adding import adds, changes
from xiaoer.core.understanding.choosing import _by_price, _by_word, _dearest, _extreme, _sister
from xiaoer.core.understanding.following import _ACCEPTS, _UNTIL, _WHEN_BACK
from xiaoer.core.understanding.goods import Topic
from xiaoer.testing.factories import a_sku

TOLD = DialogueState(basket=(("X1-B", 2),))


@pytest.mark.parametrize(
    "text", ["什么时候能到", "啥时候补货", "没有的话什么时候到", "几号有货", "还会补货吗", "多久能补上"]
)
def test_who_asks_when_goods_come_back_is_understood(text):
    assert _WHEN_BACK.fullmatch(text)


@pytest.mark.parametrize("text", ["什么时候发货", "多久能送到上海", "什么时候寄出", "几天能收到", "什么时候退款"])
def test_who_asks_for_her_delivery_asks_for_no_restock(text):
    assert not _WHEN_BACK.fullmatch(text)


@pytest.mark.parametrize("text", ["到哪天", "到什么时候", "什么时候结束", "活动到几号", "还有几天"])
def test_the_end_of_an_offer_is_asked_for(text):
    assert _UNTIL.fullmatch(text)


@pytest.mark.parametrize("text", ["那就拍一条吧", "就要这个了", "买了", "好的下单了"])
def test_a_yes_is_a_yes(text):
    assert _ACCEPTS.fullmatch(text)


@pytest.mark.parametrize("text", ["买两件多少", "要多久", "拍下送什么", "来三个"])
def test_a_question_is_no_yes(text):
    assert not _ACCEPTS.fullmatch(text)


@pytest.mark.parametrize("text", ["再来一个", "加一条28的", "再加个手环", "还要两个", "多拿一盒"])
def test_words_that_add_to_a_sum(text):
    assert adds(text, TOLD)
    assert not adds(text, DialogueState())


@pytest.mark.parametrize("text", ["再便宜点", "加急发货", "再问一下", "加钱吗", "还要多久", "加厚的", "再送个膜"])
def test_words_that_add_nothing(text):
    assert not changes(text, TOLD)


@pytest.mark.parametrize(
    ("text", "is_change"), [("换成白色", True), ("改成L码", True), ("换货", False), ("换地址", False)]
)
def test_what_is_swapped_is_a_variant(text, is_change):
    assert changes(text, TOLD) is is_change


def a_good(product_id: str, name: str, *variants: tuple[str, int]) -> Product:
    """Return a product whose variants are given as a size and a price in yuan."""
    skus = (
        a_sku(
            f"{product_id}-{at}", product_id=product_id, name=name, options=(("规格", size),), price=Money.yuan(price)
        )
        for at, (size, price) in enumerate(variants)
    )
    return group(tuple(skus))[0]


SHORT = a_good("1", "云绒羽绒服 短款", ("M", 400), ("L", 400))
LONG = a_good("2", "云绒羽绒服 长款", ("M", 600), ("L", 600))
KIDS = a_good("3", "儿童羽绒服 加厚款", ("130", 300))
DOG = a_good("4", "犬用滴剂", ("小号", 80), ("大号", 120), ("中号", 100))
LINE = (SHORT, LONG, KIDS, DOG)


def ids(matches):
    return [match.product_ids for match in matches]


@pytest.mark.parametrize(
    ("text", "product"),
    [("贵的那个", "2"), ("便宜的", "3"), ("要最贵的", "2"), ("便宜点的那款有货吗", "3")],
)
def test_the_dearest_and_the_cheapest_of_a_list(text, product):
    assert ids(_by_price(text, (SHORT, LONG, KIDS))) == [(product,)]


@pytest.mark.parametrize("text", ["贵吗", "便宜点", "贵", "便宜点吧", "能便宜点吗"])
def test_who_finds_it_dear_chooses_nothing(text):
    assert _by_price(text, (SHORT, LONG, KIDS)) == ()


def test_two_of_one_price_are_not_told_apart():
    assert _by_price("便宜的那个", (SHORT, a_good("9", "云绒马甲", ("M", 400)))) == ()


@pytest.mark.parametrize(
    ("text", "products"), [("长的", ("2",)), ("加厚的130", ("3",)), ("大人穿的", ("1", "2")), ("小孩穿的", ("3",))]
)
def test_a_word_chooses_among_a_list(text, products):
    assert ids(_by_word(text, (SHORT, LONG, KIDS))) == [products]


@pytest.mark.parametrize("text", ["羽绒服", "红的", "那个", "什么时候发货"])
def test_a_word_that_fits_all_or_none_chooses_nothing(text):
    assert _by_word(text, (SHORT, LONG, KIDS)) == ()


@pytest.mark.parametrize(("text", "product"), [("长的黑色M有吗", "2"), ("长款呢", "2"), ("长款", "2")])
def test_a_sister_of_the_same_line_is_named_by_the_difference(text, product):
    assert ids(_sister(text, SHORT, LINE)) == [(product,)]


@pytest.mark.parametrize("text", ["短款呢", "有长袖吗", "衣服多长", "长款和短款哪个好"])
def test_what_names_no_sister_stays_with_the_goods(text):
    assert _sister(text, SHORT, LINE) == ()


def test_the_largest_size_and_the_dearest_variant_of_one_product():
    assert _extreme("最大的那个", DOG)[0].options == (("规格", "大号"),)
    assert _extreme("最小号", DOG)[0].options == (("规格", "小号"),)
    assert _dearest("贵的那款", Topic(DOG, "talk"))[0].options == (("规格", "大号"),)
    assert _extreme("最大优惠多少", DOG) == ()
