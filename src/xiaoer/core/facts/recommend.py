"""Which goods of the shop fit what the shopper is looking for?"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import methodcaller

from xiaoer.core.dialogue.evidence import Evidence, Statement
from xiaoer.core.facts.labels import sku_title, tidy
from xiaoer.core.facts.topic import Topic
from xiaoer.core.facts.wishes import KIND, Goods, Wish, read_wish, told_values
from xiaoer.core.facts.wording import (
    RECOMMEND_CLOSEST,
    RECOMMEND_FROM,
    RECOMMEND_HEAD,
    RECOMMEND_LINE,
    RECOMMEND_NONE,
    RECOMMEND_UNTOLD,
)
from xiaoer.core.shop.money import Money
from xiaoer.core.shop.product import Product, Sku

RULE = "facts.recommend"
RULE_UNTOLD = "facts.recommend_untold"
RULE_PART = "facts.recommend_part"  # the goods hold only a part of what is wanted
RULE_KIND = "facts.recommend_kind"  # they are of the kind that is named, and hold nothing else of it
LEAST_SHARE = 0.5
MOST_FOR_HER = 3  # goods that one circumstance may single out
SHOWN = 5  # more than that is a catalogue, not a recommendation
ABOUT_PERCENT = 10  # "two thousand or so" may be that much over
ABOUT_LEAST_PERCENT = 70  # and not less than that
MOST_SEARCHED = 3000  # products; in larger shops only those that the question names are looked at
_ABOVE = re.compile(r"以上|起步|起的|往上|不低于|不少于")
_ABOUT = re.compile(r"左右|上下|大概|差不多|来块|来元|出头")
_CHEAPEST = re.compile("最便宜|最低价|价格最低|便宜(?:一?[点些])?的|最实惠|性价比")
_DEAREST = re.compile("最贵|最高端|最好的")
_OF_OFFERS = re.compile("满减|每?满\\d|活动|券|优惠|包邮|[运邮]费")
_BELOW = re.compile(r"不到|低于|少于|不足")


@dataclass(frozen=True, slots=True)
class Assortment:
    """The goods of one shop version, prepared for being looked through; large shops are not prepared."""

    stated_at: datetime
    shelf: tuple[tuple[Product, tuple[Goods, ...]], ...]
    values: frozenset[str]

    @staticmethod
    def build(products: Sequence[Product], stated_at: datetime) -> Assortment:
        """Prepare the products of a shop version."""
        shelf = tuple((product, _buyable(product)) for product in products) if len(products) <= MOST_SEARCHED else ()
        skus = (goods.sku for _, found in shelf for goods in found)
        kinds = frozenset(product.category.lower() for product, _ in shelf if len(product.category) > 1)
        return Assortment(stated_at, shelf, told_values(skus) | kinds)


def state_recommendation(
    topics: tuple[Topic, ...], *, wanted: str, budget: tuple[Money, ...], assortment: Assortment
) -> Statement | None:
    """List goods that can be bought now, fit the budget and hold what the shopper's words ask for, in shop order.

    `wanted` is her question: its telling words are looked for in names, categories, attributes and descriptions, per
    variant. One amount is the most to spend (with 以上 the least, with 左右 about that), two are a range. Returns None
    when nothing holds what she wants.
    """
    wish, shelf = read_wish(wanted, assortment.values), assortment.shelf
    if topics and (wish.is_empty or not shelf):
        shelf = tuple((topic.product, _buyable(topic.product)) for topic in topics)
    least, most = _range(budget, wanted)
    asked = [(product, found) for product, found in shelf if found and (wish.is_empty or _may_hold(found, wish))]
    for_her = [(product, found) for product, found in asked if any(map(wish.is_for, found))]
    named = {topic.product.product_id for topic in topics}
    if for_her and not (named and all(product.product_id not in named for product, _ in for_her)):
        asked = for_her
    ranked = [(product, *_best(found, wish, (least, most))) for product, found in asked]
    top = _top(ranked)
    if not wish.is_empty and not top:
        return None
    payable = [row for row in ranked if _fits(row[2][0].price, least, most) and (wish.is_empty or row[1])]
    if not payable and 0 < top < KIND:
        return None  # no kind of goods is wanted, but a present or the like
    if not payable:
        return Statement(RECOMMEND_NONE, (), RULE)
    held = [(product, skus) for product, score, skus in payable if score == _top(payable)]
    fitting = _ordered(held, wanted)[:SHOWN]
    share = max((_share(found, wish) for product, found in asked if product is fitting[0][0]), default=1.0)
    if not wish.is_empty and share < LEAST_SHARE:
        return _for_circumstances(payable, shelf, wish, assortment.stated_at)
    head = RECOMMEND_HEAD if _top(payable) == top else RECOMMEND_CLOSEST
    if head == RECOMMEND_HEAD and not wish.is_empty and share <= LEAST_SHARE:
        head = RECOMMEND_UNTOLD
    rule = RULE if wish.is_empty or share == 1 else RULE_PART
    if rule == RULE_PART and all(map(wish.holds_kind_only, _goods_of(fitting, asked))):
        rule = RULE_KIND
    return _listed(head, fitting, assortment.stated_at, rule)


def _for_circumstances(
    payable: Sequence[tuple[Product, int, list[Sku]]],
    shelf: Sequence[tuple[Product, tuple[Goods, ...]]],
    wish: Wish,
    stated_at: datetime,
) -> Statement | None:
    """List the few goods whose data speak most of what she tells of her case, 跑网约车; None where none do.

    The kind of goods alone is no such thing, and a word that many goods hold tells nothing.
    """
    holders = [_holders(shelf, methodcaller("tells", word)) for word in wish.words if len(word) > 1]
    holders += [_holders(shelf, methodcaller("lacks", word)) for word in wish.without]
    telling = [held for held in holders if 0 < len(held) <= MOST_FOR_HER]
    told = {product.product_id: sum(product.product_id in held for held in telling) for product, _, _ in payable}
    most = max(told.values(), default=0)
    fitting = [(product, skus) for product, _, skus in payable if most and told[product.product_id] == most]
    return _listed(RECOMMEND_UNTOLD, fitting[:MOST_FOR_HER], stated_at, RULE_PART) if fitting else None


def _goods_of(
    fitting: Sequence[tuple[Product, list[Sku]]], asked: Sequence[tuple[Product, tuple[Goods, ...]]]
) -> list[Goods]:
    chosen = {sku.sku for _, skus in fitting for sku in skus}
    return [goods for _, found in asked for goods in found if goods.sku.sku in chosen]


def _holders(shelf: Sequence[tuple[Product, tuple[Goods, ...]]], is_so: Callable[[Goods], bool]) -> frozenset[str]:
    return frozenset(product.product_id for product, found in shelf if any(map(is_so, found)))


def state_untold(
    topics: tuple[Topic, ...], *, wanted: str, budget: tuple[Money, ...], assortment: Assortment
) -> Statement | None:
    """List what can be bought of the kind that she named, or within her budget, where no data tell what is suitable.

    Says so. None where she names neither. Within a budget alone the dearest come first.
    """
    if not topics and _OF_OFFERS.search(wanted):
        return None
    least, most = _range(budget, wanted)
    shelf = tuple((t.product, _buyable(t.product)) for t in topics) or (assortment.shelf if budget else ())
    rows = [(product, *_best(found, Wish(()), (least, most))) for product, found in shelf if found]
    held = [(product, skus) for product, _, skus in rows if _fits(skus[0].price, least, most)]
    if not held:
        return None
    shown = (_ordered(held, wanted) if topics else sorted(held, key=lambda row: -_fen(row[1][0])))[:SHOWN]
    return _listed(RECOMMEND_UNTOLD, shown, assortment.stated_at, RULE_UNTOLD)


def _listed(head: str, shown: Sequence[tuple[Product, list[Sku]]], stated_at: datetime, rule: str) -> Statement:
    lines = [_line(product, skus) for product, skus in shown]
    evidence = tuple(
        Evidence("product", product.product_id, tidy(product.name), line, stated_at)
        for (product, skus), line in zip(shown, lines, strict=True)
    )
    return Statement("\n".join((head, *lines)), evidence, rule)


def _ordered(held: list[tuple[Product, list[Sku]]], wanted: str) -> list[tuple[Product, list[Sku]]]:
    """Return the goods in shop order, or by price where the cheapest or dearest is wanted."""
    if _CHEAPEST.search(wanted):
        return sorted(held, key=lambda row: _fen(row[1][0]))
    return sorted(held, key=lambda row: -_fen(row[1][0])) if _DEAREST.search(wanted) else held


def _share(goods: Sequence[Goods], wish: Wish) -> float:
    return max(wish.share(each) for each in goods)


def _top(ranked: Sequence[tuple[Product, int, list[Sku]]]) -> int:
    return max((score for _, score, _ in ranked), default=0)


def _buyable(product: Product) -> tuple[Goods, ...]:
    """Return the variants that can be bought now: unknown stock may be bought, a sold-out SKU may not."""
    skus = (sku for sku in product.skus if sku.on_sale and sku.price is not None and sku.stock != 0)
    return tuple(Goods.of(product, sku) for sku in skus)


def _may_hold(goods: Sequence[Goods], wish: Wish) -> bool:
    return any(wish.touches(heap) for heap in {each.heap for each in goods})


def _best(goods: Sequence[Goods], wish: Wish, budget: tuple[int, int | None]) -> tuple[int, list[Sku]]:
    """Return how well a product's best variants hold the wish, and these: what fits the budget first, then by price."""
    scores = [0 if wish.is_empty else wish.score(each) for each in goods]
    top = max(scores)
    best = [each.sku for each, score in zip(goods, scores, strict=True) if score == top]
    return top, sorted(best, key=lambda sku: (not _fits(sku.price, *budget), _fen(sku)))


