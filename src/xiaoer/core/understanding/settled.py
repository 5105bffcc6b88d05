"""What does a clause ask once the talk is taken into account: 那黑色的呢 after a price?"""

from __future__ import annotations

import re

from xiaoer.core.dialogue.state import DialogueState
from xiaoer.core.dialogue.understanding import Family, Label
from xiaoer.core.understanding.cheaper import wants_cheaper
from xiaoer.core.understanding.coming import stock_asked
from xiaoer.core.understanding.cues import asks_price_gap, is_bare, without
from xiaoer.core.understanding.features import OPTION, ORDER, QUANTITY
from xiaoer.core.understanding.goods import SURE, pick_candidate
from xiaoer.core.understanding.grouping import CARRIED, STRONG, by_form
from xiaoer.core.understanding.orders import OrderKeys
from xiaoer.core.understanding.own_words import of_a_property, stated_property
from xiaoer.core.understanding.reading import Reading, Setting, takes_one, with_intent

ANSWERS_US = 0.6  # below that 第一个 is an answer to our question back, not a question
_STOCK_INTENTS = frozenset({"stock", "stock_quantity", "option_available"})
_COMPARABLE = frozenset({Family.SPEC, Family.UNKNOWN, Family.RECOMMEND})
_WHICH = re.compile("哪一?[个款种]|谁[更比]|区别|差别|差在|不同|不一样")
_DIFFER = re.compile("区别|差别|差在|不一样")
_GIVES = re.compile(
    "送(?:给)?(?:我|个|人|礼给?)*(?:男|女|老|小|前)?(?:朋友|友|妈|爸|婆|公|人|长辈|父母|孩|宝宝|领导|同事|客户|闺蜜|老师|丈母娘|兄弟|姐妹|哥|姐|弟|妹|师|娃)"
)
_BEST_OF = re.compile(
    "最(?:便宜|贵|实惠|划算|高端|低价)的?[^,?]{0,8}(?:是|有)?哪?|哪[个款条件种][^,?]{0,6}最(?:便宜|贵|实惠|划算)"
)
_BESIDE_A_GIFT = frozenset({Family.PROMOTION, Family.UNKNOWN, Family.KNOWLEDGE, Family.SMALL_TALK})
_BESIDE_THE_BEST = frozenset({Family.PRICE, Family.UNKNOWN, Family.OPTIONS, Family.STOCK, Family.COMPARE})
A_BARE_GUESS = 0.2  # below that a wish for advice needs a word that says so
HARDLY = 0.3  # below that a question on goods may be about anything
HARDLY_KNOWN = 0.4  # the same for one that fits no intent
_UNLIKELY = frozenset(
    {
        Family.BARGAIN,
        Family.PROMOTION,
        Family.SMALL_TALK,
        Family.COMPLAINT,
        Family.UNKNOWN,
        Family.GREETING,
        Family.THANKS,
        Family.GOODBYE,
    }
)
_PAYS = re.compile(
    "付多少|付几|到手|实付|券后|折后|(?:打完|减完|优惠完|活动完)折?(?:以后|之后|后)?(?:是|要|得)?(?:多少|几)|算下来|拍下来?(?:要|得)?多少|(?:vip|会员|新客|新人|首单).{0,20}多少"
)
# Asks for the sum however the words around it are read.
_PAYS_SURELY = re.compile(
    "多少(?:钱)?(?:就?能|可以|才能|就)?(?:拿下|拿得下|入手|带走)|(?:拿下|入手|带走)(?:要|得)?多少|便宜到多少|"
    r"用(?:了|完|上|掉)?[^,]{0,6}?[券卷劵](?:后|以后|之后|的话|下来|\s)*(?:是|要|得|付)*(?:多少|几)|结账(?:要|得|是|付)*(?:多少|几)|(?<![么咋何])结账[吧哈呗]?$|"
    "怎么(?:付|买|拍)最?(?:划算|便宜|省)|(?:算下|算一下|算算)(?!来)|(?:[一总统拢]共|共总|合计|加起来)(?:要|得|是|付|花|给|掏|收)*(?:多少|几)"
)
_LISTED = frozenset({Family.OPTIONS, Family.COMPARE, Family.RECOMMEND})  # after a list, a variant asks for its price
# 白的便宜不 compares; 能便宜点不 bargains.
_CHEAP = re.compile("(?:那|那个)?[^,能可再有给帮]{1,8}?(?:会|要)?(?:更|比较)?(?:便宜|贵)[一些点]*[吗不么嘛没]")
_PACK = re.compile("斤装")  # 半斤装 is a pack, two of which may be wanted
_ON_POSTAGE = frozenset({"shipping_fee", "free_shipping"})
_BACK = re.compile("[退换](?:货|一|个|码|要|回|的话|也|还|了|新的?(?![机款])|$)")  # 这边换要邮费不
_HAS_SUCH = re.compile(
    "(?:有没有|有冇|有)(?:那种)?(?![几啥什哪多])[\u4e00-\u9fffa-z]{1,5}?的(?:吗|么|嘛|没有?|不|冇|呀|啊|卖|啵|[ ?])*$"
)
_BUYS = re.compile("[有买卖货拿要想来剩缺断余]")  # without any of these nobody asks for stock: 额外加糖了吗
_LOOKS_FOR = re.compile("[有买选挑荐想要找送换来求啥]|什么|合适|适合|哪[个款种]|以内|以下|左右|预算|的$")
_BY_PRICE = re.compile("便宜|实惠|贵")
_GIFT = re.compile(
    r"(?:那|还|有|会|买)*(?:送|赠)(?:不[送赠])?(?!货|到|上|给|人|礼)[^,]{0,8}?(?:吗|不|么|嘛|没有?)"
)  # 送肥不
_TAKES = re.compile("[买来拿拍订]|下单")  # 那来两个 wants to pay, 两个呢 wants to know whether there are so many
_VALUE_LEFT = re.compile(f"{OPTION}+的?(?:没有?|冇|木有)")  # 还有mate60的没
_TAKES_SO_MANY = re.compile(f"[买来拿拍要订]{QUANTITY}$")
_SUMS = frozenset({Family.PRICE, Family.CHECKOUT})
_BESIDE_THE_SUM = frozenset({Family.PRICE, Family.PROMOTION})
_MAY_MEAN_A_SUM = _UNLIKELY | {Family.PRICE, Family.SPEC, Family.KNOWLEDGE, Family.OPTIONS, Family.RECOMMEND}
GUESSED_SUM = 0.6  # sure enough that no curated text comes before it
_WHEN_IT_COMES = frozenset({"ship_time", "delivery_time", "courier"})
_PAID_FOR = frozenset({"price", "final_price", "sum_to_pay"})  # with an order number: what was paid
_ON_DELIVERY = frozenset({Label.DELIVERY_TIME, Label.LOGISTICS_STATUS})


