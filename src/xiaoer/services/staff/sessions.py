"""Whose browser is this?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from xiaoer.core.staff import StaffAccount, Staffer, StaffSession
from xiaoer.ports import Clock, Ids
from xiaoer.services.staff.keyring import digest
from xiaoer.services.staff.ports import Accounts

LONGEST = timedelta(days=14)  # a browser that is used every day signs in every other week
IDLE = timedelta(hours=24)
SEEN_EVERY = timedelta(minutes=5)  # writing it down at every request would cost a disk flush each


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A browser's right to come back; only the hash of `token` is kept."""

    token: str
    staffer: Staffer
    account: StaffAccount
    by: Literal["password", "token"]


class Sessions:
    """Opens, finds and ends the sessions of one shop's staff."""

    def __init__(self, accounts: Accounts, *, shop_id: str, clock: Clock, ids: Ids) -> None:
        self._accounts = accounts
        self._shop_id = shop_id
        self._clock = clock
        self._ids = ids

    async def open(self, account: StaffAccount, *, by: Literal["password", "token"]) -> SignedIn:
        """Store a new session of an account."""
        now, token = self._clock.now(), self._ids.new() + self._ids.new()
        session = StaffSession(digest(token), self._shop_id, account.id, by, now, now, now + IDLE)
        await self._accounts.open_session(session)
        return SignedIn(token, staffer_of(account), account, by)

    async def find(self, token: str) -> tuple[StaffSession, StaffAccount] | None:
        """Return the session of a token with its account, None when it is over or the account is switched off."""
        found = await self._accounts.session(self._shop_id, digest(token)) if token else None
        if found is None:
            return None
        session, account = found
        now = self._clock.now()
        if account.status != "active" or now >= session.expires_at:
            return None
        if now - session.seen_at >= SEEN_EVERY:
            session = replace(session, seen_at=now, expires_at=min(now + IDLE, session.created_at + LONGEST))
            await self._accounts.touch(session)
        return session, account

    async def staffer(self, token: str) -> Staffer | None:
        """Return who is signed in with a token."""
        found = await self.find(token)
        return None if found is None else staffer_of(found[1])

    async def close(self, token: str) -> None:
        """Forget the session of a token."""
        await self._accounts.close_session(self._shop_id, digest(token))


def staffer_of(account: StaffAccount) -> Staffer:
    """Return an account as somebody who asks for something."""
    return Staffer(account.id, account.display_name, account.role, "account")
