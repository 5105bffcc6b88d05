"""How do files come in and go out?"""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import quote, unquote

from fastapi import APIRouter, Header, Path, Request
from pydantic import BaseModel
from starlette.responses import Response

from xiaoer.errors import BadRequest
from xiaoer.services.attachments.ports import StoredFile
from xiaoer.web.documents import PROBLEMS
from xiaoer.web.door import Door
from xiaoer.web.render import as_json, attachment_of
from xiaoer.web.schemas import AttachmentView

UPLOAD_PATH = re.compile(r"/api/conversations/[A-Za-z0-9_-]{1,64}/attachments")
Id = Annotated[str, Path(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
ClientId = Annotated[str, Header(alias="X-Client-Message-ID", min_length=1, max_length=128, pattern=r"^[\x21-\x7e]+$")]
FileName = Annotated[str, Header(alias="X-File-Name", max_length=1024, description="percent-encoded")]
BYTES = {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
BODY: dict[str, object] = {"requestBody": {"required": True, **BYTES}}
FILE_OK: dict[str, object] = {"description": "The file", **BYTES}
HEADERS = {
    # Nothing in a file of a stranger may run, whatever a browser takes it for.
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "Cache-Control": "private, max-age=3600",
}


class TakenView(BaseModel):
    """A file that is durable, with the message that brought it."""

    message_id: str
    seq: int
    attachment: AttachmentView


def attachment_routes(door: Door) -> APIRouter:
    """Return how shoppers send files, and how they and the staff get them."""
    router = APIRouter(prefix="/api", responses=PROBLEMS)
    files = door.runtime.files

    @router.post(
        "/conversations/{conversation_id}/attachments",
        status_code=201,
        response_model=TakenView,
        summary="Send a picture or PDF, the body being the file; its type is found in its content",
        tags=["conversations"],
        openapi_extra=BODY,
    )
    async def take(
        request: Request, conversation_id: Id, client_id: ClientId = "", file_name: FileName = ""
    ) -> Response:
        bearer = door.callers.bearer(request)
        if not client_id:
            raise BadRequest
        talk = await door.talks.find(bearer.owner, conversation_id)
        await door.turnstile.admit_message(door.callers.of(request), f"owner:{bearer.owner}")
        content = await request.body()
        message = await files.take(talk, content, name=unquote(file_name), client_message_id=client_id)
        shown = attachment_of(message.attachment)
        return as_json({"message_id": message.message_id, "seq": message.seq, "attachment": shown}, status=201)

    @router.get("/attachments/{attachment_id}", responses={200: FILE_OK}, summary="My file", tags=["conversations"])
    async def mine(request: Request, attachment_id: Id) -> Response:
        return _sent(await files.of_owner(door.callers.bearer(request).owner, attachment_id))

    @router.get("/desk/attachments/{attachment_id}", responses={200: FILE_OK}, summary="A file", tags=["desk"])
    async def for_staff(attachment_id: Id) -> Response:
        return _sent(await files.of_shop(attachment_id))

    return router


def _sent(file: StoredFile) -> Response:
    attachment = file.attachment
    name = f"attachment; filename*=UTF-8''{quote(attachment.name, safe='')}"
    return Response(file.content, media_type=attachment.media_type, headers={**HEADERS, "Content-Disposition": name})
