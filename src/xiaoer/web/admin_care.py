"""How does the owner try questions out, and look after the installation?"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Path, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from xiaoer.core.dialogue.plan import Route
from xiaoer.core.shop.promotion import Audience
from xiaoer.errors import BadRequest, NoSuchRow
from xiaoer.services.knowledge.cells import Fault
from xiaoer.services.knowledge.ports import BackupFile
from xiaoer.services.knowledge.times import read_start
from xiaoer.services.tryout.service import TryWish
from xiaoer.web.access import staffer_of
from xiaoer.web.admin_schemas import Moment
from xiaoer.web.documents import PROBLEMS, Responses
from xiaoer.web.door import Door
from xiaoer.web.receipts import receipt_of
from xiaoer.web.render import as_json, sources_of
from xiaoer.web.schemas import Closed, SourceView, Text

BackupName = Annotated[str, Path(max_length=40, pattern=r"^xiaoer-\d{8}-\d{6}\.zip$")]
FILE: Responses = {
    200: {"description": "The file", "content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}}}
}


class TryBody(Closed):
    """A message to try, on the live shop or the draft, now or at a moment as the shop's clock tells it."""

    text: Text
    side: Literal["live", "draft"] = "live"
    said_before: Annotated[tuple[Text, ...], Field(max_length=6)] = ()
    at: Moment = ""
    audience: Audience = Audience.EVERYONE


class TriedView(BaseModel):
    """What would be said, and why."""

    reply: str
    route: Route
    handoff: bool
    sources: list[SourceView]
    version: int
    at: str
    receipt: dict[str, object]


class PartView(BaseModel):
    """One part of the installation."""

    name: str
    status: Literal["ok", "degraded", "down"]
    detail: str


class SettingView(BaseModel):
    """A setting of the process: changed where it is started, shown here in plain words."""

    name: str
    value: str
    meaning: str


class SystemView(BaseModel):
    """How the installation is doing."""

    version: str
    parts: list[PartView]
    settings: list[SettingView]


class BackupView(BaseModel):
    """A copy of everything."""

    name: str
    size_bytes: int
    made_at: str


class BackupsView(BaseModel):
    """All copies, newest first."""

    backups: list[BackupView]


def care_routes(door: Door) -> APIRouter:
    """Return the routes for trying out and for care."""
    router = APIRouter(prefix="/api/admin", tags=["admin"], responses=PROBLEMS)
    _backup_routes(router, door)
    runtime, console = door.runtime, door.runtime.console

    @router.post("/try", response_model=TriedView, summary="What would we say to this?")
    async def say(request: Request, body: TryBody) -> Response:
        actor = staffer_of(request)
        zone = (await console.editing.working()).zone
        at = read_start(body.at, zone)
        if isinstance(at, Fault):
            raise BadRequest
        wish = TryWish(body.text, body.side, body.said_before, at, body.audience)
        tried = await console.tryout.say(wish, by=actor.id)
        return as_json(
            {
                "reply": tried.reply.text,
                "route": tried.reply.route,
                "handoff": tried.reply.hand_off is not None,
                "sources": sources_of(tried.reply.sources),
                "version": tried.version,
                "at": _told(tried.at.astimezone(zone)),
                "receipt": receipt_of(tried.receipt),
            }
        )

    @router.get("/system", response_model=SystemView, summary="How is the installation doing?")
    async def system() -> Response:
        parts = [{"name": part.name, "status": part.status, "detail": part.detail} for part in await runtime.health()]
        return as_json({"version": runtime.version, "parts": parts, "settings": _settings(door)})

    return router


def _backup_routes(router: APIRouter, door: Door) -> None:
    runtime, console = door.runtime, door.runtime.console

    @router.get("/backups", response_model=BackupsView, summary="The copies that there are")
    async def backups() -> Response:
        return as_json({"backups": [_backup(one) for one in await console.backups.all()]})

    @router.post("/backups", status_code=201, response_model=BackupView, summary="Make a copy of everything")
    async def make_backup(request: Request) -> Response:
        made = await console.backups.make()
        await runtime.staff.note(staffer_of(request), "backup.made", made.name)
        return as_json(_backup(made), status=201)

    @router.get("/backups/{name}", responses=FILE, summary="Fetch a copy; noted down")
    async def fetch(request: Request, name: BackupName) -> Response:
        content = await console.backups.content(name)
        if content is None:
            raise NoSuchRow
        await runtime.staff.note(staffer_of(request), "backup.fetched", name)
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
        return Response(content, media_type="application/zip", headers=headers)


def _settings(door: Door) -> list[dict[str, str]]:
    settings = door.runtime.settings
    shown = (
        ("server", "host"),
        ("server", "port"),
        ("server", "allowed_origins"),
        ("server", "max_upload_bytes"),
        ("limits", "messages"),
        ("limits", "window_s"),
        ("engine", "name"),
        ("engine", "deadline_s"),
        ("engine", "max_tokens"),
    )
    found: list[dict[str, str]] = []
    for section_name, name in shown:
        section = getattr(settings, section_name)
        value, field = getattr(section, name), type(section).model_fields[name]
        told = "、".join(map(str, value)) if isinstance(value, tuple) else str(value)
        found.append({"name": f"{section_name}.{name}", "value": told, "meaning": field.description or ""})
    return found


def _backup(made: BackupFile) -> dict[str, object]:
    return {"name": made.name, "size_bytes": made.size_bytes, "made_at": _told(made.made_at)}


def _told(at: datetime) -> str:
    return at.isoformat()
