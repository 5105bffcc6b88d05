"""Is every sum right? Sentences that put goods together, built by a grammar over the data of shops.

`python -m benchmarks.sums [-v] [-n SENTENCES] [SHOP ...]`; without shops, the demo shop and those of the golden talks.
The right sum comes from `xiaoer.testing.brute`, which shares nothing with the product's calculator. Printed side by
side for each class of sentences: how many were summed right, answered with prices and a question back, left unsure,
answered with something else, and summed WRONG. Exit 1 when any is wrong.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from xiaoer.adapters.connectors.folder import FolderOrders
from xiaoer.adapters.files.reader import read_path
from xiaoer.bootstrap.offline import drafter_of
from xiaoer.core.dialogue.question import Question, Shopper
from xiaoer.core.dialogue.reply import Reply
from xiaoer.core.language.normalize import normalize
from xiaoer.core.shop.money import Money
from xiaoer.core.shop.product import Product, Sku, group
from xiaoer.core.shop.promotion import Audience, PromotionKind, running
from xiaoer.core.shop.shop import Shop
from xiaoer.services.knowledge import preview
from xiaoer.testing.brute import Wish, least_to_pay
from xiaoer.testing.factories import FrozenClock

ROOT = Path(__file__).parents[1]
SHOPS = (ROOT / "shops" / "demo", *sorted((ROOT / "tests" / "golden" / "shops").glob("*")))
OUTCOMES = ("right", "asked back", "unsure", "other", "WRONG")
SEED = 7
SPELT = {
    1: ("一", "1"),
    2: ("两", "2"),
    3: ("三", "3"),
    4: ("四", "4"),
    6: ("六", "6"),
    10: ("十", "10"),
    12: ("十二", "12"),
}
UNITS = ("个", "件", "份")
NATURAL = (
    ("袜", "双"), ("鞋", "双"), ("手机", "台"), ("裤", "条"), ("围巾", "条"), ("衣", "件"), ("茶饼", "饼"),
    ("蜜", "瓶"), ("口红", "支"), ("帐篷", "顶"), ("椅", "把"), ("床", "张"), ("粮", "袋"), ("猫砂", "袋"),
    ("罐头", "罐"), ("灯", "盏"),
)  # fmt: skip
JOINS = ("加", "和", "跟", "、", ",", "再来", "配", "+", "以及", "还有", " ", "再加", "外加", "另外来", ",再要", ";")
ASKS = (
    "多少钱",
    "一共多少",
    "一共多少钱",
    "合计",
    "总共要付多少",
    "到手价",
    "加起来多少钱",
    "算下来多少钱",
    " 一起几钱",
    "总共要掏多少",
    " 实付多少",
)
SINGLE = (
    "{n}{o}{c}多少钱", "{c}{n}{o}多少钱", "{c}{o}{n}一共多少", "{o}{n}买{c}到手价", "我要{c}{o}的{n},多少钱",
    "{n}{o}来{c}", "{n} {o} {c} 一共多少钱", "{n}{o}要{c},算一下总价", "买{c}{o}{n}要付多少",
    "想买{c}{n},{o},总共多少钱", "帮我算下{c}{n}{o}", "请问{n}{o}买{c}有优惠吗,多少钱",
    "{n}{o}{c}券后多少", "{n}{o}{c}多少能拿下", "{o}的{n}拿{c}算下来多少", "{n}{o}的拍{c}总共要付", "{n}{o} {c} 几多钱",
)  # fmt: skip
CLAIMS = (
    ("我是VIP,", Audience.VIP), ("VIP买", Audience.VIP), ("我是新客,", Audience.NEW_CUSTOMER),
    ("首单", Audience.NEW_CUSTOMER), ("第一次来,", Audience.NEW_CUSTOMER), ("头一回来,", Audience.NEW_CUSTOMER),
)  # fmt: skip
OPTIONS = (
    "{n}{s}{a}{c}{b}{d}", "{n}{s}{c}{a}{d}{b}", "{n}{s}{c}{a}的{d}{b}的", "{c}{a}{n}{s}和{d}{b}的",
    "{n}{s}{a}要{c},{b}要{d},", "{n}{s}{a}{c}加{b}{d}", "{c}{a}和{d}{b}的{n}{s}", "{n}{s}{a}的{c},{b}的{d},",
)  # fmt: skip
EACH = ("{a}和{b}各{c}", "{a}、{b}各来{c}", "{a}跟{b}一样{c}", "{a}和{b}每样{c}", "{a}加{b}各买{c}")
PAID = re.compile(r"到手价(\d+(?:\.\d+)?元)")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with the goods it puts together."""

    kind: str
    text: str
    wishes: tuple[Wish, ...]
    audiences: frozenset[Audience] = frozenset()
    coupons: bool = True


