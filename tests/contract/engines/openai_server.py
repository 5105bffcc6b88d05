"""A small server that speaks OpenAI's protocol, with faults on demand."""

from __future__ import annotations

import asyncio
import json
import socket
from dataclasses import dataclass, field

import uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from xiaoer.adapters.engines.estimate import most_tokens

KEY = "sk-test"
WORDS = "您好,这款手机壳有黑色、白色和蓝色三种颜色,都可以当天发货,请放心选购。" * 60


@dataclass
class OpenAiServer:
    """What the server shall do, and what it was asked."""

    faults: list[str] = field(default_factory=list)  #: one per call, in order: 503, 400, cut, garbage, endless, silent
    asked: list[dict] = field(default_factory=list)
    live: int = 0
    pause_s: float = 0.002
    url: str = ""

    async def models(self, request):
        if request.headers.get("authorization") != f"Bearer {KEY}":
            return JSONResponse({"error": {"message": "no"}}, status_code=401)
        return JSONResponse({"object": "list", "data": [{"id": "tiny", "object": "model"}]})

    async def chat(self, request):
        if request.headers.get("authorization") != f"Bearer {KEY}":
            return JSONResponse({"error": {"message": "no"}}, status_code=401)
        wish = await request.json()
        self.asked.append(wish)
        fault = self.faults.pop(0) if self.faults else ""
        if fault.isdigit():
            return Response("busy", status_code=int(fault))
        return StreamingResponse(self._stream(wish, fault), media_type="text/event-stream")

    async def _stream(self, wish, fault):
        self.live += 1
        try:
            if fault == "silent":
                await asyncio.sleep(60)
            async for chunk in self._chunks(wish, fault):
                yield f"data: {chunk}\n\n"
        finally:
            self.live -= 1

    async def _chunks(self, wish, fault):
        yield _chunk({"role": "assistant", "content": ""}, None)
        stops = wish.get("stop", [])
        said, reason = "", "length"
        limit = 10_000 if fault == "endless" else wish["max_tokens"]
        for number, word in enumerate(WORDS * 5):
            if number == limit:
                break
            if word in stops:
                reason = "stop"
                break
            if fault == "garbage" and number == 3:
                yield "{not json"
                return
            if fault == "cut" and number == 3:
                return
            await asyncio.sleep(self.pause_s if fault != "endless" else 0)
            said += word
            yield _chunk({"content": word}, None)
        yield _chunk({}, reason)
        told = sum(most_tokens(message["content"]) for message in wish["messages"])
        usage = {"prompt_tokens": told, "completion_tokens": len(said), "total_tokens": told + len(said)}
        yield json.dumps({"choices": [], "usage": usage})
        yield "[DONE]"

    async def serve(self):
        """Yield once while the server runs."""
        routes = [
            Route("/v1/models", self.models),
            Route("/v1/chat/completions", self.chat, methods=["POST"]),
        ]
        listening = socket.socket()
        listening.bind(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{listening.getsockname()[1]}/v1"
        server = uvicorn.Server(
            uvicorn.Config(Starlette(routes=routes), log_config=None, lifespan="off", timeout_graceful_shutdown=1)
        )
        running = asyncio.create_task(server.serve(sockets=[listening]))
        while not server.started:  # noqa: ASYNC110 - uvicorn offers no event
            await asyncio.sleep(0.01)
        yield self
        server.should_exit = True
        await running
        listening.close()


def _chunk(delta, reason):
    return json.dumps({"choices": [{"index": 0, "delta": delta, "finish_reason": reason}]}, ensure_ascii=False)
