"""Which of the goods just listed, or of the same line, does a clause choose: 贵的那个, 长的, 鸭的500g, 大人穿的?"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from xiaoer.core.dialogue.state import DialogueState
from xiaoer.core.dialogue.understanding import ProductMatch
from xiaoer.core.language.normalize import normalize
from xiaoer.core.retrieval.index import ShopIndex
from xiaoer.core.retrieval.options import narrow
from xiaoer.core.shop.product import Product, Sku
from xiaoer.core.understanding.goods import CALLED, SURE, Topic
from xiaoer.core.understanding.values import without_values

_MOST_SISTERS = 200  # products of a category that are compared by name
_SHARED, _SHARED_PART = 3, 0.5  # letters of the names that sisters have in common, and what part of the name
_LONGEST_PART = 4
_HEAD = r"^(?:那|就|我|想|要|选|来|拿|看|买|换|成|问|说|的是|是|如果|和|跟|还是|呢|,|\s)*"
_TAIL = r"(?=$|[呢吧啊呀,?!\s\d]|有|多少|什么|怎么|啥|几|库存|还|现|能|可以|会|防|是|到手)"
_ONE = r"的?(?:那|这)?一?(?:个|款|种|件|条|双|只|台|盒|瓶|袋)?"
_DEAREST = re.compile(rf"{_HEAD}((?:最|更)?(便宜|实惠|贵)(?:一?[点些])?{_ONE}){_TAIL}")
_LARGEST = re.compile(rf"{_HEAD}(最?(大|小)(?:号|码|规格|容量|尺寸|包装?)?{_ONE}){_TAIL}")
_MIDDLE = re.compile(rf"{_HEAD}((?:最?中间|中等|不大不小)(?:号|码|规格|容量|尺寸)?{_ONE}){_TAIL}")
_POINTING = frozenset("的那这个款种件条双只台盒瓶袋")
_SMALL_CHARS = frozenset("大小多少新老好的个款一二三")
_BESIDE = re.compile(
    r"我(?:说|要|问)?的?是|就是|那个|这个|那款|这款|那种|这种|一款|[那这就]|[穿用吃喝戴玩][的得]|味的?|[的款版型]|个|呢|吧|吗|啊|呀|我|想|要|选|来|拿|看|买|换成?|多少钱?|什么价|有货|还有|有|没有|怎么样|\s|\W"
)
_CHILD = ("儿童", "童", "宝宝", "婴", "幼", "学生")
_ALSO: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile("狗狗?|汪"), ("狗", "犬", "汪")),
    (re.compile("猫咪?|喵"), ("猫", "喵")),
    (re.compile("小孩子?|孩子|小朋友|宝宝|儿童|娃"), _CHILD),
    (re.compile("男(?:生|士|的|人|孩)?"), ("男",)),
    (re.compile("女(?:生|士|的|人|孩)?"), ("女",)),
    (re.compile("老人家?|长辈"), ("老年", "老人", "长辈")),
)
_GROWN = re.compile("大人|成人|成年人")
_SIZES = ("迷你", "小", "中小", "中", "中大", "大", "加大", "特大", "超大")
_LETTERS = ("xs", "s", "m", "l", "xl", "xxl", "2xl", "xxxl", "3xl", "4xl", "5xl")
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)\s?([a-z\u4e00-\u9fff]*)")
_SIDE = r"(\d+(?:\.\d+)?)[a-z\u4e00-\u9fff]*"
_AREA = re.compile(rf"{_SIDE}[×x*]{_SIDE}(?:[×x*]{_SIDE})?")
_SIZE_END = re.compile("[号码款型包装床]+$")


def chosen(clause: str, *, state: DialogueState, topic: Topic | None, index: ShopIndex) -> tuple[ProductMatch, ...]:
    """Return the goods that a clause chooses among those of the talk, none where it does not choose."""
    products = index.products
    listed = tuple(filter(None, map(products.product, state.candidates or state.listed)))
    of_one_kind = bool(state.candidates) or len({product.category for product in listed}) == 1
    if len(listed) > 1 and of_one_kind:
        is_open = bool(state.candidates)  # once she has chosen, values are those of the goods that she chose
        by_list = (
            _by_price(clause, listed) or _by_word(clause, listed) or _by_own_part(clause, listed, by_values=is_open)
        )
        if by_list:
            return by_list
    if topic is None:
        return ()
    return (
        _extreme(clause, topic.product)
        or _dearest(clause, topic)
        or _sister(clause, topic.product, products.like(topic.product))
    )


def _by_price(clause: str, listed: Sequence[Product]) -> tuple[ProductMatch, ...]:
    said = _DEAREST.match(clause)
    if said is None or not _points(said[1], said[2]):
        return ()
    pick: Callable[[list[int]], int] = max if said[2] == "贵" else min
    prices = [
        min((sku.price.fen for sku in _offered(product) if sku.price is not None), default=0) for product in listed
    ]
    fitting = [product for product, price in zip(listed, prices, strict=True) if price == pick(prices)]
    return (_match(said[1], fitting[0], clause),) if len(fitting) == 1 else ()


def _points(said: str, word: str) -> bool:
    """Return whether the words point at one of several: 贵的那个, and not 贵吗."""
    return said.startswith("最") or any(char in _POINTING for char in said.replace(word, ""))


def _by_word(clause: str, listed: Sequence[Product]) -> tuple[ProductMatch, ...]:
    """Return the listed goods that a word calls which the others do not have; several where it leaves several."""
    rest = clause
    for product in listed:
        rest = without_values(rest, product, " ")
    word = _BESIDE.sub("", rest)
    if not 1 <= len(word) <= _LONGEST_PART or word in _SMALL_CHARS or word not in clause:
        return ()
    using = re.search(rf"{re.escape(word)}(?:[穿用吃喝戴玩]的?|[款版型味])?", clause)
    said = using[0] if using else word
    fitting = [product for product in listed if _called(word, product)]
    if not fitting or len(fitting) == len(listed):
        return ()
    if len(fitting) == 1:
        return (_match(said, fitting[0], clause),)
    ids = tuple(product.product_id for product in fitting)
    skus = tuple(sku.sku for product in fitting for sku in product.skus)
    return (ProductMatch(said, ids, skus, score=SURE, origin="talk"),)


def _by_own_part(clause: str, listed: Sequence[Product], *, by_values: bool) -> tuple[ProductMatch, ...]:
    """Return the one listed product of which a clause says a part of the name, or `by_values`, that no other has."""
    names = [" ".join(map(normalize, (product.name, *product.aliases))) for product in listed]
    parts = [_longest_own(clause, own, [name for name in names if name is not own]) for own in names]
    found = [narrow(product, clause) for product in listed]
    values = [len(each.options) if not each.absent else 0 for each in found]
    called = [at for at, part in enumerate(parts) if part]
    if len(called) == 1 and values[called[0]] >= max(values):
        return (_match(parts[called[0]], listed[called[0]], clause),)
    if not by_values:
        return ()
    fitting = [product for product, count in zip(listed, values, strict=True) if 0 < count == max(values)]
    return (_match("", fitting[0], clause),) if len(fitting) == 1 else ()


def _longest_own(clause: str, own: str, others: Sequence[str]) -> str:
    """Return the longest stretch of a clause that stands in one name and in none of the others."""
    for size in range(_LONGEST_PART, 1, -1):
        for at in range(len(clause) - size + 1):
            part = clause[at : at + size]
            if part.isalnum() and not part.isdigit() and part in own and not any(part in other for other in others):
                return part
    return ""


def _called(word: str, product: Product) -> bool:
    names = [normalize(name) for name in (product.name, *product.aliases)]
    if _GROWN.fullmatch(word):
        return not any(child in name for child in _CHILD for name in names)
    also = next((words for pattern, words in _ALSO if pattern.fullmatch(word)), (word,))
    return any(each in name for each in also for name in names)


def _sister(clause: str, product: Product, alike: Sequence[Product]) -> tuple[ProductMatch, ...]:
    """Return the product of the same line that the word calls by which their names differ: 短款羽绒服, then 长的."""
    own = normalize(product.name)
    called: list[tuple[Product, str]] = []
    for other in alike[:_MOST_SISTERS]:
        mine, theirs = _difference(own, normalize(other.name))
        said = _said(theirs, clause) if theirs else ""
        if said and not (mine and mine in clause) and not _is_value(theirs, product):
            called.append((other, said))
    return (_match(called[0][1], called[0][0], clause),) if len(called) == 1 else ()


def _is_value(part: str, product: Product) -> bool:
    return any(part in normalize(value) for sku in product.skus for _, value in sku.options)


def _difference(one: str, other: str) -> tuple[str, str]:
    """Return by what two names of a line differ, nothing where they share too little to be of one line."""
    shorter = min(len(one), len(other))
    head = 0
    while head < shorter and one[head] == other[head]:
        head += 1
    tail = 0
    while tail < shorter - head and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    if head + tail < max(_SHARED, shorter * _SHARED_PART):
        return "", ""
    return one[head : len(one) - tail].strip(), other[head : len(other) - tail].strip()


def _said(part: str, clause: str) -> str:
    """Return how a clause says the part of a name, empty where it does not."""
    part = part.removesuffix("款").removesuffix("版")
    at = clause.find(part) if part and len(part) <= _LONGEST_PART and part not in _SMALL_CHARS else -1
    if at < 0:
        return ""
    if len(part) > 1:
        end = at + len(part)
        return clause[at : end + 1] if clause[end : end + 1] in ("款", "版") else part
    found = re.search(
        rf"(?<![\u4e00-\u9fff]){re.escape(part)}(?:[的款版味]|那[个款种])|^那?{re.escape(part)}呢", clause
    )
    return found[0] if found else ""


def _extreme(clause: str, product: Product) -> tuple[ProductMatch, ...]:
    """Return the product with its largest or smallest size chosen, where its sizes can be put in order."""
    middle = _MIDDLE.match(clause)
    said = _LARGEST.match(clause)
    if middle is not None:
        return _of_the_middle(middle[1], product)
    if said is None:
        return ()
    of_two = not said[1].startswith("最")  # 大的: the larger of two
    if of_two and not _points(said[1], said[2]):
        return ()
    for name, values in _ordered_options(product):
        if of_two and len(values) != 2:
            continue
        value = values[-1] if said[2] == "大" else values[0]
        pair = (name, value)
        skus = tuple(sku.sku for sku in product.skus if pair in sku.options)
        return (ProductMatch(said[1], (product.product_id,), skus, (pair,), score=CALLED, origin="talk"),)
    return ()


def _of_the_middle(said: str, product: Product) -> tuple[ProductMatch, ...]:
    """Return the product with the size between the others chosen, where one of them has as many above as below."""
    ordered = [(name, values) for name, values in _ordered_options(product) if len(values) % 2]
    if len(ordered) != 1:
        return ()
    name, values = ordered[0]
    pair = (name, values[len(values) // 2])
    skus = tuple(sku.sku for sku in product.skus if pair in sku.options)
    return (ProductMatch(said, (product.product_id,), skus, (pair,), score=CALLED, origin="talk"),)


def _dearest(clause: str, topic: Topic) -> tuple[ProductMatch, ...]:
    """Return the product with the variants chosen that cost most or least, where one option tells them apart.

    Nothing where the talk is about these very variants: who asks for a cheaper one then looks further.
    """
    product = topic.product
    said = _DEAREST.match(clause)
    prices = [sku.price.fen for sku in _offered(product) if sku.price is not None]
    if said is None or not _points(said[1], said[2]) or len(set(prices)) < 2:
        return ()
    pick: Callable[[list[int]], int] = max if said[2] == "贵" else min
    skus = [sku for sku in _offered(product) if sku.price is not None and sku.price.fen == pick(prices)]
    shared = tuple(pair for pair in skus[0].options if all(pair in sku.options for sku in skus))
    ids = tuple(sku.sku for sku in skus)
    if topic.skus and set(topic.skus) <= set(ids):
        return ()
    return (ProductMatch(said[1], (product.product_id,), ids, shared, score=CALLED, origin="talk"),) if shared else ()


def _ordered_options(product: Product) -> list[tuple[str, list[str]]]:
    """Return the options whose values are all sizes, smallest first."""
    names = tuple(dict.fromkeys(name for sku in product.skus for name, _ in sku.options))
    found: list[tuple[str, list[str]]] = []
    for name in names:
        values = list(dict.fromkeys(value for sku in product.skus for key, value in sku.options if key == name))
        sized = [(_size(value), value) for value in values]
        if len(values) > 1 and all(size for size, _ in sized) and len({size[0] for size, _ in sized if size}) == 1:
            found.append((name, [value for _, value in sorted(sized, key=lambda each: each[0] or ("", 0.0))]))
    return found


def _size(value: str) -> tuple[str, float] | None:
    """Return the scale of a size and its place on it: (号, 2) of 小号, (l, 5) of 5L."""
    plain = normalize(value)
    bare = _SIZE_END.sub("", plain)
    if bare in _SIZES:
        return "号", float(_SIZES.index(bare))
    if bare in _LETTERS:
        return "码", float(_LETTERS.index(bare))
    area = _AREA.fullmatch(plain)
    if area:
        return "面积", float(area[1]) * float(area[2])
    number = _NUMBER.fullmatch(plain)
    return (number[2], float(number[1])) if number else None


def _offered(product: Product) -> list[Sku]:
    return [sku for sku in product.skus if sku.on_sale] or list(product.skus)


def _match(said: str, product: Product, clause: str) -> ProductMatch:
    narrowed = narrow(product, clause.replace(said, " ", 1) if said else clause)
    skus = tuple(sku.sku for sku in narrowed.skus) or tuple(sku.sku for sku in product.skus)
    return ProductMatch(said, (product.product_id,), skus, narrowed.options, score=CALLED, origin="talk")
