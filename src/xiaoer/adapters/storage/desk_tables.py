"""Which tables does the agents' desk need besides the tickets?"""

from __future__ import annotations

from sqlalchemy import Column, Index, String, Table, Text

from xiaoer.adapters.storage.columns import UtcTime
from xiaoer.adapters.storage.tables import metadata

notes = Table(
    "desk_notes",
    metadata,
    Column("id", String, primary_key=True),
    Column("shop_id", String, nullable=False),
    Column("conversation_id", String, nullable=False),
    Column("author_id", String, nullable=False),
    Column("author_name", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Index("ix_desk_notes_conversation", "conversation_id", "created_at"),
)

presence = Table(
    "desk_presence",
    metadata,
    Column("shop_id", String, primary_key=True),
    Column("agent_id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("status", String, nullable=False),
    Column("seen_at", UtcTime, nullable=False),
)

canned_replies = Table(
    "canned_replies",
    metadata,
    Column("id", String, primary_key=True),
    Column("shop_id", String, nullable=False),
    Column("shortcut", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    Index("uq_canned_replies_shortcut", "shop_id", "shortcut", unique=True),
)
