"""The owner's console: unpublished changes, and indexes for looking back over a span of time."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "edits",
        sa.Column("shop_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("shop_id", "kind", "key", name="pk_edits"),
    )
    for table in ("conversations", "tickets", "feedback"):
        op.create_index(f"ix_{table}_time", table, ["shop_id", "created_at"], unique=False)
    messages = sa.text("kind = 'message'")
    op.create_index(
        "ix_events_time",
        "events",
        ["shop_id", "created_at"],
        unique=False,
        sqlite_where=messages,
        postgresql_where=messages,
    )
