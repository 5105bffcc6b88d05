"""What do the shop's data hold on this ask?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from xiaoer.core.dialogue.evidence import Passage
from xiaoer.core.dialogue.question import Question
from xiaoer.core.dialogue.state import FRESH, DialogueState
from xiaoer.core.dialogue.understanding import Ask, Family, ProductMatch, Understanding, Wanted
from xiaoer.core.facts.silent import silent_on
from xiaoer.core.facts.topic import BasketLine, Topic
from xiaoer.core.retrieval.retrieve import retrieve
from xiaoer.core.shop.order import Order
from xiaoer.core.shop.product import Sku
from xiaoer.ports import Catalog, Orders, RateLimiter
from xiaoer.services.answering.live import LiveShop

OrderOutcome = Literal["not_asked", "needs_order_id", "needs_phone_tail", "mismatch", "found"]
ORDERS_OF_A_SHOPPER = 1  # a signed identity without an order number asks about the newest order
PROOFS = 20  # proofs tried for one order within the window: ten thousand tails would take weeks
PROOFS_WINDOW_S = 3600
SURE_MATCH = 0.5  # below that the goods that were found are a guess at what she named
QUOTED_SKUS = 200  # more variants than that are never listed, so they are not looked up


@dataclass(frozen=True, slots=True)
class OrderFinding:
    """The order that the shopper has shown to be hers, or why there is none."""

    outcome: OrderOutcome
    order: Order | None = None


NO_ORDER = OrderFinding("not_asked")


class Lookup:
    """Passages that are looked for when somebody first wants to see them: many asks are answered without any."""

    __slots__ = ("_find", "_found")

    def __init__(self, find: Callable[[], tuple[Passage, ...]]) -> None:
        self._find = find
        self._found: tuple[Passage, ...] | None = None

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The passages that may answer, best first."""
        if self._found is None:
            self._found = self._find()
        return self._found

    @property
    def seen(self) -> tuple[Passage, ...]:
        """The passages that somebody looked at, none when nobody did."""
        return self._found or ()


NO_TEXTS = Lookup(lambda: ())


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found for one ask.

    `matches` keeps one group of topics per product that the shopper named: a group of several topics is a name
    that fits several products. `doubtful` says that a name fits what was found only in part.
    """

    ask: Ask
    lookup: Lookup
    matches: tuple[tuple[Topic, ...], ...] = ()
    basket: tuple[BasketLine, ...] = ()
    order: OrderFinding = NO_ORDER
    doubtful: bool = False
    together: Lookup = NO_TEXTS  #: for the ask and the one before it

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The curated texts that may answer the ask, best first."""
        return self.lookup.passages

    @property
    def topics(self) -> tuple[Topic, ...]:
        """The topics of all matches in the order of the shopper's words."""
        return tuple(topic for match in self.matches for topic in match)


def proven_order(findings: tuple[Findings, ...]) -> str:
    """Return the number of the order that these findings have shown to be hers, empty if none."""
    found = (each.order.order for each in findings if each.order.outcome == "found")
    return next((order.order_id for order in found if order is not None), "")


