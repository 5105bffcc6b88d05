"""Which engine asks a server that speaks OpenAI's protocol: vLLM, SGLang, llama-server and their kin?"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing, suppress

import httpx2
from pydantic import BaseModel, ValidationError

from xiaoer.adapters.engines import sse, wording
from xiaoer.adapters.engines.estimate import most_tokens
from xiaoer.adapters.engines.wish import EngineWish
from xiaoer.core.prompting import chatml
from xiaoer.core.prompting.prompt import Prompt
from xiaoer.errors import ConfigInvalid, EngineFailed, EngineNotReady, EngineTimeout
from xiaoer.ports import ChatEngine, Delta, EngineState, Generation

CONNECT_S = 3.0
PROBE_S = 5.0
TRANSIENT = frozenset({429, 500, 502, 503, 504})
DONE = "[DONE]"
SPARE_DELTAS = 16  # an opening one without text, one for the counts, and the like


class _Said(BaseModel):
    content: str | None = None


class _Choice(BaseModel):
    delta: _Said = _Said()
    finish_reason: str | None = None


class _Usage(BaseModel):
    prompt_tokens: int = 0
    completion_tokens: int = 0


class _Chunk(BaseModel):
    choices: tuple[_Choice, ...] = ()
    usage: _Usage | None = None


class _Unreachable(Exception):  # passes within this module only
    """Nothing was said yet and another try may succeed."""


class OpenAiHttp:
    """A server elsewhere. A call is tried once more when it failed before the first token, and never later."""

    def __init__(
        self, url: str, *, model: str, key: str = "", transport: httpx2.AsyncBaseTransport | None = None
    ) -> None:
        self._model = model
        self._client = httpx2.AsyncClient(
            base_url=url.rstrip("/") + "/",
            headers={"Authorization": f"Bearer {key}"} if key else {},
            timeout=httpx2.Timeout(None, connect=CONNECT_S),
            follow_redirects=False,
            trust_env=False,
            transport=transport,
        )
        self._state = EngineState("not_ready", wording.SERVER_AWAY, model)
        self._live = 0
        self._probing: asyncio.Task[None] | None = None

    @property
    def name(self) -> str:
        """Return the name by which settings call it."""
        return "openai"

    async def warm_up(self) -> None:
        """Begin to look whether the server is there."""
        if self._probing is None or self._probing.done():
            self._probing = asyncio.create_task(self._probe())

    async def _probe(self) -> None:
        while True:
            try:
                response = await self._client.get("models", timeout=PROBE_S)
                if response.status_code < 500 and response.status_code not in {401, 403}:
                    self._state = EngineState("ready", "", self._model)
                    return
                self._state = EngineState(
                    "not_ready", wording.SERVER_SAYS.format(status=response.status_code), self._model
                )
            except httpx2.HTTPError:
                self._state = EngineState("not_ready", wording.SERVER_AWAY, self._model)
            await asyncio.sleep(PROBE_S)

    def read_ahead(self, prompt: Prompt) -> None:
        """Have nothing to read."""

    async def generate(self, request: Generation) -> AsyncGenerator[Delta, None]:
        """Yield the server's words; closing the generator closes the connection, by which the server learns of it."""
        if self._state.status != "ready":
            raise EngineNotReady(self._state.detail)
        deadline = asyncio.get_running_loop().time() + request.deadline_s
        self._live += 1
        try:
            async with aclosing(self._attempts(request)) as words:
                while True:
                    async with asyncio.timeout_at(deadline):
                        delta = await anext(words, None)
                    if delta is None:
                        return
                    yield delta
        except TimeoutError as exc:
            raise EngineTimeout from exc
        finally:
            self._live -= 1

    async def _attempts(self, request: Generation) -> AsyncGenerator[Delta, None]:
        began = False
        for last in (False, True):
            try:
                async with aclosing(self._attempt(request)) as words:
                    async for delta in words:
                        began = True
                        yield delta
                return
            except (_Unreachable, httpx2.HTTPError) as exc:
                if began or last:
                    await self._note_trouble()
                    raise EngineFailed(str(exc)) from exc

    async def _attempt(self, request: Generation) -> AsyncGenerator[Delta, None]:
        wish = _wish(request, self._model)
        async with self._client.stream("POST", "chat/completions", json=wish) as response:
            if response.status_code in TRANSIENT:
                raise _Unreachable(wording.SERVER_SAYS.format(status=response.status_code))
            if response.status_code != 200:
                raise EngineFailed(wording.SERVER_SAYS.format(status=response.status_code))
            reader = _Reader(request.sampling.max_tokens)
            try:
                async for message in sse.messages(response.aiter_bytes()):
                    if message == DONE:
                        break
                    delta = reader.read(message)
                    if delta is not None:
                        yield delta
            except (sse.Overlong, ValidationError) as exc:
                raise EngineFailed(wording.SERVER_TROUBLED) from exc
            yield reader.end()

    async def _note_trouble(self) -> None:
        """Take the server for away until it answers again."""
        self._state = EngineState("restarting", wording.SERVER_TROUBLED, self._model)
        await self.warm_up()

    async def count_tokens(self, texts: Sequence[str]) -> tuple[int, ...]:
        """Return an upper estimate: these servers have no common way to count."""
        return tuple(most_tokens(text) for text in texts)

    def state(self) -> EngineState:
        """Tell whether the server was there when last looked for."""
        return EngineState(self._state.status, self._state.detail, self._model, self._live)

    async def close(self) -> None:
        """Close the connections."""
        if self._probing is not None:
            self._probing.cancel()
            with suppress(asyncio.CancelledError):
                await self._probing
        await self._client.aclose()


