"""What does a clause ask that only makes sense after the question before it: 有货吗, then 啥时候到?"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from xiaoer.core.dialogue.understanding import Family
from xiaoer.core.facts.sizing import says_measures
from xiaoer.core.language.numbers import CLASSIFIERS
from xiaoer.core.retrieval.options import narrow
from xiaoer.core.understanding.adding import adds, changes, drops, sums_anew
from xiaoer.core.understanding.features import AMOUNT
from xiaoer.core.understanding.goods import Topic
from xiaoer.core.understanding.grouping import by_form
from xiaoer.core.understanding.reading import Reading, Setting, with_intent

FOLLOWS = 0.9  # how sure such a question is
STRONG_ALONE = 0.35  # a clause surer than that is no mere yes
_LEAD = r"(?:那么?|那就|大概|大约|请问|没有的?话|没货的?话|要是没有?货?|如果没有?货?|没有|没货|所以|,|\s)*"
_WHEN = r"(?:什么时候|啥时候|啥时|几时|何时|多久|多长时间|哪天|几号|什么时间|什么时侯)"
_END = r"(?:呢|啊|呀|哦|吗|哈|\?|\s)*"
_WHEN_BACK = re.compile(
    rf"{_LEAD}{_WHEN}(?:才|可以|能|会|再|又|还)*(?:到货?|补货?|有货?|来货?|上货?|上架|恢复|补上|补齐|补到货?|进货){_END}"
    rf"|{_LEAD}(?:还|会|再|什么时候)*(?:补货?|进货)(?:吗|么|嘛|不){_END}"
)
_UNTIL = re.compile(
    rf"{_LEAD}(?:活动|优惠|折扣)?(?:截止|持续|维持|有效|一直)?(?:到|至|是)?{_WHEN}(?:结束|截止|为止|到期|没有?)?{_END}"
    rf"|{_LEAD}(?:还有|还剩)(?:几|多少)天{_END}|{_LEAD}{_WHEN}(?:结束|截止|到期){_END}"
)
_FROM = re.compile(rf"{_LEAD}(?:活动|优惠)?{_WHEN}(?:才|能|会)?(?:开始|开抢|开卖|开|生效|上线){_END}")
_USES_IT = re.compile(
    "(?:买|拍|拿|下单|要).*(?:能|可以|可不可以)?(?:用|减|享受?|参加|凑|够)(?:得|不)?(?:上|到|着|了)?(?:满减|券|活动|优惠)?[吗么不嘛]$"
    "|(?:买|拍|拿|下单).*够不够"
)
_SUM = re.compile("多少|一共|总共|合计|到手|几块|算|什么价")
_TELLS_STOCK = frozenset({Family.STOCK, Family.PRICE, Family.OPTIONS})
_SAID_AGAIN = {Family.PROMOTION: "promotion_end", Family.RECOMMEND: "recommend"}
_SUMS = frozenset({Family.PRICE, Family.CHECKOUT})
_ONE_PIECE = re.compile(rf"(?:那么?|如果|要是|只|就|要|买|来|拿|拍)*[一1][{CLASSIFIERS}](?:的话)?(?:呢|多少钱?)")
# 那送我俩本子总行了吧 goes on bargaining.
_GIVE_ME = re.compile("(?:送|赠|搭|饶)[^,]{1,8}(?:吧|呗|嘛|[行成中]了?[吗不]?|好吗|好不好|可以吗|可以不)(?:吧|嘛)?$")
_GIVES_UP = re.compile(r"(?:那|还是|先|就|都|我|这个|那个|,|\s)*(?:不[要买拿]了|算了)(?:吧|啦|哈|谢谢)*")
_RECOMMENDS = re.compile("推荐|介绍|有没有|哪[个款种]|买什么|送什么|什么好")
_ACCEPTS = re.compile(
    r"(?:那么?|好的?|行|嗯+|ok|可以|,|\s)*就?(?:先|给我|帮我)?(?:拍|买|要|下单|来|拿|定|订|选)(?:了|下|它|这个|那个|这款|那款|这件|那件)?"
    r"(?:[一两\d]?[个件条双台套盒包袋瓶只支])?(?:吧|了|啦|哈|咯){1,2}"
)


def following(
    reading: Reading, setting: Setting, before: Family | None, *, read: Callable[[str, Setting], Reading]
) -> Reading | None:
    """Return the reading of a clause that goes on from the question before, None where it stands on its own.

    `before` is the family of the question before it in the same message, None for the first.
    """
    text = reading.text
    if before is None:
        intent = setting.intents.pack.intent(setting.state.intent)
        before = intent.family if intent is not None else None
        said = setting.state.said
    else:
        said = ""
    if _wants_a_sum(reading, setting, before):
        return with_intent(reading, "sum_to_pay", setting, score=FOLLOWS)
    if meant := _of_the_talk(reading, setting, before):
        return replace(with_intent(reading, meant, setting, score=FOLLOWS), matches=(), elliptical=False)
    if said and before in _SAID_AGAIN and _goes_on(reading, before):
        both = read(f"{said},{text}", setting)
        return replace(with_intent(both, _SAID_AGAIN[before], setting, score=FOLLOWS), elliptical=False)
    if reading.best.score < STRONG_ALONE and not reading.matches and _ACCEPTS.fullmatch(text):
        return with_intent(reading, "acknowledge", setting, score=FOLLOWS)
    return None


def _of_the_talk(reading: Reading, setting: Setting, before: Family | None) -> str:
    """Return what a clause wants of the goods talked of: when they are back, which size fits her, a lower price."""
    if before in _TELLS_STOCK and _WHEN_BACK.fullmatch(reading.text) and _is_gone(setting.topic):
        return "restock"
    if setting.topic is not None and not reading.matches and says_measures(reading.text):
        named = narrow(setting.topic.product, reading.text)  # 2kg呢 may name a pack
        return "" if named.options or named.absent or reading.elliptical else "size_advice"
    return "bargain" if before is Family.BARGAIN and _GIVE_ME.search(reading.text) else ""


def gives_up(text: str, setting: Setting) -> bool:
    """Return whether a clause only drops the goods that the talk is about; of an order she would be told to cancel."""
    state = setting.state
    return bool(state.product_ids) and not state.order_id and _GIVES_UP.fullmatch(text) is not None


def _wants_a_sum(reading: Reading, setting: Setting, before: Family | None) -> bool:
    """Return whether a clause changes the sum before, or asks what the goods cost with the offers just told of."""
    text, state = reading.text, setting.state
    if drops(text, reading.matches, state, setting.index.products):
        return True  # 卡包不要了
    if state.basket and sums_anew(text):
        return True  # 会员呢, after a sum
    wishes = reading.elliptical or _SUM.search(text) or (reading.matches and not by_form(reading))
    if changes(text, state) or (adds(text, state) and wishes):
        return True
    if before in _SUMS and setting.topic is not None and _ONE_PIECE.fullmatch(text):
        return True
    on_goods = bool(reading.matches) or setting.topic is not None
    return before is Family.PROMOTION and on_goods and _USES_IT.search(text) is not None


def _goes_on(reading: Reading, before: Family) -> bool:
    """Return whether a clause makes sense only with the words before it: 预算三百 of a wish, 到几号 of an offer."""
    if before is Family.PROMOTION:
        return bool(_UNTIL.fullmatch(reading.text) or _FROM.fullmatch(reading.text))
    if reading.matches or reading.best.intent.family is not Family.RECOMMEND:
        return False
    return AMOUNT in reading.masked and _RECOMMENDS.search(reading.text) is None


def _is_gone(topic: Topic | None) -> bool:
    """Return whether anything of what the talk is about is sold out."""
    if topic is None:
        return False
    skus = [sku for sku in topic.product.skus if not topic.skus or sku.sku in topic.skus]
    return any(sku.stock is not None and sku.stock <= 0 for sku in skus)
