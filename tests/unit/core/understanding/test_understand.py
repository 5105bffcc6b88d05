from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xiaoer.core.dialogue.question import PageContext
from xiaoer.core.dialogue.state import FRESH, DialogueState
from xiaoer.core.dialogue.understanding import Family
from xiaoer.core.retrieval.index import ShopIndex
from xiaoer.core.understanding.intent import IntentIndex
from xiaoer.core.understanding.pack import parse_pack
from xiaoer.core.understanding.understand import understand
from xiaoer.testing.factories import EVE_OF_NOV_11, a_shop, a_sku

PACK_FILES = sorted((Path(__file__).parents[4] / "src/xiaoer/data/pack").glob("*.toml"))
ON_THE_PAGE = PageContext(product_id="X1")
AFTER_PRICE = DialogueState(product_ids=("X1",), intent="price", options=(("容量", "256G"),), skus=("X1-BK-256",))


@cache
def shipped_intents():
    pack = parse_pack([path.read_text(encoding="utf-8") for path in PACK_FILES])
    return IntentIndex.build(pack, (PACK_FILES[0].parents[1] / "learned/intents.bin").read_bytes())


@cache
def phone_shop():
    variants = [("X1-BK-256", "黑色", "256G"), ("X1-WH-256", "白色", "256G"), ("X1-WH-512", "白色", "512G")]
    facts = (("电池", "5000mAh"), ("无线充电", "支持"))
    phones = [a_sku(sku, options=(("颜色", c), ("容量", s)), attributes=facts) for sku, c, s in variants]
    band = a_sku("B6", product_id="B6", name="桃桃手环B6", options=(("颜色", "黑色"),), category="智能穿戴")
    case = a_sku("K1", product_id="K1", name="桃桃X1手机壳", options=(), category="配件")
    return ShopIndex.build(a_shop(skus=[*phones, band, case]), shipped_intents())


def heard(text, *, state=FRESH, context=PageContext()):
    return understand(
        text, state=state, context=context, index=phone_shop(), intents=shipped_intents(), now=EVE_OF_NOV_11
    )


def only_ask(text, **talk):
    (ask,) = heard(text, **talk).asks
    return ask


def goods(ask):
    return [(match.product_ids, match.skus) for match in ask.entities.products]


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("桃桃X1多少钱", Family.PRICE),
        ("X1还有货吗", Family.STOCK),
        ("X1有什么颜色", Family.OPTIONS),
        ("X1支持无线充电吗", Family.SPEC),
        ("现在有什么活动", Family.PROMOTION),
        ("X1到手价多少", Family.CHECKOUT),
        ("能便宜点吗", Family.BARGAIN),
        ("我的快递到哪了", Family.ORDER),
        ("包邮吗", Family.KNOWLEDGE),
        ("七天无理由退货吗", Family.KNOWLEDGE),
        ("转人工", Family.HUMAN),
        ("我要投诉你们", Family.COMPLAINT),
        ("你好呀", Family.GREETING),
        ("谢谢啦", Family.THANKS),
        ("再见", Family.GOODBYE),
        ("讲个笑话", Family.SMALL_TALK),
    ],
)
def test_plain_questions_go_to_the_family_that_answers_them(text, family):
    assert only_ask(text).family is family


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("几多钱呀", "price"),
        ("有冇货", "stock"),
        ("包油吗", "free_shipping"),
        ("啥时候发或", "ship_time"),
        ("有yhq吗", "coupon"),
        ("點樣退貨", "how_to_return"),
        ("ＢＡＯ 邮吗？包邮吗😊", "free_shipping"),
        ("木有货了吗", "stock"),
    ],
)
def test_colloquial_wordings_mean_the_same_as_standard_ones(text, intent):
    assert only_ask(text).intent == intent


def test_option_values_narrow_the_variants():
    assert goods(only_ask("桃桃X1 白色512G多少钱")) == [(("X1",), ("X1-WH-512",))]


def test_an_option_that_no_variant_has_is_asked_of_the_options():
    ask = only_ask("X1红色的多少钱")
    assert (ask.family, ask.entities.option_name) == (Family.OPTIONS, "红色")


def test_two_questions_share_the_product_that_the_first_one_names():
    price, stock = heard("X1多少钱，还有货吗").asks
    assert (price.family, stock.family) == (Family.PRICE, Family.STOCK)
    assert stock.entities.products[0].product_ids == ("X1",)


