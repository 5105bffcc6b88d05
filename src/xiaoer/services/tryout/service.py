"""What would be said to this message at that moment, from the live shop or from the draft?"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from xiaoer.core.dialogue.question import HistoryTurn, Question, Shopper
from xiaoer.core.dialogue.reply import Receipt, Reply
from xiaoer.core.shop.promotion import Audience
from xiaoer.core.shop.shop import Shop
from xiaoer.errors import NoSuchVersion
from xiaoer.ports import Catalog, Clock, Orders
from xiaoer.services.answering.drafting import Drafter
from xiaoer.services.answering.live import LiveShop, LiveShops
from xiaoer.services.knowledge.editing import Editing
from xiaoer.services.knowledge.edits import Edit

Side = Literal["live", "draft"]


@dataclass(frozen=True, slots=True)
class TryWish:
    """A message to try, with what the shopper said before it; without `at`, now."""

    text: str
    side: Side
    said_before: tuple[str, ...] = ()
    at: datetime | None = None
    audience: Audience = Audience.EVERYONE


@dataclass(frozen=True, slots=True)
class Tried:
    """What would be said; `version` is that of the data, of a draft the one that it lies on."""

    reply: Reply
    receipt: Receipt
    version: int
    at: datetime


@dataclass(frozen=True, slots=True)
class TryPorts:
    """What trying out needs from the rest of the installation; `drafter` answers shoppers."""

    editing: Editing
    shops: LiveShops
    drafter: Drafter
    enliven: Callable[[Shop], LiveShop]
    catalog: Catalog
    orders: Orders
    clock: Clock


@dataclass(frozen=True, slots=True)
class _Standing:
    at: datetime

    def now(self) -> datetime:
        return self.at


class Tryout:
    """Answers the owner's own questions and stores nothing. The model is asked only for the live shop, now."""

    def __init__(self, ports: TryPorts, *, shop_id: str) -> None:
        self._ports = ports
        self._shop_id = shop_id
        self._turn = asyncio.Lock()
        self._draft: tuple[tuple[int, tuple[Edit, ...]], LiveShop] | None = None

    async def say(self, wish: TryWish, *, by: str) -> Tried:
        """Return what would be said. Raises `NoSuchVersion` when there is nothing to answer from."""
        at = wish.at or self._ports.clock.now()
        live = self._live_shop() if wish.side == "live" else await self._draft_shop(at)
        audiences = frozenset() if wish.audience is Audience.EVERYONE else frozenset({wish.audience})
        history = tuple(HistoryTurn("user", text) for text in wish.said_before)
        question = Question(wish.text, Shopper(f"try-out:{by}", audiences), history=history)
        drafter = self._ports.drafter
        if wish.side == "draft" or wish.at is not None:
            drafter = self._standing(live, at)
        answered = await drafter.draft(question, shop_id=self._shop_id)
        return Tried(answered.reply, answered.receipt, live.shop.version, at)

    def _standing(self, live: LiveShop, at: datetime) -> Drafter:
        shops = LiveShops()
        shops.replace(live)
        return Drafter(shops=shops, catalog=self._ports.catalog, orders=self._ports.orders, clock=_Standing(at))

    def _live_shop(self) -> LiveShop:
        if self._ports.shops.version(self._shop_id) is None:
            raise NoSuchVersion
        return self._ports.shops.current(self._shop_id)

    async def _draft_shop(self, at: datetime) -> LiveShop:
        """Return the draft, ready to answer; made anew only after a change."""
        async with self._turn:
            copy = await self._ports.editing.working()
            if not copy.items:
                raise NoSuchVersion
            if not copy.is_dirty:
                return self._live_shop()
            state = (copy.base.number if copy.base else 0, copy.edits)
            if self._draft is None or self._draft[0] != state:
                shop = await asyncio.to_thread(copy.shop, at)
                self._draft = (state, await asyncio.to_thread(self._ports.enliven, shop))
            return self._draft[1]
