"""How do staff and commands on this machine import, publish and roll back the shop?"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field, StringConstraints

from xiaoer.ports import VersionRecord
from xiaoer.services.knowledge.control import ImportWish, Told
from xiaoer.web.access import staffer_of
from xiaoer.web.admin_schemas import Mark
from xiaoer.web.documents import PROBLEMS
from xiaoer.web.door import Door
from xiaoer.web.schemas import Closed

Number = Annotated[int, Field(ge=1, le=2**31 - 1, strict=True)]
MOST_VERSIONS = 200  # older ones are still there to roll back to by number


class ImportBody(Closed):
    """Files on the server's machine, and how to import them."""

    path: Annotated[str, StringConstraints(min_length=1, max_length=4096, pattern=r"^/[^\x00]*$")]
    strict: bool = False
    prune: bool = False
    dry_run: bool = False
    publish: bool = False


class VersionBody(Closed):
    """Which version; without a number, the obvious one."""

    number: Number | None = None


class PublishBody(VersionBody):
    """Which version; without a number the draft, if it still has the mark that came with its differences."""

    mark: Mark = ""


class ToldView(BaseModel):
    """What became of it, in lines for people."""

    lines: list[str]
    rejected: bool


class VersionView(BaseModel):
    """One version of the shop."""

    number: int
    stated_at: str
    note: str
    published_at: str | None
    live: bool


class VersionsView(BaseModel):
    """The versions of the shop, newest first."""

    versions: list[VersionView]


def knowledge_routes(door: Door) -> APIRouter:
    """Return the routes under `/api/admin/knowledge`; the gate refuses them without the staff token."""
    router = APIRouter(prefix="/api/admin/knowledge", tags=["staff"], responses=PROBLEMS)
    runtime = door.runtime

    @router.get("/versions", response_model=VersionsView, summary="List the versions")
    async def versions() -> VersionsView:
        records = await runtime.knowledge.knowledge.versions(runtime.shop_id)
        return VersionsView(versions=[_view(record) for record in records[:MOST_VERSIONS]])

    @router.post("/import", response_model=ToldView, summary="Import files that lie on the server's machine")
    async def import_files(request: Request, body: ImportBody) -> ToldView:
        told = await runtime.import_path(ImportWish(**body.model_dump()))
        if not (told.rejected or body.dry_run):
            await runtime.staff.note(staffer_of(request), "knowledge.imported", body.path[-200:])
        return _told(told)

    @router.post("/publish", response_model=ToldView, summary="Make a version live")
    async def publish(request: Request, body: PublishBody) -> ToldView:
        told = await runtime.publish(body.number, body.mark)
        await runtime.staff.note(staffer_of(request), "knowledge.published", "".join(told.lines))
        return _told(told)

    @router.post("/rollback", response_model=ToldView, summary="Make an earlier version live again")
    async def roll_back(request: Request, body: VersionBody) -> ToldView:
        told = await runtime.roll_back(body.number)
        await runtime.staff.note(staffer_of(request), "knowledge.rolled_back", "".join(told.lines))
        return _told(told)

    return router


def _told(told: Told) -> ToldView:
    return ToldView(lines=list(told.lines), rejected=told.rejected)


def _view(record: VersionRecord) -> VersionView:
    published = record.published_at.isoformat() if record.published_at else None
    return VersionView(
        number=record.number,
        stated_at=record.stated_at.isoformat(),
        note=record.note,
        published_at=published,
        live=record.live,
    )
