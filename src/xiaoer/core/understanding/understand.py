"""What does the shopper want?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from xiaoer.core.dialogue.question import PageContext
from xiaoer.core.dialogue.state import DialogueState
from xiaoer.core.dialogue.understanding import Ask, Family, Label, ProductMatch, TimeSpan, Understanding
from xiaoer.core.language.dates import find_spans
from xiaoer.core.language.normalize import normalize
from xiaoer.core.language.numbers import read_number
from xiaoer.core.language.slang import Slang
from xiaoer.core.retrieval.index import ShopIndex
from xiaoer.core.understanding.adding import on_top
from xiaoer.core.understanding.asking import Given, make_ask
from xiaoer.core.understanding.clauses import clauses, gaps_between
from xiaoer.core.understanding.conditions import sets_condition
from xiaoer.core.understanding.cues import asks_price_gap
from xiaoer.core.understanding.features import OPTION, ORDER, QUANTITY
from xiaoer.core.understanding.following import following
from xiaoer.core.understanding.goods import SURE, Topic, pick_candidate, topic_of
from xiaoer.core.understanding.intent import IntentIndex
from xiaoer.core.understanding.orders import OrderKeys, read_order_keys
from xiaoer.core.understanding.plain_words import asks_extreme
from xiaoer.core.understanding.reading import Reading, Setting, joined, read_clause, with_intent
from xiaoer.core.understanding.sentiment import read_mood

STRONG = 0.35  # a clause with at least that much is a question of its own
ANSWERS_US = 0.6  # below that 第一个 is an answer to our question back, not a question
CARRIED = 0.8  # how sure an intent is that was taken over from the turn before
MOST_ASKS = 8  # more questions in one message are answered by the first ones
_SLANGS_KEPT = 64

_MANY_SIDED = frozenset({Family.SPEC, Family.OPTIONS, Family.KNOWLEDGE})
_STOCK_INTENTS = frozenset({"stock", "stock_quantity", "option_available"})
_COMPARABLE = frozenset({Family.SPEC, Family.UNKNOWN, Family.RECOMMEND})
_WHICH = re.compile("哪一?[个款种]|谁[更比]|区别|差别|差在|不同|不一样")
_GIVES = re.compile(
    "送(?:给)?(?:我|个|人|礼给?)*(?:男|女|老|小|前)?(?:朋友|友|妈|爸|婆|公|人|长辈|父母|孩|宝宝|领导|同事|客户|闺蜜|老师|丈母娘|兄弟|姐妹|哥|姐|弟|妹|师|娃)"
)
_BEST_OF = re.compile(
    "最(?:便宜|贵|实惠|划算|高端|低价)的?[^,?]{0,8}(?:是|有)?哪?|哪[个款条件种][^,?]{0,6}最(?:便宜|贵|实惠|划算)"
)
_BESIDE_A_GIFT = frozenset({Family.PROMOTION, Family.UNKNOWN, Family.KNOWLEDGE, Family.SMALL_TALK})
_BESIDE_THE_BEST = frozenset({Family.PRICE, Family.UNKNOWN, Family.OPTIONS, Family.STOCK, Family.COMPARE})
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
_SAYS_MORE = frozenset({Family.THANKS, Family.GOODBYE})
_PAYS = re.compile(
    "付多少|付几|到手|实付|券后|折后|算下来|拍下来?(?:要|得)?多少|(?:vip|会员|新客|新人|首单).{0,20}多少"
)
# Asks for the sum however the words around it are read.
_PAYS_SURELY = re.compile(
    "多少(?:钱)?(?:就?能|可以|才能|就)?(?:拿下|拿得下|入手|带走)|(?:拿下|入手|带走)(?:要|得)?多少|便宜到多少|"
    "怎么(?:付|买|拍)最?(?:划算|便宜|省)|(?:算下|算一下|算算)(?!来)"
)
_LISTED = frozenset({Family.OPTIONS, Family.COMPARE, Family.RECOMMEND})  # after a list, a variant asks for its price
_RUN_TOGETHER = re.compile(
    r"(?<=\d\d)([一两二三四五六七八九十]{1,3})(?=[件个台部只双条套份箱盒包袋瓶支枚副块罐饼顶把床张])"
)  # 256两台
_BELOW_ZERO = re.compile(r"零下\s?(\d+)(?:度|℃|摄氏度)")
_PACKED = re.compile(
    r"(?<!\d)([一二两三四五六七八九十百]{2,4}|十)(?=[片粒包瓶支袋盒罐枚只个件条双斤卷抽颗张根贴]装?)"
)  # 十片装
_QUESTION = re.compile(
    "[吗么嘛呢?]|多少|什么|啥|几[块钱天个]|怎么|如何|哪|能不能|可以|有没有|是不是|送|到手|一共|总|合计|算|付|价"
)
_FORM = re.compile(
    r"[吗么嘛?]$|[^没](?:不|没)$|(.)不\1|(.)没\2|有没有|有木有|多少|多[大小长短高矮久重厚薄宽深远快](?!的)|几[个天号点次年月层档斤克块件种款码岁]|怎么|咋|如何|什么|啥|哪|谁"
)
# What only asks whether the rest will do.
_TAG = re.compile(
    r"(?:这样|那|就)?(?:可以|行|好|对|是|中|成|能|在|有|没问题|是不是|可不可以|好不好|行不行|对不对|能不能|有没有|是吧|对吧|真的|的)?"
    r"(?:吗|么|嘛|不|没|吧|呢|啊|\?)*|怎么办|什么情况|怎么回事|怎么搞的|怎么样|为什么|什么意思"
)
_COMES = re.compile(
    "^(?:那|大概|要|得)*(?:什么时候|啥时候|几时|何时|哪天|几号|多久)(?:能|会|才|可以)*(?:到|来|有|补|上)货?[啊呢呀吗嘛]?$"
)
_ANYONE = "在吗"  # what is meant by who only calls a name
SHORTEST_QUESTION = 3
# 白的便宜不 compares; 能便宜点不 bargains.
_CHEAP = re.compile("(?:那|那个)?[^,能可再有给帮]{1,8}?(?:会|要)?(?:更|比较)?(?:便宜|贵)[一些点]*[吗不么嘛没]")
_PACK = re.compile("斤装")  # 半斤装 is a pack, two of which may be wanted
_SUMS = frozenset({Family.PRICE, Family.CHECKOUT})
_BESIDE_THE_SUM = frozenset({Family.PRICE, Family.PROMOTION})
_MAY_MEAN_A_SUM = _UNLIKELY | {Family.PRICE, Family.SPEC, Family.KNOWLEDGE, Family.OPTIONS, Family.RECOMMEND}
GUESSED_SUM = 0.6  # sure enough that no curated text comes before it
_PAID_FOR = frozenset({"price", "final_price", "sum_to_pay"})  # with an order number: what was paid
_ON_DELIVERY = frozenset({Label.DELIVERY_TIME, Label.LOGISTICS_STATUS})


def understand(
    text: str,
    *,
    state: DialogueState,
    context: PageContext,
    index: ShopIndex,
    intents: IntentIndex,
    now: datetime,
) -> Understanding:
    """Return what a message means in its talk; deterministic in all its arguments."""
    unaddressed = _unaddressed(normalize(text), normalize(index.shop.profile.assistant_name))
    normalized = _RUN_TOGETHER.sub(lambda run: f" {read_number(run[1])}", unaddressed)
    normalized = _BELOW_ZERO.sub(r"-\1°c", _PACKED.sub(lambda pack: f"{read_number(pack[1])}", normalized))
    whole = index.products.spoken_whole(normalized)
    keys = _beside_goods(read_order_keys(text, state=state), tuple(normalized[start:end] for start, end in whole))
    setting = Setting(
        state=state,
        context=context,
        index=index,
        intents=intents,
        slang=_slang_of(intents.slang, index.shop.words.slang),
        topic=topic_of(normalized, state=state, context=context, index=index),
    )
    pieces = clauses(normalized, whole) or (normalized,)
    readings = _read(pieces, gaps_between(normalized, pieces), setting, keys.order_id)
    groups = _grouped(readings, setting, keys.order_id)
    spans = _spans(normalized, now, index)
    given = Given(keys, spans, keys.order_id or state.order_id or context.order_id, before=state.said)
    asks: list[Ask] = []
    for reading in groups[:MOST_ASKS]:
        here = _about(setting, given.named)
        asked = following(reading, here, asks[-1].family if asks else None, read=read_clause)
        ask = make_ask(asked or _settled(reading, keys, here), setting, given)
        asks.append(on_top(ask, reading.text, state, index.products))
        named = tuple(match for match in reading.matches if match.score >= SURE)
        given = replace(given, before=reading.text)
        given = replace(given, named=named, named_in=reading.text) if named else given
    mood = read_mood(normalized)
    return Understanding(
        text=text,
        normalized=normalized,
        standalone=";".join(_standalone(ask, index) for ask in asks),
        asks=tuple(dict.fromkeys(asks)),
        sentiment=mood.sentiment,
        anger=mood.anger,
    )


def _unaddressed(text: str, name: str) -> str:
    """Return a message without the assistant's name where she is called by it: 小光,在吗."""
    if not name or name not in text:
        return text
    called = (
        rf"(?:(?<=^)|(?<=[\s,。!?~])|(?<=你好)|(?<=您好)|(?<=谢谢)){re.escape(name)}(?=$|[\s,。!?~]|你|您|请|帮|在吗)"
    )
    return re.sub(called, " ", text).strip(" ,。!?~") or _ANYONE


