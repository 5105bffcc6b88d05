"""What does the owner's console need at hand?"""

from __future__ import annotations

from dataclasses import dataclass

from xiaoer.services.insight.service import InsightService
from xiaoer.services.knowledge.editing import Editing
from xiaoer.services.knowledge.order_editing import OrderEditing
from xiaoer.services.knowledge.ports import Backups, MerchantFiles
from xiaoer.services.tryout.service import Tryout


@dataclass(frozen=True, slots=True)
class Console:
    """The services behind `/api/admin` that nobody else needs."""

    editing: Editing
    orders: OrderEditing
    tryout: Tryout
    insight: InsightService
    files: MerchantFiles
    backups: Backups
