"""Which engines, good and bad, and which shop play where a model is asked?"""

from __future__ import annotations

import asyncio
from contextlib import aclosing, suppress
from functools import cache

from tests.unit.services.answering.cast import live_of

from xiaoer.adapters.connectors.embedded import EmbeddedCatalog
from xiaoer.adapters.connectors.folder import FolderOrders
from xiaoer.bootstrap.voice import manner, system_template
from xiaoer.core.dialogue.evidence import Evidence
from xiaoer.core.dialogue.plan import Compose, HandOff, HandOffReason, Unsure
from xiaoer.errors import EngineBusy
from xiaoer.ports import Delta, EngineState, Generation
from xiaoer.services.answering.drafting import Drafter
from xiaoer.services.answering.live import LiveShops
from xiaoer.services.answering.speaking import ComposeLimits, Occasion, Speaker
from xiaoer.services.answering.turn import Listener
from xiaoer.testing.factories import FrozenClock, a_faq, a_policy, a_shop, a_sku

REFUNDS = Evidence("policy", "退款#1", "退款时间", "仓库收到退货后2个工作日内退款,原路返回。不支持货到付款。")
UNSURE, TWO_MISSES = Unsure("unsure.no_passage"), HandOff(HandOffReason.TWO_MISSES, "handoff.two_misses")
WISH = Compose("退货之后多久退款", (REFUNDS,), "compose.passages", UNSURE, "关于“退款时间”:")
HONEST = "您好,仓库收到退货后2个工作日内退款,原路返回。"
FAST = ComposeLimits(first_s=0.06, gap_s=0.06, total_s=0.15, count_s=0.02)

SHOP = a_shop(
    skus=(
        a_sku(
            "US07-M",
            product_id="US07",
            name="狗狗雨衣",
            options=(("尺码", "M"),),
            attributes=(("S码", "背长25cm 胸围36cm"), ("M码", "背长30cm 胸围42cm"), ("材质", "防水涤纶")),
        ),
    ),
    faqs=[
        a_faq("refuse", question="不配送的地区", answer="新疆、西藏、内蒙古、青海和港澳台暂不配送。"),
        a_faq("box", question="订阅盒怎么取消", answer="在我的订阅里点暂停或取消,每月1号前取消当月不扣款。"),
        a_faq("wash", question="雨衣怎么清洗", answer="用湿布擦拭即可,不要机洗。"),
    ],
    policies=[
        a_policy("退款#1", heading="退款时间", text="仓库收到退货后2个工作日内退款,原路返回。"),
        a_policy("订阅#1", heading="暂停", text="一年内最多暂停3次,每次最长2个月,暂停期间不扣款。"),
        a_policy("会员#1", heading="VIP权益", text="VIP每单可领一张无门槛20元券,退货免运费。"),
    ],
)
BEARING = ("雨衣停两个月算不算退货", "退货的雨衣还算暂停吗", "海外的VIP能退货吗")
"""Questions that the shop's texts bear on, though none of them answers for sure."""


@cache
def the_manner():
    return manner()


def a_speaker(engine, limits=FAST):
    return Speaker(engine, template=system_template(), manner=the_manner(), limits=limits)


def an_occasion(**fields):
    return Occasion(**{"live": live_of(), "shopper": "小美", "intent": "refund", "audience": frozenset()} | fields)


def a_voiced_drafter(engine, *, limits=FAST, shop=SHOP):
    shops = LiveShops()
    shops.replace(live_of(shop))
    return Drafter(
        shops=shops,
        catalog=EmbeddedCatalog(),
        orders=FolderOrders(()),
        clock=FrozenClock(),
        speaker=a_speaker(engine, limits),
    )


class Heard:
    """Keeps what was shown while a reply was worded; leaves after so many pieces."""

    def __init__(self, leaves_after=10_000):
        self.pieces = []
        self._leaves_after = leaves_after
        self.listener = Listener(self.hear)

    async def hear(self, text):
        self.pieces.append(text)
        if len(self.pieces) >= self._leaves_after:
            self.listener.gone.set()

    @property
    def text(self):
        return "".join(self.pieces)


async def killed():
    raise BrokenPipeError("child died")
    yield


async def full():
    raise EngineBusy
    yield


async def frozen():
    await asyncio.Event().wait()
    yield


async def stubborn():
    """Do not even be cancelled, for a while."""
    for _ in range(50):
        with suppress(asyncio.CancelledError):
            await asyncio.sleep(0.02)
    yield Delta("仓")


async def slow():
    for char in "仓库收到退货后退款":
        await asyncio.sleep(0.05)
        yield Delta(char)


async def endless():
    while True:
        await asyncio.sleep(0)
        yield Delta("仓库收到退货后2个工作日内退款,")


async def garbage():
    for piece in ("\ufffd\ufffd", "<|im_start|>", "\x00"):
        yield Delta(piece)


async def empty():
    for nothing in ():
        yield nothing


MISDEEDS = {deed.__name__: deed for deed in (killed, full, frozen, stubborn, slow, endless, garbage, empty)}


class Bad:
    """An engine that says some pieces and then does what its kind does."""

    def __init__(self, kind, *pieces):
        self.kind = kind
        self.pieces = pieces
        self.closed = asyncio.Event()

    name = "bad"

    async def warm_up(self):
        pass

    def read_ahead(self, prompt):
        pass

    async def generate(self, request: Generation):
        try:
            for piece in self.pieces:
                yield Delta(piece)
            async for delta in self.misbehave():
                yield delta
        finally:
            self.closed.set()

    async def misbehave(self):
        async with aclosing(MISDEEDS[self.kind]()) as deed:
            async for delta in deed:
                yield delta
        yield Delta("", 0, "stop", 100, 5)

    async def count_tokens(self, texts):
        if self.kind == "frozen":
            await asyncio.Event().wait()
        if self.kind == "killed":
            raise BrokenPipeError
        return tuple(map(len, texts))

    def state(self):
        return EngineState("ready", model="bad")

    async def close(self):
        pass
