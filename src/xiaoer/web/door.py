"""What does every route need at hand?"""

from __future__ import annotations

from dataclasses import dataclass

from xiaoer.services.conversations.talks import Talks
from xiaoer.web.callers import Callers
from xiaoer.web.meters import Meters
from xiaoer.web.runtime import WebRuntime
from xiaoer.web.turnstile import Turnstile


@dataclass(frozen=True, slots=True)
class Door:
    """The runtime and the web's own parts, built once per application."""

    runtime: WebRuntime
    talks: Talks
    callers: Callers
    turnstile: Turnstile
    meters: Meters


def reply_owner(key: str, address: str, user: str) -> str:
    """Return whose a talk is that a caller of the synchronous doors names."""
    return f"key:{key}" if key else f"address:{address}:{user}"
