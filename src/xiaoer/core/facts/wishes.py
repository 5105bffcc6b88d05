"""Do goods hold what the shopper wishes for?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xiaoer.core.facts.sizing import Extent, read_extents, told_ranges, without_extents
from xiaoer.core.facts.wording import RECOMMEND_SMALL_WORDS
from xiaoer.core.language.segment import tokens
from xiaoer.core.shop.product import Product, Sku

_SMALL_WORDS = frozenset(RECOMMEND_SMALL_WORDS.split())
_DENIED = ("无", "不支持", "没有", "否", "不带", "不含", "不可", "不能", "不适", "不防")
_SAME = (
    (re.compile("干性(?:皮肤|肌肤|肌)|皮肤(?:偏|很|太|比较)?干"), "干皮"),
    (re.compile("油性(?:皮肤|肌肤|肌)|大油皮|皮肤(?:偏|很|太|比较)?油"), "油皮"),
    (re.compile("敏感性?(?:皮肤|皮)|容易过敏"), "敏感肌"),
    (re.compile("混合性?(?:皮肤|肌肤|皮|肌)"), "混合皮"),
    (re.compile("不吵人?|(?:声音|噪音|噪声)(?:要|比较|最)?小|安静"), "静音"),
    (re.compile("过冬|冬季|天冷|冬天"), "冬天"),
    (re.compile("夏季|天热|夏天"), "夏天"),
    (re.compile("男孩子?|男娃|儿子|男宝宝?|小子|大孙子"), "男童"),
    (re.compile("女孩子?|女娃|女儿|女宝宝?|小公主|小?丫头|小?闺女"), "女童"),
    (re.compile("小孩子?|小朋友|孩子|娃娃?|儿童"), "儿童"),
    (re.compile("小?婴儿|宝宝|宝贝|小宝"), "宝宝"),
    (re.compile("小狗|小奶狗|狗狗幼崽"), "幼犬"),
    (re.compile("小猫|小奶猫"), "幼猫"),
    (re.compile("送礼|送人|礼物|礼品"), "送礼"),
    (re.compile("出差|旅行|旅游|外出|带出门|出门|便携|随身"), "便携"),
)
# What shops write for the same: a word that the data do not hold may be held in one of these.
_FORMS = {
    "静音": ("安静", "低噪", "不吵"),
    "冬天": ("冬", "加绒", "羽绒", "保暖", "抗寒", "德绒"),
    "夏天": ("夏", "清凉", "凉感", "薄款"),
    "男童": ("儿童", "童装"),
    "女童": ("儿童", "童装"),
    "儿童": ("宝宝", "男童", "女童", "童装"),
    "宝宝": ("婴儿", "新生儿", "儿童", "童装"),
    "幼犬": ("奶糕", "小型犬"),
    "幼猫": ("奶猫",),
    "送礼": ("礼盒", "送人", "礼品", "送长辈"),
    "便携": ("出差", "旅行", "随行", "外出", "折叠", "轻便"),
    "办公室": ("办公",),
    "一个人": ("一人", "单人", "迷你"),
}
_NUMERALS = re.compile("[0-9零一二两三四五六七八九十百千万几多半]+(?:块钱?|元|周?岁|个月|月龄|斤|公斤|kg|厘米|cm)?")
_VALUE_SPLITS = re.compile("[、,,/;;|\\s]")
_DENIAL = (
    "除了?[^,,。;;]{{0,8}}{word}[^,,。;;]{{0,4}}外|(?:[不无非未]|没有|不含|不支持|不适合|不可|不能|慎用){word}"
    "|{word}(?:不宜|慎用|禁用)"
)
_WITHOUT = re.compile("(?<!有)没有|(?<!有)无|不含|不带|不加|不要|(?<![0-9])0|零")
_LONGEST_VALUE = 10  # characters of a value that a question may repeat
_NAMED, _CALLED, _STATED, _DESCRIBED = 4, 3, 2, 1  # how much it tells where a word stands
KIND = _CALLED  # from here on a word is the kind of the goods
_WHOM = frozenset({"男童", "女童", "儿童", "宝宝", "幼犬", "幼猫", "老人", "孕妇", "新生儿"})


@dataclass(frozen=True, slots=True)
class Goods:
    """One variant that can be bought, with its words in lower case; `heap` holds all of them for a first look."""

    sku: Sku
    name: str
    category: str
    called: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    description: str
    heap: str

    @staticmethod
    def of(product: Product, sku: Sku) -> Goods:
        """Prepare one variant of a product."""
        name, category, described = product.name.lower(), product.category.lower(), sku.description.lower()
        called = (name, category, *(alias.lower() for alias in product.aliases))
        pairs = tuple((own.lower(), value.lower()) for own, value in (*sku.attributes, *sku.options))
        heap = "\n".join((*called, *(f"{own}\n{value}" for own, value in pairs), described))
        return Goods(sku, name, category, called, pairs, described, heap)

    def tells(self, word: str) -> bool:
        """Return whether the data say a word, or another for the same, of these goods, beside what they are called."""
        return any(0 < _holds(self, form) < KIND for form in _forms(word) if form in self.heap)

    def lacks(self, word: str) -> bool:
        """Return whether the data say that these goods are without a thing, or for her who is: 没有耳洞也能戴."""
        return word in self.heap and _is_without(self, word)


@dataclass(frozen=True, slots=True)
class Wish:
    """The telling words of a question: what goods shall hold, be without, and whom they shall fit."""

    words: tuple[str, ...]
    without: tuple[str, ...] = ()
    body: tuple[Extent, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the question tells nothing about the goods."""
        return not self.words and not self.without and not self.body

    def touches(self, heap: str) -> bool:
        """Return whether any of the wish stands in these words."""
        words = (form for word in self.words for form in _forms(word))
        return bool(self.body) or any(_stands(word, heap) for word in (*words, *self.without))

    def is_for(self, goods: Goods) -> bool:
        """Return whether a variant is for everyone whom the wish names."""
        return all(_held(goods, word) >= KIND for word in self.words if word in _WHOM)

    def share(self, goods: Goods) -> float:
        """Return how large a part of the wish a variant holds, 0..1."""
        whole = [word for word in self.words if not any(word in other and word != other for other in self.words)]
        wanted = (*whole, *self.without)
        held = [word for word in whole if _held(goods, word)]
        held += [word for word in self.without if word in goods.heap and _is_without(goods, word)]
        fits, asked = _fits(goods, self.body) > 0, bool(self.body)
        return (len(held) + fits) / (len(wanted) + asked) if wanted or asked else 0.0

    def holds_kind_only(self, goods: Goods) -> bool:
        """Return whether all that a variant holds of the wish is what kind of goods it is: 杯 of 杯子老漏."""
        held = [_held(goods, word) for word in self.words]
        return not self.body and not self.without and min(filter(None, held), default=0) >= KIND

    def score(self, goods: Goods) -> int:
        """Return how much of the wish a variant holds; 0 when nothing, or when the data deny a part of it outright."""
        if any(_refuses(goods, word) for word in self.words if word in goods.heap):
            return 0
        fits = _fits(goods, self.body)
        if fits < 0:
            return 0
        held = fits + sum(_held(goods, word) for word in self.words)
        return held + sum(_STATED for word in self.without if word in goods.heap and _is_without(goods, word))


