"""Which programs may come in, and as what?"""

from __future__ import annotations

from dataclasses import dataclass

from xiaoer.core.language.normalize import clean
from xiaoer.core.staff import ApiKey, Role, Staffer
from xiaoer.services.staff.keyring import digest
from xiaoer.services.staff.service import StaffPorts, StaffService

PREFIX = "xe-"  # so that a key that leaked into a file can be searched for
HINT_CHARS = 4


@dataclass(frozen=True, slots=True)
class MadeKey:
    """A new key; `secret` is told once and kept by nobody here."""

    key: ApiKey
    secret: str


class KeyService:
    """Makes, lists and revokes the keys of programs."""

    def __init__(self, ports: StaffPorts, staff: StaffService, *, shop_id: str) -> None:
        self._ports = ports
        self._staff = staff
        self._shop_id = shop_id

    async def all(self) -> tuple[ApiKey, ...]:
        """Return every key, revoked ones too, newest first."""
        return await self._ports.api_keys.all(self._shop_id)

    async def make(self, actor: Staffer, *, name: str, role: Role) -> MadeKey:
        """Store a new key and return it with its secret."""
        ids = self._ports.ids
        secret = PREFIX + ids.new() + ids.new()
        key = await self._ports.api_keys.add(
            ApiKey(
                id=ids.new(),
                shop_id=self._shop_id,
                name=clean(name),
                role=role,
                key_hash=digest(secret),
                hint=secret[-HINT_CHARS:],
                created_at=self._ports.clock.now(),
                created_by=actor.name,
            )
        )
        await self._staff.refresh()
        await self._staff.note(actor, "key.made", key.name, detail=f"角色={role};尾号={key.hint}")
        return MadeKey(key, secret)

    async def revoke(self, actor: Staffer, key_id: str) -> ApiKey:
        """Make a key void for good. Raises `NoSuchKey`."""
        key = await self._ports.api_keys.revoke(self._shop_id, key_id, at=self._ports.clock.now())
        await self._staff.refresh()
        await self._staff.note(actor, "key.revoked", key.name, detail=f"尾号={key.hint}")
        return key