@cache
def pillow_shop():
    pillow = {"product_id": "P1", "name": "慢回弹记忆棉枕", "category": "枕头"}
    quilt = {"product_id": "D1", "name": "云朵大豆纤维冬被", "category": "被子"}
    skus = [
        a_sku("P1-L", options=(("高度", "低枕8cm"),), **pillow),
        a_sku("P1-H", options=(("高度", "高枕11cm"),), **pillow),
        a_sku("D1-5", options=(("重量", "5斤"),), **quilt),
        a_sku("D1-7", options=(("重量", "7斤"),), **quilt),
    ]
    return ShopIndex.build(a_shop(skus=skus), shipped_intents())


@pytest.mark.parametrize(
    ("text", "family", "named"),
    [
        ("能机洗吗 大豆被", Family.KNOWLEDGE, [(("D1",), ("D1-5", "D1-7"))]),
        ("有货吗,大豆的7斤", Family.STOCK, [(("D1",), ("D1-7",))]),
        ("多少钱 低枕的", Family.PRICE, [(("P1",), ("P1-L",))]),
    ],
)
def test_goods_may_follow_the_question_that_is_asked_of_them(text, family, named):
    (ask,) = understand(
        text,
        state=FRESH,
        context=PageContext(),
        index=pillow_shop(),
        intents=shipped_intents(),
        now=EVE_OF_NOV_11,
    ).asks
    assert (ask.family, goods(ask)) == (family, named)


@pytest.mark.parametrize(
    ("text", "thanks"),
    [("谢谢你,帮大忙了", True), ("谢谢 明白晒", True), ("谢谢啊 镜腿断了", False), ("谢谢,那能开发票吗", False)],
)
def test_what_is_hardly_understood_beside_thanks_asks_nothing_unless_it_tells_of_trouble(text, thanks):
    assert (only_ask(text).family is Family.THANKS) == thanks


def test_a_greeting_before_a_question_is_not_a_question_of_its_own():
    assert only_ask("亲，你好，X1有货吗，谢谢").family is Family.STOCK


def test_one_question_with_a_comma_stays_one():
    assert only_ask("桃桃X1，多少钱").family is Family.PRICE


def test_a_basket_counts_each_of_its_goods():
    basket = only_ask("两个X1加一个手环一共多少钱").entities.basket
    assert [(wanted.match.product_ids, wanted.quantity) for wanted in basket] == [(("X1",), 2), (("B6",), 1)]


def test_a_number_of_pieces_turns_a_price_into_a_sum():
    ask = only_ask("X1买三台多少钱")
    assert (ask.family, ask.entities.basket[0].quantity) == (Family.CHECKOUT, 3)


def test_the_property_asked_for_is_named_as_the_data_name_it():
    assert only_ask("X1电池多大").entities.attribute == "电池"


def test_the_page_is_the_topic_where_nothing_is_named():
    (match,) = only_ask("这个多少钱", context=ON_THE_PAGE).entities.products
    assert (match.product_ids, match.origin) == (("X1",), "page")


def test_a_bare_option_goes_on_with_the_question_before_it():
    ask = only_ask("那白色的呢", state=AFTER_PRICE)
    assert (ask.family, goods(ask)) == (Family.PRICE, [(("X1",), ("X1-WH-256",))])


def test_a_bare_number_of_an_option_goes_on_too():
    assert goods(only_ask("512的呢", state=AFTER_PRICE)) == [(("X1",), ("X1-WH-512",))]


def test_it_is_the_product_of_the_talk():
    ask = only_ask("它支持无线充电吗", state=AFTER_PRICE)
    assert (ask.family, ask.entities.products[0].product_ids) == (Family.SPEC, ("X1",))


def test_another_question_does_not_keep_the_old_one():
    assert only_ask("那退货呢", state=AFTER_PRICE).family is Family.KNOWLEDGE


def test_an_answer_to_our_question_back_keeps_the_question():
    asked_which = DialogueState(intent="price", pending="product", candidates=("B6", "X1"))
    ask = only_ask("第二个", state=asked_which)
    assert (ask.family, ask.entities.products[0].product_ids) == (Family.PRICE, ("X1",))


def test_a_product_name_after_a_question_back_keeps_the_question():
    asked_which = DialogueState(intent="stock", pending="product")
    assert only_ask("桃桃手环B6", state=asked_which).family is Family.STOCK