class _Reader:
    """Gathers one answer from the chunks of the protocol."""

    def __init__(self, max_tokens: int) -> None:
        self._left = max_tokens + SPARE_DELTAS
        self._tokens = 0
        self._reason: str | None = None
        self._usage: _Usage | None = None

    def read(self, message: str) -> Delta | None:
        """Return the text of a chunk, if it has any. Raises `EngineFailed` when there is no end of them."""
        chunk = _Chunk.model_validate_json(message)
        self._usage = chunk.usage or self._usage
        self._left -= 1
        if self._left < 0:
            raise EngineFailed(wording.SERVER_TROUBLED)
        if not chunk.choices:
            return None
        choice = chunk.choices[0]
        self._reason = choice.finish_reason or self._reason
        if not choice.delta.content:
            return None
        self._tokens += 1
        return Delta(choice.delta.content)

    def end(self) -> Delta:
        """Return the last delta. Raises `EngineFailed` when the server broke off."""
        if self._reason is None:
            raise EngineFailed(wording.SERVER_TROUBLED)
        told = self._usage.prompt_tokens if self._usage else 0
        spoken = self._usage.completion_tokens if self._usage else self._tokens
        return Delta("", 0, "length" if self._reason == "length" else "stop", told, spoken)


def _wish(request: Generation, model: str) -> Mapping[str, object]:
    sampling = request.sampling
    wish: dict[str, object] = {
        "model": model,
        "messages": [
            {"role": message.role, "content": chatml.defuse(message.text)} for message in request.prompt.messages
        ],
        "max_tokens": sampling.max_tokens,
        "temperature": sampling.temperature,
        "top_p": sampling.top_p,
        "seed": sampling.seed,
        "stream": True,
        "stream_options": {"include_usage": True},
    }
    beyond_openai = {"top_k": sampling.top_k, "min_tokens": sampling.min_tokens}
    wish |= {key: value for key, value in beyond_openai.items() if value}
    if sampling.repetition_penalty != 1.0:
        wish["repetition_penalty"] = sampling.repetition_penalty
    if sampling.stop:
        wish["stop"] = list(sampling.stop)
    return wish


def make(wish: EngineWish) -> ChatEngine:
    """Return a server by URL. Raises `ConfigInvalid` without one."""
    if not wish.url:
        raise ConfigInvalid(wording.NO_URL)
    return OpenAiHttp(wish.url, model=wish.model, key=wish.api_key)
