"""What may a shopper tell the people she waits for, besides messages?"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from xiaoer.core.dialogue.conversation import Conversation
from xiaoer.web.desk_schemas import ContactBody, ReadBody
from xiaoer.web.documents import PROBLEMS
from xiaoer.web.door import Door

Id = Annotated[str, Path(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
NO_BODY: dict[str, object] = {"description": "Done"}


def waiting_routes(door: Door) -> APIRouter:
    """Return the routes of shoppers to the people."""
    router = APIRouter(prefix="/api/conversations/{conversation_id}", tags=["conversations"], responses=PROBLEMS)
    leaving = door.runtime.office.leaving

    @router.post("/contact", status_code=204, responses={204: NO_BODY}, summary="Leave a contact and a message")
    async def contact(request: Request, conversation_id: Id, body: ContactBody) -> Response:
        owner = door.callers.bearer(request).owner
        await door.turnstile.admit_wish(owner)
        talk = await door.talks.find(owner, conversation_id)
        await leaving.contact(talk, body.contact, message=body.message)
        return Response(status_code=204)

    @router.post("/read", status_code=204, responses={204: NO_BODY}, summary="Mark as read")
    async def read(request: Request, conversation_id: Id, body: ReadBody) -> Response:
        await leaving.read(await _own(request, conversation_id), body.message_id)
        return Response(status_code=204)

    @router.post("/typing", status_code=204, responses={204: NO_BODY}, summary="I am writing")
    async def typing(request: Request, conversation_id: Id) -> Response:
        await leaving.type(await _own(request, conversation_id))
        return Response(status_code=204)

    async def _own(request: Request, conversation_id: str) -> Conversation:
        owner = door.callers.bearer(request).owner
        await door.turnstile.admit_sign(owner)
        return await door.talks.find(owner, conversation_id)

    return router
