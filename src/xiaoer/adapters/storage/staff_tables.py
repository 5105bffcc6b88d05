"""Which tables hold the staff, its keys and what it changed?"""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table, Text

from xiaoer.adapters.storage.columns import Choice, UtcTime
from xiaoer.adapters.storage.tables import metadata
from xiaoer.core.staff import Role

accounts = Table(
    "staff_accounts",
    metadata,
    Column("id", String, primary_key=True),
    Column("shop_id", String, nullable=False),
    Column("login", String, nullable=False),
    Column("display_name", String, nullable=False),
    Column("role", Choice(Role), nullable=False),
    Column("password_hash", String, nullable=False),
    Column("status", String, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Index("uq_staff_accounts_login", "shop_id", "login", unique=True),
)

sessions = Table(
    "staff_sessions",
    metadata,
    Column("token_hash", String, primary_key=True),
    Column("shop_id", String, nullable=False),
    Column("account_id", String, nullable=False),
    Column("by", String, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("seen_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Index("ix_staff_sessions_account", "shop_id", "account_id"),
)

api_keys = Table(
    "api_keys",
    metadata,
    Column("id", String, primary_key=True),
    Column("shop_id", String, nullable=False),
    Column("name", String, nullable=False),
    Column("role", Choice(Role), nullable=False),
    Column("key_hash", String, nullable=False),
    Column("hint", String, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("created_by", String, nullable=False),
    Column("revoked_at", UtcTime),
    Index("ix_api_keys_age", "shop_id", "created_at"),
)

audit = Table(
    "audit",
    metadata,
    Column("shop_id", String, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcTime, nullable=False),
    Column("actor_id", String, nullable=False),
    Column("actor_name", String, nullable=False),
    Column("action", String, nullable=False),
    Column("target", String, nullable=False),
    Column("detail", Text, nullable=False),
    Column("digest", String, nullable=False),
)

# The end of each shop's chain, so that writers queue up on one row.
audit_heads = Table(
    "audit_heads",
    metadata,
    Column("shop_id", String, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("digest", String, nullable=False),
)
