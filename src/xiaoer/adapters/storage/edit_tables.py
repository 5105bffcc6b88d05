"""Which table holds what the owner has changed and not published, and which indexes does looking back need?"""

from __future__ import annotations

from sqlalchemy import Column, Index, String, Table, Text, text

from xiaoer.adapters.storage import tables
from xiaoer.adapters.storage.columns import UtcTime

edits = Table(
    "edits",
    tables.metadata,
    Column("shop_id", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("body", Text),  # NULL takes the row out
    Column("at", UtcTime, nullable=False),
    Column("by", String, nullable=False),
)

Index("ix_conversations_time", tables.conversations.c.shop_id, tables.conversations.c.created_at)
Index(
    "ix_events_time",
    tables.events.c.shop_id,
    tables.events.c.created_at,
    sqlite_where=text("kind = 'message'"),
    postgresql_where=text("kind = 'message'"),
)
Index("ix_tickets_time", tables.tickets.c.shop_id, tables.tickets.c.created_at)
Index("ix_feedback_time", tables.feedback.c.shop_id, tables.feedback.c.created_at)
