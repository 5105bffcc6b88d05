"""How does the owner bring files in, compare the draft with what is live, and take the shop along?"""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from datetime import datetime
from typing import Annotated, Literal
from urllib.parse import quote, unquote

from fastapi import APIRouter, Header, Query, Request
from starlette.responses import Response

from xiaoer.errors import BadRequest, ImportRejected, NoShopData, NoSuchVersion
from xiaoer.services.knowledge import check as checking
from xiaoer.services.knowledge import codec
from xiaoer.services.knowledge.edits import WorkingCopy
from xiaoer.services.knowledge.service import silent
from xiaoer.services.knowledge.source import TableKind
from xiaoer.web.access import staffer_of
from xiaoer.web.admin_schemas import (
    DiffView,
    FindingsView,
    ReportView,
    TimelineView,
    WorkingView,
    diff_view,
    report_view,
    unread_view,
)
from xiaoer.web.documents import PROBLEMS, Responses
from xiaoer.web.door import Door
from xiaoer.web.render import as_json

UPLOAD_PATH = re.compile(r"/api/admin/knowledge/upload")
FileName = Annotated[str, Header(alias="X-File-Name", min_length=1, max_length=1024, description="percent-encoded")]
BYTES = {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
BODY: dict[str, object] = {"requestBody": {"required": True, **BYTES}}
FILE: Responses = {200: {"description": "The file", **BYTES}}
EXPORT_NAME = "店铺资料"
Side = Annotated[Literal["live", "draft"], Query()]


def version_routes(door: Door) -> APIRouter:
    """Return the routes of the draft as a whole under `/api/admin/knowledge`."""
    router = APIRouter(prefix="/api/admin/knowledge", tags=["admin"], responses=PROBLEMS)
    _draft_routes(router, door)
    _file_routes(router, door)
    return router


def _draft_routes(router: APIRouter, door: Door) -> None:
    runtime, editing = door.runtime, door.runtime.console.editing

    @router.get("/working", response_model=WorkingView, summary="How the draft stands")
    async def working() -> Response:
        copy = await editing.working()
        diff = await asyncio.to_thread(copy.diff)
        counts = Counter(kind for kind, _ in copy.items)
        published = copy.live.published_at if copy.live else None
        return as_json(
            {
                "shop_name": copy.profile.name,
                "live": copy.live.number if copy.live else None,
                "live_since": published.isoformat() if published else None,
                "changes": len(diff.added) + len(diff.changed) + len(diff.removed),
                "is_dirty": copy.is_dirty,
                "counts": dict(counts),
            }
        )

    @router.get("/diff", response_model=DiffView, summary="What publishing the draft would change")
    async def diff() -> DiffView:
        copy = await editing.working()
        found = diff_view(await asyncio.to_thread(copy.diff), copy.title_of)
        return found.model_copy(update={"mark": copy.mark_of_all()})

    @router.post("/discard", status_code=204, responses={204: {"description": "Done"}}, summary="Forget the draft")
    async def discard(request: Request) -> Response:
        await editing.discard()
        await runtime.staff.note(staffer_of(request), "knowledge.discarded", "draft")
        return Response(status_code=204)

    @router.get("/check", response_model=FindingsView, summary="What in the draft will hurt once shoppers ask?")
    async def check() -> Response:
        copy, now = await editing.working(), runtime.clock.now()
        shop = await asyncio.to_thread(copy.shop, now)
        found = await asyncio.to_thread(checking.check, shop, (), now=now, progress=silent)
        shown = [
            {"severity": one.severity, "kind": one.kind, "key": one.key, "what": one.what, "advice": one.advice}
            for one in found
        ]
        return as_json({"findings": shown})

    @router.get("/timeline", response_model=TimelineView, summary="When what holds")
    async def timeline() -> Response:
        copy = await editing.working()
        windows = sorted(_windows(copy), key=lambda one: str(one["starts_at"] or ""))
        now, zone = runtime.clock.now().isoformat(), copy.profile.timezone
        return as_json({"now": now, "timezone": zone, "windows": windows})


def _file_routes(router: APIRouter, door: Door) -> None:
    runtime, console = door.runtime, door.runtime.console

    @router.post(
        "/upload",
        response_model=ReportView,
        openapi_extra=BODY,
        summary="Bring in a workbook, a zip or any single file, the body being the file; try it dry first",
    )
    async def upload(request: Request, file_name: FileName, dry_run: bool = True, prune: bool = False) -> ReportView:
        content, name = await request.body(), unquote(file_name)
        if not content:
            raise BadRequest
        try:
            source = await asyncio.to_thread(console.files.read_upload, name, content)
        except (ImportRejected, NoShopData) as unread:
            return unread_view(name, unread.detail or unread.user_message)
        report = await console.editing.import_source(source, prune=prune, dry_run=dry_run)
        if report.outcome == "stored":
            detail = f"版本={report.version};新增={len(report.diff.added)};修改={len(report.diff.changed)}"
            await runtime.staff.note(staffer_of(request), "knowledge.imported", name[:200], detail=detail)
        return report_view(report)

    @router.get("/templates/{kind}", responses=FILE, summary="A workbook to fill in")
    async def template(kind: TableKind) -> Response:
        content = await asyncio.to_thread(console.files.template, kind)
        return _file(content, console.files.template_name(kind))

    @router.get("/export", responses=FILE, summary="The shop as a zip of workbooks, orders included")
    async def export(request: Request, side: Side = "live") -> Response:
        copy = await console.editing.working()
        if not copy.items or (side == "live" and copy.live is None):
            raise NoSuchVersion
        shop = await asyncio.to_thread(copy.shop if side == "draft" else copy.live_shop, runtime.clock.now())
        orders = await console.orders.all()
        await runtime.staff.note(staffer_of(request), "knowledge.exported", side)
        content = await asyncio.to_thread(console.files.archive, shop, orders)
        return _file(content, f"{EXPORT_NAME}-{shop.profile.name}.zip")


def _windows(copy: WorkingCopy) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for item in copy.of_kind("promotion"):
        one = codec.decode_promotion(item.body)
        found.append(_window("promotion", item.key, (one.name, one.kind.value), (one.starts_at, one.ends_at)))
    for item in copy.of_kind("faq"):
        faq = codec.decode_faq(item.body)
        if faq.window.starts_at or faq.window.ends_at:
            found.append(
                _window("faq", item.key, (faq.question, faq.category), (faq.window.starts_at, faq.window.ends_at))
            )
    for item in copy.of_kind("policy"):
        part = codec.decode_policy(item.body)
        if part.window.starts_at or part.window.ends_at:
            window = (part.window.starts_at, part.window.ends_at)
            found.append(_window("policy", item.key, (part.heading, part.topic), window))
    return found


def _window(
    kind: str, key: str, names: tuple[str, str], window: tuple[datetime | None, datetime | None]
) -> dict[str, object]:
    starts_at, ends_at = (at.isoformat() if at else None for at in window)
    return {
        "kind": kind,
        "key": key,
        "title": names[0],
        "about": names[1],
        "starts_at": starts_at,
        "ends_at": ends_at,
    }


def _file(content: bytes, name: str) -> Response:
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
    return Response(content, media_type="application/octet-stream", headers=headers)
