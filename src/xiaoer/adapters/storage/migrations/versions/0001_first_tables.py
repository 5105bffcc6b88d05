"""First tables: talks, tickets, the shop's data in versions, orders and secrets."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _conversations()
    _events()
    _failures()
    _feedback()
    _items()
    _orders()
    _pending_turns()
    _publications()
    _ratings()
    _receipts()
    _secrets()
    _shops()
    _tickets()
    _version_items()
    _versions()


def _conversations() -> None:
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("shop_id", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_conversations"),
    )
    op.create_index("uq_conversations_name", "conversations", ["shop_id", "owner", "name"], unique=True)


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("shop_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("message_id", sa.String(), nullable=True),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("client_message_id", sa.String(), nullable=True),
        sa.Column("in_reply_to", sa.String(), nullable=True),
        sa.Column("outcome_of", sa.String(), nullable=True),
        sa.Column("route", sa.String(), nullable=True),
        sa.Column("rule", sa.String(), nullable=True),
        sa.Column("sources", sa.Text(), nullable=True),
        sa.Column("context", sa.Text(), nullable=True),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("queue_position", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("conversation_id", "seq", name="pk_events"),
    )
    op.create_index(
        "uq_events_client_message",
        "events",
        ["conversation_id", "client_message_id"],
        unique=True,
        sqlite_where=sa.text("client_message_id IS NOT NULL"),
        postgresql_where=sa.text("client_message_id IS NOT NULL"),
    )
    op.create_index(
        "uq_events_message",
        "events",
        ["message_id"],
        unique=True,
        sqlite_where=sa.text("kind = 'message'"),
        postgresql_where=sa.text("kind = 'message'"),
    )
    op.create_index(
        "uq_events_outcome",
        "events",
        ["outcome_of", "kind"],
        unique=True,
        sqlite_where=sa.text("outcome_of IS NOT NULL"),
        postgresql_where=sa.text("outcome_of IS NOT NULL"),
    )


def _failures() -> None:
    op.create_table(
        "failures",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("shop_id", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("intent", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_failures"),
    )
    op.create_index("ix_failures_age", "failures", ["shop_id", "created_at"], unique=False)
    op.create_index("ix_failures_conversation", "failures", ["conversation_id"], unique=False)


def _feedback() -> None:
    op.create_table(
        "feedback",
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("shop_id", sa.String(), nullable=False),
        sa.Column("helpful", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("message_id", name="pk_feedback"),
    )


def _items() -> None:
    op.create_table(
        "items",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("shop_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_items"),
    )
    op.create_index("uq_items_content", "items", ["shop_id", "kind", "key", "digest"], unique=True)


def _orders() -> None:
    op.create_table(
        "orders",
        sa.Column("shop_id", sa.String(), nullable=False),
        sa.Column("order_id", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("shop_id", "order_id", name="pk_orders"),
    )
    op.create_index("ix_orders_phone", "orders", ["shop_id", "phone", "created_at"], unique=False)


def _pending_turns() -> None:
    op.create_table(
        "pending_turns",
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("shop_id", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("message_id", name="pk_pending_turns"),
    )
    op.create_index("ix_pending_turns_age", "pending_turns", ["shop_id", "accepted_at"], unique=False)


def _publications() -> None:
    op.create_table(
        "publications",
        sa.Column("shop_id", sa.String(), nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("shop_id", "ordinal", name="pk_publications"),
    )


def _ratings() -> None:
    op.create_table(
        "ratings",
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("shop_id", sa.String(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", name="pk_ratings"),
    )


def _receipts() -> None:
    op.create_table(
        "receipts",
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("shop_id", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("message_id", name="pk_receipts"),
    )


def _secrets() -> None:
    op.create_table(
        "secrets",
        sa.Column("shop_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("shop_id", "name", name="pk_secrets"),
    )


def _shops() -> None:
    op.create_table(
        "shops",
        sa.Column("shop_id", sa.String(), nullable=False),
        sa.Column("last_version", sa.Integer(), nullable=False),
        sa.Column("live_version", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("shop_id", name="pk_shops"),
    )


def _tickets() -> None:
    op.create_table(
        "tickets",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("shop_id", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tickets"),
    )
    op.create_index("ix_tickets_conversation", "tickets", ["conversation_id"], unique=False)
    op.create_index("ix_tickets_queue", "tickets", ["shop_id", "status", "created_at"], unique=False)
    op.create_index(
        "uq_tickets_open",
        "tickets",
        ["conversation_id"],
        unique=True,
        sqlite_where=sa.text("status != 'resolved'"),
        postgresql_where=sa.text("status != 'resolved'"),
    )


def _version_items() -> None:
    op.create_table(
        "version_items",
        sa.Column("shop_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("shop_id", "number", "position", name="pk_version_items"),
        sqlite_with_rowid=False,
    )


def _versions() -> None:
    op.create_table(
        "versions",
        sa.Column("shop_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("stated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("shop_id", "number", name="pk_versions"),
    )
