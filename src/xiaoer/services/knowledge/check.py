"""What in the shop's data will hurt once shoppers ask?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from xiaoer.core.retrieval.index import ShopIndex
from xiaoer.core.shop.order import Order
from xiaoer.core.shop.shop import Shop
from xiaoer.services.knowledge import codec, reading
from xiaoer.services.knowledge.check_goods import check_goods
from xiaoer.services.knowledge.check_texts import check_texts
from xiaoer.services.knowledge.findings import Finding
from xiaoer.services.knowledge.source import Problem, Progress, Source


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What is wrong in a source: rows that cannot be read, and what its readable rows will do."""

    problems: tuple[Problem, ...]
    findings: tuple[Finding, ...]

    @property
    def failed(self) -> bool:
        """Return whether anything is an error."""
        return any(problem.severity == "error" for problem in self.problems) or any(
            found.severity == "error" for found in self.findings
        )


def check_source(source: Source, *, now: datetime, progress: Progress) -> CheckReport:
    """Return what is wrong in a merchant's files; nothing is stored."""
    found = reading.read(source, (), shop_id=source.name, progress=progress)
    shop = codec.decode_shop(found.items, shop_id=source.name, version=0, stated_at=now)
    return CheckReport(found.problems, check(shop, found.orders, now=now, progress=progress))


def check(shop: Shop, orders: Sequence[Order], *, now: datetime, progress: Progress) -> tuple[Finding, ...]:
    """Return the findings about a shop, errors first."""
    index = ShopIndex.build(shop)
    found = (*check_texts(shop, index, now=now, progress=progress), *check_goods(shop, orders, now=now))
    return tuple(sorted(found, key=lambda entry: entry.severity != "error"))
