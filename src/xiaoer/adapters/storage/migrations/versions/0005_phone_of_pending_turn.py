"""A turn that goes on after a restart still knows which orders are proven to be the shopper's."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("pending_turns", sa.Column("phone", sa.String(), nullable=True))
