"""What do agents leave on their desk besides tickets?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

PresenceStatus = Literal["online", "busy", "away"]


@dataclass(frozen=True, slots=True)
class Note:
    """Words of one agent to the others about a talk; a shopper never reads them."""

    id: str
    shop_id: str
    conversation_id: str
    author_id: str
    author_name: str
    text: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Presence:
    """How an agent says he is, and when his desk was last heard of."""

    shop_id: str
    agent_id: str
    name: str
    status: PresenceStatus
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class CannedReply:
    """Words that agents say often, found by what they type after a slash."""

    id: str
    shop_id: str
    shortcut: str
    text: str
    changed_at: datetime
