"""How do the people come in: the staff, its keys, and the desk where talks are taken over?"""

from __future__ import annotations

from dataclasses import dataclass

from xiaoer.adapters.storage.store import Store
from xiaoer.bootstrap.keys import ServerKeys
from xiaoer.config import Settings
from xiaoer.core.shop.profile import Profile
from xiaoer.ports import Bus, Clock, Ids
from xiaoer.services.answering.drafting import Drafter
from xiaoer.services.answering.live import LiveShops
from xiaoer.services.conversations.talks import Talks
from xiaoer.services.handoff.bell import Bell
from xiaoer.services.handoff.changes import DeskPorts
from xiaoer.services.handoff.office import Office, OfficeRules, open_office
from xiaoer.services.staff.keyring import KeyRing
from xiaoer.services.staff.keys import KeyService
from xiaoer.services.staff.passwords import Passwords
from xiaoer.services.staff.service import StaffPorts, StaffService


@dataclass(frozen=True, slots=True)
class People:
    """The services of the people behind the assistant."""

    staff: StaffService
    staff_keys: KeyService
    office: Office


@dataclass(frozen=True, slots=True)
class PeopleParts:
    """What the people's services are built on; `bus` must ring `bell`."""

    store: Store
    shops: LiveShops
    drafter: Drafter
    talks: Talks
    bus: Bus
    bell: Bell
    clock: Clock
    ids: Ids


async def open_people(settings: Settings, keys: ServerKeys, parts: PeopleParts) -> People:
    """Return the people's services of one shop, with the keys that are in the store."""
    store, shop_id, clock, ids = parts.store, settings.shop.shop_id, parts.clock, parts.ids
    staff_ports = StaffPorts(store.accounts, store.api_keys, store.audit, store.secrets, clock, ids)
    keyring = KeyRing(
        owner_token_hash=keys.owner_token_hash,
        control_token_hash=keys.control_token_hash,
        shop_keys=settings.access.api_keys,
    )
    staff = StaffService(staff_ports, shop_id=shop_id, keyring=keyring, passwords=Passwords())
    await staff.refresh()

    def profile() -> Profile:
        return parts.shops.current(shop_id).shop.profile

    desk_ports = DeskPorts(store.ticket_book, store.desk, store.conversations, store.accounts, parts.bus, clock, ids)
    office = open_office(
        desk_ports,
        tickets=store.tickets,
        talks=parts.talks,
        bell=parts.bell,
        drafts=parts.drafter,
        shop_id=shop_id,
        profile=profile,
        rules=OfficeRules(settings.desk.patience_s, settings.desk.stale_s, settings.desk.look_every_s),
    )
    return People(staff, KeyService(staff_ports, staff, shop_id=shop_id), office)
