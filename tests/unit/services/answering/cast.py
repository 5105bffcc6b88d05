"""Which shop, which goods and which fakes play in the tests of answering?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from xiaoer.adapters.connectors.embedded import EmbeddedCatalog
from xiaoer.adapters.connectors.folder import FolderOrders
from xiaoer.bootstrap.brain import Brain, enliven, load_brain
from xiaoer.core.dialogue.evidence import Passage, Quote
from xiaoer.core.dialogue.plan import Plan
from xiaoer.core.dialogue.state import FRESH, DialogueState
from xiaoer.core.dialogue.understanding import Ask, Entities, Family, Label, ProductMatch
from xiaoer.core.facts.topic import BasketLine, Topic
from xiaoer.core.shop.money import Money
from xiaoer.core.shop.order import Order
from xiaoer.core.shop.product import Sku, group
from xiaoer.core.shop.shop import Shop
from xiaoer.errors import CatalogDown
from xiaoer.services.answering.case import Case
from xiaoer.services.answering.drafting import Drafter
from xiaoer.services.answering.findings import NO_ORDER, Findings, Lookup, OrderFinding
from xiaoer.services.answering.live import LiveShop, LiveShops
from xiaoer.services.answering.plan import plan_ask
from xiaoer.testing.factories import (
    EVE_OF_NOV_11,
    FrozenClock,
    a_faq,
    a_policy,
    a_promotion,
    a_question,
    a_shop,
    a_shopper,
    a_sku,
    an_order,
)

PHONE = "13800138000"
HER_ORDER = an_order("TT20261108001", phone=PHONE)
HIS_ORDER = an_order("TT20261109002", phone="13912345678")
ENDED, COMING = timedelta(days=-30), timedelta(days=20)


def a_phone(colour: str, size: str, price: int, stock: int | None = 12, **fields: object) -> Sku:
    options = (("颜色", colour), ("容量", size))
    return a_sku(f"X1-{colour}-{size}", options=options, price=Money.yuan(price), stock=stock, **fields)


BLACK = a_phone("黑色", "256G", 3999, attributes=(("电池", "4500mAh"), ("屏幕", "6.1英寸")))
WHITE = a_phone("白色", "512G", 4599, 0, attributes=(("电池", "4500mAh"), ("屏幕", "6.1英寸")))
PRO = a_sku(
    "X1P", product_id="X1P", name="桃桃X1 Pro", options=(), price=Money.yuan(5999), attributes=(("电池", "5000mAh"),)
)
BUDS = a_sku("E2", product_id="E2", name="桃桃耳机E2", options=(), price=Money.yuan(299), stock=None, category="配件")

SHOP = a_shop(
    skus=(BLACK, WHITE, PRO, BUDS),
    faqs=[
        a_faq(),
        a_faq("wash-01", question="手机壳怎么清洗?", answer="用湿布擦拭即可。"),
        a_faq("hello-01", question="你们家电话手表支持哪些小程序?", answer="支持微信和支付宝。"),
    ],
    policies=[a_policy()],
    promotions=[
        a_promotion(),
        a_promotion(
            "warm-1000",
            starts_at=EVE_OF_NOV_11 + COMING,
            ends_at=EVE_OF_NOV_11 + 2 * COMING,
            name="暖冬大促",
            amount=Money.yuan(60),
        ),
        a_promotion(
            "oct",
            starts_at=EVE_OF_NOV_11 + 2 * ENDED,
            ends_at=EVE_OF_NOV_11 + ENDED,
            name="国庆狂欢",
            amount=Money.yuan(77),
        ),
    ],
)


@cache
def the_brain() -> Brain:
    return load_brain()


@cache
def live_of(shop: Shop = SHOP) -> LiveShop:
    return enliven(shop, the_brain())


class BrokenCatalog:
    """A live source that never answers."""

    async def quotes(self, shop: Shop, skus: Sequence[Sku]) -> tuple[Quote, ...]:
        raise CatalogDown


def a_drafter(
    *, shop: Shop = SHOP, orders: Sequence[Order] = (HER_ORDER, HIS_ORDER), catalog: object = None
) -> Drafter:
    shops = LiveShops()
    shops.replace(live_of(shop))
    return Drafter(
        shops=shops, catalog=catalog or EmbeddedCatalog(), orders=FolderOrders(tuple(orders)), clock=FrozenClock()
    )


def a_topic(*skus: Sku, narrowed: bool = False) -> Topic:
    product = next(product for product in group(SHOP.skus) if product.product_id == skus[0].product_id)
    quotes = tuple(Quote(sku, SHOP.stated_at) for sku in skus)
    return Topic(product, quotes, ZoneInfo(SHOP.profile.timezone), narrowed, EVE_OF_NOV_11)


X1, X1_PRO, EARBUDS = a_topic(BLACK, WHITE), a_topic(PRO), a_topic(BUDS)


def a_passage(score: float, *, kind: str = "faq", text: str = "全场满99元包邮。") -> Passage:
    return Passage(kind, "ship-01", "满多少包邮?", text, score)


def an_ask(
    family: Family,
    *,
    text: str = "问一下",
    intent: str = "",
    label: Label = Label.OTHER,
    confidence: float = 0.9,
    **entities: object,
) -> Ask:
    return Ask(text, intent or family.value, label, family, confidence, Entities(**entities))


def a_match(*product_ids: str, skus: Sequence[str] = (), **fields: object) -> ProductMatch:
    return ProductMatch(fields.pop("mention", "x1"), product_ids, tuple(skus), **fields)


def a_case(
    ask: Ask,
    *matches: tuple[Topic, ...],
    passages: Sequence[Passage] = (),
    basket: Sequence[BasketLine] = (),
    order: OrderFinding = NO_ORDER,
    state: DialogueState = FRESH,
    live: LiveShop | None = None,
) -> Case:
    findings = Findings(ask, Lookup(lambda: tuple(passages)), matches, tuple(basket), order)
    question = a_question(ask.text, shopper=a_shopper())
    return Case(findings, question, state, live or live_of(), EVE_OF_NOV_11)


def planned(ask: Ask, *matches: tuple[Topic, ...], **found: object) -> Plan:
    return plan_ask(a_case(ask, *matches, **found))


def at_hour(hour: int) -> datetime:
    """Return the time at which it is this hour in Shanghai."""
    return datetime(2026, 11, 10, (hour - 8) % 24, 0, tzinfo=UTC)
