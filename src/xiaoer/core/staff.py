"""Who works for the shop, and what may they do?"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Literal

from xiaoer.core.language.normalize import clean

SHORTEST_PASSWORD_CHARS = 8
COMMON = re.compile(
    r"(.)\1*|(?:0?123456789?0?|abc|password|passw0rd|admin|qwerty(?:uiop)?|xiaoer|iloveyou|123|a|1)+", re.IGNORECASE
)


class Role(StrEnum):
    """What somebody with an account or a key may do; each role may do all that the ones before it may.

    A caller asks questions for a shop's system and sees nothing of the staff's. A viewer reads, an agent talks to
    shoppers, an owner changes the shop and its staff.
    """

    CALLER = "caller"
    VIEWER = "viewer"
    AGENT = "agent"
    OWNER = "owner"

    def covers(self, least: Role) -> bool:
        """Return whether this role may do what `least` may."""
        return _ORDER.index(self) >= _ORDER.index(least)


_ORDER = tuple(Role)


@dataclass(frozen=True, slots=True)
class StaffAccount:
    """Somebody who signs in; `password_hash` is empty until a password is set, `login` in its plain form."""

    id: str
    shop_id: str
    login: str
    display_name: str
    role: Role
    password_hash: str
    status: Literal["active", "off"]
    created_at: datetime


@dataclass(frozen=True, slots=True)
class StaffSession:
    """One browser that is signed in; only the hash of its token is kept."""

    token_hash: str
    shop_id: str
    account_id: str
    by: Literal["password", "token"]  #: how it was opened
    created_at: datetime
    seen_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key of a program; `hint` is what people tell it by, only its hash is kept."""

    id: str
    shop_id: str
    name: str
    role: Role
    key_hash: str
    hint: str
    created_at: datetime
    created_by: str
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Staffer:
    """Somebody of the staff who asks for something now: an account, a key, or a command on this machine."""

    id: str
    name: str
    role: Role
    kind: Literal["account", "key", "command"]


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who changed what; `digest` covers the entry and the digest before it, so that a gap or a change shows."""

    shop_id: str
    seq: int
    at: datetime
    actor_id: str
    actor_name: str
    action: str  #: such as `staff.added`
    target: str
    detail: str  #: for people, without secrets
    digest: str = ""


def plain_login(login: str) -> str:
    """Return the form of a login name by which accounts are told apart."""
    folded = unicodedata.normalize("NFKC", login).casefold()
    return clean(unicodedata.normalize("NFKC", folded)).casefold()


def is_weak(password: str, login: str) -> bool:
    """Return whether a password is too short or among the first that anybody would try."""
    plain = password.casefold()
    return (
        len(password) < SHORTEST_PASSWORD_CHARS
        or COMMON.fullmatch(plain) is not None
        or (bool(login) and plain.replace(login.casefold(), "").strip("0123456789!@#.") == "")
    )


def sealed(entry: AuditEntry, before: str) -> AuditEntry:
    """Return an entry with the digest that ties it to the digest of the one before it."""
    parts = (entry.seq, entry.at.isoformat(), entry.actor_id, entry.actor_name, entry.action, entry.target)
    content = "\x1f".join((before, entry.shop_id, *map(str, parts), entry.detail))
    return replace(entry, digest=sha256(content.encode("utf-8", "surrogatepass")).hexdigest())
