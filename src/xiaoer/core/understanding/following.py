"""What does a clause ask that only makes sense after the question before it: 有货吗, then 啥时候到?"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from xiaoer.core.dialogue.understanding import Family
from xiaoer.core.language.numbers import CLASSIFIERS
from xiaoer.core.understanding.adding import adds, changes
from xiaoer.core.understanding.goods import Topic
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
_SUM = re.compile("多少|一共|总共|合计|到手|几块|算|什么价")
_SUMS = frozenset({Family.PRICE, Family.CHECKOUT})
_ONE_PIECE = re.compile(rf"(?:那么?|如果|要是|只|就|要|买|来|拿|拍)*[一1][{CLASSIFIERS}](?:的话)?(?:呢|多少钱?)")
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
    if before is Family.STOCK and _WHEN_BACK.fullmatch(text) and _is_gone(setting.topic):
        return replace(with_intent(reading, "restock", setting, score=FOLLOWS), matches=(), elliptical=False)
    state = setting.state
    if changes(text, state) or (adds(text, state) and (reading.elliptical or _SUM.search(text))):
        return with_intent(reading, "sum_to_pay", setting, score=FOLLOWS)
    if before in _SUMS and _ONE_PIECE.fullmatch(text) and setting.topic is not None:
        return with_intent(reading, "sum_to_pay", setting, score=FOLLOWS)
    if before is Family.PROMOTION and said and _UNTIL.fullmatch(text):
        both = read(f"{said},{text}", setting)
        return replace(with_intent(both, "promotion_end", setting, score=FOLLOWS), elliptical=False)
    if reading.best.score < STRONG_ALONE and not reading.matches and _ACCEPTS.fullmatch(text):
        return with_intent(reading, "acknowledge", setting, score=FOLLOWS)
    return None


def _is_gone(topic: Topic | None) -> bool:
    """Return whether anything of what the talk is about is sold out."""
    if topic is None:
        return False
    skus = [sku for sku in topic.product.skus if not topic.skus or sku.sku in topic.skus]
    return any(sku.stock is not None and sku.stock <= 0 for sku in skus)