def settled(reading: Reading, keys: OrderKeys, setting: Setting) -> Reading:
    """Return the reading with the intent that the talk gives it where it has none of its own."""
    state = setting.state
    if keys.order_id or keys.phone_tail:
        return _about_order(reading, keys, setting)
    if pick_candidate(reading.text, state, setting.index) is not None and not _asks_itself(reading):
        return with_intent(reading, _carried(reading, setting) or "product_overview", setting, score=CARRIED)
    if reading.elliptical:
        return _completed(reading, setting)
    return _of_the_order(reading, setting)


def _asks_itself(reading: Reading) -> bool:
    """Return whether a clause that picks one of the goods listed also says what it wants of it: 前面那个多少钱."""
    return reading.best.score >= (STRONG if by_form(reading) else ANSWERS_US)


def _of_the_order(reading: Reading, setting: Setting) -> Reading:
    """Return a question on delivery as one about the order that the talk is about."""
    if on_stock := _stock_asked(reading, setting):
        return with_intent(reading, on_stock, setting, score=CARRIED)
    before = setting.intents.pack.intent(setting.state.intent)
    on_order = before is not None and before.family is Family.ORDER and setting.state.order_id
    if on_order and (
        reading.best.intent.id in _WHEN_IT_COMES or (reading.best.intent.id == "restock" and not reading.matches)
    ):
        return with_intent(reading, "order_status", setting, score=CARRIED)
    if reading.best.intent.id in _ON_POSTAGE and _BACK.search(reading.text):
        return with_intent(reading, "return_freight", setting, score=reading.best.score)
    if setting.topic is not None and wants_cheaper(reading.text):
        return with_intent(reading, "price_variant" if reading.matches else "recommend", setting, score=CARRIED)
    meant = _of_the_goods(reading, setting)
    return of_a_property(meant, setting) if by_form(meant) else meant


