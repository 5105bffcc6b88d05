"""Which of a product's parameters speaks of a thing that a question names, whatever it is called?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xiaoer.core.dialogue.evidence import Statement
from xiaoer.core.facts.amounts import amount_asked, tells_amount
from xiaoer.core.facts.citing import cite_topic
from xiaoer.core.facts.specs import RULE, say_parameters, without_name
from xiaoer.core.facts.topic import Topic
from xiaoer.core.language.normalize import normalize
from xiaoer.core.language.segment import normalized_tokens
from xiaoer.core.retrieval.concepts import canonical, question_kind

SHORTEST = 2  # characters that a question and a value share at least
LONGEST_VALUE = 60  # characters; a longer value is prose, and holds too many words
_ANSWERED_BY_A_VALUE = frozenset({"whether", "what", "which", "amount", ""})
_PREDICATES = re.compile("好[使用]|管用|能行|行得通|可行")
_SAYS_SO = re.compile("[有无是否能可不]|支持")  # such a value says yes or no to what its name says
_ENDS_A_VERB = "住进开动成透掉完"
# What may stand in any value and any question.
_TELLS_NOTHING = frozenset(
    "的了吗么嘛呢吧啊不没有无是能会可以要用在上下里个一这那它和跟也都就还多少几什啥怎样得到给做来去出起着过行后时只把被让与及等为"
)
_SAYS_NOTHING = frozenset(
    {
        "适合",
        "适用",
        "支持",
        "使用",
        "自带",
        "需要",
        "一般",
        "标配",
        "普通",
        "自己",
        "直接",
        "单独",
        "其他",
        "功能",
        "效果",
        "大小",
        "大概",
    }
)


def state_spoken_of(topic: Topic, asked: str) -> Statement | None:
    """Say the one parameter whose value holds a thing that a question speaks of: 热锅 of 耐温=70度,热锅要垫隔热垫.

    `asked` is the question without the goods that it names. None where no value holds any, or several do as much.
    """
    plain = _PREDICATES.sub("", normalize(without_name(asked, topic.product)))
    if question_kind(canonical(plain)) not in _ANSWERED_BY_A_VALUE:
        return None
    amount = amount_asked(plain)
    quotes = tuple(quote for quote in topic.quotes if quote.sku.on_sale) or topic.quotes
    pairs = dict.fromkeys(pair for quote in quotes for pair in quote.sku.attributes)
    runs = tuple(_runs(plain))
    held: dict[str, int] = {}
    for name, value in pairs:
        told = normalize(f"{name} {value}" if _SAYS_SO.match(value) else value)
        shared = _most_shared(runs, plain, told)
        if shared and len(value) <= LONGEST_VALUE and tells_amount(amount, value):
            held[name] = max(shared, held.get(name, 0))
    best = max(held.values(), default=0)
    names = tuple(name for name, shared in held.items() if shared == best)
    if len(names) != 1:
        return None
    text = say_parameters(topic, quotes, names)
    return Statement(text, cite_topic(topic, text), RULE)


def _runs(plain: str) -> Iterator[str]:
    """Yield the stretches of a question that may name a thing, longest first."""
    for size in range(len(plain), SHORTEST - 1, -1):
        for start in range(len(plain) - size + 1):
            run = plain[start : start + size]
            if _may_name(run) and not _goes_on(plain[start + size :]) and not _is_narrowed(plain[:start]):
                yield run


def _may_name(run: str) -> bool:
    return run not in _SAYS_NOTHING and all(map(_tells, run))


def _goes_on(after: str) -> bool:
    """Return whether more is asked of a thing than that a value speaks of it: 布面能拆下来洗吗."""
    return sum(map(_tells, after)) >= SHORTEST


def _is_narrowed(before: str) -> bool:
    """Return whether a word that stands before a thing makes it another one: 微信视频, and not 顶住大雨."""
    return len(before) >= SHORTEST and all(map(_tells, before[-SHORTEST:])) and before[-1] not in _ENDS_A_VERB


def _tells(char: str) -> bool:
    return "一" <= char <= "鿿" and char not in _TELLS_NOTHING


def _most_shared(runs: Sequence[str], asked: str, value: str) -> int:
    """Return the length of the longest run in a value that is no accident: a whole word, or the edge of one asked."""
    return next((len(run) for run in runs if run in value and (_borders(asked, run) or _is_whole(value, run))), 0)


def _borders(text: str, run: str) -> bool:
    start, end = text.find(run), text.find(run) + len(run)
    starts, ends = _edges(text)
    return start in starts or end in ends


def _is_whole(text: str, run: str) -> bool:
    start, end = text.find(run), text.find(run) + len(run)
    starts, ends = _edges(text)
    return start in starts and end in ends


def _edges(text: str) -> tuple[set[int], set[int]]:
    """Return where the words of a text begin and where they end."""
    starts, ends, at = set(), set(), 0
    for word in normalized_tokens(text):
        start = text.find(word, at)
        if start >= 0:
            at = start + len(word)
            starts.add(start)
            ends.add(at)
    return starts, ends