def told_values(skus: Iterable[Sku]) -> frozenset[str]:
    """Return the single values that the attributes of these goods list, as far as a question may repeat them."""
    values = {value for sku in skus for _, value in sku.attributes}
    parts = {part for value in values for part in _VALUE_SPLITS.split(value.lower())}
    return frozenset(part for part in parts if 1 < len(part) <= _LONGEST_VALUE and not part.isascii())


def read_wish(wanted: str, values: frozenset[str]) -> Wish:
    """Return what a question wishes for; `values` of the data that stand in it (油皮) count as they are written."""
    wanted = wanted.lower()
    for pattern, word in _SAME:
        wanted = pattern.sub(word, wanted)
    starts = range(len(wanted))
    pieces = {wanted[at : at + length] for at in starts for length in range(2, _LONGEST_VALUE + 1)}
    valued = (pieces & values) - _SMALL_WORDS
    body = read_extents(wanted)
    rest = without_extents(wanted) if body else wanted
    for value in sorted(valued, key=lambda value: (-len(value), value)):
        rest = rest.replace(value, " ")
    loose = {word for word in tokens(rest) if word not in _SMALL_WORDS and not _NUMERALS.fullmatch(word)}
    words = sorted({word for word in loose | valued if len(word) > 1 or not word.isascii()})
    denied = [denial.end() for denial in _WITHOUT.finditer(wanted)]
    without = tuple(word for word in words if any(wanted.startswith(word, at) for at in denied))
    return Wish(tuple(word for word in words if word not in without), without, body)


