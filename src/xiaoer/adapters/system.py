"""What time is it, and which id is free?"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

ID_BYTES = 16  # 128 random bits: not to be guessed


class SystemClock:
    """The machine's wall clock."""

    def now(self) -> datetime:
        """Return the time in UTC."""
        return datetime.now(UTC)


class RandomIds:
    """Unguessable ids, safe in URLs."""

    def new(self) -> str:
        """Return a fresh id of 32 hexadecimal characters."""
        return secrets.token_hex(ID_BYTES)
