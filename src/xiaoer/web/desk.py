"""How do agents work at the desk? Every path here is kept to them by the table in `access`."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from xiaoer.core.staff import Role
from xiaoer.web.access import staffer_of
from xiaoer.web.desk_events import desk_frame
from xiaoer.web.desk_schemas import (
    AgentReplyBody,
    AgentView,
    BoardView,
    CannedBody,
    CannedRepliesView,
    CannedView,
    ColleaguesView,
    ColleagueView,
    DraftView,
    NoteBody,
    NoteView,
    PresenceBody,
    ReadBody,
    TalkView,
    TicketsView,
    TicketView,
    TransferBody,
    board_view,
    canned_view,
    note_view,
    read_view,
    ticket_view,
)
from xiaoer.web.documents import PROBLEMS
from xiaoer.web.door import Door
from xiaoer.web.events import FrameStream
from xiaoer.web.render import as_json, message_of, sources_of
from xiaoer.web.schemas import AcceptedView

MOST_LISTED = 200
LARGEST_SEQ = 2**31 - 1

Id = Annotated[str, Path(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
After = Annotated[int, Query(ge=0, le=LARGEST_SEQ)]
Limit = Annotated[int, Query(ge=1, le=200)]
STREAM_OK: dict[str, object] = {"description": "Server-sent events", "content": {"text/event-stream": {}}}
NO_BODY: dict[str, object] = {"description": "Done"}


def desk_routes(door: Door) -> APIRouter:
    """Return the routes under `/api/desk`."""
    router = APIRouter(prefix="/api/desk", tags=["desk"], responses=PROBLEMS)
    for routes in (_board_routes, _ticket_routes, _talk_routes, _people_routes, _canned_routes):
        router.include_router(routes(door))
    return router


def _board_routes(door: Door) -> APIRouter:
    router, office = APIRouter(), door.runtime.office

    @router.get("/events", responses={200: STREAM_OK}, summary="Follow the desk; starts with the whole board")
    async def follow() -> Response:
        office.feed.check_room()
        now, patience_s = door.runtime.clock.now, office.rules.patience_s
        return FrameStream(office.feed.follow(), lambda sign: desk_frame(sign, now=now(), patience_s=patience_s))

    @router.get("/board", response_model=BoardView, summary="Who waits, who has whom, who is here")
    async def board() -> BoardView:
        now = door.runtime.clock.now().isoformat()
        return board_view(await office.feed.board(), now=now, patience_s=office.rules.patience_s)

    @router.get("/tickets", response_model=TicketsView, summary="Tickets that are resolved, or left for the next day")
    async def tickets(status: Literal["resolved", "left_over"] = "resolved") -> TicketsView:
        if status == "left_over":
            return TicketsView(tickets=[ticket_view(entry.ticket) for entry in await office.feed.left_over()])
        resolved = await office.tickets.resolved(door.runtime.shop_id, limit=MOST_LISTED)
        return TicketsView(tickets=[ticket_view(ticket) for ticket in resolved])

    return router


def _ticket_routes(door: Door) -> APIRouter:
    router, desk = APIRouter(prefix="/tickets/{ticket_id}"), door.runtime.office.desk

    @router.post("/claim", response_model=TicketView, summary="Take a waiting talk")
    async def claim(request: Request, ticket_id: Id) -> TicketView:
        return ticket_view(await desk.claim(staffer_of(request), ticket_id))

    @router.post("/reply", status_code=201, response_model=AcceptedView, summary="Say something to the shopper")
    async def reply(request: Request, ticket_id: Id, body: AgentReplyBody) -> Response:
        name = body.client_message_id
        event = await desk.reply(staffer_of(request), ticket_id, body.text, client_message_id=name)
        return as_json({"message_id": event.message_id, "seq": event.seq}, status=201)

    @router.post("/note", status_code=201, response_model=NoteView, summary="Tell the other agents something")
    async def note(request: Request, ticket_id: Id, body: NoteBody) -> NoteView:
        return note_view(await desk.note(staffer_of(request), ticket_id, body.text))

    @router.post("/transfer", response_model=TicketView, summary="Give a talk to a colleague or the queue")
    async def transfer(request: Request, ticket_id: Id, body: TransferBody) -> TicketView:
        return ticket_view(await desk.transfer(staffer_of(request), ticket_id, to=body.to))

    @router.post("/resolve", response_model=TicketView, summary="End the hand-off")
    async def resolve(request: Request, ticket_id: Id) -> TicketView:
        return ticket_view(await desk.resolve(staffer_of(request), ticket_id))

    @router.post("/reopen", response_model=TicketView, summary="Take up a resolved ticket again")
    async def reopen(request: Request, ticket_id: Id) -> TicketView:
        return ticket_view(await desk.reopen(staffer_of(request), ticket_id))

    return router


def _talk_routes(door: Door) -> APIRouter:
    router, office, runtime = APIRouter(), door.runtime.office, door.runtime

    @router.post("/tickets/{ticket_id}/read", status_code=204, responses={204: NO_BODY}, summary="Mark as read")
    async def read(request: Request, ticket_id: Id, body: ReadBody) -> Response:
        await office.desk.read(staffer_of(request), ticket_id, body.message_id)
        return Response(status_code=204)

    @router.post("/tickets/{ticket_id}/typing", status_code=204, responses={204: NO_BODY}, summary="I am writing")
    async def typing(request: Request, ticket_id: Id) -> Response:
        await office.desk.type(staffer_of(request), ticket_id)
        return Response(status_code=204)

    @router.get("/conversations/{conversation_id}", response_model=TalkView, summary="A talk with notes and tickets")
    async def talk(conversation_id: Id, after: After = 0, limit: Limit = 200) -> Response:
        found = await office.desk.talk(conversation_id)
        events = await runtime.conversations.events(found.id, after=after, limit=limit)
        tickets = await office.tickets.of_conversation(runtime.shop_id, found.id)
        notes = await office.store.notes(runtime.shop_id, found.id)
        return as_json(
            {
                "id": found.id,
                "status": found.status,
                "created_at": found.created_at.isoformat(),
                "last_seq": found.last_seq,
                "messages": [message_of(event) for event in events if event.kind == "message"],
                "reads": [read_view(event).model_dump() for event in events if event.kind == "read"],
                "notes": [note_view(note).model_dump() for note in notes],
                "tickets": [ticket_view(ticket).model_dump() for ticket in tickets],
                "next": events[-1].seq if len(events) == limit else None,
            }
        )

    @router.post("/conversations/{conversation_id}/draft", response_model=DraftView, summary="What would the AI say?")
    async def draft(conversation_id: Id) -> DraftView:
        reply = await office.drafts.draft(await office.desk.talk(conversation_id))
        if reply is None:
            return DraftView(text="", route="", sources=[])
        return DraftView(text=reply.text, route=reply.route, sources=sources_of(reply.sources))  # type: ignore[arg-type]

    return router


def _people_routes(door: Door) -> APIRouter:
    router, office, runtime = APIRouter(), door.runtime.office, door.runtime

    @router.put("/presence", response_model=AgentView, summary="How I am; also says that my desk is open")
    async def enter(request: Request, body: PresenceBody) -> AgentView:
        here = await office.hall.enter(staffer_of(request), body.status)
        return AgentView(agent_id=here.agent_id, name=here.name, status=here.status)

    @router.get("/colleagues", response_model=ColleaguesView, summary="Whom can a talk be given to?")
    async def colleagues(request: Request) -> ColleaguesView:
        here = {one.agent_id: one.status for one in await office.hall.here()}
        me = staffer_of(request).id
        return ColleaguesView(
            colleagues=[
                ColleagueView(id=one.id, display_name=one.display_name, status=here.get(one.id, "gone"))
                for one in await runtime.staff.accounts()
                if one.id != me and one.status == "active" and one.role.covers(Role.AGENT)
            ]
        )

    return router


def _canned_routes(door: Door) -> APIRouter:
    router, hall = APIRouter(prefix="/canned"), door.runtime.office.hall

    @router.get("", response_model=CannedRepliesView, summary="Canned replies, by shortcut")
    async def canned() -> CannedRepliesView:
        return CannedRepliesView(replies=[canned_view(reply) for reply in await hall.canned()])

    @router.post("", status_code=201, response_model=CannedView, summary="Add a canned reply")
    async def add(body: CannedBody) -> CannedView:
        return canned_view(await hall.add_canned(body.shortcut, body.text))

    @router.put("/{reply_id}", response_model=CannedView, summary="Change a canned reply")
    async def change(reply_id: Id, body: CannedBody) -> CannedView:
        return canned_view(await hall.change_canned(reply_id, body.shortcut, body.text))

    @router.delete("/{reply_id}", status_code=204, responses={204: NO_BODY}, summary="Delete a canned reply")
    async def drop(reply_id: Id) -> Response:
        await hall.drop_canned(reply_id)
        return Response(status_code=204)

    return router
