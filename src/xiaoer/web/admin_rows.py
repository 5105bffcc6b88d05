"""How does the owner see and change the shop's questions, products, promotions, policies, words and settings?"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from typing import Annotated, get_args

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from xiaoer.core.shop.profile import Profile
from xiaoer.errors import NoSuchRow
from xiaoer.ports import Item
from xiaoer.services.knowledge import codec, forms
from xiaoer.services.knowledge.editing import Wish
from xiaoer.services.knowledge.edits import WorkingCopy, mark_of
from xiaoer.services.knowledge.forms import Section
from xiaoer.services.knowledge.source import Problem
from xiaoer.web.access import staffer_of
from xiaoer.web.admin_schemas import (
    PoliciesView,
    PolicyBody,
    ProfileBody,
    ProfileFields,
    ProfileView,
    Row,
    RowBody,
    RowName,
    RowsView,
    SavedView,
    SeenRow,
    WordBody,
    WordsView,
    problem_row,
)
from xiaoer.web.documents import PROBLEMS, Responses
from xiaoer.web.door import Door
from xiaoer.web.render import as_json

Text = Annotated[str, Query(max_length=200)]
Offset = Annotated[int, Query(ge=0, le=10_000_000)]
Limit = Annotated[int, Query(ge=1, le=200)]
PROFILE_FIELDS = tuple(ProfileFields.model_fields)
NO_CONTENT: Responses = {204: {"description": "Done"}}


def row_routes(door: Door) -> APIRouter:
    """Return the routes of single rows under `/api/admin/knowledge`."""
    router = APIRouter(prefix="/api/admin/knowledge", tags=["admin"], responses=PROBLEMS)
    _table_routes(router, door)
    _text_routes(router, door)
    _profile_routes(router, door)
    return router


def _table_routes(router: APIRouter, door: Door) -> None:
    editing, staff = door.runtime.console.editing, door.runtime.staff

    @router.get("/rows/{kind}", response_model=RowsView, summary="Questions, products or promotions of the draft")
    async def rows(kind: Row, q: Text = "", offset: Offset = 0, limit: Limit = 30, changed: bool = False) -> Response:
        copy = await editing.working()
        found = await asyncio.to_thread(_found, copy, kind, q, changed=changed)
        shown = [_row(copy, item) for item in found[offset : offset + limit]]
        return as_json({"total": len(found), "rows": shown})

    @router.post("/rows/{kind}", response_model=SavedView, summary="Keep a row in the draft")
    async def save(request: Request, kind: Row, body: RowBody) -> Response:
        actor = staffer_of(request)
        known = forms.names_of(kind)
        cells = tuple((name, text) for name, text in body.cells.items() if name in known)
        saved = await editing.save_row(kind, Wish(body.key, body.mark), cells, actor)
        if saved.key:
            await staff.note(actor, "knowledge.saved", _target(kind, saved.key))
        return _saved(saved.key, saved.problems)

    @router.post("/remove", status_code=204, responses=NO_CONTENT, summary="Take a row out of the draft")
    async def remove(request: Request, body: SeenRow) -> Response:
        if body.kind == "profile":
            raise NoSuchRow
        await editing.remove(body.kind, Wish(body.key, body.mark), staffer_of(request))
        await staff.note(staffer_of(request), "knowledge.removed", _target(body.kind, body.key))
        return Response(status_code=204)

    @router.post("/undo", status_code=204, responses=NO_CONTENT, summary="Make a row what it is in the live version")
    async def undo(request: Request, body: RowName) -> Response:
        await editing.undo(body.kind, body.key, staffer_of(request))
        await staff.note(staffer_of(request), "knowledge.undone", _target(body.kind, body.key))
        return Response(status_code=204)


def _text_routes(router: APIRouter, door: Door) -> None:
    editing, staff = door.runtime.console.editing, door.runtime.staff

    @router.get("/policies", response_model=PoliciesView, summary="The policies of the draft")
    async def policies() -> Response:
        return as_json({"policies": _policies(await editing.working())})

    @router.put("/policies", response_model=SavedView, summary="Keep a policy in the draft")
    async def save_policy(request: Request, body: PolicyBody) -> Response:
        actor = staffer_of(request)
        sections = tuple(Section(one.heading, one.text, one.starts_at, one.ends_at) for one in body.sections)
        problems = await editing.save_policy(Wish(body.name.strip(), body.mark), sections, actor)
        if not problems:
            await staff.note(actor, "knowledge.saved", _target("policy", body.name))
        return _saved("" if problems else body.name, problems)

    @router.get("/words", response_model=WordsView, summary="The word lists of the draft")
    async def words() -> Response:
        return as_json(_words(await editing.working()))

    @router.post("/words", status_code=204, responses=NO_CONTENT, summary="Add a word to a list of the draft")
    async def add_word(request: Request, body: WordBody) -> Response:
        standard = body.standard if body.list == "slang" else ""
        fields = {"list": body.list, "word": body.word} | ({"standard": standard} if standard else {})
        text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        item = Item("words", f"{body.list}/{body.word}", text)
        await editing.add_word(item, staffer_of(request))
        await staff.note(staffer_of(request), "knowledge.saved", _target("words", item.key))
        return Response(status_code=204)


def _profile_routes(router: APIRouter, door: Door) -> None:
    editing, staff = door.runtime.console.editing, door.runtime.staff

    @router.get("/profile", response_model=ProfileView, summary="The shop's settings in the draft")
    async def profile() -> Response:
        copy = await editing.working()
        now, mark = copy.profile, copy.mark("profile", codec.PROFILE_KEY)
        shown = {"profile": _fields(now), "defaults": _fields(Profile("")), "timezone": now.timezone, "mark": mark}
        return as_json(shown)

    @router.put("/profile", response_model=SavedView, summary="Keep the shop's settings in the draft")
    async def save_profile(request: Request, body: ProfileBody) -> Response:
        actor, now = staffer_of(request), (await editing.working()).profile
        wanted = Profile(timezone=now.timezone, **body.model_dump(exclude={"mark"}))
        problems = await editing.save_profile(body.mark, wanted, actor)
        if not problems:
            await staff.note(actor, "knowledge.saved", _target("profile", body.name))
        return _saved("" if problems else codec.PROFILE_KEY, problems)


def _found(copy: WorkingCopy, kind: Row, text: str, *, changed: bool) -> Sequence[Item]:
    items = copy.of_kind(kind)
    if changed:
        items = tuple(item for item in items if copy.state_of(item) != "same")
    sought = text.strip().casefold()
    if not sought:
        return items
    # The whole body first: most rows fall through without being read.
    return [item for item in items if sought in item.body.casefold() and sought in _words_of(item)]


def _words_of(item: Item) -> str:
    values = json.loads(item.body).values()
    return "\n".join(json.dumps(value, ensure_ascii=False) for value in values).casefold()


def _row(copy: WorkingCopy, item: Item) -> dict[str, object]:
    cells = dict(forms.cells_of(item, copy.zone))
    return {"key": item.key, "mark": mark_of(item.body), "state": copy.state_of(item), "cells": cells}


def _saved(key: str, problems: Sequence[Problem]) -> Response:
    return as_json({"saved": bool(key), "key": key, "problems": [problem_row(one).model_dump() for one in problems]})


def _policies(copy: WorkingCopy) -> list[dict[str, object]]:
    documents: dict[str, list[Item]] = {}
    for item in copy.of_kind("policy"):
        documents.setdefault(item.key.rpartition("#")[0], []).append(item)
    return [_policy(copy, name, items) for name, items in documents.items()]


def _policy(copy: WorkingCopy, name: str, items: Sequence[Item]) -> dict[str, object]:
    passages = sorted((codec.decode_policy(item.body) for item in items), key=lambda one: _number(one.passage_id))
    sections = forms.sections_of(passages, copy.zone)
    live = {key for kind, key in copy.live_items if kind == "policy" and key.rpartition("#")[0] == name}
    same = live == {item.key for item in items} and all(copy.state_of(item) == "same" for item in items)
    return {
        "name": name,
        "mark": copy.mark("policy", name),
        "topic": passages[0].topic,
        "state": "same" if same else "changed" if live else "added",
        "sections": [
            {"heading": s.heading, "text": s.text, "starts_at": s.starts_at, "ends_at": s.ends_at} for s in sections
        ],
    }


def _number(passage_id: str) -> int:
    number = passage_id.rpartition("#")[2]
    return int(number) if number.isdecimal() else 0


def _words(copy: WorkingCopy) -> dict[str, object]:
    lists: dict[str, list[dict[str, str]]] = {name: [] for name in get_args(WordBody.model_fields["list"].annotation)}
    for item in copy.of_kind("words"):
        body = json.loads(item.body)
        shown = {
            "key": item.key,
            "mark": mark_of(item.body),
            "word": body["word"],
            "standard": body.get("standard", ""),
        }
        lists[body["list"]].append(shown | {"state": copy.state_of(item)})
    return dict(lists)


def _fields(profile: Profile) -> dict[str, object]:
    values = {name: getattr(profile, name) for name in PROFILE_FIELDS}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def _target(kind: str, key: str) -> str:
    return f"{kind} {key}"[:200]
