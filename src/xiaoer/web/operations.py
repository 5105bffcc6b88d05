"""Does it live, can it answer, and what has it counted?"""

from __future__ import annotations

from fastapi import APIRouter, Request
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.responses import Response

from xiaoer.errors import NotSignedIn
from xiaoer.web.documents import PROBLEMS
from xiaoer.web.door import Door
from xiaoer.web.render import as_json


def operation_routes(door: Door) -> APIRouter:
    """Return the routes for those who run the installation."""
    router, runtime = APIRouter(tags=["operations"]), door.runtime

    @router.get("/healthz", summary="The process lives")
    async def healthz() -> Response:
        return as_json({"status": "ok", "version": runtime.version})

    @router.get("/readyz", responses={503: {"description": "Cannot answer now"}}, summary="It can answer")
    async def readyz() -> Response:
        parts = await runtime.health()
        stopping = door.talks.runner.stopping
        down = stopping or any(part.status == "down" for part in parts)
        shown = [{"name": part.name, "status": part.status, "detail": part.detail} for part in parts]
        if stopping:
            status = "stopping"
        elif down:
            status = "down"
        else:
            status = "degraded" if any(part.status == "degraded" for part in parts) else "ok"
        response = as_json({"status": status, "parts": shown}, status=503 if down else 200)
        if down:
            response.headers["Retry-After"] = "1"
        return response

    @router.get("/metrics", responses={401: PROBLEMS[401], 200: {"content": {"text/plain": {}}}}, summary="Counts")
    async def metrics(request: Request) -> Response:
        caller = door.callers.of(request)
        if not (caller.is_local or caller.key):
            raise NotSignedIn
        parts = await runtime.health()
        text = door.meters.render((part.name, part.status != "ok") for part in parts)
        return Response(text, media_type=CONTENT_TYPE_LATEST)

    return router