def _stock_asked(reading: Reading, setting: Setting) -> str:
    """Return the intent of a clause that asks whether goods are there, or when they are there again."""
    named = next((match for match in reading.matches if match.score >= SURE), None)
    if named is not None and len(named.product_ids) > 1:
        return ""
    topic = setting.topic
    product = topic.product if named is None and topic is not None else None
    product = setting.index.products.product(named.product_ids[0]) if named is not None else product
    if product is None:
        return ""
    if "有" in reading.text and _VALUE_LEFT.fullmatch(reading.masked):
        return "option_available"
    skus = named.skus if named is not None else topic.skus if topic is not None else ()
    return stock_asked(reading.text, named, skus, product, setting.index)


def _of_the_goods(reading: Reading, setting: Setting) -> Reading:
    """Return a question on named goods as one for the sum, or, where it is hardly understood, on their properties."""
    about_goods = any(match.score >= SURE for match in reading.matches) or setting.topic is not None
    gift = "gift" if about_goods and reading.best.score < HARDLY_KNOWN and _GIFT.fullmatch(reading.text) else ""
    takes = about_goods and reading.best.score < HARDLY and _TAKES_SO_MANY.search(reading.masked)
    advice = "recommend" if _wants_advice(reading, about_goods=about_goods) else gift
    such = "options" if about_goods and _asks_for_such(reading, setting) else ""
    meant = "compare" if _compares(reading, about_goods=about_goods) else advice or such
    meant = "sum_to_pay" if takes and not by_form(reading) else meant
    if meant:
        return with_intent(reading, meant, setting, score=max(reading.best.score, STRONG))
    if about_goods and reading.best.intent.family in _BESIDE_THE_SUM and _PAYS.search(reading.text):
        return with_intent(reading, "final_price", setting, score=max(reading.best.score, STRONG))
    if about_goods and reading.best.intent.family in _MAY_MEAN_A_SUM and _PAYS_SURELY.search(reading.text):
        return with_intent(reading, "final_price", setting, score=max(reading.best.score, GUESSED_SUM))
    if about_goods and OPTION in reading.masked and _CHEAP.fullmatch(reading.text):
        return with_intent(reading, "price_variant", setting, score=CARRIED)
    named = any(match.score >= SURE for match in reading.matches) or (about_goods and by_form(reading))
    beside = setting.topic is not None and setting.topic.origin == "named"  # by another question of this message
    unlikely = _UNLIKELY | {Family.HUMAN} if beside else _UNLIKELY
    unlikely = unlikely if _BUYS.search(reading.text) else unlikely | {Family.STOCK}
    if by_form(reading) and is_bare(without(reading.text, [m.mention for m in reading.matches]), Family.PRICE):
        unlikely |= {Family.PRICE}  # 放得下手机吗
    if reading.best.score < A_BARE_GUESS and not _LOOKS_FOR.search(reading.text):
        unlikely |= {Family.RECOMMEND}
    hardly = HARDLY_KNOWN if reading.best.intent.family in (Family.UNKNOWN, Family.STOCK) else HARDLY
    if reading.best.intent.family in unlikely and reading.best.score < hardly and named:
        return with_intent(reading, "spec", setting, score=reading.best.score)
    return reading


def _asks_for_such(reading: Reading, setting: Setting) -> bool:
    """Return whether a clause that is hardly understood asks for one of the goods that is such and such: 有黑椒的没."""
    family = reading.best.intent.family
    guessed = reading.best.score < HARDLY_KNOWN and (family in _UNLIKELY or family in _COMPARABLE)
    if not guessed or OPTION in reading.masked or _HAS_SUCH.search(reading.text) is None:
        return False
    named = next((match.product_ids[0] for match in reading.matches if match.score >= SURE), "")
    topic = setting.topic.product if setting.topic is not None else None
    product = setting.index.products.product(named) if named else topic
    varied = product is not None and len({sku.options for sku in product.skus}) > 1
    return varied and not stated_property(reading, setting, product)


