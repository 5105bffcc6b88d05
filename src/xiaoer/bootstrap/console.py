"""How are the parts built that only the owner's console uses?"""

from __future__ import annotations

from dataclasses import dataclass

from xiaoer.adapters.files.workbooks import SpreadsheetFiles
from xiaoer.adapters.storage.backups import BackupFolder
from xiaoer.adapters.storage.store import Store
from xiaoer.bootstrap.brain import Brain, enliven
from xiaoer.config import Settings
from xiaoer.ports import Catalog, Clock
from xiaoer.services.answering.drafting import Drafter
from xiaoer.services.answering.live import LiveShops
from xiaoer.services.console import Console
from xiaoer.services.insight.service import InsightService
from xiaoer.services.knowledge.editing import Editing
from xiaoer.services.knowledge.order_editing import OrderEditing
from xiaoer.services.knowledge.service import KnowledgeService
from xiaoer.services.tryout.service import Tryout, TryPorts


@dataclass(frozen=True, slots=True)
class ConsoleParts:
    """What the rest of the installation brings along."""

    store: Store
    shops: LiveShops
    brain: Brain
    drafter: Drafter
    catalog: Catalog
    knowledge: KnowledgeService
    clock: Clock


def make_console(settings: Settings, parts: ConsoleParts) -> Console:
    """Return the services behind the owner's console."""
    shop_id, store = settings.shop.shop_id, parts.store
    editing = Editing(parts.knowledge, store.edits, shop_id=shop_id)
    ports = TryPorts(
        editing=editing,
        shops=parts.shops,
        drafter=parts.drafter,
        enliven=lambda shop: enliven(shop, parts.brain),
        catalog=parts.catalog,
        orders=store.orders,
        clock=parts.clock,
    )
    return Console(
        editing=editing,
        orders=OrderEditing(editing, store.orders, shop_id=shop_id),
        tryout=Tryout(ports, shop_id=shop_id),
        insight=InsightService(store.talk_book, store.conversations, clock=parts.clock, shop_id=shop_id),
        files=SpreadsheetFiles(),
        backups=BackupFolder(store, settings.store.folder, parts.clock),
    )
