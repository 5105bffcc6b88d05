"""What may the staff send about themselves, and what do they read?"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints

from xiaoer.core.staff import ApiKey, AuditEntry, Role, StaffAccount
from xiaoer.web.schemas import VISIBLE, Closed

LONGEST_PASSWORD = 128

Login = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=VISIBLE, strip_whitespace=True)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=32, pattern=VISIBLE, strip_whitespace=True)]
Password = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_PASSWORD)]
StaffRole = Literal[Role.VIEWER, Role.AGENT, Role.OWNER]


class SignInBody(Closed):
    """Name and password, or the owner's one-time token."""

    login: Login | None = None
    password: Password | None = None
    token: Annotated[str, StringConstraints(min_length=1, max_length=128, pattern=r"^[\x21-\x7e]+$")] | None = None


class OwnBody(Closed):
    """What somebody changes about himself."""

    login: Login | None = None
    display_name: Name | None = None
    password: Password | None = None
    password_now: Password | None = None


class AccountBody(Closed):
    """A new account."""

    login: Login
    display_name: Name
    role: StaffRole
    password: Password


class AccountChangeBody(Closed):
    """What the owner changes about an account."""

    login: Login | None = None
    display_name: Name | None = None
    role: StaffRole | None = None
    status: Literal["active", "off"] | None = None
    password: Password | None = None


class KeyBody(Closed):
    """A new key of a program."""

    name: Name
    role: Role = Role.CALLER


class SessionView(BaseModel):
    """Who is signed in; `needs_password` while only the owner's token has opened the door."""

    id: str
    login: str
    display_name: str
    role: Role
    needs_password: bool
    by: Literal["password", "token", "key", "command"]


class AccountView(BaseModel):
    """One account."""

    id: str
    login: str
    display_name: str
    role: Role
    status: Literal["active", "off"]
    created_at: str


class AccountsView(BaseModel):
    """All accounts, oldest first."""

    accounts: list[AccountView]


class KeyView(BaseModel):
    """One key of a program; its secret is not kept."""

    id: str
    name: str
    role: Role
    hint: str
    created_at: str
    created_by: str
    revoked_at: str | None


class KeysView(BaseModel):
    """All keys, newest first."""

    keys: list[KeyView]


class MadeKeyView(KeyView):
    """A new key with its secret, told once."""

    secret: str


class AuditView(BaseModel):
    """One change."""

    seq: int
    at: str
    actor: str
    action: str
    target: str
    detail: str


class AuditsView(BaseModel):
    """Changes, newest first; `next` is the `before` of the next page, none at the end."""

    entries: list[AuditView]
    next: Annotated[int, Field(ge=1)] | None


def account_view(account: StaffAccount) -> AccountView:
    """Return an account as the owner sees it."""
    return AccountView(
        id=account.id,
        login=account.login,
        display_name=account.display_name,
        role=account.role,
        status=account.status,
        created_at=account.created_at.isoformat(),
    )


def key_view(key: ApiKey) -> KeyView:
    """Return a key as the owner sees it."""
    return KeyView(
        id=key.id,
        name=key.name,
        role=key.role,
        hint=key.hint,
        created_at=key.created_at.isoformat(),
        created_by=key.created_by,
        revoked_at=key.revoked_at.isoformat() if key.revoked_at else None,
    )


def audit_view(entry: AuditEntry) -> AuditView:
    """Return an entry as the owner sees it."""
    return AuditView(
        seq=entry.seq,
        at=entry.at.isoformat(),
        actor=entry.actor_name,
        action=entry.action,
        target=entry.target,
        detail=entry.detail,
    )
