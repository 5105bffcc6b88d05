"""How does a store of the staff behave that keeps its promises, and what does a small staff look like?"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Literal

from xiaoer.core.staff import ApiKey, AuditEntry, Role, StaffAccount, StaffSession, sealed
from xiaoer.errors import LastOwner, NameTaken, NoSuchAccount, NoSuchKey
from xiaoer.services.staff.keyring import digest
from xiaoer.testing.factories import EVE_OF_NOV_11


class MemoryAccounts:
    """Accounts and sessions in dictionaries."""

    def __init__(self) -> None:
        self._accounts: dict[str, StaffAccount] = {}
        self._sessions: dict[str, StaffSession] = {}

    async def all(self, shop_id: str) -> tuple[StaffAccount, ...]:
        """Return every account, oldest first."""
        mine = (account for account in self._accounts.values() if account.shop_id == shop_id)
        return tuple(sorted(mine, key=lambda account: (account.created_at, account.id)))

    async def find(self, shop_id: str, account_id: str) -> StaffAccount | None:
        """Return an account by its id."""
        return next((one for one in await self.all(shop_id) if one.id == account_id), None)

    async def named(self, shop_id: str, login: str) -> StaffAccount | None:
        """Return an account by the plain form of its login name."""
        return next((one for one in await self.all(shop_id) if one.login == login), None)

    async def add(self, account: StaffAccount) -> StaffAccount:
        """Store a new account."""
        if await self.named(account.shop_id, account.login) is not None:
            raise NameTaken
        self._accounts[account.id] = account
        return account

    async def change(self, account: StaffAccount) -> StaffAccount:
        """Store an account in place of the one with its id."""
        if await self.find(account.shop_id, account.id) is None:
            raise NoSuchAccount
        namesake = await self.named(account.shop_id, account.login)
        if namesake is not None and namesake.id != account.id:
            raise NameTaken
        owners = [one.id for one in await self.all(account.shop_id) if _is_owner(one)]
        if owners == [account.id] and not _is_owner(account):
            raise LastOwner
        self._accounts[account.id] = account
        return account

    async def open_session(self, session: StaffSession) -> None:
        """Store a session; those of the shop that have expired are forgotten."""
        stale = [
            key
            for key, one in self._sessions.items()
            if one.shop_id == session.shop_id and one.expires_at <= session.created_at
        ]
        for key in stale:
            del self._sessions[key]
        self._sessions[session.token_hash] = session

    async def session(self, shop_id: str, token_hash: str) -> tuple[StaffSession, StaffAccount] | None:
        """Return a session with its account."""
        session = self._sessions.get(token_hash)
        if session is None or session.shop_id != shop_id:
            return None
        return session, self._accounts[session.account_id]

    async def touch(self, session: StaffSession) -> None:
        """Store when a session was last seen."""
        if session.token_hash in self._sessions:
            self._sessions[session.token_hash] = session

    async def close_session(self, shop_id: str, token_hash: str) -> None:
        """Forget one session."""
        if await self.session(shop_id, token_hash) is not None:
            del self._sessions[token_hash]

    async def close_sessions(self, shop_id: str, account_id: str, *, but: str = "") -> None:
        """Forget the sessions of an account, except one."""
        mine = [key for key, one in self._sessions.items() if (one.shop_id, one.account_id) == (shop_id, account_id)]
        for key in mine:
            if key != but:
                del self._sessions[key]


class MemoryApiKeys:
    """Keys in a list."""

    def __init__(self) -> None:
        self._keys: list[ApiKey] = []

    async def all(self, shop_id: str) -> tuple[ApiKey, ...]:
        """Return every key, newest first."""
        mine = sorted((key for key in self._keys if key.shop_id == shop_id), key=lambda key: key.id)
        return tuple(sorted(mine, key=lambda key: key.created_at, reverse=True))

    async def add(self, key: ApiKey) -> ApiKey:
        """Store a new key."""
        self._keys.append(key)
        return key

    async def revoke(self, shop_id: str, key_id: str, *, at: datetime) -> ApiKey:
        """Make a key void for good."""
        for place, key in enumerate(self._keys):
            if (key.shop_id, key.id) == (shop_id, key_id):
                self._keys[place] = replace(key, revoked_at=key.revoked_at or at)
                return self._keys[place]
        raise NoSuchKey


class MemoryAuditLog:
    """Entries in a list."""

    def __init__(self) -> None:
        self._entries: list[AuditEntry] = []

    async def append(self, entry: AuditEntry) -> AuditEntry:
        """Store an entry behind the last one."""
        mine = [one for one in self._entries if one.shop_id == entry.shop_id]
        kept = sealed(replace(entry, seq=len(mine) + 1), mine[-1].digest if mine else "")
        self._entries.append(kept)
        return kept

    async def entries(self, shop_id: str, *, before: int, limit: int) -> tuple[AuditEntry, ...]:
        """Return entries with a `seq` below `before`, newest first."""
        mine = [one for one in self._entries if one.shop_id == shop_id and one.seq < before]
        return tuple(mine[::-1][:limit])


class MemorySecrets:
    """Secrets in a dictionary."""

    def __init__(self) -> None:
        self._secrets: dict[tuple[str, str], str] = {}

    async def find(self, shop_id: str, name: str) -> str | None:
        """Return a secret."""
        return self._secrets.get((shop_id, name))

    async def put(self, shop_id: str, name: str, value: str) -> None:
        """Store a secret in place of any earlier one."""
        self._secrets[shop_id, name] = value


def an_account(
    account_id: str = "阿强",
    *,
    role: Role = Role.AGENT,
    shop_id: str = "default",
    login: str = "",
    status: Literal["active", "off"] = "active",
    created_at: datetime = EVE_OF_NOV_11,
) -> StaffAccount:
    """Return the account of 阿强, an agent; it has no password."""
    return StaffAccount(account_id, shop_id, login or account_id, account_id, role, "", status, created_at)


def a_session(token: str = "t", *, account_id: str = "阿强", at: datetime, until: datetime) -> StaffSession:  # noqa: S107  # a test's token  # nosec B107
    """Return a session that a password opened."""
    return StaffSession(digest(token), "default", account_id, "password", at, at, until)


def a_key(key_id: str = "k-1", *, role: Role = Role.CALLER, created_at: datetime = EVE_OF_NOV_11) -> ApiKey:
    """Return the key of a shop's system; its secret is its id."""
    return ApiKey(key_id, "default", "订单系统", role, digest(key_id), key_id[-4:], created_at, "店长")


def an_entry(action: str = "staff.added", *, shop_id: str = "default", target: str = "阿强") -> AuditEntry:
    """Return what 店长 changed."""
    return AuditEntry(shop_id, 0, EVE_OF_NOV_11, "店长", "店长", action, target, "")


def _is_owner(account: StaffAccount) -> bool:
    return account.role is Role.OWNER and account.status == "active"
