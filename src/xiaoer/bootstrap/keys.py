"""Which secrets does an installation hold, and how do they come to be?"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field

from xiaoer.adapters.storage.store import Store

OWNER_TOKEN_BYTES = 24
SIGNING_KEY_BYTES = 32
OWNER_TOKEN_HASH = "owner_token_hash"  # noqa: S105  # the name of a secret  # nosec B105


@dataclass(frozen=True, slots=True)
class ServerKeys:
    """The secrets that callers are checked against."""

    signing: bytes = field(repr=False)
    owner_token_hash: str
    control_token_hash: str  #: of commands on this machine, see `control.json`


def new_token() -> str:
    """Return a token that nobody can guess."""
    return secrets.token_urlsafe(OWNER_TOKEN_BYTES)


async def open_keys(store: Store, shop_id: str, *, control_token: str) -> tuple[ServerKeys, str | None]:
    """Return the stored keys, made at the first start, and the owner's token if it was made just now."""
    signing = await store.secrets.keep(shop_id, "signing_key", secrets.token_hex(SIGNING_KEY_BYTES))
    token = new_token()
    kept = await store.secrets.keep(shop_id, OWNER_TOKEN_HASH, _digest(token))
    keys = ServerKeys(bytes.fromhex(signing), kept, _digest(control_token))
    return keys, token if kept == _digest(token) else None


async def renew_owner_token(store: Store, shop_id: str) -> str:
    """Return a new token of the owner; the one before is void."""
    token = new_token()
    await store.secrets.put(shop_id, OWNER_TOKEN_HASH, _digest(token))
    return token


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
