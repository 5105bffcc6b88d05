"""Who calls, and from where?"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from functools import lru_cache

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection

from xiaoer.config import Settings
from xiaoer.core.staff import Role, Staffer
from xiaoer.errors import NotAllowed, NotSignedIn
from xiaoer.ports import Clock
from xiaoer.services.staff.service import StaffService
from xiaoer.web.runtime import Keys
from xiaoer.web.tokens import Bearer, verify

COOKIE = "xiaoer_shopper"
STAFF_COOKIE = "xiaoer_staff"
OWN_PAGE = "x-requested-with"  # a foreign page cannot add a header of its own without being asked first
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
FORWARDED = ("x-forwarded-for", "forwarded", "x-real-ip")
IPV6_SITE_BITS = 64  # one household or server owns that many addresses
ADDRESSES_REMEMBERED = 4096  # reading an address costs more than finding it again

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True)
class Caller:
    """The other end of a request; `key` names the key that came along, empty without a valid one."""

    key: str
    address: str
    is_local: bool  #: on this very machine, with no proxy in between

    @property
    def site(self) -> str:
        """Return the address that limits count by."""
        return _site(self.address)


class Callers:
    """Tells callers apart by key, token and address."""

    def __init__(self, settings: Settings, keys: Keys, *, staff: StaffService, clock: Clock, shop_id: str) -> None:
        self._proxies = tuple(_network(text) for text in settings.server.trusted_proxies)
        self._origins = frozenset(settings.server.allowed_origins)
        self._public_origin = settings.server.public_url.rstrip("/")
        self._keys = keys
        self._staff = staff
        self._clock = clock
        self._shop_id = shop_id

    def of(self, connection: HTTPConnection) -> Caller:
        """Return who calls. An unknown key counts as none: OpenAI clients always send one."""
        peer = connection.client.host if connection.client else "127.0.0.1"
        forwarded = any(name in connection.headers for name in FORWARDED)
        address = _plain(peer)
        if forwarded and self._is_proxy(address):
            address = self._behind(connection.headers.getlist("x-forwarded-for"), address)
            return Caller(self._key(connection.headers), address, is_local=False)
        # A header of a proxy that is not trusted still tells that somebody stands behind this peer.
        is_local = not forwarded and _is_loopback(address)
        return Caller(self._key(connection.headers), address, is_local)

    async def staffer(self, connection: HTTPConnection) -> Staffer | None:
        """Return who of the staff calls, by key or by the session cookie.

        A cookie counts only for what our own page asks: other pages can make a browser send it along.
        """
        presented = _presented(connection.headers)
        if presented:
            holder = self._staff.keyring.holder(presented)
            return holder if holder is not None and holder.role is not Role.CALLER else None
        token = self.session_token(connection)
        if not token or not (connection.scope["method"] in SAFE_METHODS or self.from_own_page(connection)):
            return None
        return await self._staff.sessions.staffer(token)

    def session_token(self, connection: HTTPConnection) -> str:
        """Return the staff's session token that the browser keeps."""
        return connection.cookies.get(STAFF_COOKIE, "")

    def from_own_page(self, connection: HTTPConnection) -> bool:
        """Return whether a page of this server asks: browsers tell the origin, others show a header of their own."""
        origin = connection.headers.get("origin", "")
        if not origin:
            return OWN_PAGE in connection.headers
        return origin.partition("://")[2] == connection.headers.get("host", "") or origin == self._public_origin

    def bearer(self, connection: HTTPConnection) -> Bearer:
        """Return whom the caller's conversation token or key speaks for. Raises `NotSignedIn` without either."""
        presented = _presented(connection.headers)
        if presented:
            key = self._key(connection.headers)
            if key:
                return Bearer(f"key:{key}", self._shop_id, 0)
            return self._verify(presented)
        cookie = connection.cookies.get(COOKIE, "")
        if not cookie:
            raise NotSignedIn
        self._check_origin(connection)
        return self._verify(cookie)

    def _verify(self, token: str) -> Bearer:
        return verify(token, self._keys.signing, shop_id=self._shop_id, now=self._clock.now())

    def _check_origin(self, connection: HTTPConnection) -> None:
        """Refuse a foreign page that makes the shopper's browser send her cookie."""
        origin = connection.headers.get("origin", "")
        host = connection.headers.get("host", "")
        if origin and origin.partition("://")[2] != host and origin not in self._origins:
            raise NotAllowed

    def _key(self, headers: Headers) -> str:
        presented = _presented(headers)
        holder = self._staff.keyring.holder(presented) if presented else None
        return "" if holder is None else holder.id

    def _behind(self, chains: list[str], peer: str) -> str:
        """Return the last address that no trusted proxy has: everything before it may be made up."""
        for hop in reversed([hop.strip() for chain in chains for hop in chain.split(",")]):
            address = _plain(hop)
            if not _is_address(address):
                return peer
            if not self._is_proxy(address):
                return address
        return peer

    def _is_proxy(self, address: str) -> bool:
        return _is_address(address) and any(ipaddress.ip_address(address) in network for network in self._proxies)


def _presented(headers: Headers) -> str:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else headers.get("x-api-key", "")


def _network(text: str) -> Network:
    return ipaddress.ip_network(text, strict=False)


@lru_cache(maxsize=ADDRESSES_REMEMBERED)
def _site(address: str) -> str:
    if not _is_address(address) or ipaddress.ip_address(address).version == 4:
        return address
    return str(ipaddress.ip_network((address, IPV6_SITE_BITS), strict=False))


@lru_cache(maxsize=ADDRESSES_REMEMBERED)
def _plain(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])  # fe80::1%eth0 names a wire as well
    except ValueError:
        return address
    mapped = parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None
    return str(mapped or parsed)


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=ADDRESSES_REMEMBERED)
def _is_loopback(text: str) -> bool:
    return _is_address(text) and ipaddress.ip_address(text).is_loopback
