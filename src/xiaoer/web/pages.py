"""What does a person see who opens the address in a browser?"""

from __future__ import annotations

import gzip
import hashlib
import re
from base64 import b64encode
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from importlib.resources.abc import Traversable

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from xiaoer.errors import NoShopData
from xiaoer.web.door import Door
from xiaoer.web.render import dumps
from xiaoer.web.storefront import introduction

CHAT, WIDGET = "chat", "widget"
PAGES = {"/desk": "desk", "/admin": "admin"}  # for staff; the chat page is at /
MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
}
ASSETS = "assets"  # what lies in there is named after its content
FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
A_WHILE = "public, max-age=300"  # a page of the merchant's asks for the widget at every view
WORTH_PACKING = 512  # bytes
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'{styles}; img-src 'self' blob:; font-src 'self'; "
    "media-src 'self' blob:; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; "
    "require-trusted-types-for 'script'; trusted-types lit-html; frame-ancestors {ancestors}"
)
NOBODY = "'none'"
STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)
SCRIPT = re.compile(r'<script type="module"[^>]* src="([^"]+)"')
SHOP = '<meta name="shop" content="{shop}"></head>'
READING = ["GET", "HEAD"]


@dataclass(frozen=True, slots=True)
class Asset:
    """A built file as it goes out; `packed` is its gzip form, empty where packing gains nothing."""

    content: bytes
    packed: bytes
    media_type: str
    etag: str


@dataclass(frozen=True, slots=True)
class Page:
    """A built page, with what its answer tells the browser beside it."""

    asset: Asset
    headers: dict[str, str]


def page_routes(door: Door, allowed_origins: Sequence[str]) -> APIRouter:
    """Return the pages, the widget's script and what they load; the chat page may be framed by allowed origins."""
    router = APIRouter(include_in_schema=False)
    assets = dict(_assets(files("xiaoer.web").joinpath("static"), ""))
    chat_page = _page(assets[f"{CHAT}/index.html"], " ".join(("'self'", *allowed_origins)))

    @router.api_route("/", methods=READING)
    async def chat(request: Request) -> Response:
        return _sent(request, _with_shop(chat_page.asset, door), chat_page.headers)

    @router.api_route("/widget.js", methods=READING)
    async def widget(request: Request) -> Response:
        headers = {"Cache-Control": A_WHILE, "Cross-Origin-Resource-Policy": "cross-origin"}
        return _sent(request, assets[f"{WIDGET}/widget.js"], headers)

    @router.api_route("/static/{path:path}", methods=READING)
    async def static(request: Request, path: str) -> Response:
        asset = assets.get(path)
        if asset is None or f"/{ASSETS}/" not in path:
            raise HTTPException(404)
        return _sent(request, asset, {"Cache-Control": FOR_EVER})

    for address, name in PAGES.items():
        router.add_api_route(address, _staff_page(_page(assets[f"{name}/index.html"], NOBODY)), methods=READING)
    return router


def _staff_page(page: Page) -> Callable[[Request], Awaitable[Response]]:
    async def sent(request: Request) -> Response:
        return _sent(request, page.asset, page.headers)

    return sent


def _with_shop(page: Asset, door: Door) -> Asset:
    """Return the page with what the shop tells everybody, which saves its reader a round trip."""
    try:
        shop = escape(dumps(introduction(door)))
    except NoShopData:
        return page  # it asks until the shop opens
    return _asset(page.content.replace(b"</head>", SHOP.format(shop=shop).encode()), page.media_type)


def _page(asset: Asset, ancestors: str) -> Page:
    """Return a page that may run its own scripts and the styles it carries, and whose script is asked for at once."""
    digests = (b64encode(hashlib.sha256(style).digest()).decode() for style in STYLE.findall(asset.content))
    styles = "".join(f" 'sha256-{digest}'" for digest in digests)
    scripts = SCRIPT.findall(asset.content.decode())
    headers = {
        "Cache-Control": ASK_AGAIN,
        "Content-Security-Policy": POLICY.format(ancestors=ancestors, styles=styles),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Link": ", ".join(f"<{script}>; rel=modulepreload" for script in scripts),
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(self)",
    }
    return Page(asset, headers)


def _sent(request: Request, asset: Asset, headers: dict[str, str]) -> Response:
    headers = {**headers, "ETag": asset.etag, "Vary": "Accept-Encoding"}
    known = (tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(","))
    if asset.etag in known:
        return Response(status_code=304, headers=headers)
    if asset.packed and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(asset.packed, headers={**headers, "Content-Encoding": "gzip"}, media_type=asset.media_type)
    return Response(asset.content, headers=headers, media_type=asset.media_type)


def _assets(folder: Traversable, prefix: str) -> Iterator[tuple[str, Asset]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _assets(entry, f"{prefix}{entry.name}/")
        else:
            media_type = MEDIA_TYPES.get("." + entry.name.rpartition(".")[2])
            if media_type:
                yield prefix + entry.name, _asset(entry.read_bytes(), media_type)


def _asset(content: bytes, media_type: str) -> Asset:
    packed = gzip.compress(content, mtime=0) if len(content) >= WORTH_PACKING else b""
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    return Asset(content, packed if len(packed) < len(content) else b"", media_type, etag)
