"""Which tables hold the shop's data and its talks?

Every row knows its shop. Nouns that are only ever read whole are kept as JSON text.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, MetaData, String, Table, Text, text

from xiaoer.adapters.storage.columns import Choice, JsonText, UtcTime, Word
from xiaoer.core.dialogue.attachment import Attachment
from xiaoer.core.dialogue.plan import HandOffReason
from xiaoer.core.dialogue.question import PageContext
from xiaoer.core.dialogue.reply import Source
from xiaoer.core.dialogue.state import DialogueState

# SQLite counts rows up by itself only in a column declared INTEGER.
_BIG_ID = BigInteger().with_variant(Integer(), "sqlite")

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)

conversations = Table(
    "conversations",
    metadata,
    Column("id", String, primary_key=True),
    Column("shop_id", String, nullable=False),
    Column("owner", String, nullable=False),
    Column("name", String, nullable=False),
    Column("status", String, nullable=False),
    Column("last_seq", Integer, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("state", JsonText(DialogueState), nullable=False),
    Index("uq_conversations_name", "shop_id", "owner", "name", unique=True),
)

events = Table(
    "events",
    metadata,
    Column("conversation_id", String, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("shop_id", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("message_id", Word),
    Column("role", Word),
    Column("text", Word),
    Column("client_message_id", Word),
    Column("in_reply_to", Word),
    Column("outcome_of", Word),  # the message whose turn left this event behind
    Column("route", Word),
    Column("rule", Word),
    Column("sources", JsonText(tuple[Source, ...], ())),
    Column("context", JsonText(PageContext)),
    Column("status", Word),
    Column("queue_position", Integer),
    Column("wait_s", Integer),
    Column("speaker", Word),
    Column("attachment", JsonText(Attachment)),
    Index(
        "uq_events_message",
        "message_id",
        unique=True,
        sqlite_where=text("kind = 'message'"),
        postgresql_where=text("kind = 'message'"),
    ),
    Index(
        "uq_events_client_message",
        "conversation_id",
        "client_message_id",
        unique=True,
        sqlite_where=text("client_message_id IS NOT NULL"),
        postgresql_where=text("client_message_id IS NOT NULL"),
    ),
    Index(
        "uq_events_outcome",
        "outcome_of",
        "kind",
        unique=True,
        sqlite_where=text("outcome_of IS NOT NULL"),
        postgresql_where=text("outcome_of IS NOT NULL"),
    ),
)

# Files that shoppers sent, in the database: stored with their message or not at all, backed up and erased with it.
attachments = Table(
    "attachments",
    metadata,
    Column("id", String, primary_key=True),
    Column("shop_id", String, nullable=False),
    Column("conversation_id", String, nullable=False),
    Column("name", String, nullable=False),
    Column("media_type", String, nullable=False),
    Column("size_bytes", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Index("ix_attachments_conversation", "conversation_id"),
)

# Accepted messages without an outcome: few rows among millions of events, so that a restart finds them at once.
pending_turns = Table(
    "pending_turns",
    metadata,
    Column("message_id", String, primary_key=True),
    Column("shop_id", String, nullable=False),
    Column("conversation_id", String, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("accepted_at", UtcTime, nullable=False),
    Column("phone", Word),  # of a signed identity; gone with the row once there is a reply
    Index("ix_pending_turns_age", "shop_id", "accepted_at"),
)

receipts = Table(
    "receipts",
    metadata,
    Column("message_id", String, primary_key=True),
    Column("shop_id", String, nullable=False),
    Column("body", Text, nullable=False),
)

tickets = Table(
    "tickets",
    metadata,
    Column("id", String, primary_key=True),
    Column("shop_id", String, nullable=False),
    Column("conversation_id", String, nullable=False),
    Column("message_id", String, nullable=False),
    Column("reason", Choice(HandOffReason), nullable=False),
    Column("summary", Text, nullable=False),
    Column("status", String, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("version", Integer, nullable=False, server_default="0"),
    Column("agent_id", Word),
    Column("agent_name", Word),
    Column("claimed_at", UtcTime),
    Column("replied_at", UtcTime),
    Column("waiting_since", UtcTime),
    Column("due_at", UtcTime),
    Column("resolved_at", UtcTime),
    Column("alarms", Integer, nullable=False, server_default="0"),
    Column("told_position", Integer),
    Column("contact", Word),
    Index("ix_tickets_queue", "shop_id", "status", "created_at"),
    Index("ix_tickets_conversation", "conversation_id"),
    Index(
        "uq_tickets_open",
        "conversation_id",
        unique=True,
        sqlite_where=text("status != 'resolved'"),
        postgresql_where=text("status != 'resolved'"),
    ),
)

failures = Table(
    "failures",
    metadata,
    Column("id", String, primary_key=True),
    Column("shop_id", String, nullable=False),
    Column("conversation_id", String, nullable=False),
    Column("message_id", String, nullable=False),
    Column("question", Text, nullable=False),
    Column("intent", String, nullable=False),
    Column("rule", String, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Index("ix_failures_age", "shop_id", "created_at"),
    Index("ix_failures_conversation", "conversation_id"),
)

feedback = Table(
    "feedback",
    metadata,
    Column("message_id", String, primary_key=True),
    Column("shop_id", String, nullable=False),
    Column("helpful", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
    Column("created_at", UtcTime, nullable=False),
)

ratings = Table(
    "ratings",
    metadata,
    Column("conversation_id", String, primary_key=True),
    Column("shop_id", String, nullable=False),
    Column("score", Integer, nullable=False),
    Column("comment", Text, nullable=False),
    Column("created_at", UtcTime, nullable=False),
)

shops = Table(
    "shops",
    metadata,
    Column("shop_id", String, primary_key=True),
    Column("last_version", Integer, nullable=False),
    Column("live_version", Integer),
)

versions = Table(
    "versions",
    metadata,
    Column("shop_id", String, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("stated_at", UtcTime, nullable=False),
    Column("note", Text, nullable=False),
)

publications = Table(
    "publications",
    metadata,
    Column("shop_id", String, primary_key=True),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
    Column("published_at", UtcTime, nullable=False),
)

# An item is stored once for all versions that hold it.
items = Table(
    "items",
    metadata,
    Column("id", _BIG_ID, primary_key=True),
    Column("shop_id", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("key", String, nullable=False),
    Column("digest", String, nullable=False),
    Column("body", Text, nullable=False),
    Index("uq_items_content", "shop_id", "kind", "key", "digest", unique=True),
)

version_items = Table(
    "version_items",
    metadata,
    Column("shop_id", String, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("item_id", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

orders = Table(
    "orders",
    metadata,
    Column("shop_id", String, primary_key=True),
    Column("order_id", String, primary_key=True),
    Column("phone", String, nullable=False),
    Column("created_at", UtcTime),
    Column("body", Text, nullable=False),
    Index("ix_orders_phone", "shop_id", "phone", "created_at"),
)

secrets = Table(
    "secrets",
    metadata,
    Column("shop_id", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("value", Text, nullable=False),
)
