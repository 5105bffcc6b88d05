"""Which of a product's parameters bear on the words of a question, where none is called by its name?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from xiaoer.core.facts.concepts import concept_words
from xiaoer.core.language.normalize import normalize
from xiaoer.core.language.segment import normalized_tokens
from xiaoer.core.retrieval.options import of_one_kind
from xiaoer.core.shop.product import Pairs, Sku

BEARS = 0.6  # share of what the question tells that a parameter must hold to be said
MOST = 2  # parameters that bear equally
IN_NAME, IN_VALUE, AS_CONCEPT = 1.0, 0.9, 0.95  # how well each way to hold a word counts
PART_OF_NAME, PART_OF_VALUE = 0.7, 0.3
HEAD_IN_VALUE = 0.7  # 全手工 is answered by 半手工
_HOW_MUCH = re.compile("(?:多少?|几)[一-鿿]?")  # 多大, 几遍: the units tell what is asked
_HOLDS = re.compile("含有?(?!量)")  # 含羊毛多少 asks for 羊毛
_GUESSED = re.compile(r"是([\u4e00-\u9fff]{2,4}?)的?(?:吗|么|嘛|不|吧|还是.*)$")
_MATERIALS = "金银铜铁钢皮革木竹棉麻绒丝毛胶瓷玉石纸"
_MADE_OF = frozenset({"材质", "材料", "面料", "主材", "材质成分", "面料成分", "成分"})
_VALUE_PARTS = re.compile(r"[、,,/;;+()()\s]")
_DIMINUTIVE = "子头儿"  # 骨头 is 骨, 领子 is 领
_SIZE_MARKS = "码号款型"
_LITTLE = """
的 了 吗 么 呢 啊 呀 吧 嘛 不 没 没有 是 有 能 会 可以 多少 多 几 什么 啥 哪 哪个 怎么 怎样
怎么样 如何 咋 请问 这 那 这个 那个 这款 那款 它 个 款 件 条 只 支 双 我 你 你们 您 用 里 里面 要
想 大概 一般 大约 左右 还是 到底 一下 问下 给 说 码 号 版 每 一 下 做 啥样 合适 东西 占 大 小
差不多 适合 和 跟 对 上 到 出 得 就 也 都 还 么样 一个 一只 一条 一次 每次 含量 占比 比例 尺寸 大小
规格 标准 参数 数据 能穿 穿
"""
_SAYS_LITTLE = frozenset(_LITTLE.split())
_UNITS = (
    (re.compile("多少斤|几斤|多重|体重"), re.compile(r"\d\s*(?:斤|kg|公斤|千克)")),
    (re.compile("多少克|几克"), re.compile(r"\d\s*(?:克|g\b|g$|g[^a-z])")),
    (re.compile("几个月|多少个月|多大(?:的)?(?:宝宝|孩子)"), re.compile(r"\d\s*(?:个月|月|岁)")),
    (re.compile("几岁|多少岁"), re.compile(r"\d\s*(?:岁|周岁)")),
    (re.compile("多少天(?!然)|几天|多久"), re.compile(r"\d\s*(?:天|日|小时|个月|年|周|分钟)")),
    (re.compile("多长|多高|多宽|多大|多厚|尺寸"), re.compile(r"\d\s*(?:cm|mm|米|厘米|毫米|m|寸|英寸)")),
    (re.compile("限重|承重|多重的"), re.compile(r"\d\s*(?:kg|公斤|斤|千克)")),
)
_TELLING = frozenset(held for asked, held in _UNITS if asked.pattern.startswith(("几个月", "几岁")))  # ages say enough


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a question tells: its words, each with its weight, and the units in which it can be answered."""

    words: tuple[tuple[str, int], ...]
    units: tuple[re.Pattern[str], ...]

    @property
    def total(self) -> int:
        return sum(weight for _, weight in self.words) + len(self.units)