def _read(pieces: Sequence[str], gaps: Sequence[str], setting: Setting, order_id: str) -> list[Reading]:
    """Return the readings of all clauses; what one names is what the next ones are about."""
    readings: list[Reading] = []
    for piece, gap in zip(pieces, gaps, strict=True):
        readings.append(replace(read_clause(piece, setting, order_id=order_id), gap=gap))
        setting = _about(setting, [match for match in readings[-1].matches if match.score >= SURE])
    return readings


def _about(setting: Setting, named: Sequence[ProductMatch]) -> Setting:
    """Return the setting with the product that an earlier clause named as what the next ones are about."""
    clear = [match for match in named if len(match.product_ids) == 1]
    product = setting.index.products.product(clear[-1].product_ids[0]) if clear else None
    return setting if product is None else replace(setting, topic=Topic(product, "named"))


def _beside_goods(keys: OrderKeys, names: Sequence[str]) -> OrderKeys:
    """Return the keys unless the order number is part of the name or code of goods, such as AJ1285-101."""
    return OrderKeys() if keys.order_id and any(keys.order_id.lower() in name for name in names) else keys


@lru_cache(maxsize=_SLANGS_KEPT)
def _slang_of(built_in: Slang, own: tuple[tuple[str, str], ...]) -> Slang:
    return built_in.extended(own)