def _fen(sku: Sku) -> int:
    return sku.price.fen if sku.price is not None else 0


def _range(budget: tuple[Money, ...], wanted: str) -> tuple[int, int | None]:
    """Return the least and the most to spend, in fen; no upper end where she gave none."""
    amounts = sorted(amount.fen for amount in budget)
    if not amounts:
        return 0, None
    low, high = amounts[0] if len(amounts) > 1 else 0, amounts[-1]
    if len(amounts) == 1 and _ABOVE.search(wanted):
        return high, None
    if _BELOW.search(wanted):
        return low, high - 1
    if not _ABOUT.search(wanted):
        return low, high
    return (low or high) * ABOUT_LEAST_PERCENT // 100, high * (100 + ABOUT_PERCENT) // 100


def _fits(price: Money | None, least: int, most: int | None) -> bool:
    return price is not None and least <= price.fen and (most is None or price.fen <= most)


def _line(product: Product, skus: list[Sku]) -> str:
    """Return one product with the price of the first of its best variants; some of many are called by their options."""
    buyable = [goods.sku for goods in _buyable(product)]
    chosen = skus[0]
    cheapest = all(_fen(chosen) <= _fen(sku) for sku in buyable)
    name = product.name if cheapest and len(skus) == len(buyable) else sku_title(product, chosen)
    dearer = name == product.name and any(_fen(sku) > _fen(chosen) for sku in buyable)
    price = "" if chosen.price is None else chosen.price.display()
    return RECOMMEND_LINE.format(name=tidy(name), price=RECOMMEND_FROM.format(price=price) if dearer else price)
