"""How are the parts built that only shoppers' pages use?"""

from __future__ import annotations

from dataclasses import dataclass

from xiaoer.adapters.files.pictures import FolderPictures, picture_folders
from xiaoer.adapters.storage.store import Store
from xiaoer.config import Settings
from xiaoer.ports import Bus, Catalog, Clock, Ids
from xiaoer.services.answering.live import LiveShops
from xiaoer.services.attachments.service import AttachmentPorts, AttachmentService
from xiaoer.services.storefront.service import Storefront


@dataclass(frozen=True, slots=True)
class Front:
    """What pages of shoppers need besides talks."""

    storefront: Storefront
    files: AttachmentService


@dataclass(frozen=True, slots=True)
class FrontParts:
    """What the rest of the installation brings along."""

    store: Store
    shops: LiveShops
    catalog: Catalog
    bus: Bus
    clock: Clock
    ids: Ids


def make_front(settings: Settings, parts: FrontParts) -> Front:
    """Return the services behind the pages of shoppers."""
    shop_id = settings.shop.shop_id
    pictures = FolderPictures(picture_folders(settings.store.folder, settings.shop.source))
    ports = AttachmentPorts(parts.store.attachments, parts.store.conversations, parts.bus, parts.clock, parts.ids)
    return Front(
        storefront=Storefront(parts.shops, parts.catalog, pictures, clock=parts.clock, shop_id=shop_id),
        files=AttachmentService(ports, shop_id=shop_id),
    )
