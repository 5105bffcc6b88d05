"""Has this caller sent too much?"""

from __future__ import annotations

from xiaoer.config import LimitSettings
from xiaoer.errors import RateLimited
from xiaoer.ports import RateLimiter
from xiaoer.web.callers import Caller
from xiaoer.web.meters import Meters

WISHES = 30  # hand-offs, ratings, feedback, closings and erasures of one shopper in a window

SIGNS = 120  # two a second: a page that shows more is broken
LOGIN_WINDOW_S = 300
LOGINS_OF_ONE = 10  # tries of one name from one address in that time; a thousand passwords take eight hours
LOGINS_OF_ADDRESS = 30


class Turnstile:
    """The one limiter in front of every route that takes messages."""

    def __init__(self, limiter: RateLimiter, limits: LimitSettings, *, meters: Meters) -> None:
        self._limiter = limiter
        self._limits = limits
        self._meters = meters

    async def admit_message(self, caller: Caller, user: str) -> None:
        """Count one message of a shopper (else of the key, else of the address). Raises `RateLimited`."""
        key = f"key:{caller.key}" if caller.key else f"address:{caller.site}"
        if user:
            # What callers with a key say about their users is theirs alone: nobody else can use it up.
            key = f"user:{caller.key}:{user}"
        await self._take("message", key, self._limits.messages)
        await self.admit_address(caller, "address")

    async def admit_address(self, caller: Caller, scope: str) -> None:
        """Count one hit of an address without a key, loopback excepted. Raises `RateLimited`."""
        if not caller.key and not caller.is_local:
            await self._take(scope, caller.site, self._limits.address_messages)

    async def admit_wish(self, owner: str) -> None:
        """Count one hand-off, rating or the like of a shopper. Raises `RateLimited`."""
        await self._take("wish", owner, WISHES)

    async def admit_sign(self, owner: str) -> None:
        """Count one sign of a shopper that she writes or has read. Raises `RateLimited`."""
        await self._take("sign", owner, SIGNS)

    async def admit_login(self, caller: Caller, login: str) -> None:
        """Count one try to sign in, by name and address and by address alone. Raises `RateLimited`."""
        await self._take("login", f"{caller.site}:{login}", LOGINS_OF_ONE, window_s=LOGIN_WINDOW_S)
        await self._take("login", caller.site, LOGINS_OF_ADDRESS, window_s=LOGIN_WINDOW_S)

    async def _take(self, scope: str, key: str, limit: int, *, window_s: int | None = None) -> None:
        wait_s = await self._limiter.take(scope, key, limit=limit, window_s=window_s or self._limits.window_s)
        if wait_s is not None:
            self._meters.limited(scope)
            raise RateLimited(retry_after_s=wait_s)
