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
from xiaoer.core.dialogue.understanding import Ask, Family, ProductMatch, TimeSpan, Understanding
from xiaoer.core.language.dates import find_spans
from xiaoer.core.language.normalize import normalize
from xiaoer.core.language.numbers import CLASSIFIERS, read_number
from xiaoer.core.language.slang import Slang
from xiaoer.core.retrieval.index import ShopIndex
from xiaoer.core.retrieval.measures import in_metres
from xiaoer.core.understanding.adding import on_top
from xiaoer.core.understanding.asking import Given, make_ask
from xiaoer.core.understanding.clauses import clauses, gaps_between
from xiaoer.core.understanding.conditions import sets_condition
from xiaoer.core.understanding.features import CALL
from xiaoer.core.understanding.following import FOLLOWS, following, gives_up
from xiaoer.core.understanding.goods import SURE, Topic, called_by_own_word, topic_of
from xiaoer.core.understanding.grouping import AGAIN, asks_nothing, grouped
from xiaoer.core.understanding.intent import IntentIndex
from xiaoer.core.understanding.loosely import called_loosely
from xiaoer.core.understanding.orders import OrderKeys, read_order_keys
from xiaoer.core.understanding.reading import Reading, Setting, read_clause, with_intent
from xiaoer.core.understanding.sentiment import read_mood
from xiaoer.core.understanding.settled import settled
from xiaoer.core.understanding.social import social_intent

MOST_ASKS = 8  # more questions in one message are answered by the first ones
ALL_SAID = 0.95  # how sure a clause that says nothing but a courtesy is one
_SLANGS_KEPT = 64
_RUN_TOGETHER = re.compile(
    r"(?<=\d\d)([一两二三四五六七八九十]{1,3})(?=[件个台部只双条套份箱盒包袋瓶支枚副块罐饼顶把床张])"
)  # 256两台
_OF_A_BODY = re.compile("[1一]米|身高|体重")  # 1米7 130斤 is one measure of hers
_BELOW_ZERO = re.compile(r"零下\s?(\d+)(?:度|℃|摄氏度)")
_PACKED = re.compile(
    r"(?<!\d)([一二两三四五六七八九十百]{2,4}|十)(?=[片粒包瓶支袋盒罐枚只个件条双斤卷抽颗张根贴]装?)"
)  # 十片装
_TIMES = re.compile(r"(?<=\d)\s?乘(?:以)?\s?(?=\d)")
_ONE_MORE = re.compile(rf"(?<=再[来加要买拿配带拍])(?=[{CLASSIFIERS.replace('块', '')}](?![子头装]))")  # 再加包陶瓷环
_HUNDREDS = re.compile(
    "(?<![零一二两三四五六七八九十百千万满减第])[一二两三四五六七八九]百[一二三四五六七八九零十]{0,3}(?=的(?!话)|那[个款种])"
)  # 三百的呢
_SINGLE = re.compile("单([片粒包瓶支袋盒罐枚只个件条双卷抽颗张根箱桶])(?=装|的|款)")
# What stands at the end of each part of a list counts goods, whatever their measure word.
_PART_COUNTED = re.compile(r"(?<=[\u4e00-\u9fff])\s?(\d)(?=$|[\s,，、;；+])")
_COUNTED_PARTS = re.compile(
    rf"(?:(?<=[\u4e00-\u9fff])\d|[一两二三四五六七八九十\d]\s?[{CLASSIFIERS}])(?=$|[\s,，、;；+])"
)
_TEN_THOUSANDS = re.compile(r"([1一二两三四五2-5]|[1-5]\.5)\s?万(?=\s?毫安|\s?mah|的|那[个款]|黑|白|容量)")  # 1万毫安
_BRAND_OF_PHONES = re.compile(r"苹果(?:手机)?\s?(?=\d{1,2}(?!\d|\s?[个斤箱元块件只袋盒月号日克年]))")  # 苹果15
_SUMS = re.compile("结账|[一总拢]共|合计|加起来|到手|多少|几多|好多|几钱|[付算]")
_ANYONE = "在吗"  # what is meant by who only calls a name


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
    unaddressed = _HUNDREDS.sub(lambda said: str(read_number(said[0])), unaddressed)
    unaddressed = _with_counts(_ONE_MORE.sub("一", _TIMES.sub("×", unaddressed)), index)
    normalized = _RUN_TOGETHER.sub(lambda run: f" {read_number(run[1])}", unaddressed)
    normalized = normalized if _OF_A_BODY.search(normalized) else in_metres(normalized)
    normalized = _BELOW_ZERO.sub(r"-\1°c", _PACKED.sub(_in_figures, _single_as_one(normalized, index)))
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
    pieces = (normalized,) if social_intent(normalized) else clauses(normalized, whole) or (normalized,)
    readings = _read(pieces, gaps_between(normalized, pieces), setting, keys.order_id)
    groups = grouped(readings, setting, keys.order_id)
    spans = _spans(normalized, now, index)
    given = Given(keys, spans, keys.order_id or state.order_id or context.order_id, before=state.said)
    asks: list[Ask] = []
    for reading in groups[:MOST_ASKS]:
        here = _about(setting, given.named)
        asked = following(reading, here, asks[-1].family if asks else None, read=read_clause)
        ask = make_ask(asked or _for_her(settled(reading, keys, here), pieces, here), setting, given)
        setting = _of_the_variant(setting, ask)
        asks.append(on_top(ask, reading.text, state, index.products))
        named = tuple(match for match in reading.matches if match.score >= SURE)
        given = replace(given, before=reading.text)
        given = replace(given, named=named, named_in=reading.text) if named else _with_variant(given, ask, reading.text)
    mood = read_mood(normalized)
    return Understanding(
        text=text,
        normalized=normalized,
        standalone=";".join(_standalone(ask, index) for ask in asks),
        asks=tuple(dict.fromkeys(asks)),
        sentiment=mood.sentiment,
        anger=mood.anger,
    )


