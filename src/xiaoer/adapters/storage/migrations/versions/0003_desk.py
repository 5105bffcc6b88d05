"""The agents' desk: who has a ticket and how long its shopper waits, notes, presence, canned replies."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _events()
    _tickets()
    _notes()
    _presence()
    _canned_replies()


def _events() -> None:
    op.add_column("events", sa.Column("wait_s", sa.Integer(), nullable=True))
    op.add_column("events", sa.Column("speaker", sa.String(), nullable=True))


def _tickets() -> None:
    for count in ("version", "alarms"):
        op.add_column("tickets", sa.Column(count, sa.Integer(), nullable=False, server_default="0"))
    for word in ("agent_id", "agent_name", "contact"):
        op.add_column("tickets", sa.Column(word, sa.String(), nullable=True))
    for moment in ("claimed_at", "replied_at", "waiting_since", "due_at", "resolved_at"):
        op.add_column("tickets", sa.Column(moment, sa.DateTime(timezone=True), nullable=True))
    op.add_column("tickets", sa.Column("told_position", sa.Integer(), nullable=True))


def _notes() -> None:
    op.create_table(
        "desk_notes",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("shop_id", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("author_id", sa.String(), nullable=False),
        sa.Column("author_name", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_desk_notes"),
    )
    op.create_index("ix_desk_notes_conversation", "desk_notes", ["conversation_id", "created_at"], unique=False)


def _presence() -> None:
    op.create_table(
        "desk_presence",
        sa.Column("shop_id", sa.String(), nullable=False),
        sa.Column("agent_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("shop_id", "agent_id", name="pk_desk_presence"),
    )


def _canned_replies() -> None:
    op.create_table(
        "canned_replies",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("shop_id", sa.String(), nullable=False),
        sa.Column("shortcut", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_canned_replies"),
    )
    op.create_index("uq_canned_replies_shortcut", "canned_replies", ["shop_id", "shortcut"], unique=True)
