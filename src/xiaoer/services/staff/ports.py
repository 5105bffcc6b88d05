"""What must a store of the staff do?"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from xiaoer.core.staff import ApiKey, AuditEntry, StaffAccount, StaffSession


class Accounts(Protocol):
    """The staff's accounts and their open sessions. Every method raises `StoreDown` when the database fails."""

    async def all(self, shop_id: str) -> tuple[StaffAccount, ...]:
        """Return every account, oldest first."""
        ...

    async def find(self, shop_id: str, account_id: str) -> StaffAccount | None:
        """Return an account by its id."""
        ...

    async def named(self, shop_id: str, login: str) -> StaffAccount | None:
        """Return an account by the plain form of its login name."""
        ...

    async def add(self, account: StaffAccount) -> StaffAccount:
        """Store a new account. Raises `NameTaken`."""
        ...

    async def change(self, account: StaffAccount) -> StaffAccount:
        """Store an account in place of the one with its id.

        Raises `NoSuchAccount`, `NameTaken`, and `LastOwner` where no active owner would be left.
        """
        ...

    async def open_session(self, session: StaffSession) -> None:
        """Store a session; those of the shop that have expired are forgotten."""
        ...

    async def session(self, shop_id: str, token_hash: str) -> tuple[StaffSession, StaffAccount] | None:
        """Return a session with its account."""
        ...

    async def touch(self, session: StaffSession) -> None:
        """Store when a session was last seen."""
        ...

    async def close_session(self, shop_id: str, token_hash: str) -> None:
        """Forget one session."""
        ...

    async def close_sessions(self, shop_id: str, account_id: str, *, but: str = "") -> None:
        """Forget the sessions of an account, except the one with the token hash `but`."""
        ...


class ApiKeys(Protocol):
    """The keys of programs."""

    async def all(self, shop_id: str) -> tuple[ApiKey, ...]:
        """Return every key, revoked ones too, newest first."""
        ...

    async def add(self, key: ApiKey) -> ApiKey:
        """Store a new key."""
        ...

    async def revoke(self, shop_id: str, key_id: str, *, at: datetime) -> ApiKey:
        """Make a key void for good. Raises `NoSuchKey`."""
        ...


class AuditLog(Protocol):
    """What the staff changed; entries are only ever added."""

    async def append(self, entry: AuditEntry) -> AuditEntry:
        """Store an entry behind the last one; return it with its `seq` and `digest`."""
        ...

    async def entries(self, shop_id: str, *, before: int, limit: int) -> tuple[AuditEntry, ...]:
        """Return entries with a `seq` below `before`, newest first."""
        ...


class Secrets(Protocol):
    """Named texts of a shop that nobody outside may read."""

    async def find(self, shop_id: str, name: str) -> str | None:
        """Return a secret."""
        ...

    async def put(self, shop_id: str, name: str, value: str) -> None:
        """Store a secret in place of any earlier one."""
        ...
