"""Is this the password?"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
from dataclasses import dataclass

KEY_BYTES = 32
MEMORY_BYTES = 64 * 1024 * 1024  # above what any cost in use needs


@dataclass(frozen=True, slots=True)
class Cost:
    """How much work one guess is: scrypt's parameters."""

    n: int = 2**14  # 16 MiB a guess, so that several at once stay small beside the program
    r: int = 8
    p: int = 5


class Passwords:
    """Hashes and checks passwords, one at a time, beside the event loop."""

    def __init__(self, cost: Cost | None = None) -> None:
        self._cost = cost or Cost()
        self._turn = asyncio.Lock()
        self._nobodys = ""

    async def hash(self, password: str, *, salt: str) -> str:
        """Return what is stored of a password; `salt` must be fresh and unguessable."""
        async with self._turn:
            return await asyncio.to_thread(_hash, password, salt, self._cost)

    async def fits(self, password: str, stored: str) -> bool:
        """Return whether this is the password; without a stored one it takes as long and is not."""
        if not stored and not self._nobodys:
            self._nobodys = await self.hash("", salt="nobody")
        async with self._turn:
            known = stored or self._nobodys
            return await asyncio.to_thread(_fits, password, known) and bool(stored)


def _hash(password: str, salt: str, cost: Cost) -> str:
    key = hashlib.scrypt(
        password.encode("utf-8", "surrogatepass"),
        salt=salt.encode(),
        n=cost.n,
        r=cost.r,
        p=cost.p,
        maxmem=MEMORY_BYTES,
        dklen=KEY_BYTES,
    )
    return f"scrypt${cost.n}${cost.r}${cost.p}${salt}${base64.b64encode(key).decode()}"


def _fits(password: str, stored: str) -> bool:
    _, n, r, p, salt, _ = stored.split("$")
    return hmac.compare_digest(_hash(password, salt, Cost(int(n), int(r), int(p))), stored)