def _for_her(reading: Reading, pieces: Sequence[str], setting: Setting) -> Reading:
    """Return a question for a price as one for the sum where another clause says who she is: 新客 钢化膜一张多少."""
    prices = reading.best.intent.family is Family.PRICE and (reading.matches or setting.topic is not None)
    if not prices or not any(sets_condition(piece) for piece in pieces):
        return reading
    return with_intent(reading, "final_price", setting, score=reading.best.score)


def _with_variant(given: Given, ask: Ask, text: str) -> Given:
    """Return what a message has given so far, with the variant that a later clause names: 奶瓶能煮吗,蓝的有吗."""
    meant = ask.entities.products
    if len(given.named) != 1 or len(meant) != 1 or not meant[0].options:
        return given
    before = given.named[0]
    if meant[0].product_ids != before.product_ids:
        return given
    if not text.endswith(AGAIN) or not before.options:
        return replace(given, named=meant)
    options = tuple(dict.fromkeys((*before.options, *meant[0].options)))  # 红的有吗,蓝的呢,都多少
    return replace(
        given, named=(replace(before, skus=tuple(dict.fromkeys((*before.skus, *meant[0].skus))), options=options),)
    )


def _of_the_variant(setting: Setting, ask: Ask) -> Setting:
    """Return the setting with the variant of the goods of the talk that an ask names: 黑的有吗,多少钱."""
    topic, meant = setting.topic, ask.entities.products
    if topic is None or len(meant) != 1 or meant[0].origin != topic.origin or not meant[0].options:
        return setting
    same = meant[0].product_ids == (topic.product.product_id,)
    return replace(setting, topic=replace(topic, options=meant[0].options, skus=meant[0].skus)) if same else setting


def _with_counts(text: str, index: ShopIndex) -> str:
    """Return a text in which bare numbers at the ends of a list that is to be summed count goods: 手机架1 脚踏2.

    And in which numbers are spelt as goods spell them: 1万毫安, 苹果15.
    """
    text = _TEN_THOUSANDS.sub(lambda said: str(int((read_number(said[1]) or 0) * 10_000)), text)
    if _BRAND_OF_PHONES.search(text) and index.words.as_value("iphone"):
        text = _BRAND_OF_PHONES.sub("iphone ", text)
    if len(_COUNTED_PARTS.findall(text)) < 2 or _PART_COUNTED.search(text) is None or _SUMS.search(text) is None:
        return text
    named = index.products.spoken_whole(text)
    for number in reversed(list(_PART_COUNTED.finditer(text))):
        if not any(start < number.end() <= end for start, end in named):
            text = f"{text[: number.end()]}个{text[number.end() :]}"
    return text


def _single_as_one(text: str, index: ShopIndex) -> str:
    """Return a text with 单瓶的 as 1瓶的 where goods come in 1瓶 and none in 单瓶.

    Who says 单瓶的拍两瓶 does not mean the pack of two.
    """
    for pack in _SINGLE.findall(text):
        if index.words.as_value(f"1{pack}") and not index.words.as_value(f"单{pack}"):
            text = text.replace(f"单{pack}", f"1{pack}")
    return text


def _in_figures(pack: re.Match[str]) -> str:
    """Return a count in figures, apart from the unit before it: 350ml十二个."""
    unit = pack.string[: pack.start()][-1:]
    return f"{' ' * (unit.isascii() and unit.isalpha())}{read_number(pack[1])}"


def _unaddressed(text: str, name: str) -> str:
    """Return a message without the assistant's name where she is called by it: 小光,在吗."""
    if CALL.fullmatch(text):
        return _ANYONE
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
        reading = replace(_read_one(piece, setting, order_id), gap=gap)
        if gives_up(piece, setting):
            reading = with_intent(reading, "decline", setting, score=FOLLOWS)
        if len(pieces) > 1 and not reading.matches and setting.topic is None and not reading.social:
            reading = replace(reading, matches=_called_alone(reading, setting.index))
        readings.append(reading)
        setting = _about(setting, [match for match in reading.matches if match.score >= SURE])
    return readings


def _read_one(piece: str, setting: Setting, order_id: str) -> Reading:
    """Return the reading of a clause; a courtesy names no goods, whatever is called so: 宝贝 在吗."""
    reading, social = read_clause(piece, setting, order_id=order_id), social_intent(piece)
    if not social:
        return reading
    return with_intent(replace(reading, matches=(), elliptical=False), social, setting, score=ALL_SAID)


def _called_alone(reading: Reading, index: ShopIndex) -> tuple[ProductMatch, ...]:
    """Return the goods that a clause beside others calls: 雨刮保多久, then 怎么换; or all it says: 能机洗吗 大豆被."""
    own = called_by_own_word(reading.text, index)
    return own or (called_loosely(reading.text, index, by_data=False) if asks_nothing(reading) else ())


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


def _standalone(ask: Ask, index: ShopIndex) -> str:
    """Return the words of an ask with the goods that it leaves unsaid."""
    unsaid = [match for match in ask.entities.products if match.origin != "named"]
    product = index.products.product(unsaid[0].product_ids[0]) if unsaid else None
    if product is None or product.name in ask.text:
        return ask.text
    options = " ".join(value for _, value in unsaid[0].options if value not in ask.text)
    return " ".join(part for part in (product.name, options, ask.text) if part)
