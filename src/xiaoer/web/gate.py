"""May this request reach a route at all?"""

from __future__ import annotations

import asyncio
import logging
import re
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from time import perf_counter

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from xiaoer.errors import AccessError, BadRequest, MissingError, StoreError, XiaoerError
from xiaoer.web.access import is_staff_path
from xiaoer.web.meters import Meters
from xiaoer.web.problems import HTTP_TEXTS, error_response, shaped

BODY_TIMEOUT_S = 30.0
FILE_TIMEOUT_S = 120.0  # a photo over a slow line
MOST_DEPTH = 32  # no body of ours nests deeper than 8
MOST_BRACKETS = 20_000
REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
JSON_PARTS = re.compile(rb'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|[\[\]{}]', re.DOTALL)
SECURITY_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"cache-control", b"no-store"),
)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FilePath:
    """Paths whose body is a file of any type, and how large it may be."""

    pattern: re.Pattern[str]
    most_bytes: int


class Gate:
    """Names every request, bounds its body, guards staff paths, adds security headers and counts.

    Whatever no handler caught ends here as a plain 500 without a word about its cause.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        most_bytes: int,
        meters: Meters,
        admit: Callable[[Scope], Awaitable[None]],
        files: Sequence[FilePath] = (),
    ) -> None:
        self._app = app
        self._most_bytes = most_bytes
        self._files = files
        self._meters = meters
        self._admit = admit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI scope."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        since, headers = perf_counter(), Headers(scope=scope)
        given = headers.get("x-request-id", "")
        request_id = given if REQUEST_ID.fullmatch(given) else secrets.token_hex(8)
        scope.setdefault("state", {})["request_id"] = request_id
        status = 0

        async def send_named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _add_headers(message, request_id)
            await send(message)

        try:
            await self._serve(scope, headers, receive, send_named)
        except Exception:  # the rim of a request: whatever no handler knew
            log.exception("request died", extra={"request_id": request_id})
            if status:
                raise  # too late to say anything else: the server cuts the connection
            await shaped(scope, 500, "internal", XiaoerError.user_message)(scope, receive, send_named)
        finally:
            self._meters.request(_route_of(scope), scope["method"], status, perf_counter() - since)

    async def _serve(self, scope: Scope, headers: Headers, receive: Receive, send: Send) -> None:
        if is_staff_path(scope["path"]):
            try:
                await self._admit(scope)
            except (AccessError, MissingError, StoreError) as error:
                await error_response(scope, error)(scope, receive, send)
                return
        if scope["method"] in {"GET", "HEAD", "OPTIONS"}:
            await self._app(scope, receive, send)
            return
        file = next((one for one in self._files if one.pattern.fullmatch(scope["path"])), None)
        most_bytes = self._most_bytes if file is None else file.most_bytes
        try:
            async with asyncio.timeout(BODY_TIMEOUT_S if file is None else FILE_TIMEOUT_S):
                body = await _read(headers, receive, most_bytes)
        except TimeoutError:
            await shaped(scope, 408, "too_slow", HTTP_TEXTS[408])(scope, receive, send)
            return
        refusal = _refusal(headers, body, is_file=file is not None)
        if refusal:
            status, code, text = refusal
            await shaped(scope, status, code, text)(scope, receive, send)
            return
        await self._app(scope, _replay(body or b"", receive), send)


def is_too_deep(body: bytes) -> bool:
    """Return whether JSON text nests deeper or wider than any body of ours does."""
    if body.count(b"[") + body.count(b"{") <= MOST_DEPTH:
        return False
    depth = brackets = 0
    for part in JSON_PARTS.finditer(body):
        first = part.group()[:1]
        if first == b'"':
            continue
        brackets += 1
        depth += 1 if first in b"[{" else -1
        if depth > MOST_DEPTH or brackets > MOST_BRACKETS:
            return True
    return False


async def _read(headers: Headers, receive: Receive, most_bytes: int) -> bytes | None:
    """Return the body, or None when it is over the limit."""
    length = headers.get("content-length", "")
    if length.isdecimal() and int(length) > most_bytes:
        return None
    pieces: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return b"".join(pieces)  # the caller hung up
        piece = message.get("body", b"")
        size += len(piece)
        if size > most_bytes:
            return None
        if piece:
            pieces.append(piece)
        if not message.get("more_body", False):
            return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def _refusal(headers: Headers, body: bytes | None, *, is_file: bool) -> tuple[int, str, str] | None:
    if body is None:
        return 413, "body_too_large", HTTP_TEXTS[413]
    if not body:
        return None
    kind, _, parameters = headers.get("content-type", "").lower().partition(";")
    charset = parameters.partition("charset=")[2].strip(' "')
    encoded = headers.get("content-encoding", "identity").strip().lower() not in {"", "identity"}
    if is_file and not encoded:
        return None
    if kind.strip() != "application/json" or charset not in {"", "utf-8", "utf8"} or encoded:
        return 415, "unsupported_media_type", HTTP_TEXTS[415]
    return (400, "bad_request", BadRequest.user_message) if not _is_text(body) or is_too_deep(body) else None


def _is_text(body: bytes) -> bool:
    """Return whether the body is UTF-8; JSON readers would guess at UTF-16 and UTF-32 otherwise."""
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return b"\x00" not in body


def _replay(body: bytes, receive: Receive) -> Receive:
    told = False

    async def receive_again() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive_again


def _add_headers(message: Message, request_id: str) -> None:
    headers = MutableHeaders(scope=message)
    for name, value in SECURITY_HEADERS:
        headers.setdefault(name.decode(), value.decode())
    headers["x-request-id"] = request_id


def _route_of(scope: Scope) -> str:
    route = scope.get("route")
    return str(getattr(route, "path", "")) or "unmatched"
