"""What is said of the goods of the talk where nothing else answers?"""

from __future__ import annotations

import re

from xiaoer.core.dialogue.evidence import Passage
from xiaoer.core.dialogue.plan import Direct, Plan
from xiaoer.core.facts.overview import state_overview
from xiaoer.core.facts.prices import state_price
from xiaoer.core.facts.silent import silent_on
from xiaoer.core.facts.topic import Topic
from xiaoer.core.language.normalize import normalize
from xiaoer.core.understanding.cues import asks_which, naming_words, without
from xiaoer.core.understanding.values import without_values
from xiaoer.services.answering.case import Case
from xiaoer.services.answering.saying import direct, join, say_passage

_BARE = re.compile(
    r"(?:[\d.一二两三四五六七八九十半]+(?:[升斤米克寸]|公斤|毫升|厘米)?|那么?|如果|要是|的话?|[呢呐勒嘞捏咧]|款|版|型|味|装|色|码|号|吗|嘛|啊|呀|\W)*"
)
_OF_THE_VARIANT = ("facts.stock", "facts.spec")
_ASKING = re.compile(r"[吗么嘛呢不没?]+$|^(?:请问|那)")
MOST_TEXTS = 40  # on one product; more are hardly on it alone
LEAST_LETTERS = 3  # of what is asked, for a text on just these goods that holds most of them
MOST_HELD = 0.66
ADVISES = 0.15  # a text on how to choose, where she names no goods
_ASKS_WHICH = re.compile(
    "什么|啥|哪[个款种一些]?|怎么|咋|如何|[买选换用穿拿挑拍]|好|推荐|合适|适合|比较|孩子|宝宝|小孩|[的了吗呢吧呀我你家]"
)
_CHINESE = re.compile("[\u4e00-\u9fff]{2}")
_TELL_NOTHING = frozenset({"一个", "一点", "可以", "应该", "现在", "没有", "不会", "还是"})
_USE = re.compile("起来|下来|出来|上来|[用放做弄搞带装买卖给]")


def say_of_topic(case: Case) -> Direct | None:
    """Return the text on these very goods that holds all that is asked for, or the price of a variant just named.

    A shopper's few words may be far from the title of a text, 送挂钩不 from 怎么挂; beside the goods that they are
    about they may still hold every noun of it.
    """
    topic = case.topic
    if topic is None:
        return None
    text = _own_text(case, topic)
    if text is not None:
        return say_passage(text)
    if not _names_only(case, topic):
        return None
    if topic.narrowed:
        return direct(state_price(topic))
    named = any(match.mention for match in case.findings.ask.entities.products)
    return direct(state_overview(topic)) if named else None  # 那手套呢, after 能带上飞机吗


def with_its_price(case: Case, plan: Plan) -> Plan:
    """Return what is said of a variant that is only named, with its price where that is another: 那500克的呢."""
    topic, before = case.topic, case.state.skus
    if not isinstance(plan, Direct) or not plan.rule.startswith(_OF_THE_VARIANT):
        return plan
    if topic is None or len(topic.quotes) != 1 or len(before) != 1 or not _names_only(case, topic):
        return plan
    sku, last = topic.quotes[0].sku, case.live.index.products.sku(before[0])
    same_goods = last is not None and last.product_id == sku.product_id
    if not same_goods or last is None or last.price == sku.price or not sku.on_sale or sku.stock == 0:
        return plan
    return join((plan, direct(state_price(topic))))


def _names_only(case: Case, topic: Topic) -> bool:
    """Return whether the message only names these goods or values of theirs: 那黑色的呢, 500克, 那手套呢."""
    rest = without_values(normalize(case.question.text), topic.product)
    for match in case.findings.ask.entities.products:
        rest = rest.replace(normalize(match.mention), "", 1)
    return _BARE.fullmatch(rest) is not None


def say_advice(case: Case) -> Direct | None:
    """Return the text on how to choose that speaks of her very case: 会走路了用啥, told in 纸尿裤和拉拉裤怎么选."""
    asked = case.findings.ask.text
    if not asks_which(asked):
        return None
    names = [match.mention for match in case.findings.ask.entities.products]
    rest = _ASKS_WHICH.sub(" ", without(asked, names))
    pairs = {rest[at : at + 2] for at in range(len(rest) - 1) if _CHINESE.fullmatch(rest[at : at + 2])} - _TELL_NOTHING
    for found in case.findings.passages:
        title, text = normalize(found.title), normalize(found.text)
        on_kind = any(name in title for name in names if name) if names else found.score >= ADVISES
        if on_kind and asks_which(title) and any(pair in text for pair in pairs):
            return say_passage(found)
    return None


def _own_text(case: Case, topic: Topic) -> Passage | None:
    """Return the text on these goods that holds every noun of the question, or whose question hers says in full."""
    ask = case.findings.ask
    names = (topic.product.name, *topic.product.aliases, *(match.mention for match in ask.entities.products))
    known = tuple(sorted({normalize(name) for name in names if len(name) > 1}, key=lambda name: (-len(name), name)))
    values = tuple(value for sku in topic.product.skus for _, value in sku.options)
    asked = without(ask.text, (*known, *values))
    words = tuple(word for word in naming_words(_USE.sub(" ", asked)) if len(word) > 1)
    products = case.live.index.products
    for entry in case.live.index.passages.about(topic.product.product_id)[:MOST_TEXTS]:
        named = tuple(match.mention for match in products.find(entry.passage.title))
        speaks = entry.window.holds(case.now) and not silent_on(ask.text, entry.passage.text)
        if speaks and _answers(entry.passage, asked, words, named):
            return entry.passage
    return None


def _answers(found: Passage, asked: str, words: tuple[str, ...], named: tuple[str, ...]) -> bool:
    title = normalize(found.title)
    text = f"{title} {normalize(found.text)}"
    if words and all(word in text for word in words):
        return True
    letters = tuple(dict.fromkeys("".join(naming_words(asked)))) if words and found.product_id else ()
    held = sum(letter in text for letter in letters)
    core = _ASKING.sub("", without(title, named)).strip("□ ")
    return (len(letters) >= LEAST_LETTERS and held >= MOST_HELD * len(letters)) or (len(core) > 1 and core in asked)