class Grammar:
    """Sentences over the goods of one shop; the same seed gives the same ones."""

    def __init__(self, shop: Shop, dice: random.Random) -> None:
        self._dice = dice
        products = group(shop.skus)
        self._products = [product for product in products if _told_apart(product)]
        self._names = {p.product_id: [p.name, *(a for a in p.aliases if _is_own(a, p, products))] for p in products}

    def sentences(self, number: int) -> Iterator[Said]:
        """Yield so many sentences of all classes."""
        makers = (self._single, self._single, self._several, self._several, self._each, self._variants)
        for _ in range(number):
            yield self._dice.choice(makers)()

    def _pick(self) -> tuple[Product, Sku]:
        product = self._dice.choice(self._products)
        return product, self._dice.choice(_told_apart(product))

    def _single(self) -> Said:
        product, sku = self._pick()
        number = self._dice.choice(tuple(SPELT))
        text = self._dice.choice(SINGLE).format(
            n=self._name(product), o=_values(product, sku), c=self._count(product, number)
        )
        if self._dice.random() < 0.15:
            claim, audience = self._dice.choice(CLAIMS)
            return Said("audience", claim + text, ((sku, number),), frozenset({audience}))
        if self._dice.random() < 0.08:
            return Said("no coupons", f"{text},不用券", ((sku, number),), coupons=False)
        return Said("single", text, ((sku, number),))

    def _several(self) -> Said:
        wishes: dict[str, tuple[Sku, int, str]] = {}
        for _ in range(self._dice.choice((2, 2, 3))):
            product, sku = self._pick()
            number = self._dice.choice((1, 1, 2, 3))
            count, values, name = self._count(product, number), _values(product, sku), self._name(product)
            form = self._dice.choice(("{c}{o}{n}", "{n}{o}{c}", "{o}{n}{c}", "{n} {o} {c}"))
            wishes[product.product_id] = (sku, number, form.format(c=count, o=values, n=name))
        text = self._dice.choice(JOINS).join(words for *_, words in wishes.values()) + self._dice.choice(ASKS)
        return Said("several", text, tuple((sku, number) for sku, number, _ in wishes.values()))

    def _each(self) -> Said:
        (one, first), (other, second) = self._pick(), self._pick()
        if one is other:
            return self._each() if len(self._products) > 1 else self._single()
        number = self._dice.choice((1, 2, 3))
        a, b = self._name(one) + _values(one, first), self._name(other) + _values(other, second)
        text = self._dice.choice(EACH).format(a=a, b=b, c=f"{SPELT[number][0]}{self._dice.choice(UNITS)}")
        return Said("each", text + self._dice.choice(ASKS), ((first, number), (second, number)))

    def _variants(self) -> Said:
        product, sku = self._pick()
        sisters = [other for other in _told_apart(product) if _differs_once(sku, other)]
        if not sisters:
            return self._single()
        sister = self._dice.choice(sisters)
        own, theirs = next((a, b) for a, b in zip(sku.options, sister.options, strict=True) if a != b)
        same = "".join(value for name, value in sku.options if name != own[0])
        numbers = self._dice.choice(((1, 1), (1, 2), (2, 1), (2, 3)))
        c, d = (self._count(product, number) for number in numbers)
        form = self._dice.choice(OPTIONS)
        text = form.format(n=self._name(product), s=same, a=own[1], b=theirs[1], c=c, d=d)
        return Said("variants", text + self._dice.choice(ASKS), ((sku, numbers[0]), (sister, numbers[1])))

    def _name(self, product: Product) -> str:
        return self._dice.choice(self._names[product.product_id])

    def _count(self, product: Product, number: int) -> str:
        natural = next((unit for word, unit in NATURAL if word in product.name), None)
        units = (natural, natural, *UNITS) if natural else UNITS
        return self._dice.choice(SPELT[number]) + self._dice.choice(units)