def _fits(goods: Goods, body: Sequence[Extent]) -> int:
    """Return how much it tells that a variant is made for such a body: 0 where its data say nothing, -1 if not."""
    told = [(own, said) for said in body for name, value in goods.pairs for own in told_ranges(f"{name}{value}")]
    alike = [own.low <= said.low <= own.high for own, said in told if own.dimension == said.dimension]
    if not alike:
        return 0
    return _STATED if any(alike) else -1


def _forms(word: str) -> tuple[str, ...]:
    return (word, *_FORMS.get(word, ()))


def _held(goods: Goods, word: str) -> int:
    """Return how much it tells that the variant holds this word, or another for the same."""
    first, *others = (_holds(goods, form) if _stands(form, goods.heap) else 0 for form in _forms(word))
    return first or min(max(others, default=0), _CALLED)


def _holds(goods: Goods, word: str) -> int:
    """Return how much it tells that the variant holds this word, 0 where it does not or the data deny it."""
    if any(word in name and value.startswith(_DENIED) for name, value in goods.pairs):
        return 0
    if goods.category.endswith(word) or goods.name.endswith(word) or _is_kind_of(goods, word):
        return _NAMED
    if any(word in text for text in goods.called):
        return _CALLED
    if any(word in name or _says(value, word) for name, value in goods.pairs):
        return _STATED
    return _DESCRIBED if _says(goods.description, word) else 0


def _stands(word: str, heap: str) -> bool:
    """Return whether a word stands in a text; of a noun such as 裤子 its stem will do."""
    return word in heap or (len(word) == 2 and word[1] == "子" and word[0] in heap)


def _is_kind_of(goods: Goods, word: str) -> bool:
    """Return whether a noun such as 裤子 is the kind of the goods: 牛仔裤, in the category 裤装."""
    stem = word[0]
    return (
        len(word) == 2 and word[1] == "子" and (goods.name.split()[0].endswith(stem) or goods.category == f"{stem}装")
    )


def _refuses(goods: Goods, word: str) -> bool:
    """Return whether the data say of this very thing that the goods lack it, or are not for it: 除敏感肌外."""
    if any(word == name and value.startswith(_DENIED) for name, value in goods.pairs):
        return True
    return any(word in value and not _says(value, word) for _, value in goods.pairs)


def _says(text: str, word: str) -> bool:
    """Return whether a text says the word without denying it: not 除敏感肌外, not 不防水."""
    if word not in text:
        return False
    return word in re.sub(_DENIAL.format(word=re.escape(word)), "", text)


def _is_without(goods: Goods, word: str) -> bool:
    if any(word in name and value.startswith(_DENIED) for name, value in goods.pairs):
        return True
    return re.search(f"(?:无|不含|0|零|没有|不加){re.escape(word)}", goods.heap) is not None
