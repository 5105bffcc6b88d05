"""Whose token is this?"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime

from xiaoer.errors import NotSignedIn

PURPOSE = b"xiaoer conversation token v1"  # the signing key is never used for anything else under this label
MOST_TOKEN_CHARS = 2048
MOST_IDENTITY_CHARS = 2048


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whom a conversation token speaks for; `phone` was proved by the merchant's server."""

    owner: str
    shop_id: str
    expires_at: int  #: Unix seconds
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """A shopper as the merchant's server vouches for her."""

    user_id: str
    phone: str = ""


def sign(bearer: Bearer, key: bytes) -> str:
    """Return the token of this bearer."""
    content = {"o": bearer.owner, "s": bearer.shop_id, "e": bearer.expires_at, "p": bearer.phone}
    payload = _encode(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())
    return f"{payload}.{_encode(_mac(payload.encode(), key))}"


def verify(token: str, key: bytes, *, shop_id: str, now: datetime) -> Bearer:
    """Return the bearer of a token. Raises `NotSignedIn` for any token that this server did not sign for now."""
    payload, _, signature = token.partition(".")
    if len(token) > MOST_TOKEN_CHARS or not hmac.compare_digest(
        _encode(_mac(_bytes(payload), key)).encode(), _bytes(signature)
    ):
        raise NotSignedIn
    try:
        content = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        bearer = Bearer(str(content["o"]), str(content["s"]), int(content["e"]), str(content["p"]))
    except (ValueError, KeyError, TypeError, binascii.Error) as exc:
        raise NotSignedIn from exc
    if bearer.shop_id != shop_id or bearer.expires_at <= now.timestamp():
        raise NotSignedIn
    return bearer


def read_identity(identity: str, signature: str, secret: str, *, now: datetime) -> Identity:
    """Return whom the merchant's server vouches for.

    `identity` is JSON text with `user_id`, `expires_at` (Unix seconds) and optionally `phone`; `signature` is the
    hexadecimal HMAC-SHA256 of exactly that text. Raises `NotSignedIn`, also where no secret is set.
    """
    expected = hmac.new(secret.encode(), _bytes(identity), hashlib.sha256).hexdigest()
    if not secret or not hmac.compare_digest(expected.encode(), _bytes(signature.lower())):
        raise NotSignedIn
    try:
        content = json.loads(identity)
        user_id, expires_at, phone = content["user_id"], content["expires_at"], content.get("phone", "")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as exc:
        raise NotSignedIn from exc
    if not (isinstance(user_id, str) and user_id and isinstance(phone, str) and isinstance(expires_at, int | float)):
        raise NotSignedIn
    if expires_at <= now.timestamp():
        raise NotSignedIn
    return Identity(user_id, phone)


def same_secret(presented: str, sha256_hex: str) -> bool:
    """Return whether a presented secret has this hash, in constant time."""
    return hmac.compare_digest(hashlib.sha256(_bytes(presented)).hexdigest(), sha256_hex)


def _mac(payload: bytes, key: bytes) -> bytes:
    return hmac.new(key, PURPOSE + b"\x00" + payload, hashlib.sha256).digest()


def _encode(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