def _told_apart(product: Product) -> list[Sku]:
    known = [sku for sku in product.skus if sku.on_sale and sku.price is not None]
    return [sku for sku in known if sum(other.options == sku.options for other in product.skus) == 1]


def _differs_once(one: Sku, other: Sku) -> bool:
    alike = len(one.options) == len(other.options)
    return alike and sum(a != b for a, b in zip(one.options, other.options, strict=True)) == 1


def _is_own(name: str, product: Product, products: Sequence[Product]) -> bool:
    others = (own for other in products if other is not product for own in (other.name, *other.aliases))
    return not any(normalize(name) in normalize(own) for own in others)


def _values(product: Product, sku: Sku) -> str:
    """Return the option values as said; a blank keeps a size from running into a number or a code before it."""
    values = _apart([value for _, value in sku.options]) if len(product.skus) > 1 else ""
    return f" {values}" if values[:1].isascii() and values else values


def _apart(values: Sequence[str]) -> str:
    said = ""
    for value in values:
        said += f" {value}" if said[-1:].isascii() and said and value[:1].isascii() else value
    return said


def outcome(reply: Reply, right: str, said: Said) -> str:
    """Return how a reply did, one of `OUTCOMES`."""
    paid = PAID.findall(reply.text)
    if paid and "facts.checkout" in reply.rule:
        return "right" if paid[0] == right else "WRONG"
    lone = len(said.wishes) == 1 and said.wishes[0][1] == 1
    if lone and reply.rule == "facts.price" and f"现价{_price(said).display()}" in reply.text:
        return "right"
    return {"clarify": "asked back", "unsure": "unsure", "handoff": "unsure"}.get(reply.route, "other")


def _price(said: Said) -> Money:
    price = said.wishes[0][0].price
    assert price is not None
    return price


async def measure(folder: Path, number: int, *, verbose: bool) -> Counter[tuple[str, str]]:
    """Return how the sentences over one shop did, by class and outcome."""
    clock = FrozenClock()
    shop, orders = preview.shop_of(read_path(folder), shop_id="folder", at=clock.now())
    drafter = drafter_of(shop, FolderOrders(orders), clock=clock)
    told = Counter[tuple[str, str]]()
    for said in Grammar(shop, random.Random(SEED)).sentences(number):
        mine = [
            promotion
            for promotion in running(shop.promotions, clock.now())
            if promotion.audience in {Audience.EVERYONE, *said.audiences}
            and (said.coupons or promotion.kind is not PromotionKind.COUPON)
        ]
        right = Money(least_to_pay(said.wishes, mine)).display()
        answered = await drafter.draft(Question(said.text, Shopper("bench")), shop_id=shop.shop_id)
        how = outcome(answered.reply, right, said)
        told[said.kind, how] += 1
        if how == "WRONG" or (verbose and how != "right"):
            print(f"{how} {folder.name}: {said.text}\n  {right} → ({answered.reply.rule}) {answered.reply.text}")
    return told


def main() -> None:
    """Print one row per class; exit 1 when a sum was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-v", dest="verbose", action="store_true")
    parser.add_argument("-n", dest="number", type=int, default=150)
    parser.add_argument("shops", nargs="*", type=Path, default=SHOPS)
    asked = parser.parse_args()
    told = Counter[tuple[str, str]]()
    for folder in asked.shops:
        told += asyncio.run(measure(folder, asked.number, verbose=asked.verbose))
    print("class", "sentences", *OUTCOMES, sep="\t")
    for kind in [*sorted({kind for kind, _ in told}), ""]:
        row = [sum(n for (own, how), n in told.items() if kind in {own, ""} and how == each) for each in OUTCOMES]
        print(kind or "all", sum(row), *row, sep="\t")
    sys.exit(1 if any(how == "WRONG" for _, how in told) else 0)


if __name__ == "__main__":
    main()
