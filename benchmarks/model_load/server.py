"""Which server is loaded? `python -m benchmarks.model_load.server KIND PORT DATA SHOP MODEL`.

`ours` is the product as it is, but for the words of the engine, `other` the same on the engine that is the slower on
this processor; `uncached` asks the engine every time.
`usual` is a common retrieval prompt on the same engine and the same web server: time and shopper first, three passages
pasted before the question, every message to the model, its words sent on as they come.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from datetime import UTC, datetime
from pathlib import Path

import uvloop
from fastapi import FastAPI, Request
from fastapi.responses import StreamingResponse

from benchmarks.model_load.shop import send_to_model
from xiaoer.adapters.engines import table
from xiaoer.adapters.engines.processor import fastest_first
from xiaoer.bootstrap import server as servers
from xiaoer.bootstrap.runtime import Runtime
from xiaoer.bootstrap.warmth import settle
from xiaoer.config import load
from xiaoer.core.dialogue.evidence import Passage
from xiaoer.core.dialogue.question import PageContext
from xiaoer.core.dialogue.state import FRESH
from xiaoer.core.prompting.prompt import Prompt, PromptMessage
from xiaoer.core.retrieval.retrieve import retrieve
from xiaoer.core.shop.knowledge import PolicyPassage
from xiaoer.core.understanding.understand import understand
from xiaoer.errors import EngineError
from xiaoer.ports import Generation, Sampling
from xiaoer.web.app import create_app
from xiaoer.web.server import a_server

PASTED = 3
CHUNK_CHARS = 500  # into which texts are usually cut
SYSTEM = "你是一个有帮助的客服助手。请根据下面的资料回答用户的问题,回答要准确、礼貌、简洁,不知道就说不知道。"
USUAL_LIMITS = {"waiting": 1000, "deadline_s": 60.0, "slow_s": 60.0}


def engine_of(kind: str) -> str:
    """Return the engine of a kind of server."""
    return fastest_first()[kind == "other"]


async def _serve(kind: str, port: int, data: Path, shop: Path, model: str) -> None:
    table.BUILT_IN["bench"] = f"benchmarks.model_load.honest:{engine_of(kind)}"
    engine: dict[str, object] = {"name": "bench", "model": model}
    if kind == "uncached":
        engine["kept_answers"] = 0
    settings = load(
        flags={
            "engine": engine | (USUAL_LIMITS if kind == "usual" else {}),
            "server": {"port": port},
            "store": {"folder": data},
            "shop": {"source": shop},
            "limits": {"messages": 1_000_000, "address_messages": 1_000_000},
        },
        environ={},
    )
    send_to_model()
    runtime = await servers.build(settings)
    try:
        app = create_app(runtime)
        if kind == "usual":
            app = _usual(runtime)
        server = a_server(app, runtime)
        settle()
        await server.serve()
    finally:
        await runtime.close()


def _usual(runtime: Runtime) -> FastAPI:
    app = FastAPI()

    @app.get("/readyz")
    async def ready() -> dict[str, list[dict[str, str]]]:
        state = runtime.engine.state().status
        return {"parts": [{"name": "model", "status": "ok" if state == "ready" else "degraded"}]}

    @app.post("/v1/chat/completions")
    async def chat(request: Request) -> StreamingResponse:
        body = await request.json()
        return StreamingResponse(_words(runtime, body["messages"][-1]["content"], body["user"]))

    return app


async def _words(runtime: Runtime, text: str, user: str) -> AsyncIterator[str]:
    prompt = _usual_prompt(runtime, text, user)
    request = Generation(prompt, user, 60.0, Sampling(max_tokens=60))
    try:
        async with aclosing(runtime.engine.generate(request)) as deltas:
            async for delta in deltas:
                if delta.text:
                    yield f"data: {json.dumps({'choices': [{'delta': {'content': delta.text}}]})}\n\n"
    except EngineError as error:
        yield f"data: {json.dumps({'error': error.code})}\n\n"
        return
    yield "data: [DONE]\n\n"


def _usual_prompt(runtime: Runtime, text: str, user: str) -> Prompt:
    live, now = runtime.shops.current(runtime.shop_id), datetime.now(UTC)
    understanding = understand(
        text, state=FRESH, context=PageContext(), index=live.index, intents=live.intents, now=now
    )
    found = retrieve(understanding.asks[0], live.index, now=now)[:PASTED]
    pasted = [_chunk(passage, live.shop.policies) for passage in found]
    system = f"现在是{now.isoformat()},用户{user}。{SYSTEM}\n\n资料:\n" + "\n\n".join(pasted)
    return Prompt((PromptMessage("system", system), PromptMessage("user", f"顾客问:{text}")))


def _chunk(passage: Passage, policies: Sequence[PolicyPassage]) -> str:
    """Return the piece of a page that begins with this passage; a question with its answer is a piece of its own."""
    at = next((n for n, policy in enumerate(policies) if policy.passage_id == passage.id), None)
    if at is None:
        return f"{passage.title}:{passage.text}"
    page = [policy for policy in policies[at:] if policy.topic == policies[at].topic]
    return "\n".join(f"{policy.heading}:{policy.text}" for policy in page)[:CHUNK_CHARS]


def main() -> None:
    """Serve until a signal."""
    kind, port, data, shop, model = sys.argv[1:6]
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve(kind, int(port), Path(data), Path(shop), model))


if __name__ == "__main__":
    main()
