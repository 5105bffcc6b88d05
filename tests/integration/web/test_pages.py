"""Do the pages come with what they load, kept by browsers, and open to nothing foreign?"""

from __future__ import annotations

import gzip
import hashlib
import html
import json
import re
from base64 import b64encode

import pytest
from tests.integration.house import ShownShop

from xiaoer.adapters.connectors.embedded import EmbeddedCatalog
from xiaoer.errors import ShopNotOpen
from xiaoer.services.storefront.service import Storefront
from xiaoer.testing.factories import a_profile, a_shop
from xiaoer.testing.files import MemoryPictures

PAGES = ("/", "/desk", "/admin")
LOADED = re.compile(r'(?:src|href)="([^"]+)"')


class NoShops:
    """No version has been published."""

    def current(self, shop_id):
        raise ShopNotOpen


@pytest.mark.parametrize("path", PAGES)
async def test_a_page_loads_only_what_the_server_has(client, path):
    page = await client.get(path)
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    loaded = LOADED.findall(page.text)
    assert len(loaded) >= 2
    for address in loaded:
        assert address.startswith("/static/")
        asset = await client.get(address)
        assert asset.status_code == 200
        assert asset.headers["cache-control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("path", PAGES)
async def test_a_page_runs_no_script_that_stands_in_it(client, path):
    page = await client.get(path)
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http:" not in policy
    assert "*" not in policy
    assert re.findall(r"<script(?![^>]* src=)|<style(?!>)|\bon\w+=|\bstyle=|javascript:", page.text) == []


@pytest.mark.parametrize("path", PAGES)
async def test_a_page_may_use_the_styles_it_carries_and_no_others(client, path):
    page = await client.get(path)
    carried = re.findall(r"<style>(.*?)</style>", page.text, re.DOTALL)
    digests = [b64encode(hashlib.sha256(style.encode()).digest()).decode() for style in carried]
    assert len(digests) == 1
    assert re.findall(r"'sha256-([^']+)'", page.headers["content-security-policy"]) == digests


@pytest.mark.parametrize("path", PAGES)
async def test_the_script_of_a_page_is_asked_for_before_the_page_is_read(client, path):
    page = await client.get(path)
    [script] = re.findall(r'<script type="module"[^>]* src="([^"]+)"', page.text)
    assert page.headers["link"] == f"<{script}>; rel=modulepreload"


async def test_the_chat_page_brings_along_what_the_shop_tells_everybody(client):
    page, told = await client.get("/"), await client.get("/api/shop")
    [written] = re.findall(r'<meta name="shop" content="([^"]*)">', page.text)
    assert json.loads(html.unescape(written)) == told.json()


async def test_the_chat_page_of_a_shop_that_has_not_opened_comes_without(house, client):
    house.storefront = Storefront(NoShops(), None, None, clock=house.clock, shop_id="default")
    page = await client.get("/")
    assert page.status_code == 200
    assert 'name="shop"' not in page.text


async def test_what_a_shop_calls_itself_stays_what_it_is(house, client):
    shop = a_shop(profile=a_profile(name='"><script>alert(1)</script>'))
    shown = Storefront(ShownShop(shop), EmbeddedCatalog(), MemoryPictures(), clock=house.clock, shop_id="default")
    house.storefront = shown
    page = await client.get("/")
    assert "<script>" not in page.text
    [written] = re.findall(r'<meta name="shop" content="([^"]*)">', page.text)
    assert json.loads(html.unescape(written))["name"] == '"><script>alert(1)</script>'


async def test_the_chat_page_may_be_framed_by_listed_pages_and_those_of_staff_by_none(client):
    assert (
        (await client.get("/"))
        .headers["content-security-policy"]
        .endswith("frame-ancestors 'self' https://shop.example")
    )
    for path in ("/desk", "/admin"):
        assert (await client.get(path)).headers["content-security-policy"].endswith("frame-ancestors 'none'")


@pytest.mark.parametrize("path", [*PAGES, "/widget.js"])
async def test_what_a_browser_has_already_is_not_sent_again(client, path):
    first = await client.get(path)
    again = await client.get(path, headers={"If-None-Match": f'W/"x", {first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert (await client.get(path, headers={"If-None-Match": '"x"'})).status_code == 200


async def test_files_go_out_packed_to_those_who_can_unpack(client):
    plain = await client.get("/desk", headers={"Accept-Encoding": "identity"})
    asset = next(found for found in LOADED.findall(plain.text) if found.endswith(".js"))
    async with client.stream("GET", asset, headers={"Accept-Encoding": "gzip"}) as packed:
        raw = b"".join([piece async for piece in packed.aiter_raw()])
    assert packed.headers["content-encoding"] == "gzip"
    open_handed = await client.get(asset, headers={"Accept-Encoding": "identity"})
    assert gzip.decompress(raw) == open_handed.content
    assert len(raw) < len(open_handed.content) / 2


async def test_the_widget_may_be_loaded_by_any_page(client):
    script = await client.get("/widget.js")
    assert script.headers["content-type"] == "text/javascript; charset=utf-8"
    assert script.headers["cross-origin-resource-policy"] == "cross-origin"


@pytest.mark.parametrize(
    "path", ["chat/index.html", "chat/build.json", "../pages.py", "..%2fpages.py", "chat/assets/", "", "/etc/passwd"]
)
async def test_nothing_else_is_served(client, path):
    assert (await client.get(f"/static/{path}")).status_code == 404


@pytest.mark.parametrize("path", [*PAGES, "/widget.js"])
async def test_those_who_only_look_are_told_the_same_without_the_page(client, path):
    looked, read = await client.head(path), await client.get(path)
    assert (looked.status_code, looked.headers["etag"]) == (200, read.headers["etag"])
