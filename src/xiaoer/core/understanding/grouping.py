"""Which clauses of a message make one question?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from xiaoer.core.dialogue.understanding import Family
from xiaoer.core.facts.amounts import COUNTED
from xiaoer.core.understanding.adding import adds
from xiaoer.core.understanding.conditions import sets_condition
from xiaoer.core.understanding.features import OPTION, QUANTITY
from xiaoer.core.understanding.plain_words import DOUBTFUL, asks_extreme
from xiaoer.core.understanding.reading import Reading, Setting, joined, with_intent

STRONG = 0.35  # a clause with at least that much is a question of its own
CARRIED = 0.8  # how sure an intent is that was taken over from the turn before
_MANY_SIDED = frozenset({Family.SPEC, Family.OPTIONS, Family.KNOWLEDGE})
# What asks this is about as many as the clauses beside it say: 两条 算下多少, 30盒 货够吗.
_COUNTS = re.compile("多少|几|够|算|付|价|钱|货|那么多|到手|库存|便宜|优惠|[满减折送]")
_OF_TEXTS = frozenset({Family.KNOWLEDGE, Family.UNKNOWN, Family.SMALL_TALK})
_SAYS_MORE = frozenset({Family.THANKS, Family.GOODBYE})
_QUESTION = re.compile(
    "[吗么嘛呢?]|多少|什么|啥|几[块钱天个]|怎么|如何|哪|能不能|可以|有没有|是不是|送|到手|一共|总|合计|算|付|价"
)
_FORM = re.compile(
    r"[吗么嘛?]$|[^没](?:不|没)$|(.)不\1|(.)没\2|有没有|有木有|多少|多[大小长短高低矮久重沉厚薄宽深远快](?!的)"
    rf"|几[天号点次年月斤克码岁米厘毫公寸升瓦伏度倍级代转平{COUNTED}]|^(?![那我])[^,]{{2,}}还是[^,吧]{{1,8}}$|怎么|咋|如何|什么|啥|哪|谁"
)
# What only asks whether the rest will do.
_TAG = re.compile(
    r"(?:这样|那|就)?(?:可以|行|好|对|是|中|成|能|在|有|没问题|是不是|可不可以|好不好|行不行|对不对|能不能|有没有|是吧|对吧|真的|的)?"
    r"(?:吗|么|嘛|不|没|吧|呢|啊|\?)*|(?:现在|今天|目前|还)*(?:能|可以)(?:用|享受?|参加|参与|领)(?:上|到|得)?(?:了|吗|么|嘛|不|没|吧|呢|\?)*|怎么办|什么情况|怎么回事|怎么搞的|怎么样|为什么|什么意思"
)
_TROUBLE = re.compile("[断坏碎漏掉裂少错烂破松没不缺脏慢丢退换修]")
AGAIN = ("呢", "呐", "勒", "嘞", "捏", "咧")
SHORTEST_QUESTION = 3


def grouped(readings: Sequence[Reading], setting: Setting, order_id: str) -> list[Reading]:
    """Return one reading per question: clauses that ask nothing by themselves join their neighbours."""
    about_shop = _saying([reading for reading in readings if not reading.social])
    if not about_shop or _only_thanks(readings, about_shop):
        # 好的,谢谢 is thanks: an answer or a greeting beside it says less.
        readings = [reading for reading in readings if reading.social]
        return [max(readings, key=lambda reading: (reading.best.intent.family in _SAYS_MORE, reading.best.score))]
    sums = any(reading.best.intent.family is Family.CHECKOUT and _asks(reading) for reading in about_shop)
    groups: list[list[Reading]] = []
    open_group: list[Reading] = []
    for at, reading in enumerate(about_shop):
        again = _asked_again(reading, open_group, about_shop[:at])
        if again:
            groups.append(open_group)
            open_group = [replace(with_intent(reading, again, setting, score=CARRIED), elliptical=False)]
            continue
        if (sums and (_lists(reading) or _adds(reading, setting))) or (
            open_group and _prices_the_extreme(open_group[-1], reading)
        ):
            open_group.append(replace(reading, elliptical=True))
            continue
        if _asks(reading) and any(_asks(member) and _differ(member, reading) for member in open_group):
            groups.append(open_group)
            open_group = []
        open_group.append(reading)
    groups.append(open_group)
    return [_asked_of_texts(group, joined(group, setting, order_id=order_id)) for group in groups]


def _only_thanks(readings: Sequence[Reading], others: Sequence[Reading]) -> bool:
    """Return whether a message thanks or takes leave, and says nothing understood beside it: 谢谢你,帮大忙了."""
    thanks = any(reading.social and reading.best.intent.family in _SAYS_MORE for reading in readings)
    return thanks and not any(
        reading.matches or not asks_nothing(reading) or _TROUBLE.search(reading.text) for reading in others
    )


def _asked_of_texts(group: Sequence[Reading], whole: Reading) -> Reading:
    """Return the one clause that asks, where texts answer it and the others only name goods: 粉的11支 能匿名不."""
    asking = [reading for reading in group if not reading.elliptical]
    if len(group) == 1 or len(asking) != 1 or asking[0].matches or not by_form(asking[0]):
        return whole
    best = asking[0].best
    of_texts = best.intent.family in _OF_TEXTS or (best.intent.family is Family.SPEC and best.score < STRONG)
    if not of_texts or _COUNTS.search(asking[0].text):
        return whole
    return replace(asking[0], matches=whole.matches)


def _prices_the_extreme(before: Reading, reading: Reading) -> bool:
    """Return whether a clause only asks the price of the cheapest or dearest that the one before asks for."""
    return asks_extreme(before.text) and reading.best.intent.family is Family.PRICE and not reading.matches


def _lists(reading: Reading) -> bool:
    """Return whether a clause puts goods on a list without asking anything: 眉笔深棕一支."""
    names = bool(reading.matches) or QUANTITY in reading.masked
    return names and not _QUESTION.search(reading.text) and not by_form(reading)


def _adds(reading: Reading, setting: Setting) -> bool:
    """Return whether a clause only adds goods to those chosen before: 再配块四安的."""
    return adds(reading.text, setting.state) and not _QUESTION.search(reading.text) and not by_form(reading)


def _asked_again(reading: Reading, group: Sequence[Reading], earlier: Sequence[Reading]) -> str:
    """Return the intent with which a clause asks for another number or variant: 一台多少钱 两台呢, 红的呢."""
    asking = [member for member in group if _asks(member)]
    if not asking or not reading.elliptical or not reading.text.endswith(AGAIN):
        return ""
    if QUANTITY in reading.masked and not reading.matches:
        return "sum_to_pay"
    another = OPTION in reading.masked and any(OPTION in member.masked for member in earlier)
    return asking[-1].best.intent.id if another else ""


def _differ(one: Reading, other: Reading) -> bool:
    """Return whether two clauses ask two things; two specifications are two things though their intent is one."""
    if one.best.intent.id != other.best.intent.id:
        return True
    return one.best.intent.family in _MANY_SIDED and (by_form(other) or not (one.matches and other.matches))


def _saying(readings: list[Reading]) -> list[Reading]:
    """Return the readings without those that hold just an order number or a condition, where another says more."""
    asking = [reading for reading in readings if not sets_condition(reading.text)] or readings
    if all(reading.best.score < DOUBTFUL and not reading.elliptical for reading in asking):
        asking = readings  # 第一次在你家买 有啥好处: the condition says more
    return [reading for reading in asking if reading.best.intent.id != "order_given"] or asking


def _asks(reading: Reading) -> bool:
    return not reading.elliptical and (reading.best.score >= STRONG or by_form(reading))


def asks_nothing(reading: Reading) -> bool:
    """Return whether a clause asks nothing by itself, whatever intent is least unlike it."""
    return not _asks(reading) and not _QUESTION.search(reading.text)


def by_form(reading: Reading) -> bool:
    """Return whether a clause is put as a question of its own, whatever it asks: 钻不钻绒, 一次喂多少."""
    text = reading.text
    return len(text) >= SHORTEST_QUESTION and _FORM.search(text) is not None and not _TAG.fullmatch(text)