def _compares(reading: Reading, *, about_goods: bool) -> bool:
    """Return whether a question wants the gap between prices told, or which of several named goods is as she wants."""
    family = reading.best.intent.family
    if about_goods and family in _SUMS and asks_price_gap(reading.text):
        return True
    if about_goods and family is Family.OPTIONS and _DIFFER.search(reading.text):
        return True
    if family not in _COMPARABLE or _WHICH.search(reading.text) is None:
        return False
    return len({match.product_ids for match in reading.matches if match.score >= SURE}) > 1


def _wants_advice(reading: Reading, *, about_goods: bool) -> bool:
    """Return whether a question looks for a present, or for the cheapest or dearest of a kind."""
    family = reading.best.intent.family
    if family in _BESIDE_A_GIFT and reading.best.score < ANSWERS_US and _GIVES.search(reading.text):
        return True
    return not about_goods and family in _BESIDE_THE_BEST and _BEST_OF.search(reading.text) is not None


def _completed(reading: Reading, setting: Setting) -> Reading:
    """Return a reading that only names goods, options or numbers with what is asked about them."""
    state = setting.state
    anew = (
        any(match.origin == "named" for match in reading.matches)
        and state.pending != "product"
        and not reading.text.endswith("呢")
        and not reading.text.startswith(("那", "换"))
    )
    if takes_one(reading.text) and (setting.topic is not None or any(m.score >= SURE for m in reading.matches)):
        return with_intent(reading, "sum_to_pay", setting, score=CARRIED)
    goes_on = state.pending == "product" or state.candidates or setting.topic is not None or reading.matches
    if not anew and state.intent and goes_on and not _starts_over(reading, state):
        return with_intent(reading, _carried(reading, setting), setting, score=CARRIED)
    if QUANTITY in reading.masked and any(match.score >= SURE for match in reading.matches):
        return with_intent(reading, "sum_to_pay", setting, score=CARRIED)
    if any(match.options for match in reading.matches):
        return with_intent(reading, "price_variant", setting, score=CARRIED)
    return with_intent(reading, "product_overview", setting, score=CARRIED) if reading.matches else reading


def _starts_over(reading: Reading, state: DialogueState) -> bool:
    """Return whether a clause that names a variant of other goods follows a question that had no answer."""
    named = [match for match in reading.matches if match.origin == "named" and match.options]
    return state.misses > 0 and not state.pending and len(named) == 1 and named[0].product_ids != state.product_ids[:1]


def _carried(reading: Reading, setting: Setting) -> str:
    """Return the intent that goes on from the turn before; a bare number of pieces after a price asks for the sum."""
    state = setting.state
    if QUANTITY in reading.masked and not reading.matches and not _PACK.search(reading.text):
        asks_stock = state.intent in _STOCK_INTENTS and not _TAKES.search(reading.text)
        return "stock_quantity" if asks_stock else "sum_to_pay"
    before = setting.intents.pack.intent(state.intent)
    prices = before is not None and before.family in _SUMS | {Family.STOCK, Family.OPTIONS}
    if not prices and _BY_PRICE.search(reading.text):
        return "price_variant"  # 便宜点的呢, after 能冲马桶吗
    listed = before is not None and (before.family in _LISTED or before.id == "on_shelf")
    if (listed and OPTION in reading.masked) or (before is not None and before.family is Family.RECOMMEND):
        return "price_variant"
    return state.intent


def _about_order(reading: Reading, keys: OrderKeys, setting: Setting) -> Reading:
    family, label = reading.best.intent.family, reading.best.intent.label
    if family is Family.ORDER and reading.best.intent.id != "order_given" and reading.best.score >= STRONG:
        return reading
    before = setting.intents.pack.intent(setting.state.intent)
    asked_back = setting.state.pending in ("order", "phone_tail")
    if before is not None and asked_back and (before.family is Family.ORDER or before.label is Label.ORDER_CHANGE):
        return with_intent(reading, before.id, setting, score=CARRIED)
    if keys.order_id and reading.best.intent.id in _PAID_FOR:
        return with_intent(reading, "order_detail", setting, score=CARRIED)
    if label in _ON_DELIVERY or reading.best.intent.id == "order_given" or reading.best.score < STRONG:
        return with_intent(
            reading, "order_status" if ORDER not in reading.masked else "order_given", setting, score=CARRIED
        )
    return reading
