"""What may the shop's staff see? Every path here and below is refused without the staff token, in the gate."""

from __future__ import annotations

import json
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from xiaoer.errors import NoSuchMessage
from xiaoer.web.documents import PROBLEMS
from xiaoer.web.door import Door
from xiaoer.web.receipts import masked

MessageId = Annotated[str, Path(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]


def admin_routes(door: Door) -> APIRouter:
    """Return the routes under `/api/admin`."""
    router = APIRouter(prefix="/api/admin", tags=["staff"], responses=PROBLEMS)

    @router.get(
        "/messages/{message_id}/receipt",
        responses={200: {"content": {"application/json": {"schema": {"type": "object"}}}}},
        summary="Why was this said? Private details are masked",
    )
    async def receipt(message_id: MessageId) -> Response:
        stored = await door.runtime.conversations.receipt(message_id)
        if stored is None:
            raise NoSuchMessage
        return Response(json.dumps(masked(json.loads(stored)), ensure_ascii=False), media_type="application/json")

    return router