def bearing_names(skus: Sequence[Sku], rest: str, chosen: Pairs, *, sisters: Sequence[Sku] = ()) -> tuple[str, ...]:
    """Return the names of the attributes that hold most of what a question tells, () where none holds enough.

    `rest` is the question without the goods that it names, `chosen` the option values that narrow them: a parameter
    named after a size (M码) bears on the question only for that size; `sisters` are all variants with their sizes.
    """
    asked = _read(normalize(rest), chosen)
    if not asked.total:
        return ()
    pairs = dict.fromkeys((name, value) for sku in skus for name, value in sku.attributes if value.strip())
    sizes = sizes_of((*skus, *sisters))
    scores: dict[str, float] = {}
    for name, value in pairs:
        size = size_of(name, sizes)
        if size and chosen and size not in {normalize(own) for _, own in chosen}:
            continue
        score = _share(asked, normalize(name), normalize(value), of_chosen=bool(size and chosen))
        scores[name] = max(score, scores.get(name, 0.0))
    best = max(scores.values(), default=0.0)
    if best < BEARS:
        return ()
    names = tuple(name for name, score in scores.items() if score == best)
    return names if len(names) <= MOST or all(size_of(name, sizes) for name in names) else ()


def names_of_kind(skus: Sequence[Sku], rest: str) -> tuple[str, ...]:
    """Return the one attribute whose value is of the kind that the shopper guesses: 形状=馒头圆 for 是正圆的吗."""
    guess = _GUESSED.search(normalize(rest))
    if guess and guess[1][-1] in _MATERIALS:
        return tuple(dict.fromkeys(name for sku in skus for name, _ in sku.attributes if name in _MADE_OF))[:1]
    pairs = dict.fromkeys((name, value) for sku in skus for name, value in sku.attributes)
    parts = ((name, part) for name, value in pairs for part in _VALUE_PARTS.split(normalize(value)))
    names = dict.fromkeys(name for name, part in parts if guess and of_one_kind(guess[1], part))
    return tuple(names) if len(names) == 1 else ()


def of_chosen_size(names: Sequence[str], skus: Sequence[Sku], chosen: Pairs) -> tuple[str, ...]:
    """Return the names; of parameters named after sizes only the one of the size that she picked, if it is there."""
    values = {normalize(value) for _, value in chosen}
    own = tuple(name for name in names if size_of(name, sizes_of(skus)) in values)
    return own or tuple(names)


def sizes_of(skus: Sequence[Sku]) -> frozenset[str]:
    """Return the option values of these goods, normalised."""
    return frozenset(normalize(value) for sku in skus for _, value in sku.options)


def size_of(name: str, sizes: frozenset[str]) -> str:
    """Return the option value that a parameter is named after: 66 of 66码."""
    plain = normalize(name)
    return next((form for form in (plain, plain.rstrip(_SIZE_MARKS)) if form in sizes), "")


def _read(plain: str, chosen: Pairs) -> _Asked:
    values = {normalize(value) for _, value in chosen}
    words = [word for word in dict.fromkeys(normalized_tokens(_HOLDS.sub(" ", plain))) if word not in _SAYS_LITTLE]
    words = [word for word in words if not any(word in value or value in word for value in values)]
    weighed = tuple((word, min(len(word), 2)) for word in words if not (word.isdigit() or _HOW_MUCH.fullmatch(word)))
    return _Asked(weighed, tuple(unit for pattern, unit in _UNITS if pattern.search(plain)))


def _share(asked: _Asked, name: str, value: str, *, of_chosen: bool) -> float:
    if not asked.words and not of_chosen and not set(asked.units) & _TELLING:
        return 0.0  # a bare 多大 is no word for whatever is told in centimetres
    held = sum(weight * _holds(word, name, value) for word, weight in asked.words)
    held += sum(1.0 for unit in asked.units if unit.search(value))
    share = held / asked.total
    # A parameter of the very size that she named holds what she asks of it, if it holds a part.
    return min(1.0, share + 0.2) if of_chosen and share >= BEARS / 2 else share


def _holds(word: str, name: str, value: str) -> float:
    if word in name:
        return IN_NAME
    if any(other in name for words in concept_words(word) for other in words if len(other) > 1):
        return AS_CONCEPT
    if word in value:
        return IN_VALUE
    if len(word) == 2 and word[1] in _DIMINUTIVE and word[0] in name + value:
        return IN_VALUE
    if len(word) > 2 and word[-2:] in value:
        return HEAD_IN_VALUE
    in_name = sum(char in name for char in word) / len(word)
    in_value = sum(char in value for char in word) / len(word)
    return max(PART_OF_NAME * in_name, PART_OF_VALUE * in_value)
