"""Whose key is this?"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Sequence

from xiaoer.core.staff import ApiKey, Role, Staffer

OWNER_KEY = "owner"
KEY_NAME_CHARS = 12


class KeyRing:
    """Every key that is valid now, in memory: asked for on each request.

    The owner's token and that of commands on this machine speak for the owner; keys from the settings speak for
    the shop's own systems; stored ones have the role that they were made with.
    """

    def __init__(self, *, owner_token_hash: str, control_token_hash: str, shop_keys: Sequence[str] = ()) -> None:
        self._owner_token_hash = owner_token_hash
        self._fixed = {control_token_hash: Staffer(OWNER_KEY, "命令行", Role.OWNER, "command")}
        for key in filter(None, shop_keys):
            name = digest(key)[:KEY_NAME_CHARS]
            self._fixed[digest(key)] = Staffer(name, name, Role.CALLER, "key")
        self._owner = {owner_token_hash: Staffer(OWNER_KEY, "店主令牌", Role.OWNER, "key")}
        self._stored: dict[str, Staffer] = {}

    def holder(self, presented: str) -> Staffer | None:
        """Return whose a presented secret is.

        Looked up by its hash: how long that takes tells nothing about the secrets there are.
        """
        hashed = digest(presented)
        return self._owner.get(hashed) or self._fixed.get(hashed) or self._stored.get(hashed)

    def is_owner_token(self, presented: str) -> bool:
        """Return whether this is the owner's token, and still good for signing in."""
        return bool(self._owner) and hmac.compare_digest(digest(presented), self._owner_token_hash)

    def void_owner_token(self) -> str:
        """Take the owner's token for used up from now on; return its hash."""
        self._owner = {}
        return self._owner_token_hash

    def void_if_used(self, used_hash: str | None) -> None:
        """Take the owner's token for used up if it is the one with this hash."""
        if used_hash == self._owner_token_hash:
            self._owner = {}

    def replace_stored(self, keys: Iterable[ApiKey]) -> None:
        """Know these stored keys and no others."""
        valid = (key for key in keys if key.revoked_at is None)
        self._stored = {key.key_hash: Staffer(key.id, key.name, key.role, "key") for key in valid}


def digest(secret: str) -> str:
    """Return what is kept of a secret that nobody can guess."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
