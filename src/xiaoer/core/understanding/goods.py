"""Which goods is a clause about?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from xiaoer.core.dialogue.question import PageContext
from xiaoer.core.dialogue.state import DialogueState
from xiaoer.core.dialogue.understanding import Origin, ProductMatch
from xiaoer.core.language.normalize import normalize
from xiaoer.core.language.numbers import CLASSIFIERS
from xiaoer.core.retrieval.index import ShopIndex
from xiaoer.core.retrieval.options import Narrowed, narrow
from xiaoer.core.retrieval.products import ProductIndex
from xiaoer.core.shop.product import Pairs, Product
from xiaoer.core.understanding.values import without_values

_NOUN_CHARS = 2  # of such as 椅子
CALLED = 0.8  # how sure a part of a name is among the goods of the talk
_SHORTEST_PART, _LONGEST_PART = 2, 6
_MOST_LIKES = 200
_BESIDE_A_NAME = re.compile(
    r"我(?:说|要|问)的?是|就是|那个|这个|那款|这款|那种|这种|一款|[那这]|的|款|个|版(?!本)|呢|吧|吗|啊|呀|要|选|多少钱?|什么价|有货|还有|有|没有|怎么样|\s|\W"
)
SURE = 0.5  # below that the words hardly name a product
_NTH = re.compile(r"第([一二三四五六七八九十]|\d{1,2})(?:个|款|种|件|台|条|项)?|(?:^|[选要])(\d)(?:号)?$")
_NTH_VALUES = {char: number for number, char in enumerate("一二三四五六七八九十", start=1)}
_LAST = re.compile(r"最后(?:一)?(?:个|款|种)|最下面|后者|后面?(?:那|一)(?:个|款|种)")
_ONE_CALLED = re.compile(
    rf"(?:那么?|再|要|加|来|拿|买|[一两二三四五六七八九十\d]\s?[{CLASSIFIERS}])*((?![我你您他她它这那谁啥真新旧好买卖拍哪几两每各本该同])[\u4e00-\u9fff])[的款](?:还?有货?|多少|什么价|几|呢|吗|卖|来|拿|要|买|拍|\d|$)"
)
_NAMED_IN_CHINESE = re.compile("[\u4e00-\u9fff]{2}$")
_FIRST = re.compile("前者|前面?(?:那|一)(?:个|款|种)")
_PREVIOUS = re.compile(
    r"^(?:那|还是|要|看|回到?|说)*(?:上一?|前一|上上)(?:个|款|种|件)(?!月|星期|周|礼拜|单|订单|问题)"
)
_POINTING_PAGE = re.compile(r"[这本该](?:一)?(?:个|款|件|种|台|双|条|套|页|商品|产品|宝贝)")


@dataclass(frozen=True, slots=True)
class Topic:
    """What the talk is about before this message: from the page, or from the turns before."""

    product: Product
    origin: Origin
    options: Pairs = ()
    skus: tuple[str, ...] = ()


def topic_of(text: str, *, state: DialogueState, context: PageContext, index: ShopIndex) -> Topic | None:
    """Return the product that is meant where none is named: the one talked about, or that of the page."""
    page = _page(context, index)
    talked = index.products.product(state.product_ids[0]) if state.product_ids else None
    if talked is None or (page is not None and _POINTING_PAGE.search(text)):
        return page or (Topic(talked, "talk", state.options, state.skus) if talked else None)
    if page is not None and page.product.product_id == talked.product_id and not state.skus:
        return page
    return Topic(talked, "talk", state.options, state.skus)


def _page(context: PageContext, index: ShopIndex) -> Topic | None:
    sku = index.products.sku(context.sku) if context.sku else None
    product = index.products.product(context.product_id or (sku.product_id if sku else ""))
    if product is None:
        return None
    if sku is not None and sku.product_id == product.product_id:
        return Topic(product, "page", sku.options, (sku.sku,))
    return Topic(product, "page")


def match_topic(topic: Topic, text: str, *, keep_options: bool) -> tuple[ProductMatch, Narrowed]:
    """Return the match for a product that is not named, narrowed by the option values in the clause."""
    narrowed = narrow(topic.product, text)
    by_letter = () if narrowed.absent else value_by_letter(text, topic.product, narrowed.options)
    if by_letter:
        skus = tuple(sku for sku in narrowed.skus if by_letter[1] in sku.options)
        narrowed = Narrowed(skus, (*narrowed.options, by_letter[1])) if skus else narrowed
    elif keep_options and not narrowed.absent and topic.options:
        narrowed = _with_kept(topic, text, narrowed)
    match = ProductMatch(
        mention="",
        product_ids=(topic.product.product_id,),
        skus=tuple(sku.sku for sku in narrowed.skus),
        options=narrowed.options,
        origin=topic.origin,
    )
    return match, narrowed


def value_by_letter(text: str, product: Product, named: Pairs = ()) -> tuple[str, tuple[str, str]] | tuple[()]:
    """Return the letter by which a clause calls a variant, and the one value that begins or ends with it: 马的有货没.

    Options that are `named` already are passed over.
    """
    found = _ONE_CALLED.match(text)
    if found is None:
        return ()
    names = {name for name, _ in named}
    pairs = dict.fromkeys(pair for sku in product.skus for pair in sku.options if pair[0] not in names)
    fitting = [
        pair for pair in pairs if normalize(pair[1]).startswith(found[1]) or normalize(pair[1]).endswith(found[1])
    ]
    if not fitting:
        fitting = [pair for pair in narrow(product, f"{found[1]}的").options if pair in pairs]  # 长 of 斜挎长款
    return (found[1], fitting[0]) if len(fitting) == 1 else ()


def _with_kept(topic: Topic, text: str, narrowed: Narrowed) -> Narrowed:
    named = {name for name, _ in narrowed.options}
    kept = tuple(pair for pair in topic.options if pair[0] not in named)
    wanted = (*narrowed.options, *kept)
    skus = tuple(sku for sku in narrowed.skus if all(pair in sku.options for pair in kept))
    return Narrowed(skus, wanted, ()) if skus else narrowed


def pick_candidate(text: str, state: DialogueState, index: ShopIndex) -> Product | None:
    """Return the product that answers our question back: 第一个, 2, 最后一个."""
    offered = state.candidates or state.listed or tuple(reversed(state.product_ids))
    if _PREVIOUS.search(text):
        return _before(state, offered, index)
    number = _nth(text, len(offered)) if len(offered) > 1 else None
    return index.products.product(offered[number]) if number is not None else None


def _before(state: DialogueState, offered: Sequence[str], index: ShopIndex) -> Product | None:
    """Return the product talked of before the present one, else the one listed before it."""
    current = state.product_ids[:1]
    at = offered.index(current[0]) if current and current[0] in offered else 0
    earlier = state.product_ids[1:2] or tuple(offered[at - 1 : at] if at else ())
    return index.products.product(earlier[0]) if earlier else None


def without_accessories(match: ProductMatch, products: ProductIndex) -> ProductMatch:
    """Return a match of several products without those of another kind that only bear its name first: 破壁机密封圈."""
    found = [product for product in map(products.product, match.product_ids) if product is not None]
    mention = normalize(match.mention)
    if len(found) < 2 or not _NAMED_IN_CHINESE.search(mention):
        return match
    heads = [
        product
        for product in found
        if any(_is_head(mention, normalize(name)) for name in (product.name, *product.aliases))
    ]
    kinds = {product.category for product in heads}
    kept = [product for product in found if product in heads or product.category in kinds]
    if not heads or len(kept) == len(found):
        return match
    ids = tuple(product.product_id for product in kept)
    skus = {sku.sku for product in kept for sku in product.skus}
    return replace(match, product_ids=ids, skus=tuple(sku for sku in match.skus if sku in skus))


def with_namesakes(match: ProductMatch, products: ProductIndex) -> ProductMatch:
    """Return a match with all goods of its kind that are called so: 奶瓶 is an alias of one, and ends other names."""
    first = products.product(match.product_ids[0])
    mention = normalize(match.mention)
    if first is None or len(match.product_ids) > 1 or match.options or not _NAMED_IN_CHINESE.search(mention):
        return match
    called = [
        product
        for product in products.like(first)[:_MOST_LIKES]
        if product is first or any(_is_head(mention, normalize(name)) for name in (product.name, *product.aliases))
    ]
    if len(called) < 2 or normalize(first.name) == mention:
        return match
    ids = tuple(product.product_id for product in called)
    return replace(match, product_ids=ids, skus=tuple(sku.sku for product in called for sku in product.skus))


def _is_head(mention: str, name: str) -> bool:
    """Return whether a name ends with a mention, but for a model or a remark behind it: 静音破壁机P9."""
    at = name.find(mention)
    return at >= 0 and re.match(r"[\u4e00-\u9fff]", name[at + len(mention) :]) is None


def among_candidates(matches: Sequence[ProductMatch], state: DialogueState) -> tuple[ProductMatch, ...]:
    """Return the matches; a name that fits several products means those that we have just listed."""
    return tuple(_among(match, state.candidates) for match in matches)


def of_this_kind(match: ProductMatch, topic: Topic | None, products: ProductIndex) -> ProductMatch:
    """Return a match of goods of several kinds without those of another kind than the goods talked of: 长款."""
    if topic is None or topic.product.product_id not in match.product_ids or len(match.product_ids) < 2:
        return match
    found = [product for product in map(products.product, match.product_ids) if product is not None]
    kept = [product for product in found if product.category == topic.product.category]
    if len(kept) == len(found):
        return match
    skus = {sku.sku for product in kept for sku in product.skus}
    ids = tuple(product.product_id for product in kept)
    return replace(match, product_ids=ids, skus=tuple(sku for sku in match.skus if sku in skus))


def _among(match: ProductMatch, candidates: tuple[str, ...]) -> ProductMatch:
    kept = tuple(product_id for product_id in match.product_ids if product_id in candidates)
    return replace(match, product_ids=kept) if len(kept) == 1 and len(match.product_ids) > 1 else match


def called_by_part(
    clause: str, *, state: DialogueState, topic: Topic | None, index: ShopIndex
) -> tuple[ProductMatch, ...]:
    """Return the one product among those talked about, or like the topic, that a part of its name calls: 单层的."""
    rest = clause if topic is None else without_values(clause, topic.product)
    word = _BESIDE_A_NAME.sub("", rest)
    if not _SHORTEST_PART <= len(word) <= _LONGEST_PART:
        return ()
    listed = tuple(filter(None, map(index.products.product, state.candidates)))
    for among in (listed, () if topic is None else index.products.like(topic.product)[:_MOST_LIKES]):
        called = [
            product for product in among if any(word in normalize(name) for name in (product.name, *product.aliases))
        ]
        if len(called) == 1 and len(among) > 1:
            narrowed = narrow(called[0], clause.replace(word, " ", 1))
            skus = tuple(sku.sku for sku in narrowed.skus)
            return (ProductMatch(word, (called[0].product_id,), skus, narrowed.options, score=CALLED),)
    return ()


def called_by_own_word(clause: str, index: ShopIndex) -> tuple[ProductMatch, ...]:
    """Return the one product whose name alone holds a word of a clause: 雨刮 of 无骨雨刮, 芍药 of 芍药鲜切花.

    A word that shoppers say of anything calls goods only where it ends their name.
    """
    usual = index.passages.questions.likeness.usual
    called: dict[str, tuple[str, Product]] = {}
    for word, products in index.products.owners(clause):
        if len(word) == _NOUN_CHARS and word[1] == "子" and index.products.ending_with(word[0]):
            continue  # 椅子 is what ends with 椅, not the castors for it
        names = [normalize(name) for name in (products[0].name, *products[0].aliases)] if len(products) == 1 else []
        own = max((_shared_run(clause, word, name) for name in names), key=len, default="")
        if own and (any(name.endswith(own) for name in names) or not {word, own} & usual):
            called.setdefault(products[0].product_id, (own, products[0]))
    if len(called) != 1:
        return ()
    ((word, product),) = called.values()
    beside, whole = narrow(product, clause.replace(word, " ", 1)), narrow(product, clause)
    narrowed = whole if whole.options and not beside.options and word not in normalize(product.name) else beside
    skus = tuple(sku.sku for sku in narrowed.skus)
    return (ProductMatch(word, (product.product_id,), skus, narrowed.options, score=CALLED),)


def _shared_run(clause: str, word: str, name: str) -> str:
    """Return the longest stretch around a word that a clause and a name share; empty if the name lacks the word."""
    start, end = clause.find(word), clause.find(word) + len(word)
    if start < 0 or word not in name:
        return ""
    while end < len(clause) and clause[start : end + 1] in name:
        end += 1
    while start > 0 and clause[start - 1 : end] in name:
        start -= 1
    return clause[start:end]


def called_with_option(clause: str, index: ShopIndex) -> tuple[ProductMatch, ...]:
    """Return the goods that a word of their names alone calls, beside a value that just one of them has: 低帮42."""
    owners = index.products.owners(clause)
    called: dict[str, ProductMatch] = {}
    for at, (word, products) in enumerate(owners):
        until = clause.find(owners[at + 1][0]) if at + 1 < len(owners) else len(clause)
        before = clause[: clause.find(word)] if at == 0 else ""  # 朗逸雨刮: the value may lead up to the noun
        rest = f"{before} {clause[clause.find(word) + len(word) : until]}"
        fitting = [(product, narrowed) for product in products if (narrowed := narrow(product, rest)).options]
        if len(fitting) == 1:
            product, narrowed = fitting[0]
            skus = tuple(sku.sku for sku in narrowed.skus)
            match = ProductMatch(word, (product.product_id,), skus, narrowed.options, score=CALLED)
            called.setdefault(product.product_id, match)
    return tuple(called.values())


def called_by_kind(clause: str, index: ShopIndex) -> tuple[ProductMatch, ...]:
    """Return the goods of which alone a word of a clause is a kind: 罗勒 is a 香草盆栽; two kinds of one are one."""
    found: dict[int, str] = {}
    for word, number in index.words.of_kind(clause):
        found.setdefault(number, word)
    matches = []
    for number, word in found.items():
        product = index.products.products[number]
        narrowed = narrow(product, clause)
        skus = tuple(sku.sku for sku in narrowed.skus)
        matches.append(ProductMatch(word, (product.product_id,), skus, narrowed.options, score=CALLED))
    return tuple(sorted(matches, key=lambda match: clause.find(match.mention)))


def of_earlier(matches: Sequence[ProductMatch], named: Sequence[ProductMatch]) -> tuple[ProductMatch, ...]:
    """Return the matches; an unclear one means the product that an earlier clause named, if that fits too."""
    clear = {match.product_ids[0] for match in named if len(match.product_ids) == 1}
    return tuple(
        next(
            (m for m in named if len(match.product_ids) > 1 and m.product_ids[0] in clear & set(match.product_ids)),
            match,
        )
        for match in matches
    )


def _nth(text: str, count: int) -> int | None:
    found = _NTH.search(text)
    if found:
        number = _NTH_VALUES.get(found[1] or "") or int(found[1] or found[2])
        return number - 1 if 1 <= number <= count else None
    if _FIRST.search(text):
        return 0
    return count - 1 if _LAST.search(text) else None
