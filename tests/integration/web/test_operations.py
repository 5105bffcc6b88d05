"""Can those who run it see how it is, and nobody else?"""

from __future__ import annotations

import re

import httpx2
import pytest
from fastapi.routing import APIRoute
from tests.integration.house import SHOP_KEY, STAFF, Part

from xiaoer.errors import StoreDown

PAGES = {"/", "/desk", "/admin", "/widget.js", "/static/{path:path}"}
OPEN_TO_ALL = {
    *PAGES,
    "/healthz",
    "/readyz",
    "/openapi.json",
    "/ai-reply",
    "/v1/chat/completions",
    "/v1/models",
    "/v1/models/{model_id}",
    "/api/conversations",
    "/api/shop",
    "/api/products/{code}",
    "/api/products/{code}/picture",
}

BODIES = {
    "messages": {"client_message_id": "c", "text": "x"},
    "feedback": {"helpful": True},
    "contact": {"contact": "x"},
    "read": {"message_id": "x"},
}


def routes_of(app):
    """Yield path and method of every route, however deep it is included."""
    for path, methods in app.openapi()["paths"].items():
        for method in methods:
            yield path, method.upper()


async def test_every_route_but_the_public_ones_refuses_strangers(house):
    app = house.app
    transport = httpx2.ASGITransport(app, client=("203.0.113.7", 1))
    async with httpx2.AsyncClient(transport=transport, base_url="http://shop.test") as client:
        for path, method in routes_of(app):
            place = re.sub(r"\{\w+\}", "x", path)
            body = BODIES.get(path.rpartition("/")[2], {"score": 5})
            response = await client.request(method, place, json=body if method == "POST" else None)
            is_open = path in OPEN_TO_ALL or (method, path) == ("POST", "/api/staff/session")
            assert (response.status_code == 401) is not is_open, (method, path, response.status_code)


async def test_the_document_names_every_route(house):
    app = house.app
    known = {path for path, _ in routes_of(app)} | {*PAGES, "/openapi.json"}
    assert {route.path for route in app.routes if isinstance(route, APIRoute)} <= known
    assert known >= OPEN_TO_ALL


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"])
@pytest.mark.parametrize("path", ["/api/admin", "/api/admin/messages/m/receipt", "/api/desk/queue", "/api/admin;x"])
async def test_staff_paths_are_closed_by_default(path, method, client):
    shopper = (await client.post("/api/conversations", json={})).json()["token"]
    for presented in ("", shopper, SHOP_KEY, "owner-token-of-the-test-sho"):
        response = await client.request(method, path, headers={"Authorization": f"Bearer {presented}"})
        assert response.status_code == 401


async def test_staff_read_why_a_reply_was_said(client):
    said = (await client.post("/ai-reply", json={"query": "在吗"})).json()["message_id"]
    receipt = await client.get(f"/api/admin/messages/{said}/receipt", headers=STAFF)
    assert (receipt.status_code, receipt.json()["rule"]) == (200, "echo")
    absent = await client.get("/api/admin/messages/absent/receipt", headers={"X-API-Key": STAFF["Authorization"][7:]})
    assert (absent.status_code, absent.json()["code"]) == (404, "no_such_message")


async def test_readiness_names_what_is_degraded(client, house):
    assert (await client.get("/healthz")).json()["status"] == "ok"
    house.parts.append(Part("limiter", "degraded", "Redis"))
    ready = await client.get("/readyz")
    assert (ready.status_code, ready.json()["status"]) == (200, "degraded")
    house.parts.append(Part("store", "down"))
    down = await client.get("/readyz")
    assert (down.status_code, down.json()["status"], down.headers["retry-after"]) == (503, "down", "1")


async def test_metrics_are_for_this_machine_or_a_key(house):
    async with house.client() as client:
        await client.post("/ai-reply", json={"query": "在吗"})
        text = (await client.get("/metrics")).text
    assert 'xiaoer_replies_total{door="ai-reply",route="direct"} 1.0' in text
    assert 'xiaoer_http_requests_total{method="POST",route="/ai-reply",status="200"} 1.0' in text
    assert 'xiaoer_degraded{part="store"} 0.0' in text
    async with house.client(address="203.0.113.7") as client:
        assert (await client.get("/metrics")).status_code == 401
        assert (await client.get("/metrics", headers=STAFF)).status_code == 200
    async with house.client() as client:
        assert (await client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.7"})).status_code == 401


async def test_every_response_is_named_and_guarded(client):
    for response in (
        await client.get("/healthz", headers={"X-Request-ID": "from-outside.1"}),
        await client.get("/nowhere"),
        await client.post("/ai-reply", content=b"{"),
        await client.get("/api/admin/x"),
    ):
        assert response.headers["x-request-id"]
        assert response.headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in response.headers["content-security-policy"]
    assert (await client.get("/healthz", headers={"X-Request-ID": "ok-1"})).headers["x-request-id"] == "ok-1"
    assert (await client.get("/healthz", headers={"X-Request-ID": "a b"})).headers["x-request-id"] != "a b"


async def test_an_error_of_the_api_is_a_problem_document(client):
    response = await client.get("/api/me/conversations", headers={"X-Request-ID": "r-1"})
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["www-authenticate"] == "Bearer"
    assert response.json() == {
        "type": "about:blank",
        "title": "Unauthorized",
        "status": 401,
        "detail": "请先登录",
        "code": "not_signed_in",
        "request_id": "r-1",
    }


async def test_a_store_that_is_down_is_told_with_the_time_to_come_back(client, house):
    house.answerer.faults[:] = [StoreDown()]
    response = await client.post("/ai-reply", json={"query": "在吗"})
    assert (response.status_code, response.json()["code"]) == (503, "store_down")
    assert response.headers["retry-after"] == "1"
    await house.settle()
    assert len(house.answerer.turns) == 2  # the accepted message was answered all the same


async def test_only_listed_pages_may_call_from_a_browser(client):
    for origin, allowed in (("https://shop.example", "https://shop.example"), ("https://evil.example", None)):
        response = await client.get("/healthz", headers={"Origin": origin})
        assert response.headers.get("access-control-allow-origin") == allowed