class Finder:
    """Stages 6 and 7 of the flow: retrieve passages, look up live facts."""

    def __init__(self, *, catalog: Catalog, orders: Orders, limiter: RateLimiter | None = None) -> None:
        self._catalog = catalog
        self._orders = orders
        self._limiter = limiter

    async def find(
        self,
        understanding: Understanding,
        question: Question,
        live: LiveShop,
        *,
        now: datetime,
        state: DialogueState = FRESH,
    ) -> tuple[Findings, ...]:
        """Return the findings for each ask, in order. Raises `CatalogDown`."""
        found = [await self._find_one(ask, question, live, now=now, state=state) for ask in understanding.asks]
        return tuple(found)

    async def _find_one(
        self, ask: Ask, question: Question, live: LiveShop, *, now: datetime, state: DialogueState
    ) -> Findings:
        matches = [await self._topics(match, live, now) for match in ask.entities.products]
        return Findings(
            ask=ask,
            lookup=_lookup(ask, live, now),
            matches=tuple(match for match in matches if match),
            basket=await self._basket(ask, live),
            order=await self._order(ask, question, live, state),
            doubtful=any(match.score < SURE_MATCH for match in ask.entities.products),
            together=_together(ask, live, now),
        )

    async def _topics(self, match: ProductMatch, live: LiveShop, now: datetime) -> tuple[Topic, ...]:
        chosen = set(match.skus)
        products = [p for p in map(live.index.products.product, match.product_ids) if p is not None]
        topics = []
        for product in products:
            wanted = tuple(sku for sku in product.skus if sku.sku in chosen) or product.skus
            quotes = await self._catalog.quotes(live.shop, wanted[:QUOTED_SKUS])
            topics.append(Topic(product, quotes, live.zone, narrowed=len(wanted) < len(product.skus), now=now))
        return tuple(topics)

    async def _basket(self, ask: Ask, live: LiveShop) -> tuple[BasketLine, ...]:
        """Return one line per wanted item whose SKU is clear; an item that is not clear leaves the basket empty."""
        wanted = ask.entities.basket or _lone_wish(ask)
        lines: list[BasketLine] = []
        for item in wanted:
            sku = _only_sku(item.match, live)
            if sku is None:
                return ()
            (quote,) = await self._catalog.quotes(live.shop, (sku,))
            lines.append(BasketLine(quote, item.quantity))
        return tuple(lines)

    async def _order(self, ask: Ask, question: Question, live: LiveShop, state: DialogueState) -> OrderFinding:
        order_id, phone = ask.entities.order_id, question.shopper.phone
        if ask.family is not Family.ORDER and not order_id:
            return NO_ORDER
        if not order_id:
            return await self._newest_order(phone, live)
        is_proven = order_id == state.proven_order
        if not phone and not ask.entities.phone_tail and not is_proven:
            return OrderFinding("needs_phone_tail")
        if not phone and not is_proven and await self._is_guessing(live.shop.shop_id, order_id):
            return OrderFinding("mismatch")
        order = await self._orders.find(live.shop.shop_id, order_id)
        if order is not None and (is_proven or _is_hers(order, phone=phone, tail=ask.entities.phone_tail)):
            return OrderFinding("found", order)
        return OrderFinding("mismatch")

    async def _is_guessing(self, shop_id: str, order_id: str) -> bool:
        """Return whether this order was asked for so often that somebody may be trying out phone tails."""
        if self._limiter is None:
            return False
        key = f"{shop_id}:{order_id.lower()}"
        return await self._limiter.take("order_proof", key, limit=PROOFS, window_s=PROOFS_WINDOW_S) is not None

    async def _newest_order(self, phone: str, live: LiveShop) -> OrderFinding:
        if not phone:
            return OrderFinding("needs_order_id")
        orders = await self._orders.of_phone(live.shop.shop_id, phone, limit=ORDERS_OF_A_SHOPPER)
        return OrderFinding("found", orders[0]) if orders else OrderFinding("needs_order_id")


def _together(ask: Ask, live: LiveShop, now: datetime) -> Lookup:
    """Return the lookup for an ask and the one before it."""
    return _lookup(replace(ask, text=f"{ask.before} {ask.text}"), live, now) if ask.before else NO_TEXTS


def _lookup(ask: Ask, live: LiveShop, now: datetime) -> Lookup:
    def find() -> tuple[Passage, ...]:
        found = live.memory.retrieved(ask, now, lambda: retrieve(ask, live.index, now=now))
        return tuple(passage for passage in found if not silent_on(ask.text, passage.text))

    return Lookup(find)


def _lone_wish(ask: Ask) -> tuple[Wanted, ...]:
    """Return the one product of an ask about promotions as a basket: VIP买这个多少钱."""
    if ask.family is not Family.PROMOTION or len(ask.entities.products) != 1:
        return ()
    return (Wanted(ask.entities.products[0], ask.entities.quantity or 1),)


def _only_sku(match: ProductMatch, live: LiveShop) -> Sku | None:
    """Return the one SKU that a match means: named, or one of those on sale, in stock first, if all have one price."""
    if len(match.product_ids) != 1:
        return None
    skus = [sku for sku in map(live.index.products.sku, match.skus) if sku is not None]
    on_sale = [sku for sku in skus if sku.on_sale] or skus
    same_price = len({sku.price for sku in on_sale}) == 1
    in_stock = [sku for sku in on_sale if sku.stock != 0]
    return (in_stock or on_sale)[0] if on_sale and same_price else None


def _is_hers(order: Order, *, phone: str, tail: str) -> bool:
    if not order.phone:
        return False
    return order.phone == phone or (len(tail) == 4 and order.phone.endswith(tail))