def _spans(normalized: str, now: datetime, index: ShopIndex) -> tuple[TimeSpan, ...]:
    return find_spans(normalized, now=now, zone=ZoneInfo(index.shop.profile.timezone))


def _grouped(readings: Sequence[Reading], setting: Setting, order_id: str) -> list[Reading]:
    """Return one reading per question: clauses that ask nothing by themselves join their neighbours."""
    about_shop = _saying([reading for reading in readings if not reading.social])
    if not about_shop:
        # 好的,谢谢 is thanks: an answer or a greeting beside it says less.
        return [max(readings, key=lambda reading: (reading.best.intent.family in _SAYS_MORE, reading.best.score))]
    sums = any(reading.best.intent.family is Family.CHECKOUT and _asks(reading) for reading in about_shop)
    groups: list[list[Reading]] = []
    open_group: list[Reading] = []
    for reading in about_shop:
        if _how_many_more(reading) and any(map(_asks, open_group)):
            groups.append(open_group)
            open_group = [replace(with_intent(reading, "sum_to_pay", setting, score=CARRIED), elliptical=False)]
            continue
        if (sums and _lists(reading)) or (open_group and _prices_the_extreme(open_group[-1], reading)):
            open_group.append(replace(reading, elliptical=True))
            continue
        if _asks(reading) and any(_asks(member) and _differ(member, reading) for member in open_group):
            groups.append(open_group)
            open_group = []
        open_group.append(reading)
    groups.append(open_group)
    return [joined(group, setting, order_id=order_id) for group in groups]


def _prices_the_extreme(before: Reading, reading: Reading) -> bool:
    """Return whether a clause only asks the price of the cheapest or dearest that the one before asks for."""
    return asks_extreme(before.text) and reading.best.intent.family is Family.PRICE and not reading.matches


def _lists(reading: Reading) -> bool:
    """Return whether a clause puts goods on a list without asking anything: 眉笔深棕一支."""
    return (bool(reading.matches) or QUANTITY in reading.masked) and not _QUESTION.search(reading.text)


def _how_many_more(reading: Reading) -> bool:
    """Return whether a clause asks again for another number: 一台多少钱, 两台呢."""
    return reading.elliptical and QUANTITY in reading.masked and not reading.matches and reading.text.endswith("呢")


def _differ(one: Reading, other: Reading) -> bool:
    """Return whether two clauses ask two things; two specifications are two things though their intent is one."""
    if one.best.intent.id != other.best.intent.id:
        return True
    return one.best.intent.family in _MANY_SIDED and (_by_form(other) or not (one.matches and other.matches))


def _saying(readings: list[Reading]) -> list[Reading]:
    """Return the readings without those that hold just an order number or a condition, where another says more."""
    asking = [reading for reading in readings if not sets_condition(reading.text)] or readings
    return [reading for reading in asking if reading.best.intent.id != "order_given"] or asking


def _asks(reading: Reading) -> bool:
    return not reading.elliptical and (reading.best.score >= STRONG or _by_form(reading))


def _by_form(reading: Reading) -> bool:
    """Return whether a clause is put as a question of its own, whatever it asks: 钻不钻绒, 一次喂多少."""
    text = reading.text
    return len(text) >= SHORTEST_QUESTION and _FORM.search(text) is not None and not _TAG.fullmatch(text)