def test_a_bare_product_name_asks_what_it_is():
    assert only_ask("桃桃手环B6").intent == "product_overview"


def test_an_order_number_with_a_phone_tail_asks_for_that_order():
    ask = only_ask("TT20261108001 尾号8000")
    assert (ask.family, ask.entities.order_id, ask.entities.phone_tail) == (Family.ORDER, "TT20261108001", "8000")


def test_four_digits_answer_the_question_for_the_phone_tail():
    waiting = DialogueState(intent="order_status", order_id="TT20261108001", pending="phone_tail")
    ask = only_ask("8000", state=waiting)
    assert (ask.family, ask.entities.order_id, ask.entities.phone_tail) == (Family.ORDER, "TT20261108001", "8000")


def test_four_digits_out_of_the_blue_are_no_phone_tail():
    assert only_ask("2026有新款吗").entities.phone_tail == ""


def test_a_model_number_is_no_order_number():
    assert only_ask("X1-BK-256有货吗").entities.order_id == ""


def test_named_times_are_resolved():
    (span,) = only_ask("双十一晚上八点有优惠吗").entities.spans
    assert span.start.isoformat() == "2026-11-11T20:00:00+08:00"


@given(st.text(max_size=60))
@settings(max_examples=60)
def test_any_text_is_understood_as_something(text):
    understanding = heard(text)
    assert understanding.asks
    assert all(0 <= ask.confidence <= 1 for ask in understanding.asks)


def test_the_same_message_is_understood_the_same_way():
    assert heard("X1多少钱，包邮吗") == heard("X1多少钱，包邮吗")


def test_a_list_in_blanks_keeps_the_options_beside_their_goods():
    ask = only_ask("桃桃X1 黑色 256G 1件和桃桃手环B6 黑色 2件一共多少钱")
    assert [(wanted.match.skus, wanted.quantity) for wanted in ask.entities.basket] == [
        (("X1-BK-256",), 1),
        (("B6",), 2),
    ]


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("小二,X1多少钱", Family.PRICE),
        ("你好呀 小二", Family.GREETING),
        ("谢谢小二", Family.THANKS),
        ("小二", Family.GREETING),
        ("新年好", Family.SMALL_TALK),
        ("查单", Family.ORDER),
    ],
)
def test_the_assistants_name_asks_nothing(text, family):
    assert only_ask(text).family is family


@pytest.mark.parametrize(
    ("text", "tail"),
    [
        ("TT20261108001 尾号零零零四", "0004"),
        ("TT20261108001尾号是幺三八〇", "1380"),
        ("TT20261108001 0004什么时候发", "0004"),
    ],
)
def test_the_phone_tail_is_read_however_it_is_written_and_asks_nothing(text, tail):
    ask = only_ask(text)
    assert (ask.entities.order_id, ask.entities.phone_tail) == ("TT20261108001", tail)
    assert tail not in ask.text or ask.text == tail


@pytest.mark.parametrize(("stock", "family"), [(0, Family.STOCK), (5, Family.ORDER)])
def test_when_it_comes_is_asked_of_a_sold_out_variant(stock, family):
    shop = ShopIndex.build(a_shop(skus=[a_sku("X1", options=(), stock=stock)]), shipped_intents())
    talk = DialogueState(product_ids=("X1",), intent="price", skus=("X1",))
    asks = understand(
        "啥时候到", state=talk, context=PageContext(), index=shop, intents=shipped_intents(), now=EVE_OF_NOV_11
    ).asks
    assert [ask.family for ask in asks] == [family]


@pytest.mark.parametrize(
    ("values", "text", "sku"),
    [
        (("1瓶", "2瓶"), "镀膜喷雾单瓶的拍两瓶多少钱", "P-1瓶"),
        (("1瓶", "2瓶"), "镀膜喷雾单瓶装多少钱", "P-1瓶"),
        (("单瓶", "2瓶"), "镀膜喷雾单瓶的多少钱", "P-单瓶"),
    ],
)
def test_a_single_pack_is_a_pack_of_one(values, text, sku):
    skus = [a_sku(f"P-{value}", product_id="P", name="镀膜喷雾", options=(("数量", value),)) for value in values]
    shop = ShopIndex.build(a_shop(skus=skus), shipped_intents())
    (ask,) = understand(
        text, state=FRESH, context=PageContext(), index=shop, intents=shipped_intents(), now=EVE_OF_NOV_11
    ).asks
    assert ask.entities.products[0].skus == (sku,)