def _settled(reading: Reading, keys: OrderKeys, setting: Setting) -> Reading:
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
    return reading.best.score >= (STRONG if _by_form(reading) else ANSWERS_US)


def _of_the_order(reading: Reading, setting: Setting) -> Reading:
    """Return a question on delivery as one about the order that the talk is about."""
    if _COMES.search(reading.text) and _is_sold_out(setting):
        return with_intent(reading, "restock", setting, score=CARRIED)
    before = setting.intents.pack.intent(setting.state.intent)
    on_order = before is not None and before.family is Family.ORDER and setting.state.order_id
    if on_order and reading.best.intent.id in ("ship_time", "delivery_time", "courier"):
        return with_intent(reading, "order_status", setting, score=CARRIED)
    return _of_the_goods(reading, setting)


def _is_sold_out(setting: Setting) -> bool:
    """Return whether the variant that the talk is about is sold out, so that its coming means the next delivery."""
    skus = () if setting.topic is None else map(setting.index.products.sku, setting.topic.skus)
    stocks = [sku.stock for sku in skus if sku is not None]
    return bool(stocks) and all(stock == 0 for stock in stocks)


def _of_the_goods(reading: Reading, setting: Setting) -> Reading:
    """Return a question on named goods as one for the sum, or, where it is hardly understood, on their properties."""
    about_goods = any(match.score >= SURE for match in reading.matches) or setting.topic is not None
    advice = "recommend" if _wants_advice(reading, about_goods=about_goods) else ""
    meant = "compare" if _compares(reading, about_goods=about_goods) else advice
    if meant:
        return with_intent(reading, meant, setting, score=max(reading.best.score, STRONG))
    if about_goods and reading.best.intent.family in _BESIDE_THE_SUM and _PAYS.search(reading.text):
        return with_intent(reading, "final_price", setting, score=max(reading.best.score, STRONG))
    if about_goods and reading.best.intent.family in _MAY_MEAN_A_SUM and _PAYS_SURELY.search(reading.text):
        return with_intent(reading, "final_price", setting, score=max(reading.best.score, GUESSED_SUM))
    if about_goods and OPTION in reading.masked and _CHEAP.fullmatch(reading.text):
        return with_intent(reading, "price_variant", setting, score=CARRIED)
    named = any(match.score >= SURE for match in reading.matches) or (about_goods and _by_form(reading))
    beside = setting.topic is not None and setting.topic.origin == "named"  # by another question of this message
    unlikely = _UNLIKELY | {Family.HUMAN} if beside else _UNLIKELY
    hardly = HARDLY_KNOWN if reading.best.intent.family is Family.UNKNOWN else HARDLY
    if reading.best.intent.family in unlikely and reading.best.score < hardly and named:
        return with_intent(reading, "spec", setting, score=reading.best.score)
    return reading


def _compares(reading: Reading, *, about_goods: bool) -> bool:
    """Return whether a question wants the gap between prices told, or which of several named goods is as she wants."""
    family = reading.best.intent.family
    if about_goods and family in _SUMS and asks_price_gap(reading.text):
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
        and not reading.text.startswith("那")
    )
    goes_on = state.pending == "product" or state.candidates or setting.topic is not None or reading.matches
    if not anew and state.intent and goes_on:
        return with_intent(reading, _carried(reading, setting), setting, score=CARRIED)
    if QUANTITY in reading.masked and any(match.score >= SURE for match in reading.matches):
        return with_intent(reading, "sum_to_pay", setting, score=CARRIED)
    if any(match.options for match in reading.matches):
        return with_intent(reading, "price_variant", setting, score=CARRIED)
    return with_intent(reading, "product_overview", setting, score=CARRIED) if reading.matches else reading


def _carried(reading: Reading, setting: Setting) -> str:
    """Return the intent that goes on from the turn before; a bare number of pieces after a price asks for the sum."""
    state = setting.state
    if QUANTITY in reading.masked and not reading.matches and not _PACK.search(reading.text):
        return "stock_quantity" if state.intent in _STOCK_INTENTS else "sum_to_pay"
    before = setting.intents.pack.intent(state.intent)
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


def _standalone(ask: Ask, index: ShopIndex) -> str:
    """Return the words of an ask with the goods that it leaves unsaid."""
    unsaid = [match for match in ask.entities.products if match.origin != "named"]
    product = index.products.product(unsaid[0].product_ids[0]) if unsaid else None
    if product is None or product.name in ask.text:
        return ask.text
    options = " ".join(value for _, value in unsaid[0].options if value not in ask.text)
    return " ".join(part for part in (product.name, options, ask.text) if part)
